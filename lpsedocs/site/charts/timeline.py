"""Contracts on a line of time. Lengths across are percentages, so that a chart fits any width."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

ROW: Final = 44
"""The height of a contract: its words, and its bar below them."""
_HEAD: Final = 34
"""Above the first contract, for the words of today."""
_FOOT: Final = 26
_BESIDE: Final = 26
"""From the words of a contract down to its bar."""
_STEPS: Final = (1, 3, 6, 12, 24, 60, 120)
"""Months between two marks."""
_MOST_MARKS: Final = 6
_THINNEST: Final = 0.3
"""What a stretch takes at least, so that it can be seen."""
_AT_THE_EDGE: Final = 25


@dataclass(frozen=True)
class Contract:
    """When somebody serves."""

    label: str
    starts: date
    ends: date
    """As it was signed."""
    last_day: date
    """As it is now, after what was changed."""
    changed: tuple[date, ...] = ()
    """The days on which it was changed."""
    begin_by: date | None = None
    """From when on what follows has to be prepared."""


@dataclass(frozen=True)
class Stretch:
    """A part of a bar."""

    kind: Literal["served", "added", "cut", "lead"]
    x: float
    width: float


@dataclass(frozen=True)
class Row:
    """A contract in its place."""

    contract: Contract
    label_y: float
    bar_y: float
    stretches: tuple[Stretch, ...]
    changes: tuple[float, ...]


@dataclass(frozen=True)
class Mark:
    """A day on the line."""

    day: date
    x: float
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Timeline:
    """Everything in its place; across in percent, down in pixels."""

    height: float
    bottom: float
    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]
    today: Mark


def timeline(contracts: Sequence[Contract], today: date) -> Timeline:
    """Return the chart of contracts, first to last; there is at least one."""
    first = min(today, *(contract.starts for contract in contracts)).replace(day=1)
    last = max(today, *(day for c in contracts for day in (c.ends, c.last_day, *c.changed)))
    scale = _Scale(first, _next_month(last, 1))
    bottom = _HEAD + ROW * len(contracts)
    return Timeline(
        bottom + _FOOT,
        bottom,
        tuple(_row(scale, contract, _HEAD + ROW * place) for place, contract in enumerate(contracts)),
        tuple(scale.mark(day) for day in _marked(scale)),
        scale.mark(today),
    )


@dataclass(frozen=True)
class _Scale:
    first: date
    end: date

    def at(self, day: date) -> float:
        whole = (self.end - self.first).days
        return round(100 * min(max((day - self.first).days, 0), whole) / whole, 2)

    def stretch(self, kind: Literal["served", "added", "cut", "lead"], first: date, last: date) -> Stretch:
        x = min(self.at(first), 100 - _THINNEST)
        return Stretch(kind, x, round(max(self.at(last + timedelta(days=1)) - x, _THINNEST), 2))

    def mark(self, day: date) -> Mark:
        x = self.at(day)
        if x < _AT_THE_EDGE:
            return Mark(day, x, "start")
        return Mark(day, x, "end" if x > 100 - _AT_THE_EDGE else "middle")


def _row(scale: _Scale, contract: Contract, y: float) -> Row:
    return Row(
        contract,
        y + 16,
        y + _BESIDE,
        tuple(_stretches(scale, contract)),
        tuple(scale.at(day) for day in contract.changed),
    )


def _stretches(scale: _Scale, contract: Contract) -> Iterator[Stretch]:
    signed, last = contract.ends, contract.last_day
    yield scale.stretch("served", contract.starts, min(signed, last))
    if last > signed:
        yield scale.stretch("added", signed + timedelta(days=1), last)
    if last < signed:
        yield scale.stretch("cut", last + timedelta(days=1), signed)
    if contract.begin_by is not None and contract.begin_by <= last:
        yield scale.stretch("lead", max(contract.begin_by, contract.starts), last)


def _marked(scale: _Scale) -> list[date]:
    """Return the first days of months, so many that their words have room."""
    months = (scale.end.year - scale.first.year) * 12 + scale.end.month - scale.first.month
    step = next((step for step in _STEPS if months / step <= _MOST_MARKS), _STEPS[-1])
    begin = scale.first.replace(month=1)
    days = (_next_month(begin, step * count) for count in range(months // step + 12 // step + 2))
    return [day for day in days if scale.first <= day < scale.end]


def _next_month(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
