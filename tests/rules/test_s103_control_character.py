from tests.raw import told_of_bytes


def test_each_control_character_is_told_by_its_code() -> None:
    assert told_of_bytes("S103", b"id: AST-002\x00\nname: a\x1bb\n") == [
        "records/assets/AST-002.yaml:1:12: error: the hidden character U+0000 stands here; delete it",
        "records/assets/AST-002.yaml:2:8: error: the hidden character U+001B stands here; delete it",
    ]


def test_one_that_an_escape_stands_for_is_told_too() -> None:
    assert told_of_bytes("S103", b'name: "a\\u0007b"\n') == [
        (
            "records/assets/AST-002.yaml:1:7: error: "
            "an escape in this text stands for the hidden character U+0007; delete it"
        ),
    ]


def test_line_ends_and_tabs_are_none() -> None:
    assert told_of_bytes("S103", b"id: AST-002\r\nname:\tServer\n") == []
