"""A renewal or replacement was approved, but the procurement for it was not begun in time.

Why it matters: step 3.5 begins procedure 1 again. If nobody writes the requirement, the contract ends and
nothing follows.

Bad:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
evaluated: {by: tia, date: 2026-06-02}
submissions:
  - {by: tia, date: 2026-06-03, to: rahma}
recommendation: perpanjangan  # W304
reason: Kontrak berakhir 31 Maret 2027

# records/decisions/EVL-2026-001/1.yaml
date: 2026-06-05
```

Good:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
evaluated: {by: tia, date: 2026-06-02}
submissions:
  - {by: tia, date: 2026-06-03, to: rahma}
recommendation: perpanjangan
reason: Kontrak berakhir 31 Maret 2027

# records/decisions/EVL-2026-001/1.yaml
date: 2026-06-05

# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Tautan internet utama, kelanjutan
requester: agus
unit: Administrator Sistem LPSE
kind: jasa_lainnya
created: 2026-07-14
reason: Kontrak berakhir 31 Maret 2027
items: [{description: Tautan internet 100 Mbps, quantity: 12, unit: bulan}]
needed_from: 2027-04-01
priority: tinggi
origin: EVL-2026-001
```

The time limit is that of step 3.5 (`review.step_limit_working_days` in `organization.yaml`).

How to fix: write the requirement with `lpsedocs new requirement` and name the evaluation in `origin`. If it
exists already, add `origin` to it. If it shall not come after all, ask for a new evaluation.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.deadlines import due_procurements
from lpsedocs.findings import Breach, Severity, say

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for due in due_procurements(corpus):
        if due.is_overdue_on(corpus.today):
            yield due.entry.breach(due.route, say("{what} was due by {day}", what=due.what, day=due.day))
