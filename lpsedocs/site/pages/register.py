"""The register of decisions, and of the changes of the roster that decides who may decide."""

from collections.abc import Iterator

from lpsedocs.findings import Term
from lpsedocs.site import addresses
from lpsedocs.site.pages import Page
from lpsedocs.site.register import lines, roster_changes, verified
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
    )
