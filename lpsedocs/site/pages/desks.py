"""The desk of each role: what it can do now, the longest waiting first, and what is due soon."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from lpsedocs.findings import Term
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.roster import Role
from lpsedocs.models.words import word
from lpsedocs.procedures import PROCEDURES, Step
from lpsedocs.site import addresses
from lpsedocs.site.matters import matters
from lpsedocs.site.pages import Page
from lpsedocs.site.pages.home import notices
from lpsedocs.site.pages.records import rating
from lpsedocs.site.view import Task, View

ORDER = 20

_SENDS_BACK = frozenset({"perlu_perbaikan", "evaluasi_ulang"})


@dataclass(frozen=True)
class Group:
    """The records that stand at one step."""

    step: Step
    tasks: tuple[Task, ...]

    @property
    def address(self) -> str:
        """Where the step is explained."""
        procedure, _, _ = self.step.number.partition(".")
        return f"{addresses.procedure_page(int(procedure))}#langkah-{self.step.number.replace('.', '-')}"


@dataclass(frozen=True)
class Remark:
    """What was said when a record was sent back."""

    decision: str
    """The decision's name."""
    by: str
    note: str


def pages(view: View) -> Iterator[Page]:
    """Yield a desk for each role of the SOP; none in the public edition."""
    if not view.is_office:
        return
    for role, address in addresses.DESKS.items():
        is_kepala = role == "kepala_lpse"
        yield Page(
            address,
            view.word(role),
            "kepala.html" if is_kepala else "desk.html",
            partial(_kepala if is_kepala else _desk, view, role),
            menu=(Term("Desks"), word(role)),
        )


def _desk(view: View, role: Role) -> Mapping[str, object]:
    tasks = view.tasks(role)
    return {
        "role": role,
        "holders": view.holders.get(role, ()),
        "groups": groups(tasks),
        "count": len(tasks),
        "late": [task for task in tasks if task.due and task.due.is_overdue_on(view.corpus.today)],
        "notices": notices(view, role),
        "ratings": {
            t.record: rating(view, t.record) for t in tasks if view.corpus.find(Evaluation, t.record)
        },
        "remarks": {t.record: found for t in tasks if (found := remark(view, t.record))},
        "owners": {t.record: name for t in tasks if (name := owner(view, t))},
    }


def _kepala(view: View, role: Role) -> Mapping[str, object]:
    waiting = matters(view)
    told = {matter.name for matter in waiting}
    tasks = tuple(task for task in view.tasks(role) if task.record not in told)
    waits = {task.record: task for task in view.tasks(role)}
    return {**_desk(view, role), "matters": waiting, "groups": groups(tasks), "waits": waits}


def groups(tasks: tuple[Task, ...]) -> tuple[Group, ...]:
    """Return tasks by step, in the order of the SOP."""
    steps = [step for procedure in PROCEDURES for step in procedure.steps]
    found = (Group(step, tuple(task for task in tasks if task.step.step == step)) for step in steps)
    return tuple(group for group in found if group.tasks)


def remark(view: View, record: str) -> Remark | None:
    """Return why a record, or the KAK of a requirement, was sent back, if that was the last word on it."""
    names = (record, *(kak.name for kak in view.settled.kaks_of(record)))
    last = [decisions[-1] for name in names if (decisions := view.settled.decisions_on(name))]
    if not last or last[-1].it.decision not in _SENDS_BACK or not last[-1].it.note:
        return None
    return Remark(last[-1].name, last[-1].it.by, last[-1].it.note)


def owner(view: View, task: Task) -> str | None:
    """Return whose turn it is among the Pengguna: the requester with his unit."""
    requirement = view.corpus.find(Requirement, task.record)
    if requirement is None or task.step.step.role != "pengguna":
        return None
    return f"{view.person(requirement.it.requester)}, {requirement.it.unit}"
