"""lpsedocs roster."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, Final, TypeVar, cast, get_args

import click

from lpsedocs.changes import Change as Difference
from lpsedocs.changes import changes
from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._days import DAY
from lpsedocs.cli._deciding import How, Plan, carry_out, commit_options, told_commit
from lpsedocs.clone import OwnFile
from lpsedocs.corpus import Entry
from lpsedocs.deciding.desk import ROSTER_CHANGE, Desk, Ground, unpinned
from lpsedocs.deciding.rights import actor, governors, refuse_unless_governs
from lpsedocs.deciding.rosters import ROSTER, open_requests, refuse_unsound
from lpsedocs.deciding.shelf import open_shelf
from lpsedocs.editing import Append, Change, Put, edited, replace, writable_place
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.git import find_repository
from lpsedocs.models.fields import Span
from lpsedocs.models.roster import Person, Role, RoleHolding, Roster
from lpsedocs.models.words import word
from lpsedocs.source import Plain, parse_source
from lpsedocs.trust.rosters import InForce, fingerprint_of, read_roster
from lpsedocs.trust.signatures import BadSignatureError, parse_openpgp_key, parse_ssh_key

F = TypeVar("F", bound=Callable[..., Any])
_AGAIN: Final = "'lpsedocs roster commit --push'"
_NEVER_EMPTY: Final[tuple[Role, ...]] = ("kepala_lpse", "pengelola")
"""The roles without which the office stands still."""


@click.group()
def command() -> None:
    """Change who may do what: people, keys, roles, and acting heads (Plh., Plt.).

    Each command writes records/roster.yaml, with its comments kept, and says whose commit makes the change
    count; with --commit it makes that commit, signed and of nothing else. 'roster commit' commits what was
    written before.

    \b
    Examples:
      lpsedocs roster add-person sinta --name "Sinta Seandainya, S.E." --position "Kepala Bagian" \\
          --email sinta@provcontoh.example --ssh sinta.pub
      lpsedocs roster add-role sinta kepala_lpse --acting plh --from 2026-04-13 --until 2026-04-24 \\
          --basis "SP 800.1.11/017/2026" --commit
      lpsedocs roster end-key SHA256:oXRwb0AQkHgalC7/vPPAmBT3KgyVl/IN4WIhfjL8SAM --until 2026-05-31
      lpsedocs roster revoke-key tia --reason hilang
    """


# ---- What a change is made of


def _days(function: F) -> F:
    """Let a command be told from when to when."""
    first = click.option("--from", "first", type=DAY, help="The first day; by default today.")
    last = click.option("--until", "last", type=DAY, help="The last day, included.")
    return first(last(function))


def _key_options(function: F) -> F:
    """Let a command be told a public key."""
    ssh = click.option(
        "--ssh", metavar="FILE", help="A public SSH key: the file ending in .pub, or the line itself."
    )
    openpgp = click.option(
        "--openpgp",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="An OpenPGP certificate: gpg --armor --export --export-options export-minimal.",
    )
    return ssh(openpgp(function))


def _changing(function: F) -> F:
    """Let a command change the roster: it yields the changes, which are checked, written, and told."""

    @wraps(function)
    def changing(commit: bool, how: How, **options: Any) -> None:  # noqa: FBT001
        # What a command is told about days is worked out on the day that its commit would bear.
        ctx = click.get_current_context()
        _Changing(ctx, how, lambda desk: function(desk, **options)).run(commits=commit)

    flag = click.option("--commit", is_flag=True, help="Commit the change, signed with your key.")
    changing = flag(commit_options(changing))
    return cast("F", changing)


class _Sheet:
    """The roster in the work tree, and the day on which it is changed."""

    def __init__(self, entry: Entry[Any], today: date) -> None:
        self.roster: Roster = entry.it
        self.data: Plain = entry.source.data
        self.today = today
        self.concerned: list[str] = []
        """People whose open requests the change may leave without effect."""

    def person(self, id_: str) -> tuple[int, Person]:
        """Return somebody with the place in the list; refuses somebody who is not there."""
        for index, person in enumerate(self.roster.people):
            if person.id == id_:
                return index, person
        raise Refusal(
            say(
                "there is no {person} in the roster; it has {people}, and 'lpsedocs roster add-person' "
                "enters somebody",
                person=id_,
                people=tuple(person.id for person in self.roster.people),
            )
        )

    def day(self, given: date | None) -> str:
        """Return a day as the roster has it; without one, today."""
        return (given or self.today).isoformat()

    def span(self, first: date | None, last: date | None) -> dict[str, Plain]:
        """Return from when to when."""
        if last is not None and last.isoformat() < self.day(first):
            raise Refusal(
                say(
                    "--until {last} lies before the first day, {first}",
                    last=last,
                    first=self.day(first),
                )
            )
        span: dict[str, Plain] = {"from": self.day(first)}
        return span | ({"until": self.day(last)} if last else {})


# ---- The commands


@command.command("add-person")
@click.argument("id_", metavar="ID")
@click.option("--name", required=True, help="The name with titles, as it is printed.")
@click.option("--position", required=True, help="The person's position.")
@click.option(
    "--email",
    "emails",
    multiple=True,
    metavar="ADDRESS",
    help="An office address used in commits; may be repeated.",
)
@_key_options
@_days
@_changing
def add_person(
    sheet: _Sheet,
    id_: str,
    name: str,
    position: str,
    emails: tuple[str, ...],
    ssh: str | None,
    openpgp: Path | None,
    first: date | None,
    last: date | None,
) -> Iterator[Change]:
    """Enter somebody new; an id is never used again for somebody else."""
    if any(person.id == id_ for person in sheet.roster.people):
        raise Refusal(say("{id} is in the roster already; choose another id for somebody else", id=id_))
    item: dict[str, Plain] = {"id": id_, "name": name, "position": position}
    if emails:
        item["emails"] = list(emails)
    if ssh or openpgp:
        item["keys"] = [{**_public_key(ssh, openpgp), **sheet.span(first, last)}]
    yield Append(("people",), item)


@command.command("add-key")
@click.argument("person", metavar="PERSON")
@_key_options
@_days
@_changing
def add_key(
    sheet: _Sheet,
    person: str,
    ssh: str | None,
    openpgp: Path | None,
    first: date | None,
    last: date | None,
) -> Iterator[Change]:
    """Enter a public key that somebody signs with."""
    index, found = sheet.person(person)
    key = _public_key(ssh, openpgp)
    fingerprint = _fingerprint(key)
    span = sheet.span(first, last)
    for known in found.keys:
        if fingerprint_of(known) == fingerprint and (
            known.until is None or known.until >= _day(span["from"])
        ):
            raise Refusal(
                say(
                    "{person} has the key {key} in the roster already, from {first}",
                    person=person,
                    key=fingerprint,
                    first=known.from_,
                )
            )
    yield Append(("people", index, "keys"), {**key, **span})


@command.command("add-account")
@click.argument("person", metavar="PERSON")
@click.argument("forge", metavar="FORGE")
@click.argument("account", metavar="NUMBER")
@_changing
def add_account(sheet: _Sheet, person: str, forge: str, account: str) -> Iterator[Change]:
    """Enter somebody's account on a forge, by its number: a login can change hands."""
    index, _ = sheet.person(person)
    known = (*(f.id for f in sheet.roster.forges), *(w.id for w in sheet.roster.witnesses))
    if forge not in known:
        raise Refusal(
            say(
                "the roster has no forge {forge}; under 'forges' and 'witnesses' are {known}",
                forge=forge,
                known=known,
            )
            if known
            else say(
                "the roster has no forge {forge}; enter it under 'forges' or 'witnesses' first", forge=forge
            )
        )
    yield Append(("people", index, "forges"), {"forge": forge, "account": account})


@command.command("add-role")
@click.argument("person", metavar="PERSON")
@click.argument("role", type=click.Choice(get_args(Role)), metavar="ROLE")
@click.option("--unit", help="The unit of a Pengguna.")
@click.option(
    "--acting",
    type=click.Choice(["plh", "plt"]),
    help="An acting head: Plh. for some days, Plt. until an appointment.",
)
@click.option("--basis", help="The decree or order that gives the role.")
@_days
@_changing
def add_role(
    sheet: _Sheet,
    person: str,
    role: Role,
    unit: str | None,
    acting: str | None,
    basis: str | None,
    first: date | None,
    last: date | None,
) -> Iterator[Change]:
    """Give somebody a role: pengguna, pengelola, kepala_lpse or admin."""
    sheet.person(person)
    _refuse_odd_role(role, unit, acting, basis, last)
    span = sheet.span(first, last)
    held = next((h for h in _holdings(sheet, person, role, unit) if h.holds_on(_day(span["from"]))), None)
    if held is not None:
        raise Refusal(
            say(
                "{person} holds the role {role} already, from {first}; 'lpsedocs roster end-role' ends it",
                person=person,
                role=word(role),
                first=held.from_,
            )
        )
    details = {"unit": unit, "acting": acting, "basis": basis}
    yield Append(
        ("roles",), {"role": role, "person": person, **span, **{k: v for k, v in details.items() if v}}
    )


def _day(written: Plain) -> date:
    return date.fromisoformat(str(written))


def _refuse_odd_role(
    role: str, unit: str | None, acting: str | None, basis: str | None, last: object
) -> None:
    if acting and role != "kepala_lpse":
        raise Refusal(say("--acting is for the role kepala_lpse; nobody stands in for another role"))
    if acting and not basis:
        raise Refusal(
            say("an acting head needs --basis: the order that appoints, for example 'SP 800.1.11/017/2026'")
        )
    if acting == "plh" and last is None:
        raise Refusal(say("a Plh. is head for some days; say with --until until when"))
    if role == "pengguna" and not unit:
        raise Refusal(say("a Pengguna needs --unit, since the unit decides on its KAK together"))
    if role != "pengguna" and unit:
        raise Refusal(say("--unit is for a Pengguna; the other roles are of the whole office"))


@command.command("end-role")
@click.argument("person", metavar="PERSON")
@click.argument("role", type=click.Choice(get_args(Role)), metavar="ROLE")
@click.option("--unit", help="The unit of a Pengguna who has several.")
@click.option("--until", "last", type=DAY, help="The last day, included; by default today.")
@_changing
def end_role(sheet: _Sheet, person: str, role: Role, unit: str | None, last: date | None) -> Iterator[Change]:
    """End a role that somebody holds, and name the requests that this leaves without effect."""
    sheet.person(person)
    day = _day(sheet.day(last))
    indexes = [
        index
        for index, h in enumerate(sheet.roster.roles)
        if (h.person, h.role) == (person, role) and unit in (None, h.unit) and _is_open_on(h, day)
    ]
    if not indexes:
        raise Refusal(
            say(
                "{person} does not hold the role {role} beyond {day}; there is nothing to end",
                person=person,
                role=word(role),
                day=day,
            )
        )
    if len(indexes) > 1:
        units = tuple(sheet.roster.roles[index].unit or "-" for index in indexes)
        raise Refusal(
            say(
                "{person} holds this role several times; say with --unit which: {units}",
                person=person,
                units=units,
            )
        )
    if sheet.roster.roles[indexes[0]].from_ > day:
        raise Refusal(
            say(
                "the role begins on {first}, after {day}; end it on that day or later, or take the line out "
                "by hand",
                first=sheet.roster.roles[indexes[0]].from_,
                day=day,
            )
        )
    sheet.concerned.append(person)
    yield Put(("roles", indexes[0], "until"), day.isoformat())


def _is_open_on(span: Span, day: date) -> bool:
    return span.until is None or span.until > day


@command.command("end-key")
@click.argument("key", metavar="KEY")
@click.option("--until", "last", type=DAY, help="The last day, included; by default today.")
@_changing
def end_key(sheet: _Sheet, key: str, last: date | None) -> Iterator[Change]:
    """Give a key its last day, by its fingerprint or by the id of somebody with only one without an end.

    What it signed until then stays proved. A key that is lost or leaked is revoked instead.
    """
    day = _day(sheet.day(last))
    open_keys = {
        fingerprint_of(known): (person.id, ("people", index, "keys", number), known)
        for index, person in enumerate(sheet.roster.people)
        for number, known in enumerate(person.keys)
        if (key == fingerprint_of(known) and _is_open_on(known, day))
        or (key == person.id and known.until is None)
    }
    if not open_keys:
        raise Refusal(
            say(
                "nobody has a key {key} that is in force beyond {day}; there is nothing to end",
                key=key,
                day=day,
            )
        )
    if len(open_keys) > 1:
        raise Refusal(say("{person} has several keys; name one: {keys}", person=key, keys=tuple(open_keys)))
    [(owner, route, found)] = open_keys.values()
    if found.from_ > day:
        raise Refusal(
            say(
                "the key begins on {first}, after {day}; end it on that day or later, or take the line out "
                "by hand",
                first=found.from_,
                day=day,
            )
        )
    sheet.concerned.append(owner)
    yield Put((*route, "until"), day.isoformat())


@command.command("revoke-key")
@click.argument("key", metavar="KEY")
@click.option("--since", type=DAY, help="The day from which it does not count; by default today.")
@click.option(
    "--reason",
    type=click.Choice(["hilang", "bocor", "diganti"]),
    required=True,
    help="Lost; leaked, which puts in doubt what was signed with it; or replaced.",
)
@_changing
def revoke_key(sheet: _Sheet, key: str, since: date | None, reason: str) -> Iterator[Change]:
    """Revoke a key, by its fingerprint or by the id of somebody with only one; this is never taken back."""
    owner, fingerprint = _revoked(sheet, key)
    if any(revocation.key == fingerprint for revocation in sheet.roster.revoked):
        raise Refusal(
            say("the key {key} is revoked already, and a revocation is never changed", key=fingerprint)
        )
    if owner is not None:
        sheet.concerned.append(owner)
    yield Append(("revoked",), {"key": fingerprint, "since": sheet.day(since), "reason": reason})


def _revoked(sheet: _Sheet, key: str) -> tuple[str | None, str]:
    owners = {fingerprint_of(one): person.id for person in sheet.roster.people for one in person.keys}
    owners |= {_fingerprint({"ssh": f.ssh, "openpgp": f.openpgp}): "" for f in sheet.roster.forges}
    owners |= {_fingerprint({"ssh": witness.ssh}): "" for witness in sheet.roster.witnesses}
    if key in owners:
        return owners[key] or None, key
    revoked = {revocation.key for revocation in sheet.roster.revoked}
    own = [print_ for print_, owner in owners.items() if owner == key and print_ not in revoked]
    if len(own) == 1:
        return key, own[0]
    if own:
        raise Refusal(say("{person} has several keys; name one: {keys}", person=key, keys=tuple(own)))
    raise Refusal(
        say("the roster has no key {key}, and nobody of that id with a key that is not revoked", key=key)
    )


@command.command("commit")
@commit_options
@click.pass_context
def commit_command(ctx: click.Context, how: How) -> None:
    """Commit what was written into the roster before, signed with your key, and nothing else."""
    _Changing(ctx, how, lambda _: (), (ROSTER_CHANGE,)).run(commits=True)


# ---- Keys as somebody hands them over


def _public_key(ssh: str | None, openpgp: Path | None) -> dict[str, Plain]:
    if (ssh is None) == (openpgp is None):
        raise Refusal(say("name one public key, with --ssh or with --openpgp"))
    if openpgp is not None:
        return {"openpgp": _certificate(openpgp)}
    assert ssh is not None
    path = Path(ssh).expanduser()
    is_line = " " in ssh.strip() and not path.exists()
    if not is_line and not path.is_file():
        raise Refusal(say("there is no file {path}; name the public key, which ends in .pub", path=ssh))
    line = ssh if is_line else path.read_text("utf-8", "replace")
    if "PRIVATE KEY" in line:
        raise Refusal(
            say(
                "{path} is the private key, which nobody but its owner may have; name the one ending in .pub",
                path=ssh,
            )
        )
    try:
        parse_ssh_key(line)
    except BadSignatureError as error:
        raise Refusal(
            say("{path} is no public SSH key that can be used: {why}", path=ssh, why=error.message)
        ) from None
    return {"ssh": line.strip()}


def _certificate(path: Path) -> str:
    text = path.read_text("utf-8", "replace")
    if "PRIVATE KEY" in text:
        raise Refusal(say("{path} is a private key, which nobody but its owner may have", path=str(path)))
    try:
        parse_openpgp_key(text)
    except BadSignatureError as error:
        raise Refusal(
            say(
                "{path}: {why}; 'gpg --armor --export --export-options export-minimal ADDRESS' writes one",
                path=str(path),
                why=error.message,
            )
        ) from None
    return text.strip() + "\n"


def _fingerprint(key: dict[str, Any]) -> str:
    line = key.get("ssh")
    return (
        parse_ssh_key(line).fingerprint if line else parse_openpgp_key(key.get("openpgp") or "").fingerprint
    )


def _holdings(sheet: _Sheet, person: str, role: str, unit: str | None) -> Iterator[RoleHolding]:
    return (h for h in sheet.roster.roles if (h.person, h.role, h.unit) == (person, role, unit))


# ---- Checking, writing, committing


class _Changing:
    """One change of the roster."""

    def __init__(
        self,
        ctx: click.Context,
        how: How,
        make: Callable[[_Sheet], Iterable[Change]],
        again: tuple[str, ...] = (),
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
        sheet, source, content = self._changed(ground.day)
        told = self._checked(ground, source, content)
        self._refuse_without_right(ground)
        return Plan(
            told,
            lambda: self._say(*self._before(ground, sheet, content, told)),
            say("Commit this change of the roster?"),
            say("nothing was changed"),
            lambda: self._commit(ground, source, content),
        )

    def _refuse_options_of_commits(self) -> None:
        wish = self._how.wish
        if wish.push or wish.branch is not None:
            raise Refusal(say("--push and --branch are for the commit; give --commit as well"))

    def _changed(self, day: date | None) -> tuple[_Sheet, Entry[Any], bytes]:
        corpus = self._workspace.load(day)
        entry = corpus.get("roster")
        if entry is None or entry.record is None:
            raise Refusal(say("{path} is not there or has errors; see 'lpsedocs check'", path=str(ROSTER)))
        sheet = _Sheet(entry, corpus.today)
        changed = list(self._make(sheet))
        return sheet, entry, edited(entry.source, Roster, changed)

    def _checked(self, ground: Ground, entry: Entry[Any], content: bytes) -> tuple[Difference, ...]:
        """Return what the roster would say that the one in force does not; refuses what would not count."""
        with open_shelf(self._workspace.root) as shelf:
            refuse_unsound(shelf, ground.line.history, ground.base, content, max(ground.day, ground.clock))
            before = shelf.trees.blob(ground.line.history.force.blob)
        told = changes(Roster, parse_source(ROSTER, before).data, parse_source(ROSTER, content).data)
        if not told:
            raise Refusal(say("{path} says nothing else than the roster in force", path=str(ROSTER)))
        return told

    def _before(
        self, ground: Ground, sheet: _Sheet, content: bytes, told: tuple[Difference, ...]
    ) -> Iterator[Message]:
        if (note := unpinned(ground)) is not None:
            yield say("note: {note}", note=note)
        yield say("what changes against the roster in force:")
        for change in told:
            yield say("  - {change}", change=change.message)
        yield from self._left_hanging(ground, sheet)
        yield from _left_empty(sheet, content)

    def _left_hanging(self, ground: Ground, sheet: _Sheet) -> Iterator[Message]:
        for person in sheet.concerned:
            with open_shelf(self._workspace.root) as shelf:
                found = open_requests(self._workspace.root, shelf, ground.main.history.tip, person)
            for request in found:
                yield say(
                    "open request: {branch} has a decision of {person} on {records}; what is not merged "
                    "before the change counts, or is dated after it, has to be decided anew",
                    branch=request.branch,
                    person=person,
                    records=request.records,
                )

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
        path = writable_place(self._workspace.root, ROSTER)
        replace(path, content, read=entry.source.content)
        self._say(
            say("{path} written", path=str(ROSTER)),
            *self._before(ground, sheet, content, told),
            *_makes_it_count(ground),
        )

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
        commit = self._desk.signed(ground, ground.base, {ROSTER: content}, f"{message}\n")
        self._refuse_unless_it_counts(ground, commit)
        if not self._desk.place(ground, commit, OwnFile(ROSTER, entry.source.content, content)):
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


def _left_empty(sheet: _Sheet, content: bytes) -> Iterator[Message]:
    """Tell which roles nobody would hold, from when on."""
    new = read_roster(content, "")
    for role in _NEVER_EMPTY if isinstance(new, InForce) else ():
        assert isinstance(new, InForce)
        ends = [h.until or date.max for h in new.roster.roles if h.role == role]
        if max(ends, default=date.min) < date.max:
            last = max((sheet.today, *ends))
            yield say("note: after {day} nobody holds the role {role}", day=last, role=word(role))


def _makes_it_count(ground: Ground) -> Iterator[Message]:
    yield say(
        "it counts from the next commit after one that changes nothing but this file, signed with his own "
        "key by one of: {people}; 'lpsedocs roster commit' makes it",
        people=governors(ground.force, ground.day),
    )
