from datetime import date

import pytest

from tests.office import told

WAITING = """\
# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Kursi loket
requester: dewi
unit: Unit Verifikasi
kind: barang
created: 2026-07-01
reason: Dua kursi patah
items: [{description: Kursi loket, quantity: 2, unit: unit}]
needed_from: 2026-09-01
priority: rendah
submitted: {by: dewi, date: 2026-07-03, to: budi}
"""
HOLIDAY = """\
# records/organization.yaml
review: {holidays: [2026-07-08]}
"""
OTHER_LIMIT = """\
# records/organization.yaml
review: {step_limit_working_days: {"1.3": 10}}
"""
NO_LIMIT = """\
# records/organization.yaml
review: {step_limit_working_days: {"1.6": 10}}
"""


def finding(due: str) -> str:
    return (
        "records/requirements/2026/KEB-2026-002.yaml:1:5: warning: step 1.3 (Find out whether the office "
        "has it "
        f"already; open since 3 July 2026) was due by {due}"
    )


@pytest.mark.parametrize(
    ("text", "today", "findings"),
    [
        pytest.param(WAITING, date(2026, 7, 10), [], id="on the last day"),
        pytest.param(WAITING, date(2026, 7, 11), [finding("10 July 2026")], id="after five working days"),
        pytest.param(HOLIDAY + WAITING, date(2026, 7, 13), [], id="a holiday does not count"),
        pytest.param(HOLIDAY + WAITING, date(2026, 7, 14), [finding("13 July 2026")], id="but only that day"),
        pytest.param(OTHER_LIMIT + WAITING, date(2026, 7, 17), [], id="the office gives longer"),
        pytest.param(NO_LIMIT + WAITING, date(2027, 7, 17), [], id="the office gives no limit"),
    ],
)
def test_a_step_may_wait_as_long_as_the_office_says(text: str, today: date, findings: list[str]) -> None:
    assert told("W104", text, today) == findings


def test_what_is_closed_waits_no_longer() -> None:
    text = (
        WAITING
        + """\
# records/filings/KEB-2026-002.yaml
record: KEB-2026-002
sha256: "SHA256(KEB-2026-002)"
filed: {by: budi, date: 2026-07-09}
reason: ditarik_pengguna
"""
    )

    assert told("W104", text, date(2026, 12, 1)) == []


def test_a_procurement_that_was_not_begun_is_left_to_its_own_rule() -> None:
    text = """\
# records/evaluations/2026/EVL-2026-001.yaml
recommendation: perpanjangan
"""

    assert told("W104", text, date(2026, 12, 1)) == []
    assert len(told("W304", text, date(2026, 12, 1))) == 1
