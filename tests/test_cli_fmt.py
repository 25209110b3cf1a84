"""lpsedocs fmt: one layout for all, and hands off what was decided."""

from pathlib import Path

import pytest

from tests.shell import Shell, example_office


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(example_office(tmp_path), capsys)


def fmt(office: Shell, *arguments: str) -> tuple[int, list[str], str]:
    answer = office.run("fmt", *arguments, today=None)
    return answer.code, answer.lines, answer.err


def test_the_example_office_is_laid_out_so(office: Shell) -> None:
    assert fmt(office, "--check") == (0, ["everything is laid out so already"], "")


def test_a_record_is_laid_out_anew(office: Shell) -> None:
    office.change("assets/AST-001.yaml", "name: ", "name:    ")
    good = office.read("assets/AST-001.yaml").replace("name:    ", "name: ")
    line = "records/assets/AST-001.yaml would be laid out anew"

    assert fmt(office, "--check") == (1, [line], "")
    assert fmt(office) == (0, ["records/assets/AST-001.yaml laid out anew"], "")

    assert office.read("assets/AST-001.yaml") == good
    assert fmt(office) == (0, ["everything is laid out so already"], "")


def test_only_what_is_named_is_laid_out(office: Shell) -> None:
    for name in ("AST-001", "AST-002"):
        office.change(f"assets/{name}.yaml", "name: ", "name:    ")

    code, lines, _ = fmt(office, str(office.path("assets/AST-002.yaml")))

    assert (code, lines) == (0, ["records/assets/AST-002.yaml laid out anew"])
    assert "name:    " in office.read("assets/AST-001.yaml")


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("evaluations/2026/EVL-2026-002.yaml", id="a decided evaluation"),
        pytest.param("kak/2026/KAK-2026-001.yaml", id="an accepted KAK"),
        pytest.param("kak/2026/KAK-2026-002.yaml", id="a KAK that was sent back"),
        pytest.param("requirements/2026/KEB-2026-003.yaml", id="a requirement that a decision rests on"),
        pytest.param("forms/FRM-2026-LPSE.yaml", id="a form that a decision rests on"),
        pytest.param("requirements/2026/KEB-2026-011.yaml", id="a closed requirement"),
        pytest.param("decisions/EVL-2026-002/1.yaml", id="a decision"),
        pytest.param("filings/EVL-2026-002.yaml", id="a filing"),
        pytest.param("roster.yaml", id="the roster"),
    ],
)
def test_what_was_decided_is_never_touched(office: Shell, place: str) -> None:
    text = office.read(place)
    office.path(place).write_text(text.replace(": ", ":   ", 1))
    before = office.files()

    assert fmt(office, str(office.path(place))) == (0, ["everything is laid out so already"], "")
    assert office.files() == before


def test_a_bad_file_is_told_and_the_others_are_laid_out(office: Shell) -> None:
    office.path("assets/AST-001.yaml").write_text("id: [\n")
    office.change("assets/AST-002.yaml", "name: ", "name:    ")

    code, lines, err = fmt(office)

    assert (code, lines) == (1, ["records/assets/AST-002.yaml laid out anew"])
    assert err.startswith("records/assets/AST-001.yaml:")
    assert err.endswith("; mend it first\n")
    assert office.read("assets/AST-001.yaml") == "id: [\n"


def test_line_ends_of_another_system_are_mended(office: Shell) -> None:
    text = office.read("assets/AST-001.yaml")
    path = office.path("assets/AST-001.yaml")
    path.write_bytes(text.replace("\n", "\r\n").encode())

    assert fmt(office, str(path))[0] == 0
    assert office.read("assets/AST-001.yaml") == text


def test_a_symbolic_link_is_not_written_through(office: Shell, tmp_path: Path) -> None:
    path = office.path("assets/AST-001.yaml")
    path.rename(tmp_path / "elsewhere.yaml")
    path.symlink_to(tmp_path / "elsewhere.yaml")

    code, _, err = fmt(office)

    assert code == 1
    assert "symbolic link" in err


def test_a_path_outside_is_refused(office: Shell, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: 1\n")

    assert fmt(office, str(tmp_path / "x.yaml"))[0] == 2
