"""The name of the file ends in `.yml`.

Why it matters: all records end in `.yaml`. With two endings, two files could claim to be the same record.

Bad:

```yaml
# records/assets/AST-002.yml
id: AST-002  # S114
name: Server
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server
```

How to fix: rename the file so that its name ends in `.yaml`.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.YML_ENDING)
