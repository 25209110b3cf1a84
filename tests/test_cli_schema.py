"""lpsedocs schema: the files that editors complete with."""

from pathlib import Path

import pytest

from lpsedocs.models import KINDS
from tests.shell import Shell, example_office


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(example_office(tmp_path), capsys)


def test_every_kind_has_its_schema(office: Shell) -> None:
    answer = office.run("schema", today=None)

    assert answer.code == 0
    assert {path.name for path in (office.root / "schemas").iterdir()} == {
        f"{kind.name}.schema.json" for kind in KINDS
    }
    again = office.run("schema", today=None)
    assert again.lines == [f"the schemas in {office.root}/schemas are up to date"]


def test_a_stale_schema_is_told_and_then_written(office: Shell) -> None:
    office.run("schema", today=None)
    stale = office.root / "schemas" / "asset.schema.json"
    good = stale.read_bytes()
    stale.write_text("{}")

    answer = office.run("schema", "--check", today=None)
    assert (answer.code, answer.lines) == (
        1,
        [f"{stale} is missing or stale", "'lpsedocs schema' writes them"],
    )
    assert stale.read_text() == "{}"

    assert office.run("schema", today=None).lines == [f"{stale} written"]
    assert stale.read_bytes() == good
    assert office.run("schema", "--check", today=None).code == 0


def test_another_folder_needs_no_workspace(office: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere" / "schemas"

    assert office.say("--lang", "en", "schema", str(folder)).code == 0
    assert (folder / "kak.schema.json").is_file()


def test_nothing_is_written_through_a_symbolic_link(office: Shell, tmp_path: Path) -> None:
    (tmp_path / "target.json").write_text("x")
    (office.root / "schemas").mkdir()
    (office.root / "schemas" / "asset.schema.json").symlink_to(tmp_path / "target.json")

    assert office.run("schema", today=None).code == 2
    assert (tmp_path / "target.json").read_text() == "x"
