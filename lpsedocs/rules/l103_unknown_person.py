"""A record names a person who is not in the roster.

Why it matters: the roster says who may do what. Of somebody who is not in it, nobody knows the name, the
position or the role, and no decision of his can be believed.

Bad:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
requester: agoes  # L103
```

Good:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
requester: agus
```

How to fix: correct the id. A new colleague is put into `records/roster.yaml` by the Kepala LPSE or the
administrator of the roster; people who have left stay in it.
"""

from collections.abc import Iterator

from rapidfuzz import fuzz, process

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Message, Severity, say

SEVERITY = Severity.ERROR

_NEAR = 60
"""How alike, in percent, an id and the one that was meant are at least; ids are short."""


def breaches(corpus: Corpus) -> Iterator[Breach]:
    if corpus.roster is None:
        return
    for entry, reference in corpus.links:
        if "person" in reference.to and reference.id not in corpus.people:
            yield entry.breach(reference.route, _message(corpus, reference.id))


def _message(corpus: Corpus, id_: str) -> Message:
    near = process.extractOne(id_, list(corpus.people), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if near is None:
        return say("nobody in the roster has the id {id}", id=id_)
    return say("nobody in the roster has the id {id}; did you mean {near}?", id=id_, near=near[0])
