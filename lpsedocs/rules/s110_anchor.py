"""A value carries an anchor, a name that begins with `&`.

Why it matters: an anchor lets a value count in other places too, so that nobody sees at that place what it
says. In records everything is written out.

Bad:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: &nama Server aplikasi  # S110
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server aplikasi
```

How to fix: delete the word with the `&`. A text that really begins with this sign needs quotes around it.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.ANCHOR)
