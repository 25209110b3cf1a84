"""The signs of a merge conflict were left in the file.

Why it matters: two people changed the same lines, and git asks somebody to choose. As long as the signs
are there, the record says two things at once and can't be read.

Bad:

```yaml
# records/assets/AST-002.yaml
id: AST-002
<<<<<<< HEAD  # S107
name: Server
=======
name: Server aplikasi
>>>>>>> main
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server aplikasi
```

How to fix: keep the lines that are right, and delete the others with the lines that begin with
`<<<<<<<`, `=======` and `>>>>>>>`. If both are right, ask the person who wrote the other one.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.MERGE_CONFLICT)
