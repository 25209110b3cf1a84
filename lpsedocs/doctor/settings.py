"""Diagnoses of how git is set up for whoever works here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from lpsedocs.doctor.diagnoses import Diagnosis, Family, Look
from lpsedocs.findings import Message, Term, say
from lpsedocs.models.roster import Person, Roster
from lpsedocs.models.words import word
from lpsedocs.trust.rosters import fingerprint_of, revoked_in

NAMES: Final = ("core.autocrlf", "core.hooksPath", "pull.rebase", "branch.autoSetupRebase")
"""The settings that are looked at."""

_ENDS: Final = Look(Family.WORKSPACE, "line-ends", say("how git treats the ends of lines here"))
_HOOKS: Final = Look(Family.WORKSPACE, "hooks", say("programs that git runs at every commit"))
_REBASE: Final = Look(Family.WORKSPACE, "rebase", say("how 'git pull' joins two histories"))
_SIGNING: Final = Look(Family.WORKSPACE, "signing", say("whether you can sign decisions"))
_OFF: Final = frozenset({"false", "no", "off", "0"})


@dataclass(frozen=True)
class Signing:
    """Who works here, and with which key git signs."""

    email: str | None
    """None where git does not know who works here."""
    fingerprint: str | None
    """Of the key; None where only the signature itself will tell."""
    obstacle: Message | None
    """Why git can't sign, if it can't."""


def of_settings(settings: Mapping[str, str], *, keeps_bytes: bool, hooks_inside: bool) -> Iterator[Diagnosis]:
    """Judge settings that endanger bytes, or signatures that were made."""
    yield _of_line_ends(settings, keeps_bytes)
    yield _of_hooks(settings.get("core.hooksPath"), hooks_inside)
    yield _of_rebase(settings)


def _of_line_ends(settings: Mapping[str, str], keeps_bytes: bool) -> Diagnosis:  # noqa: FBT001  # its own two facts
    value = settings.get("core.autocrlf", "false").lower()
    if value in _OFF:
        return _ENDS.fine(say("it leaves them as they are"))
    if keeps_bytes:
        return _ENDS.fine(
            say("core.autocrlf is '{value}', but '.gitattributes' keeps it away from records", value=value)
        )
    return _ENDS.mend(
        say(
            "core.autocrlf is '{value}', and '.gitattributes' does not keep it away from records", value=value
        ),
        say("mend '.gitattributes' first; 'git config core.autocrlf false' helps on this computer alone"),
    )


def _of_hooks(path: str | None, is_inside: bool) -> Diagnosis:  # noqa: FBT001  # its own two facts
    if not path:
        return _HOOKS.fine(say("core.hooksPath is not set"))
    if is_inside:
        return _HOOKS.mend(
            say(
                "core.hooksPath is '{path}', a folder of the work tree: whoever can change a file "
                "there has it run on "
                "your computer",
                path=path,
            ),
            say(
                "'git config --unset core.hooksPath'; 'pre-commit install' sets up hooks outside of "
                "the work tree"
            ),
        )
    return _HOOKS.unknown(
        say(
            "core.hooksPath is '{path}'; what lies there is run at every commit, and was not looked into",
            path=path,
        ),
        say("see that no hook there changes files, or 'git config --unset core.hooksPath'"),
    )


def _of_rebase(settings: Mapping[str, str]) -> Diagnosis:
    on = [
        name
        for name in ("pull.rebase", "branch.autoSetupRebase")
        if settings.get(name, "false").lower() not in {*_OFF, "never"}
    ]
    if not on:
        return _REBASE.fine(say("it makes no commit anew"))
    return _REBASE.mend(
        say(
            "{name} is '{value}': commits are made anew, and signatures and decisions in them are lost",
            name=on[0],
            value=settings[on[0]],
        ),
        say("'git config pull.rebase false' and 'git config pull.ff only'"),
    )


def of_signing(signing: Signing, roster: Roster | None, today: date) -> Diagnosis:
    """Judge whether whoever works here can sign what he may have to decide."""
    if signing.email is None:
        return _SIGNING.unknown(
            say("git does not know who works here"),
            say(
                "'git config user.name' and 'git config user.email' tell it, with the address that "
                "the roster has"
            ),
        )
    person = _person(signing.email, roster)
    roles = _roles(person, roster, today) if person and roster else ()
    if person is None or roster is None or not roles:
        return _SIGNING.fine(
            say("{email} holds no role in the roster, and decides nothing", email=signing.email)
        )
    if signing.obstacle is not None:
        return _cannot(person, roles, signing.obstacle)
    return _of_key(person, roles, signing.fingerprint, roster, today)


def _cannot(person: Person, roles: tuple[str, ...], obstacle: Message) -> Diagnosis:
    if not person.keys:
        return _SIGNING.fine(
            say("{person} has no key in the roster, and decides in other ways", person=person.name)
        )
    return _SIGNING.mend(
        say(
            "{person}, {roles}, has a key in the roster, but git can't sign here: {why}",
            person=person.name,
            roles=_spoken(roles),
            why=obstacle,
        ),
        say("'git config gpg.format ssh' and 'git config user.signingkey ~/.ssh/id_ed25519.pub'"),
    )


def _of_key(
    person: Person, roles: tuple[str, ...], fingerprint: str | None, roster: Roster, today: date
) -> Diagnosis:
    if fingerprint is None:
        return _SIGNING.unknown(
            say("only a signature will tell with which key git signs for {person}", person=person.name),
            say("'git config user.signingkey' names a key that can be looked at"),
        )
    revoked = revoked_in(roster)
    known = {fingerprint_of(key): key for key in person.keys}
    key = known.get(fingerprint)
    if key is None or not key.holds_on(today) or revoked.get(fingerprint, date.max) <= today:
        return _SIGNING.mend(
            say(
                "git signs with the key {key}, which is not in force in the roster for {person}, {roles}",
                key=fingerprint,
                person=person.name,
                roles=_spoken(roles),
            ),
            say(
                "'git config user.signingkey' names the key of the roster; 'lpsedocs roster "
                "add-key' enters another "
                "one"
            ),
        )
    return _SIGNING.fine(say("{person} signs with a key that is in force", person=person.name))


def _person(email: str, roster: Roster | None) -> Person | None:
    people = roster.people if roster else ()
    found = (one for one in people if email.lower() in {address.lower() for address in one.emails})
    return next(found, None)


def _roles(person: Person, roster: Roster, today: date) -> tuple[str, ...]:
    held = (h.role for h in roster.roles if h.person == person.id and h.holds_on(today))
    return tuple(dict.fromkeys(held))


def _spoken(roles: tuple[str, ...]) -> tuple[Term, ...]:
    return tuple(word(role) for role in roles)
