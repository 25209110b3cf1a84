from tests.office import told
from tests.raw import told_of_bytes


def test_a_missing_roster_is_told_where_it_belongs() -> None:
    assert told("R109", "# records/roster.yaml\nREMOVED\n") == [
        "records/roster.yaml:1:1: error: records/roster.yaml is missing: who holds which role",
    ]


def test_a_wrong_ending_is_told_at_that_file() -> None:
    assert told_of_bytes("R109", b"timezone: Asia/Jakarta\n", "records/roster.yml") == [
        "records/roster.yml:1:1: error: records/roster.yaml is missing: who holds which role",
    ]


def test_a_file_that_cannot_be_read_is_there() -> None:
    assert told_of_bytes("R109", b"people: [\n", "records/roster.yaml") == []
