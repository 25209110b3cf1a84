"""A number is too long to be one.

Why it matters: programs round long numbers, or take for ever to work with them. What is that long is a
code, and codes are texts.

Bad:

```yaml
# records/assets/AST-002.yaml
id: AST-002
specification: 12345678901234567890123456789012345678901234567890  # S119
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
specification: "12345678901234567890123456789012345678901234567890"
```

How to fix: put the code in quotes. If it is an amount, take out the digits that don't belong to it.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.NUMBER_TOO_LONG)
