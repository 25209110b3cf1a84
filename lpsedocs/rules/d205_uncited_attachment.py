"""A file lies among the attachments, but no record cites it.

Why it matters: nobody vouches for it, it has no seal, and it may hold what should not be in a repository at all.

Bad:

```yaml
# records/attachments/KAK-2026-001/survei-harga.pdf
FILE(Survei harga  # D205
)
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

How to fix: cite it with `lpsedocs attach`, or delete it.
"""

from collections.abc import Iterator

from lpsedocs.corpus import RECORDS, Corpus
from lpsedocs.findings import Breach, Location, Severity, say

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    named = {path for entry in corpus.entries for path in entry.named_files}
    broken = [entry.place for entry in corpus.entries if not entry.source.is_readable]
    unreadable = {part for place in broken for part in (*place.parts, place.stem)}
    for path, file in sorted(corpus.files.items()):
        # What a file that can't be read cites is not known.
        if path not in named and file.place.parts[1] not in unreadable:
            yield Breach(Location(RECORDS / file.place), say("no record cites this file"))
