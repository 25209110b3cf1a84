import pytest

from tests.office import told

EVL = "records/evaluations/2026/EVL-2026-001.yaml"
GATE = "# records/forms/FRM-2026-LPSE.yaml\ngates: [{criterion: tanggap, score: 1, at_most: cukup}]\n"


def result(written: str, *scores: str) -> str:
    lines = "".join(f"  - {{criterion: {score}}}\n" for score in scores)
    return f"# {EVL}\nresult: {{{written}}}\nscores:\n{lines}"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            result('score: "3.30", band: baik', "mutu, score: 3", "tanggap, score: 3"),
            [f"{EVL}:1:9: error: the result says 3.30 baik, but (60 × 3 + 40 × 3) / 100 = 3.00 makes baik"],
            id="another number",
        ),
        pytest.param(
            result('score: "3.00", band: cukup', "mutu, score: 3", "tanggap, not_rated: tidak_ada_kejadian"),
            [f"{EVL}:1:9: error: the result says 3.00 cukup, but (60 × 3) / 60 = 3.00 makes baik"],
            id="another band",
        ),
        pytest.param(
            GATE + result('score: "2.80", band: baik', "mutu, score: 4", "tanggap, score: 1"),
            [
                f"{EVL}:1:9: error: the result says 2.80 baik, but (60 × 4 + 40 × 1) / 100 = 2.80 makes "
                "cukup at most, "
                "because of the score of tanggap"
            ],
            id="a gate",
        ),
        pytest.param(
            result('score: "3.00", band: baik', "mutu, not_rated: tidak_ada_kejadian", "tanggap, score: 3"),
            [
                f"{EVL}:1:9: error: the result says 3.00 baik, but 40 % of the weight has a score, "
                "which is too little for a number: tidak_dinilai"
            ],
            id="too little rated",
        ),
        pytest.param(
            result("score: null, band: tidak_dinilai", "mutu, score: 3", "tanggap, score: 3"),
            [
                f"{EVL}:1:9: error: the result says tidak_dinilai without a score, but (60 × 3 + 40 × 3) / "
                "100 = 3.00 makes baik"
            ],
            id="rated after all",
        ),
        pytest.param(
            result('score: "3.00", band: baik').replace("scores:\n", "scores: []\n")
            + "terminated: {engagement: 2026-1, date: 2026-06-01, reason: Wanprestasi}\n",
            [
                f"{EVL}:1:9: error: the result says 3.00 baik, "
                "but after a termination by the provider's fault it is kurang"
            ],
            id="terminated",
        ),
    ],
)
def test_the_calculation_is_shown(text: str, findings: list[str]) -> None:
    assert told("W406", text) == findings


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="right"),
        pytest.param(
            result('score: "9.99", band: baik', "mutu, score: 3"), id="incomplete, which W402 tells"
        ),
        pytest.param(
            result('score: "9.99", band: baik', "mutu, score: 9", "tanggap, score: 3"), id="out of scale"
        ),
        pytest.param(f"# {EVL}\nresult: null\nsubmissions: []\n", id="none yet"),
    ],
)
def test_a_right_result_and_one_that_cannot_be_computed_pass(text: str) -> None:
    assert told("W406", text) == []
