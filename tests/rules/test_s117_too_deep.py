from lpsedocs.source.reader import MAX_DEPTH
from tests.raw import told_of_bytes


def test_the_first_level_too_many_is_told() -> None:
    assert told_of_bytes("S117", b"a: " + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH + b"\n") == [
        (
            "records/assets/AST-002.yaml:1:53: error: "
            "lists and mappings are nested more than 50 levels deep here"
        ),
    ]


def test_all_levels_that_there_may_be_are_fine() -> None:
    inside = MAX_DEPTH - 1
    assert told_of_bytes("S117", b"a: " + b"[" * inside + b"]" * inside + b"\n") == []
