from datetime import date

import pytest

from lpsedocs.deadlines import Duty, due_dates, months_after, working_days_after
from lpsedocs.language import ENGLISH
from tests.office import office_with

FRIDAY = date(2026, 7, 3)


@pytest.mark.parametrize(
    ("count", "holidays", "day"),
    [
        pytest.param(0, [], date(2026, 7, 3), id="none"),
        pytest.param(1, [], date(2026, 7, 6), id="over the weekend"),
        pytest.param(5, [], date(2026, 7, 10), id="a week"),
        pytest.param(5, [date(2026, 7, 8), date(2026, 7, 9)], date(2026, 7, 14), id="a week with holidays"),
        pytest.param(1, [date(2026, 7, 4)], date(2026, 7, 6), id="a holiday on a Saturday"),
        pytest.param(1, [date(2026, 7, 6)], date(2026, 7, 7), id="a long weekend"),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(count: int, holidays: list[date], day: date) -> None:
    assert working_days_after(FRIDAY, count, holidays) == day


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 6, 30), 6, date(2026, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 30), 2, date(2028, 2, 29)),
        (date(2026, 2, 28), 12, date(2027, 2, 28)),
        (date(2026, 11, 3), 14, date(2028, 1, 3)),
    ],
)
def test_months_keep_the_day_or_the_end(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_everything_that_is_due_comes_by_day() -> None:
    text = """\
# records/assets/AST-001.yaml
valid_until: 2026-08-10
# records/inspections/2026/PRS-2026-001.yaml
suppliers:
  - supplier: SUP-001
    data: sesuai
    findings: [{what: NDA belum ada, follow_up: Menyerahkan NDA, due: 2026-07-31}]
# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Kursi loket
requester: dewi
unit: Unit Verifikasi
kind: barang
created: 2026-07-13
reason: Dua kursi patah
items: [{description: Kursi loket, quantity: 2, unit: unit}]
needed_from: 2026-09-01
priority: rendah
submitted: {by: dewi, date: 2026-07-13, to: budi}
"""

    dues = due_dates(office_with(text))

    assert [(due.day, due.kind, due.record, due.role, due.step) for due in dues] == [
        (date(2026, 7, 20), Duty.STEP, "KEB-2026-002", "pengelola", "1.3"),
        (date(2026, 7, 31), Duty.FOLLOW_UP, "PRS-2026-001", "pengelola", None),
        (date(2026, 8, 10), Duty.EXPIRY, "AST-001", "pengelola", None),
        (date(2026, 12, 31), Duty.EVALUATION, "SUP-001", "pengelola", "3.2"),
        (date(2026, 12, 31), Duty.INSPECTION, "PRS-2026-001", "pengelola", "3.1"),
        (date(2026, 12, 31), Duty.RENEWAL, "SUP-001", "pengelola", None),
        (date(2027, 3, 31), Duty.EXPIRY, "SUP-001", "pengelola", None),
        (date(2028, 3, 31), Duty.EXPIRY, "SUP-001", "pengelola", None),
    ]
    assert ENGLISH.say(dues[0].what) == (
        "step 1.3 (Find out whether the office has it already; open since 13 July 2026)"
    )
    assert str(dues[1].location) == "records/inspections/2026/PRS-2026-001.yaml:4:71"
    assert not dues[0].is_overdue_on(date(2026, 7, 20))
    assert dues[0].is_overdue_on(date(2026, 7, 21))
