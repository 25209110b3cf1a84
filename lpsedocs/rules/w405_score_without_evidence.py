"""A score that needs evidence was handed in without any.

Why it matters: very good and poor scores have consequences for the provider. He, and an assessor, may ask what
they rest on.

Bad:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, score: 4}  # W405
  - {criterion: tanggap, score: 3}
result: {score: "3.60", band: baik}
```

Good:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, score: 4, evidence: "Pemantauan mandiri LPSE, enam bulan di atas 99,5 %"}
  - {criterion: tanggap, score: 3}
result: {score: "3.60", band: baik}
```

Which scores need evidence says the form (`evidence_for`).

How to fix: write in `evidence` where the score comes from, with figures; a file is added with `lpsedocs attach`.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.evaluation import Evaluation

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for evaluation in corpus.all(Evaluation):
        form = corpus.form_of(evaluation.it)
        if form is None or not evaluation.it.submissions:
            continue
        for index, score in enumerate(evaluation.it.scores):
            if score.score in form.evidence_for and score.evidence is None:
                message = say(
                    "the score {score} of {criterion} needs evidence",
                    score=score.score or 0,
                    criterion=score.criterion,
                )
                yield evaluation.breach(("scores", index, "score"), message)
