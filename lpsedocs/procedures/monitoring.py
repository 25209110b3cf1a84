"""Procedure 3: the inspection (3.1), and the evaluation with its rounds (3.2 to 3.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.filing import Filing
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.supplier import Supplier
from lpsedocs.procedures.replay import (
    Act,
    Held,
    Mark,
    Progress,
    act_at,
    act_of,
    acts_at,
    closing,
    present,
    replay,
)
from lpsedocs.procedures.rounds import Rounds, deciding, handing_over, rounds_of
from lpsedocs.procedures.sop import step

BEGINS_PROCUREMENT = frozenset({"perpanjangan", "pergantian"})
"""The recommendations after which step 3.5 begins procedure 1."""


@dataclass(frozen=True)
class InspectionFile:
    """An inspection with the supplier list."""

    inspection: Held[Inspection]
    suppliers: tuple[Held[Supplier], ...] = ()
    """The whole list."""


@dataclass(frozen=True)
class EvaluationFile:
    """An evaluation with all that rests on it."""

    evaluation: Held[Evaluation]
    decisions: tuple[Held[Decision], ...] = ()
    """Those on the evaluation that count, in order of number."""
    filings: tuple[Held[Filing], ...] = ()
    follow_ups: tuple[Held[Requirement], ...] = ()
    """The requirements whose origin is this evaluation."""
    grounds: Mapping[str, str] | None = None
    """The SHA-256 of what a decision rests on as it now is, by record; None where nobody looks."""


def replay_inspection(file: InspectionFile) -> Progress:
    """Step 3.1: carried out, and no active supplier left out."""
    inspection = file.inspection
    act = act_at("3.1", inspection, "inspected", inspection.record.inspected)
    proof = None if left_out(file) else act
    mark = Mark(step("3.1"), proof=proof, recorded=act, opened=(inspection.record.period.until,))
    return replay(inspection.name, (mark,), present((act,)))


def left_out(file: InspectionFile) -> tuple[Held[Supplier], ...]:
    """Return the suppliers that were active on the day of the inspection and that it doesn't cover."""
    record = file.inspection.record
    if record.inspected is None:
        return ()
    day, covered = record.inspected.date, {entry.supplier for entry in record.suppliers}
    return tuple(s for s in file.suppliers if s.record.is_active_on(day) and s.name not in covered)


def replay_evaluation(file: EvaluationFile) -> Progress:
    """Steps 3.2 to 3.5, round by round."""
    evaluation = file.evaluation
    submitted, received = _submitted(evaluation), _received(evaluation)
    rounds = rounds_of(evaluation, len(submitted), file.decisions, "3.4", file.grounds)
    marks = (
        handing_over("3.2", submitted, rounds.returns, _evaluated_on(evaluation, rounds)),
        handing_over("3.3", received, rounds.returns),
        deciding(rounds),
        _documentation(file, rounds),
    )
    acts = (*submitted, *received, *rounds.acts, *_documented(file))
    return replay(evaluation.name, marks, acts, closed=closing(file.filings, evaluation.name))


def _evaluated_on(evaluation: Held[Evaluation], rounds: Rounds) -> date | None:
    return rounds.sent_back_on if rounds.is_sent_back else evaluation.record.evaluated.date


def _documentation(file: EvaluationFile, rounds: Rounds) -> Mark:
    """Step 3.5: the approved version filed, and the procurement begun if the recommendation wants one."""
    evaluation = file.evaluation
    filed = next(iter(_documented(file)), None)
    is_version_filed = evaluation.sha256 in {filing.record.sha256 for filing in _archived(file)}
    is_begun = bool(file.follow_ups) or evaluation.record.recommendation not in BEGINS_PROCUREMENT
    is_done = rounds.acceptance is not None and is_version_filed and is_begun
    return Mark(step("3.5"), proof=filed if is_done else None, recorded=filed)


def _submitted(evaluation: Held[Evaluation]) -> tuple[Act, ...]:
    return acts_at("3.2", evaluation, "submissions", evaluation.record.submissions)


def _received(evaluation: Held[Evaluation]) -> tuple[Act, ...]:
    return acts_at("3.3", evaluation, "submissions", evaluation.record.submissions, person="to")


def _archived(file: EvaluationFile) -> tuple[Held[Filing], ...]:
    """Return the filings that document it, rather than close it."""
    name = file.evaluation.name
    return tuple(f for f in file.filings if f.record.record == name and f.record.archive is not None)


def _documented(file: EvaluationFile) -> tuple[Act, ...]:
    return tuple(act_of("3.5", filing, ("filed",), filing.record.filed) for filing in _archived(file))
