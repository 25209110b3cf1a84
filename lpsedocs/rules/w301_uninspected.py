"""An inspection leaves out a supplier that was active, or a required document of its contract.

Why it matters: step 3.1 is a check of the whole list. What was left out may have expired unseen.

Bad:

```yaml
# records/inspections/2026/PRS-2026-001.yaml
suppliers:  # W301
  - supplier: SUP-003
    data: sesuai
```

Good:

```yaml
# records/inspections/2026/PRS-2026-001.yaml
suppliers:
  - supplier: SUP-001
    data: sesuai
    documents:
      - {engagement: 2026-1, kind: kak, state: ada}
      - {engagement: 2026-1, kind: kontrak, state: ada}
      - {engagement: 2026-1, kind: nda, state: tidak_ada}
```

Active is who stood on the list with a contract in force on the day of the inspection. Which documents are
required says `organization.yaml` (`required_documents`); they are looked for in the last inspection only,
so that a longer list does not judge older ones anew.

How to fix: look at what is named here, and add it to the inspection with its true state. A document that
nobody has is `tidak_ada`, with a finding that says by when it comes.
"""

from collections.abc import Iterator
from datetime import date

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.inspection import InspectedSupplier, Inspection
from lpsedocs.models.supplier import Engagement, Supplier
from lpsedocs.models.words import glossed
from lpsedocs.procedures import InspectionFile, left_out

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    inspected = [entry for entry in corpus.all(Inspection) if entry.it.inspected is not None]
    for inspection in inspected:
        yield from _suppliers_left_out(corpus, inspection)
    if inspected:
        yield from _documents_left_out(corpus, max(inspected, key=lambda entry: entry.it.period.until))


def _suppliers_left_out(corpus: Corpus, inspection: Entry[Inspection]) -> Iterator[Breach]:
    suppliers = tuple(entry.held for entry in corpus.all(Supplier))
    for supplier in left_out(InspectionFile(inspection.held, suppliers)):
        day = inspection.it.inspected.date if inspection.it.inspected else None
        if day is not None and supplier.record.listed.date <= day:
            message = say(
                "{supplier} ({name}) was active on {day}, but is not in the inspection",
                supplier=supplier.name,
                name=supplier.record.name,
                day=day,
            )
            yield inspection.breach(("suppliers",), message, key=True)


def _documents_left_out(corpus: Corpus, inspection: Entry[Inspection]) -> Iterator[Breach]:
    for index, inspected in enumerate(inspection.it.suppliers):
        supplier = corpus.find(Supplier, inspected.supplier)
        day = inspection.it.inspected.date if inspection.it.inspected else None
        for engagement in _engagements(supplier, day) if supplier and day else ():
            missing = _missing(corpus, inspected, engagement)
            if missing:
                message = say(
                    "these required documents of {engagement} are not in the inspection: {kinds}",
                    engagement=f"{inspected.supplier}/{engagement.id}",
                    kinds=tuple(glossed(kind) for kind in missing),
                )
                yield inspection.breach(("suppliers", index, "supplier"), message)


def _engagements(supplier: Entry[Supplier], day: date) -> Iterator[Engagement]:
    """Yield what was in force on a day, as far as it was recorded by then."""
    for engagement in supplier.it.engagements:
        if engagement.in_force_on(day) and engagement.recorded.date <= day:
            yield engagement


def _missing(corpus: Corpus, inspected: InspectedSupplier, engagement: Engagement) -> tuple[str, ...]:
    seen = {document.kind for document in inspected.documents if document.engagement == engagement.id}
    return tuple(kind for kind in corpus.required_documents(engagement.basis) if kind not in seen)
