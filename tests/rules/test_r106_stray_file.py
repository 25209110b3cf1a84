from pathlib import PurePosixPath

import pytest

from lpsedocs.source import NO_FILE, SYMBOLIC_LINK, Trouble, unreadable
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
        pytest.param("records/README.md", id="a note"),
        pytest.param("records/assets/README.MD", id="a note among the records"),
        pytest.param("records/assets/server.yaml", id="a record with a bad name"),
        pytest.param("records/KEB-2026-001.yaml", id="a record in the wrong folder"),
        pytest.param("records/organization.yml", id="a record with the wrong ending"),
    ],
)
def test_notes_and_what_has_a_rule_of_its_own_pass(path: str) -> None:
    assert told_of_bytes("R106", b"id: AST-001\n", path) == []


@pytest.mark.parametrize("trouble", [SYMBOLIC_LINK, NO_FILE], ids=["a link", "a pipe"])
@pytest.mark.parametrize("path", ["records/attachments/SUP-001/tautan.pdf", "records/tautan.pdf"])
def test_what_is_no_file_has_a_rule_of_its_own(path: str, trouble: Trouble) -> None:
    assert told_of_source("R106", unreadable(PurePosixPath(path), trouble)) == []
