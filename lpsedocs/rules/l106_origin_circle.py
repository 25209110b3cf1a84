"""The origins of requirements lead round in a circle.

Why it matters: an origin says what came before. A requirement that comes before itself has no beginning, and
nobody finds what the procurement rests on.

Bad:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
origin: KEB-2026-001  # L106
```

Good:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
origin: EVL-2026-001
```

How to fix: take the origin out of the requirement that came first, or name there what really came before: an
evaluation, an engagement or an earlier requirement.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.requirement import Requirement

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for entry in corpus.all(Requirement):
        circle = _circle(corpus, entry.name)
        if len(circle) == 1:
            yield entry.breach(("origin",), say("{id} is named as its own origin", id=entry.name))
        elif circle:
            message = say(
                "the origins lead round in a circle: {ids}, and back to {id}", ids=circle, id=entry.name
            )
            yield entry.breach(("origin",), message)


def _circle(corpus: Corpus, name: str) -> tuple[str, ...]:
    """Return the requirements from one by their origins until it comes again; none if it doesn't."""
    seen: dict[str, None] = {}
    here: str | None = name
    while here is not None and here not in seen:
        seen[here] = None
        found = corpus.find(Requirement, here)
        here = found.it.origin if found else None
    return tuple(seen) if here == name else ()
