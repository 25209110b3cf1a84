"""The home page: what is due, who acts next, and where everything is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from lpsedocs.deadlines import Due, Duty
from lpsedocs.findings import Message, Severity, Term, say
from lpsedocs.models.roster import Role
from lpsedocs.procedures import PROCEDURES
from lpsedocs.site import addresses
from lpsedocs.site.pages import Page
from lpsedocs.site.statuses import Status, Tone
from lpsedocs.site.view import PLURALS, Task, View

ORDER = 10

AHEAD = timedelta(days=60)
"""How far the home page looks ahead."""
FIRST = 3
"""How many items of a desk the home page shows."""


@dataclass(frozen=True)
class DeskSummary:
    """What waits on a desk."""

    role: Role
    address: str
    tasks: tuple[Task, ...]
    overdue: int

    @property
    def first(self) -> tuple[Task, ...]:
        """Those that wait longest."""
        return self.tasks[:FIRST]


@dataclass(frozen=True)
class Notice:
    """Something that is due or ends, in a sentence, and how near it is."""

    due: Due
    sentence: Message
    status: Status


def pages(view: View) -> Iterator[Page]:
    """Yield the home page."""
    yield Page(
        addresses.HOME,
        view.office_name,
        "home.html" if view.is_office else "home-public.html",
        {
            "desks": desks(view),
            "notices": notices(view),
            "counts": counts(view),
            "procedures": PROCEDURES,
            "severities": severities(view),
            "role_addresses": addresses.DESKS,
        },
        menu=(None, Term("Home")),
        is_wide=True,
    )


def desks(view: View) -> tuple[DeskSummary, ...]:
    """Return what waits on each desk."""
    if not view.is_office:
        return ()
    return tuple(_desk(view, role, address) for role, address in addresses.DESKS.items())


def _desk(view: View, role: Role, address: str) -> DeskSummary:
    tasks = view.tasks(role)
    overdue = sum(task.due is not None and task.due.is_overdue_on(view.corpus.today) for task in tasks)
    return DeskSummary(role, address, tasks, overdue)


def notices(view: View, role: Role | None = None) -> tuple[Notice, ...]:
    """Return what is due soon or late and is no step on a desk, by day."""
    last = view.corpus.today + AHEAD
    soon = (due for due in view.dues if due.kind is not Duty.STEP and due.day <= last)
    return tuple(notice(view, due) for due in soon if role in (None, due.role))


def notice(view: View, due: Due) -> Notice:
    """Put a due date into words."""
    days = (due.day - view.corpus.today).days
    return Notice(due, _sentence(due, days), nearness(days))


def _sentence(due: Due, days: int) -> Message:
    what, day = due.what, due.day
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


def counts(view: View) -> tuple[tuple[Term, str, int], ...]:
    """Return the title, the address and the number of records of each kind."""
    return tuple(
        (PLURALS[kind], addresses.list_page(kind), len(view.of_kind(kind)))
        for kind in addresses.FOLDERS
        if view.has_list(kind)
    )


def severities(view: View) -> Mapping[Severity, int]:
    """Return how many findings there are of each severity."""
    return {severity: view.report.count(severity) if view.is_office else 0 for severity in reversed(Severity)}
