"""In one line, where a record stands: computed from the records, never stored in one."""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Message, Severity, Term, say
from lpsedocs.models import decision_at_or_none
from lpsedocs.models.asset import Asset
from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.filing import Filing
from lpsedocs.models.form import EvaluationForm
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.kak import Kak
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.supplier import Supplier
from lpsedocs.models.words import word
from lpsedocs.procedures import Progress, State, StepProgress
from lpsedocs.procedures.rounds import sending_back
from lpsedocs.trust.standing import Status as Standing


class Tone(enum.StrEnum):
    """How a status looks; never without its words."""

    DONE = "done"
    CURRENT = "current"
    WAITING = "waiting"
    WARNING = "warning"
    ERROR = "error"
    OFF = "off"


@dataclass(frozen=True)
class Status:
    """Where something stands, in words."""

    tone: Tone
    message: Message
    short: Message | None = None
    """The same for a table, where it is long."""


STEP_STATES: Final[Mapping[State, Status]] = {
    State.DONE: Status(Tone.DONE, say("done")),
    State.CURRENT: Status(Tone.CURRENT, say("to be done now")),
    State.WAITING: Status(Tone.WAITING, say("not yet")),
    State.NOT_APPLICABLE: Status(Tone.OFF, say("not applicable")),
}

HANDED_OVER: Final = Status(Tone.DONE, say("handed over"))
"""Step 3.3 until the Kepala LPSE acts: only then is it known that he received the result."""

NOT_PROVED: Final = Status(Tone.ERROR, say("not proved"))

DRAFT: Final = Status(Tone.WAITING, say("draft"))

SEVERITIES: Final[Mapping[Severity, Status]] = {
    Severity.ERROR: Status(Tone.ERROR, say("error")),
    Severity.WARNING: Status(Tone.WARNING, say("warning")),
    Severity.NOTE: Status(Tone.CURRENT, say("note")),
}

_DECISIONS: Final[Mapping[str, Tone]] = {
    "sesuai": Tone.DONE,
    "disetujui": Tone.DONE,
    "perlu_perbaikan": Tone.WARNING,
    "evaluasi_ulang": Tone.WARNING,
    "dicabut": Tone.OFF,
}
_NOT_TAKEN: Final = frozenset({Tone.ERROR, Tone.WAITING})
"""How a decision looks that is not proved, or only proposed."""
_OVERTAKEN: Final[Mapping[Standing, Message]] = {
    Standing.CHANGED: say("proved, but what was decided on is no longer what lies here"),
    Standing.REMOVED: say("proved, but what was decided on was removed"),
}
"""What is said of a proved decision, by what has become of its record."""
_CONDITIONS: Final[Mapping[str, Tone]] = {
    "baik": Tone.DONE,
    "kurang_baik": Tone.WARNING,
    "rusak": Tone.ERROR,
}


def status_of(corpus: Corpus, entry: Entry[Any]) -> Status | None:
    """Return where a record stands that fits its model; None for kinds that stand nowhere."""
    describe = _BY_MODEL.get(type(entry.record))
    return describe(corpus, entry) if describe else None


def public_status_of(corpus: Corpus, entry: Entry[Any]) -> Status | None:
    """Return what everybody may know: if a supplier serves, if a form is in force, what was decided."""
    if isinstance(entry.record, Decision):
        return _public_decision(corpus, entry)
    return status_of(corpus, entry) if isinstance(entry.record, Supplier | EvaluationForm) else None


def step_status(corpus: Corpus, progress: StepProgress) -> Status:
    """Return how a step stands; one that a decision shows as done is only as good as its proof."""
    decision = corpus.find(Decision, progress.record)
    if is_handed_over(corpus, progress):
        return HANDED_OVER
    if progress.state is not State.DONE or decision is None:
        return STEP_STATES[progress.state]
    tone, proof = _proof(corpus, decision)
    return Status(tone, say("{word}, {proof}", word=say("done"), proof=proof))


def is_handed_over(corpus: Corpus, progress: StepProgress) -> bool:
    """Tell whether a step is 3.3 of an evaluation on which nothing shows that the Kepala LPSE has acted."""
    if progress.step.number != "3.3" or progress.record is None:
        return False
    evaluation = corpus.progress(progress.record)
    decided = evaluation.at("3.4") if evaluation else None
    return (
        decided is None or decided.state is not State.DONE or step_status(corpus, decided).tone in _NOT_TAKEN
    )


def step_message(progress: StepProgress) -> Message:
    """Return a step that is due, with who does it."""
    return say(
        "step {number}, {role}: {title}",
        number=progress.step.number,
        role=word(progress.step.role),
        title=Term(progress.step.title),
    )


def _short_step(progress: StepProgress) -> Message:
    return say("{number} {role}", number=progress.step.number, role=word(progress.step.role))


def _by_procedure(corpus: Corpus, entry: Entry[Any]) -> Status | None:
    progress = corpus.progress(entry.name)
    if progress is None:
        return None
    if progress.closed is not None and progress.closed.record.reason is not None:
        return Status(Tone.OFF, say("closed: {reason}", reason=word(progress.closed.record.reason)))
    if progress.next is not None:
        return Status(Tone.CURRENT, step_message(progress.next), _short_step(progress.next))
    if progress.is_finished:
        return _finished(corpus, progress)
    return Status(Tone.WAITING, say("not begun"))


def _proposal(corpus: Corpus, entry: Entry[Proposal]) -> Status | None:
    result = entry.it.result
    if result is None or result.outcome == "berkontrak":
        return _by_procedure(corpus, entry)
    return Status(Tone.OFF, say("procurement: {outcome}", outcome=word(result.outcome)))


def _finished(corpus: Corpus, progress: Progress) -> Status:
    """Return that every step is done; that is only as good as the proof of the step that is least proved."""
    shown = (step_status(corpus, one) for one in progress.steps if one.state is State.DONE)
    weak = next((status.tone for status in shown if status.tone is not Tone.DONE), None)
    if weak is not None:
        return Status(weak, say("every step is done, but not each is proved"))
    return Status(Tone.DONE, say("every step is done"))


def _kak(corpus: Corpus, entry: Entry[Kak]) -> Status:
    filings = corpus.filings_of(entry.name, entry.it.requirement)
    closed = next((filing.it.reason for filing in filings if filing.it.reason), None)
    if closed:
        return Status(Tone.OFF, say("closed: {reason}", reason=word(closed)))
    decisions = corpus.decisions_on(entry.name)
    returns = sum(sending_back([decision.it for decision in decisions]))
    last = decisions[-1] if decisions else None
    if last and last.it.decision == "sesuai":
        if last.it.sha256 == entry.source.sha256:
            tone, proof = _proof(corpus, last)
            return Status(tone, say("{word}, {proof}", word=say("found in order"), proof=proof))
        return Status(Tone.WARNING, say("changed after the decision"))
    if not entry.it.sent:
        return DRAFT
    if len(entry.it.sent) <= returns:
        return Status(Tone.WARNING, say("sent back to be mended"))
    return Status(Tone.CURRENT, say("lies with the Pengguna to be checked"))


def _supplier(corpus: Corpus, entry: Entry[Supplier]) -> Status:
    if entry.it.is_active_on(corpus.today):
        return Status(Tone.DONE, say("active"))
    return Status(Tone.OFF, say("not active"))


def _asset(corpus: Corpus, entry: Entry[Asset]) -> Status:
    asset = entry.it
    if asset.valid_until is not None and asset.valid_until < corpus.today:
        return Status(Tone.ERROR, say("expired"))
    return Status(_CONDITIONS[asset.condition], _called(asset.condition))


def _form(corpus: Corpus, entry: Entry[EvaluationForm]) -> Status:
    if entry.it.in_force.holds_on(corpus.today):
        return Status(Tone.DONE, say("in force"))
    return Status(Tone.OFF, say("not in force"))


def _decision(corpus: Corpus, entry: Entry[Decision]) -> Status:
    """Return what was decided; in its own colour only when it is proved under a pinned root."""
    tone, proof = _proof(corpus, entry)
    message = say("{word}, {proof}", word=_called(entry.it.decision), proof=proof)
    return Status(_DECISIONS[entry.it.decision] if tone is Tone.DONE else tone, message)


def _public_decision(corpus: Corpus, entry: Entry[Decision]) -> Status:
    """Return what was decided; why it is not proved may name people and their keys."""
    if proof_of(corpus, entry).tone is not Tone.ERROR:
        return _decision(corpus, entry)
    return Status(
        Tone.ERROR, say("{word}, {proof}", word=_called(entry.it.decision), proof=NOT_PROVED.message)
    )


def proof_of(corpus: Corpus, decision: Entry[Decision]) -> Status:
    """Return how well a decision file at hand is proved; done only for a person's own act."""
    return Status(*_proof(corpus, decision))


def _proof(corpus: Corpus, entry: Entry[Decision]) -> tuple[Tone, Message]:
    """Return how well a decision file at hand is proved; done only for a person's own act."""
    proof, place = corpus.proof, decision_at_or_none(entry.place)
    if proof is None or not proof.is_pinned or place is None:
        return Tone.OFF, say("not verified")
    if proof.obstacle is not None:
        return Tone.ERROR, say("can't be verified")
    judged = proof.verdicts.get(place)
    if judged is None:
        return Tone.WAITING, say("proposed, not on the main branch yet")
    if judged.reason is not None:
        return Tone.ERROR, say("not proved: {reason}", reason=judged.reason.message)
    if judged.is_in_doubt:
        return Tone.WARNING, say("in doubt, the key was reported as leaked")
    standing = proof.standing(judged.record)
    if standing is not None and standing.last is not None and standing.last.number != judged.number:
        return Tone.OFF, say("proved, but decision {number} took its place", number=standing.last.number)
    if standing is not None and standing.status in _OVERTAKEN:
        return Tone.WARNING, _OVERTAKEN[standing.status]
    if judged.is_taken_over:
        return Tone.CURRENT, say("taken over at the root")
    if judged.evidence == "document":
        return Tone.WARNING, say("signed on paper, as the Pengelola recorded")
    return Tone.DONE, say("proved ({evidence})", evidence=word(judged.evidence or "personal"))


def _filing(corpus: Corpus, entry: Entry[Filing]) -> Status:
    if entry.it.reason is None:
        return Status(Tone.DONE, say("documented"))
    return Status(Tone.OFF, say("closed: {reason}", reason=word(entry.it.reason)))


def _called(value: str) -> Message:
    return Message(word(value).text)


_BY_MODEL: Final[Mapping[type, Callable[[Corpus, Any], Status | None]]] = {
    Requirement: _by_procedure,
    Proposal: _proposal,
    Inspection: _by_procedure,
    Evaluation: _by_procedure,
    Kak: _kak,
    Supplier: _supplier,
    Asset: _asset,
    EvaluationForm: _form,
    Decision: _decision,
    Filing: _filing,
}
