import pytest

from tests.office import told

BY_TIA = "# records/decisions/EVL-2026-001/1.yaml\nby: tia\n"
FINDING = (
    "records/decisions/EVL-2026-001/1.yaml:1:5: error: "
    "tia decided on EVL-2026-001, which the same person evaluated"
)
OTHERS_EVALUATED = "# records/evaluations/2026/EVL-2026-001.yaml\nevaluated: {by: budi, date: 2026-07-02}\n"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(BY_TIA, [FINDING], id="the evaluator"),
        pytest.param(
            BY_TIA + OTHERS_EVALUATED + "submissions: [{by: tia, date: 2026-07-03, to: rahma}]\n",
            [FINDING],
            id="who handed it in",
        ),
        pytest.param(
            BY_TIA + OTHERS_EVALUATED + "submissions: [{by: budi, date: 2026-07-03, to: rahma}]\n",
            [],
            id="a third",
        ),
        pytest.param("", [], id="the Kepala LPSE"),
        pytest.param("# records/decisions/KAK-2026-001/1.yaml\nby: budi\n", [], id="of a KAK nobody says so"),
    ],
)
def test_who_evaluates_does_not_decide(text: str, findings: list[str]) -> None:
    assert told("A101", text) == findings
