"""The register of decisions: what was decided on what, by whom, and how well each decision is proved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from lpsedocs.changes import Legend
from lpsedocs.corpus import Entry
from lpsedocs.findings import Message, say
from lpsedocs.models import decision_at_or_none
from lpsedocs.models.decision import Decision
from lpsedocs.site.histories import Part, in_words
from lpsedocs.site.statuses import NOT_PROVED, Status, Tone, proof_of
from lpsedocs.site.view import View
from lpsedocs.trust.amendments import Amendment
from lpsedocs.trust.proof import Place
from lpsedocs.trust.standing import Status as Settled
from lpsedocs.trust.verdicts import Judged, RosterChange


@dataclass(frozen=True)
class Line:
    """One decision in the register."""

    record: str
    number: int
    """The number of the decision on the record."""
    name: str | None
    """The name of the decision file at hand; None where it is gone."""
    decision: Decision | None
    judged: Judged | None
    """What it is worth; None where no history says it, or for one that is only proposed."""
    proof: Status
    """How well it is proved."""
    standing: Status | None
    """Whether it still counts; None where no history says it."""

    @property
    def day(self) -> date | None:
        """The day of the act where it is proved, else the one that the file names."""
        return (self.judged.day if self.judged else None) or (self.decision.date if self.decision else None)


def lines(view: View) -> tuple[Line, ...]:
    """Return every decision, the newest first; also those whose file is gone or is another one now."""
    found = [*_at_hand(view), *(_lost(judged) for judged in _touched(view))]
    return tuple(sorted(found, key=_newest, reverse=True))


def _newest(line: Line) -> tuple[date, str, int]:
    return line.day or date.min, line.record, line.number


def _at_hand(view: View) -> Iterator[Line]:
    for entry in view.of_kind("decision"):
        record, number = _place(entry)
        judged, proof = _verdict(view, (record, number)), proof_of(view.corpus, entry)
        if not view.is_office and proof.tone is Tone.ERROR:
            # Why it is not proved may name people and their keys.
            proof = NOT_PROVED
        yield Line(record, number, entry.name, entry.it, judged, proof, _standing_of(view, record, number))


def _place(entry: Entry[Decision]) -> Place:
    return decision_at_or_none(entry.place) or (entry.it.record, 0)


def _verdict(view: View, place: Place) -> Judged | None:
    proof = view.corpus.proof
    return proof.verdicts.get(place) if proof and view.is_office else None


def _touched(view: View) -> tuple[Judged, ...]:
    proof = view.corpus.proof
    return proof.touched if proof and view.is_office else ()


def _lost(judged: Judged) -> Line:
    """Return the line of a decision that holds its number, but whose file was changed or removed."""
    lost = Status(Tone.ERROR, say("proved, but its file was changed or removed"))
    return Line(judged.record, judged.number, None, judged.decision, judged, lost, None)


# ---- Whether a decision still counts


_STANDINGS: Final[Mapping[Settled, Status]] = {
    Settled.PROPOSED: Status(Tone.WAITING, say("proposed")),
    Settled.APPROVED: Status(Tone.DONE, say("in force")),
    Settled.ACCEPTED: Status(Tone.DONE, say("in force")),
    Settled.TAKEN_OVER: Status(Tone.CURRENT, say("in force")),
    Settled.RETURNED: Status(Tone.CURRENT, say("in force, to be mended")),
    Settled.WITHDRAWN: Status(Tone.CURRENT, say("in force")),
    Settled.WAITING: Status(Tone.OFF, say("a new version waits")),
    Settled.CHANGED: Status(Tone.WARNING, say("changed after the decision")),
    Settled.REMOVED: Status(Tone.ERROR, say("the record was removed")),
    Settled.IN_DOUBT: Status(Tone.WARNING, say("in doubt")),
    Settled.UNPROVED: Status(Tone.ERROR, say("does not count")),
}
"""By what the decisions on a record come to: how its last one stands."""


def _standing_of(view: View, record: str, number: int) -> Status | None:
    standing = view.corpus.proof.standing(record) if view.corpus.proof and view.is_office else None
    if standing is None:
        return None
    if any(proposal.number == number for proposal in standing.proposed):
        return _STANDINGS[Settled.PROPOSED]
    last = standing.last
    if last is None or last.number < number:
        return _STANDINGS[Settled.UNPROVED]
    if last.number > number:
        return Status(Tone.OFF, say("superseded by decision {number}", number=last.number))
    return _STANDINGS[standing.status]


@dataclass(frozen=True)
class Change:
    """A change of the roster on the main branch."""

    judged: RosterChange
    status: Status
    parts: tuple[Part, ...]
    """What it changes, in words; anybody can push one that is ignored and says a lot."""


def roster_changes(view: View) -> tuple[Change, ...]:
    """Return the changes of the roster, the newest first; not for everybody, as they name people."""
    history = view.corpus.proof.history if view.corpus.proof and view.is_office else None
    found = history.roster_changes if history else ()
    return tuple(Change(one, _standing(one), _parts(view, one)) for one in reversed(found))


def _parts(view: View, change: RosterChange) -> tuple[Part, ...]:
    return tuple(in_words(told.change or told.message) for told in amended(view, change))


def amended(view: View, change: RosterChange) -> tuple[Amendment, ...]:
    """Return what a change of the roster changes, with the names of people."""
    proof = view.corpus.proof
    assert proof is not None
    return tuple(proof.circumstances.amendments(change.commit, _people(view)))


def _people(view: View) -> Legend:
    people = {one.id: one.name for one in view.corpus.people.values()}
    return Legend(people, {"people": people})


def _standing(change: RosterChange) -> Status:
    if change.reason is not None:
        return Status(Tone.ERROR, say("ignored: {reason}", reason=change.reason.message))
    if change.is_in_doubt:
        return Status(Tone.WARNING, say("in doubt, the key was reported as leaked"))
    if change.renewal is not None:
        return Status(Tone.CURRENT, say("taken over with a later root"))
    return Status(Tone.DONE, say("in force"))


def verified(view: View) -> Message | None:
    """Return why nothing in the register is proved, if that is so."""
    proof = view.corpus.proof
    if proof is None:
        return say("These records lie in no repository, so that nothing can be proved.")
    if proof.obstacle is not None:
        return say("The history can't be verified: {why}", why=proof.obstacle)
    if proof.history is None:
        return say("No root of the repository is pinned, so that nothing is shown as proved.")
    return None
