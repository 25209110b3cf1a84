"""What a deadline is: a day, the record that it is about, and whose turn it is."""

import enum
from dataclasses import dataclass
from datetime import date
from typing import Any

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.deadlines.days import working_days_after
from lpsedocs.findings import Location, Message, Route
from lpsedocs.models.roster import Role


class Duty(enum.StrEnum):
    """What is due."""

    STEP = "step"
    INSPECTION = "inspection"
    EVALUATION = "evaluation"
    RENEWAL = "renewal"
    PROCUREMENT = "procurement"
    FOLLOW_UP = "follow_up"
    EXPIRY = "expiry"


@dataclass(frozen=True)
class Due:
    """Something that has to be done by a day, or that ends on it."""

    day: date
    """The last day that is in time."""
    kind: Duty
    entry: Entry[Any]
    """The record that it is about."""
    route: Route
    what: Message
    """What it is; the subject of a sentence such as "{what} was due by {day}"."""
    role: Role = "pengelola"
    """Whose turn it is."""
    step: str | None = None
    """The step of the SOP that it is, where it is one."""
    whole: Message | None = None
    """What it is with every word, where some were left out."""

    @property
    def record(self) -> str:
        """The id of the record that it is about."""
        return self.entry.name

    @property
    def location(self) -> Location:
        """Where in that record."""
        return self.entry.at(self.route)

    def is_overdue_on(self, today: date) -> bool:
        """Tell whether the day has passed."""
        return today > self.day


def after_limit(corpus: Corpus, number: str, since: date, default: int | None = None) -> date | None:
    """Return the last day on which a step is in time; None where the office sets it no limit."""
    days = corpus.review.step_limit_working_days.get(number, default)
    return None if days is None else working_days_after(since, days, corpus.review.holidays)
