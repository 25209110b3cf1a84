from tests.raw import told_of_bytes


def test_a_character_that_turns_the_writing_round_is_told() -> None:
    assert told_of_bytes("S104", "name: a\N{RIGHT-TO-LEFT OVERRIDE}b\n".encode()) == [
        "records/assets/AST-002.yaml:1:8: error: the hidden character U+202E stands here; delete it",
    ]


def test_letters_of_other_scripts_are_fine() -> None:
    assert told_of_bytes("S104", "name: عربي\n".encode()) == []
