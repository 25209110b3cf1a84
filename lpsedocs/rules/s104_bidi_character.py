r"""The file holds an invisible character that changes the direction of writing.

Why it matters: it makes a text look different from what it says, so that somebody approves one thing and
signs another. Indonesian needs no such character.

Bad:

```yaml escaped
# records/assets/AST-002.yaml
id: AST-002
name: Server \xe2\x80\xaeaplikasi  # S104
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server aplikasi
```

How to fix: delete the text around the place named here, and type it by hand instead of pasting it. If you
didn't write it, ask who did.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.BIDI_CHARACTER)
