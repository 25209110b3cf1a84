"""The office at a glance: contracts that need a successor, suppliers by band, the months of the year."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from lpsedocs.corpus import Entry
from lpsedocs.deadlines import (
    Duty,
    criticality_of,
    followers_of,
    is_continued,
    submitted_evaluations,
)
from lpsedocs.findings import Term
from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.supplier import Engagement, Supplier
from lpsedocs.site.pages.records import Rating, rating
from lpsedocs.site.view import View

SOON: Final = timedelta(days=60)
"""How long before its lead time begins a contract is named."""
MONTHS: Final = 12
LONGEST: Final = 22
"""How many signs of a band's title fit into the chart."""


# ---- Contracts


@dataclass(frozen=True)
class Ending:
    """An engagement that ends within its lead time, or nearly so."""

    supplier: Entry[Supplier]
    engagement: Engagement
    days: int
    """How many are left."""
    acts_by: date
    """The day on which the lead time begins: by then the requirement has to be there."""
    is_late: bool
    followers: tuple[Entry[Requirement], ...]
    """The requirements that there are for what follows."""


def endings(view: View) -> tuple[Ending, ...]:
    """Return the engagements that need a successor now or soon, the nearest end first."""
    found = (_ending(view, s, e) for s in view.corpus.all(Supplier) for e in _running(view, s.it))
    return tuple(sorted((one for one in found if one), key=lambda one: (one.days, one.supplier.name)))


def _running(view: View, supplier: Supplier) -> Iterator[Engagement]:
    if supplier.ended is None and view.is_office:
        for engagement in supplier.engagements:
            if engagement.in_force_on(view.corpus.today) and not is_continued(supplier, engagement):
                yield engagement


def _ending(view: View, supplier: Entry[Supplier], engagement: Engagement) -> Ending | None:
    lead = view.corpus.review.renewal_lead_days.get(criticality_of(supplier.it))
    days = (engagement.last_day - view.corpus.today).days
    if lead is None or days > lead + SOON.days:
        return None
    acts_by = view.corpus.today + timedelta(days=days - lead)
    followers = followers_of(view.corpus, supplier, engagement)
    return Ending(supplier, engagement, days, acts_by, days < lead and not followers, followers)


# ---- Suppliers by band


@dataclass(frozen=True)
class BandCount:
    """The suppliers that last got a band."""

    title: str
    ratings: tuple[tuple[Entry[Supplier], Rating | None], ...]
    """The suppliers, each with its evaluation; None where there is none."""

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.ratings)

    @property
    def short_title(self) -> str:
        """The title as long as the chart has room for it."""
        return self.title if len(self.title) <= LONGEST else f"{self.title[: LONGEST - 1]}…"


def by_band(view: View) -> tuple[BandCount, ...]:
    """Return the active suppliers by the band of their last evaluation that was handed in, the best first."""
    if not view.is_office:
        return ()
    ranked: dict[str, tuple[int, list[tuple[Entry[Supplier], Rating | None]]]] = {}
    for supplier in view.corpus.active_suppliers(view.corpus.today):
        rank, title, found = _band(view, supplier.name)
        ranked.setdefault(title, (rank, []))[1].append((supplier, found))
    ordered = sorted(ranked.items(), key=lambda item: (item[1][0], item[0]))
    return tuple(BandCount(title, tuple(ratings)) for title, (_, ratings) in ordered)


def _band(view: View, supplier: str) -> tuple[int, str, Rating | None]:
    """Return the rank and the title of the band that a supplier got last; what has no band comes last."""
    last = next(iter(reversed(submitted_evaluations(view.corpus, supplier))), None)
    found = rating(view, last.name) if last and view.page_of(last.name) else None
    if last is None or found is None or found.band is None or last.it.result is None:
        return 99, view.language.text("no evaluation yet"), None
    form = view.corpus.form_of(last.it)
    ids = [band.id for band in form.bands] if form else []
    rank = ids.index(last.it.result.band) if last.it.result.band in ids else 98
    return rank, found.band, found


# ---- The year


@dataclass(frozen=True)
class Month:
    """What falls into a month."""

    first: date
    is_now: bool
    has_dues: bool
    """Whether the calendar has a heading for it."""
    endings: int
    inspections: int
    """How many are due."""
    inspected: int
    evaluations: int
    """How many are due."""
    evaluated: int
    decided: int


def year(view: View) -> tuple[Month, ...]:
    """Return the twelve months of this year; nothing in the public edition."""
    if not view.is_office:
        return ()
    today = view.corpus.today
    ends, inspections, evaluations = (_counted(view, kind) for kind in _COUNTED)
    inspected, evaluated, decided = map(_by_month, _done(view))
    coming = [due for due in view.dues if due.day >= today]
    return tuple(
        Month(
            date(today.year, month, 1),
            month == today.month,
            any((due.day.year, due.day.month) == (today.year, month) for due in coming),
            ends[today.year, month],
            inspections[today.year, month],
            inspected[today.year, month],
            evaluations[today.year, month],
            evaluated[today.year, month],
            decided[today.year, month],
        )
        for month in range(1, MONTHS + 1)
    )


_COUNTED: Final = (Duty.EXPIRY, Duty.INSPECTION, Duty.EVALUATION)


def _counted(view: View, kind: Duty) -> Mapping[tuple[int, int], int]:
    """Count the due dates of a kind; of what expires, only the engagements."""
    of_kind = (due for due in view.dues if due.kind is kind)
    return _by_month(due.day for due in of_kind if kind is not Duty.EXPIRY or due.route[-1] == "ends")


def _done(view: View) -> Iterator[Iterator[date]]:
    """Yield the days of inspections, those on which evaluations were handed in, and those of decisions."""
    corpus = view.settled
    yield (entry.it.inspected.date for entry in corpus.all(Inspection) if entry.it.inspected)
    yield (entry.it.submissions[-1].date for entry in corpus.all(Evaluation) if entry.it.submissions)
    yield (entry.it.date for entry in corpus.all(Decision) if entry.it.date)


def _by_month(days: Iterator[date]) -> Mapping[tuple[int, int], int]:
    return Counter((day.year, day.month) for day in days)


COLUMNS: Final = (
    Term("Contracts end"),
    Term("Inspect"),
    Term("Evaluate"),
    Term("Decided"),
)
"""What the columns of the year are called."""
