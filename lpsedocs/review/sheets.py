"""What somebody has to know of a record before he decides on it, in the order in which he asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lpsedocs.changes import changes
from lpsedocs.checker import Report
from lpsedocs.corpus import Corpus, Entry
from lpsedocs.deadlines import due_follow_ups, submitted_evaluations
from lpsedocs.findings import Finding, Message, Route, Rupiah, Term, Value, say
from lpsedocs.legends import legend_of
from lpsedocs.models import decision_at_or_none
from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import CriterionScore, Evaluation, EvidenceFile
from lpsedocs.models.fields import Period, Sending
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.kak import Kak
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.supplier import Engagement, Supplier
from lpsedocs.models.words import word
from lpsedocs.procedures.monitoring import BEGINS_PROCUREMENT
from lpsedocs.review.results import Result, result_of, scores_of, titles_of
from lpsedocs.review.rulings import Ruling
from lpsedocs.source import parse_source

_OF_THE_ROUND = frozenset({"evaluated", "submissions", "sent"})
"""What is new in every round, and says nothing about the matter."""


@dataclass(frozen=True)
class Compared:
    """An evaluation's result beside that of the one before it."""

    name: str
    period: Period
    result: Result | None


@dataclass(frozen=True)
class Rated:
    """What is said of an evaluation that is to be decided."""

    maximum: int
    """The best score of the form."""
    now: Compared
    previous: Compared | None
    fallen: tuple[Message, ...]
    """The criteria that are worse than the last time, with what they come from."""
    low: tuple[Message, ...]
    """Those that did not fall, but lie in the lower half of the scale."""
    recommendation: str | None
    begins_procurement: bool
    reason: str | None
    actions: tuple[Message, ...]
    terms: tuple[Message, ...]
    """What each engagement is worth, and until when it runs."""


@dataclass(frozen=True)
class Sheet:
    """A record that the request decides on."""

    ruling: Ruling
    title: tuple[Value, ...]
    """What it is about, beside its id."""
    round: int
    handed: Sending | None
    """How it was handed over in this round."""
    rated: Rated | None
    """None for a KAK."""
    promised: tuple[Message, ...]
    """What is open about the supplier."""
    since: tuple[Message, ...] | None
    """What differs from the version that was decided last; None without one."""
    last_note: str | None
    """What was noted in that decision."""
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def sheet(corpus: Corpus, report: Report, ruling: Ruling) -> Sheet | None:
    """Return what is to be known of a record; None for one that is not there or can't be understood."""
    entry = corpus.get(ruling.record)
    if entry is None or not isinstance(entry.record, Evaluation | Kak):
        return None
    handed = entry.record.submissions if isinstance(entry.record, Evaluation) else entry.record.sent
    found = [f for f in report.live if f.record == entry.name or f.location.path == entry.path]
    note, since = _since(corpus, entry, ruling)
    return Sheet(
        ruling,
        _about(corpus, entry),
        max(len(handed), 1),
        handed[-1] if handed else None,
        _rated(corpus, entry) if isinstance(entry.record, Evaluation) else None,
        tuple(_promised(corpus, entry)) if isinstance(entry.record, Evaluation) else (),
        since,
        note,
        tuple(finding for finding in found if finding.severity == "error"),
        tuple(finding for finding in found if finding.severity == "warning"),
    )


def _about(corpus: Corpus, entry: Entry[Any]) -> tuple[Value, ...]:
    if isinstance(entry.record, Evaluation):
        return _about_evaluation(corpus, entry.record)
    return _about_kak(corpus, entry)


def _about_evaluation(corpus: Corpus, evaluation: Evaluation) -> tuple[Value, ...]:
    supplier = corpus.find(Supplier, evaluation.supplier)
    services: tuple[Value, ...] = tuple(word(one) for one in supplier.it.services) if supplier else ()
    period = say("{first} to {last}", first=evaluation.period.from_, last=evaluation.period.until)
    return (" ".join(evaluation.supplier_name.split()), *((services,) if services else ()), period)


def _about_kak(corpus: Corpus, entry: Entry[Kak]) -> tuple[Value, ...]:
    requirement = corpus.find(Requirement, entry.it.requirement)
    of = say("for {requirement}", requirement=entry.it.requirement)
    unit = (" ".join(requirement.it.unit.split()),) if requirement else ()
    return (entry.title, of, *unit)


# ---- What an evaluation comes to


def _rated(corpus: Corpus, entry: Entry[Evaluation]) -> Rated:
    evaluation, form = entry.it, corpus.form_of(entry.it)
    earlier = [
        one
        for one in submitted_evaluations(corpus, evaluation.supplier)
        if one.name != entry.name and one.it.period.until <= evaluation.period.until
    ]
    previous = earlier[-1] if earlier else None
    titles = titles_of(form)
    before = scores_of(previous.it) if previous else {}
    fallen = [one for one in evaluation.scores if _has_fallen(one, before.get(one.criterion))]
    half = form.scale.minimum + form.scale.maximum if form else 0
    low = [s for s in evaluation.scores if s not in fallen and s.score is not None and 2 * s.score < half]
    return Rated(
        form.scale.maximum if form else 0,
        _compared(corpus, entry),
        _compared(corpus, previous) if previous else None,
        tuple(_fall(one, titles.get(one.criterion, one.criterion), before[one.criterion]) for one in fallen),
        tuple(_low(one, titles.get(one.criterion, one.criterion)) for one in low),
        evaluation.recommendation,
        evaluation.recommendation in BEGINS_PROCUREMENT,
        _on_one_line(evaluation.reason),
        tuple(
            say("{what} ({by}, by {day})", what=_on_one_line(a.what) or "", by=_name(corpus, a.by), day=a.due)
            for a in evaluation.actions
        ),
        tuple(_terms(corpus, evaluation)),
    )


def _compared(corpus: Corpus, entry: Entry[Evaluation]) -> Compared:
    return Compared(entry.name, entry.it.period, result_of(corpus, entry.it))


def _has_fallen(one: CriterionScore, before: int | None) -> bool:
    return before is not None and (one.score is None or one.score < before)


def _fall(one: CriterionScore, title: str, before: int | None) -> Message:
    after: Value = Term("not rated") if one.score is None else one.score
    fall = say("{criterion} {before} becomes {after}", criterion=title, before=before or 0, after=after)
    return _with_grounds(fall, one)


def _low(one: CriterionScore, title: str) -> Message:
    return _with_grounds(say("{criterion} {score}", criterion=title, score=one.score or 0), one)


def _with_grounds(message: Message, one: CriterionScore) -> Message:
    """Add what a score comes from: what was noted, or else the evidence."""
    evidence = one.evidence.text if isinstance(one.evidence, EvidenceFile) else one.evidence
    grounds = _on_one_line(one.note or one.reason or evidence)
    return say("{what} ({grounds})", what=message, grounds=grounds) if grounds else message


def _terms(corpus: Corpus, evaluation: Evaluation) -> Iterator[Message]:
    supplier = corpus.find(Supplier, evaluation.supplier)
    for engagement in supplier.it.engagements if supplier else ():
        named = evaluation.engagements
        if engagement.id in named if named else engagement.in_force_on(corpus.today):
            yield _term(engagement)


def _term(engagement: Engagement) -> Message:
    value = next((a.value for a in reversed(engagement.addenda) if a.value), engagement.value)
    number, day = engagement.number, engagement.last_day
    if value is None:
        return say("{number} runs until {day}", number=number, day=day)
    return say("{number}, {value}, runs until {day}", number=number, value=Rupiah(value), day=day)


# ---- What is open, and what came before


def _promised(corpus: Corpus, entry: Entry[Evaluation]) -> Iterator[Message]:
    for due in due_follow_ups(corpus):
        if due.record != entry.name and _supplier_at(due.entry, due.route) == entry.it.supplier:
            late = due.is_overdue_on(corpus.today)
            template = say("{what}, was due by {day}") if late else say("{what}, due by {day}")
            yield say(template.template, what=due.whole or due.what, day=due.day)


def _supplier_at(entry: Entry[Evaluation | Inspection], route: Route) -> str:
    if isinstance(entry.record, Inspection):
        return entry.record.suppliers[int(route[1])].supplier
    return entry.record.supplier if entry.record else ""


def _since(
    corpus: Corpus, entry: Entry[Evaluation | Kak], ruling: Ruling
) -> tuple[str | None, tuple[Message, ...] | None]:
    """Return the note of the decision before, and what changed since the version that it was on."""
    earlier = [d for d in corpus.decisions_on(entry.name) if 0 < _number(d) < ruling.number]
    last = earlier[-1].it if earlier else None
    if last is None:
        return None, None
    content = corpus.proof.version(last.sha256) if corpus.proof else None
    if content is None:
        return last.note, None
    before = parse_source(entry.path, content).data
    found = changes(entry.kind.model, before, entry.source.data, legend_of(corpus, entry))
    return last.note, tuple(c.message for c in found if c.route[:1] not in {(key,) for key in _OF_THE_ROUND})


def _number(decision: Entry[Decision]) -> int:
    """Return its number; 0 of one that lies where no decision belongs."""
    return (decision_at_or_none(decision.place) or ("", 0))[1]


def _name(corpus: Corpus, person: str) -> str:
    found = corpus.people.get(person)
    return found.name if found else " ".join(person.split())


def _on_one_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None
