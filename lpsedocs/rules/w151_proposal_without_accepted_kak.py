"""A proposal was handed in although the Pengguna has not found its KAK right.

Why it matters: step 1.6 lets the unit that has the need check the KAK before money is spent on it.

Bad:

```yaml
# records/decisions/KAK-2026-001/1.yaml
decision: perlu_perbaikan
note: Masa berlaku satu tahun, bukan dua

# records/proposals/2026/USL-2026-001.yaml
submitted: {by: budi, date: 2026-02-09, to: PPK Bagian PBJ}  # W151
```

Good:

```yaml
# records/decisions/KAK-2026-001/1.yaml
decision: sesuai

# records/proposals/2026/USL-2026-001.yaml
submitted: {by: budi, date: 2026-02-09, to: PPK Bagian PBJ}
```

How to fix: send the KAK to the Pengguna and wait for his decision `sesuai`; `lpsedocs why` with the id of
the requirement tells where it stands.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.models.kak import Kak
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.words import glossed

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for proposal in corpus.all(Proposal):
        if proposal.it.submitted and corpus.find(Kak, proposal.it.kak):
            message = _lack(corpus, proposal.it.kak)
            if message:
                yield proposal.breach(("submitted",), message)


def _lack(corpus: Corpus, kak: str) -> Message | None:
    decision = corpus.last_decision_on(kak)
    if decision is None:
        return say("the proposal was handed in, but there is no decision on {kak}", kak=kak)
    if decision.decision != "sesuai":
        return say(
            "the proposal was handed in, but the last decision on {kak} is {decision}",
            kak=kak,
            decision=glossed(decision.decision),
        )
    return None
