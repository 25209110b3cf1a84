from pathlib import Path, PurePosixPath

import pytest

from lpsedocs.findings import Severity
from lpsedocs.language import ENGLISH
from lpsedocs.rules.examples import TODAY
from lpsedocs.rules.r106_stray_file import breaches
from lpsedocs.source import NO_FILE, SYMBOLIC_LINK, Trouble, unreadable
from lpsedocs.workspace import Workspace
from tests.office import told
from tests.raw import told_of_bytes, told_of_source


@pytest.mark.parametrize(
    ("path", "findings"),
    [
        pytest.param(
            "records/assets/daftar.xlsx",
            [
                (
                    "records/assets/daftar.xlsx:1:1: warning: "
                    "this file is no attachment, and no record either: its name does not end in '.yaml'"
                ),
            ],
            id="a spreadsheet among the records",
        ),
        pytest.param(
            "records/daftar.yaml",
            [
                (
                    "records/daftar.yaml:1:1: warning: "
                    "only organization.yaml and roster.yaml lie directly in records"
                ),
            ],
            id="directly in records",
        ),
        pytest.param(
            "records/catatan/rapat.yaml",
            [
                (
                    "records/catatan/rapat.yaml:1:1: warning: "
                    "there is no kind of record for the folder catatan; the folders are assets, "
                    "requirements, kak, proposals, suppliers, inspections, forms, evaluations, decisions, "
                    "and filings"
                ),
            ],
            id="a folder that there isn't",
        ),
    ],
)
def test_a_file_that_nothing_reads_is_told(path: str, findings: list[str]) -> None:
    assert told_of_bytes("R106", b"id: AST-001\n", path) == findings


@pytest.mark.parametrize(
    "path",
    [
        "records/.gitattributes",
        "records/evaluations/2027/.gitattributes",
        "records/attachments/SUP-001/.gitattributes",
    ],
)
def test_what_lets_git_write_other_bytes_to_disk_is_an_error(path: str, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_bytes(b"* text eol=crlf\n")

    corpus = Workspace(tmp_path).load(TODAY)

    assert [(str(b.location.path), b.severity, ENGLISH.say(b.message)) for b in breaches(corpus)] == [
        (
            path,
            Severity.ERROR,
            "with this file git may write records to disk in other bytes than were decided; attributes "
            "belong in the one file beside records",
        )
    ]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("records/README.md", id="a note"),
        pytest.param("records/assets/README.MD", id="a note among the records"),
        pytest.param("records/assets/server.yaml", id="a record with a bad name"),
        pytest.param("records/KEB-2026-001.yaml", id="a record in the wrong folder"),
        pytest.param("records/organization.yml", id="a record with the wrong ending"),
    ],
)
def test_notes_and_what_has_a_rule_of_its_own_pass(path: str) -> None:
    assert told_of_bytes("R106", b"id: AST-001\n", path) == []


def test_a_second_roster_that_some_file_systems_take_for_the_first_is_told() -> None:
    assert told("R106", "# records/roster.YAML\npeople: []\n") == [
        "records/roster.YAML:1:1: warning: only organization.yaml and roster.yaml lie directly in records"
    ]


@pytest.mark.parametrize("trouble", [SYMBOLIC_LINK, NO_FILE], ids=["a link", "a pipe"])
@pytest.mark.parametrize("path", ["records/attachments/SUP-001/tautan.pdf", "records/tautan.pdf"])
def test_what_is_no_file_has_a_rule_of_its_own(path: str, trouble: Trouble) -> None:
    assert told_of_source("R106", unreadable(PurePosixPath(path), trouble)) == []
