"""What an inspection found or an evaluation asked for was not mended in time.

Why it matters: a finding that nobody closes is worse than none; it shows that the office knew.

Bad:

```yaml
# records/inspections/2026/PRS-2026-001.yaml
suppliers:
  - supplier: SUP-001
    data: sesuai
    findings:
      - what: NDA teknisi pengganti belum ada
        follow_up: Penyedia menyerahkan NDA
        due: 2026-07-10  # W306
        closed: null
```

Good:

```yaml
# records/inspections/2026/PRS-2026-001.yaml
suppliers:
  - supplier: SUP-001
    data: sesuai
    findings:
      - what: NDA teknisi pengganti belum ada
        follow_up: Penyedia menyerahkan NDA
        due: 2026-07-10
        closed: 2026-07-09
```

How to fix: have it mended. Then write the day into `closed` of the finding; for an action of an evaluation,
add it in the same words to `follow_ups` of the evaluation's filing, with `closed`.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.deadlines import due_follow_ups
from lpsedocs.findings import Breach, Severity, say

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for due in due_follow_ups(corpus):
        if due.is_overdue_on(corpus.today):
            yield due.entry.breach(due.route, say("{what} was due by {day}", what=due.what, day=due.day))
