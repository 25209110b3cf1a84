import pytest

from tests.office import told

EVL = "records/evaluations/2026/EVL-2026-001.yaml"
UNRATED = f"# {EVL}\nresult: {{score: null, band: tidak_dinilai}}\n"


def another(period: str, result: str) -> str:
    return f"""\
# records/evaluations/2026/EVL-2026-002.yaml
result: {{{result}}}
id: EVL-2026-002
supplier: SUP-001
supplier_name: PT Tautan Misal
form: FRM-2026-LPSE
period: {{{period}}}
inspection: PRS-2026-001
evaluated: {{by: tia, date: 2026-07-13}}
recommendation: lanjut
submissions: [{{by: tia, date: 2026-07-13, to: rahma}}]
"""


BEFORE, AFTER = "from: 2026-01-01, until: 2026-03-31", "from: 2026-07-01, until: 2026-07-12"
GIVES_NONE, GIVES_ONE = "score: null, band: tidak_dinilai", 'score: "3.00", band: baik'


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            UNRATED, [f"{EVL}:1:9: warning: PT Tautan Misal is not rated in this period"], id="once"
        ),
        pytest.param(
            UNRATED + another(BEFORE, GIVES_NONE),
            [
                f"{EVL}:1:9: warning: PT Tautan Misal is not rated, as in EVL-2026-002 already: "
                "is the engagement still needed?"
            ],
            id="twice in a row",
        ),
        pytest.param(
            UNRATED + another(BEFORE, GIVES_ONE),
            [f"{EVL}:1:9: warning: PT Tautan Misal is not rated in this period"],
            id="after a number",
        ),
        pytest.param(UNRATED + another(AFTER, GIVES_ONE), [], id="before a number"),
        pytest.param(UNRATED + "submissions: []\n", [], id="a draft"),
        pytest.param(
            UNRATED
            + "# records/suppliers/SUP-001.yaml\nended: {by: budi, date: 2026-07-02, reason: Diganti}\n",
            [],
            id="not active any more",
        ),
        pytest.param("", [], id="rated"),
    ],
)
def test_no_number_is_told_while_it_is_the_last_word(text: str, findings: list[str]) -> None:
    assert told("W410", text) == findings
