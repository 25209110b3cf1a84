import pytest

from tests.office import told

EVL = "records/evaluations/2026/EVL-2026-001.yaml"
UNRATED = "scores: [{criterion: mutu, not_rated: tidak_ada_kejadian}]\n"
BEFORE = f"# {EVL}\nperiod: {{from: 2025-07-01, until: 2026-03-31}}\n"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            BEFORE,
            [
                f"{EVL}:1:9: error: no engagement that is evaluated was in force from 1 July 2025 until 31 "
                "March 2026, "
                "but these have a score: mutu and tanggap"
            ],
            id="a period before the contract",
        ),
        pytest.param(BEFORE + UNRATED, [], id="not rated"),
        pytest.param(BEFORE.replace("2026-03-31", "2026-04-01"), [], id="one day of it"),
        pytest.param(
            BEFORE.replace("2026-03-31", "2026-04-01") + "engagements: []\n", [], id="whichever contract"
        ),
    ],
)
def test_scores_need_a_contract_in_force(text: str, findings: list[str]) -> None:
    assert told("W404", text) == findings
