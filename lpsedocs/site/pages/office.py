"""The office itself: its SOP, its periods and limits, and who held which role."""

from collections.abc import Iterator
from functools import partial

from lpsedocs.findings import Term
from lpsedocs.site import addresses
from lpsedocs.site.contents import blocks_of
from lpsedocs.site.editions import Ref
from lpsedocs.site.histories import past_of
from lpsedocs.site.pages import Page
from lpsedocs.site.searching import Part
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
        parts=partial(_people, view),
    )


def _people(view: View) -> Iterator[Part]:
    """Yield everybody whom the edition names, with the roles and what they rest on."""
    roster = view.records.get("roster")
    if roster is None:
        return
    for person in roster["people"] or ():
        held = (one for one in roster["roles"] or () if one["person"] == Ref(person["id"], is_person=True))
        roles = (" · ".join(filter(None, (view.word(one["role"].value), one["basis"]))) for one in held)
        texts = (person["position"], *(person["emails"] or ()), *roles)
        yield Part(f"orang-{person['id']}", person["name"], tuple(filter(None, texts)))
