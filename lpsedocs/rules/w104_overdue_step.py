"""A step has waited longer than the office allows.

Why it matters: what lies on a desk delays all that follows, and the SOP's next step cannot begin.

Bad:

```yaml
# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002  # W104
title: Kursi loket
requester: dewi
unit: Unit Verifikasi
kind: barang
created: 2026-06-01
reason: Dua kursi patah
items: [{description: Kursi loket, quantity: 2, unit: unit}]
needed_from: 2026-09-01
priority: rendah
submitted: {by: dewi, date: 2026-06-02, to: budi}
```

Good:

```yaml
# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Kursi loket
requester: dewi
unit: Unit Verifikasi
kind: barang
created: 2026-06-01
reason: Dua kursi patah
items: [{description: Kursi loket, quantity: 2, unit: unit}]
needed_from: 2026-09-01
priority: rendah
submitted: {by: dewi, date: 2026-07-13, to: budi}
```

The limits are working days, by step, in `organization.yaml` (`review.step_limit_working_days`); Saturdays,
Sundays and `review.holidays` don't count.

How to fix: do the step, or close the file with a filing that says why it goes no further. `lpsedocs why ID`
tells whose turn it is. If the limit does not fit your office, change it in `organization.yaml`.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.deadlines import due_steps
from lpsedocs.findings import Breach, Severity, say

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for due in due_steps(corpus):
        if due.is_overdue_on(corpus.today):
            yield due.entry.breach(due.route, say("{what} was due by {day}", what=due.what, day=due.day))
