"""lpsedocs init: a workspace in which a check finds nothing, whichever day it is made."""

import json
import re
import shlex
from datetime import date, timedelta
from functools import cache
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsedocs.checker import check
from lpsedocs.cli._starter import Office, workspace_files
from lpsedocs.corpus import RECORDS
from lpsedocs.language import ENGLISH, INDONESIAN, Language
from lpsedocs.models import KINDS, kind_at_or_none
from lpsedocs.models.shapes import slots_of
from lpsedocs.reporters import reporter
from lpsedocs.rules import all_rules
from lpsedocs.rules.examples import corpus_of
from lpsedocs.schema import file_name
from lpsedocs.source import parse_source
from tests.shell import ROOT, TODAY, Shell

OFFICE = Office("LPSE Kota Misal", "Pemerintah Kota Misal", "Misal", "0123456789abcdef0123456789abcdef")


@cache
def files_on(day: date, language: Language = INDONESIAN) -> dict[PurePosixPath, bytes]:
    return workspace_files(OFFICE, day, language)


def report_on(day: date) -> str:
    records = {path: content for path, content in files_on(day).items() if path.is_relative_to(RECORDS)}
    return reporter("text")(check(corpus_of(records, day), all_rules()), ENGLISH)


SOUND = re.compile(r"\d+ files checked as of [^;]+; errors: 0, warnings: 0, notes: 0\n")


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2026, 7, 15), id="some day"),
        pytest.param(date(2028, 2, 29), id="the day that most years don't have"),
        pytest.param(date(2028, 3, 1), id="the day after"),
        pytest.param(date(2026, 12, 31), id="the last day of a year"),
        pytest.param(date(2027, 1, 1), id="the first day of a year"),
        pytest.param(date(2026, 8, 2), id="a Sunday"),
        pytest.param(date(2026, 3, 20), id="a day after the twentieth"),
        pytest.param(date(2026, 3, 21), id="the day after that"),
        pytest.param(date(2044, 1, 31), id="a day far off"),
    ],
)
def test_a_check_finds_nothing_on_the_day_of_init(day: date) -> None:
    assert SOUND.fullmatch(report_on(day))


@settings(max_examples=settings().max_examples // 3)
@given(st.dates(date(2025, 1, 1), date(2060, 12, 31)))
def test_a_check_finds_nothing_whichever_day_it_is(day: date) -> None:
    assert SOUND.fullmatch(report_on(day))


def test_nothing_is_due_in_the_first_weeks() -> None:
    records = {p: c for p, c in files_on(date(2026, 7, 15)).items() if p.is_relative_to(RECORDS)}
    for days in (1, 7, 30):
        report = check(corpus_of(records, date(2026, 7, 15) + timedelta(days=days)), all_rules())
        assert report.findings == ()


def test_there_is_an_example_of_each_kind() -> None:
    places = [path.relative_to(RECORDS) for path in files_on(date(2026, 7, 15)) if path.suffix == ".yaml"]

    kinds = {kind.name for place in places if (kind := kind_at_or_none(place))}
    # What a CI attests can't be made up: it is signed.
    assert kinds == {kind.name for kind in KINDS} - {"attestation"}


@pytest.mark.parametrize("language", [INDONESIAN, ENGLISH], ids=["id", "en"])
def test_each_key_is_named_in_a_comment_above_it(language: Language) -> None:
    for path, content in files_on(date(2026, 7, 15), language).items():
        kind = kind_at_or_none(path.relative_to(RECORDS)) if path.is_relative_to(RECORDS) else None
        if kind is None or path.suffix != ".yaml":
            continue
        lines = content.decode().splitlines()
        for key, slot in slots_of(kind.model).items():
            if key in parse_source(path, content).data:  # type: ignore[operator]
                line = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
                above = " ".join(lines[max(0, line - 6) : line])
                assert f"# {language.text(slot.title)}" in above, (path, key)


def test_the_forms_are_those_of_the_example_office() -> None:
    files = files_on(date(2026, 7, 15))
    for name in ("FRM-2026-LPSE", "FRM-2026-LKPP"):
        place = PurePosixPath("records/forms", f"{name}.yaml")
        ours, theirs = (_data(files[place]), _data((ROOT / place).read_bytes()))
        assert {**ours, "in_force": None} == {**theirs, "in_force": None}


def _data(content: bytes) -> dict[str, object]:
    data = parse_source(PurePosixPath("x.yaml"), content).data
    assert isinstance(data, dict)
    return dict(data)


def test_the_forms_are_those_of_the_year() -> None:
    names = {path.stem for path in files_on(date(2031, 5, 5)) if "forms" in path.parts}

    assert names == {"FRM-2031-LPSE", "FRM-2031-LKPP"}


@pytest.mark.parametrize("name", ['LPSE "Kota": #1', "LPSE Kota 'A'", "- x", "LPSE $x ${y}", "LPSE \\ n"])
def test_any_name_can_be_given(name: str) -> None:
    files = workspace_files(Office(name, name, name, "0" * 32), date(2026, 7, 15), INDONESIAN)

    data = _data(files[PurePosixPath("records/organization.yaml")])
    assert (data["name"], data["institution"]) == (name, name)
    assert _data(files[PurePosixPath("mkdocs.yml")])["site_name"] == name


def test_the_editor_knows_the_schema_of_each_folder() -> None:
    files = files_on(date(2026, 7, 15))

    settings = json.loads(files[PurePosixPath(".vscode/settings.json")])
    assert set(settings["yaml.schemas"]) == {f"./schemas/{file_name(kind)}" for kind in KINDS}
    for kind in KINDS:
        assert PurePosixPath("schemas", file_name(kind)) in files
        [*globs] = settings["yaml.schemas"][f"./schemas/{file_name(kind)}"]
        assert all(glob.lstrip("!").startswith(f"records/{kind.folder}") for glob in globs)
    assert json.loads(files[PurePosixPath(".vscode/extensions.json")])["recommendations"]


def test_git_is_told_to_leave_the_bytes_of_records_alone() -> None:
    files = files_on(date(2026, 7, 15))

    assert b"\nrecords/** -text\n" in files[PurePosixPath(".gitattributes")]
    assert b"/build/" in files[PurePosixPath(".gitignore")]
    assert PurePosixPath(".editorconfig") in files
    assert PurePosixPath("templates/README.md") in files
    assert PurePosixPath("docs/panduan/index.md") in files


# ---- The command


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.delenv("LPSEDOCS_LANG", raising=False)
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path / "kantor", capsys)


def test_a_new_office_is_sound(shell: Shell) -> None:
    answer = shell.say("--lang", "en", "init", "kantor", "--name", "LPSE Kota Misal", "--city", "Misal")

    assert (answer.code, answer.err) == (0, "")
    assert answer.lines[0] == "kantor is a workspace now"
    checked = shell.say("--lang", "en", "--root", "kantor", "check", "--fail-on", "note")
    assert checked.code == 0
    assert SOUND.fullmatch(checked.out)
    assert shell.say("--root", "kantor", "schema", "--check").code == 0
    assert shell.say("--root", "kantor", "fmt", "--check").code == 0
    assert 'name: "LPSE Kota Misal"' in shell.read("organization.yaml")
    assert sorted(path.name for path in shell.root.parent.iterdir()) == ["kantor"]


@pytest.mark.parametrize("name", ["kantor é", "kantor 'baru'", "$(id)"])
def test_what_it_tells_to_try_can_be_given_to_a_shell(name: str, shell: Shell) -> None:
    told = shell.say("--lang", "en", "init", name)

    [line] = [line for line in told.lines if line.startswith("try: ")]
    assert shlex.split(line) == ["try:", "cd", name, "&&", "lpsedocs", "check", "&&", "lpsedocs", "build"]


def test_two_offices_never_share_an_id(shell: Shell) -> None:
    shell.say("init", "a")
    shell.say("init", "b")

    ids = [_data(Path(name, "records/roster.yaml").read_bytes())["repository"] for name in ("a", "b")]
    assert ids[0] != ids[1]


def test_the_office_is_indonesian_unless_somebody_says_otherwise(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    shell.say("init", "kantor")
    assert "language: id\n" in shell.read("organization.yaml")
    assert "# Nama: " in shell.read("organization.yaml")

    shell.say("--lang", "en", "init", "office")
    assert "language: en\n" in Path("office/records/organization.yaml").read_text()


def test_an_empty_git_repository_becomes_a_workspace(shell: Shell) -> None:
    (shell.root / ".git").mkdir(parents=True)

    assert shell.say("init", "kantor", "--today", TODAY).code == 0

    assert (shell.root / ".git").is_dir()
    assert (shell.root / "mkdocs.yml").is_file()


def test_the_place_where_one_stands_becomes_a_workspace(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.root.mkdir()
    monkeypatch.chdir(shell.root)

    assert shell.say("init", ".", "--today", TODAY).code == 0
    assert shell.say("--lang", "en", "check", "--today", TODAY).code == 0


@pytest.mark.parametrize("there", ["a file", "a full directory", "a symbolic link"])
def test_what_is_there_is_never_overwritten(shell: Shell, there: str) -> None:
    if there == "a file":
        shell.root.write_text("x")
    elif there == "a full directory":
        shell.root.mkdir()
        (shell.root / "notes.txt").write_text("x")
    else:
        shell.root.with_name("elsewhere").mkdir()
        shell.root.symlink_to("elsewhere")
    before = sorted(shell.root.parent.rglob("*"))

    answer = shell.say("--lang", "en", "init", "kantor")

    assert answer.code == 2
    assert answer.err.startswith(f"lpsedocs: {shell.root} is ")
    assert sorted(shell.root.parent.rglob("*")) == before


def test_a_name_over_several_lines_is_refused(shell: Shell) -> None:
    answer = shell.say("--lang", "en", "init", "kantor", "--name", "a\x00b")

    assert (answer.code, answer.err) == (2, "lpsedocs: 'Name of the LPSE' needs a text on one line\n")
    assert not shell.root.exists()


def test_at_a_terminal_the_office_is_asked_for(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def prompt(text: str, default: str, **_: object) -> str:
        asked.append(text)
        return "Misal" if text == "City" else default

    monkeypatch.setattr("lpsedocs.cli.init.is_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", prompt)

    shell.say("--lang", "en", "init", "kantor")

    assert asked == ["Name of the LPSE", "Government that it belongs to", "City"]
    assert '  city: "Misal"\n' in shell.read("organization.yaml")
