from tests.office import told
from tests.raw import told_of_bytes


def test_a_missing_organization_is_told_where_it_belongs() -> None:
    assert told("R108", "# records/organization.yaml\nREMOVED\n") == [
        (
            "records/organization.yaml:1:1: error: "
            "records/organization.yaml is missing: what the office is, and how it works"
        ),
    ]


def test_a_misspelt_name_is_told_at_that_file() -> None:
    assert told_of_bytes("R108", b"name: LPSE\n", "records/organisation.yaml") == [
        (
            "records/organisation.yaml:1:1: error: "
            "records/organization.yaml is missing: what the office is, and how it works"
        ),
    ]


def test_a_file_of_that_name_elsewhere_does_not_count() -> None:
    assert told_of_bytes("R108", b"name: LPSE\n", "records/assets/organization.yaml") == [
        (
            "records/organization.yaml:1:1: error: "
            "records/organization.yaml is missing: what the office is, and how it works"
        ),
    ]


def test_a_file_that_does_not_fit_is_there() -> None:
    assert told_of_bytes("R108", b"nama: LPSE\n", "records/organization.yaml") == []
