r"""The file holds an invisible byte-order mark.

Why it matters: the mark is part of the bytes that are signed and compared, but nobody sees it. Notepad and
Excel put it at the beginning of what they save.

Bad:

```yaml escaped
# records/assets/AST-002.yaml
\xef\xbb\xbfid: AST-002  # S102
name: Server
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Server
```

How to fix: let `lpsedocs fmt` take the mark away from the beginning, and save files with the encoding
"UTF-8", not "UTF-8 with BOM". Inside of a text, delete the place named here and type it again.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.BYTE_ORDER_MARK)
