"""A decision does not rest on what it has to rest on, or that was changed since.

Why it matters: an approval of scores means nothing without the form that says what they mean, and that of a
KAK nothing without the need that it serves. So the decision names their exact versions.

Bad:

```yaml
# records/decisions/EVL-2026-001/1.yaml
rests_on: {FRM-2026-LPSE: "0000000000000000000000000000000000000000000000000000000000000000"}  # A107
```

Good:

```yaml
# records/decisions/EVL-2026-001/1.yaml
rests_on: {FRM-2026-LPSE: "SHA256(FRM-2026-LPSE)"}
```

An evaluation rests on its form, a KAK on its requirement, and on nothing else. A requirement changed after the
KAK was found right is only a note. Where the history proves the decision, A202 tells of a changed form.

How to fix: restore the form that was in use (git keeps it); a new version of a form is a new file. If the
decision names the wrong records, have it made again.
"""

from collections.abc import Iterator
from dataclasses import replace

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.kak import Kak
from lpsedocs.rules.proving import is_changed

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for decision in corpus.all(Decision):
        due = _due(corpus, decision.it.record)
        if due is not None and set(decision.it.rests_on) != {due}:
            yield decision.breach(("rests_on",), _misnamed(decision.it, due))
        elif due is not None and corpus.last_decision_on(decision.it.record) is decision.it:
            yield from _changed(corpus, decision, due)


def _misnamed(decision: Decision, due: str) -> Message:
    if not decision.rests_on:
        return say("{record} rests on {due}, but the decision names nothing", record=decision.record, due=due)
    return say(
        "{record} rests on {due}, but the decision names {named}",
        record=decision.record,
        due=due,
        named=tuple(decision.rests_on),
    )


def _due(corpus: Corpus, record: str) -> str | None:
    evaluation, kak = corpus.find(Evaluation, record), corpus.find(Kak, record)
    return evaluation.it.form if evaluation else kak.it.requirement if kak else None


def _changed(corpus: Corpus, decision: Entry[Decision], due: str) -> Iterator[Breach]:
    basis = corpus.get(due)
    is_accepted = decision.it.decision in ("disetujui", "sesuai") and not is_changed(
        corpus, decision.it.record
    )
    if basis and is_accepted and basis.source.sha256 != decision.it.rests_on[due]:
        message = say(
            "{due} is not the version that this decision on {record} rests on",
            due=due,
            record=decision.it.record,
        )
        breach = decision.breach(("rests_on", due), message)
        yield breach if decision.it.decision == "disetujui" else replace(breach, severity=Severity.NOTE)
