r"""A tab stands in the file.

Why it matters: how far a tab indents differs from editor to editor, and in YAML the indentation says what
belongs to what.

Bad:

```yaml escaped
# records/assets/AST-002.yaml
id: AST-002
name:\tServer  # S106
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server
```

How to fix: replace each tab by spaces; two of them indent by one level.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.TAB)
