"""The papers of procedure 1: Deskripsi Kebutuhan Pengguna, KAK, and the letter that proposes to buy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from lpsedocs.corpus import Entry
from lpsedocs.findings import Message, Term, say
from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.kak import Kak, SectionName, Sections
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.words import word
from lpsedocs.site.editions import Shown
from lpsedocs.site.papers.marks import CANCELLED, CLOSED, DRAFT, REJECTED, Mark, counts, mark_of_decided
from lpsedocs.site.papers.paper import Paper, of_record, rounds_of
from lpsedocs.site.papers.signatures import PPK, Signature, evidence, signature, signature_of_act
from lpsedocs.site.view import View

Drawn = Literal["office", "funds"]
"""A section of a KAK that other records fill."""
_ORDER: Final[tuple[SectionName | Drawn, ...]] = (
    "legal_basis",
    "background",
    "purpose",
    "targets",
    "office",
    "funds",
    "scope",
    "outputs",
    "duration",
    "location",
    "personnel",
    "equipment",
    "method",
    "service_levels",
    "confidentiality",
    "reports",
    "handover",
    "termination",
    "provider_requirements",
    "domestic_products",
)
"""The sections of a KAK as an office orders them."""
_DRAWN: Final = {
    "office": Term("Name of the organization and of the PPK"),
    "funds": Term("Source of funds and estimated cost"),
}


@dataclass(frozen=True)
class KakSection:
    """A section of a KAK: what was written, or which section it is that other records fill."""

    key: str
    title: Term
    text: str | None


# ---- Deskripsi Kebutuhan Pengguna


def requirement(view: View, entry: Entry[Requirement]) -> Paper:
    """Return what a Pengguna needs, with what the Pengelola found in its second half."""
    need = entry.it
    sent = need.submitted
    received = signature(
        view, say("Received by"), sent.to if sent else None, "pengelola", sent.date if sent else None
    )
    return of_record(
        view,
        entry,
        say("User's statement of need"),
        "papers/requirement.html",
        mark=None if sent else DRAFT,
        signatures=(received, signature(view, say("Requested by"), need.requester, "pengguna", need.created)),
    )


# ---- KAK


def kak(view: View, entry: Entry[Kak]) -> Paper:
    """Return the terms of reference, with what the requirement and its proposals say of funds."""
    shown = view.records[entry.name]
    proposals = view.corpus.proposals_of(entry.it.requirement)
    found = view.corpus.find(Requirement, entry.it.requirement)
    is_consultancy = found is not None and found.it.kind == "jasa_konsultansi"
    return of_record(
        view,
        entry,
        say("Terms of reference") if is_consultancy else say("Technical specification / terms of reference"),
        "papers/kak.html",
        mark=mark_of_decided(view.corpus, entry),
        signatures=tuple(_kak_signatures(view, entry)),
        rounds=rounds_of(view, entry, shown["sent"] or ()),
        evidence=tuple(evidence(view, one) for one in view.corpus.decisions_on(entry.name)),
        parts={
            "requirement": view.records.get(entry.it.requirement),
            "packages": [view.records[p.name]["package"] for p in proposals if p.it.kak == entry.name],
            "sections": tuple(_sections(shown["sections"])),
        },
    )


def _sections(written: Shown | None) -> Iterator[KakSection]:
    for key in _ORDER:
        if key in _DRAWN:
            yield KakSection(key, _DRAWN[key], None)
        elif written is not None and written[key] is not None:
            yield KakSection(key, Term(Sections.model_fields[key].title or key), written[key])


def _kak_signatures(view: View, entry: Entry[Kak]) -> Iterator[Signature]:
    drafted, sent = entry.it.drafted, entry.it.sent[-1] if entry.it.sent else None
    accepted = last_accepting(view, entry, "sesuai")
    if accepted:
        yield signature(view, say("Checked by"), accepted.by, "pengguna", accepted.date)
    else:
        yield signature(view, say("Checked by"), sent.to if sent else None, "pengguna", None)
    yield signature_of_act(view, say("Drawn up by"), drafted, "pengelola")
    # What the PPK does lies outside of the SOP: no record knows it.
    yield Signature(say("Determined by"), view.language.text(PPK.text), None)


def last_accepting(view: View, entry: Entry[Kak] | Entry[Evaluation], accepting: str) -> Decision | None:
    """Return the last decision on a record, if it accepts these very bytes."""
    taken = [one for one in view.corpus.decisions_on(entry.name) if counts(view.corpus, one)]
    last = taken[-1].it if taken else None
    is_it = last is not None and last.decision == accepting and last.sha256 == entry.source.sha256
    return last if is_it else None


# ---- Usulan pengadaan


def proposal(view: View, entry: Entry[Proposal]) -> Paper:
    """Return the letter that proposes to buy."""
    proposed, sent = entry.it, entry.it.submitted
    letter = sent.letter if sent else None
    signed = signature_of_act(view, say("Proposed by"), sent, "pengelola")
    return of_record(
        view,
        entry,
        say("Memorandum"),
        "papers/proposal.html",
        number=letter.number if letter else None,
        mark=_mark(view, entry),
        signatures=(signed,),
        rest=("result", "list_check"),
        parts={
            "requirement": view.records.get(proposed.requirement),
            "bases": tuple(_bases(view, proposed)),
        },
    )


def _mark(view: View, entry: Entry[Proposal]) -> Mark | None:
    """Return what is printed across a proposal that was not sent, or of which nothing comes any more."""
    result, progress = entry.it.result, view.corpus.progress(entry.name)
    if result is not None and result.outcome in _ENDED:
        return _ENDED[result.outcome]
    if result is None and progress is not None and progress.closed is not None:
        return CLOSED
    return None if entry.it.submitted else DRAFT


_ENDED: Final[Mapping[str, Mark]] = {"batal": CANCELLED, "ditolak": REJECTED}


def _bases(view: View, proposed: Proposal) -> Iterator[Message]:
    """Yield what the proposal rests on, as far as the records say it."""
    need = view.corpus.find(Requirement, proposed.requirement)
    if need:
        yield say("statement of need {name} of {day}", name=need.name, day=need.it.created)
        if found := need.it.availability:
            yield say("availability check: {result}, {day}", result=word(found.result), day=found.date)
        if need.it.budget:
            yield _budget(view, need.it)
        if need.it.origin:
            yield from _origin(view, need.it.origin)
    written = view.corpus.find(Kak, proposed.kak)
    if written:
        yield _checked(view, written)


def _budget(view: View, need: Requirement) -> Message:
    budget = need.budget
    assert budget is not None
    if budget.document is None:
        return say("budget check: {result}, {day}", result=word(budget.result), day=budget.date)
    return say(
        "budget check: {result}, {kind} {number} of {day}",
        result=word(budget.result),
        kind=budget.document.kind,
        number=budget.document.number,
        day=budget.document.date,
    )


def _origin(view: View, origin: str) -> Iterator[Message]:
    found = view.corpus.find(Evaluation, origin)
    if found is None:
        yield say("origin: {name}", name=origin)
        return
    approved = last_accepting(view, found, "disetujui")
    if approved and approved.date:
        yield say("result of the evaluation {name}, approved on {day}", name=origin, day=approved.date)
    else:
        yield say("result of the evaluation {name}, not approved", name=origin)


def _checked(view: View, written: Entry[Kak]) -> Message:
    accepted = last_accepting(view, written, "sesuai")
    if accepted and accepted.date:
        return say("{name}, found in order by the Pengguna on {day}", name=written.name, day=accepted.date)
    return say("{name}, not found in order as it now is", name=written.name)
