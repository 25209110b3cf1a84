"""A KAK that was sent lacks a section that its kind of procurement needs.

Why it matters: what the KAK leaves open, the contract leaves open too: without service levels or
confidentiality there is nothing to hold a provider to.

Bad:

```yaml
# records/kak/2026/KAK-2026-001.yaml
sections:  # W145
  background: LPSE melayani pengadaan sepanjang hari.
  purpose: Tautan yang andal.
  scope: Tautan 100 Mbps simetris.
  outputs: Laporan ketersediaan tiap bulan.
  duration: Dua belas bulan.
  method: Pemasangan, uji terima, pemantauan.
  service_levels: Ketersediaan 99,5 % tiap bulan.
```

Good:

```yaml
# records/kak/2026/KAK-2026-001.yaml
sections:
  background: LPSE melayani pengadaan sepanjang hari.
  purpose: Tautan yang andal.
  scope: Tautan 100 Mbps simetris.
  outputs: Laporan ketersediaan tiap bulan.
  duration: Dua belas bulan.
  method: Pemasangan, uji terima, pemantauan.
  service_levels: Ketersediaan 99,5 % tiap bulan.
  confidentiality: Penyedia menandatangani NDA sebelum bekerja.
  termination: Konfigurasi diserahkan pada akhir kontrak.
```

Goods need fewer sections than services. An office gives its own list in `organization.yaml`
(`required_sections`).

How to fix: write the sections named here, even if it is one sentence on why nothing is asked for, and send
the KAK again.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.kak import REQUIRED_SECTIONS, Kak, SectionName
from lpsedocs.models.requirement import Requirement, RequirementKind
from lpsedocs.models.words import glossed

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for kak in corpus.all(Kak):
        requirement = corpus.find(Requirement, kak.it.requirement)
        if requirement and kak.it.sent:
            needed = _needed(corpus, requirement.it.kind)
            missing = tuple(name for name in needed if getattr(kak.it.sections, name) is None)
            if missing:
                message = say(
                    "the KAK was sent without what {kind} needs: {sections}",
                    kind=glossed(requirement.it.kind),
                    sections=tuple(glossed(name) for name in missing),
                )
                yield kak.breach(("sections",), message, key=True)


def _needed(corpus: Corpus, kind: RequirementKind) -> tuple[SectionName, ...]:
    own = corpus.organization.required_sections if corpus.organization else None
    return (REQUIRED_SECTIONS if own is None else own).get(kind, ())
