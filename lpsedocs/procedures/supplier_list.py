"""Procedure 2, by proposal: from what came of the procurement to the supplier's documents."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lpsedocs.likeness import is_same_name, is_same_npwp
from lpsedocs.models.filing import Filing
from lpsedocs.models.proposal import Proposal, Result
from lpsedocs.models.supplier import DocumentKind, Engagement, Supplier, Update
from lpsedocs.procedures.replay import Act, Held, Mark, Progress, act_at, act_of, closing, present, replay
from lpsedocs.procedures.sop import step


@dataclass(frozen=True)
class ListFile:
    """A proposal with the supplier list."""

    proposal: Held[Proposal]
    suppliers: tuple[Held[Supplier], ...] = ()
    """The whole list."""
    required: tuple[DocumentKind, ...] = ()
    """The kinds of documents that the engagement must have."""
    filings: tuple[Held[Filing], ...] = ()
    """Of the proposal or its requirement."""


@dataclass(frozen=True)
class _Engaged:
    """An engagement that came of the proposal."""

    supplier: Held[Supplier]
    index: int
    engagement: Engagement

    @property
    def act(self) -> Act:
        """Its entry on the list."""
        return act_of("2.4", self.supplier, ("engagements", self.index, "recorded"), self.engagement.recorded)


def replay_list(file: ListFile) -> Progress:
    """Follow the proposal from its hand-over (1.7), without which nothing can come of it."""
    proposal, record = file.proposal, file.proposal.record
    handed_in = act_at("1.7", proposal, "submitted", record.submitted)
    result = act_at("2.1", proposal, "result", record.result)
    check = act_at("2.2", proposal, "list_check", record.list_check)
    listed, engaged = _listed(file), tuple(_engaged(file))
    goes_on = record.result is None or record.result.outcome == "berkontrak"
    is_new = record.list_check is None or record.list_check.result == "tidak_terdaftar"
    marks = (
        Mark(step("2.1"), proof=result, recorded=result),
        Mark(step("2.2"), proof=check, recorded=check, applies=goes_on),
        Mark(step("2.3"), proof=listed, recorded=listed, applies=goes_on and is_new),
        replace(_documented(file, engaged), applies=goes_on),
    )
    acts = (*present((result, check, listed)), *(one.act for one in engaged), *_updates(file, engaged))
    prior = Mark(step("1.7"), proof=handed_in, recorded=handed_in)
    return replay(proposal.name, marks, acts, prior=(prior,), closed=_closed(file))


def _closed(file: ListFile) -> Held[Filing] | None:
    """Closing the requirement closes the proposal too, unless a contract came of it: that is listed."""
    record = file.proposal.record
    contracted = record.result is not None and record.result.outcome == "berkontrak"
    names = (file.proposal.name,) if contracted else (file.proposal.name, record.requirement)
    return closing(file.filings, *names)


def _listed(file: ListFile) -> Act | None:
    """Step 2.3: the supplier was added; as long as 2.2 is open, only one that is newer than the result."""
    record = file.proposal.record
    if record.result is None or (record.list_check and record.list_check.result == "terdaftar"):
        return None
    supplier = _winner(record.result, file.suppliers)
    if supplier is None or (record.list_check is None and supplier.record.listed.date < record.result.date):
        return None
    return act_of("2.3", supplier, ("listed",), supplier.record.listed)


def _winner(result: Result, suppliers: Sequence[Held[Supplier]]) -> Held[Supplier] | None:
    """Return the supplier with the result's NPWP, else one with its name."""
    if result.outcome != "berkontrak":
        return None
    same_number = (s for s in suppliers if is_same_npwp(s.record.npwp, result.npwp))
    same_name = (s for s in suppliers if is_same_name(s.record.name, result.supplier_name or ""))
    return next(same_number, None) or next(same_name, None)


def _engaged(file: ListFile) -> Iterator[_Engaged]:
    for supplier in file.suppliers:
        for index, engagement in enumerate(supplier.record.engagements):
            if engagement.proposal == file.proposal.name:
                yield _Engaged(supplier, index, engagement)


def _documented(file: ListFile, engaged: Sequence[_Engaged]) -> Mark:
    """Step 2.4: an engagement of this proposal with an entry for each document that it must have."""
    acts = [one.act for one in engaged]
    complete = [one.act for one in engaged if _has_all(one.engagement, file.required)]
    return Mark(step("2.4"), proof=next(iter(complete), None), recorded=next(iter(acts), None))


def _has_all(engagement: Engagement, required: Iterable[DocumentKind]) -> bool:
    kinds = {document.kind for document in engagement.documents}
    return all(kind in kinds for kind in required)


def _updates(file: ListFile, engaged: Iterable[_Engaged]) -> Iterator[Act]:
    for supplier in {one.supplier.name: one.supplier for one in engaged}.values():
        for index, update in enumerate(supplier.record.updates):
            engagement = _updated(supplier.record, update)
            if engagement is not None and engagement.proposal == file.proposal.name:
                yield act_of("2.4", supplier, ("updates", index), update)


def _updated(supplier: Supplier, update: Update) -> Engagement | None:
    """Return the engagement that an update belongs to, one at most: the last that was recorded by then."""
    by_then = [e for e in supplier.engagements if e.recorded.date <= update.date]
    return max(reversed(by_then), key=_recorded, default=None)


def _recorded(engagement: Engagement) -> date:
    return engagement.recorded.date
