"""What the main line proves, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from lpsedocs.findings import Message, SpokenError, say
from lpsedocs.models.decision import Decision
from lpsedocs.models.roster import Evidence
from lpsedocs.trust.rosters import InForce, Ledger


class CannotVerifyError(SpokenError):
    """The walk can't be made at all; the message says what is missing."""


class NotPinnedError(CannotVerifyError):
    """No root of the repository is trusted, and none was asked for without trust."""


class NotBegunError(NotPinnedError):
    """Nothing is committed yet, so there is no root that could be trusted."""


FIRST_COMMIT: Final = say(
    "enter everybody's keys and the papers, make the first commit ('git add .', then 'git commit -m Mulai'), "
    "and pin it with 'lpsedocs trust pin'"
)
NOT_BEGUN: Final = say("nothing is committed in this repository yet; {how}", how=FIRST_COMMIT)
"""What is said then, wherever a root is asked for."""


@dataclass(frozen=True)
class Reason:
    """Why something brings no authority."""

    code: str
    message: Message


@dataclass(frozen=True)
class Judged:
    """A decision file, and what it is worth."""

    record: str
    number: int
    blob: str
    """The git id of the decision file's bytes."""
    decision: Decision | None
    """What the file says, if it can be read."""
    commit: str | None = None
    """The commit of the act, or the one that was taken for it."""
    landed: str | None = None
    """The main-line commit from which it counts."""
    evidence: Evidence | None = None
    fingerprint: str | None = None
    """The fingerprint of the key that proves it."""
    day: date | None = None
    """The day of the act itself."""
    reason: Reason | None = None
    """Why it is not proved; None for a proved one."""
    is_taken_over: bool = False
    is_in_doubt: bool = False

    @property
    def path(self) -> str:
        """Where the file lies, under ``records/``."""
        return f"decisions/{self.record}/{self.number}.yaml"

    @property
    def is_proposed(self) -> bool:
        """Whether it lies on another branch than the main one, and only waits to be signed or merged."""
        return self.reason is not None and self.reason.code == "proposed"

    @property
    def is_proved(self) -> bool:
        """Whether it counts."""
        return self.reason is None and not self.is_taken_over and not self.is_in_doubt


@dataclass(frozen=True)
class RosterChange:
    """A change of the roster file on the main line."""

    commit: str
    landed: str
    day: date
    by: str | None = None
    fingerprint: str | None = None
    reason: Reason | None = None
    """Why it is ignored; None for one that counts."""
    is_in_doubt: bool = False
    """Whether it counts, but was signed with a key that leaked, after anybody else could vouch for it."""
    renewal: str | None = None
    """The root that was pinned later and put it in force, though nobody with the right to it had made it."""


@dataclass(frozen=True)
class Problem:
    """Something on the line that is wrong without being a decision or a change of the roster."""

    code: str
    commit: str
    path: str | None
    message: Message


@dataclass(frozen=True)
class History:
    """What the main line proves, as of its tip."""

    root: str
    tip: str
    line: tuple[str, ...]
    """The main-line commits, root first."""
    force: InForce
    """The roster in force after the tip."""
    clock: date
    """The latest date that an act with authority proves to have passed."""
    decisions: tuple[Judged, ...]
    """Every decision that is on the line or ever counted, by record and number."""
    roster_changes: tuple[RosterChange, ...]
    problems: tuple[Problem, ...]
    ledger: Ledger = field(compare=False, repr=False)
    """Whom every id, key, address and account belonged to in any roster that was in force."""
    renewals: tuple[str, ...] = ()
    """The roots on the line that were pinned later, in its order: their rosters came into force with them."""
    tries: tuple[Judged, ...] = ()
    """Every decision file that some commit set in vain, also where it is gone; of bytes the last one."""

    @property
    def roster_sources(self) -> Mapping[str, str]:
        """By each main-line commit that changed the roster, by right or by a later root: whose file it is."""
        changed = {change.landed: change.commit for change in self.roster_changes if change.reason is None}
        return {self.root: self.root, **changed, **{renewal: renewal for renewal in self.renewals}}

    @property
    def roster_source(self) -> str:
        """A commit whose roster file is the one in force."""
        sources = self.roster_sources
        return next(sources[id_] for id_ in reversed(self.line) if id_ in sources)
