"""In the place of a file lies a git-LFS pointer to another file than the record cites.

Why it matters: git LFS keeps large files elsewhere and leaves a pointer with their SHA-256. It has to be the one
that the record cites, or the file is another.

Bad:

```yaml
# records/kak/2026/KAK-2026-001.yaml
attachments:
  - kind: survei harga
    file: attachments/KAK-2026-001/survei-harga.pdf
    sha256: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"  # D206

# records/attachments/KAK-2026-001/survei-harga.pdf
FILE(version https://git-lfs.github.com/spec/v1
oid sha256:4444444444444444444444444444444444444444444444444444444444444444
size 12345
)
```

Good:

```yaml
# records/kak/2026/KAK-2026-001.yaml
attachments:
  - kind: survei harga
    file: attachments/KAK-2026-001/survei-harga.pdf
    sha256: "4444444444444444444444444444444444444444444444444444444444444444"

# records/attachments/KAK-2026-001/survei-harga.pdf
FILE(version https://git-lfs.github.com/spec/v1
oid sha256:4444444444444444444444444444444444444444444444444444444444444444
size 12345
)
```

How to fix: fetch the files with `git lfs pull` and look at this one. If it is the right one, attach it anew with
`lpsedocs attach`; if not, put the cited one back. Never copy the SHA-256 of the pointer itself.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for citation in corpus.citations:
        file = corpus.files.get(citation.file)
        if file and file.lfs_oid not in (None, citation.sha256):
            message = say(
                "records/{file} is a git-LFS pointer to a file with another SHA-256: {found}",
                file=citation.file,
                found=file.lfs_oid or "",
            )
            yield citation.entry.breach((*citation.route[:-1], "sha256"), message)
