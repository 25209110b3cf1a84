import pytest

from tests.raw import told_of_bytes


@pytest.mark.parametrize("text", [b"", b"\n\n", b"# nanti\n", b"---\n", b"null\n"])
def test_a_file_that_says_nothing_is_told(text: bytes) -> None:
    assert told_of_bytes("S120", text) == [
        "records/assets/AST-002.yaml:1:1: error: the file says nothing; fill it in, or delete it",
    ]


def test_a_single_key_is_something() -> None:
    assert told_of_bytes("S120", b"id: AST-002\n") == []
