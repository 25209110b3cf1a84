"""The three procedures of the SOP, each with a drawing, and which records stand at each step now."""

from collections.abc import Iterator, Mapping
from functools import partial

from lpsedocs.findings import Message, Term, say
from lpsedocs.procedures import PROCEDURES, Branch, Procedure, Step
from lpsedocs.procedures.sop import procedure_of
from lpsedocs.site import addresses
from lpsedocs.site.charts.lanes import Drawing, Flow, Node, draw
from lpsedocs.site.pages import Page
from lpsedocs.site.view import View

ORDER = 40


def pages(view: View) -> Iterator[Page]:
    """Yield the overview and a page for each procedure."""
    section = Term("Procedures")
    yield Page(
        addresses.PROCEDURES,
        view.language.text("The three procedures"),
        "procedures.html",
        lambda: {"procedures": PROCEDURES},
        menu=(section, Term("Overview")),
    )
    for procedure in PROCEDURES:
        yield Page(
            addresses.procedure_page(procedure.number),
            view.language.say(_title(procedure)),
            "procedure.html",
            partial(_values, view, procedure),
            menu=(section, Term(procedure.title)),
            is_wide=True,
        )


def _values(view: View, procedure: Procedure) -> Mapping[str, object]:
    return {
        "procedure": procedure,
        "tasks": {step.number: view.tasks_at(step.number) for step in procedure.steps},
        "drawing": drawing(view, procedure),
        "described": described(procedure),
        "procedure_of": procedure_of,
    }


def _title(procedure: Procedure) -> Message:
    return say("Procedure {number}: {title}", number=procedure.number, title=Term(procedure.title))


def drawing(view: View, procedure: Procedure) -> Drawing:
    """Return the drawing of a procedure, with how many records stand at each step."""
    roles = list(dict.fromkeys(step.role for step in procedure.steps))
    nodes = [node for step in procedure.steps for node in _nodes(view, step, roles.index(step.role))]
    inner = [Flow(step.number, way.to, _case(view, way)) for step, way in procedure.ways]
    outer = [
        Flow(step.number, _exit_id(step, way), _case(view, way))
        for step in procedure.steps
        for way in step.onward
    ]
    return draw([view.word(role) for role in roles], nodes, [*inner, *outer])


def _nodes(view: View, step: Step, lane: int) -> Iterator[Node]:
    count = len(view.tasks_at(step.number))
    here = say("{number} · {count} here", number=step.number, count=count)
    head = view.language.say(here) if count else step.number
    yield Node(step.number, lane, head, view.language.text(step.title))
    for way in step.onward:
        title = view.language.say(_title(procedure_of(way.to)))
        yield Node(_exit_id(step, way), lane, f"→ {way.to}", title, is_exit=True)


def _exit_id(step: Step, way: Branch) -> str:
    return f"{step.number} {way.to}"


def _case(view: View, way: Branch) -> str:
    return view.language.text(way.when)


def described(procedure: Procedure) -> tuple[Message, ...]:
    """Return in sentences what the drawing of a procedure shows."""
    ways = (*procedure.ways, *((step, way) for step in procedure.steps for way in step.onward))
    return tuple(_described(step, way) for step, way in sorted(ways, key=lambda way: way[0].number))


def _described(step: Step, way: Branch) -> Message:
    if way.when:
        return say(
            "From step {number} to step {to} if {case}.", number=step.number, to=way.to, case=Term(way.when)
        )
    return say("From step {number} to step {to}.", number=step.number, to=way.to)
