"""Diagnoses of who may decide: roles and keys today and in thirty days, and ends that nothing proves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from lpsedocs.doctor.diagnoses import Diagnosis, Family, Look, listed
from lpsedocs.findings import Message, Value, say
from lpsedocs.models.fields import Span
from lpsedocs.models.roster import Person, Role, RoleHolding, Roster
from lpsedocs.models.words import word
from lpsedocs.trust.proof import Remark
from lpsedocs.trust.remedies import remedy_of_problem
from lpsedocs.trust.rosters import GOVERNORS, fingerprint_of, fingerprints_in, revoked_in
from lpsedocs.trust.signatures import parse_openpgp_key

AHEAD: Final = timedelta(days=30)
"""How far ahead roles and keys are looked at."""
NEEDED: Final[tuple[Role, ...]] = ("pengguna", "pengelola", "kepala_lpse")
"""The roles that the SOP gives steps to."""

_TRUSTED: Final = Look(Family.ROSTER, "pin", say("whether the root of the history is pinned"))
_TIP: Final = Look(Family.ROSTER, "tip", say("the main branch, next to what was verified last"))
_ROSTER: Final = Look(Family.ROSTER, "roster", say("the roster in force"))
_HELD: Final = Look(Family.ROSTER, "roles", say("whether each role of the SOP is held, today and in 30 days"))
_ACTING: Final = Look(Family.ROSTER, "acting", say("acting heads (Plh., Plt.)"))
_RIGHTS: Final = Look(Family.ROSTER, "rights", say("who may change the roster"))
_DECIDERS: Final = Look(
    Family.ROSTER, "deciders", say("whether those who decide have a way to do so that counts")
)
_KEYS: Final = Look(Family.ROSTER, "keys", say("keys that run out"))
_ENDED: Final = Look(Family.ROSTER, "ended", say("ended roles and keys, and acts that are dated back"))


@dataclass(frozen=True)
class Proven:
    """What the history says of the roster."""

    roster: Roster | None
    """The one in force, or failing that the one at hand."""
    clock: date | None
    """The latest day that an act with authority proves to have passed; None where nothing was verified."""
    pin: str | None
    """The pinned root."""
    pin_source: str | None
    tip: str | None
    """The last tip that was verified before, and its day."""
    tip_day: date | None
    remarks: tuple[Remark, ...]
    obstacle: Message | None
    """Why the history can't be verified."""


def of_pin(proven: Proven) -> Iterator[Diagnosis]:
    """Judge whether the root is trusted, and whether the main branch only grew since it was verified."""
    if proven.pin is None:
        yield _TRUSTED.unknown(
            say("no root of this repository is pinned"),
            say("'lpsedocs trust pin' pins one; compare what it shows with what the office wrote down"),
        )
        return
    where = _SOURCES[proven.pin_source or "configuration"]
    yield _TRUSTED.fine(say("{root} ({where})", root=proven.pin[:12], where=where))
    if proven.obstacle is not None:
        yield _TIP.unknown(
            say("the history can't be verified: {why}", why=proven.obstacle),
            say("'lpsedocs verify' says the same"),
        )
    elif proven.remarks:
        yield _TIP.mend(proven.remarks[0].message, remedy_of_problem(proven.remarks[0].code))
    elif proven.tip is None or proven.tip_day is None:
        yield _TIP.unknown(
            say("no tip was verified here before, so a branch that was rewritten would not be noticed"),
            say("'lpsedocs verify' remembers the tip; a pin in your configuration keeps it"),
        )
    else:
        yield _TIP.fine(
            say("it has all of {tip}, which was verified on {day}", tip=proven.tip[:12], day=proven.tip_day)
        )


_SOURCES: Final = {
    "option": say("trusted by --trust-root for this run"),
    "environment": say("trusted by LPSEDOCS_TRUST_ROOT"),
    "configuration": say("pinned in your configuration"),
}


def of_roster(proven: Proven, today: date) -> Iterator[Diagnosis]:
    """Judge the roster in force; where nothing was verified, the one at hand, which is said."""
    roster = proven.roster
    if roster is None:
        yield _ROSTER.unknown(
            say("there is no roster that can be read"), say("'lpsedocs check' says what is wrong with it")
        )
        return
    if proven.clock is None:
        yield _ROSTER.unknown(
            say("the history was not verified, so the roster file was looked at, which may not be in force"),
            say("'lpsedocs trust pin' pins the root from which the roster counts"),
        )
    else:
        yield _ROSTER.fine(say("proved from the history"))
    yield _of_roles(roster, today)
    yield _of_acting(roster, today)
    yield _of_rights(roster, today)
    yield _of_deciders(roster, today)
    yield _of_keys(roster, today)
    yield _of_ends(roster, proven.clock, today)


# ---- Roles


def _of_roles(roster: Roster, today: date) -> Diagnosis:
    gaps: list[Value] = []
    for role in NEEDED:
        if not _holders(roster, role, today):
            gaps.append(say("nobody holds {role} today", role=word(role)))
        elif not _holders(roster, role, today + AHEAD):
            last = max(h.until for h in _holders(roster, role, today) if h.until)
            gaps.append(say("nobody holds {role} after {day}", role=word(role), day=last))
    if not gaps:
        return _HELD.fine(say("each is"))
    return _HELD.mend(
        listed(gaps),
        say("the Kepala LPSE or an admin enters who holds it next: 'lpsedocs roster add-role'"),
        "records/roster.yaml",
    )


def _holders(roster: Roster, role: Role, day: date) -> list[RoleHolding]:
    return [holding for holding in roster.roles if holding.role == role and holding.holds_on(day)]


def _of_acting(roster: Roster, today: date) -> Diagnosis:
    acting = [h for h in _holders(roster, "kepala_lpse", today) if h.acting]
    ending = [h for h in acting if h.until and h.until <= today + AHEAD]
    alone = [h for h in ending if not _holders(roster, "kepala_lpse", (h.until or today) + timedelta(days=1))]
    if alone:
        return _ACTING.mend(
            say(
                "the term of {person} ends on {day}, and nobody is the Kepala LPSE on the day after",
                person=_name(roster, alone[0].person),
                day=alone[0].until or today,
            ),
            say(
                "enter the next one now ('lpsedocs roster add-role'): no decision counts that is made before"
            ),
            "records/roster.yaml",
        )
    if not acting:
        return _ACTING.fine(say("there is none today"))
    if ending:
        return _ACTING.fine(
            say(
                "the term of {person} ends on {day}, and the role is held on the day after",
                person=_name(roster, ending[0].person),
                day=ending[0].until or today,
            )
        )
    return _ACTING.fine(say("no term ends within 30 days"))


# ---- Keys


def _of_rights(roster: Roster, today: date) -> Diagnosis:
    now, then = (_governors(roster, day) for day in (today, today + AHEAD))
    if len(then) >= 2:
        return _RIGHTS.fine(
            say(
                "{people}, with keys in force", people=tuple(_name(roster, person) for person in sorted(then))
            )
        )
    remedy = say(
        "give a second person the role admin and a key ('lpsedocs roster add-role', 'add-key'): one "
        "person alone may "
        "name himself Kepala LPSE, and if his key is lost nobody can change the roster any more"
    )
    if len(now) >= 2:
        message = say(
            "two people may today, but in 30 days only {count} with a key in force", count=len(then)
        )
        return _RIGHTS.mend(message, remedy, "records/roster.yaml")
    message = say("{count} of the two people who should may do so with a key in force", count=len(now))
    return _RIGHTS.mend(message, remedy, "records/roster.yaml")


def _governors(roster: Roster, day: date) -> set[str]:
    held = {h.person for h in roster.roles if h.role in GOVERNORS and h.holds_on(day)}
    return {person.id for person in roster.people if person.id in held and _has_key(roster, person, day)}


def _has_key(roster: Roster, person: Person, day: date) -> bool:
    revoked = revoked_in(roster)
    keys = (key for key in person.keys if key.holds_on(day))
    return any(revoked.get(fingerprint_of(key), date.max) > day for key in keys)


def _of_deciders(roster: Roster, today: date) -> Diagnosis:
    stuck = tuple(dict.fromkeys(_stuck(roster, today)))
    if not stuck:
        return _DECIDERS.fine(say("each has a key, an account or a paper that is accepted for the role"))
    return _DECIDERS.mend(
        say("without one: {people}", people=stuck),
        say(
            "enter a key or an account ('lpsedocs roster add-key', 'add-account'), or accept paper "
            "for the role in "
            "'accept'"
        ),
        "records/roster.yaml",
    )


def _stuck(roster: Roster, today: date) -> Iterator[Message]:
    people = {person.id: person for person in roster.people}
    for role in ("kepala_lpse", "pengguna"):
        for holding in _holders(roster, role, today):
            person = people.get(holding.person)
            if person is None or not _can_decide(roster, person, role, today):
                yield say("{person}, {role}", person=_name(roster, holding.person), role=word(role))


def _can_decide(roster: Roster, person: Person, role: Role, today: date) -> bool:
    accepted = roster.accept.get(role, ("personal",))
    forges = {forge.id for forge in roster.forges if forge.holds_on(today)}
    witnesses = {witness.id for witness in roster.witnesses if witness.holds_on(today)}
    accounts = {account.forge for account in person.forges}
    ways = {
        "personal": _has_key(roster, person, today),
        "forge": bool(accounts & forges),
        "witness": bool(accounts & witnesses),
        "document": not person.keys and not person.forges,
    }
    return any(ways[way] for way in accepted)


def _of_keys(roster: Roster, today: date) -> Diagnosis:
    ending = tuple(_ending(roster, today))
    if not ending:
        return _KEYS.fine(say("none runs out within 30 days without one to follow"))
    return _KEYS.mend(
        listed(ending),
        say(
            "make a new key and enter it before the day ('lpsedocs roster add-key'); an OpenPGP "
            "certificate can be "
            "prolonged by its owner"
        ),
        "records/roster.yaml",
    )


def _ending(roster: Roster, today: date) -> Iterator[Message]:
    holding = {h.person for h in roster.roles if h.holds_on(today)}
    for person in roster.people:
        if person.id in holding and person.keys:
            yield from _ending_of(roster, person, today)
    for sort, owner, _, span in fingerprints_in(roster):
        if sort != "person" and span.until and today <= span.until < today + AHEAD:
            yield say("the key of {owner} ends on {day}", owner=owner, day=span.until)


def _ending_of(roster: Roster, person: Person, today: date) -> Iterator[Message]:
    if not _has_key(roster, person, today):
        yield say("{person} has no key in force any more", person=person.name)
    elif not _has_key(roster, person, today + AHEAD):
        last = max(key.until for key in person.keys if key.until and key.holds_on(today))
        yield say("the last key of {person} ends on {day}", person=person.name, day=last)
    for key in person.keys:
        if key.openpgp and key.holds_on(today):
            ends = parse_openpgp_key(key.openpgp).certificate.expiration
            if ends is not None and ends.date() < today + AHEAD:
                yield say(
                    "the OpenPGP certificate of {person} expires on {day}, and his programs won't "
                    "sign with it after",
                    person=person.name,
                    day=ends.date(),
                )


# ---- Ends


def _of_ends(roster: Roster, clock: date | None, today: date) -> Diagnosis:
    if clock is None:
        return _ENDED.unknown(
            say("which days the history proves to have passed can't be told without a pinned root"),
            say("'lpsedocs trust pin' pins one"),
        )
    open_ = (*_open_roles(roster, clock, today), *_open_keys(roster, clock, today))
    if not open_:
        return _ENDED.fine(say("a later act that counts has passed every end"))
    return _ENDED.mend(
        say(
            "nothing on the main branch proves that these ends have passed, so an act that is dated "
            "back would still "
            "count: {ends}",
            ends=open_,
        ),
        remedy_of_problem("ended-role"),
    )


def _open_roles(roster: Roster, clock: date, today: date) -> Iterator[Message]:
    for holding in roster.roles:
        still = any(_is_the_same(holding, other) and other.holds_on(today) for other in roster.roles)
        if _is_open(holding, clock, today) and not still:
            yield say(
                "{person} as {role} until {day}",
                person=_name(roster, holding.person),
                role=word(holding.role),
                day=holding.until or today,
            )


def _is_the_same(one: RoleHolding, other: RoleHolding) -> bool:
    return (one.person, one.role, one.unit) == (other.person, other.role, other.unit)


def _open_keys(roster: Roster, clock: date, today: date) -> Iterator[Message]:
    revoked = revoked_in(roster)
    for _, owner, fingerprint, span in fingerprints_in(roster):
        # An act counts from its own day or the clock's, whichever is later.
        if _is_open(span, clock, today) and revoked.get(fingerprint, date.max) > clock:
            yield say(
                "the key {key} of {owner} until {day}",
                key=fingerprint,
                owner=_name(roster, owner),
                day=span.until or today,
            )


def _is_open(span: Span, clock: date, today: date) -> bool:
    return span.until is not None and clock <= span.until < today


def _name(roster: Roster, person: str) -> str:
    return next((one.name for one in roster.people if one.id == person), person)
