from lpsedocs.source import MAX_BYTES
from lpsedocs.source.reader import MAX_VALUES
from tests.raw import told_of_bytes


def test_a_file_of_more_than_a_mebibyte_is_told() -> None:
    assert told_of_bytes("S116", b"id: AST-002\n" + b"#" * MAX_BYTES) == [
        (
            "records/assets/AST-002.yaml:1:1: error: "
            "the file is larger than 1 MiB; move what is long into an attachment and cite it"
        ),
    ]


def test_a_file_with_too_many_values_is_told() -> None:
    assert told_of_bytes("S116", b"a: [" + b"1," * MAX_VALUES + b"]\n") == [
        (
            "records/assets/AST-002.yaml:1:200001: error: "
            "the file has more than 100000 values; split it into several"
        ),
    ]


def test_a_file_of_a_mebibyte_is_fine() -> None:
    assert told_of_bytes("S116", b"id: AST-002\n".ljust(MAX_BYTES, b"#")) == []
