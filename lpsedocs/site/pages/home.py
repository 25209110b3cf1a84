"""The home page: what is due, who acts next, and where everything is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from lpsedocs.deadlines import Duty
from lpsedocs.findings import Severity, Term
from lpsedocs.models.roster import Role
from lpsedocs.procedures import PROCEDURES
from lpsedocs.site import addresses, overview
from lpsedocs.site.agenda import month_address
from lpsedocs.site.notices import Notice, notice
from lpsedocs.site.pages import Page
from lpsedocs.site.view import PLURALS, Task, View

ORDER = 10

AHEAD = timedelta(days=60)
"""How far the home page looks ahead."""
FIRST = 3
"""How many items of a desk the home page shows."""
NEAREST = 10
"""How many of the things that are due it shows."""


@dataclass(frozen=True)
class DeskSummary:
    """What waits on a desk."""

    role: Role
    address: str
    tasks: tuple[Task, ...]
    late: tuple[Task, ...]
    """Those that are overdue."""

    @property
    def first(self) -> tuple[Task, ...]:
        """Those that are late, then those that wait longest."""
        return tuple(sorted(self.tasks, key=lambda task: not self.is_late(task)))[:FIRST]

    def is_late(self, task: Task) -> bool:
        """Tell whether a task is overdue."""
        return task in self.late


def pages(view: View) -> Iterator[Page]:
    """Yield the home page."""
    yield Page(
        addresses.HOME,
        view.office_name,
        "home.html" if view.is_office else "home-public.html",
        lambda: {
            "desks": desks(view),
            "notices": upcoming(view),
            "nearest": NEAREST,
            "endings": overview.endings(view),
            "bands": overview.by_band(view),
            "year": overview.year(view),
            "year_columns": overview.COLUMNS,
            "month_address": month_address,
            "counts": counts(view),
            "procedures": PROCEDURES,
            "severities": severities(view),
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
    late = tuple(task for task in tasks if task.due and task.due.is_overdue_on(view.corpus.today))
    return DeskSummary(role, address, tasks, late)


def upcoming(view: View) -> tuple[Notice, ...]:
    """Return what is due soon or late, steps included, by day."""
    last = view.corpus.today + AHEAD
    return tuple(notice(view, due) for due in view.dues if due.day <= last)


def notices(view: View, role: Role) -> tuple[Notice, ...]:
    """Return what of it falls to a role and is no step, which stands on its desk with its day."""
    found = upcoming(view)
    return tuple(one for one in found if one.due.kind is not Duty.STEP and one.due.role == role)


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
