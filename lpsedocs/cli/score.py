"""lpsedocs score."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._records import entry_of, loaded, record_argument, today_option
from lpsedocs.corpus import Entry
from lpsedocs.findings import Message, Refusal, Term, say
from lpsedocs.language import Language
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.form import Band, EvaluationForm
from lpsedocs.models.words import word
from lpsedocs.scoring import NOT_RATED, Line, Outcome, score

_NOT_APPLICABLE: Final = "-"
_HEADS: Final = (say("Criterion"), say("Weight"), say("Score"), say("Contribution"))


@click.command()
@record_argument("evaluation")
@today_option
@click.pass_context
def command(ctx: click.Context, evaluation: str, today: date | None) -> None:
    """Show line by line how the score of an evaluation comes about.

    \b
    Examples:
      lpsedocs score EVL-2026-003
    """
    corpus = loaded(workspace_of(ctx), today)
    entry = entry_of(Evaluation, corpus, evaluation)
    form = corpus.form_of(entry.it)
    if form is None:
        raise Refusal(
            say(
                "{path}: there is no form {form}, or it has errors; see 'lpsedocs check'",
                path=str(entry.path),
                form=entry.it.form,
            )
        )
    outcome = score(form, entry.it)
    if outcome is None:
        raise Refusal(
            say(
                "{path} can't be scored yet: {reasons}",
                path=str(entry.path),
                reasons=tuple(_gaps(form, entry.it)),
            )
        )
    click.echo("\n".join(_account(entry, form, outcome, language_of(ctx))))


def _gaps(form: EvaluationForm, evaluation: Evaluation) -> Iterator[Message]:
    """Say what keeps the scores from fitting the form."""
    scored = [entry.criterion for entry in evaluation.scores]
    known = {criterion.id: criterion for criterion in form.criteria}
    for id_, criterion in known.items():
        if id_ not in scored:
            yield say("'{criterion}' ({id}) has no score", criterion=criterion.title, id=id_)
    for id_ in dict.fromkeys(scored):
        if id_ not in known:
            yield say("the form has no criterion '{id}'", id=id_)
        elif scored.count(id_) > 1:
            yield say("'{id}' is scored twice", id=id_)
    for entry in evaluation.scores:
        if entry.score is not None and not form.scale.minimum <= entry.score <= form.scale.maximum:
            yield say(
                "the score {score} of '{id}' is outside the scale from {minimum} to {maximum}",
                score=entry.score,
                id=entry.criterion,
                minimum=form.scale.minimum,
                maximum=form.scale.maximum,
            )


def _account(
    entry: Entry[Evaluation], form: EvaluationForm, outcome: Outcome, language: Language
) -> Iterator[str]:
    evaluation = entry.it
    yield f"{evaluation.id}  {evaluation.supplier_name}"
    yield language.say(say("form {form}: {title}", form=form.id, title=form.title))
    yield ""
    if not outcome.terminated:
        yield from _table(evaluation, outcome, language)
        yield ""
    for message in _conclusions(evaluation, form, outcome):
        yield language.say(message)


def _table(evaluation: Evaluation, outcome: Outcome, language: Language) -> Iterator[str]:
    width = max(len(line.criterion.title) for line in outcome.lines)
    heads = [language.say(head) for head in _HEADS]
    yield f"{heads[0]:<{width}}  {heads[1]:>6}  {heads[2]:>5}  {heads[3]}"
    for line in outcome.lines:
        given = _NOT_APPLICABLE if line.score is None else str(line.score)
        told = _contribution(evaluation, line, outcome, language)
        yield f"{line.criterion.title:<{width}}  {language.number(line.weight):>6}  {given:>5}  {told}"


def _contribution(evaluation: Evaluation, line: Line, outcome: Outcome, language: Language) -> str:
    if line.score is None:
        entry = next(entry for entry in evaluation.scores if entry.criterion == line.criterion.id)
        reason = say("not rated: {reason}", reason=word(entry.not_rated or ""))
        return language.say(
            say("{why} ({reason})", why=reason, reason=entry.reason) if entry.reason else reason
        )
    if line.contribution is None:
        return _NOT_APPLICABLE
    weight, rated = language.number(line.weight), language.number(outcome.rated_weight)
    return f"{weight} × {line.score} / {rated} = {_exact(line.contribution, language)}"


def _conclusions(evaluation: Evaluation, form: EvaluationForm, outcome: Outcome) -> Iterator[Message]:
    if outcome.terminated:
        yield say("the engagement ended through the provider's fault; the scores don't count")
    elif outcome.band == NOT_RATED:
        yield from _not_rated(form, outcome)
    elif outcome.value is not None:
        yield say("sum: {value}", value=_exact_or_cut(outcome.value))
        yield say(
            "shown with two decimals, cut and not rounded: {shown}", shown=Decimal(outcome.shown or "0")
        )
        yield from _band(form, outcome, outcome.value)
    yield say("result: {result}", result=_result(form, outcome.shown, outcome.band))
    yield from _recorded(evaluation, form, outcome)


def _not_rated(form: EvaluationForm, outcome: Outcome) -> Iterator[Message]:
    yield say("weight that was rated: {weight} of 100", weight=outcome.rated_weight)
    if form.not_rated and outcome.rated_weight < form.not_rated.minimum_weight:
        yield say(
            "that is less than {weight}, so there is no number and no band",
            weight=form.not_rated.minimum_weight,
        )
    given = {line.criterion.id for line in outcome.lines if line.score is not None}
    for id_ in form.not_rated.required if form.not_rated else ():
        if id_ not in given:
            yield say("'{id}' was not rated, so there is no number and no band", id=id_)


def _band(form: EvaluationForm, outcome: Outcome, value: Fraction) -> Iterator[Message]:
    band = next(band for band in form.bands if value >= Fraction(band.from_))
    yield _bounds(form, band)
    for gate in outcome.gated:
        titles = {band.id: band.title for band in form.bands}
        yield say(
            "but '{criterion}' has the score {score} or less: at most {band}",
            criterion=gate.criterion,
            score=gate.score,
            band=titles[gate.at_most],
        )


def _bounds(form: EvaluationForm, band: Band) -> Message:
    index = form.bands.index(band)
    if index == 0:
        return say("band: {band}, from {start}", band=band.title, start=band.from_)
    above = form.bands[index - 1].from_
    return say("band: {band}, from {start} to below {above}", band=band.title, start=band.from_, above=above)


def _recorded(evaluation: Evaluation, form: EvaluationForm, outcome: Outcome) -> Iterator[Message]:
    if evaluation.result is None:
        yield say("the evaluation has no 'result' yet")
    elif (evaluation.result.score, evaluation.result.band) == (outcome.shown, outcome.band):
        yield say("the evaluation says the same")
    else:
        there = evaluation.result
        yield say(
            "but the evaluation says: {result}; see 'lpsedocs check'",
            result=_result(form, there.score, there.band),
        )


def _result(form: EvaluationForm, shown: str | None, band: str) -> Message:
    titles = {known.id: known.title for known in form.bands}
    called = Term("not rated") if band == NOT_RATED else titles.get(band, band)
    return (
        say("{band}", band=called)
        if shown is None
        else say("{score} {band}", score=Decimal(shown), band=called)
    )


def _exact_or_cut(value: Fraction) -> Message:
    decimal = _decimal(value)
    return say("{number}", number=decimal) if decimal is not None else say("{fraction}", fraction=str(value))


def _exact(value: Fraction, language: Language) -> str:
    decimal = _decimal(value)
    return str(value) if decimal is None else language.number(decimal)


def _decimal(value: Fraction) -> Decimal | None:
    """Return the value if it can be written out with four decimals."""
    written = Decimal(value.numerator) / Decimal(value.denominator)
    return written.normalize() if Fraction(round(written, 4)) == value else None
