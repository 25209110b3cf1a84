import pytest

from tests.office import told

EVL = "records/evaluations/2026/EVL-2026-001.yaml"
OPTIONAL = """\
# records/forms/FRM-2026-LPSE.yaml
criteria:
  - {id: mutu, title: Mutu layanan, weight: 60}
  - {id: tanggap, title: Tanggap gangguan, weight: 40, optional_for: [kolokasi, internet]}
"""


def left_out(criterion: str, why: str = "tidak_berlaku") -> str:
    return f"# {EVL}\nscores:\n  - {{criterion: {criterion}, not_rated: {why}}}\n"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            left_out("tanggap"),
            [f"{EVL}:2:37: error: FRM-2026-LPSE does not leave tanggap out for internet"],
            id="for no service",
        ),
        pytest.param(
            OPTIONAL + left_out("mutu"),
            [f"{EVL}:2:34: error: FRM-2026-LPSE does not leave mutu out for internet"],
            id="not this one",
        ),
        pytest.param(OPTIONAL + left_out("tanggap"), [], id="for this service"),
        pytest.param(left_out("tanggap", "tidak_ada_kejadian"), [], id="for want of events"),
        pytest.param(left_out("harga"), [], id="of another form, which W402 tells"),
    ],
)
def test_only_what_the_form_leaves_out_may_be_left_out(text: str, findings: list[str]) -> None:
    assert told("W411", text) == findings
