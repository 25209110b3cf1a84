from tests.raw import told_of_bytes


def test_the_first_byte_that_is_no_utf_8_is_told() -> None:
    assert told_of_bytes("S101", b"id: AST-002\nname: \xe9\xff\n") == [
        "records/assets/AST-002.yaml:2:7: error: the byte 0xE9 is not UTF-8; save the file as UTF-8",
    ]


def test_letters_beyond_ascii_are_fine() -> None:
    assert told_of_bytes("S101", "name: évaluasi – “baik”\n".encode()) == []
