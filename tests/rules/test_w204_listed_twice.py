import pytest

from tests.office import told

OLD = """\
# records/suppliers/SUP-002.yaml
id: SUP-002
name: PT Tautan Misal Cabang Kota
legal_form: PT
npwp: "0999999990002000"
address: Jalan Umpama Nomor 9
city: Misal
services: [internet]
listed: {by: budi, date: 2025-05-05}
"""
FOUND = """\
# records/proposals/2026/USL-2026-001.yaml
list_check: {by: budi, date: 2026-03-09, result: terdaftar, supplier: SUP-002}
"""


def test_a_new_supplier_beside_the_one_found_is_told() -> None:
    assert told(
        "W204", OLD + FOUND + "# records/suppliers/SUP-001.yaml\nlisted: {by: budi, date: 2026-03-10}\n"
    ) == [
        "records/suppliers/SUP-001.yaml:1:9: error: SUP-001 was added on 10 March 2026, "
        "but USL-2026-001 found SUP-002 on the list on 9 March 2026"
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="not found"),
        pytest.param(FOUND.replace("SUP-002", "SUP-001"), id="the one that was found"),
        pytest.param(
            OLD + FOUND + "# records/suppliers/SUP-001.yaml\nlisted: {by: budi, date: 2025-01-06}\n",
            id="not new, whatever else is wrong",
        ),
    ],
)
def test_one_record_a_supplier_passes(text: str) -> None:
    assert told("W204", text) == []
