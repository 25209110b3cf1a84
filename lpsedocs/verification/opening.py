"""Opens what somebody has of a history (a repository, a bundle, an audit file), and says what it lacks."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from lpsedocs.audit import Audited, is_zip, read_audit_file
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.git import (
    UNSHALLOW,
    Repository,
    checked_out,
    find_repository,
    open_ahead,
    open_objects,
    unpack_bundle,
)
from lpsedocs.git import Objects as Store
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.objects import (
    Algorithm,
    BadObjectError,
    MissingObjectError,
    TooLargeError,
    algorithm_of,
)
from lpsedocs.trust.rosters import PATH as ROSTER
from lpsedocs.trust.rosters import InForce, read_roster
from lpsedocs.trust.trees import Ahead, Objects, nothing_ahead
from lpsedocs.trust.verdicts import CannotVerifyError

_ROOM_AHEAD = 8 << 20
"""How many bytes of objects are kept that are read next; what an office's commits bring is far less."""


@dataclass(frozen=True)
class Opened:
    """What a repository, a bundle or an audit file holds."""

    refs: Mapping[str, str]
    objects: Objects
    head: str | None = None
    """The commit that is checked out."""
    is_shallow: bool = False
    ahead: Ahead = nothing_ahead
    """Told what will be read, so that it comes sooner."""
    place: str | None = None
    """The git directory with the objects and refs; None for a file that somebody hands over."""
    audited: Audited | None = None
    """The audit file, if it is one."""

    @property
    def is_begun(self) -> bool:
        """Whether anything is committed."""
        return bool(self.refs) or self.head is not None

    @cached_property
    def graph(self) -> Graph:
        """Its commits and their trees."""
        return Graph(self.objects, self.ahead)

    def has(self, commit: str) -> bool:
        """Tell whether a commit is there."""
        try:
            self.graph.commit(commit)
        except MissingObjectError:
            return False
        return True

    def has_line(self, root: str, tip: str) -> bool:
        """Tell whether first parents lead from a tip to a root."""
        try:
            self.graph.line(root, tip)
        except (CannotVerifyError, MissingObjectError):
            return False
        return True

    def roster_at(self, commit: str) -> InForce | Message | None:
        """Return a commit's roster, or why it is none; None where there is no such file."""
        trees = self.graph.trees
        entry = trees.at(self.graph.tree(commit), ROSTER)
        return read_roster(trees.blob(entry.id), entry.id) if entry and entry.is_plain_file else None


@contextmanager
def opened(path: Path | Repository) -> Iterator[Opened]:
    """Open an audit file, a bundle or a repository; a missing object is a CannotVerifyError."""
    if isinstance(path, Repository):
        with _opened_repository(path) as found:
            yield found
    elif is_zip(path):
        with _missing_is_told(_incomplete):
            audited = read_audit_file(path)
            yield Opened({audited.ref: audited.tip}, audited, audited=audited)
    elif path.is_file():
        _refuse_disguised(path)
        with (
            tempfile.TemporaryDirectory(prefix="lpsedocs-") as scratch,
            _opened_repository(unpack_bundle(path, Path(scratch))) as found,
        ):
            yield replace(found, place=None)
    else:
        with _opened_repository(find_repository(path)) as found:
            yield found


def _refuse_disguised(path: Path) -> None:
    """Refuse what is called a ZIP and does not begin like one: who unpacks it may read anything in it."""
    if path.suffix.casefold() == ".zip":
        raise Refusal(
            say(
                "{path} is called a ZIP, but is something else, perhaps with a ZIP inside, and what is "
                "unpacked from it proves nothing; ask for what 'lpsedocs audit' writes",
                path=str(path),
            )
        )


@contextmanager
def _opened_repository(repository: Repository) -> Iterator[Opened]:
    refs = repository.refs()
    with (
        foreseeing(repository, algorithm_of(next(iter(refs.values()), "0" * 40))) as objects,
        _missing_is_told(_shallow if repository.is_shallow else _damaged),
    ):
        head, place = checked_out(repository), str(repository.common_dir.resolve())
        yield Opened(refs, objects, head, repository.is_shallow, objects.ahead, place)


@contextmanager
def foreseeing(repository: Repository, algorithm: Algorithm) -> Iterator["Foresight"]:
    """Open the object store of a repository for someone who knows what he reads next."""
    with open_objects(repository, algorithm) as objects, open_ahead(repository, algorithm) as others:
        yield Foresight(objects, others)


class Foresight:
    """Objects of a repository, of which many can be got at once before they are read.

    They are got in a process of their own: git goes away where an object is damaged, or where all that it
    was asked for takes too much, and what was only foreseen may never be read.
    """

    def __init__(self, objects: Objects, others: Store) -> None:
        self._objects = objects
        self._others = others
        self._foreseen: dict[str, tuple[str, bytes]] = {}

    def ahead(self, names: Sequence[str]) -> None:
        """Get what is read next; what was foreseen before and not read goes."""
        if names:
            self._foreseen = self._others.read_many(names, _ROOM_AHEAD)

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content."""
        return self._foreseen.pop(id_, None) or self._objects.read(id_)


def _shallow(_: str) -> Message:
    return say("this clone is shallow; {command} fetches the rest of its history", command=UNSHALLOW)


def _damaged(id_: str) -> Message:
    return say(
        "the object {id} is missing from the repository, or something else lies in its place; "
        "clone the repository anew from the office's server",
        id=id_,
    )


def _incomplete(id_: str) -> Message:
    return say(
        "the object {id} is missing from the file, or something else lies in its place; "
        "ask whoever wrote the file for a new one",
        id=id_,
    )


@contextmanager
def _missing_is_told(why: Callable[[str], Message]) -> Iterator[None]:
    try:
        yield
    except MissingObjectError as error:
        message = why(str(error))
        raise CannotVerifyError(message) from None
    except BadObjectError as error:
        raise CannotVerifyError(say("an object can't be believed: {why}", why=error.message)) from None


@dataclass(frozen=True)
class Recorder:
    """Objects that remembers what was read from it."""

    objects: Objects
    recorded: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Kind and content by id."""
    too_large: list[str] = field(default_factory=list)
    """The objects that were only looked at from afar."""

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content."""
        if id_ not in self.recorded:
            try:
                self.recorded[id_] = self.objects.read(id_)
            except TooLargeError:
                self.too_large.append(id_)
                raise
        return self.recorded[id_]
