"""Whether somebody may decide, or change the roster, now; and why not, with what to do about it.

The law itself stands in ``lpsedocs.trust``; here it is asked before anything is signed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from lpsedocs.deciding.files import Matter
from lpsedocs.deciding.shelf import Shelf
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.kak import Kak
from lpsedocs.models.roster import Key, Person, Role
from lpsedocs.models.words import word
from lpsedocs.procedures.rounds import sending_back
from lpsedocs.trust.acts import (
    Case,
    evaluators,
    fault_of_content,
    fault_of_person,
    fault_of_place,
    has_decided_himself,
)
from lpsedocs.trust.objects import CommitObject
from lpsedocs.trust.remedies import remedy_of_decision
from lpsedocs.trust.rosters import GOVERNORS, InForce, Signer, fingerprint_of
from lpsedocs.trust.verdicts import Reason


@dataclass(frozen=True)
class Actor:
    """Who sits here, by the roster in force."""

    person: Person
    signer: Signer
    own: date
    """The day on which he acts."""
    effective: date
    """The later of it and the day that the main branch proves to have passed."""


def actor(force: InForce, clock: date, *, email: str, key: str | None, day: date) -> Actor:
    """Return who acts, by the address and the key that git has; refuses whom the roster does not know so."""
    by_address = next((p for p in force.roster.people if email.lower() in map(str.lower, p.emails)), None)
    signer = _signer(force, by_address, key, day)
    if signer is None:
        raise Refusal(_unknown(by_address, email, key))
    person = force.people[signer.owner]
    if by_address is not None and by_address != person:
        raise Refusal(
            say(
                "the address {email} is that of {name}, but the key {key} is that of {other}; 'git config "
                "user.email' and 'git config user.signingkey' must name one person",
                email=email,
                name=by_address.name,
                key=signer.fingerprint,
                other=person.name,
            )
        )
    effective = max(day, clock)
    if not all(force.has_key_in_force(signer, one) for one in (day, effective)):
        raise Refusal(
            say(
                "the key {key} of {name} is not in force on {day}; 'lpsedocs roster add-key {id}' enters a "
                "new one",
                key=signer.fingerprint,
                name=person.name,
                day=effective,
                id=person.id,
            )
        )
    return Actor(person, signer, day, effective)


def _signer(force: InForce, by_address: Person | None, key: str | None, day: date) -> Signer | None:
    """Return whose key it is; where only the signature will tell, a key of whom the address stands for."""
    signers = signers_in(force)
    if key is not None:
        return next((signer for signer in signers if signer.fingerprint == key), None)
    own = [signer for signer in signers if by_address and signer.owner == by_address.id]
    return next((signer for signer in own if force.has_key_in_force(signer, day)), next(iter(own), None))


def signers_in(force: InForce) -> tuple[Signer, ...]:
    """Return the keys of people, each with the days on which it is in force."""
    spans: dict[tuple[str, str], list[Key]] = {}
    for person in force.roster.people:
        for key in person.keys:
            spans.setdefault((person.id, fingerprint_of(key)), []).append(key)
    return tuple(Signer("person", owner, print_, tuple(keys)) for (owner, print_), keys in spans.items())


def _unknown(by_address: Person | None, email: str, key: str | None) -> Message:
    if by_address is None:
        return say(
            "the roster in force knows neither the address {email} nor the key {key}; 'git config "
            "user.email' and 'git config user.signingkey' name yours, and 'lpsedocs roster add-person' "
            "enters somebody new",
            email=email,
            key=key or "-",
        )
    if not by_address.keys:
        return say(
            "{name} has no key in the roster in force, so no commit of {id} proves anything; 'lpsedocs "
            "roster add-key {id}' enters one. Until then a decision is merged on the forge ('lpsedocs "
            "request'), or signed on paper ('lpsedocs decide-on-paper')",
            name=by_address.name,
            id=by_address.id,
        )
    return say(
        "the key {key} that git signs with is not one of {name} in the roster in force; 'git config "
        "user.signingkey' names the right one, or 'lpsedocs roster add-key {id}' enters this one",
        key=key or "-",
        name=by_address.name,
        id=by_address.id,
    )


def refuse_unless_may(
    shelf: Shelf, base: CommitObject, force: InForce, me: Actor, matter: Matter, decision: Decision
) -> None:
    """Refuse a decision that would not count, with the reason and what to do."""
    case = Case(force, base, base, me.person.id, me.signer, me.own, me.effective, "personal")
    reason = (
        fault_of_place(case, decision, matter.record, matter.number, matter.number)
        or fault_of_person(case, decision, has_decided_himself=has_decided_himself(matter.held, decision.by))
        or fault_of_content(case, shelf.cabinet, decision)
        or _fault_of_evaluator(shelf, base.tree, decision)
    )
    if reason is not None and reason.code == "role-not-held":
        raise Refusal(_role_not_held(force, me, matter.record, decision))
    if reason is not None:
        raise Refusal(explained(matter.record, reason))


def _role_not_held(force: InForce, me: Actor, record: str, decision: Decision) -> Message:
    role = (
        "pengelola" if decision.document and force.may(decision.by, decision.role, me.own) else decision.role
    )
    person = me.person.id if role == "pengelola" else decision.by
    holders = tuple(
        dict.fromkeys(h.person for h in force.roster.roles if h.role == role and h.holds_on(me.effective))
    )
    enters = (
        say("'lpsedocs roster add-role' enters a holder, also an acting head")
        if role == "kepala_lpse"
        else say("'lpsedocs roster add-role' enters a holder")
    )
    return say(
        "{record}: {person} does not hold the role {role} on {day}, which is held by {holders}; {enters}",
        record=record,
        person=person,
        role=word(role),
        day=me.effective,
        holders=holders or say("nobody"),
        enters=enters,
    )


def explained(record: str, reason: Reason) -> Message:
    """Return why something would not count, with what to do."""
    return say(
        "{record}: {why}; {help}",
        record=record,
        why=reason.message,
        help=remedy_of_decision(reason.code),
    )


def _fault_of_evaluator(shelf: Shelf, tree: str, decision: Decision) -> Reason | None:
    if decision.by not in evaluators(shelf.cabinet, tree, decision.record):
        return None
    return Reason("self-decision", say("{by} made the evaluation, and can't decide it", by=decision.by))


def _confirms(matter: Matter, decision: str) -> bool:
    """Tell whether it says once more what is in doubt, or was taken over, on the same bytes."""
    assert matter.last is not None  # asked only of what was decided before
    last = None if matter.last.is_proved else matter.last.decision
    return last is not None and (last.decision, last.sha256) == (decision, matter.sha256)


def refuse_unless_handed_over(shelf: Shelf, tree: str, matter: Matter, decision: str) -> None:
    """Refuse to decide what nobody has handed over in this round; a decision in doubt may be confirmed."""
    record = shelf.cabinet.record(tree, matter.record, Evaluation) or shelf.cabinet.record(
        tree, matter.record, Kak
    )
    handed = record.submissions if isinstance(record, Evaluation) else record.sent if record else ()
    decisions = [judged.decision for judged in matter.held if judged.decision]
    if not handed:
        raise Refusal(
            say(
                "{record} was not handed over yet, so there is nothing to decide; {deed}",
                record=matter.record,
                deed=_handing_over(matter),
            )
        )
    if len(handed) <= sum(sending_back(decisions)) and not _confirms(matter, decision):
        raise Refusal(
            say(
                "{record} was sent back and not handed over again; {deed}",
                record=matter.record,
                deed=_handing_over(matter),
            )
        )


def _handing_over(matter: Matter) -> Message:
    if matter.kind.name == "evaluation":
        return say("a Pengelola does that with 'lpsedocs submit {record}'", record=matter.record)
    return say("a Pengelola does that with an entry under 'sent' in {path}", path=str(matter.path))


NOTHING_TO_DO: Final = say("there is nothing to do")


def refuse_repetition(matter: Matter, decision: str, then: Message = NOTHING_TO_DO) -> None:
    """Refuse what was decided already, on the same bytes; says what is to be done then."""
    if (
        (judged := matter.last) is not None
        and (last := judged.decision) is not None
        and judged.is_proved
        and (last.decision, last.sha256, last.rests_on) == (decision, matter.sha256, matter.rests_on)
    ):
        raise Refusal(
            say(
                "{record} is {word} already, in these bytes: decision {number}, by {by}; {then}",
                record=matter.record,
                word=word(decision),
                number=judged.number,
                by=last.by,
                then=then,
            )
        )


def refuse_unless_withdrawable(matter: Matter, then: Message = NOTHING_TO_DO) -> None:
    """Refuse to withdraw where no decision counts; says what is to be done then. It may be confirmed."""
    last = matter.last.decision if matter.last else None
    if last is None or (last.decision == "dicabut" and not _confirms(matter, "dicabut")):
        raise Refusal(
            say("{record} has no decision that could be withdrawn; {then}", record=matter.record, then=then)
        )


def refuse_unless_governs(force: InForce, me: Actor) -> None:
    """Refuse a change of the roster by somebody who may not change it."""
    if not all(force.governs(me.person.id, day) for day in (me.own, me.effective)):
        raise Refusal(
            say(
                "{name} may not change the roster; a commit by one of these makes the change count: {people}",
                name=me.person.name,
                people=governors(force, me.own),
            )
        )


def governors(force: InForce, day: date, without: Collection[str] = ()) -> tuple[Message, ...]:
    """Return who may change the roster on a day, with a key in force to do it that is none of these."""
    with_key = {
        signer.owner
        for signer in signers_in(force)
        if force.has_key_in_force(signer, day) and signer.fingerprint not in without
    }
    return tuple(
        say("{person} ({roles})", person=person.name, roles=tuple(map(word, _governing(force, person, day))))
        for person in force.roster.people
        if person.id in with_key and force.governs(person.id, day)
    )


def _governing(force: InForce, person: Person, day: date) -> tuple[Role, ...]:
    return tuple(role for role in GOVERNORS if force.may(person.id, role, day))
