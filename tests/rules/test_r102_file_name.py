import pytest

from tests.office import told
from tests.raw import told_of_bytes


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            "# records/assets/AST-002.yaml\nid: AST-003\n",
            [
                "records/assets/AST-002.yaml:1:5: error: the file is called AST-002, but its id is AST-003",
            ],
            id="a copied record",
        ),
        pytest.param(
            "# records/filings/KAK-2026-001.yaml\nrecord: KEB-2026-001\n",
            [
                (
                    "records/filings/KAK-2026-001.yaml:1:9: error: "
                    "the file is called KAK-2026-001, but files KEB-2026-001"
                ),
            ],
            id="a filing of another record",
        ),
        pytest.param(
            "# records/decisions/KAK-2026-001/2.yaml\nrecord: KAK-2026-002\n",
            [
                (
                    "records/decisions/KAK-2026-001/2.yaml:1:9: error: "
                    "the file lies in the folder of KAK-2026-001, but decides KAK-2026-002"
                ),
            ],
            id="a decision in the folder of another record",
        ),
    ],
)
def test_a_name_that_differs_from_the_id_is_told(text: str, findings: list[str]) -> None:
    assert told("R102", text) == findings


def test_a_record_that_does_not_fit_is_judged_too() -> None:
    assert told_of_bytes("R102", b"nama: Server\nid: AST-003\n") == [
        "records/assets/AST-002.yaml:2:5: error: the file is called AST-002, but its id is AST-003",
    ]


@pytest.mark.parametrize(
    ("content", "path"),
    [
        pytest.param(b"name: Server\n", "records/assets/AST-002.yaml", id="no id at all"),
        pytest.param(b"id: 2\n", "records/assets/AST-002.yaml", id="an id that is no text"),
        pytest.param(b"id: LPSE\n", "records/organization.yaml", id="a file that its place names"),
        pytest.param(b"id: AST-002\n", "records/assets/2026/AST-002.yaml", id="a folder of a year"),
        pytest.param(
            b"decision: abc\n", "records/decisions/KAK-2026-001/1.witness.yaml", id="an attestation"
        ),
    ],
)
def test_what_has_no_id_to_compare_passes(content: bytes, path: str) -> None:
    assert told_of_bytes("R102", content, path) == []
