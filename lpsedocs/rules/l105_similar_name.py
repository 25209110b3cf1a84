"""Two suppliers on the list have the same name, but for legal form, case, punctuation and spaces.

Why it matters: it may be one company on the list twice (SOP step 2.3), or two that are easily taken for
each other. Former names count too.

Bad:

```yaml
# records/suppliers/SUP-002.yaml
id: SUP-002
name: TAUTAN MISAL, P.T.  # L105
legal_form: PT
npwp: "0999999990002000"
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

How to fix: compare NPWP and NIB in the papers. If it is one company, move the engagements into the older
record, and delete the newer one. If they are two, add what tells them apart to the name, such as the city,
or ask for a waiver in `records/organization.yaml`.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.likeness import bare_name
from lpsedocs.models.supplier import Supplier

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    first: dict[str, tuple[str, str]] = {}
    for entry in corpus.all(Supplier):
        names = [entry.it.name, *(former.name for former in entry.it.former_names)]
        bare_names = [bare for bare in map(bare_name, names) if bare]
        if met := next((first[bare] for bare in bare_names if bare in first), None):
            yield entry.breach(
                ("name",), say("this is much the same name as that of {id}, {name}", id=met[0], name=met[1])
            )
        for name, bare in zip(names, map(bare_name, names), strict=True):
            first.setdefault(bare, (entry.name, name))
