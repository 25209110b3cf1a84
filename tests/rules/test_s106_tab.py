from tests.raw import told_of_bytes


def test_the_first_tab_stands_for_all() -> None:
    assert told_of_bytes("S106", b"id: AST-002\nname:\tServer\nunit:\tunit\n") == [
        "records/assets/AST-002.yaml:2:6: error: a tab stands here; replace every tab in the file by spaces",
    ]


def test_spaces_are_fine() -> None:
    assert told_of_bytes("S106", b"id: AST-002\nname:   Server\n") == []
