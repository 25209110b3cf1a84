from tests.raw import told_of_bytes


def test_each_conflict_is_told_where_it_begins() -> None:
    text = b"""\
id: AST-002
<<<<<<< HEAD
name: Server
=======
name: Server aplikasi
>>>>>>> main
<<<<<<< HEAD
unit: buah
=======
unit: unit
>>>>>>> main
"""
    assert told_of_bytes("S107", text) == [
        (
            "records/assets/AST-002.yaml:2:1: error: "
            "a merge conflict begins here; keep what is right and delete the lines of signs"
        ),
        (
            "records/assets/AST-002.yaml:7:1: error: "
            "a merge conflict begins here; keep what is right and delete the lines of signs"
        ),
    ]


def test_a_line_of_equals_signs_in_a_text_is_no_conflict() -> None:
    assert told_of_bytes("S107", b"specification: |\n  Server\n  =======\n  <<<<<<< kiri\n") == []
