"""Counting days as an office does: working days without holidays, and whole months.

What would lie beyond the calendar is its last day, or its first.
"""

import calendar
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, date, timedelta


def working_days_after(day: date, count: int, holidays: Iterable[date]) -> date:
    """Return the working day that is so many after a day; Saturdays, Sundays and holidays are none."""
    free = frozenset(holidays)
    while count > 0 and day < date.max:
        day += timedelta(days=1)
        count -= day.weekday() < calendar.SATURDAY and day not in free
    return day


def days_after(day: date, count: int) -> date:
    """Return the day so many days later, or earlier for a number below zero."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return date.max if count > 0 else date.min


def months_after(day: date, months: int) -> date:
    """Return the day some months later; from the last day of a month, the last day of the month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if months > 0 else date.min
    last = calendar.monthrange(year, month)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))
