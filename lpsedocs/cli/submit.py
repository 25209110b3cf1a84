"""lpsedocs submit."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import compress
from typing import Any

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._papers import person_here, refuse_unless_holding
from lpsedocs.cli._records import entry_of, loaded, record_argument, today_option
from lpsedocs.cli._settled import settled_by
from lpsedocs.cli._standing import name_of
from lpsedocs.corpus import Corpus, Entry
from lpsedocs.editing import Append, Change, Put, edited, replace, writable_place
from lpsedocs.findings import Message, Refusal, Term, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.fitting import fit
from lpsedocs.models.shapes import slots_of
from lpsedocs.procedures.rounds import sending_back
from lpsedocs.scoring import Outcome, score
from lpsedocs.source import parse_source


@click.command()
@record_argument("evaluation")
@click.option(
    "--by", metavar="PERSON", help="The Pengelola who hands it over; by default whose address git has."
)
@click.option(
    "--to", "receiver", metavar="PERSON", help="Who receives it; by default the Kepala LPSE in office."
)
@today_option
@click.pass_context
def command(
    ctx: click.Context, evaluation: str, by: str | None, receiver: str | None, today: date | None
) -> None:
    """Hand an evaluation over to the Kepala LPSE (SOP 3.2, 3.3): write its result and a submission.

    The result is reckoned from the scores. Comments in the file are kept. Nothing is committed.

    \b
    Examples:
      lpsedocs submit EVL-2026-005
      lpsedocs submit EVL-2026-005 --by budi --to joko
    """
    workspace, language = workspace_of(ctx), language_of(ctx)
    corpus = loaded(workspace, today)
    entry = entry_of(Evaluation, corpus, evaluation)
    outcome = _outcome(corpus, entry)
    _refuse_unready(corpus, entry)
    changes: list[Change] = [*_result(entry, outcome)]
    if _is_due(corpus, entry, changes):
        person = person_here(workspace, corpus, by, "pengelola")
        to = _receiver(corpus, entry, person, receiver)
        handing_over = {"by": person, "date": corpus.today.isoformat(), "to": to}
        changes.append(Append(("submissions",), dict(handing_over)))
    content = edited(entry.source, Evaluation, changes)
    misfits = fit(entry.kind, parse_source(entry.path, content).data)
    if isinstance(misfits, tuple):
        raise Refusal(misfits[0].message)
    replace(writable_place(workspace.root, entry.path), content, read=entry.source.content)
    for message in _told(corpus, entry, outcome, changes):
        click.echo(language.say(message))


def _outcome(corpus: Corpus, entry: Entry[Evaluation]) -> Outcome:
    form = corpus.form_of(entry.it)
    outcome = score(form, entry.it) if form else None
    if outcome is None:
        raise Refusal(
            say(
                "{record} can't be scored yet; 'lpsedocs score {record}' says what is missing",
                record=entry.name,
            )
        )
    return outcome


def _refuse_unready(corpus: Corpus, entry: Entry[Any]) -> None:
    settling = settled_by(corpus, entry)
    if settling:
        raise Refusal(
            say(
                "{record} can't be handed over again: {decision} holds for exactly these bytes",
                record=entry.name,
                decision=settling,
            )
        )
    slots = slots_of(Evaluation)
    missing = [key for key in ("inspection", "recommendation") if getattr(entry.it, key) is None]
    if missing:
        raise Refusal(
            say(
                "{path} lacks what the Kepala LPSE has to read: {keys}; fill it in first",
                path=str(entry.path),
                keys=tuple(say("{label} ({key})", label=Term(slots[key].title), key=key) for key in missing),
            )
        )


def _result(entry: Entry[Evaluation], outcome: Outcome) -> Iterator[Put]:
    there = entry.it.result
    if there is None or (there.score, there.band) != (outcome.shown, outcome.band):
        yield Put(("result",), {"score": outcome.shown, "band": outcome.band})


def _is_due(corpus: Corpus, entry: Entry[Evaluation], changes: list[Change]) -> bool:
    """Tell whether the round still needs its submission; refuses where there is nothing to write at all."""
    decisions = corpus.decisions_on(entry.name)
    returns = [*compress(decisions, sending_back([decision.it for decision in decisions]))]
    submissions = entry.it.submissions
    if len(submissions) > len(returns):
        if changes:
            return False
        last = submissions[-1]
        raise Refusal(
            say(
                "{record} was handed over to {to} on {day} already, and waits for the decision; 'lpsedocs "
                "request {record}' prepares it",
                record=entry.name,
                to=name_of(corpus, last.to),
                day=last.date,
            )
        )
    returned = returns[-1].it.date if returns else None
    if returned is not None and entry.it.evaluated.date < returned:
        raise Refusal(
            say(
                "{record} was sent back on {returned}, but by 'evaluated' it was last evaluated on "
                "{evaluated}; evaluate it again, and write there who did and when",
                record=entry.name,
                returned=returned,
                evaluated=entry.it.evaluated.date,
            )
        )
    return True


def _receiver(corpus: Corpus, entry: Entry[Evaluation], person: str, given: str | None) -> str:
    """Return who is to decide: who was named, or the only one who may; never who makes the evaluation."""
    makers = entry.it.evaluators | {person}
    heads = tuple(head for head in corpus.deciders(entry.name) if head != person)
    if given in makers:
        raise Refusal(
            say(
                "{person} made {record} and can't decide it; --to names somebody else",
                person=given,
                record=entry.name,
            )
        )
    if given:
        refuse_unless_holding(corpus, given, "kepala_lpse", "--to", heads)
        return given
    if len(heads) == 1:
        return heads[0]
    if heads:
        raise Refusal(
            say(
                "several people are Kepala LPSE on {day}: {people}; say with --to which one",
                day=corpus.today,
                people=heads,
            )
        )
    raise Refusal(_nobody(corpus, entry))


def _nobody(corpus: Corpus, entry: Entry[Evaluation]) -> Message:
    if makers := corpus.holders("kepala_lpse"):
        return say(
            "Kepala LPSE on {day} is only {people}, who made {record} and can't decide it; 'lpsedocs roster "
            "add-role' enters an acting head",
            people=makers,
            record=entry.name,
            day=corpus.today,
        )
    return say(
        "nobody is Kepala LPSE on {day}; 'lpsedocs roster add-role' enters one, also an acting head",
        day=corpus.today,
    )


def _told(
    corpus: Corpus, entry: Entry[Evaluation], outcome: Outcome, changes: list[Change]
) -> Iterator[Message]:
    form = corpus.form_of(entry.it)
    titles = {band.id: band.title for band in form.bands} if form else {}
    band = titles.get(outcome.band, outcome.band)
    yield say("{path} written", path=str(entry.path))
    if outcome.shown is None:
        yield say("result: {band}", band=band)
    else:
        yield say("result: {score} {band}", score=Decimal(outcome.shown), band=band)
    if any(isinstance(change, Append) for change in changes):
        yield say(
            "next: commit it, and when it is on the main branch, 'lpsedocs request {record}'",
            record=entry.name,
        )
    else:
        yield say("it was handed over before; only the result was written anew")
