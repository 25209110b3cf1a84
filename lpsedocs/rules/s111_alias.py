"""An alias, a name that begins with `*`, stands in place of a value.

Why it matters: an alias repeats a value from elsewhere, so that nobody sees at that place what it says.
In records everything is written out.

Bad:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: *nama  # S111
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server aplikasi
```

How to fix: write the value out in place of the alias. A text that really begins with `*` needs quotes
around it.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.ALIAS)
