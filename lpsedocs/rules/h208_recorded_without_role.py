"""A commit of a request records a step, or changes what it recorded, and its author has no such role.

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

Bad:

```yaml
# base
# records/roster.yaml
people:
  - {id: agus, name: Agus Andai, position: Administrator Sistem, emails: [agus@contoh.example]}
# request by agus@contoh.example
# records/proposals/2026/USL-2026-001.yaml
package: {kind: jasa_lainnya, method: tender, year: 2026, pagu_paket: 120000000}  # H208
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

The roster is that of the base. What a step recorded is its section (`submitted`, `availability`, `budget`, one entry of `sent`,
an engagement); to the step that begins a record belongs all the rest, such as the scores of an evaluation or the text of a
KAK, and each file that the record cites among its `attachments`; a further one may come from anybody. Who holds the step's
role may change that; of the Pengguna's steps, the requester and the Pengguna of his unit. A Pengguna mends his KAK himself, and says so in `corrections`; a Pengelola may enter
what a Pengguna handed in on paper if the record names the paper among its `attachments`. What a later commit has put otherwise
is not told. Who a commit's author says he is proves nothing: of an address that the roster does not know this is a warning.
Decisions are judged by the rules of family A.

How to fix: let the person whose step it is make the commit; or attach the signed paper with `lpsedocs attach`. If the
author's address or role is missing in the roster, have it entered there first, in a request of its own.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from lpsedocs.corpus import Base, Corpus, Entry
from lpsedocs.findings import Breach, Message, Severity, Term, printable, say
from lpsedocs.models.chronology import named
from lpsedocs.models.kak import Kak
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.roster import Role
from lpsedocs.models.words import word
from lpsedocs.procedures import step
from lpsedocs.rules.proving import short
from lpsedocs.rules.recording import Recorded, recorded

SEVERITY = Severity.ERROR

_LONGEST = 80
"""How much is told of what a commit says of itself."""


def breaches(corpus: Corpus) -> Iterator[Breach]:
    base = corpus.base
    if base is None or base.latest.roster is None:
        return
    zone = ZoneInfo(base.latest.roster.timezone)
    done = tuple(recorded(corpus, base))
    corrected = {one.act.record for one in done if one.act.route[0] == "corrections" and not one.changed}
    told: set[tuple[object, ...]] = set()
    for one in done:
        message = _Case(corpus, base, one, one.commit.moment.astimezone(zone).date(), corrected).fault()
        mark = one.act.record, one.act.route, one.changed
        entry = corpus.get(one.act.record)
        if message and entry and mark not in told:
            told.add(mark)
            severity = None if base.latest.whose(one.commit.address) else Severity.WARNING
            yield replace(entry.breach((*one.changed, one.act.by_route)[0], message), severity=severity)


@dataclass(frozen=True)
class _Case:
    """A step that a commit records or changes, and what is known of it."""

    corpus: Corpus
    base: Base
    recorded: Recorded
    day: date
    corrected: Set[str]
    """The records in which the request enters a correction."""

    @property
    def _entry(self) -> Entry[Any] | None:
        return self.corpus.get(self.recorded.act.record)

    def fault(self) -> Message | None:
        """Return why who made the commit should not have done it, if he should not."""
        person, act = self.base.latest.whose(self.recorded.commit.address), self.recorded.act
        if person is None:
            return self._of_a_stranger()
        if act.role == "pengguna":
            return None if self._is_of_the_unit(person.id) else self._of_anothers_need(person.id)
        if self._holds(person.id, act.role):
            return None
        is_kak = self._entry is not None and isinstance(self._entry.record, Kak)
        if is_kak and self.recorded.changed and self._is_of_the_unit(person.id):
            return None if act.record in self.corrected else self._of_an_unnamed_correction(person.id)
        return self._without_role(person.id)

    def _holds(self, person: str, role: Role) -> bool:
        return self.base.latest.holding(person, role, self.day) is not None

    def _is_of_the_unit(self, person: str) -> bool:
        """Tell whether somebody is the requester or a Pengguna of his unit; if nobody knows whose, any Pengguna."""
        need = self._need()
        if need is None or person == need.requester:
            return self._holds(person, "pengguna")
        roles = self.base.latest.roster.roles if self.base.latest.roster else ()
        held = (h for h in roles if (h.person, h.role, h.unit) == (person, "pengguna", need.unit))
        return any(holding.holds_on(self.day) for holding in held)

    def _need(self) -> Requirement | None:
        """Return whose need it is by the base, or, of one that is new, at hand: its id may be taken there."""
        record = self._entry.record if self._entry else None
        name = record.requirement if isinstance(record, Kak) else self.recorded.act.record
        both = (self.base.latest, self.corpus)
        found = (c.find(Requirement, name) for c in (both if name in self.base.corpus.names else both[::-1]))
        return next((entry.it for entry in found if entry), None)

    # -- in words ------------------------------------------------------------------------------------

    def _of_a_stranger(self) -> Message:
        commit = self.recorded.commit
        return say(
            "commit {commit} {does}, and the roster of {rev} doesn't know its author, {author} <{address}>",
            commit=short(commit.id),
            does=self._does(),
            rev=self.base.rev,
            author=printable(commit.author[:_LONGEST]),
            address=printable(commit.address[:_LONGEST]),
        )

    def _of_anothers_need(self, person: str) -> Message | None:
        need = self._need()
        if self._holds(person, "pengelola"):
            return self._of_a_paper(person)
        if need is None or not self._holds(person, "pengguna"):
            return self._without_role(person)
        return say(
            "commit {commit} by {person} {does}, which is for {requester} or a Pengguna of {unit}",
            commit=short(self.recorded.commit.id),
            person=person,
            does=self._does(),
            requester=need.requester,
            unit=need.unit,
        )

    def _of_a_paper(self, person: str) -> Message | None:
        act, record = self.recorded.act, self._entry.record if self._entry else None
        if getattr(record, "attachments", ()):
            return None
        return say(
            "commit {commit} by {person} {does}, which is for {by}; the record names no paper that it was taken "
            "from; 'lpsedocs attach {record} FILE' attaches it",
            commit=short(self.recorded.commit.id),
            person=person,
            does=self._does(),
            by=act.by,
            record=act.record,
        )

    def _of_an_unnamed_correction(self, person: str) -> Message:
        return say(
            "commit {commit} by {person} {does}, and the request adds no entry to 'corrections' that says so; "
            "add one",
            commit=short(self.recorded.commit.id),
            person=person,
            does=self._does(),
        )

    def _without_role(self, person: str) -> Message:
        return say(
            "commit {commit} by {person} {does}, and {person} did not hold the role {role} on {day}",
            commit=short(self.recorded.commit.id),
            person=person,
            does=self._does(),
            role=word(self.recorded.act.role),
            day=self.day,
        )

    def _does(self) -> Message:
        act, changed = self.recorded.act, self.recorded.changed
        which = say(
            "step {step} ({title}) of {record}",
            step=act.step,
            title=Term(step(act.step).title),
            record=act.record,
        )
        if not changed or self._entry is None:
            return say("records {step}", step=which)
        fields = tuple(named(self._entry.it, route) for route in changed)
        return say("changes {fields} in {step}", step=which, fields=fields)
