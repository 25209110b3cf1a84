"""What is printed across a paper that nobody has decided as it now is, or of which nothing comes any more."""

from dataclasses import dataclass
from typing import Any, Final

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Message, say
from lpsedocs.models import decision_at_or_none
from lpsedocs.models.decision import Decision
from lpsedocs.trust.standing import Status


@dataclass(frozen=True)
class Mark:
    """Words across a paper."""

    words: Message


DRAFT: Final = Mark(say("DRAFT"))
CANCELLED: Final = Mark(say("CANCELLED"))
REJECTED: Final = Mark(say("REJECTED"))
CLOSED: Final = Mark(say("FILE CLOSED"))
UNVERIFIED: Final = Mark(say("DECISION NOT VERIFIED"))
UNPROVED: Final = Mark(say("DECISION NOT PROVED"))
IN_DOUBT: Final = Mark(say("DECISION IN DOUBT"))
_CHANGED: Final = {
    "disetujui": Mark(say("CHANGED AFTER THE APPROVAL")),
    "sesuai": Mark(say("CHANGED AFTER IT WAS FOUND IN ORDER")),
}
_ACCEPTED: Final = frozenset({Status.APPROVED, Status.ACCEPTED})


def mark_of_decided(corpus: Corpus, entry: Entry[Any]) -> Mark | None:
    """Return the mark of a paper that somebody decides; none once it is proved on these very bytes."""
    proof = corpus.proof
    if proof is None or proof.history is None:
        return _unverified(corpus, entry)
    standing = proof.standing(entry.name)
    if standing is None or standing.status is Status.IN_DOUBT:
        return IN_DOUBT if standing else DRAFT
    if standing.status is Status.CHANGED:
        last = standing.last.decision if standing.last else None
        return _CHANGED.get(last.decision, DRAFT) if last else DRAFT
    last = standing.last.decision if standing.last else None
    is_taken_over = standing.status is Status.TAKEN_OVER and last is not None and last.decision in _CHANGED
    return None if standing.status in _ACCEPTED or is_taken_over else DRAFT


def mark_of_decision(corpus: Corpus, entry: Entry[Decision]) -> Mark | None:
    """Return the mark of a decision's own paper; none once the history proves it."""
    proof, place = corpus.proof, decision_at_or_none(entry.place)
    judged = proof.verdicts.get(place) if proof and place else None
    if proof is None or proof.history is None:
        return UNVERIFIED
    if judged is None:
        return DRAFT
    if judged.reason is not None:
        return UNPROVED
    return IN_DOUBT if judged.is_in_doubt else None


def counts(corpus: Corpus, entry: Entry[Decision]) -> bool:
    """Tell whether a decision may be shown as taken: proved, or at its word where nothing was verified."""
    return mark_of_decision(corpus, entry) in (None, UNVERIFIED, IN_DOUBT)


def _unverified(corpus: Corpus, entry: Entry[Any]) -> Mark:
    """Return the mark where only the files speak: they may say what they like."""
    last = corpus.last_decision_on(entry.name)
    if last is None or last.decision not in _CHANGED:
        return DRAFT
    return UNVERIFIED if last.sha256 == entry.source.sha256 else _CHANGED[last.decision]
