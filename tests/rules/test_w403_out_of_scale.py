import pytest

from tests.office import told

PLACE = "records/evaluations/2026/EVL-2026-001.yaml:2:30: error: the score of mutu is"


@pytest.mark.parametrize(
    ("score", "findings"),
    [
        pytest.param(0, [f"{PLACE} 0; the scale of FRM-2026-LPSE goes from 1 to 4"], id="below"),
        pytest.param(5, [f"{PLACE} 5; the scale of FRM-2026-LPSE goes from 1 to 4"], id="above"),
        pytest.param(1, [], id="the lowest"),
        pytest.param(4, [], id="the highest"),
    ],
)
def test_scores_lie_within_the_scale(score: int, findings: list[str]) -> None:
    text = f"# records/evaluations/2026/EVL-2026-001.yaml\nscores:\n  - {{criterion: mutu, score: {score}}}\n"

    assert told("W403", text) == findings
