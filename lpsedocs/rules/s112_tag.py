"""A tag, a word that begins with `!`, or a line that begins with `%` stands in the file.

Why it matters: a tag tells programs to read a value as something else than it looks like, and a line with
`%` does so for the whole file.

Bad:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: !!str Server aplikasi  # S112
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server aplikasi
```

How to fix: delete the word with the `!`, or the line with the `%`. A text that really begins with such a
sign needs quotes around it.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.TAG)
