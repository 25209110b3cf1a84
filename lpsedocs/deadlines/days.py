"""Counting days as an office does: working days without holidays, and whole months."""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta


def working_days_after(day: date, count: int, holidays: Iterable[date]) -> date:
    """Return the working day that is so many after a day; Saturdays, Sundays and holidays are none."""
    free = frozenset(holidays)
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < calendar.SATURDAY and day not in free
    return day


def months_after(day: date, months: int) -> date:
    """Return the day some months later; from the last day of a month, the last day of the month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last = calendar.monthrange(year, month)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))
