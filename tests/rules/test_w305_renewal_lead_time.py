from datetime import date

import pytest

from tests.office import told

SUP = "records/suppliers/SUP-001.yaml"
LATER = """\
  - id: 2027-1
    basis: diambil_alih
    number: 027/9/2027
    signed: 2026-12-01
    starts: 2027-04-01
    ends: 2028-03-31
    value: 117000000
    recorded: {by: budi, date: 2026-12-02}
"""


def contract(*more: str, ends: str = "2027-03-31") -> str:
    return f"""\
# {SUP}
engagements:
  - id: 2026-1
    basis: diambil_alih
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: {ends}
    value: 117000000
    recorded: {{by: budi, date: 2026-03-10}}
{"".join(more)}"""


def requirement(origin: str, needed_from: str = "2027-04-01") -> str:
    return f"""\
# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Tautan internet utama, kelanjutan
requester: agus
unit: Administrator Sistem LPSE
kind: jasa_lainnya
created: 2026-12-01
reason: Kontrak berakhir
items: [{{description: Tautan internet 100 Mbps, quantity: 12, unit: bulan}}]
needed_from: {needed_from}
priority: tinggi
origin: {origin}
"""


FINDING = (
    f"{SUP}:7:11: warning: a requirement for what follows the contract 027/1/2026 "
    "(it ends on 31 March 2027, lead time 90 days) was due by 31 December 2026"
)
SOON = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("text", "today", "findings"),
    [
        pytest.param(contract(), date(2026, 12, 31), [], id="ninety days before the end"),
        pytest.param(contract(), SOON, [FINDING], id="after that"),
        pytest.param(contract(), date(2027, 3, 31), [FINDING], id="until the last day"),
        pytest.param(contract(), date(2027, 4, 1), [], id="too late to be in time"),
        pytest.param(
            contract() + requirement("SUP-001/2026-1"), SOON, [], id="a requirement from the contract"
        ),
        pytest.param(contract() + requirement("EVL-2026-001"), SOON, [], id="one from its evaluation"),
        pytest.param(
            contract() + requirement("EVL-2026-001", "2026-04-01"),
            SOON,
            [FINDING],
            id="one that led to the contract",
        ),
        pytest.param(
            contract() + requirement("SUP-001/2025-1"), SOON, [FINDING], id="one for another contract"
        ),
        pytest.param(contract(LATER), SOON, [], id="a later contract that joins on"),
        pytest.param(
            contract(LATER.replace("2027-04-01", "2027-04-02")), SOON, [FINDING], id="one that leaves a gap"
        ),
        pytest.param(
            contract("ended: {by: budi, date: 2026-12-30, reason: Diganti}\n"),
            SOON,
            [],
            id="the supplier has ended",
        ),
        pytest.param(
            contract() + "# records/evaluations/2026/EVL-2026-001.yaml\nrecommendation: tidak_dilanjutkan\n",
            SOON,
            [],
            id="nothing shall follow",
        ),
    ],
)
def test_what_follows_a_contract_is_begun_in_time(text: str, today: date, findings: list[str]) -> None:
    assert told("W305", text, today) == findings


def test_an_addendum_moves_the_end() -> None:
    text = contract(
        "    addenda: [{number: 1/A, signed: 2026-12-01, what: Diperpanjang, ends: 2027-06-30}]\n"
    )

    assert told("W305", text, SOON) == []
