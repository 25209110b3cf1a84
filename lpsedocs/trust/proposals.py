"""Which decisions of another branch are only proposed: nobody has signed or merged them yet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from lpsedocs.findings import say
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.verdicts import History, Judged, Reason

_PENDING: Final = frozenset(
    {"unsigned", "unknown-key", "person-differs", "brings-more", "squashed", "not-a-click"}
)
"""Why a decision fails that may yet be proved as it lies there: by the click of the person whom it names.

A forge tries the merge of every open request, and signs that as no click.
"""


def proposals(graph: Graph, history: History, main: Sequence[str]) -> tuple[Judged, ...]:
    """Return the decisions of a judged branch that wait to be signed or merged into the main line.

    Neither the tip of the main line nor its last commit that the branch comes from has a file at their place:
    what lies on the main line and fails is never called proposed, also on a branch that was made from there.
    """
    fork = graph.last_reached(main, history.tip)
    trees = [graph.tree(fork), graph.tree(main[-1])]
    held = {judged.path for judged in history.decisions if judged.reason is None}
    return tuple(
        judged
        for judged in history.decisions
        if judged.reason is not None
        and judged.reason.code in _PENDING
        and judged.path not in held
        and not any(graph.trees.at(tree, judged.path) for tree in trees)
    )


def as_proposed(history: History, proposed: Iterable[Judged]) -> History:
    """Return a history that says of these decisions that they are proposed."""
    places = {(judged.path, judged.blob) for judged in proposed}
    reason = Reason("proposed", say("it is not on the main branch yet"))
    return replace(
        history,
        decisions=tuple(
            replace(judged, reason=reason) if (judged.path, judged.blob) in places else judged
            for judged in history.decisions
        ),
    )
