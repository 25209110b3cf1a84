"""The list of each kind of record, and a page for each record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from lpsedocs.corpus import Entry
from lpsedocs.deadlines import approved_on
from lpsedocs.findings import Term
from lpsedocs.models import kind_named
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.shapes import slot_at_or_none
from lpsedocs.models.supplier import Supplier
from lpsedocs.site import addresses, suppliers
from lpsedocs.site.contents import blocks_of
from lpsedocs.site.editions import Shown
from lpsedocs.site.histories import past_of
from lpsedocs.site.notices import lateness
from lpsedocs.site.pages import Page, searched
from lpsedocs.site.papers import has_paper, paper_or_none
from lpsedocs.site.results import band_title, ranked_band
from lpsedocs.site.searching import lines_of
from lpsedocs.site.statuses import DRAFT, Status
from lpsedocs.site.view import PLURALS, View

ORDER = 30

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "requirement": ("title", "unit", "kind", "needed_from"),
    "kak": ("title", "requirement", "estimate"),
    "proposal": ("title", "requirement", "package.method", "package.pagu_paket", "result.outcome"),
    "supplier": ("name", "services", "criticality", "city"),
    "asset": ("name", "kind", "quantity", "unit", "in_use", "engagement", "valid_until"),
    "inspection": ("period", "inspected"),
    "form": ("title", "in_force"),
    "evaluation": ("supplier", "period", "result.score", "result.band", "recommendation"),
    "filing": ("record", "filed", "archive"),
}
"""What the list of a kind shows of each record, beside its id and where it stands."""
LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "evaluation": (),
    "proposal": (),
    "supplier": ("engagements",),
    "form": ("criteria", "bands", "gates"),
}
"""What a kind's own template shows in its own way."""
EARLIER = 4
"""How many earlier evaluations the page of one shows."""
NEWEST_FIRST = frozenset({"requirement", "kak", "proposal", "evaluation", "inspection", "filing"})
WITHHELD: Mapping[str, Term] = {
    "evaluation": Term(
        "Scores, evidence, the recommendation and notes on decisions are for the LPSE alone "
        "and don't stand here."
    ),
    "inspection": Term(
        "Which suppliers and documents were inspected and what was found is for the LPSE alone "
        "and doesn't stand here."
    ),
}
"""Why a page of the public edition says little."""
SUMMARIES: Mapping[str, Term] = {
    "kak": Term("Terms of reference, each for one requirement."),
    "supplier": Term("Companies and institutions that support the LPSE's services."),
    "form": Term("Forms; once an evaluation cites one, it never changes."),
    "evaluation": Term("Evaluations of suppliers, each over one period."),
    "filing": Term("Records that were documented, and files that were closed."),
}
"""What a list is of, where the words for one record of the kind don't fit all of them."""


@dataclass(frozen=True)
class Column:
    """A column of a list."""

    title: str
    values: tuple[Any, ...]
    """The value of each record."""
    is_last_day: bool = False
    """Whether what it shows ends on that day."""


def pages(view: View) -> Iterator[Page]:
    """Yield the lists and the records."""
    for kind in COLUMNS:
        if view.has_list(kind):
            yield _list(view, kind)
    for entry in view.entries:
        page = view.page_of(entry.name)
        if page is not None and page != addresses.OFFICE:
            yield _record(view, entry, page)


def _list(view: View, kind: str) -> Page:
    return Page(
        addresses.list_page(kind),
        view.language.text(PLURALS[kind].text),
        "list.html",
        partial(_listed, view, kind),
        menu=(Term("Records"), PLURALS[kind]),
        is_wide=True,
    )


def _listed(view: View, kind: str) -> Mapping[str, object]:
    entries = view.of_kind(kind)
    if kind in NEWEST_FIRST:
        entries = tuple(sorted(entries, key=lambda entry: _newest(entry), reverse=True))
    statuses = [view.status_of(entry.name) for entry in entries]
    late = [lateness(view, entry.name) for entry in entries]
    return {
        "summary": SUMMARIES.get(kind, Term(kind_named(kind).summary)),
        "entries": entries,
        "columns": columns(view, kind, entries),
        "statuses": statuses if any(statuses) or any(late) else None,
        "late": late,
        "unreadable": [e for e in view.corpus.entries if e.record is None and e.kind.name == kind]
        if view.is_office
        else [],
    }


def _newest(entry: Entry[Any]) -> tuple[str, str]:
    record = entry.record
    day = getattr(record, "date", None) or getattr(getattr(record, "period", None), "until", None)
    day = day or getattr(getattr(record, "filed", None), "date", None)
    return str(day or ""), entry.name


def columns(view: View, kind: str, entries: tuple[Entry[Any], ...]) -> tuple[Column, ...]:
    """Return the columns of a list that say something for any record."""
    found = [
        Column(_title(kind, path), tuple(_value(view, e, path) for e in entries), path == "valid_until")
        for path in COLUMNS[kind]
    ]
    return tuple(column for column in found if any(value is not None for value in column.values))


def _title(kind: str, path: str) -> str:
    slot = slot_at_or_none(kind_named(kind).model, tuple(path.split(".")))
    assert slot is not None
    return slot.title


def _value(view: View, entry: Entry[Any], path: str) -> Any:
    """Return what a list shows of a record; of a result, what a page shows too."""
    value = _at(view.records[entry.name], path)
    if value is not None and path == "result.score":
        return Decimal(value)
    if value is not None and path == "result.band":
        return ranked_band(view, view.corpus.form_of(entry.it), value)
    return value


def _at(shown: Shown, path: str) -> Any:
    value: Any = shown
    for key in path.split("."):
        value = value[key] if isinstance(value, Shown) else None
    return value


def _record(view: View, entry: Entry[Any], address: str) -> Page:
    shown = view.records.get(entry.name)
    name = address.rstrip("/").partition("/")[2]
    if shown is None:
        return Page(address, name, "unreadable.html", partial(_common, view, entry, name), source=entry.path)
    has_own_template = entry.kind.name in LEFT_OUT
    template = f"records/{entry.kind.name}.html" if has_own_template else "record.html"
    return Page(
        address,
        _page_title(view, entry, name),
        template,
        lambda: {**_common(view, entry, name), **_values(view, entry, shown)},
        source=entry.path,
        is_wide=has_own_template or has_paper(view, entry.name),
        finds=partial(_search, view, entry, shown),
    )


def _page_title(view: View, entry: Entry[Any], name: str) -> str:
    """Return what a page is called; a filing, whose id is that of its record, begins with what it is."""
    title = view.title_of(entry.name)
    return f"{title} ({name})" if entry.kind.name == "filing" else f"{name} {title}"


def _common(view: View, entry: Entry[Any], name: str) -> Mapping[str, object]:
    return {"entry": entry, "name": name, "kind": entry.kind, "past": past_of(view, entry)}


def _values(view: View, entry: Entry[Any], shown: Shown) -> Mapping[str, object]:
    paper = paper_or_none(view, entry.name)
    on_paper = set(shown.cells) - set(paper.rest) if paper else LEFT_OUT.get(entry.kind.name, ())
    return {
        "record": shown,
        "paper": paper,
        "blocks": blocks_of(shown, ("id", "title", "name", *on_paper)),
        "status": view.status_of(entry.name),
        "progress": view.progress_of(entry.name),
        "decisions": view.lying_on(entry.name, "decision"),
        "filings": view.lying_on(entry.name, "filing"),
        "heading": view.title_of(entry.name),
        "withheld": None if view.is_office else WITHHELD.get(entry.kind.name),
        **_more(view, entry),
    }


def _search(view: View, entry: Entry[Any], shown: Shown) -> str:
    return searched(lines_of(view, entry, shown))


def _more(view: View, entry: Entry[Any]) -> dict[str, object]:
    """Return what a kind's own template needs beside its record."""
    match entry.record:
        case Evaluation() as evaluation:
            return {
                "form": view.corpus.form_of(evaluation) if view.is_office else None,
                "rating": rating(view, entry.name),
                "earlier": _earlier(view, entry),
            }
        case Supplier():
            return {"ratings": ratings(view, entry.name), **suppliers.values_of(view, entry)}
    return {}


@dataclass(frozen=True)
class Rating:
    """An evaluation in one line; without a score where the edition shows none."""

    name: str
    period: Shown
    score: str | None
    band: str | None
    recommendation: str | None
    status: Status | None
    draft: Status | None
    """That it was never submitted, so that all of it may still change."""
    is_awaited: bool
    """Whether it has a result that the Kepala has not approved."""


def _earlier(view: View, entry: Entry[Evaluation]) -> list[Rating]:
    """Return the last evaluations of the supplier before one, the newest first."""
    others = [other for other in view.corpus.evaluations_of(entry.it.supplier) if other.name != entry.name]
    earlier = [other for other in others if other.it.period.until <= entry.it.period.until]
    return [rating(view, other.name) for other in reversed(earlier[-EARLIER:]) if view.page_of(other.name)]


def ratings(view: View, supplier: str) -> tuple[Rating, ...]:
    """Return the evaluations of a supplier, the newest first."""
    entries = reversed(view.corpus.evaluations_of(supplier))
    return tuple(rating(view, entry.name) for entry in entries if view.page_of(entry.name))


def rating(view: View, name: str) -> Rating:
    """Return an evaluation in one line."""
    shown = view.records[name]
    result, recommendation = shown["result"], shown["recommendation"]
    entry = view.corpus.find(Evaluation, name)
    form = view.corpus.form_of(entry.it) if entry else None
    is_draft = view.is_office and entry is not None and not entry.it.submissions
    return Rating(
        name,
        shown["period"],
        result["score"] if result else None,
        band_title(view, form, result["band"]) if result else None,
        view.word(recommendation.value) if recommendation else None,
        view.status_of(name),
        DRAFT if is_draft else None,
        is_awaited=result is not None and approved_on(view.settled, name) is None,
    )
