"""What the walk along the main line carries along, and what it finds on the way."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from lpsedocs.findings import Message
from lpsedocs.trust.folders import TreeEntry
from lpsedocs.trust.objects import CommitObject
from lpsedocs.trust.rosters import PATH as ROSTER
from lpsedocs.trust.rosters import InForce, Ledger, Signer
from lpsedocs.trust.trees import Change, Difference, place_of
from lpsedocs.trust.verdicts import Judged, Problem, RosterChange


@dataclass(frozen=True)
class Act:
    """A one-parent commit that only sets decision files, only attests, or only changes the roster."""

    commit: CommitObject
    changes: tuple[Change, ...]
    """What of it is to be judged: scans of signed papers that come with a decision are left out."""
    scans: frozenset[str] = frozenset()
    """The paths of such scans."""
    blobs: tuple[str, ...] = ()
    """Every decision file that the commit sets, also where only some of them are still to be judged."""

    @property
    def is_of_the_roster(self) -> bool:
        return self.changes[0].path == ROSTER

    @property
    def is_attestation(self) -> bool:
        return is_attestation(self.changes[0])

    @property
    def lowest_number(self) -> int:
        return min((change.place[1] for change in self.changes if change.place), default=0)

    def alone(self, change: Change) -> "Act":
        return Act(self.commit, (change,), self.scans, self.blobs)


@dataclass(frozen=True)
class Signed:
    """Who signed an act with a key in force, and when."""

    signer: Signer
    own: date
    effective: date


@dataclass(frozen=True)
class Landing:
    """A main-line commit that is judged, and what was in force before it."""

    commit: CommitObject
    difference: Difference
    """To its first parent."""
    force: InForce
    clock: date

    @property
    def day(self) -> date:
        """The day of its committer's date."""
        return self.force.day_of(self.commit.committer.seconds)


@dataclass
class Copies:
    """Acts that differ only in how their signature is written down, in the order in which they were reached.

    That is not signed itself, so anybody can give the same act any number of ids. Each is verified once more.
    """

    places: dict[str, int] = field(default_factory=dict)
    commits: list[CommitObject] = field(default_factory=list)
    force: InForce | None = None
    """The roster by which the following was found out."""
    looked_at: int = 0
    first: int | None = None
    """The place of the first one whose signature holds, if it is among those that were looked at."""

    def is_repeated(self, commit: CommitObject, force: InForce) -> bool:
        """Tell whether a copy that was reached before was signed by somebody of a roster."""
        if commit.id not in self.places:
            self.places[commit.id] = len(self.commits)
            self.commits.append(commit)
        place = self.places[commit.id]
        if self.force is not force:
            self.force, self.looked_at, self.first = force, 0, None
        while self.first is None and self.looked_at < place:
            if force.has_signer_of(self.commits[self.looked_at]):
                self.first = self.looked_at
            self.looked_at += 1
        return self.first is not None and self.first < place


@dataclass
class State:
    """What is carried along the line."""

    force: InForce
    seen: str
    """The tree of the last main-line commit that was judged: another one may lie between in bad form."""
    too_late: set[str]
    """Acts that never count: a forge's commit dated before them reaches them."""
    clock: date = date.min
    ledger: Ledger = field(default_factory=Ledger)
    judged: dict[str, dict[int, Judged]] = field(default_factory=dict)
    """By record and number, decisions that hold their number: proved ones, and those taken over."""
    tries: dict[tuple[str, str], Judged] = field(default_factory=dict)
    """The last failed try for the bytes of a decision file, by path and blob."""
    held: list[Act] = field(default_factory=list)
    """Acts that a commit in bad form brings: that commit can't be their landing, the next one may."""
    waiting: dict[tuple[str, str], list[Act]] = field(default_factory=dict)
    """Acts that were reached, but whose bytes the main line does not have yet, by path and blob."""
    dated: dict[str, date] = field(default_factory=dict)
    """The own day of each act that was reached, and of each merge."""
    latest: date = date.min
    """The latest of those."""
    heard: set[str] = field(default_factory=set)
    """Acts whose signature was found valid: a verdict may rest on them."""
    copies: dict[bytes, Copies] = field(default_factory=dict)
    """Acts that were reached, by the digest of what their signature covers."""
    reached: dict[str, int] = field(default_factory=dict)
    """The place of each act among those that were reached, parents first."""
    is_overtaken: bool = False
    """Whether an act that was judged before is struck out: then the walk is made again without it."""
    is_astray: bool = False
    """Whether such an act changed the roster, so that nothing after it can be judged by this walk."""
    merges: dict[str, Landing] = field(default_factory=dict)
    first: dict[str, tuple[CommitObject, InForce] | None] = field(default_factory=dict)
    """By blob: the one-parent commit in which its bytes first appear, and the roster then in force."""
    fresh: list[Judged] = field(default_factory=list)
    """What was proved with the main-line commit that is judged."""
    roster_changes: list[RosterChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def due_number(self, record: str) -> int:
        return max(self.judged.get(record, ()), default=0) + 1

    def known(self, place: tuple[str, int] | None) -> Judged | None:
        return self.judged.get(place[0], {}).get(place[1]) if place else None

    def holds(self, change: Change) -> bool:
        """Tell whether a decision file has its number already, with these bytes."""
        known = self.known(change.place)
        return known is not None and is_file(change.after, known.blob)

    def enter(self, judged: Judged) -> None:
        self.judged.setdefault(judged.record, {})[judged.number] = judged

    def tell(self, code: str, commit: str, path: str | None, message: Message) -> None:
        self.problems.append(Problem(code, commit, path, message))

    def note_date(self, act: str, own: date) -> None:
        self.dated[act] = own
        self.latest = max(self.latest, own)

    def strike_out(self, acts: set[str]) -> None:
        """See that acts never count; those that were judged before are left out by the next walk."""
        self.too_late |= acts
        self.is_overtaken |= bool(acts & self.heard)
        self.is_astray |= bool(acts & {change.commit for change in self.roster_changes if not change.reason})

    def is_repeated(self, commit: CommitObject) -> bool:
        """Tell whether the same act was reached before, with its signature written down otherwise."""
        copies = self.copies.setdefault(sha256(commit.payload).digest(), Copies())
        return copies.is_repeated(commit, self.force)


@dataclass
class RosterOfMerge:
    """The roster while a main-line commit is judged: rights by the old one, bytes by the last sound one."""

    before: InForce
    now: InForce = field(init=False)
    latest: date = date.min

    def __post_init__(self) -> None:
        self.now = self.before


MOST_FILES = 1_000
"""How many files one act may set: far more decisions than a Kepala makes in a year."""


def act_of(commit: CommitObject, difference: Difference) -> Act | None:
    """Return the act that a commit is by what it changes; None where it changes things of several sorts."""
    changes = difference.changes
    if difference.is_elsewhere:
        return None
    if len(changes) == 1 and changes[0].path == ROSTER:
        return Act(commit, changes)
    if len(changes) > MOST_FILES:
        return None
    if not all(change.is_set for change in changes):
        return None
    if all(is_attestation(change) for change in changes):
        return Act(commit, changes)
    decisions = tuple(change for change in changes if change.place)
    folders = tuple({f"attachments/{change.place[0]}/" for change in decisions if change.place})
    scans = {change.path for change in changes if not change.place}
    if not decisions or not all(path.startswith(folders) for path in scans):
        return None
    blobs = tuple(change.blob for change in decisions)
    return Act(commit, decisions, frozenset(scans), blobs)


def is_attestation(change: Change) -> bool:
    """Tell whether a change is to the file that attests a decision."""
    stem = change.path.removesuffix(".witness.yaml")
    return stem != change.path and place_of(f"{stem}.yaml") is not None


def is_file(entry: TreeEntry | None, blob: str) -> bool:
    """Tell whether a plain file with these bytes stands there."""
    return entry is not None and entry.is_plain_file and entry.id == blob
