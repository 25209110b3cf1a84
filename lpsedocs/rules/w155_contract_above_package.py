"""A contract is worth more than the HPS or the ceiling of the package that led to it.

Why it matters: an offer above the HPS can't win, and money above the pagu paket was not set aside. Mostly
it is a slip of the keyboard.

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
    value: 1170000000  # W155
    recorded: {by: budi, date: 2026-03-10}
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
```

An addendum may go above the HPS, but not above the pagu paket.

How to fix: compare `value` with the signed contract and correct the amount that is wrong, here or in the
proposal's `package`.
"""

from collections.abc import Iterator
from decimal import Decimal

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Message, Rupiah, Severity, say
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.supplier import Supplier

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for supplier in corpus.all(Supplier):
        for index, engagement in enumerate(supplier.it.engagements):
            proposal = corpus.find(Proposal, engagement.proposal)
            if proposal is None:
                continue
            package = proposal.it.package
            limit = package.pagu_paket if package.hps is None else package.hps
            name = "pagu paket" if package.hps is None else "HPS"
            if engagement.value is not None and engagement.value > limit:
                message = _message(engagement.value, name, proposal.name, limit)
                yield supplier.breach(("engagements", index, "value"), message)
            for position, addendum in enumerate(engagement.addenda):
                if addendum.value is not None and addendum.value > package.pagu_paket:
                    message = _message(addendum.value, "pagu paket", proposal.name, package.pagu_paket)
                    yield supplier.breach(("engagements", index, "addenda", position, "value"), message)


def _message(value: Decimal, name: str, proposal: str, limit: Decimal) -> Message:
    return say(
        "the contract is worth {value}, above the {limit_name} of {proposal}, {limit}",
        value=Rupiah(value),
        limit_name=name,
        proposal=proposal,
        limit=Rupiah(limit),
    )
