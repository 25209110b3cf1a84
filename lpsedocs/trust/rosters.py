"""The roster as it counts: whose key signed, who may act on which day, and which change of it is sound."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import PurePosixPath
from typing import Literal
from zoneinfo import ZoneInfo

from lpsedocs.findings import Message, say
from lpsedocs.models import kind_named
from lpsedocs.models.fields import Span
from lpsedocs.models.fitting import fit
from lpsedocs.models.roster import Evidence, Forge, Key, Person, Role, Roster
from lpsedocs.source import parse_source
from lpsedocs.trust.objects import CommitObject
from lpsedocs.trust.signatures import (
    BadSignatureError,
    NoSignatureError,
    OpenPgpKey,
    UnknownKeyError,
    parse_openpgp_key,
    parse_openpgp_signature,
    parse_ssh_key,
    parse_ssh_signature,
    verify_openpgp,
    verify_ssh,
)

PATH = "roster.yaml"
GOVERNORS: tuple[Role, ...] = ("kepala_lpse", "admin")
"""The roles that may change the roster (THREATS: roster change)."""

Sort = Literal["person", "forge", "witness"]


@dataclass(frozen=True)
class Signer:
    """Whose key made a valid signature; on which days it counts is another question."""

    sort: Sort
    owner: str
    fingerprint: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class _Holder:
    sort: Sort
    owner: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, eq=False)
class InForce:
    """A valid roster and the bytes that it was read from."""

    roster: Roster
    blob: str
    """The git id of its bytes."""

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone in which commits have days."""
        return ZoneInfo(self.roster.timezone)

    def day_of(self, seconds: int) -> date:
        """Return the day of a moment, in the roster's time zone."""
        return datetime.fromtimestamp(seconds, UTC).astimezone(self.zone).date()

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Everybody in the roster, by id."""
        return {person.id: person for person in self.roster.people}

    def signer_of(self, commit: CommitObject) -> Signer:
        """Return whose key signed a commit; raises BadSignatureError for no, an unknown or an invalid one."""
        if commit.signature is None:
            raise NoSignatureError(say("the commit is not signed"))
        if commit.signature.startswith(b"-----BEGIN SSH"):
            return self._ssh_signer(commit.signature, commit.payload)
        return self._openpgp_signer(commit.signature, commit.payload)

    def has_signer_of(self, commit: CommitObject) -> bool:
        """Tell whether somebody of the roster signed a commit."""
        try:
            self.signer_of(commit)
        except BadSignatureError:
            return False
        return True

    def _ssh_signer(self, armored: bytes, payload: bytes) -> Signer:
        signature = parse_ssh_signature(armored)
        holder = self._ssh_holders.get(signature.key.blob)
        if holder is None:
            raise UnknownKeyError(say("the key {key} is not in the roster", key=signature.key.fingerprint))
        verify_ssh(signature, payload)
        return Signer(holder.sort, holder.owner, signature.key.fingerprint, holder.spans)

    def _openpgp_signer(self, armored: bytes, payload: bytes) -> Signer:
        signature = parse_openpgp_signature(armored)
        for key, holder in self._openpgp_holders:
            if signature.names(key):
                verify_openpgp(signature, payload, key)
                return Signer(holder.sort, holder.owner, key.fingerprint, holder.spans)
        raise UnknownKeyError(say("its OpenPGP key is not in the roster"))

    @cached_property
    def _ssh_holders(self) -> Mapping[bytes, _Holder]:
        holders: dict[bytes, _Holder] = {}
        for sort, owner, line, _, span in _keys_in(self.roster):
            if line is not None:
                blob = parse_ssh_key(line).blob
                earlier = holders[blob].spans if blob in holders else ()
                holders[blob] = _Holder(sort, owner, (*earlier, span))
        return holders

    @cached_property
    def _openpgp_holders(self) -> tuple[tuple[OpenPgpKey, _Holder], ...]:
        holders: dict[str, tuple[OpenPgpKey, _Holder]] = {}
        for sort, owner, _, armored, span in _keys_in(self.roster):
            if armored is not None:
                key = parse_openpgp_key(armored)
                earlier = holders[key.fingerprint][1].spans if key.fingerprint in holders else ()
                holders[key.fingerprint] = key, _Holder(sort, owner, (*earlier, span))
        return tuple(holders.values())

    def has_key_in_force(self, signer: Signer, day: date) -> bool:
        """Tell whether the key that signed is in force on a day: within its days, and not revoked by then."""
        return self._is_in_force(signer.fingerprint, signer.spans, day)

    def _is_in_force(self, fingerprint: str, spans: Iterable[Span], day: date) -> bool:
        is_revoked = self._revoked.get(fingerprint, date.max) <= day
        return not is_revoked and any(span.holds_on(day) for span in spans)

    @cached_property
    def _revoked(self) -> Mapping[str, date]:
        return revoked_in(self.roster)

    def may(self, person: str, role: Role, day: date) -> bool:
        """Tell whether a person of the roster holds a role on a day."""
        return person in self.people and any(
            (h.person, h.role) == (person, role) and h.holds_on(day) for h in self.roster.roles
        )

    def may_in_unit(self, person: str, role: Role, unit: str, day: date) -> bool:
        """Tell whether a person holds a role in a unit on a day."""
        held = (h for h in self.roster.roles if (h.person, h.role, h.unit) == (person, role, unit))
        return any(holding.holds_on(day) for holding in held)

    def governs(self, person: str, day: date) -> bool:
        """Tell whether a person may change the roster on a day."""
        return any(self.may(person, role, day) for role in GOVERNORS)

    def accepted(self, role: Role) -> tuple[Evidence, ...]:
        """Return the classes of evidence that a role's decisions may bring."""
        return self.roster.accept.get(role, ("personal",))

    def person_of_account(self, forge: str, account: str) -> str | None:
        """Return the one person with that account on a forge."""
        found = [
            p.id
            for p in self.roster.people
            if any((f.forge, f.account) == (forge, account) for f in p.forges)
        ]
        return found[0] if len(found) == 1 else None

    def signs_for_himself(self, person: str, day: date) -> bool:
        """Tell whether a person has a key or a forge account in force: then no paper counts for him."""
        known = self.people.get(person)
        if known is None:
            return False
        forges = {account.forge for account in known.forges}
        return any(
            self._is_in_force(fingerprint, [span], day)
            for sort, owner, fingerprint, span in fingerprints_in(self.roster)
            if (owner == person if sort == "person" else owner in forges)
        )

    def forge(self, id_: str) -> Forge:
        """Return a forge of the roster."""
        return next(forge for forge in self.roster.forges if forge.id == id_)


def _keys_in(roster: Roster) -> Iterator[tuple[Sort, str, str | None, str | None, Span]]:
    """Yield every key: sort and id of its owner, SSH line, OpenPGP armor, and when it counts."""
    for person in roster.people:
        for key in person.keys:
            yield "person", person.id, key.ssh, key.openpgp, key
    for forge in roster.forges:
        yield "forge", forge.id, forge.ssh, forge.openpgp, forge
    for witness in roster.witnesses:
        yield "witness", witness.id, witness.ssh, None, witness


def fingerprints_in(roster: Roster) -> Iterator[tuple[Sort, str, str, Span]]:
    """Yield every key by its fingerprint: sort and id of its owner, and when it counts."""
    for sort, owner, line, armored, span in _keys_in(roster):
        if line is not None:
            yield sort, owner, parse_ssh_key(line).fingerprint, span
        if armored is not None:
            yield sort, owner, parse_openpgp_key(armored).fingerprint, span


def _parts_in(roster: Roster) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every key by its fingerprint, and the fingerprints of its parts."""
    for _, _, line, armored, _ in _keys_in(roster):
        if line is not None:
            fingerprint = parse_ssh_key(line).fingerprint
            yield fingerprint, (fingerprint,)
        if armored is not None:
            key = parse_openpgp_key(armored)
            yield key.fingerprint, key.parts


def revoked_in(roster: Roster) -> Mapping[str, date]:
    """Return since when keys of a roster don't count: a revocation of any part of one revokes the whole."""
    since: dict[str, date] = {}
    for fingerprint, parts in _parts_in(roster):
        days = [revocation.since for revocation in roster.revoked if revocation.key in parts]
        if days:
            since[fingerprint] = min(*days, since.get(fingerprint, date.max))
    return since


def read_roster(content: bytes, blob: str) -> InForce | Message:
    """Return the roster in these bytes, or why it is none."""
    source = parse_source(PurePosixPath("records", PATH), content)
    if not source.is_clean:
        return source.troubles[0].message
    found = fit(kind_named("roster"), source.data)
    if isinstance(found, tuple):
        return found[0].message
    assert isinstance(found, Roster)
    try:
        read = InForce(found, blob)
        _ = read._ssh_holders, read._openpgp_holders  # keys that can't be read make no roster
    except BadSignatureError as error:
        return say("a key in it can't be read: {reason}", reason=error.message)
    return Ledger().fault_of(found) or read


Mark = tuple[str, str]
"""Something that tells a person, a forge or a witness apart: its sort and its value."""


@dataclass
class Ledger:
    """Whom every id, key, address and account ever belonged to; nothing of it changes hands."""

    owners: dict[Mark, str] = field(default_factory=dict)
    marks: dict[str, set[Mark]] = field(default_factory=dict)
    """By the id of a person: what he was ever known by."""
    wholes: dict[str, set[str]] = field(default_factory=dict)
    """By the fingerprint of a part of a key: the fingerprints of the keys that have it."""

    def fault_of(self, roster: Roster) -> Message | None:
        """Return why a roster gives something to a second owner, or None."""
        fresh: dict[Mark, str] = {}
        for mark, owner in _belongings(roster):
            known = self.owners.get(mark) or fresh.setdefault(mark, owner)
            if known != owner:
                return say(
                    "{value} belonged to {known} and can never belong to {owner}",
                    value=mark[1],
                    known=_called(known),
                    owner=_called(owner),
                )
        for person, marks in _marks(roster).items():
            if person in self.marks and not self.marks[person] & marks:
                return say("the id {id} belonged to somebody else and is never used again", id=person)
        return None

    def enter(self, roster: Roster) -> None:
        """Remember what a roster in force gives to whom."""
        self.owners.update(_belongings(roster))
        for person, marks in _marks(roster).items():
            self.marks.setdefault(person, set()).update(marks)
        for fingerprint, parts in _parts_in(roster):
            for part in parts:
                self.wholes.setdefault(part, set()).add(fingerprint)


def _called(owner: str) -> Message:
    sort, _, id_ = owner.partition(" ")
    return say(_OWNERS[sort].template, id=id_)


_OWNERS = {"person": say("person {id}"), "forge": say("forge {id}"), "witness": say("witness {id}")}


def _belongings(roster: Roster) -> Iterator[tuple[Mark, str]]:
    for sort, owner, line, armored, _ in _keys_in(roster):
        if line is not None:
            yield ("key", parse_ssh_key(line).fingerprint), f"{sort} {owner}"
        if armored is not None:
            for part in parse_openpgp_key(armored).parts:
                yield ("key", part), f"{sort} {owner}"
    for person in roster.people:
        for address in person.emails:
            yield ("address", address.lower()), f"person {person.id}"
        for account in person.forges:
            yield ("account", f"{account.forge} {account.account}"), f"person {person.id}"


def _marks(roster: Roster) -> Mapping[str, set[Mark]]:
    """Return what each person is known by; one of these must stay for an id to be still the same person's."""
    marks: dict[str, set[Mark]] = {person.id: {("name", person.name)} for person in roster.people}
    for mark, owner in _belongings(roster):
        sort, _, id_ = owner.partition(" ")
        if sort == "person":
            marks[id_].add(mark)
    return marks


def fault_of_change(old: Roster, new: Roster, ledger: Ledger, day: date) -> Message | None:
    """Return why a valid roster may not follow another on a day, or None (THREATS: roster change)."""
    if new.repository != old.repository:
        return say("it changes the repository id")
    if new.timezone != old.timezone:
        return say("it changes the time zone")
    if not set(old.revoked) <= set(new.revoked):
        return say("it takes back a revocation")
    had = {*ledger.wholes, *(part for _, parts in _parts_in(new) for part in parts)}
    for revocation in new.revoked:
        if revocation not in old.revoked and revocation.key not in had:
            return say("it revokes the key {key}, which no roster ever had", key=revocation.key)
    if not any(_governs_for_good(person, new, day) for person in new.people):
        return say(
            "nobody would be left who may change the roster, with a role and a key in force and without end"
        )
    return ledger.fault_of(new)


def _governs_for_good(person: Person, roster: Roster, day: date) -> bool:
    revoked = revoked_in(roster)
    keys = (key for key in person.keys if fingerprint_of(key) not in revoked)
    roles = (h for h in roster.roles if h.person == person.id and h.role in GOVERNORS)
    return any(_holds_for_good(key, day) for key in keys) and any(_holds_for_good(h, day) for h in roles)


def _holds_for_good(span: Span, day: date) -> bool:
    return span.until is None and span.holds_on(day)


def fingerprint_of(key: Key) -> str:
    """Return the fingerprint of a key of the roster."""
    return parse_ssh_key(key.ssh).fingerprint if key.ssh else parse_openpgp_key(key.openpgp or "").fingerprint
