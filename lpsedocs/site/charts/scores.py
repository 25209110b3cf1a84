"""Scores over periods between the bands of a form; across in percent, so that a chart fits any width."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

HEIGHT: Final = 220
_TOP: Final = 12
_FOOT: Final = 46
"""Below the bands, for the words of the periods."""
_TYPE: Final = 13
"""The height of a line of text."""
_LEFT: Final = 4
_RIGHT: Final = 70
"""Across, in percent: what is to the right is for the names of the bands."""
MOST: Final = 8
"""How many periods have room for their words."""


@dataclass(frozen=True)
class Score:
    """What an evaluation came to."""

    label: tuple[str, ...]
    """The period, in short lines."""
    value: Decimal | None
    """None where nothing was rated."""
    is_approved: bool = True


@dataclass(frozen=True)
class Band:
    """A band of the form, and the score from which it holds."""

    title: str
    from_: Decimal


@dataclass(frozen=True)
class Zone:
    """A band in its place."""

    title: str
    y: float
    height: float

    @property
    def has_room(self) -> bool:
        """Whether its name fits into it."""
        return self.height >= _TYPE


@dataclass(frozen=True)
class Point:
    """A score in its place; one that was not rated stands at the foot."""

    score: Score
    x: float
    y: float

    @property
    def words_y(self) -> float:
        """Where its number stands: above it, or below where there is no room above."""
        return self.y - 9 if self.y > _TOP + _TYPE else self.y + 18


@dataclass(frozen=True)
class Line:
    """From one score to the next; there is none across what was not rated."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Chart:
    """Everything in its place; across in percent, down in pixels."""

    height: float
    bottom: float
    right: float
    zones: tuple[Zone, ...]
    points: tuple[Point, ...]
    lines: tuple[Line, ...]


def chart(scores: Sequence[Score], bands: Sequence[Band], lowest: Decimal, highest: Decimal) -> Chart:
    """Return the chart of scores by one form, the oldest first; bands from the best to the worst."""
    bottom = HEIGHT - _FOOT
    heights = _Heights(lowest, highest, bottom)
    points = tuple(
        Point(
            score,
            _x(place, len(scores)),
            bottom if score.value is None else heights.at(score.value),
        )
        for place, score in enumerate(scores)
    )
    lines = tuple(
        Line(a.x, a.y, b.x, b.y)
        for a, b in pairwise(points)
        if a.score.value is not None and b.score.value is not None
    )
    return Chart(HEIGHT, bottom, _RIGHT, tuple(heights.zones(bands)), points, lines)


@dataclass(frozen=True)
class _Heights:
    lowest: Decimal
    highest: Decimal
    bottom: float

    def at(self, value: Decimal) -> float:
        inside = min(max(value, self.lowest), self.highest)
        part = float((inside - self.lowest) / (self.highest - self.lowest))
        return round(self.bottom - part * (self.bottom - _TOP), 2)

    def zones(self, bands: Sequence[Band]) -> list[Zone]:
        ends = [self.highest, *(band.from_ for band in bands)]
        return [
            Zone(band.title, self.at(upper), round(self.at(band.from_) - self.at(upper), 2))
            for band, upper in zip(bands, ends, strict=False)
        ]


def _x(place: int, count: int) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) * (place + 0.5) / count, 2)
