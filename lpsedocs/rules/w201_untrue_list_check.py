"""The check of the supplier list says something that the list does not.

Why it matters: step 2.2 decides whether a supplier is added. If its answer is not true, a supplier stands on
the list twice, or a contract is put to the wrong one.

Bad:

```yaml
# records/suppliers/SUP-001.yaml
listed: {by: budi, date: 2025-06-02}

# records/proposals/2026/USL-2026-001.yaml
list_check:
  by: budi
  date: 2026-03-09
  result: tidak_terdaftar  # W201
```

Good:

```yaml
# records/suppliers/SUP-001.yaml
listed: {by: budi, date: 2025-06-02}

# records/proposals/2026/USL-2026-001.yaml
list_check:
  by: budi
  date: 2026-03-09
  result: terdaftar
  supplier: SUP-001
```

A supplier is on the list if it has the same NPWP or NIB, or the same name but for the legal form, case and
dots; the list of the day of the check counts. Where only the name is the same, this is a warning.

How to fix: search the list with `lpsedocs find` and the name or NPWP, correct `list_check`, and if the
supplier was added a second time, move the contract to the older record.
"""

from collections.abc import Iterator
from dataclasses import replace

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.likeness import is_same_name, is_same_npwp
from lpsedocs.models.proposal import ListCheck, Proposal, Result
from lpsedocs.models.supplier import Supplier

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for proposal in corpus.all(Proposal):
        check, result = proposal.it.list_check, proposal.it.result
        if check and result and result.outcome == "berkontrak":
            if check.result == "terdaftar":
                yield from _of_listed(corpus, proposal, check, result)
            else:
                yield from _of_unlisted(corpus, proposal, check, result)


def _of_listed(
    corpus: Corpus, proposal: Entry[Proposal], check: ListCheck, result: Result
) -> Iterator[Breach]:
    supplier = corpus.find(Supplier, check.supplier)
    if supplier is None:
        return
    if not (is_same_npwp(supplier.it.npwp, result.npwp) or _has_name(supplier.it, result)):
        message = say(
            "{supplier} is {name}, and not {winner}, whom the result names",
            supplier=supplier.name,
            name=supplier.it.name,
            winner=result.supplier_name or "",
        )
        yield proposal.breach(("list_check", "supplier"), message)
    elif supplier.it.listed.date > check.date:
        message = say(
            "{supplier} was added to the list on {listed}, after this check on {date}",
            supplier=supplier.name,
            listed=supplier.it.listed.date,
            date=check.date,
        )
        yield proposal.breach(("list_check", "supplier"), message)


def _of_unlisted(
    corpus: Corpus, proposal: Entry[Proposal], check: ListCheck, result: Result
) -> Iterator[Breach]:
    nibs = {supplier.nib for supplier in _added_for(corpus, proposal.name) if supplier.nib}
    for supplier in corpus.all(Supplier):
        if supplier.it.listed.date >= check.date:
            continue
        has_number = is_same_npwp(supplier.it.npwp, result.npwp) or supplier.it.nib in nibs
        if has_number or _has_name(supplier.it, result):
            breach = proposal.breach(("list_check", "result"), _stands_there(supplier, result))
            yield breach if has_number else replace(breach, severity=Severity.WARNING)


def _stands_there(supplier: Entry[Supplier], result: Result) -> Message:
    return say(
        "{winner} stood on the list on that day, as {supplier} ({name}), since {listed}",
        winner=result.supplier_name or "",
        supplier=supplier.name,
        name=supplier.it.name,
        listed=supplier.it.listed.date,
    )


def _has_name(supplier: Supplier, result: Result) -> bool:
    names = (supplier.name, *(former.name for former in supplier.former_names))
    return any(is_same_name(name, result.supplier_name or "") for name in names)


def _added_for(corpus: Corpus, proposal: str) -> Iterator[Supplier]:
    for supplier in corpus.all(Supplier):
        if any(engagement.proposal == proposal for engagement in supplier.it.engagements):
            yield supplier.it
