import pytest

from tests.raw import ASSET, told_of_bytes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "id: AST-002\n[a]: b\n",
            "2:1: error: a key is a text, not a list or a mapping; put a text with brackets in quotes",
            id="a list",
        ),
        pytest.param(
            "id: AST-002\n{a: b}: c\n",
            "2:1: error: a key is a text, not a list or a mapping; put a text with brackets in quotes",
            id="a mapping",
        ),
        pytest.param(
            "id: AST-002\n?\n: b\n", "2:2: error: a key is missing in front of this colon", id="nothing"
        ),
    ],
)
def test_a_key_that_is_no_text_is_told(text: str, message: str) -> None:
    assert told_of_bytes("S118", text.encode()) == [f"{ASSET}:{message}"]


def test_a_number_as_a_key_is_fine() -> None:
    assert told_of_bytes("S118", b"meaning: {4: baik, 3: cukup}\n") == []
