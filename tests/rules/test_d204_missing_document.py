from datetime import date

import pytest

from tests.office import told

SUP = "records/suppliers/SUP-001.yaml"


def engagement(*documents: str, basis: str = "diambil_alih", more: str = "") -> str:
    return f"""\
# {SUP}
engagements:
  - id: 2026-1
    basis: {basis}
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2027-03-31
    value: 117000000
    recorded: {{by: budi, date: 2026-03-10}}
    documents: [{", ".join(documents)}]
{more}"""


CONTRACT = f'{{kind: kontrak, archive: Lemari 1, sha256: "{"1" * 64}"}}'
NO_NDA = "{kind: nda, none: Penyedia tidak memegang data}"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            engagement(CONTRACT),
            [
                f"{SUP}:10:5: error: SUP-001/2026-1, of the basis diambil_alih (taken over from before), "
                "has neither these documents nor a reason why not: NDA"
            ],
            id="one missing",
        ),
        pytest.param(
            engagement(basis="hibah"),
            [
                f"{SUP}:10:5: error: SUP-001/2026-1, of the basis hibah (grant), "
                "has neither these documents nor a reason why not: bast (record of handover)"
            ],
            id="another basis, other documents",
        ),
        pytest.param(engagement(CONTRACT, NO_NDA), [], id="a reason"),
        pytest.param(
            engagement(CONTRACT, more="ended: {by: budi, date: 2026-07-02, reason: Diganti}\n"),
            [],
            id="ended",
        ),
    ],
)
def test_each_required_document_is_there_or_explained(text: str, findings: list[str]) -> None:
    assert told("D204", text) == findings


def test_a_contract_that_is_over_is_not_judged_by_a_longer_list() -> None:
    assert len(told("D204", engagement(CONTRACT), date(2027, 3, 31))) == 1
    assert told("D204", engagement(CONTRACT), date(2027, 4, 1)) == []
