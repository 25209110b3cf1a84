"""Scores were given for a period in which no engagement was in force.

Why it matters: who did nothing earned neither praise nor blame. Full marks for an empty period are the oldest
way to a good average.

Bad:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
period: {from: 2025-07-01, until: 2025-12-31}  # W404
```

Good:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
period: {from: 2026-04-01, until: 2026-06-30}
```

How to fix: correct `period` or `engagements` if one of them is wrong. If nothing was done in the period, give
no scores: write `not_rated: tidak_ada_kejadian` for each criterion; the result is then `tidak_dinilai`.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.supplier import Supplier

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for evaluation in corpus.all(Evaluation):
        supplier, period = corpus.find(Supplier, evaluation.it.supplier), evaluation.it.period
        scored = tuple(score.criterion for score in evaluation.it.scores if score.score is not None)
        if supplier and scored and not _had_activity(supplier.it, evaluation.it):
            message = say(
                "no engagement that is evaluated was in force from {start} until {end}, but these have a score: {criteria}",
                start=period.from_,
                end=period.until,
                criteria=scored,
            )
            yield evaluation.breach(("period",), message)


def _had_activity(supplier: Supplier, evaluation: Evaluation) -> bool:
    named = [engagement for engagement in supplier.engagements if engagement.id in evaluation.engagements]
    return any(
        engagement.starts <= evaluation.period.until and engagement.last_day >= evaluation.period.from_
        for engagement in named or supplier.engagements
    )
