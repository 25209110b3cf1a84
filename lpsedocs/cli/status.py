"""lpsedocs status."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, get_args

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._midway import tell_of_killed
from lpsedocs.cli._proofs import alarm, proof_of, removed_records
from lpsedocs.cli._records import fitting_entry, loaded, optional_record_argument, today_option
from lpsedocs.cli._standing import acting, decided_in, name_of, progress_about
from lpsedocs.corpus import Corpus
from lpsedocs.deadlines import Due, Duty, due_dates
from lpsedocs.findings import Message, Term, say
from lpsedocs.language import Language
from lpsedocs.models.decision import Decision
from lpsedocs.models.roster import Role
from lpsedocs.models.words import word
from lpsedocs.procedures import PROCEDURES, Progress, State, StepProgress
from lpsedocs.trust.proof import UNBEGUN
from lpsedocs.trust.standing import Status
from lpsedocs.trust.verdicts import NOT_BEGUN
from lpsedocs.trust.words import STATUSES

_SIGNS: Final = {State.DONE: "x", State.CURRENT: ">", State.WAITING: " ", State.NOT_APPLICABLE: "-"}
_STATES: Final = {
    State.DONE: say("done"),
    State.CURRENT: say("to be done now"),
    State.WAITING: say("not yet"),
    State.NOT_APPLICABLE: say("not applicable"),
}
_AHEAD: Final = timedelta(days=30)
"""How far ahead a desk looks for what will be due."""


@click.command()
@optional_record_argument("record_id")
@click.option("--role", type=click.Choice(get_args(Role)), help="Only what this role has to do: its desk.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The form of the answer.",
)
@today_option
@click.pass_context
def command(
    ctx: click.Context, record_id: str | None, role: Role | None, format_: str, today: date | None
) -> None:
    """Show at which step of the SOP each record stands, and who acts next.

    With a record's id, every step of that record is shown. Statuses are computed from the records; none
    is stored.

    \b
    Examples:
      lpsedocs status
      lpsedocs status KEB-2026-004
      lpsedocs status --role pengelola
    """
    workspace = workspace_of(ctx)
    corpus = loaded(workspace, today)
    language = language_of(ctx)
    found = progress_about(corpus, fitting_entry(corpus, record_id)) if record_id else corpus.all_progress
    shown = [progress for progress in found if role is None or role in _roles(progress)]
    if format_ == "json":
        click.echo(_json(corpus, shown))
    elif record_id:
        click.echo("\n\n".join("\n".join(_steps(corpus, p, language)) for p in shown) or _nothing(language))
    elif role:
        click.echo("\n".join(_desk(corpus, role, shown, language)))
    else:
        click.echo("\n".join(_overview(corpus, shown, language)))
    _tell_what_is_missing(corpus, language)
    tell_of_killed(workspace.root, language)


def _roles(progress: Progress) -> list[Role]:
    return [step.step.role for step in progress.current]


def _nothing(language: Language) -> str:
    return language.say(say("no record of the three procedures has anything to do with it"))


# ---- JSON


def _json(corpus: Corpus, shown: list[Progress]) -> str:
    records = [_record(corpus, progress) for progress in shown]
    return json.dumps({"version": 1, "records": records}, ensure_ascii=False, indent=2)


def _record(corpus: Corpus, progress: Progress) -> dict[str, object]:
    entry, following = corpus.get(progress.record), progress.next
    return {
        "id": progress.record,
        "kind": entry.kind.name if entry else None,
        "procedure": progress.procedure.number,
        "steps": [
            {
                "step": step.step.number,
                "state": step.state.value,
                "role": step.step.role,
                "by": step.by,
                "date": step.date.isoformat() if step.date else None,
            }
            for step in progress.steps
        ],
        "next": {"step": following.step.number, "role": following.step.role} if following else None,
    }


# ---- Text


def _overview(corpus: Corpus, shown: list[Progress], language: Language) -> Iterator[str]:
    for procedure in PROCEDURES:
        lines = [_line(corpus, p, language) for p in shown if p.procedure.number == procedure.number]
        if lines:
            yield from (_procedure_title(procedure.number, language), *lines, "")
    for record in removed_records(corpus):
        yield f"  {record:<14} {language.say(STATUSES[Status.REMOVED])}"
    if not shown:
        yield language.say(say("there is no record of the three procedures yet; 'lpsedocs new' makes one"))


def _procedure_title(number: int, language: Language) -> str:
    procedure = next(procedure for procedure in PROCEDURES if procedure.number == number)
    return language.say(say("Procedure {number}: {title}", number=number, title=Term(procedure.title)))


def _line(corpus: Corpus, progress: Progress, language: Language) -> str:
    parts = [_standing(corpus, progress), *_alarms(corpus, progress)]
    return f"  {progress.record:<14} {'; '.join(language.say(part) for part in parts)}"


def _alarms(corpus: Corpus, progress: Progress) -> Iterator[Message]:
    for record in decided_in(corpus, progress):
        if status := alarm(corpus, record):
            is_itself = record == progress.record
            yield status if is_itself else say("{record}: {status}", record=record, status=status)


def _standing(corpus: Corpus, progress: Progress) -> Message:
    if progress.next:
        return _waiting(corpus, progress, progress.next)
    if progress.closed and progress.closed.record.reason:
        return say("closed: {reason}", reason=word(progress.closed.record.reason))
    return say("finished") if progress.is_finished else say("not begun")


def _waiting(corpus: Corpus, progress: Progress, step: StepProgress) -> Message:
    what = say("step {number}, {title}", number=step.step.number, title=Term(step.step.title))
    whose = acting(corpus, progress, step) or word(step.step.role)
    if step.since is None:
        return say("{what} ({whose})", what=what, whose=whose)
    return say("{what} ({whose}; since {day})", what=what, whose=whose, day=step.since)


def _steps(corpus: Corpus, progress: Progress, language: Language) -> Iterator[str]:
    entry = corpus.get(progress.record)
    yield f"{progress.record} {entry.title if entry else ''}".rstrip()
    yield _procedure_title(progress.procedure.number, language)
    for step in progress.steps:
        told = language.say(_told(corpus, progress, step))
        yield f"  [{_SIGNS[step.state]}] {step.step.number} {language.text(step.step.title)}: {told}"
    if progress.closed and progress.closed.record.reason:
        yield "  " + language.say(_standing(corpus, progress))


def _told(corpus: Corpus, progress: Progress, step: StepProgress) -> Message:
    if step.state is State.DONE and step.by:
        by = name_of(corpus, step.by)
        what = say("{by}, {day}", by=by, day=step.date) if step.date else say("{by}", by=by)
        proof = proof_of(corpus, step.record) if step.record else None
        return say("{what} ({proof})", what=what, proof=proof) if proof else what
    if step.state is State.CURRENT:
        people = acting(corpus, progress, step)
        if people:
            return say("to be done now by {people}", people=people)
    return _STATES[step.state]


def _desk(corpus: Corpus, role: Role, shown: list[Progress], language: Language) -> Iterator[str]:
    dues = {due.record: due for due in due_dates(corpus) if due.kind is Duty.STEP}
    for progress in sorted(shown, key=_waiting_since):
        entry = corpus.get(progress.record)
        yield f"{progress.record} {entry.title if entry else ''}".rstrip()
        for step in progress.current:
            if step.step.role == role:
                yield "  " + language.say(_waiting(corpus, progress, step))
        if progress.record in dues:
            yield "  " + language.say(_limit(dues[progress.record], corpus))
    others = [due for due in due_dates(corpus) if due.kind is not Duty.STEP and due.role == role]
    soon = [due for due in others if due.day <= corpus.today + _AHEAD]
    if soon:
        yield language.say(say("Due by {day}:", day=corpus.today + _AHEAD))
    for due in soon:
        yield f"  {due.record}: {language.say(due.what)}; {language.say(_limit(due, corpus))}"
    if not shown and not soon:
        yield language.say(say("nothing waits for {role}", role=word(role)))


def _waiting_since(progress: Progress) -> tuple[date, str]:
    return progress.current[0].since or date.max, progress.record


def _limit(due: Due, corpus: Corpus) -> Message:
    if due.kind is Duty.EXPIRY:
        return say("ends on {day}", day=due.day)
    if due.is_overdue_on(corpus.today):
        return say("was due by {day}", day=due.day)
    return say("due by {day}", day=due.day)


def _tell_what_is_missing(corpus: Corpus, language: Language) -> None:
    count = sum(entry.record is None for entry in corpus.entries)
    if count:
        message = say(
            "note: left out for their errors: {count} files; 'lpsedocs check' says which", count=count
        )
        click.echo(language.say(message), err=True)
    if corpus.proof is UNBEGUN:
        click.echo(language.say(say("note: {note}", note=NOT_BEGUN)), err=True)
    elif corpus.proof is not None and not corpus.proof.is_pinned and corpus.all(Decision):
        message = say(
            "note: no root of this repository is pinned, so decisions are taken as their files say, and none "
            "is proved; 'lpsedocs trust pin' pins one"
        )
        click.echo(language.say(message), err=True)
