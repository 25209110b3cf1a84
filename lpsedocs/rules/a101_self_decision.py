"""Somebody decided on an evaluation that he made or handed in himself.

Why it matters: the SOP gives evaluating and approving to two different people. Nobody may pass his own work.

Bad:

```yaml
# records/roster.yaml
roles:
  - {role: kepala_lpse, person: tia, from: 2025-01-02}
  - {role: pengelola, person: budi, from: 2025-01-02}
  - {role: pengelola, person: tia, from: 2025-01-02}
  - {role: pengguna, person: agus, unit: Administrator Sistem LPSE, from: 2025-01-02}

# records/decisions/EVL-2026-001/1.yaml
by: tia  # A101
```

Good:

```yaml
# records/decisions/EVL-2026-001/1.yaml
by: rahma
```

On the main branch A205 speaks of it.

How to fix: let another Pengelola evaluate, or let the Kepala LPSE or an acting head (Plh.) decide. Withdraw
the decision named here first.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models import decision_at_or_none
from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.rules.proving import SELF, is_told

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for decision in corpus.all(Decision):
        evaluation = corpus.find(Evaluation, decision.it.record)
        if evaluation and decision.it.by in evaluation.it.evaluators and not _is_told(corpus, decision):
            message = say(
                "{person} decided on {evaluation}, which the same person evaluated",
                person=decision.it.by,
                evaluation=evaluation.name,
            )
            yield decision.breach(("by",), message)


def _is_told(corpus: Corpus, decision: Entry[Decision]) -> bool:
    place = decision_at_or_none(decision.place)
    return place is not None and is_told(corpus, *place, SELF)
