"""From what records show of single steps to the progress of the whole: states, order, what is next."""

import datetime
import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from lpsedocs.findings import Route
from lpsedocs.models.fields import Act as DatedSection
from lpsedocs.models.fields import Model
from lpsedocs.models.filing import Filing
from lpsedocs.models.roster import Role
from lpsedocs.procedures.sop import Procedure, Step, procedure_of, step

R = TypeVar("R", bound=Model, covariant=True)


class State(enum.StrEnum):
    """Where a record stands at a step."""

    DONE = "done"
    CURRENT = "current"
    WAITING = "waiting"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Held(Generic[R]):
    """A record as it lies in the cabinet."""

    name: str
    """The record's id, or its place such as ``decisions/EVL-2026-003/1``."""
    record: R
    sha256: str


@dataclass(frozen=True)
class Act:
    """Something that a person did for a step, on a day."""

    step: str
    role: Role
    by: str
    date: datetime.date | None
    record: str
    route: Route
    by_route: Route
    """The way to the person's id."""
    date_route: Route
    """The way to the date."""


@dataclass(frozen=True)
class StepProgress:
    """What the records show of one step."""

    step: Step
    state: State
    by: str | None = None
    date: datetime.date | None = None
    record: str | None = None
    """With the route: what shows that the step is done."""
    route: Route = ()
    since: datetime.date | None = None
    """The day from which a current step could be done; None where a decision before it bears no date."""


@dataclass(frozen=True)
class Skip:
    """A step that was recorded although one before it was never done."""

    step: Step
    missing: Step
    record: str
    route: Route


@dataclass(frozen=True)
class Progress:
    """What a file shows against its procedure; only the steps that this kind of file stands for."""

    record: str
    procedure: Procedure
    steps: tuple[StepProgress, ...]
    acts: tuple[Act, ...]
    """Every dated act of these steps, rounds and closed attempts included; by step, then as recorded."""
    skips: tuple[Skip, ...]
    """One for each gap in the order, at the first thing that was recorded after it."""
    astray: tuple[Act, ...]
    """Acts of steps that a branch before them ruled out."""
    closed: Held[Filing] | None
    """The filing with a reason that ended it."""

    @property
    def current(self) -> tuple[StepProgress, ...]:
        """The steps that can be done now."""
        return tuple(progress for progress in self.steps if progress.state is State.CURRENT)

    @property
    def next(self) -> StepProgress | None:
        """The first step that can be done now."""
        return next(iter(self.current), None)

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to do, by the last step or by a filing."""
        return all(progress.state in (State.DONE, State.NOT_APPLICABLE) for progress in self.steps)

    def at(self, number: str) -> StepProgress:
        """Return the progress at a step; raises KeyError."""
        return {progress.step.number: progress for progress in self.steps}[number]


@dataclass(frozen=True)
class Mark:
    """What the records show of one step, before it is set among the others."""

    step: Step
    proof: Act | None = None
    """What shows that it is done."""
    recorded: Act | None = None
    """The first act for it that is still in the running: its place in the order is judged."""
    was_done: bool = False
    """Whether it was done once, though it is to be done again."""
    opened: tuple[datetime.date | None, ...] = ()
    """Days that opened it, beside those of the steps before it."""
    applies: bool = True
    skips: tuple[Skip, ...] = ()
    """What is out of order in a later round, which only the step itself can tell."""

    @property
    def is_missing(self) -> bool:
        """Whether it is due and was never done."""
        return self.applies and self.proof is None and not self.was_done

    @property
    def is_pending(self) -> bool:
        """Whether it is due and not done, or to be done again."""
        return self.applies and self.proof is None


def replay(
    record: str,
    marks: Sequence[Mark],
    acts: Sequence[Act],
    *,
    prior: tuple[Mark, ...] = (),
    closed: Held[Filing] | None = None,
) -> Progress:
    """Set the marks of a file's steps in order; ``prior`` are steps of another file that come before them."""
    procedure = procedure_of(marks[0].step.number)
    by_number = {mark.step.number: mark for mark in marks}
    befores = [
        (*prior, *(by_number[s.number] for s in procedure.before(mark.step.number) if s.number in by_number))
        for mark in marks
    ]
    pairs = list(zip(marks, befores, strict=True))
    return Progress(
        record,
        procedure,
        tuple(_step_progress(mark, before, closed) for mark, before in pairs),
        tuple(acts),
        tuple(skip for mark, before in pairs for skip in _skips(mark, before)),
        tuple(act for act in acts if not by_number[act.step].applies),
        closed,
    )


def _step_progress(mark: Mark, before: Sequence[Mark], closed: Held[Filing] | None) -> StepProgress:
    if not mark.applies:
        return StepProgress(mark.step, State.NOT_APPLICABLE)
    if proof := mark.proof:
        return StepProgress(mark.step, State.DONE, proof.by, proof.date, proof.record, proof.route)
    if closed:
        return StepProgress(mark.step, State.NOT_APPLICABLE)
    if any(earlier.is_pending for earlier in before):
        return StepProgress(mark.step, State.WAITING)
    return StepProgress(mark.step, State.CURRENT, since=_since(mark, before))


def _since(mark: Mark, before: Iterable[Mark]) -> datetime.date | None:
    days = [*(earlier.proof.date for earlier in before if earlier.proof), *mark.opened]
    known = [day for day in days if day is not None]
    return max(known, default=None) if len(known) == len(days) else None


def _skips(mark: Mark, before: Sequence[Mark]) -> tuple[Skip, ...]:
    """Look back to the last step that was done or at least recorded: what lies between was skipped."""
    if not mark.applies or not mark.recorded:
        return ()
    missing: Step | None = None
    for earlier in reversed([earlier for earlier in before if earlier.applies]):
        if not earlier.is_missing:
            break
        missing = earlier.step
        if earlier.recorded:
            break
    if missing is None:
        return mark.skips
    return (Skip(mark.step, missing, mark.recorded.record, mark.recorded.route), *mark.skips)


def act_of(number: str, held: Held[Model], route: Route, section: DatedSection, *, person: str = "by") -> Act:
    """Return the act that a section of a record tells."""
    by: str = getattr(section, person)
    role = step(number).role
    return Act(number, role, by, section.date, held.name, route, (*route, person), (*route, "date"))


def act_at(number: str, held: Held[Model], key: str, section: DatedSection | None) -> Act | None:
    """Return the act that an optional section tells, if the section is there."""
    return None if section is None else act_of(number, held, (key,), section)


def acts_at(
    number: str, held: Held[Model], key: str, sections: Iterable[DatedSection], *, person: str = "by"
) -> tuple[Act, ...]:
    """Return the acts that a list of a record tells, one for each entry."""
    return tuple(
        act_of(number, held, (key, index), section, person=person) for index, section in enumerate(sections)
    )


def present(acts: Iterable[Act | None]) -> tuple[Act, ...]:
    """Return those that there are."""
    return tuple(act for act in acts if act is not None)


def closing(filings: Iterable[Held[Filing]], *names: str) -> Held[Filing] | None:
    """Return the filing that closed one of these records with a reason."""
    return next((f for f in filings if f.record.reason is not None and f.record.record in names), None)
