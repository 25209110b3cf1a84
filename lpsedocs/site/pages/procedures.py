"""The three procedures of the SOP, and which records stand at each step now."""

from collections.abc import Iterator

from lpsedocs.findings import Term, say
from lpsedocs.procedures import PROCEDURES
from lpsedocs.site import addresses
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
        {"procedures": PROCEDURES},
        menu=(section, Term("Overview")),
    )
    for procedure in PROCEDURES:
        title = say("Procedure {number}: {title}", number=procedure.number, title=Term(procedure.title))
        yield Page(
            addresses.procedure_page(procedure.number),
            view.language.say(title),
            "procedure.html",
            {
                "procedure": procedure,
                "tasks": {step.number: view.tasks_at(step.number) for step in procedure.steps},
            },
            menu=(section, Term(procedure.title)),
        )
