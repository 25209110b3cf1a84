"""Step 1.3 says that something is not available, although the office has an asset that looks like it.

Why it matters: step 1.3 is there so that nobody buys what lies in the store.

Bad:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Laptop ruang rapat
kind: barang
quantity: 12
unit: unit
condition: baik

# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Laptop pelatihan
requester: dewi
unit: Unit Verifikasi
kind: barang
created: 2026-07-01
reason: Peserta pelatihan berbagi perangkat
items: [{description: Laptop peserta pelatihan, quantity: 5, unit: unit}]
needed_from: 2026-09-01
priority: rendah
submitted: {by: dewi, date: 2026-07-02, to: budi}
availability: {by: budi, date: 2026-07-03, result: tidak_tersedia}  # W111
```

Good:

```yaml
# records/assets/AST-002.yaml
id: AST-002
name: Laptop ruang rapat
kind: barang
quantity: 12
unit: unit
condition: baik

# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Laptop pelatihan
requester: dewi
unit: Unit Verifikasi
kind: barang
created: 2026-07-01
reason: Peserta pelatihan berbagi perangkat
items: [{description: Laptop peserta pelatihan, quantity: 5, unit: unit}]
needed_from: 2026-09-01
priority: rendah
submitted: {by: dewi, date: 2026-07-02, to: budi}
availability: {by: budi, date: 2026-07-03, result: tersedia, considered: [AST-002]}
recommendation: {by: budi, date: 2026-07-03, use_existing: [AST-002]}
```

An asset that is broken, came later, or ends before the need begins is no candidate. A requirement that
follows an evaluation is not compared, nor one whose procurement is over.

How to fix: look at the assets named here. If one will do, change the result to `tersedia`; if not, say in
`note` why not. The warning stays, so that whoever approves sees the question; a waiver in
`organization.yaml` puts it to rest.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.deadlines import last_day_of
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.likeness import ALIKE, best_likeness
from lpsedocs.models.asset import Asset
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.words import glossed

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    usable = [(one, last_day_of(corpus, one.it)) for one in corpus.all(Asset) if _is_usable(one.it)]
    for requirement in corpus.all(Requirement):
        availability = requirement.it.availability
        if availability is None or availability.result == "tersedia" or _is_settled(corpus, requirement):
            continue
        candidates = tuple(_candidates(usable, requirement.it, availability.date.year))
        if candidates:
            message = say(
                "the answer is {result}, but the office has what looks like it: {assets}",
                result=glossed(availability.result),
                assets=tuple(say("{id} ({name})", id=a.name, name=a.it.name) for a in candidates),
            )
            yield requirement.breach(("availability", "result"), message)


def _is_settled(corpus: Corpus, requirement: Entry[Requirement]) -> bool:
    """Tell whether the question is no longer open, or never was."""
    bought = any(proposal.it.result for proposal in corpus.proposals_of(requirement.name))
    renews = corpus.find(Evaluation, requirement.it.origin) is not None
    return bought or renews or corpus.is_closed(requirement.name)


def _is_usable(asset: Asset) -> bool:
    return asset.quantity > 0 and asset.condition != "rusak"


def _candidates(
    usable: Iterable[tuple[Entry[Asset], date | None]], requirement: Requirement, year: int
) -> Iterator[Entry[Asset]]:
    needs = (requirement.title, *(item.description for item in requirement.items))
    for asset, last_day in usable:
        is_there = (asset.it.acquired or 0) <= year and (
            last_day is None or last_day >= requirement.needed_from
        )
        if is_there and best_likeness(needs, _descriptions(asset.it)) >= ALIKE:
            yield asset


def _descriptions(asset: Asset) -> tuple[str, ...]:
    """Return the name, and of the specification the words that say what it is: those before the details."""
    details = asset.specification or ""
    return asset.name, details.partition(".")[0].partition(",")[0]
