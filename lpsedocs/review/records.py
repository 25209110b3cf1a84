"""What became of each record between two corpora, field by field."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
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
    awaited: date | None
    """The day on which it was handed in for the decision that is awaited, if it is not handed in anew."""


def record_changes(before: Corpus, after: Corpus) -> tuple[RecordChange, ...]:
    """Return what became of each record, by path."""
    found = (_change(before, after, pair) for pair in _pairs(before, after))
    return tuple(sorted(found, key=lambda change: change.path))


@dataclass(frozen=True)
class _Pair:
    """The file of a record before and after; None where there is none."""

    old: Entry[Any] | None
    new: Entry[Any] | None

    @property
    def entry(self) -> Entry[Any]:
        """The later one that there is."""
        entry = self.new or self.old
        assert entry is not None
        return entry

    @property
    def readable(self) -> tuple[Entry[Any], ...]:
        """Those that can be read, the later one first."""
        return tuple(one for one in (self.new, self.old) if one and one.source.is_readable)

    @property
    def is_told_whole(self) -> bool:
        """Whether it can be read, and nothing before it could."""
        return self.new is not None and self.readable == (self.new,)

    @property
    def fate(self) -> Fate:
        """What became of the record."""
        if self.old is None:
            return Fate.NEW
        if self.new is None:
            return Fate.REMOVED
        if self.old.name != self.new.name:
            return Fate.RENAMED
        return Fate.CHANGED if self.old.path == self.new.path else Fate.MOVED


def _pairs(before: Corpus, after: Corpus) -> Iterator[_Pair]:
    """Yield each file of a record that differs; a moved or renamed one with what it was."""
    old = {entry.path: entry for entry in before.entries}
    new = {entry.path: entry for entry in after.entries}
    for path in old.keys() & new.keys():
        if _bytes(old[path]) != _bytes(new[path]):
            yield _Pair(old[path], new[path])
    gone = [old[path] for path in sorted(old.keys() - new.keys())]
    others = {entry.name: name for name, entry in renamed(after, after.base).items()} if after.base else {}
    for path in sorted(new.keys() - old.keys()):
        names = (new[path].name, others.get(new[path].name))
        source = next((entry for entry in gone if entry.name in names), None)
        gone = [entry for entry in gone if entry is not source]
        yield _Pair(source, new[path])
    yield from (_Pair(entry, None) for entry in gone)


def _bytes(entry: Entry[Any]) -> tuple[bytes, object]:
    return entry.source.content, entry.source.troubles


def _change(before: Corpus, after: Corpus, pair: _Pair) -> RecordChange:
    entry, old, fate = pair.entry, pair.old, pair.fate
    known = next(iter(pair.readable), entry)
    legend = legend_of(after if known is pair.new else before, known)
    result = _result(before, after, pair)
    return RecordChange(
        entry.name,
        entry.kind,
        next(filter(None, (one.title for one in pair.readable)), ""),
        fate,
        str(entry.path),
        str(old.path) if old and old.path != entry.path else None,
        old.name if old and fate is Fate.RENAMED else None,
        () if entry.source.is_readable else tuple(trouble.message for trouble in entry.source.troubles),
        tuple(_told(pair, result, legend)),
        outline(entry.kind.model, entry.source.data, legend) if pair.is_told_whole else (),
        result,
        tuple(sorted({other.name for other, _ in after.mentions_of(entry.name)})),
        _awaited(before, pair),
    )


def _awaited(before: Corpus, pair: _Pair) -> date | None:
    old, new = (entry.record if entry else None for entry in (pair.old, pair.new))
    if pair.old is None or not (isinstance(old, Evaluation) and isinstance(new, Evaluation)):
        return None
    progress = before.progress(pair.old.name)
    is_awaited = progress and progress.next and progress.next.step.number == "3.4"
    is_anew = len(new.submissions) > len(old.submissions)
    return old.submissions[-1].date if is_awaited and not is_anew else None


def _result(before: Corpus, after: Corpus, pair: _Pair) -> ResultChange | None:
    old, new = pair.old, pair.new
    if old and new and isinstance(old.record, Evaluation) and isinstance(new.record, Evaluation):
        return result_change(before, old, after, new)
    return None


def _told(pair: _Pair, result: ResultChange | None, legend: Legend) -> Iterator[Change]:
    if len(pair.readable) < 2:
        return
    new, old = pair.readable
    for change in changes(new.kind.model, old.source.data, new.source.data, legend):
        if not (result and _is_of_the_result(change.route)):
            yield change


def _is_of_the_result(route: Route) -> bool:
    is_score = len(route) == 3 and route[0] == "scores" and route[2] == "score"
    return is_score or route[:1] == ("result",)
