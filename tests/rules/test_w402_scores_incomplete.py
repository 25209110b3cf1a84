import pytest

from tests.office import told

EVL = "records/evaluations/2026/EVL-2026-001.yaml"


def scores(*criteria: str) -> str:
    lines = "".join(f"  - {{criterion: {criterion}, score: 3}}\n" for criterion in criteria)
    return f"# {EVL}\nscores:\n{lines}"


MISSING = f"{EVL}:1:1: error: the evaluation was handed in without these criteria: tanggap"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(scores("mutu"), [MISSING], id="missing"),
        pytest.param(
            scores("mutu", "tanggap", "mutu"),
            [f"{EVL}:4:17: error: the criterion mutu stands twice"],
            id="twice",
        ),
        pytest.param(
            scores("mutu", "harga"),
            [MISSING, f"{EVL}:3:17: error: FRM-2026-LPSE has no criterion harga"],
            id="of another form",
        ),
        pytest.param(scores("tanggap", "mutu"), [], id="in any order"),
        pytest.param(scores("mutu") + "submissions: []\n", [], id="a draft"),
        pytest.param(
            scores("mutu") + "terminated: {engagement: 2026-1, date: 2026-06-01, reason: Wanprestasi}\n",
            [],
            id="after a termination",
        ),
    ],
)
def test_each_criterion_has_one_entry(text: str, findings: list[str]) -> None:
    assert told("W402", text) == findings
