"""A decision was made for another repository.

Why it matters: the repository's id ties a decision to this filing cabinet. Without it a decision could be
copied here from another office, signature and all.

Bad:

```yaml
# records/decisions/EVL-2026-001/1.yaml
repository: "ffffffffffffffffffffffffffffffff"  # A104
```

Good:

```yaml
# records/decisions/EVL-2026-001/1.yaml
repository: "0123456789abcdef0123456789abcdef"
```

How to fix: have it decided anew in this repository, and remove the copy. The id stands in `roster.yaml` and
is never changed.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.decision import Decision

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for decision in corpus.all(Decision) if corpus.roster else ():
        if corpus.roster and decision.it.repository != corpus.roster.repository:
            message = say(
                "this decision is for the repository {theirs}; this one is {ours}",
                theirs=decision.it.repository,
                ours=corpus.roster.repository,
            )
            yield decision.breach(("repository",), message)
