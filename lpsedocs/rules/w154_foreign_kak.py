"""A proposal cites a KAK that was written for another requirement.

Why it matters: the budget, the check by the Pengguna and the KAK belong to one requirement. Mixed up, the
file proves nothing for either.

Bad:

```yaml
# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Kursi loket
requester: dewi
unit: Unit Verifikasi
kind: barang
created: 2026-07-13
reason: Dua kursi patah
items: [{description: Kursi loket, quantity: 2, unit: unit}]
needed_from: 2026-09-01
priority: rendah

# records/proposals/2026/USL-2026-002.yaml
id: USL-2026-002
requirement: KEB-2026-002
kak: KAK-2026-001  # W154
title: Kursi loket
package: {kind: barang, method: e_purchasing, year: 2026, pagu_paket: 4000000}
```

Good:

```yaml
# records/proposals/2026/USL-2026-002.yaml
id: USL-2026-002
requirement: KEB-2026-001
kak: KAK-2026-001
title: Tautan Internet Utama LPSE, kedua
package: {kind: jasa_lainnya, method: e_purchasing, year: 2026, pagu_paket: 4000000}
```

How to fix: name the KAK of this requirement in `kak`, or the requirement of this KAK in `requirement`.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.kak import Kak
from lpsedocs.models.proposal import Proposal

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for proposal in corpus.all(Proposal):
        kak = corpus.find(Kak, proposal.it.kak)
        if kak and kak.it.requirement != proposal.it.requirement:
            yield proposal.breach(
                ("kak",),
                say(
                    "{kak} was written for {other}, but this proposal serves {requirement}",
                    kak=kak.name,
                    other=kak.it.requirement,
                    requirement=proposal.it.requirement,
                ),
            )
