"""A step that was done on the base is not done any more by what a request writes.

Why it matters: others have gone on from that step. An answer that is turned round afterwards, or a document that is taken out
of a list, leaves what followed without its ground.

Bad:

```yaml
# base
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: tia, date: 2026-02-03, result: tidak_tersedia, considered: [AST-001]}

# request by tia@contoh.example
# records/requirements/2026/KEB-2026-001.yaml
id: KEB-2026-001  # H206
availability: {by: tia, date: 2026-02-03, result: tersedia, considered: [AST-001]}
```

Good:

```yaml
# base
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: tia, date: 2026-02-03, result: tidak_tersedia, considered: [AST-001]}

# request by tia@contoh.example
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: tia, date: 2026-02-03, result: tidak_tersedia, considered: [AST-001], note: Ruang tidak memadai}
```

A decision that sends a record back, or withdraws an approval, opens steps again: that is as it should be.

How to fix: put back what stands on the base. What has changed since is told by a new record: a new requirement, a new KAK,
or a filing with the reason.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Base, Corpus
from lpsedocs.findings import Breach, Route, Severity, Term, say
from lpsedocs.procedures import Progress, State, StepProgress
from lpsedocs.rules.requests import changed_records, sections_of

SEVERITY = Severity.ERROR

_DECIDED = frozenset({"1.6", "3.4"})
"""Steps that are done by decisions: other rules tell what becomes of those."""


def breaches(corpus: Corpus) -> Iterator[Breach]:
    base = corpus.base
    if base is None:
        return
    changed = {after.name for _, after in changed_records(corpus, base)}
    for progress in corpus.all_progress:
        before = base.corpus.progress(progress.record)
        if before is None or _decisions_on(corpus, progress) != _decisions_on(base.corpus, before):
            continue
        undone = (step for step in before.steps if _is_undone(step, progress))
        yield from _told(corpus, base, progress, next(undone, None), changed)


def _decisions_on(corpus: Corpus, progress: Progress) -> int:
    names = (progress.record, *(kak.name for kak in corpus.kaks_of(progress.record)))
    return sum(len(corpus.decisions_on(name)) for name in names)


def _is_undone(step: StepProgress, now: Progress) -> bool:
    number = step.step.number
    was_done = step.state is State.DONE and number not in _DECIDED
    return was_done and now.at(number).state is not State.DONE


def _told(
    corpus: Corpus, base: Base, progress: Progress, step: StepProgress | None, changed: set[str]
) -> Iterator[Breach]:
    route = _route(corpus, base, step) if step else None
    shown = next((name for name in (step.record, progress.record) if name in changed), None) if step else None
    entry = corpus.get(shown or "")
    # Another record that changes the sense of this one, such as a new supplier, has rules of its own.
    if step is None or route is None or entry is None:
        return
    message = say(
        "step {step} ({title}) was done on {rev}, by {person} on {day}; by what this request writes it is not "
        "any more",
        step=step.step.number,
        title=Term(step.step.title),
        rev=base.rev,
        person=step.by or "",
        day=step.date or corpus.today,
    )
    yield entry.breach(route, message, key=True) if shown == step.record else entry.breach(("id",), message)


def _route(corpus: Corpus, base: Base, step: StepProgress) -> Route | None:
    """Return where the section stands at hand that showed the step; if it is gone, other rules tell."""
    before, after = (one.get(step.record or "") for one in (base.corpus, corpus))
    if before is None or after is None or before.record is None or after.record is None:
        return None
    old, new = sections_of(before), sections_of(after)
    key = next((key for key, section in old.items() if section.act.route == step.route), None)
    if key is None or key not in new or new[key].day != old[key].day:
        return None
    return new[key].act.route
