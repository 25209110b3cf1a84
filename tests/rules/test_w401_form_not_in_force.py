import pytest

from tests.office import told

EVL = "# records/evaluations/2026/EVL-2026-001.yaml\nform: FRM-2026-LPSE\n"
PLACE = "records/evaluations/2026/EVL-2026-001.yaml:1:7: error: FRM-2026-LPSE is in force"


@pytest.mark.parametrize(
    ("in_force", "findings"),
    [
        pytest.param(
            "{from: 2025-01-02, until: 2026-07-01}",
            [f"{PLACE} from 2 January 2025 until 1 July 2026, but the evaluation is of 2 July 2026"],
            id="until the day before",
        ),
        pytest.param(
            "{from: 2026-07-03}",
            [f"{PLACE} from 3 July 2026, but the evaluation is of 2 July 2026"],
            id="from the day after",
        ),
        pytest.param("{from: 2026-07-02, until: 2026-07-02}", [], id="on that day"),
    ],
)
def test_the_form_holds_on_the_day_of_the_evaluation(in_force: str, findings: list[str]) -> None:
    assert told("W401", f"# records/forms/FRM-2026-LPSE.yaml\nin_force: {in_force}\n{EVL}") == findings
