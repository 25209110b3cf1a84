"""What an evaluation comes to, and how that differs from what it came to before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Message, Term, Value, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.form import EvaluationForm
from lpsedocs.scoring import NOT_RATED, score


@dataclass(frozen=True)
class Result:
    """The value and the band of an evaluation."""

    shown: Decimal | None
    """With two decimals, cut; None where there is no number."""
    band: Value
    """What the band is called on its form."""


@dataclass(frozen=True)
class ScoreChange:
    """A criterion whose score differs."""

    criterion: str
    """What it is called on the form."""
    before: int | None
    after: int | None

    @property
    def message(self) -> Message:
        """The change in words."""
        return say(
            "score {criterion} {before} becomes {after}",
            criterion=self.criterion,
            before=_number(self.before),
            after=_number(self.after),
        )


@dataclass(frozen=True)
class ResultChange:
    """What differs in the scores of an evaluation, and what they come to."""

    scores: tuple[ScoreChange, ...]
    before: Result
    after: Result

    @property
    def message(self) -> Message:
        """The value and the band in words."""
        is_same_band = self.before.band == self.after.band
        if self.before.shown == self.after.shown and is_same_band:
            return say("value still {value}, still {band}", value=_shown(self.after), band=self.after.band)
        if is_same_band:
            return say(
                "value {before} becomes {after}, still {band}",
                before=_shown(self.before),
                after=_shown(self.after),
                band=self.after.band,
            )
        return say(
            "value {before} becomes {after}, {old} becomes {new}",
            before=_shown(self.before),
            after=_shown(self.after),
            old=self.before.band,
            new=self.after.band,
        )


def _number(score: int | None) -> Value:
    return Term("not rated") if score is None else score


def _shown(result: Result) -> Value:
    return Term("without a number") if result.shown is None else result.shown


def result_of(corpus: Corpus, evaluation: Evaluation) -> Result | None:
    """Return what the scores come to; None where they don't fit their form."""
    form = corpus.form_of(evaluation)
    outcome = score(form, evaluation) if form else None
    if form is None or outcome is None:
        return None
    return Result(Decimal(outcome.shown) if outcome.shown else None, _band(form, outcome.band))


def _band(form: EvaluationForm, id_: str) -> Value:
    if id_ == NOT_RATED:
        return Term("not rated")
    return next((band.title for band in form.bands if band.id == id_), id_)


def result_change(
    before: Corpus, old: Entry[Evaluation], after: Corpus, new: Entry[Evaluation]
) -> ResultChange | None:
    """Return what differs in the scores of two versions; None where nothing does, or is to be reckoned."""
    one, other = result_of(before, old.it), result_of(after, new.it)
    if one is None or other is None:
        return None
    scores = tuple(_score_changes(after.form_of(new.it), scores_of(old.it), scores_of(new.it)))
    return ResultChange(scores, one, other) if scores or one != other else None


def scores_of(evaluation: Evaluation) -> Mapping[str, int | None]:
    """Return the score of each criterion; None for one that is not rated."""
    return {one.criterion: one.score for one in evaluation.scores}


def titles_of(form: EvaluationForm | None) -> Mapping[str, str]:
    """Return what each criterion is called on a form."""
    return {one.id: one.title for one in form.criteria} if form else {}


def _score_changes(
    form: EvaluationForm | None, old: Mapping[str, int | None], new: Mapping[str, int | None]
) -> Iterator[ScoreChange]:
    titles = titles_of(form)
    for criterion in (*new, *(name for name in old if name not in new)):
        if old.get(criterion) != new.get(criterion):
            yield ScoreChange(titles.get(criterion, criterion), old.get(criterion), new.get(criterion))
