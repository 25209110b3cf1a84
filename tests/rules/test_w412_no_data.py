import pytest

from tests.office import told

EVL = "records/evaluations/2026/EVL-2026-001.yaml"
NO_DATA = f"# {EVL}\nscores:\n  - {{criterion: tanggap, not_rated: data_tidak_tersedia}}\n"
LATER = """\
# records/evaluations/2026/EVL-2026-002.yaml
id: EVL-2026-002
supplier: SUP-001
supplier_name: PT Tautan Misal
form: FRM-2026-LPSE
period: {from: 2026-07-01, until: 2026-07-12}
inspection: PRS-2026-001
evaluated: {by: tia, date: 2026-07-13}
scores: [{criterion: mutu, score: 3}, {criterion: tanggap, score: 3}]
result: {score: "3.00", band: baik}
recommendation: lanjut
submissions: [{by: tia, date: 2026-07-13, to: rahma}]
"""


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            NO_DATA,
            [f"{EVL}:2:37: warning: the office has no data on tanggap of PT Tautan Misal"],
            id="in the last evaluation",
        ),
        pytest.param(NO_DATA + LATER, [], id="in one before it"),
        pytest.param(NO_DATA + "submissions: []\n", [], id="in a draft"),
        pytest.param(NO_DATA.replace("data_tidak_tersedia", "tidak_ada_kejadian"), [], id="nothing happened"),
    ],
)
def test_figures_that_the_office_lacks_are_told(text: str, findings: list[str]) -> None:
    assert told("W412", text) == findings
