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

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.likeness import bare_name
from lpsedocs.models.proposal import ListCheck, Proposal, Result
from lpsedocs.models.supplier import Supplier

SEVERITY = Severity.ERROR

_Mark: TypeAlias = tuple[str, str]
"""Something by which a supplier is known: ``("npwp", "0999999990001000")``."""


def breaches(corpus: Corpus) -> Iterator[Breach]:
    known: dict[_Mark, list[Entry[Supplier]]] = defaultdict(list)
    added: dict[str, list[_Mark]] = defaultdict(list)
    for supplier in corpus.all(Supplier):
        marks = dict.fromkeys(_marks(supplier.it))
        for mark in marks:
            known[mark].append(supplier)
        for engagement in supplier.it.engagements:
            added[engagement.proposal or ""] += [mark for mark in marks if mark[0] == "nib"]
    for proposal in corpus.all(Proposal):
        check, result = proposal.it.list_check, proposal.it.result
        if check and result and result.outcome == "berkontrak":
            if check.result == "terdaftar":
                yield from _of_listed(proposal, corpus.find(Supplier, check.supplier), check, result)
            else:
                # The NIB isn't in the result; it is that of whom was added for it.
                marks = dict.fromkeys([*_marks_of_winner(result), *added[proposal.name]])
                yield from _of_unlisted(
                    proposal, {mark: known.get(mark, []) for mark in marks}, check, result
                )


def _marks(supplier: Supplier) -> Iterator[_Mark]:
    if supplier.npwp:
        yield "npwp", supplier.npwp.zfill(16)
    if supplier.nib:
        yield "nib", supplier.nib
    for name in (supplier.name, *(former.name for former in supplier.former_names)):
        if bare := bare_name(name):
            yield "name", bare


def _marks_of_winner(result: Result) -> Iterator[_Mark]:
    yield "npwp", (result.npwp or "").zfill(16)
    yield "name", bare_name(result.supplier_name or "")


def _of_listed(
    proposal: Entry[Proposal], supplier: Entry[Supplier] | None, check: ListCheck, result: Result
) -> Iterator[Breach]:
    if supplier is None:
        return
    if not set(_marks(supplier.it)) & set(_marks_of_winner(result)):
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
    proposal: Entry[Proposal],
    found: Mapping[_Mark, Iterable[Entry[Supplier]]],
    check: ListCheck,
    result: Result,
) -> Iterator[Breach]:
    by_number = {supplier for mark, suppliers in found.items() if mark[0] != "name" for supplier in suppliers}
    for supplier in dict.fromkeys(supplier for suppliers in found.values() for supplier in suppliers):
        if supplier.it.listed.date < check.date:
            breach = proposal.breach(("list_check", "result"), _stood_there(supplier, result))
            yield breach if supplier in by_number else replace(breach, severity=Severity.WARNING)


def _stood_there(supplier: Entry[Supplier], result: Result) -> Message:
    return say(
        "{winner} stood on the list on that day, as {supplier} ({name}), since {listed}",
        winner=result.supplier_name or "",
        supplier=supplier.name,
        name=supplier.it.name,
        listed=supplier.it.listed.date,
    )
