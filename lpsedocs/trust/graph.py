"""Commits and how they hang together: the main line, and what a merge brings to it."""

import heapq
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from lpsedocs.findings import say
from lpsedocs.models import decision_at_or_none
from lpsedocs.trust.objects import BadObjectError, CommitObject, parse_commit, skeleton_of
from lpsedocs.trust.trees import Difference, Objects, Trees
from lpsedocs.trust.verdicts import CannotVerifyError


class Graph:
    """The commits of one object store, each read once."""

    def __init__(self, objects: Objects, trees: Trees) -> None:
        self.objects = objects
        self._trees = trees
        self._commits: dict[str, CommitObject | None] = {}
        self._skeletons: dict[str, tuple[str, ...]] = {}

    def commit(self, id_: str) -> CommitObject | None:
        """Return a commit, or None for one that is not exactly in the form that git writes."""
        if id_ not in self._commits:
            kind, content = self.objects.read(id_)
            try:
                self._commits[id_] = parse_commit(id_, content) if kind == "commit" else None
            except BadObjectError:
                self._commits[id_] = None
            if self._commits[id_] is None:
                self._skeletons[id_] = skeleton_of(content)[1]
        return self._commits[id_]

    def parents(self, id_: str) -> tuple[str, ...]:
        """Return the parents of a commit, also of one that is not in its form."""
        commit = self.commit(id_)
        return commit.parents if commit else self._skeletons[id_]

    def line(self, root: str, tip: str) -> list[str]:
        """Return the first parents from the root to the tip."""
        line = [tip]
        while line[-1] != root:
            parents = self.parents(line[-1])
            if not parents:
                raise CannotVerifyError(
                    say(
                        "the root {root} is not on the first-parent line of {tip}",
                        root=root[:12],
                        tip=tip[:12],
                    )
                )
            line.append(parents[0])
        return line[::-1]

    def whole_line(self, tip: str) -> list[str]:
        """Return the first parents down from the very first commit."""
        line = [tip]
        while parents := self.parents(line[-1]):
            line.append(parents[0])
        return line[::-1]

    def reaches(self, tip: str, ancestor: str) -> bool:
        """Tell whether a commit is another one or among its ancestors."""
        return tip == ancestor or ancestor in self._reachable([tip], set())

    def brought(self, id_: str, reached: set[str]) -> list[CommitObject]:
        """Return the commits that a main-line commit brings, parents first; add them to those reached.

        A commit of one parent brings itself, a merge of two what its second parent reaches; a merge of more
        parents brings nothing.
        """
        parents = self.parents(id_)
        found = self._reachable(parents[1:], reached)
        reached |= found | {id_}
        if len(parents) > 2:
            return []
        ids = [id_] if len(parents) == 1 else self._in_order(found)
        return [commit for commit in map(self.commit, ids) if commit]

    def _reachable(self, starts: Iterable[str], reached: set[str]) -> set[str]:
        found: set[str] = set()
        waiting = [start for start in starts if start not in reached]
        while waiting:
            id_ = waiting.pop()
            if id_ not in found:
                found.add(id_)
                waiting += [parent for parent in self.parents(id_) if parent not in reached]
        return found

    def _in_order(self, ids: set[str]) -> Iterator[str]:
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
        commit = self.commit(id_)
        difference = self.own_difference(commit) if commit else None
        changes = difference.changes if difference else ()
        places = [decision_at_or_none(PurePosixPath(change.path)) for change in changes]
        return min((place[1] for place in places if place), default=0)

    def own_difference(self, commit: CommitObject) -> Difference | None:
        """Return what a one-parent commit changes; None for others, and where a tree can't be read."""
        parent = self.commit(commit.parents[0]) if len(commit.parents) == 1 else None
        if parent is None:
            return None
        try:
            return self._trees.difference(parent.tree, commit.tree)
        except BadObjectError:
            return None
