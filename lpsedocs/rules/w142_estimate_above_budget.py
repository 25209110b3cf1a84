"""The estimate of a KAK is higher than the budget of its requirement.

Why it matters: what is planned above the pagu anggaran can't be paid, and the PPK will send it back.

Bad:

```yaml
# records/kak/2026/KAK-2026-001.yaml
estimate: 150000000  # W142
```

Good:

```yaml
# records/kak/2026/KAK-2026-001.yaml
estimate: 120000000
```

How to fix: cut the scope until the estimate fits, or have the budget raised and record the new approval
in the requirement (`budget.pagu_anggaran`).
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Rupiah, Severity, say
from lpsedocs.models.kak import Kak
from lpsedocs.models.requirement import Requirement

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for kak in corpus.all(Kak):
        requirement = corpus.find(Requirement, kak.it.requirement)
        pagu = requirement.it.budget.pagu_anggaran if requirement and requirement.it.budget else None
        if pagu is not None and kak.it.estimate > pagu:
            yield kak.breach(
                ("estimate",),
                say(
                    "the estimate is {estimate}, above the pagu anggaran of {requirement}, {pagu}",
                    estimate=Rupiah(kak.it.estimate),
                    requirement=kak.it.requirement,
                    pagu=Rupiah(pagu),
                ),
            )
