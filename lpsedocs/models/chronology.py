"""The days in a record: which of them are of the past, and in which order they come.

Knows single records; the order across records is that of the procedures.
"""

import datetime
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from lpsedocs.findings import Message, Route, Term, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.fields import Act, Model
from lpsedocs.models.fitting import label_of
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.kak import Kak
from lpsedocs.models.organization import Organization
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.supplier import Engagement, Supplier

_FACTS: Final = frozenset({"date", "created", "signed", "closed"})
"""The keys of days on which something has happened; others plan ahead, or say how long something holds."""
_OF_A_SECTION: Final = frozenset({"date", "by", "to"})
"""The keys that every section about a step may have."""


class Dated(NamedTuple):
    """A day in a record, and the way to it."""

    route: Route
    day: datetime.date


Sequel: TypeAlias = Sequence[Dated]
"""Days that follow each other, or fall on the same day."""


def past_days(record: Model) -> Iterator[Dated]:
    """Yield the days on which something has happened, as the record says."""
    if isinstance(record, Supplier):
        # The day on which a supplier leaves the list may be known ahead.
        record = record.model_copy(update={"ended": None})
    return _facts(record, ())


def _facts(value: object, route: Route) -> Iterator[Dated]:
    match value:
        case datetime.date() if route[-1] in _FACTS:
            yield Dated(route, value)
        case Model():
            for key, inner in value:
                yield from _facts(inner, (*route, key))
        case tuple():
            for index, inner in enumerate(value):
                yield from _facts(inner, (*route, index))


def sequels(record: Model) -> Iterator[Sequel]:
    """Yield the days of a record that can't run backwards."""
    match record:
        case Requirement():
            return _of_requirement(record)
        case Kak():
            return _of_kak(record)
        case Proposal():
            return _of_proposal(record)
        case Supplier():
            return _of_supplier(record)
        case Inspection():
            return _of_inspection(record)
        case Evaluation():
            return _of_evaluation(record)
        case Organization(sop=sop):
            return iter([(Dated(("sop", "effective"), sop.effective), *_at(("sop", "revised"), sop.revised))])
    return iter(())


def named(record: Model, route: Route) -> Message:
    """Return what people call a day or a person in a record: the title of field or section, and the path."""
    # In a section, "date" alone says little: there the section is what people know.
    inside = route[:-1] if route[-1] in _OF_A_SECTION and len(route) > 1 else route
    path = ".".join(str(step + 1) if isinstance(step, int) else step for step in route)
    return say("{label} ({key})", label=label_of(type(record), inside) or Term(path), key=path)


def _of_requirement(record: Requirement) -> Iterator[Sequel]:
    availability = _of("availability", record.availability)
    budget = _of("budget", record.budget)
    yield (Dated(("created",), record.created), *_of("submitted", record.submitted), *availability, *budget)
    yield (*availability, *_of("recommendation", record.recommendation))
    if record.budget and record.budget.document:
        yield (Dated(("budget", "document", "date"), record.budget.document.date), *budget)


def _of_kak(record: Kak) -> Iterator[Sequel]:
    sent = _of_each("sent", record.sent)
    yield (*_of("drafted", record.drafted), *sent)
    yield (*sent[:1], *_of_each("corrections", record.corrections))


def _of_proposal(record: Proposal) -> Iterator[Sequel]:
    yield (
        *_of("submitted", record.submitted),
        *_of("result", record.result),
        *_of("list_check", record.list_check),
    )


def _of_supplier(record: Supplier) -> Iterator[Sequel]:
    listed = _of("listed", record.listed)
    yield (*listed, *_of("ended", record.ended))
    for update in _of_each("updates", record.updates):
        yield (*listed, update)
    for index, engagement in enumerate(record.engagements):
        recorded = Dated(("engagements", index, "recorded", "date"), engagement.recorded.date)
        yield (*listed, recorded)
        yield from _of_engagement(engagement, ("engagements", index), recorded)


def _of_engagement(engagement: Engagement, route: Route, recorded: Dated) -> Iterator[Sequel]:
    # Work may begin before the paper is signed; but what is signed later can't be entered earlier.
    signed = Dated((*route, "signed"), engagement.signed)
    yield (signed, recorded)
    addenda = (Dated((*route, "addenda", i, "signed"), a.signed) for i, a in enumerate(engagement.addenda))
    yield (signed, *addenda)


def _of_inspection(record: Inspection) -> Iterator[Sequel]:
    inspected = _of("inspected", record.inspected)
    yield (Dated(("period", "from"), record.period.from_), *inspected)
    for position, supplier in enumerate(record.suppliers):
        for index, finding in enumerate(supplier.findings):
            closed = _at(("suppliers", position, "findings", index, "closed"), finding.closed)
            yield (*inspected, *closed)


def _of_evaluation(record: Evaluation) -> Iterator[Sequel]:
    evaluated = _of("evaluated", record.evaluated)
    yield (Dated(("period", "from"), record.period.from_), *evaluated)
    yield _of_each("submissions", record.submissions)
    if record.terminated:
        yield (Dated(("terminated", "date"), record.terminated.date), *evaluated)


def _of(key: str, act: Act | None) -> Sequel:
    return _at((key, "date"), act.date if act else None)


def _of_each(key: str, acts: Sequence[Act]) -> Sequel:
    return [Dated((key, index, "date"), act.date) for index, act in enumerate(acts)]


def _at(route: Route, day: datetime.date | None) -> Sequel:
    return () if day is None else (Dated(route, day),)
