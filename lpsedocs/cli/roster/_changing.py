"""One change of the roster: checked, then written or committed, and told."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final

import click

from lpsedocs.changes import Change as Difference
from lpsedocs.changes import changes
from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._deciding import How, Plan, carry_out, sending_to, told_caught_up, told_commit
from lpsedocs.cli._stopping import breaking_off_means
from lpsedocs.cli.roster._sheet import Sheet
from lpsedocs.clone import OwnFile
from lpsedocs.corpus import Entry
from lpsedocs.deciding.desk import Desk, Ground, unpinned
from lpsedocs.deciding.rights import actor, governors, refuse_unless_governs
from lpsedocs.deciding.rosters import ROSTER, OpenRequest, open_requests, refuse_unsound
from lpsedocs.deciding.shelf import open_shelf
from lpsedocs.deciding.unsent import NOTHING_AGAIN, Again
from lpsedocs.editing import Change, edited, replace, writable_place
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.git import find_repository
from lpsedocs.models.roster import Role, Roster
from lpsedocs.models.words import word
from lpsedocs.source import parse_source
from lpsedocs.trust.rosters import InForce, read_roster, revoked_in

_AGAIN: Final = "'lpsedocs roster commit --push'"
_UNCHANGED: Final = say("nothing was changed")
_NEVER_EMPTY: Final[tuple[Role, ...]] = ("kepala_lpse", "pengelola")
"""The roles without which the office stands still."""


class Changing:
    """One change of the roster."""

    def __init__(
        self,
        ctx: click.Context,
        how: How,
        make: Callable[[Sheet], Iterable[Change]],
        again: Again = NOTHING_AGAIN,
    ) -> None:
        self._language = language_of(ctx)
        self._workspace = workspace_of(ctx)
        self._how = how
        self._desk = Desk(self._workspace.root, os.environ, how.wish)
        self._make = make
        self._again = again

    def run(self, *, commits: bool) -> None:
        """Check the change, and write or commit it."""
        if not commits:
            self._refuse_options_of_commits()
            self._write()
            return
        carry_out(self._language, self._plan, asks=self._how.asks)

    def _plan(self) -> Plan:
        ground = self._desk.ground(self._again)
        self._say(*told_caught_up(ground))
        sheet, source, content = self._changed(ground.day)
        told = self._checked(ground, source, content)
        self._refuse_without_right(ground)
        return Plan(
            told,
            lambda: self._say(*self._before(ground, sheet, content, told)),
            say("Commit this change of the roster?"),
            _UNCHANGED,
            lambda: self._commit(ground, source, content),
        )

    def _refuse_options_of_commits(self) -> None:
        wish = self._how.wish
        if wish.push or wish.branch is not None:
            raise Refusal(say("--push and --branch are for the commit; give --commit as well"))

    def _changed(self, day: date | None) -> tuple[Sheet, Entry[Any], bytes]:
        corpus = self._workspace.load(day)
        entry = corpus.get("roster")
        if entry is None or entry.record is None:
            raise Refusal(say("{path} is not there or has errors; see 'lpsedocs check'", path=str(ROSTER)))
        sheet = Sheet(entry, corpus.today)
        changed = list(self._make(sheet))
        return sheet, entry, edited(entry.source, Roster, changed)

    def _checked(self, ground: Ground, entry: Entry[Any], content: bytes) -> tuple[Difference, ...]:
        """Return what the roster would say that the one in force does not; refuses what would not count."""
        with open_shelf(self._workspace.root) as shelf:
            refuse_unsound(shelf, ground.line.history, ground.base, content, max(ground.day, ground.clock))
            before = shelf.trees.blob(ground.line.history.force.blob)
        told = changes(Roster, parse_source(ROSTER, before).data, parse_source(ROSTER, content).data)
        if not told and content == before:
            raise Refusal(say("{path} says nothing else than the roster in force", path=str(ROSTER)))
        return told

    def _before(
        self, ground: Ground, sheet: Sheet, content: bytes, told: tuple[Difference, ...]
    ) -> Iterator[Message]:
        if (note := unpinned(ground)) is not None:
            yield say("note: {note}", note=note)
        yield say("what changes against the roster in force:")
        for change in told:
            yield say("  - {change}", change=change.message)
        if not told:
            yield say("  - {change}", change=say("only comments, or the order in which it is written"))
        yield from self._left_hanging(ground, sheet)
        yield from _left_empty(sheet, content)

    def _left_hanging(self, ground: Ground, sheet: Sheet) -> Iterator[Message]:
        if sheet.concerned and (unseen := self._desk.without_branches()) is not None:
            yield say("note: {note}", note=unseen)
        for person in sheet.concerned:
            with open_shelf(self._workspace.root) as shelf:
                found = open_requests(self._workspace.root, shelf, ground.main.history.tip, person)
            yield from (_hanging(request, person) for request in found)

    # -- without a commit ----------------------------------------------------------------------------

    def _write(self) -> None:
        if not find_repository(self._workspace.root).refs():
            self._write_root(
                None,
                say(
                    "it counts from the first commit on, once 'lpsedocs trust pin' has pinned that; enter "
                    "everybody's keys and the papers before you make it"
                ),
            )
            return
        ground = self._desk.ground()
        self._say(*told_caught_up(ground))
        if not governors(ground.force, ground.day):
            self._write_root(
                ground.day,
                say(
                    "nobody who may change the roster has a key in force, so no signature can make it count, "
                    "only a new root: commit it, and let everybody trust that commit with 'lpsedocs trust "
                    "pin --commit ID'"
                ),
            )
            return
        sheet, entry, content = self._changed(ground.day)
        told = self._checked(ground, entry, content)
        before = tuple(self._before(ground, sheet, content, told))
        replace(writable_place(self._workspace.root, ROSTER), content, read=entry.source.content)
        self._say(say("{path} written", path=str(ROSTER)), *before, _makes_it_count(ground, content))

    def _write_root(self, day: date | None, what_then: Message) -> None:
        """Write what no signature makes count: a root is trusted as it is."""
        sheet, entry, content = self._changed(day)
        new = read_roster(content, "")
        if isinstance(new, Message):
            raise Refusal(say("the roster would not be valid: {why}", why=new))
        replace(writable_place(self._workspace.root, ROSTER), content, read=entry.source.content)
        told = changes(Roster, entry.source.data, parse_source(ROSTER, content).data)
        self._say(
            say("{path} written", path=str(ROSTER)),
            *(say("  - {change}", change=change.message) for change in told),
            *_left_empty(sheet, content),
            what_then,
        )

    # -- with one ------------------------------------------------------------------------------------

    def _refuse_without_right(self, ground: Ground) -> None:
        key = self._desk.key(ground.hand)
        me = actor(ground.force, ground.clock, email=ground.hand.email, key=key.fingerprint, day=ground.day)
        refuse_unless_governs(ground.force, me)

    def _commit(self, ground: Ground, entry: Entry[Any], content: bytes) -> bool:
        message = self._language.say(say("Change the roster"))
        with breaking_off_means(_UNCHANGED):
            commit = self._desk.signed(ground, ground.base, {ROSTER: content}, f"{message}\n")
        self._refuse_unless_it_counts(ground, commit)
        with sending_to(self._desk, ground.remote):
            is_there = self._desk.place(ground, commit, OwnFile(ROSTER, entry.source.content, content))
        if not is_there:
            return False
        self._say(
            say("{path} written", path=str(ROSTER)), *told_commit(ground, commit, self._how.wish, _AGAIN)
        )
        return True

    def _refuse_unless_it_counts(self, ground: Ground, commit: str) -> None:
        judged = [c for c in self._desk.judged(ground, commit).roster_changes if c.commit == commit]
        reason = judged[0].reason if judged else None
        if not judged or reason is not None:
            why = reason.message if reason else say("its commit does not change the roster")
            raise Refusal(say("what was signed would not count, and nothing was changed: {why}", why=why))

    def _say(self, *messages: Message) -> None:
        for message in messages:
            click.echo(self._language.say(message))


def _hanging(request: OpenRequest, person: str) -> Message:
    if request.fault is not None:
        return say(
            "note: the branch {branch} can't be read, so nobody knows whether it has a decision of {person}: "
            "{why}",
            branch=request.branch,
            person=person,
            why=request.fault,
        )
    return say(
        "open request: {branch} has a decision of {person} on {records}; what is not merged before the "
        "change counts, or is dated after it, has to be decided anew",
        branch=request.branch,
        person=person,
        records=request.records,
    )


def _left_empty(sheet: Sheet, content: bytes) -> Iterator[Message]:
    """Tell which roles nobody would hold, from when on."""
    new = read_roster(content, "")
    for role in _NEVER_EMPTY if isinstance(new, InForce) else ():
        assert isinstance(new, InForce)
        ends = [h.until or date.max for h in new.roster.roles if h.role == role]
        if max(ends, default=date.min) < date.max:
            last = max((sheet.today, *ends))
            yield say("note: after {day} nobody holds the role {role}", day=last, role=word(role))


def _makes_it_count(ground: Ground, content: bytes) -> Message:
    """Tell whose commit does; not with a key that the change revokes, unless there is no other."""
    new = read_roster(content, "")
    revoked = revoked_in(new.roster) if isinstance(new, InForce) else {}
    people = governors(ground.force, ground.day, revoked) or governors(ground.force, ground.day)
    return say(
        "it counts from the next commit after one that changes nothing but this file, signed with his own "
        "key by one of: {people}; 'lpsedocs roster commit' makes it",
        people=people,
    )
