from pathlib import PurePosixPath

import pytest

from lpsedocs.source import NO_FILE, SYMBOLIC_LINK, unreadable
from tests.raw import told_of_bytes, told_of_source


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("records/assets/AST-002.yaml", id="in place of a record"),
        pytest.param("records/attachments/SUP-001/bast.pdf", id="in place of an attachment"),
        pytest.param("records/lain.md", id="where nothing belongs"),
    ],
)
def test_a_link_is_told_wherever_it_lies(path: str) -> None:
    assert told_of_source("S115", unreadable(PurePosixPath(path), SYMBOLIC_LINK)) == [
        (
            f"{path}:1:1: error: "
            "this is a symbolic link, which may lead anywhere; put the file itself in its place"
        ),
    ]


def test_a_file_is_no_link() -> None:
    assert told_of_bytes("S115", b"id: AST-002\n") == []


def test_a_pipe_is_told_too() -> None:
    source = unreadable(PurePosixPath("records/assets/AST-002.yaml"), NO_FILE)

    assert told_of_source("S115", source) == [
        (
            "records/assets/AST-002.yaml:1:1: error: "
            "this is a pipe, a socket or a device; put an ordinary file in its place, or delete it"
        ),
    ]
