"""A record cites a file that is not there.

Why it matters: a proof that can't be shown is none.

Bad:

```yaml
# records/kak/2026/KAK-2026-001.yaml
attachments:
  - kind: survei harga
    file: attachments/KAK-2026-001/survei-harga.pdf  # D201
    sha256: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
```

Good:

```yaml
# records/kak/2026/KAK-2026-001.yaml
attachments:
  - kind: survei harga
    file: attachments/KAK-2026-001/survei-harga.pdf
    sha256: "SHA256(survei-harga.pdf)"

# records/attachments/KAK-2026-001/survei-harga.pdf
FILE(Survei harga)
```

How to fix: put the file under `records/` at the path named here and save it with the record, or correct the
path. `lpsedocs attach` copies a file to its place and cites it.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for entry, route, file in corpus.named_files:
        if file not in corpus.files:
            yield entry.breach(route, say("there is no file records/{file}", file=file))
