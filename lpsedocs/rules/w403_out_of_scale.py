"""A score lies outside the scale of the form.

Why it matters: a 5 on a scale from 1 to 4 lifts the result to where no honest scores could.

Bad:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, score: 5, evidence: Pemantauan mandiri LPSE}  # W403
  - {criterion: tanggap, score: 3}
```

Good:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, score: 4, evidence: Pemantauan mandiri LPSE}
  - {criterion: tanggap, score: 3}
result: {score: "3.60", band: baik}
```

How to fix: choose the score whose meaning in the form fits what was observed.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.evaluation import Evaluation

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for evaluation in corpus.all(Evaluation):
        form = corpus.form_of(evaluation.it)
        for index, score in enumerate(evaluation.it.scores if form else ()):
            if form and score.score is not None:
                lowest, highest = form.scale.minimum, form.scale.maximum
                if not lowest <= score.score <= highest:
                    message = say(
                        "the score of {criterion} is {score}; the scale of {form} goes from {lowest} to {highest}",
                        criterion=score.criterion,
                        score=score.score,
                        form=form.id,
                        lowest=lowest,
                        highest=highest,
                    )
                    yield evaluation.breach(("scores", index, "score"), message)
