"""lpsedocs why."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._proofs import alarm, proof_of
from lpsedocs.cli._records import fitting_entry, loaded, record_argument, today_option
from lpsedocs.cli._standing import acting, decided_in, name_of, progress_about
from lpsedocs.corpus import Corpus, Entry
from lpsedocs.deadlines import due_steps
from lpsedocs.findings import Message, Term, say
from lpsedocs.language import Language
from lpsedocs.models.asset import Asset
from lpsedocs.models.decision import Decision
from lpsedocs.models.filing import Filing
from lpsedocs.models.form import EvaluationForm
from lpsedocs.models.kak import Kak
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.supplier import Supplier
from lpsedocs.models.words import glossed, word
from lpsedocs.procedures import Progress, State, StepProgress

_TO_DO: Final[dict[str, Message]] = {
    "1.1": say("write the requirement"),
    "1.2": say("hand it to the Pengelola: fill in 'submitted' in {path}"),
    "1.3": say(
        "look with 'lpsedocs find' whether the office has it already, and fill in 'availability' in {path}"
    ),
    "1.4": say(
        "make sure of the budget ('budget' in {path}), and write the KAK: 'lpsedocs new kak --from {record}'"
    ),
    "1.5": say("send the KAK to the Pengguna: add an entry to 'sent' in {path}"),
    "1.6": say(
        "check the KAK ({path}), mend it where it is wrong, and find it in order ('lpsedocs accept'), or "
        "send it back ('lpsedocs return')"
    ),
    "1.7": say("propose the procurement with 'lpsedocs new proposal', and fill in its 'submitted'"),
    "1.8": say("recommend what the office has, or specify something equivalent: 'recommendation' in {path}"),
    "2.1": say("enter what came of the procurement: 'result' in {path}"),
    "2.2": say("look the supplier up with 'lpsedocs find', and fill in 'list_check' in {path}"),
    "2.3": say("add the supplier to the list with 'lpsedocs new supplier'"),
    "2.4": say("enter the contract as an engagement of the supplier, with its documents ('lpsedocs attach')"),
    "3.1": say("inspect every active supplier and its documents, and fill in 'inspected' in {path}"),
    "3.2": say(
        "complete the scores ('lpsedocs score {record}' reckons), and hand it over: 'lpsedocs submit "
        "{record}'"
    ),
    "3.3": say("receive the result"),
    "3.4": say("read {path}, and approve it ('lpsedocs approve'), or send it back ('lpsedocs return')"),
    "3.5": say(
        "document the result ('lpsedocs file {record}'); for a renewal or replacement also write "
        "the requirement ('lpsedocs new requirement')"
    ),
}
_SENT_BACK: Final = say(
    "mend the KAK ({kak}) as the note says, and send it to the Pengguna again: add an entry to 'sent' there"
)
_WRITTEN: Final = say("make sure of the budget ('budget' in {path}); the KAK is written: {kak}")

_MANY: Final = 2
"""More procedures than these that a record is part of are only named."""


@click.command()
@record_argument("record_id")
@today_option
@click.pass_context
def command(ctx: click.Context, record_id: str, today: date | None) -> None:
    """Say in one paragraph where a record stands, since when, with whom, and what to do next.

    \b
    Examples:
      lpsedocs why KEB-2026-004
      lpsedocs why SUP-005
    """
    corpus = loaded(workspace_of(ctx), today)
    language = language_of(ctx)
    entry = fitting_entry(corpus, record_id)
    click.echo(" ".join(_sentence(message, language) for message in _paragraph(corpus, entry)))


def _sentence(message: Message, language: Language) -> str:
    """Messages are written without the capital and the full stop of a sentence."""
    text = language.say(message)
    return f"{text[0].upper()}{text[1:]}."


def _paragraph(corpus: Corpus, entry: Entry[Any]) -> Iterator[Message]:
    yield from _itself(corpus, entry)
    found = progress_about(corpus, entry)
    open_ones = [progress for progress in found if progress.next]
    if not found:
        yield say("no record of the three procedures has anything to do with {id}", id=entry.name)
    elif len(found) > 1 and not open_ones:
        yield say("every procedure that it is part of is finished: {records}", records=_names(found))
    elif len(open_ones) > _MANY:
        yield say("it is part of these, which are open: {records}", records=_names(open_ones))
    else:
        for progress in open_ones or found:
            yield from _standing(corpus, progress)


def _names(found: Iterable[Progress]) -> tuple[str, ...]:
    return tuple(progress.record for progress in found)


# ---- What the record itself says


def _itself(corpus: Corpus, entry: Entry[Any]) -> Iterator[Message]:
    match entry.record:
        case Supplier():
            yield from _supplier(corpus, entry)
        case Kak(requirement=requirement):
            yield say("{id} is the KAK of {requirement}", id=entry.name, requirement=requirement)
        case Decision() as decision:
            yield _decision(corpus, decision)
            if proof := proof_of(corpus, entry.name):
                yield say("this decision: {proof}", proof=proof)
        case Filing(record=record, filed=filed):
            by = name_of(corpus, filed.by)
            yield say("{record} was filed by {by} on {day}", record=record, by=by, day=filed.date)
        case Asset(name=name, condition=condition, quantity=quantity):
            yield say(
                "{id} ({name}) is something that the office has: {quantity}, {condition}",
                id=entry.name,
                name=name,
                quantity=quantity,
                condition=word(condition),
            )
        case EvaluationForm(in_force=span):
            yield say(
                "{id} ({title}) is a form in force from {day}",
                id=entry.name,
                title=entry.title,
                day=span.from_,
            )


def _supplier(corpus: Corpus, entry: Entry[Supplier]) -> Iterator[Message]:
    supplier, today = entry.it, corpus.today
    running = [engagement for engagement in supplier.engagements if engagement.in_force_on(today)]
    if supplier.ended and supplier.ended.date <= today:
        end = supplier.ended
        yield say(
            "{id} ({name}) left the list on {day}: {reason}",
            id=entry.name,
            name=supplier.name,
            day=end.date,
            reason=end.reason,
        )
    elif running:
        last = max(running, key=lambda engagement: engagement.last_day)
        yield say(
            "{id} ({name}) serves under the contract {number} until {day}",
            id=entry.name,
            name=supplier.name,
            number=last.number,
            day=last.last_day,
        )
    else:
        yield say(
            "{id} ({name}) is on the list, but no contract is in force", id=entry.name, name=supplier.name
        )


def _decision(corpus: Corpus, decision: Decision) -> Message:
    what = say(
        "{by} decided {decision} on {record}",
        by=name_of(corpus, decision.by),
        decision=glossed(decision.decision),
        record=decision.record,
    )
    return say("{what} on {day}", what=what, day=decision.date) if decision.date else what


# ---- Where it stands


def _standing(corpus: Corpus, progress: Progress) -> Iterator[Message]:
    entry = corpus.get(progress.record)
    title = entry.title if entry else ""
    which = (
        say("{id} ({title})", id=progress.record, title=title) if title else say("{id}", id=progress.record)
    )
    if progress.next:
        yield from _open(corpus, progress, progress.next, which)
    elif progress.closed and progress.closed.record.reason:
        filed = progress.closed.record.filed
        yield say(
            "{which} was closed on {day} by {by}: {reason}; nothing is left to do",
            which=which,
            day=filed.date,
            by=name_of(corpus, filed.by),
            reason=word(progress.closed.record.reason),
        )
    else:
        yield from _finished(corpus, progress, which)
    for record in decided_in(corpus, progress):
        yield from _proof(corpus, record)


def _proof(corpus: Corpus, record: str) -> Iterator[Message]:
    """Yield whether the last decision on a record is proved, and what is wrong with it."""
    for last in corpus.decisions_on(record)[-1:]:
        if proof := proof_of(corpus, last.name):
            number = last.name.rpartition("/")[2]
            yield say("decision {number} on {record}: {proof}", number=number, record=record, proof=proof)
    if wrong := alarm(corpus, record):
        yield say("{record}: {status}", record=record, status=wrong)


def _finished(corpus: Corpus, progress: Progress, which: Message) -> Iterator[Message]:
    last = _last_done(progress)
    if last is None:
        yield say("{which} is finished; nothing is left to do", which=which)
    else:
        yield say("{which} is finished: {last}; nothing is left to do", which=which, last=_done(corpus, last))


def _last_done(progress: Progress) -> StepProgress | None:
    done = [step for step in progress.steps if step.state is State.DONE and step.by]
    return done[-1] if done else None


def _done(corpus: Corpus, step: StepProgress) -> Message:
    what = _act(step, name_of(corpus, step.by or ""))
    return say("{what} on {day}", what=what, day=step.date) if step.date else what


def _act(step: StepProgress, by: str) -> Message:
    number, title = step.step.number, Term(step.step.title)
    if number == "3.3":
        # That the Kepala received it is shown by his own act, and then 3.4 was done last.
        return say("the result was handed over to {by}", by=by)
    return say("step {number} ({title}) was done by {by}", number=number, title=title, by=by)


def _open(corpus: Corpus, progress: Progress, step: StepProgress, which: Message) -> Iterator[Message]:
    where = say(
        "{which} stands at step {number}, {title}",
        which=which,
        number=step.step.number,
        title=Term(step.step.title),
    )
    if step.since is None:
        yield where
    elif step.since == corpus.today:
        yield say("{where}, since today", where=where)
    elif step.since == corpus.today - timedelta(days=1):
        yield say("{where}, since yesterday", where=where)
    else:
        days = (corpus.today - step.since).days
        yield say("{where}, since {day} ({days} days)", where=where, day=step.since, days=days)
    last = _last_done(progress)
    if last:
        yield say("before that, {last}", last=_done(corpus, last))
    yield from _returned(corpus, progress, step)
    yield _next(corpus, progress, step)
    yield from _limit(corpus, progress, step)


def _returned(corpus: Corpus, progress: Progress, step: StepProgress) -> Iterator[Message]:
    """Say who sent it back, where that is why the step is to be done again."""
    names = (
        [kak.name for kak in corpus.kaks_of(progress.record)] if step.step.number in ("1.4", "1.5") else []
    )
    for name in names or ([progress.record] if step.step.number == "3.2" else []):
        last = corpus.last_decision_on(name)
        if last and last.decision in ("perlu_perbaikan", "evaluasi_ulang"):
            returned = _decision(corpus, last)
            yield (
                say("{returned}, with the note '{note}'", returned=returned, note=last.note)
                if last.note
                else returned
            )
    requirement = corpus.find(Requirement, progress.record)
    budget = requirement.it.budget if requirement else None
    if step.step.number == "1.4" and budget and budget.result != "disetujui":
        yield say("the budget is {result} as of {day}", result=word(budget.result), day=budget.date)


def _next(corpus: Corpus, progress: Progress, step: StepProgress) -> Message:
    deed = _deed(corpus, progress, step)
    people = acting(corpus, progress, step)
    if people:
        return say("next is {role}, {people}: {deed}", people=people, role=word(step.step.role), deed=deed)
    if corpus.holders(step.step.role):
        return say(
            "next is {role}, but whoever holds the role today made the evaluation, and can't decide it: "
            "{deed}",
            role=word(step.step.role),
            deed=deed,
        )
    return say("next is {role}, a role that nobody holds today: {deed}", role=word(step.step.role), deed=deed)


def _deed(corpus: Corpus, progress: Progress, step: StepProgress) -> Message:
    path, kak = _path(corpus, progress, step), _kak_at_hand(corpus, progress)
    if step.step.number == "1.4" and kak:
        last = corpus.last_decision_on(kak.name)
        is_sent_back = last is not None and last.decision == "perlu_perbaikan"
        template = _SENT_BACK if is_sent_back and _has_budget(corpus, progress) else _WRITTEN
        return say(template.template, path=path, kak=str(kak.path))
    return say(_TO_DO[step.step.number].template, record=progress.record, path=path)


def _kak_at_hand(corpus: Corpus, progress: Progress) -> Entry[Kak] | None:
    """Return the newest KAK that was not closed."""
    return next((k for k in reversed(corpus.kaks_of(progress.record)) if not corpus.is_closed(k.name)), None)


def _has_budget(corpus: Corpus, progress: Progress) -> bool:
    requirement = corpus.find(Requirement, progress.record)
    budget = requirement.it.budget if requirement else None
    return budget is not None and budget.result == "disetujui"


def _path(corpus: Corpus, progress: Progress, step: StepProgress) -> str:
    """Return the file in which the step is recorded."""
    if step.step.number in ("1.5", "1.6"):
        kak = _kak_at_hand(corpus, progress)
        return str(kak.path) if kak else progress.record
    entry = corpus.get(progress.record)
    return str(entry.path) if entry else progress.record


def _limit(corpus: Corpus, progress: Progress, step: StepProgress) -> Iterator[Message]:
    for due in due_steps(corpus):
        if due.record == progress.record and due.step == step.step.number:
            if due.is_overdue_on(corpus.today):
                yield say("it was due by {day}", day=due.day)
            else:
                yield say("it is due by {day}", day=due.day)
