from tests.raw import told_of_bytes


def test_each_anchor_is_told() -> None:
    assert told_of_bytes("S110", b"id: &a AST-002\nitems: &b [1]\n") == [
        (
            "records/assets/AST-002.yaml:1:5: error: "
            "'&a' is an anchor; delete it, or put a text with '&' in quotes"
        ),
        (
            "records/assets/AST-002.yaml:2:8: error: "
            "'&b' is an anchor; delete it, or put a text with '&' in quotes"
        ),
    ]


def test_an_ampersand_in_a_text_is_fine() -> None:
    assert told_of_bytes("S110", b"name: Riset & Data\nunit: '&a'\n") == []
