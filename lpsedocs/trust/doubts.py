"""What a leaked key casts doubt on: all that nobody else vouched for before it leaked."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias, TypeVar

from lpsedocs.models.roster import Roster
from lpsedocs.trust.rosters import Ledger
from lpsedocs.trust.verdicts import Judged, RosterChange


@dataclass(frozen=True)
class _Stood:
    """An act that counts: whose key, and its own day."""

    fingerprint: str
    day: date
    commit: str
    """What the key signed, or the CI by its name; with it all that this commit leads to."""
    there: str
    """The commit with which the signature is there: of what the CI attests, not the merge that it names."""


T = TypeVar("T", Judged, RosterChange)
Ancestry: TypeAlias = Callable[[Iterable[str]], Collection[str]]
"""Gives commits and all that they lead to."""


def with_doubts(
    decisions: Sequence[Judged],
    changes: Sequence[RosterChange],
    roster: Roster,
    ledger: Ledger,
    ancestry: Ancestry,
) -> tuple[tuple[Judged, ...], tuple[RosterChange, ...]]:
    """Mark acts of a leaked key to which no act of another key leads that is dated before the leak."""

    def stood(act: Judged | RosterChange) -> _Stood | None:
        if act.fingerprint is None:
            return None  # it counts for nothing, or was taken over
        assert act.day is not None
        assert act.commit is not None
        assert act.landed is not None
        is_attested = isinstance(act, Judged) and act.evidence == "witness"
        return _Stood(act.fingerprint, act.day, act.commit, act.landed if is_attested else act.commit)

    def marked(act: T) -> T:
        return replace(act, is_in_doubt=True) if stood(act) in doubted else act

    acts = [*map(stood, decisions), *map(stood, changes)]
    doubted = _doubted([act for act in acts if act], _leaks(roster, ledger), ancestry)
    return tuple(marked(decision) for decision in decisions), tuple(marked(change) for change in changes)


def _leaks(roster: Roster, ledger: Ledger) -> Mapping[str, date]:
    """Return since when each leaked key is in other hands."""
    leaks: dict[str, date] = {}
    for revocation in roster.revoked:
        if revocation.reason == "bocor":
            for key in ledger.wholes.get(revocation.key, {revocation.key}):
                leaks[key] = min(revocation.since, leaks.get(key, date.max))
    return leaks


def _doubted(acts: Sequence[_Stood], leaks: Mapping[str, date], ancestry: Ancestry) -> set[_Stood]:
    """Return the acts in doubt. A leaked key vouches for another only by what is in no doubt itself.

    Where an act came to the main line says nothing: a branch may wait, and be merged long after.
    """
    doubted = {act for act in acts if act.fingerprint in leaks}
    while True:
        firm = [act for act in acts if act not in doubted]
        vouched = {
            since: ancestry(act.commit for act in firm if act.day < since)
            for since in {leaks[act.fingerprint] for act in doubted}
        }
        cleared = {
            act
            for act in doubted
            if act.day < leaks[act.fingerprint] and act.there in vouched[leaks[act.fingerprint]]
        }
        if not cleared:
            return doubted
        doubted -= cleared
