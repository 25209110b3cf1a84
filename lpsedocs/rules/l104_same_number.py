"""Two suppliers on the list have the same NPWP or the same NIB.

Why it matters: it is one company on the list twice (SOP step 2.3). Its contracts, its evaluations and its
NDA are then spread over two records, and nobody sees all of them. An old NPWP of 15 digits is the same as
the new one of 16 digits with a 0 before it.

Bad:

```yaml
# records/suppliers/SUP-002.yaml
id: SUP-002
name: PT Tautan Misal Cabang Kota
legal_form: PT
npwp: "999999990001000"  # L104
address: Jalan Umpama Nomor 9
city: Misal
services: [internet]
listed: {by: budi, date: 2026-05-04}
```

Good:

```yaml
# records/suppliers/SUP-002.yaml
id: SUP-002
name: PT Kota Umpama
legal_form: PT
npwp: "0999999990002000"
address: Jalan Umpama Nomor 9
city: Misal
services: [internet]
listed: {by: budi, date: 2026-05-04}
```

How to fix: look the numbers up in the papers. If it is one company, move the engagements into the older
record, and delete the newer one. `lpsedocs find` searches the list by name, NPWP and NIB.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.supplier import Supplier

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    first: dict[tuple[str, str], Entry[Supplier]] = {}
    for entry in corpus.all(Supplier):
        for key, number in _numbers(entry.it):
            other = first.setdefault((key, number), entry)
            if other is not entry:
                yield entry.breach(
                    (key,),
                    say(
                        "the {number} is the same as that of {id} ({name})",
                        number=key.upper(),
                        id=other.name,
                        name=other.it.name,
                    ),
                )


def _numbers(supplier: Supplier) -> Iterator[tuple[str, str]]:
    if supplier.npwp:
        # A company's old number of 15 digits has a nought before it now.
        yield "npwp", supplier.npwp.zfill(16)
    if supplier.nib:
        yield "nib", supplier.nib
