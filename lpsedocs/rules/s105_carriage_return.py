r"""A line ends as on Windows, with a carriage return.

Why it matters: a decision is bound to the exact bytes of a record. A program that changes the ends of all
lines changes the record, although nobody sees a difference.

Bad:

```yaml escaped
# records/assets/AST-002.yaml
id: AST-002\r  # S105
name: Server
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server
```

How to fix: let `lpsedocs fmt` mend the file, or your editor: in VS Code, click "CRLF" in the bar at the
bottom, choose "LF", and save.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.CARRIAGE_RETURN)
