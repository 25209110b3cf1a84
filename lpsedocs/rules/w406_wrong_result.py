"""The result of an evaluation is not what its scores come to.

Why it matters: the result is what the Kepala LPSE signs. It is computed from the form exactly, without
rounding up.

Bad:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
result: {score: "3.20", band: baik}  # W406
```

Good:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
result: {score: "3.00", band: baik}
```

How to fix: `lpsedocs score` with the evaluation's id shows the calculation line by line. Correct the score
that is wrong, or write the result that it shows.
"""

from collections.abc import Iterator
from decimal import Decimal

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.models.evaluation import Evaluation, EvaluationResult
from lpsedocs.scoring import NOT_RATED, Outcome, score

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for evaluation in corpus.all(Evaluation):
        form, result = corpus.form_of(evaluation.it), evaluation.it.result
        outcome = score(form, evaluation.it) if form and result else None
        if result and outcome and (result.score, result.band) != (outcome.shown, outcome.band):
            message = say(
                "the result says {said}, but {calculation}",
                said=_said(result),
                calculation=_calculation(outcome),
            )
            yield evaluation.breach(("result",), message)


def _said(result: EvaluationResult) -> Message:
    if result.score is None:
        return say("{band} without a score", band=result.band)
    return say("{score} {band}", score=result.score, band=result.band)


def _calculation(outcome: Outcome) -> Message:
    if outcome.terminated:
        return say("after a termination by the provider's fault it is {band}", band=outcome.band)
    if outcome.band == NOT_RATED:
        return say(
            "{weight} % of the weight has a score, which is too little for a number: {band}",
            weight=outcome.rated_weight,
            band=NOT_RATED,
        )
    if outcome.gated:
        return say(
            "{sum} = {score} makes {band} at most, because of the score of {gates}",
            sum=_sum(outcome),
            score=outcome.shown or "",
            band=outcome.band,
            gates=tuple(gate.criterion for gate in outcome.gated),
        )
    return say(
        "{sum} = {score} makes {band}", sum=_sum(outcome), score=outcome.shown or "", band=outcome.band
    )


def _sum(outcome: Outcome) -> str:
    parts = (f"{_plain(line.weight)} × {line.score}" for line in outcome.lines if line.score is not None)
    return f"({' + '.join(parts)}) / {_plain(outcome.rated_weight)}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
