"""Which steps of the procedures a request moves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Message, Term, say
from lpsedocs.models.words import word
from lpsedocs.procedures import Progress, State, Step, StepProgress


@dataclass(frozen=True)
class Move:
    """A step that stands elsewhere after the request."""

    record: str
    """The record that the procedure is told by."""
    step: Step
    before: State | None
    """None where the record is new, or can't be understood."""
    after: State | None
    by: str | None
    """What the person is called who did it."""
    date: date | None

    @property
    def message(self) -> Message:
        """The move in words."""
        number, title = self.step.number, Term(self.step.title)
        if self.after is State.DONE:
            return self._done
        if self.after is State.CURRENT:
            template = say("{record}: step {number} ({title}) comes next, for {role}")
            if self.before is State.DONE:
                template = say("{record}: step {number} ({title}) is to be done again, by {role}")
            return say(
                template.template, record=self.record, number=number, title=title, role=word(self.step.role)
            )
        return say(
            "{record}: step {number} ({title}) is no longer done",
            record=self.record,
            number=number,
            title=title,
        )

    @property
    def _done(self) -> Message:
        if self.step.number == "3.3" and self.by and self.date:
            # That the Kepala received it is shown by his own act, which is 3.4.
            handed = say("{record}: the result is handed over to {by}", record=self.record, by=self.by)
            return say("{done} on {day}", done=handed, day=self.date)
        done = say(
            "{record}: step {number} ({title}) is done",
            record=self.record,
            number=self.step.number,
            title=Term(self.step.title),
        )
        by = say("{done}, by {by}", done=done, by=self.by) if self.by else done
        return say("{done} on {day}", done=by, day=self.date) if self.date else by


def moves(before: Corpus, after: Corpus, was: Mapping[str, str]) -> tuple[Move, ...]:
    """Return the steps that are done, undone or come next by the request; by record, then by step.

    A renamed record is held against what it was, by the name that it had.
    """
    names = {progress.record for corpus in (before, after) for progress in corpus.all_progress}
    names -= set(was.values())
    return tuple(
        move for name in sorted(names) for move in _moves(after, name, before.progress(was.get(name, name)))
    )


def _moves(after: Corpus, name: str, old: Progress | None) -> Iterator[Move]:
    new = after.progress(name)
    was = {one.step.number: one for one in old.steps} if old else {}
    now = {one.step.number: one for one in new.steps} if new else {}
    for number in sorted(was.keys() | now.keys()):
        one, other = was.get(number), now.get(number)
        states = _state(one), _state(other)
        if states[0] is not states[1] and (State.DONE in states or states[1] is State.CURRENT):
            yield _move(after, name, one, other)


def _move(after: Corpus, name: str, one: StepProgress | None, other: StepProgress | None) -> Move:
    found = other or one
    assert found is not None
    by = other.by if other else None
    person = after.people.get(by) if by else None
    return Move(
        name,
        found.step,
        _state(one),
        _state(other),
        person.name if person else by,
        other.date if other else None,
    )


def _state(progress: StepProgress | None) -> State | None:
    return progress.state if progress else None
