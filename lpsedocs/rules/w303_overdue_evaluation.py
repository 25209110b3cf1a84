"""The next evaluation of an active supplier is overdue.

Why it matters: whoever is not evaluated can neither be praised nor replaced in time, and step 3.2 has to be
done periodically.

Bad:

```yaml
# records/suppliers/SUP-001.yaml
criticality: tinggi  # W303

# records/evaluations/2026/EVL-2026-001.yaml
period: {from: 2025-07-01, until: 2025-12-31}
```

Good:

```yaml
# records/suppliers/SUP-001.yaml
criticality: tinggi

# records/evaluations/2026/EVL-2026-001.yaml
period: {from: 2026-01-01, until: 2026-06-30}
```

The time runs from the end of the last period whose evaluation was handed in; a draft does not count. Without
one it runs from the day when the supplier both served and stood on the list. How many months it is depends
on the criticality (`review.evaluation_every_months` in `organization.yaml`).

How to fix: evaluate the supplier with `lpsedocs new evaluation`, and hand the evaluation in. If there was
nothing to evaluate, hand it in as not rated.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.deadlines import due_evaluations
from lpsedocs.findings import Breach, Severity, say

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for due in due_evaluations(corpus):
        if due.is_overdue_on(corpus.today):
            yield due.entry.breach(due.route, say("{what} was due by {day}", what=due.what, day=due.day))
