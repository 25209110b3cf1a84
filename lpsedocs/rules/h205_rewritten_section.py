"""A request takes away a section that tells of a step, dates it anew, or names somebody else in it.

Why it matters: a section says who did a step and when. What stands on the base was seen by everybody who came after it;
a date that changes later can't be told from one that was made up.

Bad:

```yaml
# base
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: tia, date: 2026-02-03, result: tidak_tersedia, considered: [AST-001]}

# request by tia@contoh.example
# records/requirements/2026/KEB-2026-001.yaml
availability:
  by: tia
  date: 2026-02-02  # H205
  result: tidak_tersedia
  considered: [AST-001]
```

Good:

```yaml
# base
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: tia, date: 2026-02-03, result: tidak_tersedia, considered: [AST-001]}

# request by tia@contoh.example
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: tia, date: 2026-02-03, result: tidak_tersedia, considered: [AST-001], note: Sesuai daftar}
```

A budget that was not approved yet is looked at again later, and an evaluation is dated anew in each round and as long as
it has not been handed in: that is no breach. Nor is a day ahead on which a supplier leaves the list.

How to fix: put back what stands on the base, and add a new entry for what happened since. If the date there was a slip,
let the office first waive this rule for the record in `organization.yaml`, with the reason.
"""

from collections.abc import Iterator, Mapping, Sequence

from lpsedocs.corpus import Base, Corpus, Entry
from lpsedocs.findings import Breach, Message, Route, Severity, say
from lpsedocs.models.chronology import named
from lpsedocs.models.fields import Model
from lpsedocs.rules.requests import Section, changed_records, is_open, sections_of

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    base = corpus.base
    for before, after in changed_records(corpus, base) if base else ():
        if base and before.record is not None and after.record is not None and before.kind is after.kind:
            yield from _rewritten(base, before, after)


def _rewritten(base: Base, before: Entry[Model], after: Entry[Model]) -> Iterator[Breach]:
    old, new = sections_of(before), sections_of(after)
    early = {name: _early(_entries(old, name), _entries(new, name)) for name in _lists(old)}
    for section in (one for some in early.values() for one in some):
        yield after.breach(section.act.route, _too_early(base, section))
    for key, section in old.items():
        if not early.get(key[0]) and not is_open(base, before, section, after):
            yield from _compared(base, after, section, new.get(key))


def _lists(sections: Mapping[Route, Section]) -> set[str | int]:
    return {key[0] for key in sections if isinstance(key[-1], int)}


def _entries(sections: Mapping[Route, Section], name: str | int) -> list[Section]:
    return [section for key, section in sections.items() if key[0] == name]


def _early(old: Sequence[Section], new: Sequence[Section]) -> list[Section]:
    """Return the new entries that stand before others of the base, where those are all there."""
    rest = list(old)
    came: list[Section] = []
    for section in new:
        if rest and (section.act.by, section.day) == (rest[0].act.by, rest[0].day):
            rest.pop(0)
        elif rest:
            came.append(section)
    return [] if rest else came


def _too_early(base: Base, section: Section) -> Message:
    return say(
        "{section} of {day} by {person} is new and stands before what is on {rev}; put it behind the last one",
        section=named(section.record, section.act.date_route),
        day=section.day,
        person=section.act.by,
        rev=base.rev,
    )


def _compared(base: Base, after: Entry[Model], old: Section, new: Section | None) -> Iterator[Breach]:
    if new is None:
        message = say(
            "{section} of {day} by {person} stands on {rev}, and this request takes it away",
            section=named(old.record, old.act.date_route),
            day=old.day,
            person=old.act.by,
            rev=base.rev,
        )
        yield after.breach(old.act.route, message)
        return
    if new.day != old.day:
        message = say(
            "{section} is dated {day}; on {rev} it stands as {before}",
            section=named(new.record, new.act.date_route),
            day=new.day,
            rev=base.rev,
            before=old.day,
        )
        yield after.breach(new.act.date_route, message)
    if new.act.by != old.act.by:
        message = say(
            "{section} names {person}; on {rev} it names {before}",
            section=named(new.record, new.act.by_route),
            person=new.act.by,
            rev=base.rev,
            before=old.act.by,
        )
        yield after.breach(new.act.by_route, message)
