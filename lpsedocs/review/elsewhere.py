"""The files of a request that are no records: where they lie, and what they are for."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lpsedocs.review.purposes import LINK, Purpose, purpose_of
from lpsedocs.review.records import Fate
from lpsedocs.trust.folders import Folder, TreeEntry, differing
from lpsedocs.trust.objects import BadObjectError
from lpsedocs.trust.trees import RECORDS, Trees

MOST: Final = 2_000
"""So many files and folders are looked at: a tree can name the same folder again and again."""


@dataclass(frozen=True)
class OtherFile:
    """A file outside of the records, or one of theirs that sets the gate, such as the roster."""

    path: str
    fate: Fate
    is_link: bool = False

    @property
    def purpose(self) -> Purpose:
        """What it is for."""
        return LINK if self.is_link else purpose_of(self.path)


@dataclass(frozen=True)
class Elsewhere:
    """What a request changes outside of the records."""

    files: tuple[OtherFile, ...] = ()
    is_cut: bool = False
    """Whether there are more, which nobody has looked at."""


NOTHING_ELSEWHERE: Final = Elsewhere()


def find_elsewhere(trees: Trees, before: str, after: str) -> Elsewhere:
    """Compare what lies outside of the records in two trees, and what sets the gate among them.

    What sets the gate comes first, and of that what was there before: new files can't crowd it out.
    """
    walk = _Walk(trees)
    walk.compare("", TreeEntry("40000", "", before), TreeEntry("40000", "", after))
    changes = trees.difference(before, after).changes
    inside = [OtherFile(f"{RECORDS}/{one.path}", fate_of(one.before, one.after)) for one in changes]
    ours = [file for file in inside if file.purpose.is_of_the_gate]
    return Elsewhere(tuple(sorted((*ours, *walk.files()), key=_gravest_first)), walk.is_cut)


def _gravest_first(file: OtherFile) -> tuple[bool, bool, str]:
    return not file.purpose.is_of_the_gate, file.fate is Fate.NEW, file.path


def fate_of(before: TreeEntry | None, after: TreeEntry | None) -> Fate:
    """Return what became of a file."""
    if before is None:
        return Fate.NEW
    return Fate.CHANGED if after else Fate.REMOVED


class _Walk:
    def __init__(self, trees: Trees) -> None:
        self._trees = trees
        self._waiting: list[tuple[bool, bool, int, str, TreeEntry | None, TreeEntry | None]] = []
        self.is_cut = False

    def compare(self, path: str, old: TreeEntry | None, new: TreeEntry | None) -> None:
        """Queue what differs between two folders."""
        try:
            before, after = self._folder(old), self._folder(new)
        except BadObjectError:
            self.is_cut = True
            return
        for name, one, other in differing(before, after):
            there = f"{path}{name}"
            if there != RECORDS:
                is_ordinary = not ((other and other.is_link) or purpose_of(there).is_of_the_gate)
                heapq.heappush(self._waiting, (is_ordinary, one is None, there.count("/"), there, one, other))

    def _folder(self, entry: TreeEntry | None) -> Folder | None:
        return self._trees.folder(entry.id) if entry and entry.is_tree else None

    def files(self) -> Iterator[OtherFile]:
        """Yield the files in order."""
        for _ in range(MOST):
            if not self._waiting:
                return
            *_, path, old, new = heapq.heappop(self._waiting)
            before, after = (entry if entry and not entry.is_tree else None for entry in (old, new))
            if before or after:
                yield OtherFile(path, fate_of(before, after), is_link=after is not None and after.is_link)
            self.compare(f"{path}/", old, new)
        self.is_cut = bool(self._waiting) or self.is_cut
