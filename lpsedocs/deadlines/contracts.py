"""What ends: contracts, what has to follow them in time, their documents, and what the office has."""

from collections.abc import Iterable, Iterator
from datetime import date

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.deadlines.days import days_after
from lpsedocs.deadlines.due import Due, Duty
from lpsedocs.deadlines.monitoring import criticality_of
from lpsedocs.deadlines.steps import approved_on
from lpsedocs.findings import Message, Route, say
from lpsedocs.models.asset import Asset
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.supplier import Document, Engagement, Supplier
from lpsedocs.models.words import word


def due_renewals(corpus: Corpus) -> Iterator[Due]:
    """Yield the requirement that a running contract wants before its lead time begins, and has not got."""
    for entry in corpus.all(Supplier):
        lead = corpus.review.renewal_lead_days.get(criticality_of(entry.it))
        if entry.it.ended is None and lead is not None and not _is_to_end(corpus, entry.name):
            for index, engagement in enumerate(entry.it.engagements):
                if _wants_a_follower(corpus, entry, engagement):
                    yield _renewal(entry, index, engagement, lead)


def _wants_a_follower(corpus: Corpus, supplier: Entry[Supplier], engagement: Engagement) -> bool:
    is_over = engagement.last_day < corpus.today
    return not (
        is_over or is_continued(supplier.it, engagement) or followers_of(corpus, supplier, engagement)
    )


def _renewal(entry: Entry[Supplier], index: int, engagement: Engagement, lead: int) -> Due:
    what = say(
        "a requirement for what follows {engagement} (it ends on {ends}, lead time {days} days)",
        engagement=_named(engagement),
        ends=engagement.last_day,
        days=lead,
    )
    day = days_after(engagement.last_day, -lead)
    return Due(day, Duty.RENEWAL, entry, ("engagements", index, "ends"), what)


def _named(engagement: Engagement) -> Message:
    match engagement.basis:
        case "sla_instansi":
            return say("the SLA {number}", number=engagement.number)
        case "pks":
            return say("the PKS {number}", number=engagement.number)
    return say("the contract {number}", number=engagement.number)


def followers_of(
    corpus: Corpus, supplier: Entry[Supplier], engagement: Engagement
) -> tuple[Entry[Requirement], ...]:
    """Return the requirements for what follows an engagement: from it, or from an evaluation of it."""
    evaluations = [
        entry.name
        for entry in corpus.evaluations_of(supplier.name)
        if engagement.id in entry.it.engagements or not entry.it.engagements
    ]
    origins = (f"{supplier.name}/{engagement.id}", *evaluations)
    found = (entry for origin in origins for entry in corpus.follow_ups_of(origin))
    return tuple(entry for entry in found if entry.it.needed_from > engagement.starts)


def is_continued(supplier: Supplier, engagement: Engagement) -> bool:
    """Tell whether the supplier has a later engagement that joins on."""
    return any(
        later.starts <= days_after(engagement.last_day, 1) and later.last_day > engagement.last_day
        for later in supplier.engagements
    )


def _is_to_end(corpus: Corpus, supplier: str) -> bool:
    """Tell whether the last approved evaluation says that nothing shall follow."""
    approved = [e.it for e in corpus.evaluations_of(supplier) if approved_on(corpus, e.name) is not None]
    return bool(approved) and approved[-1].recommendation == "tidak_dilanjutkan"


def expiries(corpus: Corpus) -> Iterator[Due]:
    """Yield the last days of contracts, of their documents and of what the office has."""
    for supplier in corpus.all(Supplier):
        if supplier.it.ended is None:
            yield from _of_contracts(corpus, supplier)
    for asset in corpus.all(Asset):
        yield from _of_asset(corpus, asset)


def _of_contracts(corpus: Corpus, supplier: Entry[Supplier]) -> Iterator[Due]:
    engagements = supplier.it.engagements
    # Where none runs, the last one that ran still says since when.
    lasting = max((engagement.last_day for engagement in engagements), default=corpus.today)
    for index, engagement in enumerate(engagements):
        counts = engagement.last_day >= min(corpus.today, lasting)
        if counts and not is_continued(supplier.it, engagement):
            route: Route = ("engagements", index, "ends")
            yield Due(engagement.last_day, Duty.EXPIRY, supplier, route, _named(engagement))
        if engagement.in_force_on(corpus.today):
            yield from _of_documents(supplier, index, engagement)


def _of_documents(supplier: Entry[Supplier], index: int, engagement: Engagement) -> Iterator[Due]:
    reference = f"{supplier.name}/{engagement.id}"
    for position, document in enumerate(engagement.documents):
        day, later = document.valid_until, engagement.documents[position + 1 :]
        if day and not _is_replaced(document, later) and not _is_contract(document, engagement):
            what = say("the {kind} of {engagement}", kind=word(document.kind), engagement=reference)
            if document.kind == "lainnya":
                what = say("a document of {engagement}", engagement=reference)
            route: Route = ("engagements", index, "documents", position, "valid_until")
            yield Due(day, Duty.EXPIRY, supplier, route, what)


def _is_replaced(document: Document, later: Iterable[Document]) -> bool:
    return any(other.kind == document.kind and other.none is None for other in later)


def _is_contract(document: Document, engagement: Engagement) -> bool:
    """Tell whether it is the contract's own paper, which ends when the contract does."""
    return document.kind in ("kontrak", "sla", "pks") and document.valid_until == engagement.last_day


def _of_asset(corpus: Corpus, asset: Entry[Asset]) -> Iterator[Due]:
    day = last_day_of(corpus, asset.it)
    if day is not None:
        what = say("the asset {name}", name=asset.it.name)
        key = "engagement" if day == _contract_end(corpus, asset.it) else "valid_until"
        yield Due(day, Duty.EXPIRY, asset, (key,), what)


def last_day_of(corpus: Corpus, asset: Asset) -> date | None:
    """Return the last day on which the office has an asset: its own, or that of the contract behind it."""
    days = (asset.valid_until, _contract_end(corpus, asset))
    return min((day for day in days if day is not None), default=None)


def _contract_end(corpus: Corpus, asset: Asset) -> date | None:
    engaged = corpus.engagement(asset.engagement) if asset.engagement else None
    return engaged[1].last_day if engaged else None
