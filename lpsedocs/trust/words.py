"""Verdicts in words: what was decided by whom, why it is believed or not, and what to do."""

from collections.abc import Mapping
from typing import Final

from lpsedocs.findings import Message, Value, say
from lpsedocs.models.roster import Person, RoleHolding, Roster
from lpsedocs.models.words import glossed, word
from lpsedocs.trust.standing import Status
from lpsedocs.trust.verdicts import Judged

STATUSES: Final[Mapping[Status, Message]] = {
    Status.PROPOSED: say("proposed"),
    Status.WAITING: say("waiting for a decision"),
    Status.APPROVED: say("approved"),
    Status.ACCEPTED: say("found in order"),
    Status.RETURNED: say("sent back"),
    Status.WITHDRAWN: say("decision withdrawn"),
    Status.CHANGED: say("CHANGED after the decision"),
    Status.REMOVED: say("REMOVED after the decision"),
    Status.IN_DOUBT: say("IN DOUBT, the key was reported as leaked"),
    Status.UNPROVED: say("NOT PROVED"),
    Status.TAKEN_OVER: say("taken over at the root"),
}
"""What each status is called."""


def verdict(judged: Judged, roster: Roster) -> Message:
    """Return a decision in words, and why it is believed or not."""
    if judged.is_taken_over:
        return say("{decision}, taken over at the root", decision=_decided(judged, roster))
    if judged.reason is not None:
        if judged.is_proposed:
            return say(
                "{decision}: proposed: {reason}",
                decision=_decided(judged, roster),
                reason=judged.reason.message,
            )
        return say(
            "{decision}: NOT PROVED: {reason} ({code})",
            decision=_decided(judged, roster),
            reason=judged.reason.message,
            code=f"{judged.reason.code}, {short(judged.commit)}" if judged.commit else judged.reason.code,
        )
    proof = say(
        "{decision} {role}: {evidence}, key {key}, commit {commit}, {day}",
        decision=_decided(judged, roster),
        role=_role(judged, roster),
        evidence=_evidence(judged, roster),
        key=judged.fingerprint or "",
        commit=short(judged.commit),
        day=judged.day or "",
    )
    return (
        say(("{proof}; IN DOUBT: the key was reported as leaked"), proof=proof)
        if judged.is_in_doubt
        else proof
    )


def _decided(judged: Judged, roster: Roster) -> Message:
    if judged.decision is None:
        return say("{number}: a file that can't be read", number=judged.number)
    return say(
        "{number}: {word} by {by}",
        number=judged.number,
        word=glossed(judged.decision.decision),
        by=person(judged.decision.by, roster),
    )


def _evidence(judged: Judged, roster: Roster) -> Value:
    """Return what proves a decision; a paper with who entered it, as it is his key that signed."""
    assert judged.decision is not None
    evidence, paper = word(judged.evidence or "personal"), judged.decision.document
    if paper is None:
        return evidence
    return say("{evidence}, entered by {person}", evidence=evidence, person=person(paper.entered, roster))


def _role(judged: Judged, roster: Roster) -> Message:
    """Return the role in which it was decided; an acting head's with how he held it on that day."""
    decision, day = judged.decision, judged.day
    assert decision is not None
    assert day is not None
    held = (h for h in roster.roles if (h.person, h.role) == (decision.by, decision.role))
    holding: RoleHolding | None = next((h for h in held if h.holds_on(day)), None)
    if holding and holding.acting:
        return say("as {role} ({acting})", role=word(decision.role), acting=word(holding.acting))
    return say("as {role}", role=word(decision.role))


def person(name: str, roster: Roster) -> str:
    """Return a person's name with his id, or the id alone of somebody who is not in the roster."""
    found: Person | None = next((known for known in roster.people if known.id == name), None)
    return f"{found.name} ({name})" if found else name


def what_to_do(remedy: Message) -> Message:
    """Return a remedy as a line of its own."""
    return say("what to do: {remedy}", remedy=remedy)


def short(commit: str | None) -> str:
    """Return a commit's id as people read it."""
    return (commit or "")[:12]
