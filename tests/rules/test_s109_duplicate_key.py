from tests.raw import told_of_bytes


def test_a_key_that_stands_twice_is_told_with_the_first() -> None:
    assert told_of_bytes("S109", b"id: AST-002\nname: Server\nsub: {a: 1, a: 2}\nname: Basis data\n") == [
        (
            "records/assets/AST-002.yaml:3:13: error: "
            "the key 'a' stands twice in one mapping; the first is in line 3"
        ),
        (
            "records/assets/AST-002.yaml:4:1: error: "
            "the key 'name' stands twice in one mapping; the first is in line 2"
        ),
    ]


def test_the_same_key_in_two_mappings_is_fine() -> None:
    assert told_of_bytes("S109", b"items:\n  - {unit: buah}\n  - {unit: buah}\nunit: buah\n") == []
