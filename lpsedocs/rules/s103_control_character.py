r"""The file holds an invisible control character.

Why it matters: nobody sees it, yet programs obey it. It usually comes along when text is copied from a PDF
or from a terminal.

Bad:

```yaml escaped
# records/assets/AST-002.yaml
id: AST-002
name: Server\x0caplikasi  # S103
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server aplikasi
```

How to fix: delete the text around the place named here, and type it by hand instead of pasting it.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.CONTROL_CHARACTER)
