"""The file is not made of keys with a colon and a value.

Why it matters: without its key nobody knows what a value stands for.

Bad:

```yaml
# records/assets/AST-002.yaml
- Server  # S121
- 2 unit
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server
quantity: 2
```

How to fix: write each value after its key and a colon, and delete dashes at the beginning of the lines.
`lpsedocs new` makes a record with all its keys explained; for `organization.yaml` and `roster.yaml`, those
that `lpsedocs init` puts into a new directory are an example.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.NOT_MAPPING)
