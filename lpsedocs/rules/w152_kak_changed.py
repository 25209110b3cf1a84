"""A proposal rests on a KAK that was changed after the Pengguna found it right.

Why it matters: the decision `sesuai` names the exact version by its SHA-256. What was changed later, even
by one letter, nobody has checked.

Bad:

```yaml
# records/decisions/KAK-2026-001/1.yaml
sha256: "0000000000000000000000000000000000000000000000000000000000000000"

# records/proposals/2026/USL-2026-001.yaml
kak: KAK-2026-001  # W152
```

Good:

```yaml
# records/decisions/KAK-2026-001/1.yaml
sha256: "SHA256(KAK-2026-001)"

# records/proposals/2026/USL-2026-001.yaml
kak: KAK-2026-001
```

Where the history proves the decision, A202 tells it of the KAK.

How to fix: restore the version that was decided (git keeps it), or send the KAK to the Pengguna again, so
that he decides on the new version.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.kak import Kak
from lpsedocs.models.proposal import Proposal
from lpsedocs.rules.proving import is_changed

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    proposals = (p for p in corpus.all(Proposal) if not is_changed(corpus, p.it.kak))
    for proposal in proposals:
        kak = corpus.find(Kak, proposal.it.kak)
        decision = corpus.last_decision_on(proposal.it.kak)
        if kak and decision and decision.decision == "sesuai" and decision.sha256 != kak.source.sha256:
            yield proposal.breach(
                ("kak",),
                say(
                    "{kak} is not the version that {person} found right: its SHA-256 is {found}, decided was {decided}",
                    kak=kak.name,
                    person=decision.by,
                    found=_short(kak.source.sha256),
                    decided=_short(decision.sha256),
                ),
            )


def _short(digest: str) -> str:
    return f"{digest[:12]}…"
