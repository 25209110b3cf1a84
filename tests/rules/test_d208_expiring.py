from datetime import date

import pytest

from tests.office import told

AST = "records/assets/AST-001.yaml"
ASSET = f"# {AST}\nvalid_until: 2026-08-14\n"
WEEK = "# records/organization.yaml\nreview: {expiry_notice_days: [7, 0]}\n"
NEVER = "# records/organization.yaml\nreview: {expiry_notice_days: []}\n"
PLACE = f"{AST}:1:14: warning: the asset Ruang rapat 30 kursi ends"


@pytest.mark.parametrize(
    ("text", "today", "findings"),
    [
        pytest.param(ASSET, date(2026, 7, 14), [], id="31 days before"),
        pytest.param(
            ASSET, date(2026, 7, 15), [f"{PLACE} on 14 August 2026, in 30 days"], id="30 days before"
        ),
        pytest.param(ASSET, date(2026, 8, 13), [f"{PLACE} tomorrow"], id="the day before"),
        pytest.param(ASSET, date(2026, 8, 14), [f"{PLACE} today"], id="on the day"),
        pytest.param(ASSET, date(2026, 8, 15), [], id="after it, which D207 tells"),
        pytest.param(ASSET + WEEK, date(2026, 8, 6), [], id="the office wants to know later"),
        pytest.param(
            ASSET + WEEK, date(2026, 8, 7), [f"{PLACE} on 14 August 2026, in 7 days"], id="seven days before"
        ),
        pytest.param(ASSET + NEVER, date(2026, 8, 14), [], id="the office does not want to know"),
    ],
)
def test_an_end_is_announced(text: str, today: date, findings: list[str]) -> None:
    assert told("D208", text, today) == findings


def test_a_contract_is_told_once_and_not_again_by_its_paper_and_its_asset() -> None:
    text = f"""\
# {AST}
engagement: SUP-001/2026-1
valid_until: 2026-08-10
# records/suppliers/SUP-001.yaml
engagements:
  - id: 2026-1
    basis: diambil_alih
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2026-08-10
    value: 117000000
    recorded: {{by: budi, date: 2026-03-10}}
    documents:
      - {{kind: kontrak, archive: Lemari 1, valid_until: 2026-08-10, sha256: "{"1" * 64}"}}
      - {{kind: nda, archive: Lemari 2, valid_until: 2026-08-10, sha256: "{"1" * 64}"}}
"""

    assert told("D208", text) == [
        "records/suppliers/SUP-001.yaml:7:11: warning: the contract 027/1/2026 ends on 10 August 2026, in "
        "26 days",
        "records/suppliers/SUP-001.yaml:12:53: warning: the NDA of SUP-001/2026-1 "
        "ends on 10 August 2026, in 26 days",
    ]
