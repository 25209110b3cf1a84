"""The file `records/organization.yaml` is missing.

Why it matters: it says what the office is called, by which SOP it works, and how often inspections and
evaluations are due. Without it, the shipped periods count, and no printed paper has a letterhead.

Bad:

```yaml
# records/organization.yaml
REMOVED
# records/organisation.yaml
name: LPSE Kabupaten Misal  # R108
```

Good:

```yaml
# records/organization.yaml
name: LPSE Kabupaten Misal
```

How to fix: give the file exactly this name. If it was deleted, bring it back with
`git checkout HEAD -- records/organization.yaml`. If there never was one, make a workspace elsewhere with
`lpsedocs init`, and copy the file from there.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for place in corpus.lacking("organization"):
        yield Breach(place, say("records/organization.yaml is missing: what the office is, and how it works"))
