"""The last evaluation of a supplier gives no number.

Why it matters: "tidak dinilai" is honest, but it leaves open whether the money is well spent. Twice in a row
it asks whether the contract is still needed.

Bad:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, not_rated: tidak_ada_kejadian}
  - {criterion: tanggap, not_rated: tidak_ada_kejadian}
result: {score: null, band: tidak_dinilai}  # W410
```

Good:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, score: 3, evidence: Pemantauan mandiri LPSE}
  - {criterion: tanggap, not_rated: tidak_ada_kejadian}
result: {score: "3.00", band: baik}
```

How to fix: nothing, if the period was empty by plan; the warning goes with the next evaluation that gives a
number. If figures are only missing, gather them and evaluate again.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.deadlines import submitted_evaluations
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.scoring import NOT_RATED

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for supplier in corpus.active_suppliers(corpus.today):
        *_, before, last = (None, None, *submitted_evaluations(corpus, supplier.name))
        if last and _is_unrated(last):
            yield last.breach(("result",), _message(supplier.it.name, before))


def _is_unrated(evaluation: Entry[Evaluation]) -> bool:
    return evaluation.it.result is not None and evaluation.it.result.band == NOT_RATED


def _message(supplier: str, before: Entry[Evaluation] | None) -> Message:
    if before and _is_unrated(before):
        return say(
            "{supplier} is not rated, as in {before} already: is the engagement still needed?",
            supplier=supplier,
            before=before.name,
        )
    return say("{supplier} is not rated in this period", supplier=supplier)
