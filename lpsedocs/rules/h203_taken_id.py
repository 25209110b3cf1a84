"""A record has an id that is taken: by a record of the base, or by one that was there once.

Why it matters: two requests that begin on the same day take the same next number, and only one can have it. And an id
that stood for something else, on paper and in letters, would stand for two things.

Bad:

```yaml
# base since
# records/assets/AST-002.yaml
id: AST-002
name: Genset 50 kVA
kind: barang
quantity: 1
unit: unit
condition: baik

# request by budi@contoh.example
# records/assets/AST-002.yaml
id: AST-002  # H203
name: Proyektor
kind: barang
quantity: 2
unit: unit
condition: baik
```

Good:

```yaml
# base since
# records/assets/AST-002.yaml
id: AST-002
name: Genset 50 kVA
kind: barang
quantity: 1
unit: unit
condition: baik

# request by budi@contoh.example
# records/assets/AST-003.yaml
id: AST-003
name: Proyektor
kind: barang
quantity: 2
unit: unit
condition: baik
```

A record whose title is quite another, and with it the kind of thing or most of what was said of it, is taken for another
one in its place; so is a KAK or proposal of another requirement, and an evaluation or inspection of other days. A supplier
of the same NPWP or NIB stays the same, whatever it is called. To correct a record that far, change what it is about and
the rest in two requests. A record that was deleted may come back as it was.

How to fix: do what the message says. `lpsedocs renumber` gives the record the next free id, and rewrites what refers
to it.
"""

from collections.abc import Iterator
from typing import Any

from lpsedocs.corpus import Base, Corpus, Entry
from lpsedocs.findings import Breach, Message, Severity, Value, say
from lpsedocs.history import Removal
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.inspection import Inspection
from lpsedocs.rules.proving import short
from lpsedocs.rules.requests import replaced
from lpsedocs.trust.objects import algorithm_of, object_id

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    if corpus.base is not None:
        yield from _new(corpus, corpus.base)
        for before, after in replaced(corpus, corpus.base):
            yield after.breach(("id",), _in_place(before, after, corpus.base))


def _new(corpus: Corpus, base: Base) -> Iterator[Breach]:
    for entry in corpus.entries:
        message = _taken(entry, base) if _is_new(entry, base) else None
        if message:
            yield entry.breach(("id",), message)


def _in_place(before: Entry[Any], after: Entry[Any], base: Base) -> Message:
    return say(
        "{record} is '{other}' on {rev}, and here '{title}' stands in its place; an id never stands for two things: "
        "save this one under the next free id, then {command} brings back the other",
        record=after.name,
        other=_what(before),
        rev=base.rev,
        title=_what(after),
        command=f"'git restore --source={base.rev} -- {before.path}'",
    )


def _what(entry: Entry[Any]) -> Value:
    """Return what a record is called, and of which days it is."""
    record = entry.record
    if not isinstance(record, Evaluation | Inspection):
        return entry.title or str(entry.path)
    days = say("{first} to {last}", first=record.period.from_, last=record.period.until)
    return say("{title}, {days}", title=entry.title, days=days) if entry.title else days


def _is_new(entry: Entry[Any], base: Base) -> bool:
    return entry.kind.prefix is not None and entry.name not in base.corpus.names


def _taken(entry: Entry[Any], base: Base) -> Message | None:
    renumber = f"'lpsedocs renumber {entry.name} --base {base.rev}'"
    latest, removal = base.latest.get(entry.name), base.removed.get(entry.name)
    if latest is not None and latest.source.content != entry.source.content:
        return say(
            "{record} was taken on {rev} since this request began: there it is '{other}', here '{title}'; "
            "{command} gives this one the next free id",
            record=entry.name,
            rev=base.rev,
            other=_what(latest),
            title=_what(entry),
            command=renumber,
        )
    if latest is None and removal is not None and not _was(entry, removal):
        return say(
            "{record} stood for another record until commit {commit} of {day} took that away, and an id is never used "
            "again; {command} gives this one the next free id",
            record=entry.name,
            commit=short(removal.commit.id),
            day=removal.commit.moment.date(),
            command=renumber,
        )
    return None


def _was(entry: Entry[Any], removal: Removal) -> bool:
    """Tell whether a record is brought back as it was taken away."""
    content = entry.source.content
    return any(object_id("blob", content, algorithm_of(id_)) == id_ for id_ in removal.versions)
