"""The next inspection and evaluations, and what was promised in the last ones."""

from collections.abc import Iterator
from datetime import date
from textwrap import shorten
from typing import Any

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.deadlines.days import months_after
from lpsedocs.deadlines.due import Due, Duty
from lpsedocs.findings import Route, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.supplier import Criticality, Supplier
from lpsedocs.models.words import glossed


def due_inspections(corpus: Corpus) -> Iterator[Due]:
    """Yield the next inspection: some months after the last one's period, or after the list began."""
    months = corpus.review.inspection_every_months
    inspected = [entry for entry in corpus.all(Inspection) if entry.it.inspected is not None]
    suppliers = corpus.active_suppliers(corpus.today)
    if not suppliers:
        return
    if inspected:
        last = max(inspected, key=lambda entry: entry.it.period.until)
        since = last.it.period.until
        what = say("the next inspection ({months} months after {since})", months=months, since=since)
        yield Due(months_after(since, months), Duty.INSPECTION, last, ("period", "until"), what, step="3.1")
    else:
        first = min(suppliers, key=lambda entry: served_since(entry.it))
        since = served_since(first.it)
        what = say("the first inspection ({months} months after {since})", months=months, since=since)
        yield Due(months_after(since, months), Duty.INSPECTION, first, ("listed", "date"), what, step="3.1")


def due_evaluations(corpus: Corpus) -> Iterator[Due]:
    """Yield the next evaluation of each active supplier: some months after the last one's period."""
    for entry in corpus.active_suppliers(corpus.today):
        months = corpus.review.evaluation_every_months.get(criticality_of(entry.it))
        if months is not None:
            periods = [evaluation.it.period for evaluation in submitted_evaluations(corpus, entry.name)]
            since = max((period.until for period in periods), default=served_since(entry.it))
            what = say(
                "the next evaluation of {supplier} "
                "(criticality {criticality}: {months} months after {since})",
                supplier=entry.it.name,
                criticality=glossed(criticality_of(entry.it)),
                months=months,
                since=since,
            )
            day = months_after(since, months)
            yield Due(day, Duty.EVALUATION, entry, ("criticality",), what, step="3.2")


def criticality_of(supplier: Supplier) -> Criticality:
    """Return how much the LPSE depends on a supplier; unset counts as little."""
    return supplier.criticality or "rendah"


def served_since(supplier: Supplier) -> date:
    """Return the day from which the supplier both served and stood on the list."""
    first = min((engagement.starts for engagement in supplier.engagements), default=supplier.listed.date)
    return max(first, supplier.listed.date)


def submitted_evaluations(corpus: Corpus, supplier: str) -> tuple[Entry[Evaluation], ...]:
    """Return a supplier's evaluations that were handed in, by the end of their period; a draft is none."""
    return tuple(entry for entry in corpus.evaluations_of(supplier) if entry.it.submissions)


def due_follow_ups(corpus: Corpus) -> Iterator[Due]:
    """Yield the findings of inspections and the actions of evaluations that are not closed."""
    for inspection in corpus.all(Inspection):
        yield from _findings(inspection)
    for evaluation in corpus.all(Evaluation):
        if evaluation.it.submissions:
            yield from _actions(evaluation, _closed_actions(corpus, evaluation.name))


def _findings(inspection: Entry[Inspection]) -> Iterator[Due]:
    for index, supplier in enumerate(inspection.it.suppliers):
        for position, finding in enumerate(supplier.findings):
            if finding.closed is None:
                route: Route = ("suppliers", index, "findings", position, "due")
                yield _promise(inspection, route, finding.due, finding.follow_up, supplier.supplier)


def _actions(evaluation: Entry[Evaluation], closed: frozenset[str]) -> Iterator[Due]:
    for index, action in enumerate(evaluation.it.actions):
        if _plain(action.what) not in closed:
            route: Route = ("actions", index, "due")
            yield _promise(evaluation, route, action.due, action.what, evaluation.it.supplier)


def _promise(entry: Entry[Any], route: Route, day: date, text: str, supplier: str) -> Due:
    whole = say("'{text}' ({supplier})", text=" ".join(text.split()), supplier=supplier)
    what = say(whole.template, text=shorten(text, 80, placeholder=" …"), supplier=supplier)
    return Due(day, Duty.FOLLOW_UP, entry, route, what, whole=whole)


def _closed_actions(corpus: Corpus, evaluation: str) -> frozenset[str]:
    follow_ups = [f for filing in corpus.filings_of(evaluation) for f in filing.it.follow_ups]
    return frozenset(_plain(follow_up.action) for follow_up in follow_ups if follow_up.closed)


def _plain(text: str) -> str:
    """Return what identifies an action: its words, however they are set."""
    return " ".join(text.casefold().split()).rstrip(".")
