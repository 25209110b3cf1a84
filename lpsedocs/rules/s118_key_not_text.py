"""A key is a list or a mapping, or is missing in front of its colon.

Why it matters: without its key nobody knows what a value stands for.

Bad:

```yaml
# records/assets/AST-002.yaml
id: AST-002
[Nama]: Server  # S118
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server
```

How to fix: write the key in front of the colon as plain text. A text that begins with a bracket or holds a
colon needs quotes around it.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.KEY_NOT_TEXT)
