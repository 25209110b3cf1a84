"""Commits and how they hang together: the main line, and what a merge brings to it."""

import heapq
import itertools
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from lpsedocs.findings import Message, say
from lpsedocs.trust.objects import (
    BadObjectError,
    CommitObject,
    TooLargeError,
    parse_commit,
    skeleton_of,
)
from lpsedocs.trust.trees import Ahead, Difference, Objects, Trees, nothing_ahead, read_object
from lpsedocs.trust.verdicts import CannotVerifyError

_KEPT_BYTES = 16 << 10
"""How long a commit may be whose content is kept; an office's have less than 2 KiB."""
_NOTHING: tuple[None, tuple[str, ...]] = (None, ())
AT_ONCE = 32
"""How many commits of a line are looked at together, so that what they need is asked for in one go."""
_DECIDED = ("decisions/", "evaluations/", "kak/")
"""Where under ``records/`` the files lie that a decision is about, and its own."""


@dataclass
class Reached:
    """Commits that a walk has come past, from its root on."""

    root: str
    ids: set[str] = field(init=False)
    aside: set[str] = field(default_factory=set)
    """What only merges of more than two parents lead to: they bring nothing, so another merge still may."""
    behind: set[bytes] = field(default_factory=set)
    """Once a merge has led past the root: digests of what the root, and all commits behind it, sign."""
    unheard: set[str] = field(default_factory=set)
    """Those commits, until the walk has heard of them."""

    def __post_init__(self) -> None:
        self.ids = {self.root}


class Graph:
    """The commits of one object store, each read once, and their trees."""

    def __init__(self, objects: Objects, ahead: Ahead = nothing_ahead) -> None:
        self.objects = objects
        self.trees = Trees(objects, ahead)
        self._ahead = ahead
        self._commits: dict[str, CommitObject | None] = {}
        self.faults: dict[str, Message] = {}
        """Why an object is not read, where there is more to say than that it is in bad form."""
        self._skeletons: dict[str, tuple[str | None, tuple[str, ...]]] = {}
        self.difference = lru_cache(maxsize=8)(self._difference)

    def commit(self, id_: str) -> CommitObject | None:
        """Return a commit, or None for one that is not exactly in the form that git writes."""
        if id_ in self._commits:
            return self._commits[id_]
        kind, content = self._read(id_)
        try:
            found = parse_commit(id_, content) if kind == "commit" and id_ not in self.faults else None
        except BadObjectError:
            found = None
        self._skeletons[id_] = (found.tree, found.parents) if found else _skeleton(kind, id_, content)
        if len(content) <= _KEPT_BYTES:
            self._commits[id_] = found
        return found

    def _read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content of an object; of one that is too large, what it begins with."""
        try:
            return read_object(self.objects, id_)
        except TooLargeError as error:
            self.faults[id_] = error.message
            return error.kind, error.head

    def parents(self, id_: str) -> tuple[str, ...]:
        """Return the parents of a commit, also of one that is not in its form; none of what is no commit."""
        return self._skeleton(id_)[1]

    def tree(self, id_: str) -> str | None:
        """Return the tree of a commit, also of one that is not in its form; None for what is no commit."""
        return self._skeleton(id_)[0]

    def _skeleton(self, id_: str) -> tuple[str | None, tuple[str, ...]]:
        if id_ not in self._skeletons:
            self.commit(id_)
        return self._skeletons[id_]

    def line(self, root: str, tip: str) -> list[str]:
        """Return the first parents from the root to the tip."""
        line: list[str] = []
        for id_ in self._first_parents(tip):
            line.append(id_)
            if id_ == root:
                return line[::-1]
        raise CannotVerifyError(
            say("the root {root} is not on the first-parent line of {tip}", root=root[:12], tip=tip[:12])
        )

    def whole_line(self, tip: str) -> list[str]:
        """Return the first parents down from the very first commit."""
        return list(self._first_parents(tip))[::-1]

    def _first_parents(self, tip: str) -> Iterator[str]:
        """Yield a commit, its first parent, the first parent of that, and so on."""
        for count in itertools.count():
            if count % AT_ONCE == 0 and tip not in self._skeletons:
                self._ahead([f"{tip}~{place}" for place in range(AT_ONCE)])
            yield tip
            parents = self.parents(tip)
            if not parents:
                return
            tip = parents[0]

    def foresee(self, line: Sequence[str]) -> None:
        """Get what a walk along these commits needs, much at once; it finds the same without, but slower."""
        merged = [parent for id_ in line for parent in self.parents(id_)[1:2]]
        self._ahead(merged)
        pairs = [(self.parents(id_)[:1], id_) for id_ in (*merged, *line)]
        trees = [(self.tree(parent), self.tree(id_)) for parents, id_ in pairs for parent in parents]
        differences = self.trees.foresee([(old, new) for old, new in trees if old and new])
        changes = (change for difference in differences for change in difference.changes)
        self._ahead([change.blob for change in changes if change.is_set and change.path.startswith(_DECIDED)])

    def reaches(self, tip: str, ancestor: str, behind: Container[str] = ()) -> bool:
        """Tell whether a commit is another one or among its ancestors, of which some are not looked at."""
        return tip == ancestor or ancestor in self._reachable([tip], behind, ())

    def ancestry(self, starts: Iterable[str], root: str) -> set[str]:
        """Return commits and all that they lead to, up to the root and without it."""
        return self._reachable(starts, {root}, ())

    def last_reached(self, line: Sequence[str], tip: str) -> str:
        """Return the last commit of a line that a tip leads to, as it does to the first of the line."""
        places = {id_: place for place, id_ in enumerate(line)}
        if tip in places:
            return tip
        beside = self._reachable([tip], places, ())
        met = [places[parent] for id_ in beside for parent in self.parents(id_) if parent in places]
        return line[max(met)]

    def brought(self, id_: str, reached: Reached) -> list[str]:
        """Return the commits to which a main-line commit leads first, parents first; note them as reached.

        Those are what its other parents lead to, and itself where it has no others. What lies behind the root
        is brought by nothing, however its signature is written down: what was in force there is over.
        """
        parents = self.parents(id_)
        reached.ids.add(id_)
        found = self._reachable(parents[1:], reached.ids, reached.aside if len(parents) > 2 else ())
        if not all(map(self.parents, found)):
            self._note_behind(reached)
        found = {one for one in found if self._digest(one) not in reached.behind}
        noted = reached.aside if len(parents) > 2 else reached.ids
        noted |= found
        return [id_] if len(parents) == 1 else list(self.in_order(found))

    def _note_behind(self, reached: Reached) -> None:
        """Note the root and all that it leads to.

        Raises MissingObjectError where any of it isn't at hand, since nobody knows then what is a copy of it.
        """
        behind = self._reachable([reached.root], reached.ids - {reached.root}, ())
        reached.behind |= set(map(self._digest, behind))
        reached.unheard |= behind - reached.ids
        reached.ids |= behind

    def _digest(self, id_: str) -> bytes:
        """Return a digest of what the signature of a commit covers; of one in bad form, of its id."""
        commit = self.commit(id_)
        return sha256(commit.payload if commit else id_.encode()).digest()

    def _reachable(self, starts: Iterable[str], known: Container[str], aside: Container[str]) -> set[str]:
        found: set[str] = set()
        waiting = [start for start in starts if start not in known]
        while waiting:
            id_ = waiting.pop()
            if id_ not in found and id_ not in aside:
                found.add(id_)
                waiting += [parent for parent in self.parents(id_) if parent not in known]
        return found

    def in_order(self, ids: set[str]) -> Iterator[str]:
        """Yield parents before children; else by the lowest decision number that they set, then by id."""
        missing = {id_: len(set(self.parents(id_)) & ids) for id_ in ids}
        children: dict[str, list[str]] = {id_: [] for id_ in ids}
        for id_ in ids:
            for parent in set(self.parents(id_)) & ids:
                children[parent].append(id_)
        ready = [(self._lowest_number(id_), id_) for id_, count in missing.items() if count == 0]
        heapq.heapify(ready)
        while ready:
            _, id_ = heapq.heappop(ready)
            yield id_
            for child in children[id_]:
                missing[child] -= 1
                if missing[child] == 0:
                    heapq.heappush(ready, (self._lowest_number(child), child))

    def _lowest_number(self, id_: str) -> int:
        difference = self.own_difference(id_)
        changes = difference.changes if difference else ()
        return min((change.place[1] for change in changes if change.place), default=0)

    def own_difference(self, id_: str) -> Difference | None:
        """Return what a one-parent commit changes; None for others, and where a tree can't be read."""
        parents = self.parents(id_)
        return self.difference(parents[0], id_) if len(parents) == 1 else None

    def _difference(self, before: str, after: str) -> Difference | None:
        """Return what differs between two commits; None where a tree can't be read."""
        old, new = self.tree(before), self.tree(after)
        if old is None or new is None:
            return None
        try:
            return self.trees.difference(old, new)
        except BadObjectError:
            return None


def _skeleton(kind: str, id_: str, content: bytes) -> tuple[str | None, tuple[str, ...]]:
    try:
        return skeleton_of(id_, content) if kind == "commit" else _NOTHING
    except BadObjectError:
        return _NOTHING
