r"""The file holds bytes that are no UTF-8 text.

Why it matters: such bytes look different on every computer, so nobody can say for sure what the record
says. Office programs on Windows write them when a file is saved as "ANSI".

Bad:

```yaml escaped
# records/assets/AST-002.yaml
id: AST-002
name: Server \xe9valuasi  # S101
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server évaluasi
```

How to fix: open the file in your editor, save it with the encoding UTF-8, and look at the line named
here: write the characters that came out wrong once more.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.NOT_UTF8)
