"""Daftar Istilah: the terms of the SOP, and the words that this site uses; the template has them."""

from collections.abc import Iterator

from lpsedocs.findings import Term
from lpsedocs.site import addresses
from lpsedocs.site.pages import Page
from lpsedocs.site.view import View

ORDER = 80


def pages(view: View) -> Iterator[Page]:
    """Yield the glossary."""
    title = Term("Glossary")
    yield Page(
        addresses.GLOSSARY,
        view.language.text(title.text),
        "glossary.html",
        menu=(Term("Reference"), title),
    )
