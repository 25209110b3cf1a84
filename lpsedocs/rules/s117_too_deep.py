"""Lists and mappings are nested more than 50 levels deep.

Why it matters: no record needs more than six. Such a file was made to break programs, or a bracket was
typed over and over.

Bad:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[Server]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]  # S117
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server
```

How to fix: delete the superfluous brackets, dashes or indentation at the place named here.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.TOO_DEEP)
