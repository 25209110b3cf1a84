import pytest

from tests.office import told

SUP = "# records/suppliers/SUP-001.yaml\n"
DECISION = "# records/decisions/KAK-2026-001/1.yaml\n"
DIGEST = '"1111111111111111111111111111111111111111111111111111111111111111"'


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            "# records/kak/2026/KAK-2026-001.yaml\nrequirement: KEB-2026-099\n",
            [
                "records/kak/2026/KAK-2026-001.yaml:1:14: error: there is no record KEB-2026-099",
            ],
            id="a requirement",
        ),
        pytest.param(
            "# records/filings/EVL-2026-001.yaml\nrecord: EVL-2026-099\n",
            [
                "records/filings/EVL-2026-001.yaml:1:9: error: there is no record EVL-2026-099",
            ],
            id="what was filed",
        ),
        pytest.param(
            f"{DECISION}rests_on: {{KEB-2026-099: {DIGEST}}}\n",
            [
                "records/decisions/KAK-2026-001/1.yaml:1:26: error: there is no record KEB-2026-099",
            ],
            id="what a decision rests on",
        ),
        pytest.param(
            "# records/assets/AST-001.yaml\nengagement: SUP-001/2026-9\n",
            [
                "records/assets/AST-001.yaml:1:13: error: SUP-001 has no engagement 2026-9; it has 2026-1",
            ],
            id="an engagement",
        ),
        pytest.param(
            "# records/assets/AST-001.yaml\nengagement: SUP-099/2026-1\n",
            [
                "records/assets/AST-001.yaml:1:13: error: there is no record SUP-099",
            ],
            id="an engagement of nobody",
        ),
        pytest.param(
            "# records/evaluations/2026/EVL-2026-001.yaml\nengagements: [2026-1, 2026-9]\n",
            [
                (
                    "records/evaluations/2026/EVL-2026-001.yaml:1:23: error: "
                    "SUP-001 has no engagement 2026-9; it has 2026-1"
                ),
            ],
            id="an evaluated engagement",
        ),
        pytest.param(
            (
                "# records/evaluations/2026/EVL-2026-001.yaml\n"
                "terminated: {engagement: 2026-9, date: 2026-05-01, reason: Ingkar}\n"
            ),
            [
                (
                    "records/evaluations/2026/EVL-2026-001.yaml:1:26: error: "
                    "SUP-001 has no engagement 2026-9; it has 2026-1"
                ),
            ],
            id="a terminated engagement",
        ),
        pytest.param(
            "# records/inspections/2026/PRS-2026-001.yaml\nsuppliers:\n  - supplier: SUP-001\n"
            "    data: sesuai\n"
            "    documents:\n      - {engagement: 2026-9, kind: nda, state: ada}\n",
            [
                (
                    "records/inspections/2026/PRS-2026-001.yaml:5:22: error: "
                    "SUP-001 has no engagement 2026-9; it has 2026-1"
                ),
            ],
            id="an inspected engagement",
        ),
        pytest.param(
            f"{SUP}engagements: []\n# records/assets/AST-001.yaml\nengagement: SUP-001/2026-1\n"
            "# records/evaluations/2026/EVL-2026-001.yaml\nengagements: []\n"
            "# records/inspections/2026/PRS-2026-001.yaml\nsuppliers: []\n",
            [
                "records/assets/AST-001.yaml:1:13: error: SUP-001 has no engagement 2026-1, nor any other",
            ],
            id="a supplier without engagements",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_told(text: str, findings: list[str]) -> None:
    assert told("L101", text) == findings


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "# records/requirements/2026/KEB-2026-001.yaml\norigin: SUP-001/2026-1\n", id="an engagement"
        ),
        pytest.param("# records/requirements/2026/KEB-2026-001.yaml\norigin: EVL-2026-001\n", id="a record"),
        pytest.param(
            "# records/requirements/2026/KEB-2026-001.yaml\ntitel: x\n", id="a record that doesn't fit"
        ),
        pytest.param(f"{SUP}nama: x\n", id="the engagement of a supplier that doesn't fit"),
        pytest.param(
            "# records/requirements/2026/KEB-2026-001.yaml\nrequester: siapa\n",
            id="a person, who has a rule of his own",
        ),
    ],
)
def test_a_name_that_leads_somewhere_passes(text: str) -> None:
    assert told("L101", text) == []
