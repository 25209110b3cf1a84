"""A procurement led to a contract, but no supplier on the list has that contract.

Why it matters: what is not on the list is neither inspected nor evaluated, and its NDA is missed by nobody.

Bad:

```yaml
# records/suppliers/SUP-001.yaml
REMOVED

# records/proposals/2026/USL-2026-001.yaml
result:
  by: budi
  date: 2026-03-09
  outcome: berkontrak
  informed_by: Surat pesanan 1/2026
  supplier_name: PT Tautan Misal  # W202
  npwp: "0999999990001000"
```

Good:

```yaml
# records/proposals/2026/USL-2026-001.yaml
result:
  by: budi
  date: 2026-03-09
  outcome: berkontrak
  informed_by: Surat pesanan 1/2026
  supplier_name: PT Tautan Misal
  npwp: "0999999990001000"
```

Steps 2.3 and 2.4 have ten working days, or what `organization.yaml` gives for step 2.4
(`review.step_limit_working_days`).

How to fix: if the supplier is new, add it with `lpsedocs new supplier`; then add the contract to its
`engagements` with `basis: usulan` and this proposal.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.deadlines import after_limit
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.supplier import Supplier

SEVERITY = Severity.ERROR

WORKING_DAYS = 10


def breaches(corpus: Corpus) -> Iterator[Breach]:
    listed = {e.proposal for supplier in corpus.all(Supplier) for e in supplier.it.engagements}
    for proposal in corpus.all(Proposal):
        if proposal.name not in listed and not corpus.is_closed(proposal.name):
            yield from _of(corpus, proposal)


def _of(corpus: Corpus, proposal: Entry[Proposal]) -> Iterator[Breach]:
    result, check = proposal.it.result, proposal.it.list_check
    if result is None or result.outcome != "berkontrak":
        return
    due = after_limit(corpus, "2.4", check.date if check else result.date, default=WORKING_DAYS)
    if due is not None and corpus.today > due:
        message = say(
            "no supplier on the list has an engagement of this proposal; that of {winner} was due by {day}",
            winner=result.supplier_name or "",
            day=due,
        )
        yield proposal.breach(("result", "supplier_name"), message)
