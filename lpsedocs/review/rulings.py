"""What each decision that a request brings is worth, and what the history says of the request besides."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lpsedocs.findings import Message
from lpsedocs.models.decision import Decision
from lpsedocs.models.roster import Evidence, Role, RoleHolding, Roster
from lpsedocs.review.elsewhere import NOTHING_ELSEWHERE, Elsewhere
from lpsedocs.trust.clicks import title_for
from lpsedocs.trust.standing import Status
from lpsedocs.trust.verdicts import Judged, Reason


class Worth(enum.StrEnum):
    """What a decision in a request is worth."""

    SIGNED = "signed"
    """It proves itself, whoever merges it."""
    BY_MERGE = "by-merge"
    """It holds when the person that it names merges the request."""
    NOTHING = "nothing"
    """A merge would prove nothing, or has proved nothing."""
    PROVED = "proved"
    """It was merged, and counts."""
    UNKNOWN = "unknown"
    """It was merged, and no root is trusted by which it could be judged."""


@dataclass(frozen=True)
class Claim:
    """Who made a merge, as its commit says of itself; that is no evidence."""

    name: str
    person: str | None
    """His id, if the roster knows the address."""
    day: date


@dataclass(frozen=True)
class Ruling:
    """A decision that a request brings."""

    record: str
    number: int
    path: str
    decision: Decision | None
    """What its file says, if it can be read."""
    worth: Worth
    way: Evidence | None = None
    """The class of evidence that the merge will give."""
    judged: Judged | None = None
    """The verdict, where there is one."""
    reason: Reason | None = None
    """Why it is worth nothing."""
    remedy: Message | None = None
    """What to do about that."""
    moment: datetime | None = None
    """The moment of a proved act, in the time zone of the roster; a signed paper has none."""
    claim: Claim | None = None
    """Who says that he merged one that is worth nothing."""


@dataclass(frozen=True)
class RosterRuling:
    """A change of the roster that a request brings."""

    by: str | None
    """The name of whose signature makes it count."""
    reason: Reason | None
    remedy: Message | None
    told: tuple[Message, ...]
    """What the change changes."""


@dataclass(frozen=True)
class Lapse:
    """A decision that no longer holds, because the record is another one."""

    record: str
    status: Status
    """Changed or removed."""


@dataclass(frozen=True)
class Facts:
    """What the history says of a request."""

    base: str
    """The commit that the request is held against."""
    head: str
    is_merged: bool
    """Whether what is at hand lies on the main line already."""
    day: date
    """The day in the time zone of the roster in force."""
    roster: Roster | None
    """The roster in force, or that of the base where nothing is judged."""
    is_pinned: bool
    rulings: tuple[Ruling, ...] = ()
    roster_ruling: RosterRuling | None = None
    lapses: tuple[Lapse, ...] = ()
    touched: tuple[str, ...] = ()
    """The names of the decisions that count, and whose files the request edits or removes."""
    excess: Reason | None = None
    """What a merge of decisions must not bring beside them, if the request does."""
    given_title: str | None = None
    """The title that the request has on the forge, if somebody told."""
    others: tuple[str, ...] = ()
    """The files among the records that are none, by path, but for those that set the gate."""
    is_elsewhere: bool = False
    """Whether it changes files outside of the records."""
    elsewhere: Elsewhere = NOTHING_ELSEWHERE
    """Which these are, and what sets the gate among the records."""
    is_uncommitted: bool = False
    """Whether records at hand differ from what is committed."""
    obstacle: Message | None = None
    """Why nothing can be said of what a merge would prove."""

    @property
    def title(self) -> str | None:
        """The title that a request with these decisions must have; None where there is none that counts."""
        decisions = {one.record: one.decision for one in self.rulings if one.decision}
        is_whole = len(decisions) == len(self.rulings) > 0
        return title_for(decisions) if is_whole else None

    def name_of(self, person: str) -> str:
        """Return what a person is called, or the id of somebody who is not in the roster."""
        people = self.roster.people if self.roster else ()
        return next((one.name for one in people if one.id == person), person)

    def holding(self, person: str, role: Role, day: date | None = None) -> RoleHolding | None:
        """Return how a person holds a role on a day, or today, if he does."""
        return next((h for h in self._held(role, day or self.day) if h.person == person), None)

    def _held(self, role: Role, day: date) -> Sequence[RoleHolding]:
        roles = self.roster.roles if self.roster else ()
        return [h for h in roles if h.role == role and h.holds_on(day)]
