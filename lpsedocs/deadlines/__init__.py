"""When things are due: steps, inspections, evaluations, renewals, promised mending, and what expires.

Limits and periods come from the office's configuration. Says when, whose turn it is and what it is about;
whether that is late, and how grave, is for others to say.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.deadlines.contracts import due_renewals, expiries, followers_of, is_continued, last_day_of
from lpsedocs.deadlines.days import months_after, working_days_after
from lpsedocs.deadlines.due import Due, Duty, after_limit
from lpsedocs.deadlines.monitoring import (
    criticality_of,
    due_evaluations,
    due_follow_ups,
    due_inspections,
    submitted_evaluations,
)
from lpsedocs.deadlines.steps import approved_on, due_procurements, due_steps

__all__ = [
    "Due",
    "Duty",
    "after_limit",
    "approved_on",
    "criticality_of",
    "due_dates",
    "due_evaluations",
    "due_follow_ups",
    "due_inspections",
    "due_procurements",
    "due_renewals",
    "due_steps",
    "expiries",
    "followers_of",
    "is_continued",
    "last_day_of",
    "months_after",
    "submitted_evaluations",
    "working_days_after",
]


def due_dates(corpus: Corpus) -> tuple[Due, ...]:
    """Return everything that is due or going to be, by day."""
    found = (
        *due_steps(corpus),
        *due_inspections(corpus),
        *due_evaluations(corpus),
        *due_renewals(corpus),
        *due_procurements(corpus),
        *due_follow_ups(corpus),
        *expiries(corpus),
    )
    return tuple(sorted(found, key=lambda due: (due.day, due.kind, due.location)))
