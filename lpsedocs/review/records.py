"""What became of each record between two corpora, field by field."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lpsedocs.changes import Change, Line, changes, outline
from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Route
from lpsedocs.models import Kind
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.review.results import ResultChange, result_change


class Fate(enum.StrEnum):
    """What became of a record."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
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
    changes: tuple[Change, ...]
    """What differs; what its scores come to stands in the result instead."""
    outline: tuple[Line, ...]
    """A new record, in words."""
    result: ResultChange | None
    resting: tuple[str, ...]
    """The names of the records that mention it."""


def record_changes(before: Corpus, after: Corpus) -> tuple[RecordChange, ...]:
    """Return what became of each record, by path."""
    found = (_change(before, after, old, new) for old, new in _pairs(before, after))
    return tuple(sorted(found, key=lambda change: change.path))


def _pairs(before: Corpus, after: Corpus) -> Iterator[tuple[Entry[Any] | None, Entry[Any] | None]]:
    """Yield each file of a record that differs, before and after; a moved one is paired by its name."""
    old = {entry.path: entry for entry in before.entries}
    new = {entry.path: entry for entry in after.entries}
    for path in old.keys() & new.keys():
        if _bytes(old[path]) != _bytes(new[path]):
            yield old[path], new[path]
    gone = [old[path] for path in sorted(old.keys() - new.keys())]
    for path in sorted(new.keys() - old.keys()):
        source = next((entry for entry in gone if entry.name == new[path].name), None)
        gone = [entry for entry in gone if entry is not source]
        yield source, new[path]
    yield from ((entry, None) for entry in gone)


def _bytes(entry: Entry[Any]) -> tuple[bytes, object]:
    return entry.source.content, entry.source.troubles


def _change(before: Corpus, after: Corpus, old: Entry[Any] | None, new: Entry[Any] | None) -> RecordChange:
    entry = new or old
    assert entry is not None
    result = _result(before, old, after, new)
    names = called(after)
    is_moved = old is not None and new is not None and old.path != new.path
    return RecordChange(
        entry.name,
        entry.kind,
        title_of(entry),
        _fate(old, new),
        str(entry.path),
        str(old.path) if old and is_moved else None,
        tuple(_told(old, new, result, names)),
        outline(entry.kind.model, entry.source.data, names) if old is None else (),
        result,
        tuple(sorted({other.name for other, _ in after.mentions_of(entry.name)})),
    )


def _fate(old: Entry[Any] | None, new: Entry[Any] | None) -> Fate:
    if old is None:
        return Fate.NEW
    if new is None:
        return Fate.REMOVED
    return Fate.CHANGED if old.path == new.path else Fate.MOVED


def _result(
    before: Corpus, old: Entry[Any] | None, after: Corpus, new: Entry[Any] | None
) -> ResultChange | None:
    if old and new and isinstance(old.record, Evaluation) and isinstance(new.record, Evaluation):
        return result_change(before, old, after, new)
    return None


def _told(
    old: Entry[Any] | None, new: Entry[Any] | None, result: ResultChange | None, names: Mapping[str, str]
) -> Iterator[Change]:
    if old is None or new is None:
        return
    for change in changes(new.kind.model, old.source.data, new.source.data, names):
        if not (result and _is_of_the_result(change.route)):
            yield change


def _is_of_the_result(route: Route) -> bool:
    is_score = len(route) == 3 and route[0] == "scores" and route[2] == "score"
    return is_score or route[:1] == ("result",)


def title_of(entry: Entry[Any]) -> str:
    """Return what a record is called beside its id, on one line."""
    names = ("title", "name", "supplier_name")
    texts = (getattr(entry.record, name, None) for name in names)
    return " ".join(next((text for text in texts if isinstance(text, str)), "").split())


def called(corpus: Corpus) -> dict[str, str]:
    """Return what everybody in the roster is called, by id."""
    return {id_: person.name for id_, person in corpus.people.items()}
