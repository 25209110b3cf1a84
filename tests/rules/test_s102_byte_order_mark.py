from tests.raw import told_of_bytes


def test_a_byte_order_mark_is_told_wherever_it_stands() -> None:
    assert told_of_bytes("S102", b"\xef\xbb\xbfid: AST-002\nname: a\xef\xbb\xbfb\n") == [
        (
            "records/assets/AST-002.yaml:1:1: error: "
            "the file begins with a byte-order mark; save it as UTF-8 without one"
        ),
        "records/assets/AST-002.yaml:2:8: error: the hidden character U+FEFF stands here; delete it",
    ]


def test_a_plain_text_has_none() -> None:
    assert told_of_bytes("S102", b"id: AST-002\n") == []
