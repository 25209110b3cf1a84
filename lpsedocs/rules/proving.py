"""What rules about the history share: which verdicts each speaks of, where a finding is shown, and its words."""

from collections.abc import Collection, Iterator
from datetime import date

from lpsedocs.corpus import RECORDS, Corpus
from lpsedocs.findings import Breach, Location, Message, Severity, say
from lpsedocs.models.decision import Decision
from lpsedocs.models.words import glossed
from lpsedocs.trust.proof import Proof
from lpsedocs.trust.standing import Proposed, Status
from lpsedocs.trust.verdicts import Judged

ROLE = frozenset({"role-not-held", "foreign-unit"})
SELF = frozenset({"self-decision"})
CLASS = frozenset({"class-not-accepted", "has-key"})
LOST = frozenset({"squashed"})
"""Always; of other codes, where the commit was made anew from another one."""
_LOST_IN_A_COPY = frozenset({"unsigned", "brings-more", "bad-signature"})


def unproved(corpus: Corpus, codes: Collection[str]) -> Iterator[tuple[Judged, Message]]:
    """Yield the decisions at hand that lie on the main line and fail for one of these reasons, with it."""
    for judged in corpus.proof.unproved if corpus.proof else ():
        if judged.reason and judged.reason.code in codes:
            yield judged, judged.reason.message


def lost(proof: Proof) -> tuple[Judged, ...]:
    """Return the decisions at hand whose evidence was lost when their commit was made anew."""
    return tuple(judged for judged in proof.unproved if _is_lost(proof, judged))


def _is_lost(proof: Proof, judged: Judged) -> bool:
    code = judged.reason.code if judged.reason else ""
    return code in LOST or (code in _LOST_IN_A_COPY and judged.commit in proof.circumstances.copies)


def is_told(corpus: Corpus, record: str, number: int, codes: Collection[str]) -> bool:
    """Tell whether the decision file at hand is one of which a rule about the history says the same."""
    judged = corpus.proof.verdicts.get((record, number)) if corpus.proof else None
    return judged is not None and judged.reason is not None and judged.reason.code in codes


def is_changed(corpus: Corpus, record: str) -> bool:
    """Tell whether A202 speaks of a record: it was proved to be decided, and has other bytes now."""
    standing = corpus.proof.standing(record) if corpus.proof else None
    return standing is not None and standing.status is Status.CHANGED


def breach(corpus: Corpus, decided: Judged | Proposed, message: Message) -> Breach:
    """Return a breach at the file of a decision; if that isn't at hand, at the record, or at the roster."""
    name = f"decisions/{decided.record}/{decided.number}"
    entry = corpus.get(name) or corpus.get(decided.record)
    if entry is None:
        return Breach(roster_place(corpus), message, decided.record)
    route = ("decision",) if entry.name == name else ("id",)
    return entry.breach(route, message) if entry.record else Breach(Location(entry.path), message, entry.name)


def breach_at_record(corpus: Corpus, record: str, message: Message) -> Breach:
    """Return a breach at a record; if that isn't at hand, at the roster."""
    entry = corpus.get(record)
    if entry is None:
        return Breach(roster_place(corpus), message, record)
    return entry.breach(("id",), message) if entry.record else Breach(Location(entry.path), message, record)


def breach_of_office(corpus: Corpus, message: Message, severity: Severity | None = None) -> Breach:
    """Return a breach of the office as a whole, at its roster."""
    return Breach(roster_place(corpus), message, severity=severity)


def roster_place(corpus: Corpus) -> Location:
    """Return the first line of the roster, or that of the office's file if there is no roster."""
    there = corpus.get("roster") or corpus.get("organization")
    return Location(there.path if there else RECORDS / "roster.yaml")


def told(decided: Judged | Proposed) -> Message:
    """Return a decision in words: its number and record, and if its file can be read what it says."""
    if decided.decision is None:
        return say("decision {number} on {record}", number=decided.number, record=decided.record)
    return say(
        "decision {number} on {record}, {decision} by {person},",
        number=decided.number,
        record=decided.record,
        decision=glossed(decided.decision.decision),
        person=decided.decision.by,
    )


def day_of(judged: Judged) -> date:
    """Return the day of a decision that counts: that of the act, or for a taken over one what it says."""
    decision: Decision | None = judged.decision
    stated = (decision.date or decision.made.date()) if decision else date.min
    return judged.day or stated


def short(commit: str | None) -> str:
    """Return a commit's id as people read it."""
    return (commit or "")[:12]
