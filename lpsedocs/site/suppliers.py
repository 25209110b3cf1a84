"""What the page of a supplier shows beside its record: contracts, how it was rated, what led to what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain

from lpsedocs.corpus import Entry
from lpsedocs.deadlines import approved_on, criticality_of, followers_of, is_continued
from lpsedocs.deadlines.days import days_after
from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.fields import Period
from lpsedocs.models.form import EvaluationForm
from lpsedocs.models.supplier import Engagement, Supplier
from lpsedocs.procedures import StepProgress
from lpsedocs.site.charts import scores
from lpsedocs.site.charts.scores import Band, Chart, Score
from lpsedocs.site.charts.timeline import Contract, timeline
from lpsedocs.site.editions import Ref
from lpsedocs.site.view import View


@dataclass(frozen=True)
class Served:
    """An engagement as a line of the table beside the chart."""

    engagement: Engagement
    contract: Contract
    is_in_force: bool
    days_left: int


@dataclass(frozen=True)
class Rated:
    """The scores by one form, and their chart."""

    form: str
    title: str
    chart: Chart
    left_out: int
    """How many earlier ones the chart has no room for."""


@dataclass(frozen=True)
class Chain:
    """From an evaluation to an engagement, as far as it went."""

    origin: str | None
    requirement: str
    kaks: tuple[str, ...]
    proposals: tuple[str, ...]
    engagements: tuple[tuple[str, str], ...]
    """The supplier and the id of what came of it."""
    stands_at: StepProgress | None
    """What is to be done next."""


def values_of(view: View, entry: Entry[Supplier]) -> dict[str, object]:
    """Return what the template of a supplier needs."""
    contracts = served(view, entry)
    lines = [one.contract for one in contracts]
    return {
        "served": contracts,
        "timeline": timeline(lines, view.corpus.today) if lines else None,
        "next_end": _next_end(contracts),
        "rated": tuple(rated(view, entry.name)) if view.is_office else (),
        "chains": chains(view, entry),
        "decided": decided(view, entry.name),
    }


# ---- Contracts


def served(view: View, entry: Entry[Supplier]) -> tuple[Served, ...]:
    """Return the engagements of a supplier by their first day."""
    ordered = sorted(entry.it.engagements, key=lambda one: (one.starts, one.id))
    return tuple(_served(view, entry, one) for one in ordered)


def _served(view: View, entry: Entry[Supplier], engagement: Engagement) -> Served:
    today = view.corpus.today
    contract = Contract(
        engagement.id,
        engagement.starts,
        engagement.ends,
        engagement.last_day,
        tuple(addendum.signed for addendum in engagement.addenda),
        _begin_by(view, entry, engagement),
    )
    is_over = entry.it.ended is not None and entry.it.ended.date <= today
    in_force = engagement.in_force_on(today) and not is_over
    return Served(engagement, contract, in_force, (engagement.last_day - today).days)


def _begin_by(view: View, entry: Entry[Supplier], engagement: Engagement) -> date | None:
    """Return from when on what follows has to be prepared; None where that is settled, or over."""
    lead = view.corpus.review.renewal_lead_days.get(criticality_of(entry.it))
    is_over = engagement.last_day < view.corpus.today or entry.it.ended is not None
    if not view.is_office or lead is None or is_over or is_continued(entry.it, engagement):
        return None
    return days_after(engagement.last_day, -lead)


def _next_end(contracts: tuple[Served, ...]) -> Served | None:
    """Return the engagement in force that lasts longest."""
    running = [one for one in contracts if one.is_in_force]
    return max(running, key=lambda one: one.days_left, default=None)


# ---- Evaluations


def rated(view: View, supplier: str) -> Iterator[Rated]:
    """Yield a chart for each form by which a supplier was rated; scales differ from form to form."""
    by_form: dict[str, list[Entry[Evaluation]]] = {}
    for entry in view.corpus.evaluations_of(supplier):
        if entry.it.submissions and entry.it.result is not None:
            by_form.setdefault(entry.it.form, []).append(entry)
    for id_, entries in by_form.items():
        form = view.corpus.find(EvaluationForm, id_)
        if form is not None:
            yield _rated(view, form, entries)


def _rated(view: View, form: Entry[EvaluationForm], entries: list[Entry[Evaluation]]) -> Rated:
    shown = entries[-scores.MOST :]
    scale = form.it.scale
    drawn = scores.chart(
        [_score(view, entry) for entry in shown],
        [Band(band.title, band.from_) for band in form.it.bands],
        Decimal(scale.minimum),
        Decimal(scale.maximum),
    )
    return Rated(form.name, form.it.title, drawn, len(entries) - len(shown))


def _score(view: View, entry: Entry[Evaluation]) -> Score:
    result = entry.it.result
    value = Decimal(result.score) if result and result.score else None
    return Score(_short(view, entry.it.period), value, approved_on(view.settled, entry.name) is not None)


def _short(view: View, period: Period) -> tuple[str, ...]:
    """Return a period in two short lines."""
    first, last = (_month(view, day) for day in (period.from_, period.until))
    if period.from_.year != period.until.year:
        return f"{first} {period.from_.year}–", f"{last} {period.until.year}"
    months = first if first == last else f"{first}–{last}"
    return months, str(period.until.year)


def _month(view: View, day: date) -> str:
    return view.language.day(day).split()[1][:3]


def decided(view: View, supplier: str) -> tuple[Entry[Decision], ...]:
    """Return the decisions on the evaluations of a supplier, the newest first."""
    names = (entry.name for entry in view.corpus.evaluations_of(supplier))
    found = chain.from_iterable(view.corpus.decisions_on(name) for name in names)
    shown = [entry for entry in found if view.page_of(entry.name)]
    return tuple(sorted(shown, key=lambda entry: (str(entry.it.date or ""), entry.name), reverse=True))


# ---- What led to what


def chains(view: View, entry: Entry[Supplier]) -> tuple[Chain, ...]:
    """Return the ways that led to a supplier's engagements, and those that lead on from it."""
    led = [_requirement_of(view, one.proposal) for one in entry.it.engagements if one.proposal]
    on = _following(view, entry) if view.is_office else ()
    names = dict.fromkeys(name for name in (*led, *on) if name and view.page_of(name))
    return tuple(_chain(view, name) for name in sorted(names))


def _requirement_of(view: View, proposal: str) -> str | None:
    shown = view.records.get(proposal)
    reference = shown["requirement"] if shown else None
    return reference.id if isinstance(reference, Ref) else None


def _following(view: View, entry: Entry[Supplier]) -> Iterator[str]:
    evaluations = view.corpus.evaluations_of(entry.name)
    yield from (found.name for one in evaluations for found in view.corpus.follow_ups_of(one.name))
    for engagement in entry.it.engagements:
        yield from (found.name for found in followers_of(view.corpus, entry, engagement))


def _chain(view: View, requirement: str) -> Chain:
    shown = view.records[requirement]
    origin = shown["origin"]
    proposals = tuple(e.name for e in view.corpus.proposals_of(requirement) if view.page_of(e.name))
    engagements = tuple(
        (supplier.name, one.id)
        for supplier in view.corpus.all(Supplier)
        for one in supplier.it.engagements
        if one.proposal in proposals
    )
    progress = view.settled.progress(requirement) if view.is_office else None
    return Chain(
        origin.id if isinstance(origin, Ref) else None,
        requirement,
        tuple(e.name for e in view.corpus.kaks_of(requirement) if view.page_of(e.name)),
        proposals,
        engagements,
        None if engagements or progress is None else progress.next,
    )
