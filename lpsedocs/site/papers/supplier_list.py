"""Daftar Pendukung Layanan: the list of an office on one day, as every edition may show it."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from lpsedocs.corpus import Entry
from lpsedocs.findings import Message, Rupiah, Term, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.inspection import Inspection, InspectionFinding
from lpsedocs.models.supplier import Document, DocumentKind, Engagement, Supplier
from lpsedocs.models.words import word
from lpsedocs.site.editions import Shown
from lpsedocs.site.papers.paper import Paper
from lpsedocs.site.papers.procurement import last_accepting
from lpsedocs.site.papers.signatures import Signature, placed, signature
from lpsedocs.site.results import band_title
from lpsedocs.site.view import View

DOCUMENTS: Final[tuple[DocumentKind, ...]] = ("kak", "kontrak", "nda", "sla", "bast", "jaminan")
"""The kinds of documents that have a column of their own."""


_LACKING: Final = "D204"
"""The rule that a waiver lets a supplier break whose document is missing."""


class Holding(enum.StrEnum):
    """How a document of an engagement stands on a day."""

    THERE = "there"
    EXPIRED = "expired"
    OVER = "over"
    """It ended with its engagement, or after it."""
    MISSING = "missing"
    WITHOUT = "without"
    """A reason is given why there is none."""
    NOT_DUE = "not_due"


HOLDINGS: Final[dict[Holding, Term]] = {
    Holding.THERE: Term("there"),
    Holding.EXPIRED: Term("expired"),
    Holding.OVER: Term("over"),
    Holding.MISSING: Term("MISSING"),
    Holding.WITHOUT: Term("none, with a reason"),
    Holding.NOT_DUE: Term("–"),
}


@dataclass(frozen=True)
class Listed:
    """A supplier on the list, with the engagement that it serves under, or served under last."""

    name: str
    shown: Shown
    services: tuple[Message, ...]
    engagement: Engagement | None
    value: Rupiah | None
    """The value in force."""
    last_day: date | None
    days_left: int | None
    """Until the end of the engagement in force."""
    is_active: bool
    documents: tuple[Term, ...]
    others: tuple[Message, ...]
    missing: tuple[Message, ...]
    """The documents that the office's rules ask for and that are not there or no longer hold."""
    evaluated: "Latest | None"
    open: tuple["Open", ...]
    """What inspections found and nobody has closed, the latest first."""


@dataclass(frozen=True)
class Open:
    """A finding of an inspection that is not closed."""

    inspection: str
    finding: InspectionFinding


@dataclass(frozen=True)
class Latest:
    """The last approved evaluation of a supplier."""

    name: str
    period: Shown
    band: str


def supplier_list(view: View) -> Paper:
    """Return the list as of the day of the corpus; names and what is internal only in the office edition."""
    rows = tuple(_listed(view, entry) for entry in view.of_kind("supplier"))
    return Paper(
        "daftar-pendukung-layanan",
        say("List of support-service suppliers"),
        "papers/supplier-list.html",
        subtitle=say("As of {day}", day=view.corpus.today),
        signatures=_signatures(view),
        parts={
            "rows": rows,
            "kinds": DOCUMENTS,
            "active": sum(row.is_active for row in rows),
            "open": sum(len(row.open) for row in rows),
            "lacking": [(row.shown["name"], row.missing) for row in rows if row.missing and row.is_active],
        },
        is_landscape=True,
    )


def _signatures(view: View) -> tuple[Signature, ...]:
    if not view.is_office:
        return ()
    heads = view.holders.get("kepala_lpse", ())
    head = heads[0].person if len(heads) == 1 else None
    place = placed(view, view.corpus.today)
    known = signature(view, say("Known by"), head, "kepala_lpse", None)
    # Whichever Pengelola prints it writes his name.
    drawn = signature(view, say("Drawn up by"), None, "pengelola", None)
    return known, Signature(drawn.lead, drawn.position, drawn.name, place)


def _listed(view: View, entry: Entry[Supplier]) -> Listed:
    supplier, today = entry.it, view.corpus.today
    engagement = current_engagement(supplier, today)
    documents = _standing(view, entry.name, engagement) if engagement else {}
    last = engagement.last_day if engagement else None
    is_active = supplier.is_active_on(today)
    return Listed(
        entry.name,
        view.records[entry.name],
        tuple(Message(word(service).text) for service in supplier.services),
        engagement,
        _value(engagement) if engagement else None,
        last,
        (last - today).days if last and is_active else None,
        is_active,
        tuple(HOLDINGS[documents.get(kind, Holding.NOT_DUE)] for kind in DOCUMENTS),
        tuple(
            say("{kind}: {state}", kind=word(kind), state=HOLDINGS[state])
            for kind, state in documents.items()
            if kind not in DOCUMENTS
        ),
        tuple(
            say("{kind}: {state}", kind=word(kind), state=HOLDINGS[state])
            for kind, state in documents.items()
            if state in (Holding.MISSING, Holding.EXPIRED)
        ),
        _latest(view, entry) if view.is_office else None,
        tuple(_open(view, entry.name)) if view.is_office else (),
    )


def current_engagement(supplier: Supplier, day: date) -> Engagement | None:
    """Return the engagement in force on a day, the newest of several; else the one that ended last."""
    in_force = [one for one in supplier.engagements if one.in_force_on(day)]
    return max(in_force or supplier.engagements, key=lambda one: (one.last_day, one.id), default=None)


def _value(engagement: Engagement) -> Rupiah | None:
    """Return the value in force: that of the last addendum that changed it, else the contract's."""
    changed = (addendum.value for addendum in reversed(engagement.addenda) if addendum.value is not None)
    value = next(changed, engagement.value)
    return Rupiah(value) if value is not None else None


def _standing(view: View, supplier: str, engagement: Engagement) -> dict[DocumentKind, Holding]:
    """Return how each kind of document stands: those that are due, and those that are on the list besides."""
    office, today = view.corpus.organization, view.corpus.today
    waivers = [one for one in (office.waivers if office else ()) if one.until >= today]
    is_waived = any((one.rule, one.record) == (_LACKING, supplier) for one in waivers)
    lack = Holding.WITHOUT if is_waived else Holding.MISSING
    due = view.corpus.required_documents(engagement.basis)
    kinds = dict.fromkeys((*due, *(document.kind for document in engagement.documents)))
    expired = Holding.EXPIRED if engagement.in_force_on(today) else Holding.OVER
    held = {
        kind: [_state(one, today, expired) for one in engagement.documents if one.kind == kind]
        for kind in kinds
    }
    return {kind: min(states, key=list(Holding).index, default=lack) for kind, states in held.items()}


def _state(document: Document, today: date, expired: Holding) -> Holding:
    if document.none is not None:
        return Holding.WITHOUT
    is_over = document.valid_until is not None and document.valid_until < today
    return expired if is_over else Holding.THERE


def _open(view: View, supplier: str) -> Iterator[Open]:
    by_period = sorted(view.corpus.all(Inspection), key=lambda one: one.it.period.until, reverse=True)
    for inspection in by_period:
        for inspected in inspection.it.suppliers:
            if inspected.supplier == supplier:
                yield from (Open(inspection.name, one) for one in inspected.findings if one.closed is None)


def _latest(view: View, entry: Entry[Supplier]) -> Latest | None:
    """Return the last evaluation of a supplier that was approved as it now is."""
    for found in reversed(view.corpus.evaluations_of(entry.name)):
        if found.it.result and last_accepting(view, found, "disetujui"):
            return _in_short(view, found)
    return None


def _in_short(view: View, found: Entry[Evaluation]) -> Latest:
    result = found.it.result
    assert result is not None
    band = band_title(view, view.corpus.form_of(found.it), result.band)
    return Latest(found.name, view.records[found.name]["period"], band)
