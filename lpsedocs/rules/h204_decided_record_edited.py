"""A request edits a record that is decided, or what the decision rests on.

Why it matters: who decided saw exactly these bytes. Edited, the record is no longer what was approved, and everything
that followed from it rests on something nobody has decided.

Bad:

```yaml
# base
# records/filings/EVL-2026-001.yaml
REMOVED

# request by tia@contoh.example
# records/evaluations/2026/EVL-2026-001.yaml
id: EVL-2026-001  # H204
recommendation: pembinaan
```

Good:

```yaml
# base
# records/filings/EVL-2026-001.yaml
REMOVED
# records/decisions/EVL-2026-001/1.yaml
decision: evaluasi_ulang
note: Lengkapi bukti tanggap

# request by tia@contoh.example
# records/evaluations/2026/EVL-2026-001.yaml
evaluated: {by: tia, date: 2026-07-08}
recommendation: pembinaan
```

What was sent back or withdrawn may be mended. Another requirement under an accepted KAK is only a note. Where the history
proves the decision, A202 says it; of a KAK with a proposal W152 does.

How to fix: put the decided version back (`git restore --source=BASE -- FILE`). If the change is wanted, hand the
evaluation in again with `lpsedocs submit`, or send the KAK again, and ask for a new decision; a form in use is never
edited, its next version is a new file.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Base, Corpus
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.models.decision import Decision
from lpsedocs.models.words import glossed
from lpsedocs.rules.proving import is_changed
from lpsedocs.rules.requests import Changed, accepts, changed_records, edited_though_decided

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    base = corpus.base
    if base is None:
        return
    for changed, decision in edited_though_decided(corpus):
        yield changed.after.breach(("id",), _edited(decision, base))
    for changed in changed_records(corpus, base):
        yield from _rested_on(corpus, base, changed)


def _edited(decision: Decision, base: Base) -> Message:
    return say(
        "on {rev} {person} has said {decision} of it as it stands there, and this request edits it",
        rev=base.rev,
        person=decision.by,
        decision=glossed(decision.decision),
    )


def _rested_on(corpus: Corpus, base: Base, changed: Changed) -> Iterator[Breach]:
    for name in base.corpus.decided:
        decision = base.corpus.last_decision_on(name)
        digest = decision.rests_on.get(changed.before.name) if decision else None
        if (
            decision is None
            or digest is None
            or not accepts(decision, digest, changed)
            or is_changed(corpus, name)
        ):
            continue
        message = say(
            "what {person} decided on {record}, {decision}, rests on it as it stands on {rev}, and this request edits it",
            person=decision.by,
            record=name,
            decision=glossed(decision.decision),
            rev=base.rev,
        )
        severity = None if decision.decision == "disetujui" else Severity.NOTE
        yield Breach(changed.after.at(("id",)), message, changed.after.name, severity, ("id",))
