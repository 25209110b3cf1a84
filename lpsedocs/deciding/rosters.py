"""A change of the roster before it is committed: whether it would count, and what it leaves hanging."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from lpsedocs.deciding.shelf import Shelf
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.git import find_repository
from lpsedocs.models import decision_at_or_none
from lpsedocs.models.decision import Decision
from lpsedocs.trust.rosters import PATH, InForce, fault_of_change, read_roster
from lpsedocs.trust.verdicts import History

ROSTER: Final = PurePosixPath("records", PATH)


@dataclass(frozen=True)
class OpenRequest:
    """A branch with decisions of somebody that the main branch does not have."""

    branch: str
    records: tuple[str, ...]


def refuse_unsound(shelf: Shelf, history: History, base: str, content: bytes, day: date) -> InForce:
    """Return a new roster; refuses one that could not follow the roster in force."""
    if _roster_at(shelf, base) != history.force.blob:
        raise Refusal(
            say(
                "{path} as it is committed is not the roster in force, and only what starts from that "
                "counts; 'git show {commit}:{path}' prints it. Write it back and commit that first, which "
                "anyone may",
                path=str(ROSTER),
                commit=_commit_in_force(shelf, history)[:12],
            )
        )
    new = read_roster(content, "")
    if isinstance(new, Message):
        raise Refusal(say("the roster would not be valid: {why}", why=new))
    fault = fault_of_change(history.force.roster, new.roster, history.ledger, day)
    if fault is not None:
        raise Refusal(say("the change would not count: {why}", why=fault))
    return new


def _commit_in_force(shelf: Shelf, history: History) -> str:
    """Return the last commit that has the roster in force: of the line, or one that was merged into it."""
    commits = (*history.line, *(change.commit for change in history.roster_changes))
    return next(commit for commit in reversed(commits) if _roster_at(shelf, commit) == history.force.blob)


def _roster_at(shelf: Shelf, commit: str) -> str | None:
    tree = shelf.graph.tree(commit)
    entry = shelf.trees.at(tree, PATH) if tree else None
    return entry.id if entry else None


def open_requests(root: Path, shelf: Shelf, main: str, person: str) -> tuple[OpenRequest, ...]:
    """Return the branches, here and at remotes, with decisions of a person that the main one lacks."""
    tree = shelf.commit(main).tree
    found: dict[tuple[str, ...], list[str]] = {}
    by_commit: dict[str, tuple[str, ...]] = {}
    for ref, commit in sorted(find_repository(root).refs().items()):
        if ref.startswith(("refs/heads/", "refs/remotes/")) and commit != main:
            if commit not in by_commit:
                by_commit[commit] = tuple(_decided(shelf, tree, commit, person))
            if by_commit[commit]:
                found.setdefault((_short(ref), *by_commit[commit]), []).append(ref)
    return tuple(OpenRequest(branch, records) for branch, *rest in sorted(found) for records in [tuple(rest)])


def _short(ref: str) -> str:
    return ref.split("/", 2)[2] if ref.startswith("refs/heads/") else ref.split("/", 3)[3]


def _decided(shelf: Shelf, main: str, commit: str, person: str) -> Iterator[str]:
    found = shelf.graph.commit(commit)
    if found is None:
        return
    for change in shelf.trees.difference(main, found.tree).changes:
        place = decision_at_or_none(PurePosixPath(change.path))
        decision = (
            shelf.cabinet.read(change.after.id, Decision)
            if place and change.is_set and change.after
            else None
        )
        if place and decision and decision.by == person:
            yield place[0]
