"""Facts of the past as values: commits, and from which version to which each took a record.

Knows nothing of git, of records or of what a version says. Who a commit's author is, and when it was made,
is what the commit claims.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from lpsedocs.findings import Message


@dataclass(frozen=True)
class Commit:
    """A commit, as it describes itself."""

    id: str
    parents: tuple[str, ...]
    author: str
    """The name that its author claims."""
    address: str
    """The mail address that its author claims."""
    moment: datetime
    """When its committer claims to have made it, in UTC."""
    subject: str
    is_cut: bool = False
    """Whether the history ends here because the rest was not fetched, so that everything looks new."""


@dataclass(frozen=True)
class FileChange:
    """What a commit did to a file: which version each parent has, and which one it leaves."""

    path: PurePosixPath
    before: tuple[str | None, ...]
    after: str | None


@dataclass(frozen=True)
class Revision:
    """What a commit did to a record, wherever its file lay before."""

    commit: Commit
    path: PurePosixPath
    """Where the file lies after it, or lay before it was removed."""
    came_from: PurePosixPath | None
    """Where the file lay before it was moved."""
    before: tuple[str | None, ...]
    """The version that each parent has; of a merge only what differs from all of them is told."""
    after: str | None

    @property
    def versions(self) -> tuple[str, ...]:
        """The ids of the versions, from the earlier to the later."""
        return tuple(id_ for id_ in (*self.before, self.after) if id_ is not None)

    @property
    def is_new(self) -> bool:
        """Whether no parent has the record."""
        return self.after is not None and not any(self.before)


class Removal(NamedTuple):
    """The last commit that took a record away, and what had stood there."""

    commit: Commit
    versions: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Chronicle:
    """What became of each record on the way to one commit."""

    revisions: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)
    """By the name of the record, the newest first."""
    contents: Mapping[str, bytes] = field(default_factory=dict)
    """The bytes of each version that is at hand, by its id."""
    obstacle: Message | None = None
    """Why there is nothing to tell."""

    def of(self, name: str) -> tuple[Revision, ...]:
        """Return what became of a record, the newest first."""
        return self.revisions.get(name, ())


NameAt = Callable[[PurePosixPath], str | None]
"""The name of the record whose file lies at a path; None where no record belongs."""


def revisions_by_name(
    log: Iterable[tuple[Commit, tuple[FileChange, ...]]], name_at: NameAt
) -> dict[str, tuple[Revision, ...]]:
    """Return what became of each record; a file that moved or got another folder stays the same record."""
    found: dict[str, list[Revision]] = {}
    for commit, files in log:
        named: dict[str, list[FileChange]] = {}
        for file in files:
            name = name_at(file.path)
            if name is not None:
                named.setdefault(name, []).append(file)
        for name, changed in named.items():
            found.setdefault(name, []).extend(_revisions(commit, changed))
    return {name: tuple(revisions) for name, revisions in found.items()}


def _revisions(commit: Commit, files: list[FileChange]) -> Iterator[Revision]:
    """Yield one revision for each file, or one for a file that is gone and one that came of the same name."""
    gone = [file for file in files if file.after is None]
    for file in files:
        if file.after is None:
            continue
        source = gone.pop(0) if gone and not any(file.before) else None
        before, came_from = (source.before, source.path) if source else (file.before, None)
        yield Revision(commit, file.path, came_from, before, file.after)
    yield from (Revision(commit, file.path, None, file.before, None) for file in gone)
