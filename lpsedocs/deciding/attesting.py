"""What a CI attests of a merge: that by the forge's API the person who decided merged or approved it.

The law itself stands in ``lpsedocs.trust``; here it is asked before anything is signed, and once more after.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from lpsedocs.deciding.rights import explained
from lpsedocs.deciding.shelf import Shelf
from lpsedocs.editing.rendering import written
from lpsedocs.findings import Message, Refusal, Value, printable, say
from lpsedocs.forges import Request, Run, Voice
from lpsedocs.models.decision import Decision
from lpsedocs.models.roster import ForgeKind, Witness
from lpsedocs.models.words import glossed
from lpsedocs.source import Plain
from lpsedocs.trust.clicks import decisions_in, fault_of_reach, fault_of_title
from lpsedocs.trust.objects import CommitObject
from lpsedocs.trust.rosters import InForce, revoked_in
from lpsedocs.trust.signatures import parse_ssh_key
from lpsedocs.trust.trees import Change, Difference
from lpsedocs.trust.verdicts import History, Judged, Reason

Place = tuple[str, int]
"""The record and the number of a decision."""

_ALIKE: Final[Mapping[ForgeKind, ForgeKind]] = {"gitea": "forgejo"}
"""Kinds of forges that have one API."""


@dataclass(frozen=True)
class Brought:
    """The decisions that a main-line commit brings."""

    commit: CommitObject
    difference: Difference | None
    """None of the very first commit."""
    changes: Mapping[Place, Change]
    proved: Mapping[Place, Judged]
    """Those that count by now, by whatever proves them."""

    @property
    def unproved(self) -> tuple[Place, ...]:
        """Those that nothing proves so far."""
        return tuple(sorted(self.changes.keys() - self.proved.keys()))


@dataclass(frozen=True)
class Attested:
    """What is attested of one decision."""

    place: Place
    decision: Decision
    voice: Voice
    content: bytes

    @property
    def path(self) -> PurePosixPath:
        """The path of the attestation's file, from the top of the repository."""
        record, number = self.place
        return PurePosixPath("records", "decisions", record, f"{number}.witness.yaml")


def named(place: Place) -> Message:
    """Return how a decision is called."""
    return say("{record}, decision {number}", record=place[0], number=place[1])


# ---- What the merge brings


def brought_by(shelf: Shelf, history: History, commit: str) -> Brought:
    """Return which decisions a commit brings to the main line; refuses one that is not on it."""
    if commit not in history.line:
        raise Refusal(
            say(
                "the commit {commit} is not on the main line, so nothing that it brings counts; attest after "
                "a merge, in the pipeline of the main branch",
                commit=commit[:12],
            )
        )
    found = shelf.commit(commit)
    if commit == history.root:
        return Brought(found, None, {}, {})
    difference = shelf.graph.difference(found.parents[0], commit)
    if difference is None:
        raise Refusal(
            say("a folder that {commit} changes can't be read, so nothing counts", commit=commit[:12])
        )
    changes = decisions_in(difference)
    held = {(j.record, j.number, j.blob): j for j in history.decisions if j.reason is None}
    proved = {
        place: judged for place, change in changes.items() if (judged := held.get((*place, _blob(change))))
    }
    return Brought(found, difference, changes, proved)


def _blob(change: Change) -> str:
    """Return the git id of the file that a change sets."""
    assert change.after is not None
    return change.after.id


def told_settled(brought: Brought) -> Iterator[Message]:
    """Tell why there is nothing to attest."""
    if not brought.changes:
        yield say("{commit} brings no decision, so there is nothing to attest", commit=brought.commit.id[:12])
    for place, judged in sorted(brought.proved.items()):
        if judged.evidence == "witness":
            yield say("{decision}: attested already", decision=named(place))
        else:
            yield say(
                "{decision}: proved already ({evidence}), and needs no witness",
                decision=named(place),
                evidence=glossed(judged.evidence) if judged.evidence else say("taken over at the root"),
            )


def told_waiting(brought: Brought, branch: str) -> Iterator[Message]:
    """Tell that a branch has the attestations, and is not merged yet."""
    for place in brought.unproved:
        yield say(
            "{decision}: attested on the branch {branch} already; it counts when that is merged",
            decision=named(place),
            branch=branch,
        )


def is_attested(history: History, brought: Brought) -> bool:
    """Tell whether a line proves by a witness all that nothing else proves of what a merge brings."""
    found = {(j.record, j.number) for j in history.decisions if j.evidence == "witness"}
    return found >= set(brought.unproved)


def decisions_of(shelf: Shelf, brought: Brought) -> Mapping[Place, Decision]:
    """Return all decisions that a merge brings; refuses where none of them can be attested."""
    assert brought.difference is not None
    if len(brought.commit.parents) != 2:
        raise Refusal(
            say(
                "{commit} brings {decisions} and is no merge of two commits, so it does not show what was "
                "merged; have the forge make merge commits only (no squash, no rebase), and ask for the "
                "decision again",
                commit=brought.commit.id[:12],
                decisions=tuple(named(place) for place in brought.unproved),
            )
        )
    if (fault := fault_of_reach(brought.difference)) is not None:
        raise Refusal(explained(brought.unproved[0][0], fault))
    found = {}
    for place, change in sorted(brought.changes.items()):
        decision = shelf.cabinet.read(_blob(change), Decision)
        if decision is None:
            raise Refusal(say("{decision}: the file does not fit its form", decision=named(place)))
        found[place] = decision
    return found


# ---- Who attests


def witness_for(force: InForce, run: Run, fingerprint: str | None, day: date) -> Witness:
    """Return the witness of the roster for a forge: by the key, else the one in force today."""
    here = [one for one in force.roster.witnesses if _is_of(one, run)]
    if not here:
        raise Refusal(
            say(
                "the roster in force has no witness for {url} of the kind {kind}; 'witnesses' in "
                "records/roster.yaml names one, by a change that the Kepala LPSE or an admin signs",
                url=run.url,
                kind=run.kind,
            )
        )
    prints = {parse_ssh_key(one.ssh).fingerprint: one for one in here}
    if fingerprint is not None and fingerprint not in prints:
        raise Refusal(
            say(
                "the key {key} is not that of a witness for {url} in the roster in force, which has "
                "{others}; put the right key into the secret, or have this one entered under 'witnesses'",
                key=fingerprint,
                url=run.url,
                others=tuple(sorted(prints)),
            )
        )
    meant = [one for one in here if fingerprint in (None, parse_ssh_key(one.ssh).fingerprint)]
    found = next((one for one in meant if _is_in_force(force, one, day)), None)
    if found is None:
        raise Refusal(
            say(
                "the key {key} of the witness {id} is not in force on {day}; have a new one entered under "
                "'witnesses'",
                key=parse_ssh_key(meant[0].ssh).fingerprint,
                id=meant[0].id,
                day=day,
            )
        )
    return found


def _is_of(witness: Witness, run: Run) -> bool:
    kinds = {_ALIKE.get(kind, kind) for kind in (witness.kind, run.kind)}
    return len(kinds) == 1 and _address(witness.url) == _address(run.url)


def _address(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower(), parts.path.rstrip("/")


def _is_in_force(force: InForce, witness: Witness, day: date) -> bool:
    since = revoked_in(force.roster).get(parse_ssh_key(witness.ssh).fingerprint, date.max)
    return witness.holds_on(day) and day < since


# ---- What is attested


def attested(
    shelf: Shelf,
    force: InForce,
    witness: Witness,
    brought: Brought,
    decisions: Mapping[Place, Decision],
    request: Request,
    read: datetime,
) -> tuple[Attested, ...]:
    """Return the attestations of all decisions that nothing proves yet; refuses where one can't be made."""
    named_in_title = [(record, decision) for (record, _), decision in sorted(decisions.items())]
    if (fault := fault_of_title(request.title, named_in_title)) is not None:
        raise Refusal(
            say(
                "request #{number} is not attested: {why}",
                number=request.number,
                why=explained(brought.unproved[0][0], fault),
            )
        )
    found = []
    for place in brought.unproved:
        voice = _voice_of(force, witness, place, decisions[place], request)
        content = _content(
            {
                "repository": force.roster.repository,
                "decision": shelf.cabinet.digest(_blob(brought.changes[place])),
                "merge": brought.commit.id,
                "forge": witness.id,
                "request": request.number,
                "account": voice.account.id,
                "read": read.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            }
        )
        found.append(Attested(place, decisions[place], voice, content))
    return tuple(found)


def _content(data: Mapping[str, Plain]) -> bytes:
    return "".join(f"{key}: {written(value).head}\n" for key, value in data.items()).encode()


def _voice_of(force: InForce, witness: Witness, place: Place, decision: Decision, request: Request) -> Voice:
    """Return how the person who decided merged or approved; refuses where nothing of it stands."""
    accounts = _accounts(force, witness, place, decision.by)
    own = [voice for voice in request.voices if voice.account.id in accounts]
    found = next((voice for voice in own if voice.doubt is None), None)
    if found is None:
        raise Refusal(
            say(
                "{decision} is by {person}, whose account is {account}, and request #{number} was {told}",
                decision=named(place),
                person=decision.by,
                account=tuple(accounts),
                number=request.number,
                told=tuple(map(_told, request.voices)) or say("merged by nobody who is known"),
            )
        )
    return found


def _accounts(force: InForce, witness: Witness, place: Place, person: str) -> tuple[str, ...]:
    known = force.people.get(person)
    if known is None:
        raise Refusal(
            say("{decision} is by {person}, who is not in the roster", decision=named(place), person=person)
        )
    accounts = tuple(one.account for one in known.forges if one.forge == witness.id)
    if not accounts:
        raise Refusal(
            say(
                "{decision} is by {person}, for whom the roster has no account at {witness}; 'lpsedocs "
                "roster add-account {person} {witness} NUMBER' enters it",
                decision=named(place),
                person=person,
                witness=witness.id,
            )
        )
    return accounts


def _told(voice: Voice) -> Message:
    account = say("{name} ({id})", name=printable(voice.account.name), id=voice.account.id)
    if voice.act == "merged":
        told = say("merged by {account}", account=account)
    else:
        told = say("reviewed by {account}", account=account)
    return say("{told}, which does not count: {why}", told=told, why=voice.doubt) if voice.doubt else told


def told_attested(one: Attested, request: Request) -> Message:
    """Tell what is attested of a decision."""
    values: dict[str, Value] = {
        "decision": named(one.place),
        "word": glossed(one.decision.decision),
        "person": one.decision.by,
        "number": request.number,
        "account": one.voice.account.id,
    }
    if one.voice.act == "merged":
        return say("{decision}, {word}: {person} (account {account}) merged request #{number}", **values)
    return say("{decision}, {word}: {person} (account {account}) approved request #{number}", **values)


# ---- After the signature


def refuse_unless_proved(history: History, commit: str, found: tuple[Attested, ...]) -> None:
    """Refuse a commit whose attestations would not make the decisions count, which nothing proved so far."""
    reasons = {(j.record, j.number): j.reason for j in history.decisions}
    unset = Reason("no-act", say("its commit does not set it"))
    problem = next((problem.message for problem in history.problems if problem.commit == commit), None)
    for one in found:
        reason = reasons.get(one.place, unset)
        if reason is not None:
            why = problem or explained(one.place[0], reason)
            raise Refusal(say("what was signed would not count, and nothing was changed: {why}", why=why))
