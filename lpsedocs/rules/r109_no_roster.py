"""The file `records/roster.yaml` is missing.

Why it matters: it says who may do what, and since when. Without it no person is known, and no decision can
be believed.

Bad:

```yaml
# records/roster.yaml
REMOVED
# records/rooster.yaml
timezone: Asia/Jakarta  # R109
```

Good:

```yaml
# records/roster.yaml
timezone: Asia/Jakarta
```

How to fix: give the file exactly this name. If it was deleted, bring it back with
`git checkout HEAD -- records/roster.yaml`; never write a new one for an office that has decisions.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for place in corpus.lacking("roster"):
        yield Breach(place, say("records/roster.yaml is missing: who holds which role"))
