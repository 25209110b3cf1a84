import pytest

from tests.office import told

SUP = "records/suppliers/SUP-001.yaml"
WITH_HPS = """\
# records/proposals/2026/USL-2026-001.yaml
package: {kind: jasa_lainnya, method: e_purchasing, year: 2026, pagu_paket: 120000000, hps: 118000000}
"""


def engagement(value: int, addendum: int = 0) -> str:
    addenda = (
        f"[{{number: 1/A, signed: 2026-05-04, what: Tambahan, value: {addendum}}}]" if addendum else "[]"
    )
    return f"""\
# records/suppliers/SUP-001.yaml
engagements:
  - id: 2026-1
    basis: usulan
    proposal: USL-2026-001
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2027-03-31
    value: {value}
    addenda: {addenda}
    recorded: {{by: budi, date: 2026-03-10}}
"""


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            engagement(1170000000),
            [
                f"{SUP}:9:12: warning: the contract is worth Rp 1,170,000,000, "
                "above the pagu paket of USL-2026-001, Rp 120,000,000"
            ],
            id="a nought too many",
        ),
        pytest.param(
            WITH_HPS + engagement(119000000),
            [
                f"{SUP}:9:12: warning: the contract is worth Rp 119,000,000, "
                "above the HPS of USL-2026-001, Rp 118,000,000"
            ],
            id="above the HPS",
        ),
        pytest.param(
            WITH_HPS + engagement(118000000, 121000000),
            [
                f"{SUP}:10:72: warning: the contract is worth Rp 121,000,000, "
                "above the pagu paket of USL-2026-001, Rp 120,000,000"
            ],
            id="an addendum above the package",
        ),
        pytest.param(engagement(120000000), [], id="exactly the package"),
        pytest.param(WITH_HPS + engagement(118000000, 120000000), [], id="an addendum above the HPS"),
    ],
)
def test_a_contract_stays_within_its_package(text: str, findings: list[str]) -> None:
    assert told("W155", text) == findings
