import pytest

from tests.office import told
from tests.raw import told_of_bytes


@pytest.mark.parametrize(
    ("path", "findings"),
    [
        pytest.param(
            "records/kak/2026/KEB-2026-001.yaml",
            [
                (
                    "records/kak/2026/KEB-2026-001.yaml:2:5: error: "
                    "KEB-2026-001 names a record of the kind Requirement, which belongs in "
                    "records/requirements"
                ),
            ],
            id="a requirement among the KAK",
        ),
        pytest.param(
            "records/usulan/USL-2026-001.yaml",
            [
                (
                    "records/usulan/USL-2026-001.yaml:2:5: error: "
                    "USL-2026-001 names a record of the kind Procurement proposal, which belongs in "
                    "records/proposals"
                ),
            ],
            id="a folder that there isn't",
        ),
        pytest.param(
            "records/SUP-001.yaml",
            [
                (
                    "records/SUP-001.yaml:2:5: error: "
                    "SUP-001 names a record of the kind Supplier, which belongs in records/suppliers"
                ),
            ],
            id="directly in records",
        ),
        pytest.param(
            "records/assets/roster.yaml",
            [
                (
                    "records/assets/roster.yaml:2:5: error: "
                    "roster names a record of the kind Roster, which belongs in records"
                ),
            ],
            id="a file of the office among the assets",
        ),
    ],
)
def test_a_record_in_the_wrong_folder_is_told_where_it_belongs(path: str, findings: list[str]) -> None:
    assert told_of_bytes("R103", b"title: Server\nid: KEB-2026-001\n", path) == findings


@pytest.mark.parametrize("name", ["akhir", "\u00b2", "\u0661", "1000000000", "1" * 5000])
def test_a_decision_whose_place_says_nothing_is_told(name: str) -> None:
    path = f"records/decisions/KAK-2026-001/{name}.yaml"

    assert told_of_bytes("R103", b"record: KAK-2026-001\n", path) == [
        (
            f"{path}:1:9: error: "
            "a decision lies at records/decisions, then its record's id, then its number, such as 1.yaml"
        ),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "records/requirements/KEB-2026-001.yaml",
        "records/requirements/2025/lama/KEB-2026-001.yaml",
        "records/filings/KEB-2026-001.yaml",
        "records/decisions/KAK-2026-001/1.yaml",
        "records/decisions/KAK-2026-001/1.witness.yaml",
        "records/organization.yaml",
        "records/assets/server.yaml",
        "records/requirements/KEB-2026-001.txt",
    ],
)
def test_the_right_folder_and_any_folder_inside_it_pass(path: str) -> None:
    assert told_of_bytes("R103", b"id: KEB-2026-001\n", path) == []


def test_a_file_of_the_office_in_the_wrong_folder_does_not_take_the_place_of_the_right_one() -> None:
    text = """\
# records/assets/roster.yaml
id: roster
# records/requirements/2026/KEB-2026-001.yaml
requester: agoes
"""
    assert told("L103", text) == [
        "records/requirements/2026/KEB-2026-001.yaml:1:12: error: "
        "nobody in the roster has the id agoes; did you mean agus?"
    ]
