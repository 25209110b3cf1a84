"""A record was sent back, or a decision withdrawn, without saying why.

Why it matters: whoever has to mend it needs to know what is wrong.

Bad:

```yaml
# records/decisions/EVL-2026-001/1.yaml
decision: evaluasi_ulang  # A102
```

Good:

```yaml
# records/decisions/EVL-2026-001/1.yaml
decision: evaluasi_ulang
note: Tidak ada tiket pada periode ini, aspek tanggap jangan dinilai 3
```

How to fix: ask the person who decided to decide again with a `note`; one sentence is enough. A decision that
counts already is not edited.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.decision import Decision
from lpsedocs.models.words import glossed

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for decision in corpus.all(Decision):
        if decision.it.decision in ("perlu_perbaikan", "evaluasi_ulang", "dicabut") and not decision.it.note:
            message = say("{decision} needs a note that says why", decision=glossed(decision.it.decision))
            yield decision.breach(("decision",), message)
