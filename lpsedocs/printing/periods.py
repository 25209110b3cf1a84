"""Periods that a dossier is made of: a half-year, a quarter, a year."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from lpsedocs.findings import Message, Refusal, say

_WRITTEN: Final = re.compile(r"([0-9]{4})(?:-([SQ])([1-4]))?", re.ASCII)
_MONTHS: Final = {"S": 6, "Q": 3, None: 12}
_ROMAN: Final = ("", "I", "II", "III", "IV")


@dataclass(frozen=True)
class Stretch:
    """Some months of a year."""

    title: Message
    first: date
    last: date

    def has(self, day: date | None) -> bool:
        """Tell whether a day lies inside."""
        return day is not None and self.first <= day <= self.last


def parse_period(text: str) -> Stretch:
    """Return the period that somebody names: 2026-S1, 2026-Q3 or 2026."""
    match = _WRITTEN.fullmatch(text)
    if match is None or (match[2] == "S" and int(match[3]) > 2):
        raise Refusal(
            say("'{text}' is no period; a period is written as 2026-S1, 2026-Q3 or 2026", text=text)
        )
    year, part, number = int(match[1]), match[2], int(match[3] or 1)
    if not 1945 <= year < 2200:
        raise Refusal(say("the year {year} lies outside of the years of records", year=str(year)))
    months = _MONTHS[part]
    begin, end = (number - 1) * months + 1, number * months
    last = date(year + end // 12, end % 12 + 1, 1) - timedelta(days=1)
    return Stretch(_titled(part, number, year), date(year, begin, 1), last)


def _titled(part: str | None, number: int, year: int) -> Message:
    match part:
        case "S":
            return say("half-year {number} of {year}", number=_ROMAN[number], year=str(year))
        case "Q":
            return say("quarter {number} of {year}", number=_ROMAN[number], year=str(year))
    return say("year {year}", year=str(year))
