"""The ceiling of a package is higher than the budget of its requirement.

Why it matters: the pagu paket is taken from the pagu anggaran. A package above it promises money that was
not approved.

Bad:

```yaml
# records/proposals/2026/USL-2026-001.yaml
package:
  kind: jasa_lainnya
  method: e_purchasing
  year: 2026
  pagu_paket: 150000000  # W143
```

Good:

```yaml
# records/proposals/2026/USL-2026-001.yaml
package:
  kind: jasa_lainnya
  method: e_purchasing
  year: 2026
  pagu_paket: 120000000
```

How to fix: lower `pagu_paket` to what was approved, or have the budget raised and record the new approval
in the requirement (`budget.pagu_anggaran`).
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Rupiah, Severity, say
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.requirement import Requirement

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for proposal in corpus.all(Proposal):
        requirement = corpus.find(Requirement, proposal.it.requirement)
        pagu = requirement.it.budget.pagu_anggaran if requirement and requirement.it.budget else None
        if pagu is not None and proposal.it.package.pagu_paket > pagu:
            yield proposal.breach(
                ("package", "pagu_paket"),
                say(
                    "the pagu paket is {package}, above the pagu anggaran of {requirement}, {pagu}",
                    package=Rupiah(proposal.it.package.pagu_paket),
                    requirement=proposal.it.requirement,
                    pagu=Rupiah(pagu),
                ),
            )
