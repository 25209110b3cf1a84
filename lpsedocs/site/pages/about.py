"""About this build: what it was made from, that a page is no evidence, and how to verify."""

from collections.abc import Iterator, Mapping

from lpsedocs.findings import Term
from lpsedocs.site import addresses
from lpsedocs.site.pages import Page
from lpsedocs.site.pages.home import counts, severities
from lpsedocs.site.register import verified
from lpsedocs.site.view import View

ORDER = 90

PIN_SOURCES: Mapping[str, Term] = {
    "environment": Term("given for this build, outside of the repository"),
    "configuration": Term("pinned on the machine that built it"),
}
"""Where the root comes from that the build trusted."""


def pages(view: View) -> Iterator[Page]:
    """Yield the page."""
    yield Page(
        addresses.ABOUT,
        view.language.text("About this site"),
        "about.html",
        lambda: {
            "counts": counts(view),
            "severities": severities(view),
            "history": view.corpus.proof.history if view.corpus.proof else None,
            "unverified": verified(view),
            "pin_source": PIN_SOURCES.get(view.build.pin_source or ""),
        },
        menu=(Term("Reference"), Term("About this site")),
    )
