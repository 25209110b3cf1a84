"""The file holds more than one YAML document.

Why it matters: one file is one record. Of a second one in the same file, nobody knows its name, and no
decision can be bound to it.

Bad:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server aplikasi
---  # S113
id: AST-003
name: Server basis data
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server aplikasi
# records/assets/AST-003.yaml
id: AST-003
name: Server basis data
```

How to fix: make a file of its own for each record with `lpsedocs new`, move the lines there, and delete the
line of three dashes.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.SEVERAL_DOCUMENTS)
