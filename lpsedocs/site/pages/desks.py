"""The desk of each role: what it can do now, the longest waiting first, and what is due soon."""

from collections.abc import Iterator
from dataclasses import dataclass

from lpsedocs.findings import Term
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.words import word
from lpsedocs.procedures import PROCEDURES
from lpsedocs.site import addresses
from lpsedocs.site.pages import Page
from lpsedocs.site.pages.home import notices
from lpsedocs.site.pages.records import rating
from lpsedocs.site.view import Task, View

ORDER = 20


@dataclass(frozen=True)
class Group:
    """The records that stand at one step."""

    number: str
    title: str
    tasks: tuple[Task, ...]


def pages(view: View) -> Iterator[Page]:
    """Yield a desk for each role of the SOP; none in the public edition."""
    if not view.is_office:
        return
    for role, address in addresses.DESKS.items():
        tasks = view.tasks(role)
        yield Page(
            address,
            view.word(role),
            "desk.html",
            {
                "role": role,
                "holders": view.holders.get(role, ()),
                "groups": groups(tasks),
                "count": len(tasks),
                "notices": notices(view, role),
                "ratings": {
                    task.record: rating(view, task.record)
                    for task in tasks
                    if view.corpus.find(Evaluation, task.record)
                },
            },
            menu=(Term("Desks"), word(role)),
        )


def groups(tasks: tuple[Task, ...]) -> tuple[Group, ...]:
    """Return tasks by step, in the order of the SOP."""
    steps = [step for procedure in PROCEDURES for step in procedure.steps]
    found = (Group(s.number, s.title, tuple(t for t in tasks if t.step.step == s)) for s in steps)
    return tuple(group for group in found if group.tasks)
