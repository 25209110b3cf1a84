from tests.raw import told_of_bytes


def test_a_tag_is_told() -> None:
    assert told_of_bytes("S112", b"id: !!str AST-002\nname: !buruk Server\n") == [
        (
            "records/assets/AST-002.yaml:1:5: error: "
            "'!!str' is a tag; delete it, or put a text with '!' in quotes"
        ),
        (
            "records/assets/AST-002.yaml:2:7: error: "
            "'!buruk' is a tag; delete it, or put a text with '!' in quotes"
        ),
    ]


def test_a_directive_is_told() -> None:
    assert told_of_bytes("S112", b"%YAML 1.1\n---\nid: AST-002\n") == [
        "records/assets/AST-002.yaml:1:1: error: a line that begins with '%' is a directive; delete it",
    ]


def test_an_exclamation_mark_in_a_text_is_fine() -> None:
    assert told_of_bytes("S112", b"name: Awas! Panas!\nunit: '!a'\n") == []
