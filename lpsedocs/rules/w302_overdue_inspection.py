"""The next inspection of the supplier list is overdue.

Why it matters: the SOP wants the list and its documents looked at periodically. An assessor asks for the
proof that it really happened.

Bad:

```yaml
# records/inspections/2026/PRS-2026-001.yaml
period:
  from: 2025-07-01
  until: 2025-12-31  # W302
```

Good:

```yaml
# records/inspections/2026/PRS-2026-001.yaml
period:
  from: 2026-01-01
  until: 2026-06-30
```

The time runs from the end of the last inspected period, or from the day when the list began. How many months
it is says `organization.yaml` (`review.inspection_every_months`).

How to fix: look at every active supplier and its documents, and record it with `lpsedocs new inspection`.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.deadlines import due_inspections
from lpsedocs.findings import Breach, Severity, say

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for due in due_inspections(corpus):
        if due.is_overdue_on(corpus.today):
            yield due.entry.breach(due.route, say("{what} was due by {day}", what=due.what, day=due.day))
