"""The office itself: its SOP, its periods and limits, and who held which role."""

from collections.abc import Iterator

from lpsedocs.findings import Term
from lpsedocs.site import addresses
from lpsedocs.site.contents import blocks_of
from lpsedocs.site.histories import past_of
from lpsedocs.site.pages import Page
from lpsedocs.site.view import View

ORDER = 70


def pages(view: View) -> Iterator[Page]:
    """Yield the page of the office."""
    organization, roster = view.records.get("organization"), view.records.get("roster")
    files = [e for e in view.corpus.entries if e.kind.name in ("organization", "roster")]
    yield Page(
        addresses.OFFICE,
        view.language.text("The office"),
        "office.html",
        lambda: {
            "organization": organization,
            "blocks": blocks_of(organization, ("name", "waivers", "severities")) if organization else (),
            "roster": roster,
            "roster_blocks": blocks_of(roster, ("people", "roles")) if roster else (),
            "files": files,
            "pasts": {entry.name: past_of(view, entry) for entry in files if view.is_office},
        },
        menu=(Term("Reference"), Term("The office")),
    )
