import pytest

from tests.raw import told_of_bytes


@pytest.mark.parametrize("text", [b"- AST-002\n", b"AST-002\n", b"[]\n", b"12\n"])
def test_what_has_no_keys_is_told(text: bytes) -> None:
    assert told_of_bytes("S121", text) == [
        (
            "records/assets/AST-002.yaml:1:1: error: "
            "a file is made of keys, each with a colon and its value; this is something else"
        ),
    ]


@pytest.mark.parametrize("text", [b"id: AST-002\n", b"{}\n", b""], ids=["keys", "no keys yet", "nothing"])
def test_what_has_or_may_have_keys_is_fine(text: bytes) -> None:
    assert told_of_bytes("S121", text) == []
