"""A change of the roster before it is committed: whether it would count, and what it leaves hanging."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from lpsedocs.deciding.shelf import Shelf
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.git import find_repository
from lpsedocs.models.decision import Decision
from lpsedocs.trust.objects import BadObjectError, MissingObjectError
from lpsedocs.trust.rosters import PATH, InForce, fault_of_change, read_roster
from lpsedocs.trust.verdicts import History

ROSTER: Final = PurePosixPath("records", PATH)
_BRANCHES: Final = ("refs/heads/", "refs/remotes/")


@dataclass(frozen=True)
class OpenRequest:
    """A branch with decisions of somebody that the main branch does not have, or one that can't be read."""

    branch: str
    records: tuple[str, ...] = ()
    fault: Message | None = None
    """Why it can't be read: then nobody knows what it decides."""


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
    entry = shelf.trees.at(shelf.graph.tree(commit), PATH)
    return entry.id if entry else None


def open_requests(root: Path, shelf: Shelf, main: str, person: str) -> tuple[OpenRequest, ...]:
    """Return the branches, here and at remotes, with decisions of a person that the main one lacks.

    One that can't be read is named with the reason: anybody may push it, and it keeps nobody from anything.
    """
    tree, refs = shelf.commit(main).tree, find_repository(root).refs()
    branches = {ref: commit for ref, commit in refs.items() if ref.startswith(_BRANCHES)}
    decided = {commit: _told(shelf, tree, commit, person) for commit in set(branches.values())}
    found = {OpenRequest(_short(ref), *decided[commit]) for ref, commit in branches.items()}
    waiting = (request for request in found if request.records or request.fault)
    return tuple(sorted(waiting, key=lambda request: (request.branch, request.records)))


def _short(ref: str) -> str:
    return ref.split("/", 2)[2] if ref.startswith("refs/heads/") else ref.split("/", 3)[3]


def _told(shelf: Shelf, main: str, commit: str, person: str) -> tuple[tuple[str, ...], Message | None]:
    """Return on what a branch has decisions of somebody, or why that can't be told."""
    try:
        return tuple(_decided(shelf, main, commit, person)), None
    except BadObjectError as error:
        return (), error.message
    except MissingObjectError as error:
        return (), say("the object {id} is missing from the repository", id=str(error))


def _decided(shelf: Shelf, main: str, commit: str, person: str) -> Iterator[str]:
    found = shelf.graph.commit(commit)
    if found is None:
        raise BadObjectError(say("the commit {commit} is not in the form that git writes", commit=commit))
    for change in shelf.trees.difference(main, found.tree).changes:
        if change.place and change.is_set:
            decision = shelf.cabinet.read(change.blob, Decision)
            if decision and decision.by == person:
                yield change.place[0]
