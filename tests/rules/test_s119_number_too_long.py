from tests.raw import told_of_bytes


def test_a_number_of_too_many_digits_is_told_shortened() -> None:
    assert told_of_bytes("S119", b"id: AST-002\nquantity: " + b"7" * 50 + b"\n") == [
        (
            "records/assets/AST-002.yaml:2:11: error: "
            "the number 777777777777777777777777777777777777777… is too long or too large; put it in "
            "quotes if it is a text"
        ),
    ]


def test_a_long_code_in_quotes_is_fine() -> None:
    assert told_of_bytes("S119", b"name: '" + b"7" * 50 + b"'\n") == []
