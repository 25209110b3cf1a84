"""Tree objects, strictly read. Format: what git writes, as ``git fsck --strict`` checks it.

A folder of a thousand files changes one of them a commit. What is at both ends the same as in a folder that
was read before is sound already, and isn't read again.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import lt
from typing import NamedTuple, overload

from lpsedocs.findings import printable, say
from lpsedocs.trust.objects import BadObjectError, algorithm_of


class TreeEntry(NamedTuple):
    """A name in a tree."""

    mode: str
    name: str
    id: str

    @property
    def is_tree(self) -> bool:
        """Whether it is a folder."""
        return self.mode == _TREE

    @property
    def may_be_file(self) -> bool:
        """Whether it is neither a folder nor a submodule, which is checked out as one."""
        return self.mode not in _FOLDERS

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link."""
        return self.mode == "120000"

    @property
    def is_plain_file(self) -> bool:
        """Whether it is a regular file without the executable bit."""
        return self.mode == "100644"


_TREE, _SUBMODULE = "40000", "160000"
_FOLDERS = frozenset({_TREE, _SUBMODULE})
_MODES = {mode.encode(): mode for mode in ("100644", "100755", "120000", *_FOLDERS)}
_WIDTHS = {"sha1": 20, "sha256": 32}
_ENTRY = {width: rb"([0-9]{5,6}) ([^\0]+)\0(.{%d})" % width for width in _WIDTHS.values()}
_WHOLE = {width: re.compile(b"(?:%s)*+" % entry, re.DOTALL) for width, entry in _ENTRY.items()}
_EACH = {width: re.compile(entry, re.DOTALL) for width, entry in _ENTRY.items()}


@dataclass(frozen=True, eq=False)
class Folder(Sequence[TreeEntry]):
    """A tree that was read: its entries in git's order."""

    content: bytes
    starts: Sequence[int]
    """Where each entry begins in the content, and where the last one ends."""
    width: int
    """How many bytes an id has."""
    alike: Mapping[str, int]
    """How many names in it differ in case at most, by what they are casefolded, a folder's with a slash."""
    like: bytes = b""
    """The content of the folder that it was read like."""
    shared: tuple[int, int] = (0, 0)
    """How many entries it begins with as that one does, and where in that one the same end begins."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, index: int) -> TreeEntry: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[TreeEntry]: ...
    def __getitem__(self, index: int | slice) -> TreeEntry | Sequence[TreeEntry]:
        places = range(len(self))[index]
        return self._entry(places) if isinstance(places, int) else [self._entry(place) for place in places]

    def _entry(self, place: int) -> TreeEntry:
        mode, name = self._head(place)
        raw = self.content[self.starts[place + 1] - self.width : self.starts[place + 1]]
        return TreeEntry(_MODES[mode], _text(name), raw.hex())

    def _head(self, index: int) -> tuple[bytes, bytes]:
        """Return mode and name of an entry."""
        head = self.content[self.starts[index] : self.starts[index + 1] - self.width - 1]
        mode, _, name = head.partition(b" ")
        return mode, name

    def key(self, index: int) -> bytes:
        """Return by what an entry is sorted: a folder as if a slash followed its name."""
        return _key(*self._head(index))

    def find(self, name: str) -> TreeEntry | None:
        """Return the entry of that name."""
        encoded = name.encode("utf-8", "surrogateescape")
        places = self._places(encoded)
        return next((self._entry(place) for place in places if self._head(place)[1] == encoded), None)

    def _places(self, name: bytes) -> Iterator[int]:
        """Yield the entries that may have a name; the same bytes may end a longer one, or stand in an id."""
        found = -1
        while (found := self.content.find(b" %s\0" % name, found + 1)) >= 0:
            yield bisect_right(self.starts, found) - 1

    def holds_key(self, key: bytes, places: Sequence[int]) -> bool:
        """Tell whether an entry among these places is sorted by that key."""
        found = bisect_left(places, key, key=self.key)
        return found < len(places) and self.key(places[found]) == key

    @cached_property
    def folders(self) -> tuple[tuple[str, str], ...]:
        """The names and ids of the folders in it."""
        modes = (mode.start() for mode in re.finditer(b"%s " % _TREE.encode(), self.content))
        places = ((bisect_left(self.starts, mode), mode) for mode in modes)
        found = (self._entry(place) for place, mode in places if self.starts[place] == mode)
        return tuple((entry.name, entry.id) for entry in found)

    def count_alike(self, name: str) -> int:
        """Return how many names in it differ from this one in case at most."""
        return self.count_files_alike(name) + self.count_folders_alike(name)

    def count_folders_alike(self, name: str) -> int:
        """Return how many names of folders, and of submodules, in it differ from this one in case at most."""
        return self.alike.get(f"{name.casefold()}/", 0)

    def count_files_alike(self, name: str) -> int:
        """Return how many names in it that are no folder's differ from this one in case at most."""
        return self.alike.get(name.casefold(), 0)

    def shared_with(self, content: bytes) -> tuple[int, int]:
        """Return how many entries a tree of that content begins with, too, and where its end begins."""
        first = bisect_right(self.starts, _shared_front(self.content, content)) - 1
        ours, theirs = self.content[self.starts[first] :], content[self.starts[first] :]
        last = bisect_left(self.starts, len(self.content) - _shared_back(ours, theirs))
        return first, last

    def has_heads_of(self, content: bytes, places: Iterable[int]) -> bool:
        """Tell whether a tree has the same modes and names, if it differs in the entries at these places."""
        heads = ((self.starts[place], self.starts[place + 1] - self.width) for place in places)
        return len(content) == len(self.content) and all(
            content[start:end] == self.content[start:end] for start, end in heads
        )


def differing(
    old: Folder | None, new: Folder | None
) -> Iterator[tuple[str, TreeEntry | None, TreeEntry | None]]:
    """Yield each name whose entry is not the same in two folders, with both; None for a folder is none."""
    if old is None or new is None:
        olds, news = ({entry.name: entry for entry in folder or ()} for folder in (old, new))
    else:
        first, last = _shared(old, new)
        olds = {entry.name: entry for entry in old[first:last]}
        news = {entry.name: entry for entry in new[first : last + len(new) - len(old)]}
    for name in olds.keys() | news.keys():
        if olds.get(name) != news.get(name):
            yield name, olds.get(name), news.get(name)


def _shared(old: Folder, new: Folder) -> tuple[int, int]:
    if new.like is old.content:
        return new.shared
    first, last = old.shared_with(new.content)
    end = len(new.content) - len(old.content) + old.starts[last]
    # The same bytes are other entries where they begin inside of one: ``40000 40000 a`` ends in ``40000 a``.
    begins_entry = new.starts[bisect_left(new.starts, end)] == end
    return first, last if begins_entry else len(old)


def parse_tree(id_: str, content: bytes, like: Folder | None = None) -> Folder:
    """Read a tree; raises BadObjectError unless sorted, unique, of canonical modes and sound names.

    Only what it has not from a folder ``like`` it is looked at: the rest was found sound there.
    """
    width = _WIDTHS[algorithm_of(id_)]
    like = like if like is not None and like.width == width else Folder(b"", [0], width, {})
    first, last = like.shared_with(content)
    if like.has_heads_of(content, range(first, last)):
        return Folder(content, like.starts, width, like.alike, like.content, (first, last))
    begin, rest = like.starts[first], len(like.content) - like.starts[last]
    middle = content[begin : len(content) - rest]
    if like and not _WHOLE[width].fullmatch(middle):
        # From its middle on, an entry may be as another one: ``40000 40000 a`` ends in ``40000 a``.
        return parse_tree(id_, content)
    found = _entries(middle, width)
    lengths = [len(mode) + len(name) + width + 2 for mode, name in found]
    ends = accumulate(lengths, initial=begin)
    shift = len(content) - len(like.content)
    behind = like.starts[last:] if not shift else [start + shift for start in like.starts[last:]]
    starts = [*like.starts[:first], *list(ends)[:-1], *behind]
    come = [_folded(_MODES[mode], _text(name)) for mode, name in found]
    alike = _counted_anew(like.alike, [_folded(entry.mode, entry.name) for entry in like[first:last]], come)
    folder = Folder(content, starts, width, alike, like.content, (first, last))
    _refuse_unsorted(folder, range(first, first + len(found)), found)
    return folder


def _folded(mode: str, name: str) -> str:
    """Return what is the same of names that are the same to a file system without upper and lower case."""
    return name.casefold() + ("/" if mode in _FOLDERS else "")


def _counted_anew(alike: Mapping[str, int], gone: Iterable[str], come: Iterable[str]) -> Mapping[str, int]:
    """Return how many names are alike when some go and some come."""
    counts = dict(alike)
    for folded in come:
        counts[folded] = counts.get(folded, 0) + 1
    for folded in gone:
        counts[folded] -= 1
        if not counts[folded]:
            del counts[folded]
    return counts


def _entries(content: bytes, width: int) -> list[tuple[bytes, bytes]]:
    """Return mode and name of each entry in a part of a tree."""
    if not _WHOLE[width].fullmatch(content):
        raise BadObjectError(say("the tree is cut off, or has something between its entries"))
    found = [(mode, name) for mode, name, _ in _EACH[width].findall(content)]
    if not {mode for mode, _ in found} <= _MODES.keys():
        raise BadObjectError(say("the tree has an entry of a mode that git does not write"))
    # To Windows a backslash is as good as a slash.
    _refuse_unsound(part for _, name in found for part in _text(name).split("\\") if part)
    return found


def _refuse_unsorted(folder: Folder, fresh: range, found: Sequence[tuple[bytes, bytes]]) -> None:
    """Refuse a folder whose fresh entries are not in order, or have a name that another entry has."""
    around = range(max(fresh.start - 1, 0), min(fresh.stop + 1, len(folder)))
    keys = [folder.key(index) for index in around]
    names = {name for _, name in found}
    if not all(map(lt, keys, keys[1:])) or len(names) != len(found) or _has_twins(folder, fresh, found):
        raise BadObjectError(say("the tree is not sorted, or a name stands twice"))


def _has_twins(folder: Folder, fresh: range, found: Iterable[tuple[bytes, bytes]]) -> bool:
    """Tell whether a folder or file of a fresh entry's name stands before or behind the fresh ones."""
    others = (range(fresh.start), range(fresh.stop, len(folder)))
    suspects = [(mode, name) for mode, name in found if folder.count_alike(_text(name)) > 1]
    twins = [name if mode == _TREE.encode() else name + b"/" for mode, name in suspects]
    return any(folder.holds_key(twin, places) for places in others for twin in twins)


def _key(mode: bytes, name: bytes) -> bytes:
    return name + b"/" if mode == _TREE.encode() else name


def _text(name: bytes) -> str:
    # Names that are no UTF-8 stay apart from each other, and from every path of a record.
    return name.decode("utf-8", "surrogateescape")


def _shared_front(one: bytes, other: bytes) -> int:
    """Return how many bytes two texts have in common from their beginning."""
    shared, limit = 0, min(len(one), len(other))
    while shared < limit:
        middle = (shared + limit + 1) // 2
        if one[shared:middle] == other[shared:middle]:
            shared = middle
        else:
            limit = middle - 1
    return shared


def _shared_back(one: bytes, other: bytes) -> int:
    """Return how many bytes two texts have in common up to their end."""
    end, other_end = len(one), len(other)
    shared, limit = 0, min(end, other_end)
    while shared < limit:
        middle = (shared + limit + 1) // 2
        if one[end - middle : end - shared] == other[other_end - middle : other_end - shared]:
            shared = middle
        else:
            limit = middle - 1
    return shared


_UNSEEN = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")
"""Characters that HFS+ leaves out when it compares names."""


def _refuse_unsound(names: Iterable[str]) -> None:
    for name in names:
        if "/" in name or ((name[0] in ".gG" or not name.isascii()) and _is_reserved(name)):
            raise BadObjectError(say("the tree has an entry of the name '{name}'", name=printable(name[:40])))


def _is_reserved(name: str) -> bool:
    """Tell whether a name is ``.``, ``..``, or ``.git`` to some file system; as git looks at names."""
    seen = _UNSEEN.sub("", name).partition(":")[0].rstrip(". ").lower()
    return name in (".", "..") or seen in (".git", "git~1")
