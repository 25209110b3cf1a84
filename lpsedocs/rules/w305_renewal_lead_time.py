"""A contract ends soon, and nothing says what follows.

Why it matters: a procurement takes months. Whoever begins thirty days before the end has no internet on the
first day of the new year.

Bad:

```yaml
# records/suppliers/SUP-001.yaml
engagements:
  - id: 2026-1
    basis: diambil_alih
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2026-09-30  # W305
    value: 117000000
    recorded: {by: budi, date: 2026-03-10}
```

Good:

```yaml
# records/suppliers/SUP-001.yaml
engagements:
  - id: 2026-1
    basis: diambil_alih
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2026-09-30
    value: 117000000
    recorded: {by: budi, date: 2026-03-10}

# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Tautan internet utama, kelanjutan
requester: agus
unit: Administrator Sistem LPSE
kind: jasa_lainnya
created: 2026-07-14
reason: Kontrak berakhir 30 September 2026
items: [{description: Tautan internet 100 Mbps, quantity: 12, unit: bulan}]
needed_from: 2026-10-01
priority: tinggi
origin: SUP-001/2026-1
```

What follows is a requirement whose `origin` is this contract or an evaluation of it, or a later contract of
the same supplier that joins on. Nothing has to follow if the supplier has ended, or its last approved
evaluation recommends `tidak_dilanjutkan`. The lead time depends on the criticality
(`review.renewal_lead_days` in `organization.yaml`).

How to fix: write the requirement with `lpsedocs new requirement` and name this contract in `origin`. If the
requirement exists already, add `origin` to it.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.deadlines import due_renewals
from lpsedocs.findings import Breach, Severity, say

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for due in due_renewals(corpus):
        if due.is_overdue_on(corpus.today):
            yield due.entry.breach(due.route, say("{what} was due by {day}", what=due.what, day=due.day))
