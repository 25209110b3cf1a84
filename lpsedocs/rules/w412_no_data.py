"""A criterion is not rated because the office has no data.

Why it matters: a period without tickets is nobody's fault; figures that the office did not gather are its own.

Bad:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, score: 3, evidence: Pemantauan mandiri LPSE}
  - {criterion: tanggap, not_rated: data_tidak_tersedia}  # W412
```

Good:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, score: 3, evidence: Pemantauan mandiri LPSE}
  - {criterion: tanggap, score: 3, evidence: Buku tiket}
```

Only the last evaluation of each supplier is looked at.

How to fix: see to it that the figures are gathered from now on, for example the dates in the ticket book. If
they can still be had, evaluate again; otherwise the warning goes with the next evaluation.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.deadlines import submitted_evaluations
from lpsedocs.findings import Breach, Severity, say

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for supplier in corpus.active_suppliers(corpus.today):
        for evaluation in submitted_evaluations(corpus, supplier.name)[-1:]:
            for index, score in enumerate(evaluation.it.scores):
                if score.not_rated == "data_tidak_tersedia":
                    message = say(
                        "the office has no data on {criterion} of {supplier}",
                        criterion=score.criterion,
                        supplier=supplier.it.name,
                    )
                    yield evaluation.breach(("scores", index, "not_rated"), message)
