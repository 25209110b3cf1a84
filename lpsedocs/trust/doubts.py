"""What a leaked key casts doubt on: all that nobody else could have vouched for before it leaked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from lpsedocs.models.roster import Roster
from lpsedocs.trust.rosters import Ledger
from lpsedocs.trust.verdicts import Judged, RosterChange


@dataclass(frozen=True)
class _Stood:
    """An act that counts: whose key, its own day, and its position on the line."""

    fingerprint: str
    day: date
    position: int


T = TypeVar("T", Judged, RosterChange)


def with_doubts(
    decisions: Sequence[Judged],
    changes: Sequence[RosterChange],
    roster: Roster,
    ledger: Ledger,
    line: Sequence[str],
) -> tuple[tuple[Judged, ...], tuple[RosterChange, ...]]:
    """Mark acts of a leaked key that stand on the line after the last other act dated before the leak."""
    positions = {id_: position for position, id_ in enumerate(line)}

    def stood(act: Judged | RosterChange) -> _Stood | None:
        if act.fingerprint is None:
            return None  # it counts for nothing, or was taken over
        assert act.day is not None
        assert act.landed is not None
        return _Stood(act.fingerprint, act.day, positions[act.landed])

    def marked(act: T) -> T:
        return replace(act, is_in_doubt=True) if stood(act) in doubted else act

    acts = [*map(stood, decisions), *map(stood, changes)]
    doubted = _doubted([act for act in acts if act], _leaks(roster, ledger))
    return tuple(marked(decision) for decision in decisions), tuple(marked(change) for change in changes)


def _leaks(roster: Roster, ledger: Ledger) -> Mapping[str, date]:
    """Return since when each leaked key is in other hands."""
    leaks: dict[str, date] = {}
    for revocation in roster.revoked:
        if revocation.reason == "bocor":
            for key in ledger.wholes.get(revocation.key, {revocation.key}):
                leaks[key] = min(revocation.since, leaks.get(key, date.max))
    return leaks


def _doubted(acts: Sequence[_Stood], leaks: Mapping[str, date]) -> set[_Stood]:
    """Return the acts in doubt. A leaked key vouches for another only by what is in no doubt itself."""
    doubted = {act for act in acts if act.fingerprint in leaks}
    while True:
        firm = [act for act in acts if act not in doubted]
        # A key's own acts that are cleared stand no later than what cleared them.
        last = {key: _last_before(firm, since) for key, since in leaks.items()}
        cleared = {act for act in doubted if act.position <= last[act.fingerprint]}
        if not cleared:
            return doubted
        doubted -= cleared


def _last_before(firm: Sequence[_Stood], leak: date) -> int:
    return max((act.position for act in firm if act.day < leak), default=-1)
