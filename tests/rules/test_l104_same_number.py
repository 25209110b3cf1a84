import pytest

from tests.office import told


def supplier(number: int, npwp: str, nib: str = "null") -> str:
    return f"""\
# records/suppliers/SUP-{number:03}.yaml
id: SUP-{number:03}
name: PT Misal {number}
legal_form: PT
npwp: "{npwp}"
nib: {nib}
address: Jalan Umpama Nomor 9
city: Misal
services: [internet]
listed: {{by: budi, date: 2026-05-04}}
"""


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            supplier(2, "0999999990001000"),
            [
                (
                    "records/suppliers/SUP-002.yaml:4:7: error: "
                    "the NPWP is the same as that of SUP-001 (PT Tautan Misal)"
                ),
            ],
            id="NPWP",
        ),
        pytest.param(
            supplier(2, "999999990001000"),
            [
                (
                    "records/suppliers/SUP-002.yaml:4:7: error: "
                    "the NPWP is the same as that of SUP-001 (PT Tautan Misal)"
                ),
            ],
            id="NPWP in its old form",
        ),
        pytest.param(
            supplier(2, "0999999990002000", '"9999000000001"'),
            [
                (
                    "records/suppliers/SUP-002.yaml:5:6: error: "
                    "the NIB is the same as that of SUP-001 (PT Tautan Misal)"
                ),
            ],
            id="NIB",
        ),
        pytest.param(
            supplier(2, "0999999990001000", '"9999000000001"') + supplier(3, "999999990001000"),
            [
                (
                    "records/suppliers/SUP-002.yaml:4:7: error: "
                    "the NPWP is the same as that of SUP-001 (PT Tautan Misal)"
                ),
                (
                    "records/suppliers/SUP-002.yaml:5:6: error: "
                    "the NIB is the same as that of SUP-001 (PT Tautan Misal)"
                ),
                (
                    "records/suppliers/SUP-003.yaml:4:7: error: "
                    "the NPWP is the same as that of SUP-001 (PT Tautan Misal)"
                ),
            ],
            id="both, and a third",
        ),
    ],
)
def test_each_later_supplier_with_the_same_number_is_told(text: str, findings: list[str]) -> None:
    assert told("L104", text) == findings


def test_other_numbers_and_none_pass() -> None:
    assert told("L104", supplier(2, "0999999990002000") + supplier(3, "0999999990003000")) == []
