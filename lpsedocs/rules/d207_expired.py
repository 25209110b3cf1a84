"""A contract, a document of a running contract, or an asset has passed its last day.

Why it matters: after that day nobody owes the service, the guarantee or the silence that the paper promised.

Bad:

```yaml
# records/assets/AST-001.yaml
valid_until: 2026-06-30  # D207
```

Good:

```yaml
# records/assets/AST-001.yaml
valid_until: 2027-06-30
```

Of the documents of one kind in an engagement the last one counts. A contract counts while its supplier is on
the list without another one; a supplier with `ended` does not count.

How to fix: get the new paper and add it with its own `valid_until`. When a service is over, say so: `ended` for
the supplier; an asset that is gone is removed.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.deadlines import expiries
from lpsedocs.findings import Breach, Severity, say

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for expiry in expiries(corpus):
        if expiry.is_overdue_on(corpus.today):
            message = say("{what} was valid until {day}", what=expiry.what, day=expiry.day)
            yield expiry.entry.breach(expiry.route, message)
