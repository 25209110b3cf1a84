"""The folder that a merge would leave: what a request changes, laid into the records that its base has now.

Writes no object anywhere. What both sides changed is taken as the request has it; a forge refuses to merge
that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lpsedocs.trust.folders import TreeEntry
from lpsedocs.trust.objects import Algorithm, algorithm_of, object_id
from lpsedocs.trust.trees import RECORDS, Change, Trees

Path = tuple[str, ...]


@dataclass
class Scratch:
    """Objects that are in no repository, by id."""

    algorithm: Algorithm
    objects: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def put(self, kind: str, content: bytes) -> str:
        """Keep an object, and return its id."""
        id_ = object_id(kind, content, self.algorithm)
        self.objects[id_] = kind, content
        return id_


def merged_tree(trees: Trees, tree: str, changes: Iterable[Change], scratch: Scratch) -> str:
    """Return the id of a tree with what a request changes under ``records/``."""
    placed = {(RECORDS, *change.path.split("/")): change.after for change in changes}
    return _laid_into(trees, tree, placed, scratch)


def _laid_into(trees: Trees, tree: str | None, placed: dict[Path, TreeEntry | None], scratch: Scratch) -> str:
    entries = {entry.name: entry for entry in trees.folder(tree)} if tree else {}
    deeper: dict[str, dict[Path, TreeEntry | None]] = {}
    for (name, *rest), entry in placed.items():
        if rest:
            deeper.setdefault(name, {})[tuple(rest)] = entry
        elif entry is not None:
            entries[name] = TreeEntry(entry.mode, name, entry.id)
        else:
            entries.pop(name, None)
    for name, inner in deeper.items():
        there = entries.get(name)
        id_ = _laid_into(trees, there.id if there and there.is_tree else None, inner, scratch)
        entries[name] = TreeEntry("40000", name, id_)
        if id_ == _empty(scratch.algorithm):
            del entries[name]
    return scratch.put("tree", b"".join(map(_written, sorted(entries.values(), key=_order))))


def _order(entry: TreeEntry) -> bytes:
    """Git sorts a folder as if its name ended in a slash."""
    return _encoded(entry.name) + (b"/" if entry.is_tree else b"")


def _written(entry: TreeEntry) -> bytes:
    return entry.mode.encode() + b" " + _encoded(entry.name) + b"\0" + bytes.fromhex(entry.id)


def _encoded(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _empty(algorithm: Algorithm) -> str:
    return object_id("tree", b"", algorithm)


def scratch_for(commit: str) -> Scratch:
    """Return a place for objects of the same repository as a commit."""
    return Scratch(algorithm_of(commit))
