import pytest

from tests.office import told

EVL = "records/evaluations/2026/EVL-2026-001.yaml"


def scored(score: int, *more: str) -> str:
    return f"# {EVL}\nscores:\n  - {{{', '.join(['criterion: mutu', f'score: {score}', *more])}}}\n"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(scored(4), [f"{EVL}:2:30: error: the score 4 of mutu needs evidence"], id="very good"),
        pytest.param(scored(2), [f"{EVL}:2:30: error: the score 2 of mutu needs evidence"], id="poor"),
        pytest.param(scored(3), [], id="as agreed"),
        pytest.param(scored(4, "evidence: Pemantauan"), [], id="with words"),
        pytest.param(
            scored(4, "evidence: {text: Grafik, attachment: attachments/EVL-2026-001/a.pdf}"),
            [],
            id="with a file",
        ),
        pytest.param(scored(4) + "submissions: []\n", [], id="a draft"),
    ],
)
def test_a_telling_score_needs_evidence(text: str, findings: list[str]) -> None:
    assert told("W405", text) == findings
