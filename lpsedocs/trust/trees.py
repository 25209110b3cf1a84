"""The folder ``records/`` of a commit, and what differs between two of them; nothing else is opened."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Protocol, Self

from lpsedocs.findings import say
from lpsedocs.models import DEEPEST, decision_at_or_none
from lpsedocs.trust.folders import Folder, TreeEntry, differing, parse_tree
from lpsedocs.trust.objects import (
    BadObjectError,
    MissingObjectError,
    TooLargeError,
    WrongObjectError,
    refuse_too_large,
)

RECORDS = "records"
_KEPT_BYTES = 16 << 20
"""How many bytes of read trees are kept: enough for the folders of a large office, and little memory."""
_KEPT_DIFFERENCES = 8
_KEPT_FILES = 4
"""How many files are kept: one is asked for its digest, and then for what it says."""
_KEPT_DIGESTS = 20_000
_MOST = 25_000
"""How many files and folders may differ at once. A tree can name the same folder again and again, so that a
few bytes unfold to any number of files."""
_MOST_FORESEEN = 500
"""How many files and folders may differ in a comparison that is made beside others."""
_MOST_FILES = 200_000
"""How many files and folders are looked at in one; more than any office has."""


class Objects(Protocol):
    """Where objects come from; hands out only what hashes to its id."""

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content; raises MissingObjectError or BadObjectError."""
        ...


Ahead = Callable[[Sequence[str]], None]
"""Told which objects are about to be read: by id, or as the nth first parent of one, ``ID~n``."""


def nothing_ahead(_: Sequence[str]) -> None:
    """For objects that are at hand anyway."""


def read_object(objects: Objects, id_: str) -> tuple[str, bytes]:
    """Return kind and content of an object; raises MissingObjectError, or WrongObjectError for other content.

    What is in bad form, or too large, stays apart from what is not there: only the latter stops a walk.
    """
    try:
        kind, content = objects.read(id_)
    except TooLargeError:
        raise
    except BadObjectError as error:
        raise WrongObjectError(id_) from error
    refuse_too_large(kind, content)
    return kind, content


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
    def blob(self) -> str:
        """The id of the file that it leaves; only of a change that leaves one."""
        assert self.after is not None
        return self.after.id

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
    return decision_at_or_none(path) if path.startswith("decisions/") else None


@dataclass(frozen=True)
class Difference:
    """What differs between the trees of two commits."""

    changes: tuple[Change, ...]
    """Under ``records/``, by path."""
    is_elsewhere: bool
    """Whether anything outside of ``records/`` differs."""


_Both = tuple[str, TreeEntry | None, TreeEntry | None]
"""A path from the root of a tree, with a slash behind it, and what stands there before and after."""


@dataclass
class _Comparison:
    """What differs between two trees, as far as it was looked at: depth by depth."""

    level: list[_Both]
    """The folders that are looked into next; none when it is done."""
    left: int
    """How many more files and folders may differ."""
    changes: list[Change] = field(default_factory=list)
    is_elsewhere: bool = False

    @classmethod
    def of(cls, before: str, after: str, most: int) -> Self:
        """Begin with the roots of two trees, of which so many files and folders may differ."""
        return cls([("", TreeEntry("40000", "", before), TreeEntry("40000", "", after))], most)

    @property
    def is_done(self) -> bool:
        """Whether all that differs was looked at."""
        return not self.level

    @property
    def wanted(self) -> Iterator[str]:
        """The ids of the folders that are read next."""
        return (entry.id for _, *both in self.level for entry in both if entry and entry.is_tree)

    @property
    def result(self) -> Difference:
        """What differs, when it is done."""
        changes = sorted(self.changes, key=lambda change: change.path)
        return Difference(tuple(changes), self.is_elsewhere)

    def entered(self, above: str, found: Iterable[_Both]) -> Iterator[_Both]:
        """Take in what differs in a folder, and yield what has to be looked into."""
        for name, old, new in found:
            if not above and name != RECORDS:
                self.is_elsewhere = True
                continue
            self.left -= 1
            if self.left < 0 or above.count("/") > DEEPEST + 1:
                raise BadObjectError(say("it changes too many files, or files in too many nested folders"))
            path = f"{above}{name}"
            old_file, new_file = (e if e and not e.is_tree else None for e in (old, new))
            if old_file or new_file:
                self.changes.append(Change(path.partition("/")[2], old_file, new_file))
            if (old and old.is_tree) or (new and new.is_tree):
                yield f"{path}/", old, new


class Trees:
    """Trees of one object store, each read strictly once."""

    def __init__(self, objects: Objects, ahead: Ahead = nothing_ahead) -> None:
        self._objects = objects
        self._ahead = ahead
        self._kept: dict[str, Folder] = {}
        self._kept_bytes = 0
        self._foreseen: dict[tuple[str, str], Difference] = {}
        self.blob = lru_cache(maxsize=_KEPT_FILES)(self._blob)
        self.digest = lru_cache(maxsize=_KEPT_DIGESTS)(self._digest)
        self.difference = lru_cache(maxsize=_KEPT_DIFFERENCES)(self._difference)

    def folder(self, id_: str, like: Folder | None = None) -> Folder:
        """Return a tree, sooner if it is much like another; raises BadObjectError for one in bad form."""
        found = self._kept.pop(id_, None)
        if found is None:
            found = self._read(id_, like)
            self._kept_bytes += len(found.content)
        self._kept[id_] = found
        while self._kept_bytes > _KEPT_BYTES:
            self._kept_bytes -= len(self._kept.pop(next(iter(self._kept))).content)
        return found

    def _read(self, id_: str, like: Folder | None) -> Folder:
        kind, content = read_object(self._objects, id_)
        if kind != "tree":
            raise BadObjectError(
                say("{id} is no folder, but a git object of the kind '{kind}'", id=id_, kind=kind)
            )
        return parse_tree(id_, content, like)

    def _blob(self, id_: str) -> bytes:
        """Return the content of a file; raises BadObjectError for what is none."""
        kind, content = read_object(self._objects, id_)
        if kind != "blob":
            raise BadObjectError(
                say("{id} is no file, but a git object of the kind '{kind}'", id=id_, kind=kind)
            )
        return content

    def _digest(self, id_: str) -> str:
        """Return the SHA-256 of a file's bytes; raises BadObjectError for what is none."""
        return sha256(self.blob(id_)).hexdigest()

    def at(self, root: str | None, path: str = "") -> TreeEntry | None:
        """Return what stands at a path of the records; without a path their folder itself.

        None also where a folder on the way can't be read, and for a commit in bad form, which has no root.
        """
        entry = TreeEntry("40000", "", root) if root else None
        try:
            for name in f"{RECORDS}/{path}".rstrip("/").split("/"):
                if entry is None or not entry.is_tree:
                    return None
                entry = self.folder(entry.id).find(name)
        except BadObjectError:
            return None
        return entry

    def files(self, root: str | None, *folders: str) -> Iterator[tuple[str, TreeEntry]]:
        """Yield the files below folders of the records, with their paths; leaves out what can't be read."""
        entries = ((folder, self.at(root, folder)) for folder in folders)
        waiting = [(folder, entry.id) for folder, entry in entries if entry is not None and entry.is_tree]
        left = _MOST_FILES
        while waiting and left > 0:
            path, id_ = waiting.pop()
            left -= 1
            try:
                found = self.folder(id_)
            except BadObjectError:
                continue
            left -= len(found)
            self._tell_ahead(id_ for _, id_ in found.folders)
            for below in found:
                if not below.is_tree:
                    yield f"{path}/{below.name}", below
            if path.count("/") < DEEPEST:
                waiting += [(f"{path}/{name}", below_id) for name, below_id in reversed(found.folders)]

    def foresee(self, pairs: Iterable[tuple[str, str]]) -> Iterable[Difference]:
        """Compare pairs of trees side by side, and keep what differs until it is asked for.

        Depth by depth, the folders of all pairs are told ahead before they are read. A pair that can't be
        compared soon, or at all, is left to the question for it alone.
        """
        begun = {pair: _Comparison.of(*pair, _MOST_FORESEEN) for pair in pairs}
        running = [*begun.values()]
        while running:
            self._tell_ahead(id_ for comparison in running for id_ in comparison.wanted)
            running = [comparison for comparison in running if self._goes_on(comparison)]
        self._foreseen = {pair: comparison.result for pair, comparison in begun.items() if comparison.is_done}
        return self._foreseen.values()

    def _tell_ahead(self, folders: Iterable[str]) -> None:
        self._ahead([id_ for id_ in dict.fromkeys(folders) if id_ not in self._kept])

    def _goes_on(self, comparison: "_Comparison") -> bool:
        """Look one depth further; tell whether there is more below, and nothing in the way."""
        try:
            self._deepen(comparison)
        except (BadObjectError, MissingObjectError):
            return False
        return not comparison.is_done

    def _difference(self, before: str, after: str) -> Difference:
        """Compare the trees of two commits; raises BadObjectError where what differs is in bad form."""
        if (before, after) in self._foreseen:
            return self._foreseen.pop((before, after))
        comparison = _Comparison.of(before, after, _MOST)
        while not comparison.is_done:
            self._deepen(comparison)
        return comparison.result

    def _deepen(self, comparison: "_Comparison") -> None:
        """Look into the folders that were found to differ."""
        below: list[_Both] = []
        for path, old, new in comparison.level:
            before = self.folder(old.id) if old and old.is_tree else None
            after = self.folder(new.id, before) if new and new.is_tree else None
            below += comparison.entered(path, differing(before, after))
        comparison.level = below
