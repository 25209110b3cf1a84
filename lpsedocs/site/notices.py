"""What is due or ends, in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lpsedocs.deadlines import Due, Duty
from lpsedocs.findings import Message, Term, say
from lpsedocs.site.agenda import named
from lpsedocs.site.statuses import Status, Tone
from lpsedocs.site.view import View


@dataclass(frozen=True)
class Notice:
    """Something that is due or ends, in a sentence, and how near it is."""

    due: Due
    sentence: Message
    status: Status


_LATE: Final[Mapping[Duty, Term]] = {
    Duty.FOLLOW_UP: Term("follow-up"),
    Duty.PROCUREMENT: Term("procurement"),
    Duty.EVALUATION: Term("evaluation"),
    Duty.RENEWAL: Term("continuation"),
}
"""What is late of a record, where it isn't the step at which the record stands."""


def lateness(view: View, name: str) -> tuple[Status, ...]:
    """Return how late a record is, and with what."""
    return tuple(dict.fromkeys(_late(due, (due.day - view.corpus.today).days) for due in view.late(name)))


def _late(due: Due, days: int) -> Status:
    status = nearness(days)
    if due.kind is Duty.STEP:
        return status
    return Status(status.tone, say("{what}: {late}", what=_LATE[due.kind], late=status.message))


def notice(view: View, due: Due) -> Notice:
    """Put a due date into words."""
    days = (due.day - view.corpus.today).days
    status = nearness(days)
    if days < 0 and due.kind is Duty.EXPIRY:
        status = Status(Tone.ERROR, say("ended {days} days ago", days=-days))
    return Notice(due, _sentence(view, due, days), status)


def _sentence(view: View, due: Due, days: int) -> Message:
    what, day = named(view, due), due.day
    if due.kind is Duty.EXPIRY:
        ends = say("{what} ends on {day}", what=what, day=day)
        return say("{what} ended on {day}", what=what, day=day) if days < 0 else ends
    comes = say("{what} is due by {day}", what=what, day=day)
    return say("{what} was due by {day}", what=what, day=day) if days < 0 else comes


def nearness(days: int) -> Status:
    """Return how near a day is."""
    if days < 0:
        return Status(Tone.ERROR, say("{days} days late", days=-days))
    if days == 0:
        return Status(Tone.WARNING, say("today"))
    return Status(Tone.WARNING if days <= 30 else Tone.WAITING, say("in {days} days", days=days))
