from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lpsedocs.checker import check
from lpsedocs.deadlines import Duty, due_dates, months_after, working_days_after
from lpsedocs.deadlines.days import days_after
from lpsedocs.deadlines.monitoring import served_since
from lpsedocs.language import ENGLISH
from lpsedocs.models.fields import FIRST_YEAR, LAST_YEAR
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.supplier import Supplier
from lpsedocs.rules import all_rules
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


def test_the_list_begins_to_count_where_it_is_later_than_the_first_engagement() -> None:
    supplier = office_with().find(Supplier, "SUP-001")
    assert supplier is not None
    [first, *_] = sorted(engagement.starts for engagement in supplier.it.engagements)
    before, after = first - timedelta(days=30), first + timedelta(days=30)

    def listed(day: date) -> Supplier:
        return supplier.it.model_copy(update={"listed": supplier.it.listed.model_copy(update={"date": day})})

    assert served_since(listed(before)) == first
    assert served_since(listed(after)) == after


# ---- Days far away

days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(lambda: working_days_after(date.max, 5, []), id="working days"),
        pytest.param(lambda: working_days_after(date(9999, 12, 1), 10**9, []), id="many working days"),
        pytest.param(lambda: months_after(date(9999, 12, 31), 6), id="months"),
        pytest.param(lambda: days_after(date(2026, 1, 1), 10**9), id="days"),
    ],
)
def test_beyond_the_calendar_lies_its_last_day(found: Callable[[], date]) -> None:
    assert found() == date.max


def test_before_the_calendar_lies_its_first_day() -> None:
    assert days_after(date(1, 1, 5), -90) == date.min
    assert months_after(date(1, 1, 5), -1) == date.min


@given(begins=days, ends=days, until=days, submitted=days, today=days, count=st.integers(0, 1000))
@example(
    begins=date(FIRST_YEAR, 1, 1),
    ends=date(LAST_YEAR, 12, 31),
    until=date(LAST_YEAR, 12, 31),
    submitted=date(LAST_YEAR, 12, 31),
    today=date(LAST_YEAR, 12, 31),
    count=1000,
)
@settings(max_examples=settings.default.max_examples // 3)
def test_whatever_days_and_limits_fit_have_deadlines(
    begins: date, ends: date, until: date, submitted: date, today: date, count: int
) -> None:
    text = f"""\
# records/organization.yaml
review:
  inspection_every_months: 60
  evaluation_every_months: {{kritis: 60, tinggi: 60, sedang: 60, rendah: 60}}
  renewal_lead_days: {{kritis: 3650, tinggi: 3650, sedang: 3650, rendah: 3650}}
  step_limit_working_days: {{"1.3": {count}, "3.4": {count}, "3.5": {count}}}
# records/inspections/2026/PRS-2026-001.yaml
period: {{from: 1945-01-01, until: {until}}}
# records/suppliers/SUP-001.yaml
engagements:
  - id: 2026-1
    basis: hibah
    number: "1"
    signed: {min(begins, ends)}
    starts: {min(begins, ends)}
    ends: {max(begins, ends)}
    subject: Internet
# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Kursi loket
requester: dewi
unit: Unit Verifikasi
kind: barang
created: {submitted}
reason: Dua kursi patah
items: [{{description: Kursi loket, quantity: 2, unit: unit}}]
needed_from: {ends}
priority: rendah
submitted: {{by: dewi, date: {submitted}, to: budi}}
"""
    corpus = office_with(text, today)

    dues = due_dates(corpus)

    assert corpus.organization is not None
    assert corpus.find(Requirement, "KEB-2026-002") is not None
    assert "KEB-2026-002" in [due.record for due in dues]
    assert check(corpus, all_rules()).findings is not None
