import pytest

from tests.office import told

SUP = "records/suppliers/SUP-001.yaml:4:15: error:"
ENGAGED = """\
# records/suppliers/SUP-001.yaml
engagements:
  - id: 2026-1
    basis: usulan
    proposal: USL-2026-001
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2027-03-31
    value: 117000000
    recorded: {by: budi, date: 2026-03-10}
"""
USL = "# records/proposals/2026/USL-2026-001.yaml\n"


def result(name: str, npwp: str) -> str:
    return (
        f"{USL}result: {{by: budi, date: 2026-03-09, outcome: berkontrak, informed_by: Surat 1, "
        f'supplier_name: {name}, npwp: "{npwp}"}}\n'
    )


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(f"{USL}result: null\n", [f"{SUP} USL-2026-001 has no result yet"], id="no result"),
        pytest.param(
            f"{USL}result: {{by: budi, date: 2026-03-09, outcome: batal, informed_by: Nota 1}}\n",
            [f"{SUP} the result of USL-2026-001 is batal (cancelled), so no contract came of it"],
            id="no contract",
        ),
        pytest.param(
            result("PT Tautan Misal", "0999999990009000"),
            [f"{SUP} the result of USL-2026-001 has the NPWP of another supplier than PT Tautan Misal"],
            id="another NPWP",
        ),
        pytest.param(result("PT Tautan Baru", "999999990001000"), [], id="the same NPWP in its old form"),
        pytest.param("", [], id="the winner"),
    ],
)
def test_an_engagement_comes_from_the_result_of_its_proposal(text: str, findings: list[str]) -> None:
    assert told("W203", ENGAGED + text) == findings


@pytest.mark.parametrize(
    ("name", "findings"),
    [
        pytest.param("dinas misal", [], id="its name"),
        pytest.param(
            "PT Misal",
            [f"{SUP} the result of USL-2026-001 names PT Misal, not Dinas Misal"],
            id="another name",
        ),
    ],
)
def test_an_agency_without_npwp_is_known_by_its_name(name: str, findings: list[str]) -> None:
    text = ENGAGED + "name: Dinas Misal\nlegal_form: instansi\nnpwp: null\n"

    assert told("W203", text + result(name, "0999999990001000")) == findings
