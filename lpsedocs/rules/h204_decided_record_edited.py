"""A request edits a record that was accepted as it stands on the base.

Why it matters: who decided saw exactly these bytes. Edited, the record is no longer what was approved, and everything
that followed from it rests on something nobody has decided.

Bad:

```yaml
# base
# records/filings/EVL-2026-001.yaml
REMOVED

# request by tia@contoh.example
# records/evaluations/2026/EVL-2026-001.yaml
id: EVL-2026-001  # H204
recommendation: pembinaan
```

Good:

```yaml
# base
# records/filings/EVL-2026-001.yaml
REMOVED
# records/decisions/EVL-2026-001/1.yaml
decision: evaluasi_ulang
note: Lengkapi bukti tanggap

# request by tia@contoh.example
# records/evaluations/2026/EVL-2026-001.yaml
evaluated: {by: tia, date: 2026-07-08}
recommendation: pembinaan
```

What was sent back or withdrawn may be mended. Of what a decision rests on A107 tells. Where the history proves the
decision, A202 says it; of a KAK with a proposal W152 does.

How to fix: put the decided version back (`git restore --source=BASE -- FILE`). If the change is wanted, ask for a
new decision: `lpsedocs request RECORD` prepares it.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.words import glossed
from lpsedocs.rules.requests import edited_though_decided

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    base = corpus.base
    for changed, decision in edited_though_decided(corpus) if base else ():
        assert base is not None
        message = say(
            "on {rev} {person} has said {decision} of it as it stands there, and this request edits it",
            rev=base.rev,
            person=decision.by,
            decision=glossed(decision.decision),
        )
        yield changed.after.breach(("id",), message)
