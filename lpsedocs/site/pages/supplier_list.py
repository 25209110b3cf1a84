"""Daftar Pendukung Layanan, laid out as the office prints it."""

from collections.abc import Iterator

from lpsedocs.findings import Term
from lpsedocs.site import addresses
from lpsedocs.site.pages import Page
from lpsedocs.site.papers import supplier_list
from lpsedocs.site.view import View

ORDER = 35


def pages(view: View) -> Iterator[Page]:
    """Yield the list."""
    paper = supplier_list(view)
    yield Page(
        addresses.SUPPLIER_LIST,
        view.language.say(paper.title),
        "supplier-list.html",
        lambda: {"paper": paper},
        menu=(Term("Records"), Term("List of support-service suppliers")),
        is_wide=True,
    )
