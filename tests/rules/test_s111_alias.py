from tests.raw import told_of_bytes


def test_an_alias_is_told() -> None:
    assert told_of_bytes("S111", b"id: AST-002\nname: *nama\n") == [
        (
            "records/assets/AST-002.yaml:2:7: error: "
            "'*nama' is an alias; write out what it stands for, or put a text with '*' in quotes"
        ),
    ]


def test_an_asterisk_in_a_text_is_fine() -> None:
    assert told_of_bytes("S111", b"name: Hotel bintang 5*\nunit: '*a'\n") == []
