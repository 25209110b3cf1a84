from tests.raw import told_of_bytes


def test_the_second_document_is_told() -> None:
    assert told_of_bytes("S113", b"id: AST-002\n---\nid: AST-003\n---\nid: AST-004\n") == [
        (
            "records/assets/AST-002.yaml:2:1: error: "
            "a second document begins here; put it into a file of its own"
        ),
    ]


def test_dashes_at_the_beginning_are_fine() -> None:
    assert told_of_bytes("S113", b"---\nid: AST-002\n") == []
