"""A decision has a word or a role that does not belong to the kind of record that it decides.

Why it matters: evaluations are decided by the Kepala LPSE, a KAK by its Pengguna. Anything else counts for
nothing.

Bad:

```yaml
# records/decisions/EVL-2026-001/1.yaml
decision: sesuai  # A103
role: pengguna  # A103
```

Good:

```yaml
# records/decisions/EVL-2026-001/1.yaml
decision: disetujui
role: kepala_lpse
```

An evaluation is `disetujui` or `evaluasi_ulang`, a KAK `sesuai` or `perlu_perbaikan`; both may be `dicabut`.

How to fix: let the right person decide; `lpsedocs` writes the right word and role by itself.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models import kind_of_id_or_none
from lpsedocs.models.decision import Decision, DecisionWord
from lpsedocs.models.roster import Role
from lpsedocs.models.words import glossed

SEVERITY = Severity.ERROR

_DUE: dict[str, tuple[Role, tuple[DecisionWord, ...]]] = {
    "evaluation": ("kepala_lpse", ("disetujui", "evaluasi_ulang", "dicabut")),
    "kak": ("pengguna", ("sesuai", "perlu_perbaikan", "dicabut")),
}


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for decision in corpus.all(Decision):
        kind = kind_of_id_or_none(decision.it.record)
        if kind is None or kind.name not in _DUE:
            continue
        role, words = _DUE[kind.name]
        if decision.it.decision not in words:
            message = say(
                "{record} can't be {decision}; the words for it are {words}",
                record=decision.it.record,
                decision=glossed(decision.it.decision),
                words=tuple(glossed(word) for word in words),
            )
            yield decision.breach(("decision",), message)
        if decision.it.role != role:
            message = say(
                "{record} is decided by {due}, not by {role}",
                record=decision.it.record,
                due=glossed(role),
                role=glossed(decision.it.role),
            )
            yield decision.breach(("role",), message)
