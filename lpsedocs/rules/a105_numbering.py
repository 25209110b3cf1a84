"""The decisions on a record are not numbered 1, 2, 3, or one lies in the folder of another record.

Why it matters: the number says which round a decision belongs to. A gap looks as if one had been taken away.

Bad:

```yaml
# records/decisions/EVL-2026-001/3.yaml
repository: "0123456789abcdef0123456789abcdef"
record: EVL-2026-001  # A105
sha256: "SHA256(EVL-2026-001)"
rests_on: {FRM-2026-LPSE: "SHA256(FRM-2026-LPSE)"}
decision: disetujui
role: kepala_lpse
by: rahma
made: 2026-07-07T03:00:00Z
```

Good:

```yaml
# records/decisions/EVL-2026-001/2.yaml
repository: "0123456789abcdef0123456789abcdef"
record: EVL-2026-001
sha256: "SHA256(EVL-2026-001)"
rests_on: {FRM-2026-LPSE: "SHA256(FRM-2026-LPSE)"}
decision: disetujui
role: kepala_lpse
by: rahma
made: 2026-07-07T03:00:00Z
```

How to fix: put the missing file back (git keeps it), or have the decision made again under the next number.
A file in the wrong folder is moved to `decisions/` and the id in its `record`.
"""

from collections.abc import Iterator
from typing import Any

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models import decision_at_or_none
from lpsedocs.models.decision import Decision

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    placed = {decided: entry for entry in corpus.entries if (decided := decision_at_or_none(entry.place))}
    for (record, number), entry in placed.items():
        if isinstance(entry.record, Decision) and entry.record.record != record:
            message = say(
                "this decision is on {record}, but lies in the folder of {folder}",
                record=entry.record.record,
                folder=record,
            )
            yield entry.breach(("record",), message)
        elif number > 1 and (record, number - 1) not in placed:
            yield _gap(entry, number)


def _gap(entry: Entry[Any], number: int) -> Breach:
    message = say(
        "this is number {number}, but there is no number {missing}", number=number, missing=number - 1
    )
    return entry.breach(("record",), message)
