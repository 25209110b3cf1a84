"""The folder ``records/`` of a commit, and what differs between two of them; nothing else is opened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from lpsedocs.trust.objects import BadObjectError, TreeEntry, parse_tree

RECORDS = "records"
_KEPT_TREES = 256
"""How many read trees are kept: enough for one path down and its siblings, little enough for memory."""


class Objects(Protocol):
    """Where objects come from; hands out only what hashes to its id."""

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content; raises MissingObjectError or BadObjectError."""
        ...


@dataclass(frozen=True)
class Change:
    """A file under ``records/`` that differs between two commits."""

    path: str
    """Relative to ``records/``."""
    before: TreeEntry | None
    after: TreeEntry | None

    @property
    def is_set(self) -> bool:
        """Whether it leaves a plain file: regular, not executable, no link, no submodule."""
        return self.after is not None and self.after.is_plain_file


@dataclass(frozen=True)
class Difference:
    """What differs between the trees of two commits."""

    changes: tuple[Change, ...]
    """Under ``records/``, by path."""
    is_elsewhere: bool
    """Whether anything outside of ``records/`` differs."""


class Trees:
    """Trees of one object store, each read strictly once."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self.entries = lru_cache(maxsize=_KEPT_TREES)(self._entries)

    def _entries(self, id_: str) -> Mapping[str, TreeEntry]:
        kind, content = self._objects.read(id_)
        if kind != "tree":
            raise BadObjectError(f"{id_} is a {kind} where a tree was due")
        return {entry.name: entry for entry in parse_tree(id_, content)}

    def blob(self, id_: str) -> bytes:
        """Return the content of a file."""
        kind, content = self._objects.read(id_)
        if kind != "blob":
            raise BadObjectError(f"{id_} is a {kind} where a file was due")
        return content

    def at(self, root: str, path: str) -> TreeEntry | None:
        """Return what stands at a path under ``records/`` of a commit's tree."""
        entry: TreeEntry | None = TreeEntry("40000", "", root)
        for name in (RECORDS, *path.split("/")):
            if entry is None or not entry.is_tree:
                return None
            entry = self.entries(entry.id).get(name)
        return entry

    def files(self, root: str, folder: str) -> Iterator[tuple[str, TreeEntry]]:
        """Yield the files below a folder under ``records/``, with their paths under ``records/``."""
        entry = self.at(root, folder)
        if entry is not None and entry.is_tree:
            yield from self._below(entry.id, folder)

    def _below(self, id_: str, path: str) -> Iterator[tuple[str, TreeEntry]]:
        for name, entry in self.entries(id_).items():
            if entry.is_tree:
                yield from self._below(entry.id, f"{path}/{name}")
            else:
                yield f"{path}/{name}", entry

    def difference(self, before: str | None, after: str) -> Difference:
        """Compare the trees of two commits; without a first one, everything is new."""
        old = dict(self.entries(before)) if before else {}
        new = dict(self.entries(after))
        records = self._compare(old.pop(RECORDS, None), new.pop(RECORDS, None), "")
        return Difference(tuple(sorted(records, key=lambda change: change.path)), old != new)

    def _compare(self, old: TreeEntry | None, new: TreeEntry | None, path: str) -> Iterator[Change]:
        if old == new:
            return
        olds = self.entries(old.id) if old and old.is_tree else {}
        news = self.entries(new.id) if new and new.is_tree else {}
        old_file, new_file = (e if e and not e.is_tree else None for e in (old, new))
        if old_file or new_file:
            yield Change(path, old_file, new_file)
        for name in olds.keys() | news.keys():
            yield from self._compare(olds.get(name), news.get(name), f"{path}/{name}" if path else name)
