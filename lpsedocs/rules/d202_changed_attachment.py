"""A file is not the one that the record cites: its SHA-256 differs.

Why it matters: the SHA-256 in the record is a seal. A file with another one was exchanged or damaged after it
was cited, and perhaps after the record was approved.

Bad:

```yaml
# records/kak/2026/KAK-2026-001.yaml
attachments:
  - kind: survei harga
    file: attachments/KAK-2026-001/survei-harga.pdf
    sha256: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"  # D202

# records/attachments/KAK-2026-001/survei-harga.pdf
FILE(Survei harga)
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

How to fix: put the original file back (git keeps it). If the new file is meant, attach it under another name
with `lpsedocs attach`; a decided record then has to be decided again.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for citation in corpus.citations:
        file = corpus.files.get(citation.file)
        if file and file.lfs_oid is None and file.sha256 != citation.sha256:
            message = say(
                "records/{file} has another SHA-256: {found}",
                file=citation.file,
                found=file.sha256,
            )
            yield citation.entry.breach((*citation.route[:-1], "sha256"), message)
