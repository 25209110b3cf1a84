"""A record names another one of the wrong kind.

Why it matters: an evaluation of a requirement, or a KAK in place of a form, makes no sense, and whatever is
read from it is wrong. Most often an id was copied from the line above.

Bad:

```yaml
# records/proposals/2026/USL-2026-001.yaml
requirement: KAK-2026-001  # L102
```

Good:

```yaml
# records/proposals/2026/USL-2026-001.yaml
requirement: KEB-2026-001
```

How to fix: write the id of a record of the kind that was due; it is the name of a file in the folder of
that kind under `records/`.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, Term, say
from lpsedocs.models import kind_named

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for entry, reference in corpus.links:
        name, _, engagement = reference.id.partition("/")
        named = corpus.get(name)
        # An engagement is named by its supplier; any other reference is to the record itself.
        due = ("supplier",) if engagement else reference.to
        if named and due and named.kind_due.name not in due:
            yield entry.breach(
                reference.route,
                say(
                    "{id} is of the kind {found}; what may stand here: {due}",
                    id=name,
                    found=Term(named.kind_due.title),
                    due=tuple(Term(_title(kind)) for kind in due),
                ),
            )


def _title(kind: str) -> str:
    return "Engagement" if kind == "engagement" else kind_named(kind).title
