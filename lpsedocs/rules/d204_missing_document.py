"""A running engagement lacks a document that it must have, and no reason is given.

Why it matters: step 2.4 asks for the KAK, the contract, the NDA and what else the office requires. Without an NDA
the provider may tell what he sees.

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
    documents:  # D204
      - {kind: kak, record: KAK-2026-001}
      - {kind: kontrak, archive: Lemari 1 map 1, sha256: "1111111111111111111111111111111111111111111111111111111111111111"}
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
      - {kind: kontrak, archive: Lemari 1 map 1, sha256: "1111111111111111111111111111111111111111111111111111111111111111"}
      - {kind: nda, none: Diminta dengan surat 027/9/2026; penyedia tidak memegang data}
```

Which documents are required says `organization.yaml`, by the basis of the engagement (`required_documents`).

How to fix: add each document named here: with `archive` where the paper lies, with `record` for a KAK, with `file`
for what may be attached (`lpsedocs attach`), or with `none` and the reason.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.supplier import Engagement, Supplier
from lpsedocs.models.words import glossed

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for supplier in corpus.all(Supplier):
        for index, engagement in enumerate(supplier.it.engagements):
            missing = _missing(corpus, engagement)
            if missing and supplier.it.ended is None and engagement.last_day >= corpus.today:
                message = say(
                    "{engagement}, of the basis {basis}, has neither these documents nor a reason why not: {kinds}",
                    engagement=f"{supplier.name}/{engagement.id}",
                    basis=glossed(engagement.basis),
                    kinds=tuple(glossed(kind) for kind in missing),
                )
                yield supplier.breach(("engagements", index, "documents"), message, key=True)


def _missing(corpus: Corpus, engagement: Engagement) -> tuple[str, ...]:
    there = {document.kind for document in engagement.documents}
    return tuple(kind for kind in corpus.required_documents(engagement.basis) if kind not in there)
