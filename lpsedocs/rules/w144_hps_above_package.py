"""The HPS is higher than the ceiling of its package.

Why it matters: an offer up to the HPS could then not be paid from the package.

Bad:

```yaml
# records/proposals/2026/USL-2026-001.yaml
package:
  kind: jasa_lainnya
  method: pengadaan_langsung
  year: 2026
  pagu_paket: 120000000
  hps: 121000000  # W144
```

Good:

```yaml
# records/proposals/2026/USL-2026-001.yaml
package:
  kind: jasa_lainnya
  method: pengadaan_langsung
  year: 2026
  pagu_paket: 120000000
  hps: 119000000
```

How to fix: correct the amount that is wrong. If the market really asks for more, the package needs a higher
ceiling first, within the approved budget.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Rupiah, Severity, say
from lpsedocs.models.proposal import Proposal

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for proposal in corpus.all(Proposal):
        package = proposal.it.package
        if package.hps is not None and package.hps > package.pagu_paket:
            yield proposal.breach(
                ("package", "hps"),
                say(
                    "the HPS is {hps}, above the pagu paket, {package}",
                    hps=Rupiah(package.hps),
                    package=Rupiah(package.pagu_paket),
                ),
            )
