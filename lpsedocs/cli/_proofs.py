"""What is proved of the records at hand, in words."""

from typing import Final

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Message, say
from lpsedocs.models import decision_at_or_none
from lpsedocs.models.words import word
from lpsedocs.trust.standing import Status
from lpsedocs.trust.verdicts import Judged
from lpsedocs.trust.words import STATUSES

_ALARMING: Final = frozenset({Status.CHANGED, Status.REMOVED, Status.IN_DOUBT, Status.UNPROVED})


def proof_of(corpus: Corpus, name: str) -> Message | None:
    """Return how well a decision file at hand is proved; None where there is no history."""
    entry = corpus.get(name)
    place = decision_at_or_none(entry.place) if entry else None
    if corpus.proof is None or place is None:
        return None
    if corpus.proof.obstacle is not None:
        return say("can't be verified")
    if corpus.proof.history is None:
        return say("not verified, as no root is pinned")
    judged = corpus.proof.verdicts.get(place)
    return _believed(judged) if judged else say("proposed, not on the main branch yet")


def _believed(judged: Judged) -> Message:
    if judged.reason is not None:
        return say("not proved: {reason}", reason=judged.reason.message)
    if judged.is_in_doubt:
        return say("in doubt, the key was reported as leaked")
    if judged.is_taken_over:
        return say("taken over at the root")
    return say("proved: {evidence}", evidence=word(judged.evidence or "personal"))


def alarm(corpus: Corpus, record: str) -> Message | None:
    """Return what is wrong with the decisions on a record, if something is."""
    standing = corpus.proof.standing(record) if corpus.proof else None
    return STATUSES[standing.status] if standing and standing.status in _ALARMING else None


def removed_records(corpus: Corpus) -> tuple[str, ...]:
    """Return the ids of the decided records that are not there any more."""
    standings = (corpus.proof.standings if corpus.proof else None) or {}
    return tuple(name for name, standing in standings.items() if standing.status is Status.REMOVED)
