"""A contract, a document of a running contract, or an asset is about to end.

Why it matters: what has to be there on the next day has to be asked for now.

Bad:

```yaml
# records/assets/AST-001.yaml
valid_until: 2026-08-10  # D208
```

Good:

```yaml
# records/assets/AST-001.yaml
valid_until: 2026-11-15
```

It is told from the longest of the days in `organization.yaml` (`review.expiry_notice_days`) on. A contract that
another one joins on to does not count, nor an asset that ends with its contract.

How to fix: ask the provider for the new paper, and add it with its `valid_until`. For a contract, see to it that
the requirement for what follows is on its way.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.deadlines import Due, expiries
from lpsedocs.findings import Breach, Message, Severity, say

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    notice = max(corpus.review.expiry_notice_days, default=-1)
    for expiry in expiries(corpus):
        days = (expiry.day - corpus.today).days
        if 0 <= days <= notice and expiry.route != ("engagement",):
            yield expiry.entry.breach(expiry.route, _message(expiry, days))


def _message(expiry: Due, days: int) -> Message:
    if days == 0:
        return say("{what} ends today", what=expiry.what)
    if days == 1:
        return say("{what} ends tomorrow", what=expiry.what)
    return say("{what} ends on {day}, in {days} days", what=expiry.what, day=expiry.day, days=days)
