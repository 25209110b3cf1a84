"""Dates run backwards: something is dated before what had to come first.

Why it matters: the dates show that the SOP was followed step by step. A KAK sent before it was drafted, or
a result approved before it was submitted, makes an assessor doubt all the others.

Bad:

```yaml
# records/proposals/2026/USL-2026-001.yaml
submitted: {by: budi, date: 2026-02-09, to: PPK Bagian PBJ}
list_check:
  by: budi
  date: 2026-03-08  # R105
  result: tidak_terdaftar
```

Good:

```yaml
# records/proposals/2026/USL-2026-001.yaml
submitted: {by: budi, date: 2026-02-09, to: PPK Bagian PBJ}
list_check: {by: budi, date: 2026-03-09, result: tidak_terdaftar}
```

Both may fall on the same day. A paper may be entered later than it was signed, and work may begin before
the signature. Of several submissions only the last one has to come after the evaluation.

How to fix: look up both days in the papers, and correct the one that is wrong. If they are right, the order
of the SOP was not kept: leave the dates, and ask for a waiver of this rule in `records/organization.yaml`
that says why.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Breach, Message, Route, Severity, say
from lpsedocs.models.chronology import named
from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.fields import Sending
from lpsedocs.models.kak import Kak
from lpsedocs.procedures import Progress, State
from lpsedocs.procedures.rounds import sending_back

SEVERITY = Severity.ERROR


class _Day(NamedTuple):
    entry: Entry[Any]
    route: Route
    day: date


_Sequel: TypeAlias = list[_Day]


def breaches(corpus: Corpus) -> Iterator[Breach]:
    told = set()
    for sequel in _sequels(corpus):
        for earlier, later in pairwise(sequel):
            if later.day < earlier.day and (later.entry, later.route) not in told:
                told.add((later.entry, later.route))
                yield later.entry.breach(later.route, _message(earlier, later))


def _sequels(corpus: Corpus) -> Iterator[_Sequel]:
    for entry in corpus.entries:
        yield from ([_Day(entry, *dated) for dated in sequel] for sequel in entry.sequels)
    for kak in corpus.all(Kak):
        yield _rounds(kak, "sent", kak.it.sent, corpus.decisions_on(kak.name))
    for evaluation in corpus.all(Evaluation):
        decisions = corpus.decisions_on(evaluation.name)
        yield _rounds(evaluation, "submissions", evaluation.it.submissions, decisions)
        yield _last_round(evaluation, sum(sending_back([decision.it for decision in decisions])))
    for progress in corpus.all_progress:
        for before, after in pairwise(_steps(corpus, progress)):
            yield [_first_time(corpus, before), after]


def _rounds(
    entry: Entry[Any], key: str, handed: tuple[Sending, ...], decisions: tuple[Entry[Decision], ...]
) -> _Sequel:
    """Each hand-over, followed by what was decided on it."""
    waiting = [_Day(entry, (key, index, "date"), sending.date) for index, sending in enumerate(handed)]
    found = waiting[:1]
    sent_back = sending_back([decision.it for decision in decisions])
    for decision, returns in zip(decisions, sent_back, strict=True):
        waiting = waiting[returns:]
        if decision.it.date:
            found.append(_Day(decision, ("date",), decision.it.date))
        if returns:
            found += waiting[:1]
    return found


def _last_round(entry: Entry[Evaluation], returns: int) -> _Sequel:
    """The evaluation and its last submission, unless that one was sent back and a new one is due."""
    last = len(entry.it.submissions) - 1
    if last < returns:
        return []
    return [
        _Day(entry, ("evaluated", "date"), entry.it.evaluated.date),
        _Day(entry, ("submissions", last, "date"), entry.it.submissions[last].date),
    ]


def _steps(corpus: Corpus, progress: Progress) -> _Sequel:
    """The steps of the procedure that are done, each by what shows it."""
    date_routes = {(act.step, act.record, act.route): act.date_route for act in progress.acts}
    found = []
    for step in progress.steps:
        entry = corpus.get(step.record) if step.record else None
        route = date_routes.get((step.step.number, step.record or "", step.route))
        if step.state is State.DONE and entry and route and step.date:
            found.append(_Day(entry, route, step.date))
    return found


def _first_time(corpus: Corpus, day: _Day) -> _Day:
    """Return the first day with the same decision: repeating it makes nothing that followed come too early."""
    if not isinstance(day.entry.record, Decision):
        return day
    decided = day.entry.record
    same = (e for e in corpus.decisions_on(decided.record) if e.it.decision == decided.decision)
    return next((_Day(e, ("date",), e.it.date) for e in same if e.it.date), day)


def _message(earlier: _Day, later: _Day) -> Message:
    return say(
        "{later} is dated {day}, before {earlier}, which is dated {earlier_day}",
        later=_named(later, later.entry),
        day=later.day,
        earlier=_named(earlier, later.entry),
        earlier_day=earlier.day,
    )


def _named(dated: _Day, reader: Entry[Any]) -> Message:
    name = named(dated.entry.it, dated.route)
    return name if dated.entry is reader else say("{name} of {record}", name=name, record=dated.entry.name)
