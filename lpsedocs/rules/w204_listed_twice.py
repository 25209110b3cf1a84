"""A supplier was found on the list, and yet a new one was added for the same contract.

Why it matters: after `terdaftar` the SOP goes from 2.2 straight to 2.4. A second record splits the
supplier's contracts and evaluations in two.

Bad:

```yaml
# records/suppliers/SUP-002.yaml
id: SUP-002
name: PT. TAUTAN MISAL
legal_form: PT
npwp: "0999999990002000"
address: Jalan Umpama Nomor 9
city: Misal
services: [internet]
listed: {by: budi, date: 2025-05-05}

# records/proposals/2026/USL-2026-001.yaml
list_check: {by: budi, date: 2026-03-09, result: terdaftar, supplier: SUP-002}

# records/suppliers/SUP-001.yaml
listed: {by: budi, date: 2026-03-10}  # W204
```

Good:

```yaml
# records/proposals/2026/USL-2026-001.yaml
list_check: {by: budi, date: 2026-03-09, result: tidak_terdaftar}

# records/suppliers/SUP-001.yaml
listed: {by: budi, date: 2026-03-10}
```

How to fix: move the engagement into the record that `list_check` names and delete the new one; or, if they
are two companies, correct `list_check` to `tidak_terdaftar`.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.proposal import ListCheck, Proposal
from lpsedocs.models.supplier import Supplier

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for supplier in corpus.all(Supplier):
        for name in dict.fromkeys(engagement.proposal for engagement in supplier.it.engagements):
            proposal = corpus.find(Proposal, name)
            check = proposal.it.list_check if proposal else None
            if proposal and check and _found_another(supplier, check):
                yield supplier.breach(
                    ("listed",),
                    say(
                        "{supplier} was added on {listed}, but {proposal} found {other} on the list on {date}",
                        supplier=supplier.name,
                        listed=supplier.it.listed.date,
                        proposal=proposal.name,
                        other=check.supplier or "",
                        date=check.date,
                    ),
                )


def _found_another(supplier: Entry[Supplier], check: ListCheck) -> bool:
    is_new = supplier.it.listed.date >= check.date
    return check.result == "terdaftar" and check.supplier != supplier.name and is_new
