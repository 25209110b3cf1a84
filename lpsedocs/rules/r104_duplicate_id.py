"""Two files have the same id.

Why it matters: other records and decisions name a record by its id alone. With two of them nobody can say
which one was meant, or decided.

Bad:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server aplikasi
# records/assets/cadangan/AST-002.yaml
id: AST-002  # R104
name: Server cadangan
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server aplikasi
# records/assets/cadangan/AST-003.yaml
id: AST-003
name: Server cadangan
```

How to fix: give the newer one the next free id, in its name and in the key `id`; `lpsedocs new` tells which
it is. If one is a copy of the other, delete the copy.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for entry in corpus.entries:
        first = corpus.get(entry.name)
        if first and first is not entry and entry.kind_due is entry.kind:
            yield entry.breach(
                ("id",), say("the id {id} stands already in {path}", id=entry.name, path=str(first.path))
            )
