"""A record was sent back, or a decision withdrawn, without saying why.

Why it matters: whoever has to mend it needs to know what is wrong.

Bad:

```yaml
# records/decisions/EVL-2026-001/1.yaml
decision: evaluasi_ulang  # A102
```

Good:

```yaml
# records/decisions/EVL-2026-001/1.yaml
decision: evaluasi_ulang
note: Tidak ada tiket pada periode ini, aspek tanggap jangan dinilai 3
```

A decision that was followed by another one on the same record is told of no more: nobody acts on it any longer.

How to fix: while nothing is merged, write the `note` into the file; one sentence is enough. A decision that counts
already is not edited: whoever decided withdraws it and sends the record back anew, both with a note, as in
`lpsedocs withdraw EVL-2026-001 --note "Tanpa catatan"` and then `lpsedocs return EVL-2026-001 --note "Lampirkan
tiket"`. Whoever decides by merging on a forge merges for the first what `lpsedocs request EVL-2026-001 --withdraw`
prepares, and then the next request.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.models import decision_at_or_none
from lpsedocs.models.decision import NEEDS_NOTE, Decision
from lpsedocs.models.words import glossed

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for record in corpus.decided:
        last = corpus.decisions_on(record)[-1]
        if last.it.decision in NEEDS_NOTE and not last.it.note:
            yield last.breach(("decision",), _message(corpus, record, last))


def _message(corpus: Corpus, record: str, last: Entry[Decision]) -> Message:
    lack = say("{decision} needs a note that says why", decision=glossed(last.it.decision))
    place = decision_at_or_none(last.place)
    judged = corpus.proof.verdicts.get(place) if corpus.proof and place else None
    if judged is None or not judged.is_proved:
        return lack
    if last.it.decision == "dicabut":
        return say(
            "{lack}; it counts already and is not edited, but the next decision on {record} takes its place",
            lack=lack,
            record=record,
        )
    return say(
        "{lack}; it counts already and is not edited: 'lpsedocs withdraw {record} --note \"...\"' takes it back, "
        "and then 'lpsedocs return {record} --note \"...\"' sends it back anew",
        lack=lack,
        record=record,
    )
