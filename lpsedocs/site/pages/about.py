"""About this build: what it was made from, that a page is no evidence, and how to verify."""

from collections.abc import Iterator

from lpsedocs.findings import Term
from lpsedocs.site import addresses
from lpsedocs.site.pages import Page
from lpsedocs.site.pages.home import counts, severities
from lpsedocs.site.view import View

ORDER = 90


def pages(view: View) -> Iterator[Page]:
    """Yield the page."""
    yield Page(
        addresses.ABOUT,
        view.language.text("About this site"),
        "about.html",
        {"counts": counts(view), "severities": severities(view)},
        menu=(Term("Reference"), Term("About this site")),
    )
