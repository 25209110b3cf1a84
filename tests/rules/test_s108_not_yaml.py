import pytest

from tests.raw import ASSET, told_of_bytes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "id: AST-002\nname: Server: aplikasi\n",
            (
                "2:13: error: "
                "a colon is out of place here; put a text that holds a colon in quotes, or check the "
                "indentation"
            ),
            id="a colon in a text",
        ),
        pytest.param(
            "id: AST-002\nname: 'Server\n",
            "2:7: error: the quote that opens here is never closed",
            id="a quote that is never closed",
        ),
        pytest.param(
            "id: AST-002\n name: Server\n",
            (
                "2:6: error: "
                "a colon is out of place here; put a text that holds a colon in quotes, or check the "
                "indentation"
            ),
            id="a line too far to the right",
        ),
        pytest.param(
            "id: [AST-002\nname: Server\n",
            "2:5: error: a comma is missing before this, or the closing bracket of what was opened in line 1",
            id="a bracket that is never closed",
        ),
    ],
)
def test_what_is_no_yaml_is_told_in_plain_words(text: str, message: str) -> None:
    assert told_of_bytes("S108", text.encode()) == [f"{ASSET}:{message}"]


@pytest.mark.parametrize("place", ["records/README.md", "records/assets/daftar.txt", "records/catatan.docx"])
def test_a_file_that_is_not_meant_to_be_yaml_is_no_bad_yaml(place: str) -> None:
    assert told_of_bytes("S108", b"# Catatan: ini: bukan\n- [YAML\n", place) == []


def test_a_file_in_an_unknown_folder_is_judged_too() -> None:
    assert told_of_bytes("S108", b"a: b: c\n", "records/lain/AST-002.yaml") == [
        (
            "records/lain/AST-002.yaml:1:5: error: "
            "a colon is out of place here; put a text that holds a colon in quotes, or check the "
            "indentation"
        ),
    ]
