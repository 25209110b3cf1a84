"""The file says nothing.

Why it matters: an empty file takes up an id and shows nothing to anybody. Often the text was not saved.

Bad:

```yaml
# records/assets/AST-002.yaml
# nothing is written here yet  # S120
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server
```

How to fix: fill the file in, or delete it. `lpsedocs new` makes a record with all its keys explained; for
`organization.yaml` and `roster.yaml`, those that `lpsedocs init` puts into a new directory are an example.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.EMPTY)
