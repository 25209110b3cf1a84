"""The scores of an evaluation are not those that its form asks for.

Why it matters: a criterion left out, written twice or taken from another form changes the result without
anybody seeing it.

Bad:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, score: 3, evidence: Pemantauan mandiri LPSE}
  - {criterion: mutu, score: 3, evidence: Buku tiket}  # W402
  - {criterion: harga, score: 3}  # W402
  - {criterion: tanggap, score: 3}
```

Good:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, score: 3, evidence: Pemantauan mandiri LPSE}
  - {criterion: tanggap, not_rated: tidak_ada_kejadian}
```

While an evaluation is a draft, nothing is missing yet. After a termination by the provider's fault no scores
are needed.

How to fix: give each criterion of the form one entry, with a score or with `not_rated` and the reason.
`lpsedocs score` with the evaluation's id shows the result line by line.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.form import EvaluationForm

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for evaluation in corpus.all(Evaluation):
        form = corpus.form_of(evaluation.it)
        if form:
            yield from _out_of_place(evaluation, form)
            if evaluation.it.submissions and evaluation.it.terminated is None:
                yield from _missing(evaluation, form)


def _out_of_place(evaluation: Entry[Evaluation], form: EvaluationForm) -> Iterator[Breach]:
    known, seen = {criterion.id for criterion in form.criteria}, set[str]()
    for index, score in enumerate(evaluation.it.scores):
        route = ("scores", index, "criterion")
        if score.criterion not in known:
            message = say("{form} has no criterion {criterion}", form=form.id, criterion=score.criterion)
            yield evaluation.breach(route, message)
        elif score.criterion in seen:
            yield evaluation.breach(
                route, say("the criterion {criterion} stands twice", criterion=score.criterion)
            )
        seen.add(score.criterion)


def _missing(evaluation: Entry[Evaluation], form: EvaluationForm) -> Iterator[Breach]:
    given = {score.criterion for score in evaluation.it.scores}
    missing = tuple(criterion.id for criterion in form.criteria if criterion.id not in given)
    if missing:
        message = say("the evaluation was handed in without these criteria: {criteria}", criteria=missing)
        yield evaluation.breach(("scores",), message, key=True)
