"""Verifies a history, wherever it is kept: from a root that is believed, along the main line, to its tip."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from functools import cached_property
from pathlib import Path

from lpsedocs.audit import Audited
from lpsedocs.findings import Refusal, printable, say
from lpsedocs.git import Repository
from lpsedocs.pins import Pin, pins_file, remember_tip
from lpsedocs.trust.mainline import Walk
from lpsedocs.trust.proof import Circumstances, Remark, gather
from lpsedocs.trust.proposals import as_proposed, proposals
from lpsedocs.trust.renewals import with_renewals
from lpsedocs.trust.rosters import InForce
from lpsedocs.trust.standing import DigestOf, Standing, standings
from lpsedocs.trust.verdicts import CannotVerifyError, History, Judged, NotPinnedError
from lpsedocs.verification.opening import Opened, Recorder, opened
from lpsedocs.verification.papers import PAGE, Subject, papers_of, refuse_others
from lpsedocs.verification.roots import (
    MAIN,
    Candidate,
    candidate,
    first_with_roster,
    main_ref,
    pin_in_force,
    pinned,
    refuse_other_bytes,
    renewals_on,
    tip_of,
)
from lpsedocs.verification.tips import (
    Passage,
    behind,
    chronicle,
    decidable,
    digest_at,
    is_of_the_office,
    other_day,
    other_page,
    position,
    records_at,
    remarks,
)

__all__ = [
    "MAIN",
    "Candidate",
    "Passage",
    "Recorder",
    "Request",
    "Subject",
    "Verification",
    "candidate",
    "papers_of",
    "pinned",
    "recorded",
    "remember",
    "verify",
]


@dataclass(frozen=True)
class Request:
    """What to verify."""

    path: Path | Repository
    """Any place in a clone, a bare one, a worktree, or a bundle file; or a repository that was found."""
    today: date | None
    """None for the present day in the office's time zone."""
    environment: Mapping[str, str]
    trust_root: str | None = None
    """A root given for this run."""
    tip: str | None = None
    """A full ref name or a commit id, instead of the main branch."""
    allow_unpinned: bool = False
    at_hand: DigestOf | None = None
    """What the files have that are checked out: they are judged as of the main-line commit they come from."""
    hand: str | None = None
    """The commit that those files are of; by default what is checked out."""
    chronicle_of: str | None = None
    """A record whose whole story is wanted."""


@dataclass(frozen=True)
class Verification:
    """A history that was judged, from which root, and why that root is believed."""

    history: History
    pin: Pin | None
    pin_source: str | None
    """``option``, ``environment`` or ``configuration``; None without a pin."""
    ref: str | None
    """The full name of the branch whose tip was judged; None for a commit given by id."""
    is_main: bool
    """Whether the tip is that of the main branch, by whatever name."""
    remarks: tuple[Remark, ...]
    decidable: tuple[str, ...]
    """The evaluations and KAK at the tip, decided or not."""
    digests: Mapping[str, str]
    """The SHA-256, at the tip, of each decided record and of what its decisions rest on, by id."""
    today: date
    """The day as of which it was judged."""
    zone: tzinfo | None
    """The office's time zone, by the roster of the root."""
    is_to_be_kept: bool
    """Whether its tip may become the last verified one of its pin."""
    circumstances: Circumstances
    chronicle: tuple[Passage, ...] = ()
    """Of the record that was asked for, in the order of the line."""
    proposed: tuple[Judged, ...] = ()
    """The decisions of another branch than the main one that only wait to be signed or merged."""

    @property
    def is_pinned(self) -> bool:
        """Whether the root is trusted."""
        return self.pin is not None

    @property
    def present_day(self) -> date:
        """What day it is now where the office is."""
        return datetime.now(self.zone).date()

    @property
    def standings(self) -> Mapping[str, Standing]:
        """Where each record stands that is there, or was ever decided."""
        return standings(self.history, self.decidable, self.digest_of)

    @cached_property
    def held(self) -> Mapping[str, Judged]:
        """The decisions that hold their number, by where their files belong under ``records/``."""
        return {judged.path: judged for judged in self.history.decisions if judged.reason is None}

    def with_proposals(self) -> "Verification":
        """Return the same with what is proposed called so, and not unproved."""
        return replace(self, history=as_proposed(self.history, self.proposed))

    def digest_of(self, record: str) -> str | None:
        """Return the SHA-256 of a record at the tip."""
        return self.digests.get(record)


def verify(request: Request) -> Verification:
    """Judge a repository's main line; raises CannotVerifyError with what is missing.

    Of an audit file, what people read in it must be what is verified as of the day that it says itself.
    """
    with opened(request.path) as found:
        verification = _verify(request, found)
        if found.audited is None:
            return verification
        as_of = replace(request, today=found.audited.day)
        due = verification if as_of.today == verification.today else _verify(as_of, found)
        return _with_papers(str(request.path), verification, due, found.audited)


def _with_papers(path: str, verification: Verification, due: Verification, audited: Audited) -> Verification:
    """Refuse an audit file whose files for people are not as is due; tell of another page."""
    if verification.history.tip != audited.tip:
        raise Refusal(say("{path} is about one tip, which it names itself; leave out --tip", path=path))
    standing = due.standings.get(audited.record)
    if standing is None:
        raise CannotVerifyError(
            say(
                "{path} is about {record}, of which there is nothing in it; ask whoever wrote it for a new "
                "one",
                path=path,
                record=printable(audited.record[:200]),
            )
        )
    subject = Subject(standing, due.history, audited.ref, audited.day)
    odd = [] if refuse_others(path, audited, papers_of(subject, audited)) else [other_page(PAGE)]
    # Of a record that is gone, nothing is there on a day on which none of its decisions counted yet.
    now = verification.standings.get(audited.record)
    if now is None or (now.status, now.last) != (standing.status, standing.last):
        odd.append(other_day(audited.day, verification.today))
    return replace(verification, remarks=(*verification.remarks, *odd))


@contextmanager
def recorded(request: Request) -> Iterator[tuple[Verification, Recorder]]:
    """Judge a repository's main line, and keep every object that is read, also those read inside.

    What is read on the last of all days is kept as well: on a later day, what was dated ahead is judged, too.
    """
    with opened(request.path) as found:
        recorder = Recorder(found.objects)
        recording = replace(found, objects=recorder)
        verification = _verify(request, recording)
        _verify(replace(request, today=date.max), recording)
        yield verification, recorder


def remember(request: Request, verification: Verification) -> None:
    """Keep the tip as the last verified one; only that of the pinned main branch today, with nothing odd."""
    if verification.pin and verification.is_to_be_kept:
        path = pins_file(request.environment)
        remember_tip(path, verification.pin, verification.history.tip, verification.today.isoformat())


def _verify(request: Request, found: Opened) -> Verification:
    graph = found.graph
    pin, source = _pin(request, found)
    main = main_ref(found.refs, pin)
    ref, top = tip_of(request.tip, found, main)
    root = pin.root if pin else first_with_roster(found, top)
    if pin:
        refuse_other_bytes(pin, found)
    zone = _zone(found, root)
    today = request.today or datetime.now(zone).date()
    line = graph.line(root, top)
    place = position(graph, line, request.hand or found.head) if request.at_hand else len(line)
    renewals = renewals_on(line, pin, place) if pin else []
    history = with_renewals(graph, Walk(graph, today).judge(root, line[place - 1], renewals), renewals)
    if pin and history.force.roster.repository != pin.repository:
        raise CannotVerifyError(
            say("the roster's repository id is not the one that was pinned; ask who replaced the roster")
        )
    is_main = main is not None and top == found.refs[main]
    wanted = {r for j in history.decisions if j.decision for r in (j.record, *j.decision.rests_on)}
    at_tip = records_at(graph, history.tip, wanted)
    digests = {record: digest_at(graph, blob) for record, blob in at_tip.items() if record in wanted}
    found_odd = (*remarks(found, pin, top, is_main=is_main), *behind(len(line) - place))
    return Verification(
        history,
        pin,
        source,
        ref,
        is_main,
        found_odd,
        decidable(at_tip),
        digests,
        today,
        zone,
        # A day that somebody only imagines is no day of a verification.
        request.today is None
        and ref == main
        and pin is not None
        and source == "configuration"
        and not found_odd
        and is_of_the_office(found, pin, top),
        gather(graph, history, request.at_hand or digests.get),
        tuple(chronicle(graph, history, request.chronicle_of)) if request.chronicle_of else (),
        _proposals(found, history, found.refs[main]) if main and not is_main else (),
    )


def _proposals(found: Opened, history: History, main: str) -> tuple[Judged, ...]:
    if not found.has_line(history.root, main):
        return ()
    return proposals(found.graph, history, found.graph.line(history.root, main))


def _pin(request: Request, found: Opened) -> tuple[Pin, str] | tuple[None, None]:
    try:
        return pin_in_force(found, request.environment, request.trust_root, request.tip)
    except NotPinnedError:
        if not request.allow_unpinned:
            raise
        return None, None


def _zone(found: Opened, root: str) -> tzinfo | None:
    force = found.roster_at(root)
    return force.zone if isinstance(force, InForce) else None
