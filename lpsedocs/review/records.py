"""What became of each record between two corpora, field by field."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lpsedocs.changes import Change, Legend, Line, changes, outline
from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Message, Route
from lpsedocs.legends import legend_of
from lpsedocs.models import Kind
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.review.results import ResultChange, result_change
from lpsedocs.rules.requests import renamed


class Fate(enum.StrEnum):
    """What became of a record."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    RENAMED = "renamed"
    REMOVED = "removed"


@dataclass(frozen=True)
class RecordChange:
    """A record that is another one, or lies elsewhere."""

    name: str
    kind: Kind
    title: str
    """What it is called beside its id; may be empty."""
    fate: Fate
    path: str
    """Where it lies, or lay before it was removed."""
    came_from: str | None
    """Where it lay before it was moved."""
    was: str | None
    """The name that it had before it was renamed."""
    troubles: tuple[Message, ...]
    """Why it can't be read; all that is known of it then is what it was."""
    changes: tuple[Change, ...]
    """What differs; what its scores come to stands in the result instead."""
    outline: tuple[Line, ...]
    """What it says, where it is new or could not be read before."""
    result: ResultChange | None
    resting: tuple[str, ...]
    """The names of the records that mention it."""


def record_changes(before: Corpus, after: Corpus) -> tuple[RecordChange, ...]:
    """Return what became of each record, by path."""
    found = (_change(before, after, old, new) for old, new in _pairs(before, after))
    return tuple(sorted(found, key=lambda change: change.path))


def _pairs(before: Corpus, after: Corpus) -> Iterator[tuple[Entry[Any] | None, Entry[Any] | None]]:
    """Yield each file of a record that differs, before and after; a moved or renamed one with what it was."""
    old = {entry.path: entry for entry in before.entries}
    new = {entry.path: entry for entry in after.entries}
    for path in old.keys() & new.keys():
        if _bytes(old[path]) != _bytes(new[path]):
            yield old[path], new[path]
    gone = [old[path] for path in sorted(old.keys() - new.keys())]
    others = {entry.name: name for name, entry in renamed(after, after.base).items()} if after.base else {}
    for path in sorted(new.keys() - old.keys()):
        names = (new[path].name, others.get(new[path].name))
        source = next((entry for entry in gone if entry.name in names), None)
        gone = [entry for entry in gone if entry is not source]
        yield source, new[path]
    yield from ((entry, None) for entry in gone)


def _bytes(entry: Entry[Any]) -> tuple[bytes, object]:
    return entry.source.content, entry.source.troubles


def _change(before: Corpus, after: Corpus, old: Entry[Any] | None, new: Entry[Any] | None) -> RecordChange:
    entry = new or old
    assert entry is not None
    result = _result(before, old, after, new)
    known = [one for one in (new, old) if one and one.source.is_readable]
    told = next((one for one in known if one.record is not None), entry)
    legend = legend_of(after if told is new else before, told)
    fate = _fate(old, new)
    return RecordChange(
        entry.name,
        entry.kind,
        next(filter(None, map(title_of, known)), ""),
        fate,
        str(entry.path),
        str(old.path) if old and new and old.path != new.path else None,
        old.name if old and fate is Fate.RENAMED else None,
        tuple(trouble.message for trouble in entry.source.troubles) if not entry.source.is_readable else (),
        tuple(_told(old, new, result, legend)),
        outline(entry.kind.model, entry.source.data, legend) if new and known == [new] else (),
        result,
        tuple(sorted({other.name for other, _ in after.mentions_of(entry.name)})),
    )


def _fate(old: Entry[Any] | None, new: Entry[Any] | None) -> Fate:
    if old is None:
        return Fate.NEW
    if new is None:
        return Fate.REMOVED
    if old.name != new.name:
        return Fate.RENAMED
    return Fate.CHANGED if old.path == new.path else Fate.MOVED


def _result(
    before: Corpus, old: Entry[Any] | None, after: Corpus, new: Entry[Any] | None
) -> ResultChange | None:
    if old and new and isinstance(old.record, Evaluation) and isinstance(new.record, Evaluation):
        return result_change(before, old, after, new)
    return None


def _told(
    old: Entry[Any] | None, new: Entry[Any] | None, result: ResultChange | None, legend: Legend
) -> Iterator[Change]:
    if old is None or new is None or not (old.source.is_readable and new.source.is_readable):
        return
    for change in changes(new.kind.model, old.source.data, new.source.data, legend):
        if not (result and _is_of_the_result(change.route)):
            yield change


def _is_of_the_result(route: Route) -> bool:
    is_score = len(route) == 3 and route[0] == "scores" and route[2] == "score"
    return is_score or route[:1] == ("result",)


def title_of(entry: Entry[Any]) -> str:
    """Return what a record is called beside its id, on one line; also one that does not fit its model."""
    data = entry.source.data if isinstance(entry.source.data, dict) else {}
    texts = (data.get(key) for key in ("title", "name", "supplier_name"))
    return " ".join(next((text for text in texts if isinstance(text, str)), "").split())
