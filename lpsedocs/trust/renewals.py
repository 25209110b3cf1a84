"""Which changes of the roster a root took over that was pinned later, after an office had lost its keys."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from lpsedocs.trust.graph import Graph
from lpsedocs.trust.rosters import PATH as ROSTER
from lpsedocs.trust.verdicts import History


def with_renewals(graph: Graph, history: History, renewals: Collection[str]) -> History:
    """Return a judged history that says which changes without right came into force with a later root.

    Those are what led to its roster since the main branch last had the one that was in force before.
    """
    for renewal in (id_ for id_ in history.line if id_ in renewals):
        stretch = frozenset(_stretch(graph, history, renewal))
        changes = tuple(
            replace(change, reason=None, renewal=renewal)
            if change.reason is not None and change.landed in stretch
            else change
            for change in history.roster_changes
        )
        problems = tuple(
            problem
            for problem in history.problems
            if problem.code != "roster-not-in-force" or problem.commit not in stretch
        )
        history = replace(
            history, renewals=(*history.renewals, renewal), roster_changes=changes, problems=problems
        )
    return history


def _stretch(graph: Graph, history: History, renewal: str) -> Iterator[str]:
    """Yield the main-line commits up to a later root, the last first, with a roster that was not in force."""
    sources = history.roster_sources
    in_force = next(sources[id_] for id_ in _back_from(history, renewal) if id_ in sources)
    for id_ in _back_from(history, renewal):
        if _roster(graph, id_) == _roster(graph, in_force):
            return
        yield id_
        if sources.get(id_) == in_force:
            return


def _back_from(history: History, commit: str) -> tuple[str, ...]:
    return history.line[history.line.index(commit) :: -1]


def _roster(graph: Graph, commit: str) -> str | None:
    entry = graph.trees.at(graph.tree(commit), ROSTER)
    return entry.id if entry else None
