"""A commit of a request records a step, and its author does not hold the role that the step is for.

Why it matters: each step has somebody who answers for it. What somebody else wrote down for him is only as good as the
paper that it was taken from.

Bad:

```yaml
# base
# records/roster.yaml
people:
  - {id: budi, name: Budi Misal, position: Pengelola, emails: [budi@contoh.example]}
  - {id: dewi, name: Dewi Seumpama, position: Verifikator, emails: [dewi@contoh.example]}
# records/kak/2026/KAK-2026-001.yaml
sent: []

# request by dewi@contoh.example
# records/kak/2026/KAK-2026-001.yaml
sent:
  - {by: budi, date: 2026-07-15, to: agus}  # H208
```

Good:

```yaml
# base
# records/roster.yaml
people:
  - {id: budi, name: Budi Misal, position: Pengelola, emails: [budi@contoh.example]}
# records/kak/2026/KAK-2026-001.yaml
sent: []

# request by budi@contoh.example
# records/kak/2026/KAK-2026-001.yaml
sent:
  - {by: budi, date: 2026-07-15, to: agus}
```

The roster is that of the base. A Pengguna mends his KAK himself, and says so in `corrections`; a Pengelola may enter what a
Pengguna handed in on paper if the record names the paper among its `attachments`. Who a commit's author says he is proves
nothing: of an address that the roster does not know this is a warning. Decisions are judged by the rules of family A.

How to fix: let the person whose step it is make the commit; or attach the signed paper with `lpsedocs attach`. If the
author's address or role is missing in the roster, have it entered there first, in a request of its own.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lpsedocs.corpus import Base, Corpus
from lpsedocs.findings import Breach, Message, Severity, Term, printable, say
from lpsedocs.history import Commit, Revision
from lpsedocs.models.fields import Model
from lpsedocs.models.fitting import fit
from lpsedocs.models.words import word
from lpsedocs.procedures import Act, Held, acts_in, step
from lpsedocs.rules.proving import short
from lpsedocs.source import parse_source

SEVERITY = Severity.ERROR

_LONGEST = 80
"""How much is told of what a commit says of itself."""


class _Recorded(NamedTuple):
    """A step that a commit writes down."""

    commit: Commit
    act: Act


def breaches(corpus: Corpus) -> Iterator[Breach]:
    base = corpus.base
    if base is None or base.latest.roster is None:
        return
    zone = ZoneInfo(base.latest.roster.timezone)
    told: set[tuple[object, ...]] = set()
    for recorded in _recorded(corpus, base):
        entry, act = corpus.get(recorded.act.record), _standing(corpus, recorded.act)
        day = recorded.commit.moment.astimezone(zone).date()
        message = _fault(base, recorded, day, entry.record if entry else None)
        if message and entry and act and (act.record, act.route) not in told:
            told.add((act.record, act.route))
            severity = None if base.latest.whose(recorded.commit.address) else Severity.WARNING
            yield replace(entry.breach(act.by_route, message), severity=severity)


def _standing(corpus: Corpus, act: Act) -> Act | None:
    """Return the act as it stands at hand, if it does."""
    entry = corpus.get(act.record)
    acts = acts_in(entry.held) if entry and entry.record else ()
    return next((one for one in acts if _traits(one) == _traits(act)), None)


def _recorded(corpus: Corpus, base: Base) -> Iterator[_Recorded]:
    """Yield the steps that each commit of the request writes down, the newest commit first."""
    done: dict[Commit, list[tuple[str, Revision]]] = {commit: [] for commit, _ in base.commits}
    for name, revisions in base.chronicle.revisions.items():
        for revision in revisions:
            done[revision.commit].append((name, revision))
    for commit, changes in done.items():
        versions = [(name, id_) for name, change in changes for id_ in change.before]
        before = Counter(_traits(act) for name, id_ in versions for act in _acts(corpus, base, name, id_))
        for name, change in changes:
            record = _record(corpus, base, name, change.after)
            for act in acts_in(Held(name, record, "")) if record else ():
                if before[_traits(act)]:
                    before[_traits(act)] -= 1
                else:
                    yield _Recorded(commit, act)


def _traits(act: Act) -> tuple[object, ...]:
    """Return what an act is known by, wherever it stands: a record that gets another id tells the same acts."""
    return act.step, act.role, act.by, act.date


def _acts(corpus: Corpus, base: Base, name: str, version: str | None) -> tuple[Act, ...]:
    record = _record(corpus, base, name, version)
    return acts_in(Held(name, record, "")) if record else ()


def _record(corpus: Corpus, base: Base, name: str, version: str | None) -> Model | None:
    """Return what a version of a record says, if it is at hand and fits its model."""
    content = base.chronicle.contents.get(version or "")
    known = [entry for one in (corpus, base.corpus) if (entry := one.get(name))]
    same = next((entry for entry in known if entry.source.content == content), None)
    if same is not None or not known or content is None:
        return same.record if same else None
    found = fit(known[0].kind, parse_source(known[0].path, content).data)
    return found if isinstance(found, Model) else None


def _fault(base: Base, recorded: _Recorded, day: date, record: Model | None) -> Message | None:
    commit, act = recorded.commit, recorded.act
    person = base.latest.whose(commit.address)
    what = say(
        "step {step} ({title}) of {record}",
        step=act.step,
        title=Term(step(act.step).title),
        record=act.record,
    )
    if person is None:
        return say(
            "commit {commit} records {what}, and the roster of {rev} doesn't know its author, {author} <{address}>",
            commit=short(commit.id),
            what=what,
            rev=base.rev,
            author=printable(commit.author[:_LONGEST]),
            address=printable(commit.address[:_LONGEST]),
        )
    if base.latest.holding(person.id, act.role, day):
        return None
    if act.role != "pengguna" or not base.latest.holding(person.id, "pengelola", day):
        return say(
            "commit {commit} by {person} records {what}, and {person} did not hold the role {role} on {day}",
            commit=short(commit.id),
            person=person.id,
            what=what,
            role=word(act.role),
            day=day,
        )
    if getattr(record, "attachments", ()):
        return None
    return say(
        "commit {commit} by {person} records {what}, which is for {by}; the record names no paper that it was taken "
        "from; 'lpsedocs attach {record} FILE' attaches it",
        commit=short(commit.id),
        person=person.id,
        what=what,
        by=act.by,
        record=act.record,
    )
