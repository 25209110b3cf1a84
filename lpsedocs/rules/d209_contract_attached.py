"""The body of a contract or of an NDA is attached as a file, instead of lying in the archive.

Why it matters: git keeps a file for ever, and whoever has the repository has the file. What is confidential stays
on paper; its SHA-256 here is enough to prove which paper it is.

Bad:

```yaml
# records/suppliers/SUP-001.yaml
engagements:
  - id: 2026-1
    basis: usulan
    proposal: USL-2026-001
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2027-03-31
    value: 117000000
    recorded: {by: budi, date: 2026-03-10}
    documents:
      - {kind: kak, record: KAK-2026-001}
      - {kind: kontrak, none: Surat pesanan; tidak ada kontrak tersendiri}
      - kind: nda
        file: attachments/SUP-001/nda.pdf  # D209
        sha256: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
```

Good:

```yaml
# records/suppliers/SUP-001.yaml
engagements:
  - id: 2026-1
    basis: usulan
    proposal: USL-2026-001
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2027-03-31
    value: 117000000
    recorded: {by: budi, date: 2026-03-10}
    documents:
      - {kind: kak, record: KAK-2026-001}
      - {kind: kontrak, none: Surat pesanan; tidak ada kontrak tersendiri}
      - kind: nda
        archive: Lemari 1 map 2
        sha256: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
```

How to fix: replace `file` by `archive` with the place of the paper, keep the `sha256` of the scan, and delete the
file. If it was pushed already, ask your IT whether it has to be taken out of the history.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.supplier import Supplier
from lpsedocs.models.words import word

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for supplier in corpus.all(Supplier):
        for index, engagement in enumerate(supplier.it.engagements):
            for position, document in enumerate(engagement.documents):
                if document.kind in ("kontrak", "nda") and document.file:
                    yield supplier.breach(
                        ("engagements", index, "documents", position, "file"),
                        say(
                            "the {kind} is attached; it belongs in the archive, with its SHA-256 here",
                            kind=word(document.kind),
                        ),
                    )
