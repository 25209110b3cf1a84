"""A record names another one, or an engagement, that is nowhere.

Why it matters: the chain from the need to the contract and to its evaluation hangs on these names. Where
one leads nowhere, the papers behind it can't be found any more.

Bad:

```yaml
# records/proposals/2026/USL-2026-001.yaml
requirement: KEB-2026-100  # L101
```

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
engagements: [2026-7]  # L101
```

Good:

```yaml
# records/proposals/2026/USL-2026-001.yaml
requirement: KEB-2026-001
```

How to fix: correct the id; it is the name of a file in its folder under `records/`, and an engagement's id
stands in its supplier's file. If the record was deleted, bring it back: what others rest on is closed by a
filing, never deleted.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.models.supplier import Supplier

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for entry, reference in corpus.links:
        if "person" not in reference.to and (message := _message(corpus, reference.id)):
            yield entry.breach(reference.route, message)


def _message(corpus: Corpus, id_: str) -> Message | None:
    name, _, engagement = id_.partition("/")
    named = corpus.get(name)
    if named is None:
        return say("there is no record {id}", id=name)
    if not engagement or not isinstance(named.record, Supplier) or corpus.engagement(id_):
        return None
    known = tuple(engagement.id for engagement in named.record.engagements)
    if not known:
        return say("{supplier} has no engagement {id}, nor any other", supplier=name, id=engagement)
    return say("{supplier} has no engagement {id}; it has {known}", supplier=name, id=engagement, known=known)
