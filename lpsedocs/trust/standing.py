"""Where each record stands, from its last decision that counts and the bytes that lie there now."""

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lpsedocs.models.decision import Decision
from lpsedocs.models.roster import Evidence
from lpsedocs.trust.verdicts import History, Judged

DigestOf = Callable[[str], str | None]
"""The SHA-256 of a record's present bytes by its id; None for a record that is not there."""

NOT_ONCE = "-"
"""In place of the SHA-256 of a record that does not lie in its folder exactly once: no version counts."""


class Status(enum.StrEnum):
    """What the decisions on a record come to."""

    PROPOSED = "proposed"
    WAITING = "waiting"
    APPROVED = "approved"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    REMOVED = "removed"
    IN_DOUBT = "in-doubt"
    UNPROVED = "unproved"
    TAKEN_OVER = "taken-over"


_AFTER: Mapping[str, tuple[Status, Status]] = {
    "disetujui": (Status.APPROVED, Status.CHANGED),
    "sesuai": (Status.ACCEPTED, Status.CHANGED),
    "evaluasi_ulang": (Status.RETURNED, Status.WAITING),
    "perlu_perbaikan": (Status.RETURNED, Status.WAITING),
    "dicabut": (Status.WITHDRAWN, Status.WAITING),
}
"""By the word of the last decision: the status on the decided bytes, and on other bytes."""


@dataclass(frozen=True)
class Proposed:
    """A decision file that lies in the files at hand, but not on the main line."""

    record: str
    number: int
    decision: Decision | None


@dataclass(frozen=True)
class Standing:
    """Where a record stands."""

    record: str
    status: Status
    evidence: Evidence | None
    """What proves the last decision that counts."""
    decisions: tuple[Judged, ...]
    """Every decision on the record, by number; one number may have files that don't count, too."""
    proposed: tuple[Proposed, ...] = ()

    @property
    def last(self) -> Judged | None:
        """The last decision that holds its number."""
        return next((judged for judged in reversed(self.decisions) if judged.reason is None), None)


def standings(
    history: History, records: Iterable[str], digest_of: DigestOf, proposed: Iterable[Proposed] = ()
) -> dict[str, Standing]:
    """Return where each of these records, and each that was ever decided, stands."""
    by_record: dict[str, list[Judged]] = {record: [] for record in records}
    for judged in history.decisions:
        by_record.setdefault(judged.record, []).append(judged)
    new: dict[str, list[Proposed]] = {}
    for proposal in proposed:
        new.setdefault(proposal.record, []).append(proposal)
        by_record.setdefault(proposal.record, [])
    return {
        record: _standing(record, tuple(by_record[record]), tuple(new.get(record, ())), digest_of)
        for record in sorted(by_record)
    }


def _standing(
    record: str, decisions: tuple[Judged, ...], proposed: tuple[Proposed, ...], digest_of: DigestOf
) -> Standing:
    standing = Standing(record, Status.WAITING, None, decisions, proposed)
    last = standing.last
    if last is None:
        is_unproved = any(not judged.is_proposed for judged in decisions)
        is_proposed = bool(decisions or proposed)
        status = Status.UNPROVED if is_unproved else Status.PROPOSED if is_proposed else Status.WAITING
        return Standing(record, status, None, decisions, proposed)
    return Standing(record, _status(last, digest_of), last.evidence, decisions, proposed)


def _status(last: Judged, digest_of: DigestOf) -> Status:
    present, decision = digest_of(last.record), last.decision
    if present is None or decision is None:
        return Status.REMOVED
    if last.is_in_doubt:
        return Status.IN_DOUBT
    same, other = _AFTER[decision.decision]
    is_same = present == decision.sha256 and (
        same is not Status.APPROVED or _rests_firmly(decision, digest_of)
    )
    return (Status.TAKEN_OVER if last.is_taken_over else same) if is_same else other


def _rests_firmly(decision: Decision, digest_of: DigestOf) -> bool:
    """Tell whether an approval's form still has its bytes; another requirement under a KAK is only a note."""
    return all(digest_of(record) == digest for record, digest in decision.rests_on.items())
