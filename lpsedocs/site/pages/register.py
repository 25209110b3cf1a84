"""The register of decisions, and of the changes of the roster that decides who may decide."""

from collections.abc import Iterator

from lpsedocs.findings import Term
from lpsedocs.site import addresses
from lpsedocs.site.pages import Page, searched
from lpsedocs.site.register import Line, lines, roster_changes, verified
from lpsedocs.site.view import PLURALS, View

ORDER = 31


def pages(view: View) -> Iterator[Page]:
    """Yield the page of the register."""
    yield Page(
        addresses.list_page("decision"),
        view.language.text(PLURALS["decision"].text),
        "register.html",
        lambda: {
            "lines": lines(view),
            "changes": roster_changes(view),
            "unverified": verified(view) if view.is_office else None,
            "history": view.corpus.proof.history if view.corpus.proof else None,
        },
        menu=(Term("Records"), PLURALS["decision"]),
        is_wide=True,
        finds=lambda: searched(_rows(view)),
    )


def _rows(view: View) -> Iterator[str]:
    """Yield what the register is, then what its rows say that the pages of the decisions don't."""
    yield view.language.text(PLURALS["decision"].text)
    yield from dict.fromkeys(" · ".join(_told(view, line)) for line in lines(view))


def _told(view: View, line: Line) -> Iterator[str]:
    decision = line.decision
    if line.name is None:
        yield f"{line.record}/{line.number}"
    if decision is None:
        return
    yield view.word(decision.decision)
    yield view.word(decision.role)
    if view.is_office:
        held = view.corpus.holding(decision.by, decision.role, line.day) if line.day else None
        yield view.person(decision.by)
        yield from [held.basis] if held and held.acting and held.basis else []
