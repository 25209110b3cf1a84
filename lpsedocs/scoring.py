"""From a form and the scores of an evaluation to its result, in exact arithmetic.

Knows no rule about evidence or reasons; it only says what the numbers come to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lpsedocs.models.evaluation import Evaluation, RecommendationWord
from lpsedocs.models.form import Criterion, EvaluationForm, Gate

NOT_RATED = "tidak_dinilai"
"""Stands in the place of a band when too little was scored to give a number."""


@dataclass(frozen=True)
class Line:
    """One criterion, and what it adds to the value."""

    criterion: Criterion
    score: int | None
    weight: Decimal
    contribution: Fraction | None
    """The contributions sum to the value; None where the criterion or the whole is not rated."""


@dataclass(frozen=True)
class Outcome:
    """What the scores come to."""

    lines: tuple[Line, ...]
    """One for each criterion, in the order of the form."""
    rated_weight: Decimal
    """The weights of the criteria that have a score, in percent."""
    value: Fraction | None
    shown: str | None
    """The value with two decimals, cut and never rounded up."""
    band: str
    gated: tuple[Gate, ...] = ()
    """The gates that lowered the band."""
    terminated: bool = False


def score(form: EvaluationForm, evaluation: Evaluation) -> Outcome | None:
    """Return what the scores come to; None where they don't fit the form."""
    if evaluation.terminated is not None:
        return _terminated(form, evaluation)
    if not _fits(form, evaluation):
        return None
    scores = {entry.criterion: entry.score for entry in evaluation.scores if entry.score is not None}
    rated = _rated_weight(form, scores)
    if not _is_rated(form, scores, rated):
        return Outcome(_lines(form, scores, None), rated, None, None, NOT_RATED)
    lines = _lines(form, scores, rated)
    value = sum((line.contribution for line in lines if line.contribution is not None), Fraction(0))
    gated = _lowering(form, scores, value)
    band = max((_band_index(form, value), *(_index(form, gate.at_most) for gate in gated)))
    return Outcome(lines, rated, value, cut(value), form.bands[band].id, gated)


def cut(value: Fraction) -> str:
    """Return a value with two decimals, cut: 3.497 is 3.49, for at 3.50 another band may begin."""
    whole, hundredths = divmod(value.numerator * 100 // value.denominator, 100)
    return f"{whole}.{hundredths:02d}"


def suggested_recommendations(
    outcome: Outcome, form: EvaluationForm, *, ends_within_lead_time: bool
) -> tuple[RecommendationWord, ...]:
    """Return the recommendations that need no further reason, the likeliest first."""
    if outcome.terminated:
        return ("pergantian", "tidak_dilanjutkan")
    if outcome.band == NOT_RATED:
        return ("lanjut", "tidak_dilanjutkan")
    band = _index(form, outcome.band)
    if band == len(form.bands) - 1 > 0:
        return ("pergantian", "pembinaan")
    if band < 2:
        return ("perpanjangan",) if ends_within_lead_time else ("lanjut",)
    return ("pembinaan",)


def _terminated(form: EvaluationForm, evaluation: Evaluation) -> Outcome:
    scores = {entry.criterion: entry.score for entry in evaluation.scores if entry.score is not None}
    value = None if form.terminated.score is None else Fraction(form.terminated.score)
    return Outcome(
        _lines(form, scores, None),
        _rated_weight(form, scores),
        value,
        None if value is None else cut(value),
        form.terminated.band,
        terminated=True,
    )


def _fits(form: EvaluationForm, evaluation: Evaluation) -> bool:
    scored = sorted(entry.criterion for entry in evaluation.scores)
    scores = (entry.score for entry in evaluation.scores if entry.score is not None)
    is_complete = scored == sorted(criterion.id for criterion in form.criteria)
    return is_complete and all(form.scale.minimum <= one <= form.scale.maximum for one in scores)


def _rated_weight(form: EvaluationForm, scores: Mapping[str, int]) -> Decimal:
    return sum((criterion.weight for criterion in form.criteria if criterion.id in scores), Decimal(0))


def _is_rated(form: EvaluationForm, scores: Mapping[str, int], rated: Decimal) -> bool:
    limits = form.not_rated
    if limits is None:
        return rated > 0
    return 0 < rated >= limits.minimum_weight and all(id_ in scores for id_ in limits.required)


def _lines(form: EvaluationForm, scores: Mapping[str, int], rated: Decimal | None) -> tuple[Line, ...]:
    """Return the lines; without a weight to divide by, nothing contributes."""
    return tuple(
        Line(
            criterion,
            given := scores.get(criterion.id),
            criterion.weight,
            None if given is None or rated is None else Fraction(criterion.weight) * given / Fraction(rated),
        )
        for criterion in form.criteria
    )


def _lowering(form: EvaluationForm, scores: Mapping[str, int], value: Fraction) -> tuple[Gate, ...]:
    band = _band_index(form, value)
    closed = (gate for gate in form.gates if scores.get(gate.criterion, gate.score + 1) <= gate.score)
    return tuple(gate for gate in closed if _index(form, gate.at_most) > band)


def _band_index(form: EvaluationForm, value: Fraction) -> int:
    return next(index for index, band in enumerate(form.bands) if value >= Fraction(band.from_))


def _index(form: EvaluationForm, band_id: str) -> int:
    return next(index for index, band in enumerate(form.bands) if band.id == band_id)
