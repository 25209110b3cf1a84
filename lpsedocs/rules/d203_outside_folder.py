"""A record cites a file that lies outside its own folder of attachments.

Why it matters: in `attachments/` each record has a folder of its id, so that what belongs together is approved,
moved and deleted together.

Bad:

```yaml
# records/kak/2026/KAK-2026-001.yaml
attachments:
  - kind: survei harga
    file: attachments/KEB-2026-001/survei-harga.pdf  # D203
    sha256: "SHA256(survei-harga.pdf)"

# records/attachments/KEB-2026-001/survei-harga.pdf
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

Decisions and filings use the folder of the record that they decide or file, the office `attachments/organization`.

How to fix: move the file into the folder named here and correct the path. Two records that need the same file
each keep a copy; `lpsedocs attach` makes it.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models import ATTACHMENTS
from lpsedocs.models.decision import Decision
from lpsedocs.models.filing import Filing

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for entry, route, file in corpus.named_files:
        folder = ATTACHMENTS / _owner(entry)
        if not PurePosixPath(file).is_relative_to(folder):
            yield entry.breach(
                route, say("{file} lies outside records/{folder}", file=file, folder=str(folder))
            )


def _owner(entry: Entry[Any]) -> str:
    match entry.record:
        case Decision(record=decided):
            return decided
        case Filing(record=filed):
            return filed
    return entry.name
