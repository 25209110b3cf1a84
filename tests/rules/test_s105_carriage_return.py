import pytest

from tests.raw import told_of_bytes


@pytest.mark.parametrize("end", [b"\r\n", b"\r"], ids=["Windows", "old Macintosh"])
def test_the_first_carriage_return_stands_for_all(end: bytes) -> None:
    assert told_of_bytes("S105", end.join([b"id: AST-002", b"name: Server", b""])) == [
        (
            "records/assets/AST-002.yaml:1:12: error: "
            "this line ends with a carriage return, as on Windows; let all lines end with LF alone"
        ),
    ]


def test_lines_that_end_with_a_line_feed_are_fine() -> None:
    assert told_of_bytes("S105", b"id: AST-002\nname: Server\n") == []
