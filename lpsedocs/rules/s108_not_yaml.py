"""The text is not YAML.

Why it matters: a file that can't be read is missing everywhere: in the lists, on the desks, in the
checks of other records.

Bad:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server: aplikasi  # S108
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: "Server: aplikasi"
```

How to fix: look at the place named here and at the line above it. Usually a text with a colon needs quotes
around it, a quote or bracket was not closed, or a line begins one space too far left or right.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.NOT_YAML)
