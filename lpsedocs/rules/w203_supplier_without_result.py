"""A supplier has an engagement from a proposal that did not lead to a contract with it.

Why it matters: step 2.1 comes before the list. An engagement without its result, or with that of somebody
else, can't show how the supplier was chosen.

Bad:

```yaml
# records/proposals/2026/USL-2026-001.yaml
result: {by: budi, date: 2026-03-09, outcome: gagal, informed_by: Berita acara 1/2026}
list_check: null

# records/suppliers/SUP-001.yaml
engagements:
  - id: 2026-1
    basis: usulan
    proposal: USL-2026-001  # W203
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2027-03-31
    value: 117000000
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

How to fix: record the `result` in the proposal, or name the proposal that really led to this contract. A
contract that was there before has `basis: diambil_alih` and no proposal.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.likeness import is_same_name, is_same_npwp
from lpsedocs.models.proposal import Proposal, Result
from lpsedocs.models.supplier import Supplier
from lpsedocs.models.words import glossed

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for supplier in corpus.all(Supplier):
        for index, engagement in enumerate(supplier.it.engagements):
            proposal = corpus.find(Proposal, engagement.proposal)
            message = _trouble(supplier.it, proposal.name, proposal.it.result) if proposal else None
            if message:
                yield supplier.breach(("engagements", index, "proposal"), message)


def _trouble(supplier: Supplier, proposal: str, result: Result | None) -> Message | None:
    if result is None:
        return say("{proposal} has no result yet", proposal=proposal)
    if result.outcome != "berkontrak":
        return say(
            "the result of {proposal} is {outcome}, so no contract came of it",
            proposal=proposal,
            outcome=glossed(result.outcome),
        )
    if supplier.npwp is None and not is_same_name(supplier.name, result.supplier_name or ""):
        return say(
            "the result of {proposal} names {winner}, not {name}",
            proposal=proposal,
            winner=result.supplier_name or "",
            name=supplier.name,
        )
    if supplier.npwp is not None and not is_same_npwp(supplier.npwp, result.npwp):
        return say(
            "the result of {proposal} has the NPWP of another supplier than {name}",
            proposal=proposal,
            name=supplier.name,
        )
    return None
