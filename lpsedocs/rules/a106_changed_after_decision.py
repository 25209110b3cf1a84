"""A record was changed after it was approved.

Why it matters: the approval names the exact version by its SHA-256. What stands there now is something else,
and nobody has decided on it.

Bad:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
id: EVL-2026-001  # A106

# records/decisions/EVL-2026-001/1.yaml
sha256: "0000000000000000000000000000000000000000000000000000000000000000"
```

Good:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
id: EVL-2026-001

# records/decisions/EVL-2026-001/1.yaml
sha256: "SHA256(EVL-2026-001)"
```

Of a KAK with a proposal W152 speaks. Where the history proves the decision, A202 does; of what a request edits, H204.

How to fix: restore the version that was decided (git keeps it). If the change is needed, have it decided again:
`lpsedocs request RECORD` prepares that.
"""

from collections.abc import Iterator
from typing import Any

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.kak import Kak
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.words import glossed
from lpsedocs.rules.requests import edited_though_decided

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    if corpus.proof and corpus.proof.history:
        return
    proposed = {proposal.it.kak for proposal in corpus.all(Proposal)}
    decided: list[Entry[Any]] = [*corpus.all(Evaluation)]
    decided += [kak for kak in corpus.all(Kak) if kak.name not in proposed]
    told = {changed.after for changed, _ in edited_though_decided(corpus)}
    for entry in (entry for entry in decided if entry not in told):
        decision = corpus.last_decision_on(entry.name)
        is_accepted = decision is not None and decision.decision in ("disetujui", "sesuai")
        if decision and is_accepted and decision.sha256 != entry.source.sha256:
            message = say(
                "{record} is not the version of which {person} said {decision}",
                record=entry.name,
                person=decision.by,
                decision=glossed(decision.decision),
            )
            yield entry.breach(("id",), message)
