"""The folder ``records/`` of a commit, and what differs between two of them; nothing else is opened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import Protocol

from lpsedocs.findings import say
from lpsedocs.models import decision_at_or_none
from lpsedocs.trust.objects import BadObjectError, TreeEntry, WrongObjectError, parse_tree

RECORDS = "records"
_KEPT_TREES = 64
"""How many read trees are kept: enough for one path down and its siblings, little enough for memory."""
_KEPT_DIFFERENCES = 8
_DEEPEST = 20
"""How deep folders may be nested; a file of the records lies in the fourth at most."""
_MOST = 50_000
"""How many files and folders may differ at once. A tree can name the same folder again and again, so that a
few bytes unfold to any number of files."""
_LONGEST = 200
"""How long the path of a decision may be: its number has no end of its own."""


class Objects(Protocol):
    """Where objects come from; hands out only what hashes to its id."""

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content; raises MissingObjectError or BadObjectError."""
        ...


def read_object(objects: Objects, id_: str) -> tuple[str, bytes]:
    """Return kind and content of an object; raises MissingObjectError, or WrongObjectError for other content.

    What is in bad form stays apart from what is not there: only the latter stops a walk.
    """
    try:
        return objects.read(id_)
    except BadObjectError as error:
        raise WrongObjectError(id_) from error


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

    @property
    def is_sound(self) -> bool:
        """Whether it leaves a plain file or nothing."""
        return self.after is None or self.after.is_plain_file

    @cached_property
    def place(self) -> tuple[str, int] | None:
        """The record and number, where it is the file of a decision."""
        return place_of(self.path)


def place_of(path: str) -> tuple[str, int] | None:
    """Return the record and the number of the decision that belongs at a path under ``records/``."""
    is_one = path.startswith("decisions/") and len(path) <= _LONGEST
    return decision_at_or_none(PurePosixPath(path)) if is_one else None


@dataclass(frozen=True)
class Difference:
    """What differs between the trees of two commits."""

    changes: tuple[Change, ...]
    """Under ``records/``, by path."""
    is_elsewhere: bool
    """Whether anything outside of ``records/`` differs."""


@dataclass(frozen=True, eq=False)
class Folder:
    """A tree that was read."""

    entries: Mapping[str, TreeEntry]

    @cached_property
    def folders(self) -> tuple[tuple[str, str], ...]:
        """The names and ids of the folders in it."""
        return tuple((entry.name, entry.id) for entry in self.entries.values() if entry.is_tree)

    @cached_property
    def _folded(self) -> str:
        return f"/{'//'.join(self.entries)}/".casefold()

    def count_alike(self, name: str) -> int:
        """Return how many names in it differ from this one in case at most."""
        return self._folded.count(f"/{name}/".casefold())


class Trees:
    """Trees of one object store, each read strictly once."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self.folder = lru_cache(maxsize=_KEPT_TREES)(self._folder)
        self.difference = lru_cache(maxsize=_KEPT_DIFFERENCES)(self._difference)

    def _folder(self, id_: str) -> Folder:
        """Return a tree; raises BadObjectError for one in bad form."""
        kind, content = read_object(self._objects, id_)
        if kind != "tree":
            raise BadObjectError(
                say("{id} is no folder, but a git object of the kind '{kind}'", id=id_, kind=kind)
            )
        return Folder({entry.name: entry for entry in parse_tree(id_, content)})

    def blob(self, id_: str) -> bytes:
        """Return the content of a file; raises BadObjectError for what is none."""
        kind, content = read_object(self._objects, id_)
        if kind != "blob":
            raise BadObjectError(
                say("{id} is no file, but a git object of the kind '{kind}'", id=id_, kind=kind)
            )
        return content

    def at(self, root: str, path: str) -> TreeEntry | None:
        """Return what stands at a path of the records; None also where a folder on the way can't be read."""
        entry: TreeEntry | None = TreeEntry("40000", "", root)
        try:
            for name in (RECORDS, *path.split("/")):
                if entry is None or not entry.is_tree:
                    return None
                entry = self.folder(entry.id).entries.get(name)
        except BadObjectError:
            return None
        return entry

    def files(self, root: str, folder: str) -> Iterator[tuple[str, TreeEntry]]:
        """Yield the files below a folder of the records, with their paths; leaves out what can't be read."""
        entry = self.at(root, folder)
        waiting = [(folder, entry.id)] if entry is not None and entry.is_tree else []
        for _ in range(_MOST):
            if not waiting:
                return
            path, id_ = waiting.pop()
            try:
                found = self.folder(id_)
            except BadObjectError:
                continue
            for name, below in found.entries.items():
                if not below.is_tree:
                    yield f"{path}/{name}", below
            if path.count("/") < _DEEPEST:
                waiting += [(f"{path}/{name}", below_id) for name, below_id in reversed(found.folders)]

    def _difference(self, before: str, after: str) -> Difference:
        """Compare the trees of two commits; raises BadObjectError where what differs is in bad form."""
        old, new = dict(self.folder(before).entries), dict(self.folder(after).entries)
        changes = self._compare(old.pop(RECORDS, None), new.pop(RECORDS, None))
        return Difference(tuple(sorted(changes, key=lambda change: change.path)), old != new)

    def _compare(self, old: TreeEntry | None, new: TreeEntry | None) -> Iterator[Change]:
        waiting = [("", old, new)] if old != new else []
        count = 0
        while waiting:
            path, old, new = waiting.pop()
            count += 1
            if count > _MOST or path.count("/") > _DEEPEST:
                raise BadObjectError(say("it changes too many files, or files in too many nested folders"))
            old_file, new_file = (e if e and not e.is_tree else None for e in (old, new))
            if old_file or new_file:
                yield Change(path, old_file, new_file)
            olds, news = self._entries(old), self._entries(new)
            for name in {name for name, _ in olds.items() ^ news.items()}:
                waiting.append((f"{path}/{name}" if path else name, olds.get(name), news.get(name)))

    def _entries(self, entry: TreeEntry | None) -> Mapping[str, TreeEntry]:
        return self.folder(entry.id).entries if entry and entry.is_tree else {}
