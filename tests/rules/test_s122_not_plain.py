from pathlib import Path

import pytest

from lpsedocs.checker import check
from lpsedocs.rules import rule_with
from lpsedocs.rules.examples import TODAY
from lpsedocs.workspace import Workspace
from tests.office import spoken

ASSET = "records/assets/AST-002.yaml"
HIDDEN = "this record lies in a hidden folder, where nobody sees it; move it out, or delete it"
PROGRAM = "this file is marked as a program, so no decision on it counts; 'chmod -x' takes the mark away"


def told(root: Path, files: dict[str, int]) -> list[str]:
    """Return what the rule says of files with these modes."""
    for name, mode in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("id: AST-002\n")
        path.chmod(mode)
    return [spoken(finding) for finding in check(Workspace(root).load(TODAY), [rule_with("S122")]).findings]


@pytest.mark.parametrize(
    "path",
    [
        "records/assets/.x/AST-003.yaml",
        "records/.x/AST-003.yaml",
        "records/assets/.x/y/AST-003.yaml",
        "records/assets/.x/ast-003.yaml",
    ],
)
def test_a_record_in_a_hidden_folder_is_told(path: str, tmp_path: Path) -> None:
    assert told(tmp_path, {ASSET: 0o644, path: 0o644}) == [f"{path}:1:1: error: {HIDDEN}"]


def test_what_else_is_hidden_is_the_editors(tmp_path: Path) -> None:
    files = [
        "records/assets/.AST-003.yaml",
        "records/assets/.x/.AST-003.yaml",
        "records/.vscode/settings.json",
        "records/.vscode/tugas.yaml",
        "records/attachments/.x/AST-003.yaml",
        "records/assets/.git/AST-003.yaml",
    ]
    assert told(tmp_path, {ASSET: 0o644, **dict.fromkeys(files, 0o644)}) == []
    corpus = Workspace(tmp_path).load(TODAY)
    assert (len(corpus.entries), corpus.strays, corpus.files) == (1, (), {})


def test_a_record_that_is_marked_as_a_program_is_told(tmp_path: Path) -> None:
    files = {ASSET: 0o755, "records/assets/AST-003.yaml": 0o644, "records/assets/AST-004.yaml": 0o645}
    assert told(tmp_path, files) == [f"{ASSET}:1:1: error: {PROGRAM}"]


def test_a_file_system_on_which_every_file_is_a_program_is_none(tmp_path: Path) -> None:
    assert told(tmp_path, {ASSET: 0o755, "records/assets/AST-003.yaml": 0o755}) == []


def test_a_note_may_be_one(tmp_path: Path) -> None:
    assert told(tmp_path, {ASSET: 0o644, "records/README.md": 0o755}) == []
