import pytest

from tests.office import told

USL = "records/proposals/2026/USL-2026-001.yaml"


def supplier(
    name: str, npwp: str = "0999999990002000", nib: str = "9999000000002", listed: str = "2025-06-02"
) -> str:
    return f"""\
# records/suppliers/SUP-002.yaml
id: SUP-002
name: {name}
former_names: [{{name: PT Nama Lama, until: 2025-05-31, basis: Akta 1}}]
legal_form: PT
npwp: "{npwp}"
nib: "{nib}"
address: Jalan Umpama Nomor 9
city: Misal
services: [internet]
listed: {{by: budi, date: {listed}}}
"""


def check(result: str, supplier_id: str = "null") -> str:
    return f"""\
# {USL}
list_check: {{by: budi, date: 2026-03-09, result: {result}, supplier: {supplier_id}}}
"""


def winner(name: str) -> str:
    return f"""\
result:
  by: budi
  date: 2026-03-09
  outcome: berkontrak
  informed_by: Surat 1
  supplier_name: {name}
  npwp: "0999999990001000"
"""


def stood(name: str, severity: str = "error") -> str:
    return (
        f"{USL}:1:50: {severity}: PT Tautan Misal stood on the list on that day, "
        f"as SUP-002 ({name}), since 2 June 2025"
    )


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            supplier("PT Lain", npwp="0999999990001000") + check("tidak_terdaftar"),
            [stood("PT Lain")],
            id="NPWP",
        ),
        pytest.param(
            supplier("PT Lain", npwp="999999990001000") + check("tidak_terdaftar"),
            [stood("PT Lain")],
            id="NPWP of 15 digits",
        ),
        pytest.param(
            supplier("PT Lain", nib="9999000000001") + check("tidak_terdaftar"), [stood("PT Lain")], id="NIB"
        ),
        pytest.param(
            supplier("P.T. TAUTAN-MISAL") + check("tidak_terdaftar"),
            [stood("P.T. TAUTAN-MISAL", "warning")],
            id="only the name: a warning",
        ),
        pytest.param(supplier("PT Lain") + check("tidak_terdaftar"), [], id="somebody else"),
        pytest.param(
            supplier("PT Lain", npwp="0999999990001000", listed="2026-03-09") + check("tidak_terdaftar"),
            [],
            id="added on the day of the check",
        ),
    ],
)
def test_not_on_the_list_has_to_be_true(text: str, findings: list[str]) -> None:
    assert told("W201", text) == findings


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            supplier("PT Lain") + check("terdaftar", "SUP-002"),
            [f"{USL}:1:71: error: SUP-002 is PT Lain, and not PT Tautan Misal, whom the result names"],
            id="somebody else",
        ),
        pytest.param(
            check("terdaftar", "SUP-001"),
            [
                f"{USL}:1:71: error: SUP-001 was added to the list on 10 March 2026, after this check on 9 "
                "March 2026"
            ],
            id="added only later",
        ),
        pytest.param(
            supplier("PT Lain", npwp="999999990001000") + check("terdaftar", "SUP-002"), [], id="by the NPWP"
        ),
        pytest.param(
            supplier("PT Lain") + check("terdaftar", "SUP-002") + winner("CV. Nama Lama"),
            [],
            id="by a former name",
        ),
        pytest.param(check("terdaftar", "SUP-009"), [], id="nobody of that id, which L101 tells"),
    ],
)
def test_on_the_list_has_to_be_true(text: str, findings: list[str]) -> None:
    assert told("W201", text) == findings


def test_without_a_contract_nobody_is_looked_up() -> None:
    text = f"# {USL}\nresult: {{by: budi, date: 2026-03-09, outcome: gagal, informed_by: Nota 1}}\n"

    assert told("W201", supplier("PT Tautan Misal") + text) == []
