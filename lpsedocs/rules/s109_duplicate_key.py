"""A key stands twice in one mapping.

Why it matters: one of the two values is lost, and programs don't agree on which. What one person read and
approved, another would not find.

Bad:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server aplikasi
name: Server basis data  # S109
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server basis data
```

How to fix: keep the line that is right, and delete the other one.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.DUPLICATE_KEY)
