"""What the history proves of the files at hand: the verdicts that checks, desks and pages use."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from lpsedocs.changes import NO_LEGEND, Legend
from lpsedocs.findings import Message, say
from lpsedocs.models.decision import Decision
from lpsedocs.models.roster import Roster
from lpsedocs.trust.amendments import Amendment, amendments, in_a_word
from lpsedocs.trust.cabinet import Cabinet
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.objects import (
    Algorithm,
    BadObjectError,
    TooLargeError,
    algorithm_of,
    largest,
    object_id,
)
from lpsedocs.trust.rosters import PATH as ROSTER
from lpsedocs.trust.standing import DigestOf, Proposed, Standing, standings
from lpsedocs.trust.verdicts import History, Judged, RosterChange

_MOST_IGNORED = 256 * 1024
"""Of all changes of the roster together that are ignored, so many bytes are compared: some thirty changes
of an office's roster. Anybody can push any number of them, and a large one costs him next to nothing."""

Place = tuple[str, int]
"""The record and the number of a decision."""


@dataclass(frozen=True)
class Remark:
    """Something about the main branch that a reader must know."""

    code: str
    message: Message

    @property
    def is_alarming(self) -> bool:
        """Whether what was verified is not what somebody may take it for."""
        return self.code in ("rewritten", "turned", "other-day")


class RosterAtHand(enum.Enum):
    """What the roster file at hand is, next to the roster in force."""

    IN_FORCE = enum.auto()
    PROPOSED = enum.auto()
    """Other bytes, which the main branch does not have either."""
    WITHOUT_RIGHT = enum.auto()
    """Other bytes, which lie on the main branch but were never put in force."""


@dataclass(frozen=True)
class DecisionFile:
    """A decision file at hand."""

    record: str
    number: int
    content: bytes
    decision: Decision | None


@dataclass(frozen=True)
class AtHand:
    """The files that somebody looks at."""

    records: tuple[str, ...]
    """The evaluations and KAK."""
    digest_of: DigestOf
    decisions: tuple[DecisionFile, ...]
    roster: bytes | None


@dataclass(frozen=True)
class Circumstances:
    """What else the history's objects say of the decisions, for those who explain a verdict."""

    versions: Mapping[str, bytes] = field(default_factory=dict)
    """By SHA-256: what was decided on and has other bytes now, and what lies at the tip in its place."""
    copies: frozenset[str] = frozenset()
    """The commits of unproved decisions that were made anew from others."""
    roster: str | None = None
    """The git id of the roster file at the tip, whether or not it is in force."""
    is_roster_too_large: bool = False
    """Whether that file is too large to be read."""
    rosters: Mapping[str, tuple[bytes, bytes]] = field(default_factory=dict)
    """By the commit of each change of the roster whose parts are told: the bytes before and after it."""

    def amendments(self, commit: str, legend: Legend = NO_LEGEND) -> Iterator[Amendment]:
        """Yield what the change of the roster in a commit changes."""
        if commit in self.rosters:
            return amendments(*self.rosters[commit], legend)
        return iter((in_a_word(say("what changed in it is not told: too much was pushed that is ignored")),))


@dataclass(frozen=True)
class Proof:
    """The verdicts on the decisions of a workspace; without a history, why there are none."""

    history: History | None
    remarks: tuple[Remark, ...] = ()
    standings: Mapping[str, Standing] | None = None
    obstacle: Message | None = None
    """Why a history whose root is pinned can't be verified."""
    verdicts: Mapping[Place, Judged] = field(default_factory=dict)
    """What each decision file at hand is worth that lies on the main line."""
    touched: tuple[Judged, ...] = ()
    """The decisions that hold their number, but whose file at hand is another one or missing."""
    roster_at_hand: RosterAtHand = RosterAtHand.IN_FORCE
    circumstances: Circumstances = Circumstances()

    @property
    def is_pinned(self) -> bool:
        """Whether the root is trusted, so that a proved decision may be shown as proved."""
        return self.history is not None or self.obstacle is not None

    @property
    def roster(self) -> Roster | None:
        """The roster in force, which need not be the one in the file."""
        return self.history.force.roster if self.history else None

    @property
    def unproved(self) -> Iterator[Judged]:
        """The decision files at hand that lie on the main line and prove nothing.

        Not those that lie in the place of a decision that counts: these are to be put back, not decided anew.
        """
        held = {(judged.record, judged.number) for judged in self.touched}
        return (j for place, j in self.verdicts.items() if j.reason and place not in held)

    @property
    def roster_changes(self) -> tuple[RosterChange, ...]:
        """The changes of the roster since the root that count."""
        changes = self.history.roster_changes if self.history else ()
        return tuple(change for change in changes if change.reason is None)

    @property
    def proposed(self) -> Iterator[Proposed]:
        """The decision files at hand that are not on the main line yet."""
        return (proposal for standing in (self.standings or {}).values() for proposal in standing.proposed)

    def standing(self, record: str) -> Standing | None:
        """Return where a record stands by what is proved."""
        return (self.standings or {}).get(record)

    def version(self, digest: str) -> bytes | None:
        """Return the bytes of a decided version, if the record has other bytes now."""
        return self.circumstances.versions.get(digest)


UNPINNED = Proof(None)
"""No root is pinned: nothing is proved, and nothing is held against anybody."""
UNBEGUN = Proof(None)
"""Nothing is committed yet, so there is no root to pin."""


def prove(
    history: History,
    remarks: tuple[Remark, ...],
    at_hand: AtHand,
    circumstances: Circumstances = Circumstances(),
) -> Proof:
    """Hold a judged history against the files at hand; a decision file that it doesn't know is proposed."""
    algorithm = algorithm_of(history.root)
    blobs = {(f.record, f.number): _id_of(f.content, algorithm) for f in at_hand.decisions}
    known = {(j.record, j.number): j for j in history.decisions if _is_among(j, blobs)}
    held = {(j.record, j.number): j for j in history.decisions if j.reason is None}
    proposed = [
        Proposed(file.record, file.number, file.decision)
        for file in at_hand.decisions
        if (file.record, file.number) not in known.keys() | held.keys()
    ]
    # What the main line has and proves nothing may be removed: then it says nothing of the files at hand.
    seen = tuple(j for j in history.decisions if j.reason is None or known.get((j.record, j.number)) is j)
    return Proof(
        history,
        remarks,
        standings(replace(history, decisions=seen), at_hand.records, at_hand.digest_of, proposed),
        verdicts=known,
        touched=tuple(judged for judged in held.values() if not _is_among(judged, blobs)),
        roster_at_hand=_roster_at_hand(at_hand.roster, history, circumstances),
        circumstances=circumstances,
    )


def _id_of(content: bytes, algorithm: Algorithm) -> str | None:
    """Return the git id of a file at hand; None of one that is too large, of which only a part was read."""
    return object_id("blob", content, algorithm) if len(content) <= largest("blob") else None


def _is_among(judged: Judged, blobs: Mapping[Place, str | None]) -> bool:
    """Tell whether a decision file of the main line is at hand.

    What is too large to be read decides nothing, here or there: in one place, such files are the same.
    """
    place = judged.record, judged.number
    if place not in blobs:
        return False
    blob = blobs[place]
    return judged.decision is None if blob is None else judged.blob == blob


def _roster_at_hand(content: bytes | None, history: History, circumstances: Circumstances) -> RosterAtHand:
    roster = _id_of(content, algorithm_of(history.root)) if content is not None else None
    if roster == history.force.blob:
        return RosterAtHand.IN_FORCE
    is_too_large = content is not None and roster is None
    is_on_the_line = circumstances.is_roster_too_large if is_too_large else roster == circumstances.roster
    return RosterAtHand.WITHOUT_RIGHT if is_on_the_line else RosterAtHand.PROPOSED


# ---- What the objects say besides


def gather(graph: Graph, history: History, digest_of: DigestOf) -> Circumstances:
    """Gather from a judged history's objects what explains the verdicts on records with these digests."""
    tip = graph.commit(history.tip)
    entry = graph.trees.at(tip.tree, ROSTER) if tip else None
    roster = entry.id if entry and entry.is_plain_file else None
    return Circumstances(
        dict(_versions(graph, history, digest_of)),
        frozenset(_copies(graph, history)),
        roster,
        roster is not None and _is_too_large(graph, roster),
        dict(_rosters(graph, history)),
    )


def _is_too_large(graph: Graph, blob: str) -> bool:
    try:
        graph.trees.blob(blob)
    except TooLargeError:
        return True
    return False


def _rosters(graph: Graph, history: History) -> Iterator[tuple[str, tuple[bytes, bytes]]]:
    """Yield the versions of each change of the roster that counts, and of the last ones that are ignored."""
    left = _MOST_IGNORED
    for change in reversed(history.roster_changes):
        before, after = _roster_before(graph, change.commit), _roster(graph, change.commit)
        size = len(before) + len(after) if change.reason is not None else 0
        if size <= left:
            left -= size
            yield change.commit, (before, after)


def _roster_before(graph: Graph, commit: str) -> bytes:
    parents = graph.parents(commit)
    return _roster(graph, parents[0]) if parents else b""


def _roster(graph: Graph, commit: str) -> bytes:
    """Return the bytes of a commit's roster file; none of one that isn't there or can't be read."""
    try:
        entry = graph.trees.at(graph.tree(commit), ROSTER)
        return graph.trees.blob(entry.id) if entry and entry.is_plain_file else b""
    except BadObjectError:
        return b""


def _versions(graph: Graph, history: History, digest_of: DigestOf) -> Iterator[tuple[str, bytes]]:
    cabinet, tip = Cabinet(graph.trees), graph.tree(history.tip)
    last = {judged.record: judged for judged in history.decisions if judged.reason is None}
    for judged in last.values():
        commit = graph.commit(judged.commit) if judged.commit else None
        if commit is None or judged.decision is None:
            continue
        for name, digest in _decided(judged.decision):
            if digest_of(name) not in (None, digest):
                # Of what can't be read there is nothing to explain.
                with suppress(BadObjectError):
                    yield from _bytes_of(cabinet, commit.tree, name)
                    yield from _bytes_of(cabinet, tip, name)


def _bytes_of(cabinet: Cabinet, tree: str | None, name: str) -> Iterator[tuple[str, bytes]]:
    blob = cabinet.find(tree, name) if tree else None
    if blob is not None:
        yield cabinet.digest(blob), cabinet.content(blob)


def _decided(decision: Decision) -> Iterable[tuple[str, str]]:
    return ((decision.record, decision.sha256), *decision.rests_on.items())


def _copies(graph: Graph, history: History) -> Iterator[str]:
    """Yield the commits of unproved decisions that a forge made, or that have another committer or time."""
    forges = {forge.committer for forge in history.force.roster.forges}
    for judged in history.decisions:
        commit = graph.commit(judged.commit) if judged.reason and judged.commit else None
        if commit is not None and len(commit.parents) == 1:
            one, other = commit.author, commit.committer
            is_anew = (one.email, one.seconds) != (other.email, other.seconds) and commit.signature is None
            if is_anew or other.email in forges:
                yield commit.id
