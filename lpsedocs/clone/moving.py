"""A branch that is checked out goes from one commit to another: its ref, the index and the files, or nothing.

Git's own lock on the index is held from before the first file is written until after the last: where a run
is killed, git refuses to commit what lies there, and the next run finishes it or takes it back. What it needs
for that lies in a folder beside the index.
"""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from lpsedocs.clone.commands import Commands, locked
from lpsedocs.clone.refs import moves, tip_of
from lpsedocs.editing import replace, writable_place
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.git import NOTE

_MARK: Final = b"lpsedocs\n"
"""What our lock says, so that the next run knows it."""


@dataclass(frozen=True)
class OwnFile:
    """A file that may be edited here before it is committed."""

    path: PurePosixPath
    read: bytes
    """What it has here."""
    content: bytes
    """What the commit has, and what it is to have here."""


@dataclass(frozen=True)
class Move:
    """From which commit to which the branch that is checked out goes."""

    ref: str
    old: str
    new: str
    own: OwnFile | None = None


_Id = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})$")]
_Branch = Annotated[str, StringConstraints(pattern=r"^refs/heads/[^\x00-\x20]+$")]


class _Note(BaseModel):
    """What is written down of a move that is under way; anybody may have put another one there."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    ref: _Branch
    old: _Id
    new: _Id
    own: Literal["records/roster.yaml"] | None
    staged: str


class _Begun(NamedTuple):
    """A move that is under way."""

    move: Move
    staged: str
    """A digest of what the index had when it began."""
    kept: frozenset[str]
    """What lay here under names of new files when it began, and is not ours."""


class _Changed(NamedTuple):
    """A path at which two commits differ: whether the earlier one has a file there, and the later one."""

    path: str
    was: bool
    is_left: bool


class Moving:
    """Moves the branch that is checked out in one work tree."""

    def __init__(self, git: Commands) -> None:
        self._git = git
        self._lock = git.git_dir / "index.lock"
        self._note = git.git_dir / NOTE
        self._folder = self._note.parent
        self._index = self._folder / "index"

    def refuse_unless_it_fits(self, move: Move) -> None:
        """Refuse when something here would be in the way."""
        if self._lock.exists():
            raise Refusal(locked(self._lock))
        self._check(move)

    def go(self, move: Move) -> bool:
        """Go there; False if the branch no longer leads to where it did. What fails is taken back."""
        with self._git.undisturbed(), self._held():
            self._check(move)
            self._begin(move)
            self._lay(move)
            return moves(self._git, {move.ref: (move.old, move.new)})

    def mend(self) -> None:
        """Finish or take back what a run that was killed has begun here."""
        if self._note.exists() or self._is_ours():
            with self._git.undisturbed(), self._held():
                pass

    # -- the lock, and the note of what is under way -------------------------------------------------

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold git's lock on the index. It stays where what was begun can't be finished or taken back."""
        with self._taken() as (lock, was_locked), self._git.handing_on(lock):
            try:
                self._settle(was_locked=was_locked)
                try:
                    yield
                finally:
                    self._settle(was_locked=True)
            finally:
                if not self._note.exists() and self._is_at_its_place(lock):
                    shutil.rmtree(self._folder, ignore_errors=True)
                    self._lock.unlink()

    @contextmanager
    def _taken(self) -> Iterator[tuple[int, bool]]:
        """Take the lock; tell whether a run that was killed has left it, so that git did nothing since."""
        is_new = True
        try:
            lock = os.open(self._lock, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            is_new = False
            if not self._is_ours():
                raise Refusal(locked(self._lock)) from None
            lock = os.open(self._lock, os.O_RDWR)
        with os.fdopen(lock, "r+b") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if not self._is_at_its_place(lock):
                    raise BlockingIOError
                os.pwrite(lock, _MARK, 0)
            except BlockingIOError:
                raise Refusal(_at_work(self._lock)) from None
            except OSError:
                # Without room on the disk, or locks on the network, an empty one would stay for good.
                if is_new:
                    self._lock.unlink()
                raise
            yield lock, not is_new

    def _is_at_its_place(self, lock: int) -> bool:
        """Tell whether nobody has put another lock there, or none, since it was opened."""
        try:
            return os.path.samestat(os.fstat(lock), self._lock.stat())
        except FileNotFoundError:
            return False

    def _is_ours(self) -> bool:
        try:
            return self._lock.read_bytes() == _MARK
        except FileNotFoundError:
            return False

    def _begin(self, move: Move) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        own = move.own
        if own is not None:
            (self._folder / "read").write_bytes(own.read)
            (self._folder / "content").write_bytes(own.content)
        lying = (one.path for one in self._changed(move) if not one.was and self._here(one) is not None)
        (self._folder / "kept").write_bytes(b"\0".join(map(os.fsencode, lying)))
        commits = {"ref": move.ref, "old": move.old, "new": move.new}
        beside = {"own": str(own.path) if own else None, "staged": self._staged()}
        unfinished = self._folder / "unfinished"
        unfinished.write_text(_Note.model_validate(commits | beside).model_dump_json(), "utf-8")
        unfinished.replace(self._note)

    def _staged(self) -> str:
        """Return a digest of what the index has; not of the times in it, which any 'git status' may renew."""
        entries = self._git.must(say("what is staged can't be read"), "ls-files", "-v", "--stage", "-z")
        return sha256(os.fsencode(entries)).hexdigest()

    def _noted(self) -> _Begun | None:
        if not self._note.exists():
            return None
        try:
            noted = _Note.model_validate_json(self._note.read_bytes())
            own = self._own(noted.own) if noted.own else None
            kept = frozenset(os.fsdecode((self._folder / "kept").read_bytes()).split("\0"))
        except (ValidationError, FileNotFoundError):
            raise Refusal(
                say(
                    "{path} should tell what a command that was killed had begun here, and can't be "
                    "understood; remove it, see with 'git status' what lies here, and give the command once "
                    "more",
                    path=str(self._note),
                )
            ) from None
        return _Begun(Move(noted.ref, noted.old, noted.new, own), noted.staged, kept)

    def _own(self, path: str) -> OwnFile:
        read, content = ((self._folder / name).read_bytes() for name in ("read", "content"))
        return OwnFile(PurePosixPath(path), read, content)

    # -- there and back ------------------------------------------------------------------------------

    def _check(self, move: Move) -> None:
        with tempfile.TemporaryDirectory(prefix="lpsedocs-") as scratch:
            index = self._copied_index(Path(scratch, "index"), move)
            answer = self._git.ask(*_TURN, "-n", "-m", "-u", move.old, move.new, env=index)
        if answer.status != 0:
            raise Refusal(
                say(
                    "the files here are in the way: {why}. {way}",
                    why=answer.why,
                    way=self._way(answer.err, move),
                )
            )
        self._refuse_staged_below(move)

    def _refuse_staged_below(self, move: Move) -> None:
        """Refuse where a file takes the place of a folder in which another is staged, which git drops."""
        failed = say("what is staged can't be read")
        told = self._git.must(
            failed, "diff-index", "--cached", "--name-only", "--diff-filter=A", "-z", move.old
        )
        if told:
            files = {PurePosixPath(one.path) for one in self._changed(move)}
            added = (path for path in told.split("\0") if not files.isdisjoint(PurePosixPath(path).parents))
            if (path := next(added, None)) is not None:
                raise Refusal(say("the files here are in the way: {why}. {way}", why=path, way=_WAY))

    def _way(self, told: str, move: Move) -> Message:
        """Return how to get the files out of the way of which git told."""
        if "current index" in told:
            return _WAY_OF_CONFLICT
        if f"'{_ROSTER}'" not in told:
            return _WAY
        if self._git.answered("merge-base", "--is-ancestor", move.old, move.new) is None:
            return _WAY_OF_ROSTER
        return say(
            "A change of the roster is made on the newest one: 'git stash' puts yours aside, 'git merge "
            "--ff-only {newest}' brings the newest, and 'git stash pop --index' puts yours on top of it",
            newest=move.new[:12],
        )

    def _lay(self, move: Move) -> None:
        """Let git write the files, and beside the index the one that will take its place."""
        index = self._copied_index(self._index, move)
        failed = say("the files here can't be brought up to date")
        self._git.must(failed, *_TURN, "-mu", move.old, move.new, env=index)
        if move.own and move.own.content != move.own.read:
            replace(writable_place(self._git.root, move.own.path), move.own.content, read=move.own.read)
        # So that git knows of each file that it is as the index has it: 'git reset --keep' looks no further.
        self._git.ask("update-index", "-q", "--really-refresh", env=index)

    def _copied_index(self, place: Path, move: Move) -> dict[str, str]:
        """Copy the index; of the file that may be edited here, the copy says what the new commit does."""
        if (index := self._git.git_dir / "index").exists():
            # With its time, by which git tells what may have changed since.
            shutil.copy2(index, place)
        copied = {"GIT_INDEX_FILE": str(place)}
        self._git.ask("update-index", "-q", "--really-refresh", env=copied)
        if move.own:
            path = move.own.path
            failed = say("git can't note {path}", path=str(path))
            entry = self._git.must(failed, "rev-parse", f"{move.new}:{path}")
            noted = f"100644,{entry},{path}"
            self._git.must(failed, "update-index", "--add", "--cacheinfo", noted, env=copied)
        return copied

    # -- after a run that came to nothing ------------------------------------------------------------

    def _settle(self, *, was_locked: bool) -> None:
        """Let index and files be as the branch has them now: there, or back."""
        begun = self._noted()
        if begun is None:
            return
        move, tip = begun.move, tip_of(self._git, begun.move.ref)
        if self._is_overtaken(begun, tip, was_locked=was_locked):
            self._note.unlink()
            raise Refusal(_overtaken(move))
        if tip != move.new:
            self._take_back(begun)
        elif self._index.exists():
            self._index.replace(self._git.git_dir / "index")
        self._note.unlink()

    def _is_overtaken(self, begun: _Begun, tip: str | None, *, was_locked: bool) -> bool:
        """Tell whether somebody has removed the lock of a run that was killed, and gone on."""
        if self._git.answered("symbolic-ref", "--quiet", "HEAD") != begun.move.ref:
            return True
        if tip_of(self._git, begun.move.new) is None:
            return True
        if tip == begun.move.new:
            return self._index.exists() and self._staged() != begun.staged
        # Where the lock has stayed, only the branch was moved, and the files are what the index has yet.
        return tip != begun.move.old and not was_locked

    def _take_back(self, begun: _Begun) -> None:
        """Let each file be as the index has it where it is what was being written, or is gone."""
        move = begun.move
        changed = [one for one in self._changed(move) if one.path not in begun.kept]
        self._refuse_strange(changed)
        touched = self._touched(move, changed)
        for one in touched:
            if not one.was:
                (self._git.root / one.path).unlink()
        self._prune(one.path for one in changed)
        written = [one.path for one in touched if one.was]
        gone = [one.path for one in changed if one.was and not os.path.lexists(self._git.root / one.path)]
        # What says how files are to be written comes first.
        for is_first in (True, False):
            self._check_out((path for path in written if path.endswith(_ATTRIBUTES) is is_first), {}, "-f")
            self._check_out((path for path in gone if path.endswith(_ATTRIBUTES) is is_first), {})
        own = move.own
        if own and _content(self._git.root, str(own.path)) == _File(own.content):
            replace(writable_place(self._git.root, own.path), own.read, read=own.content)

    def _changed(self, move: Move) -> list[_Changed]:
        """Return the files to be written: those that differ, and that the index has as they were."""
        failed = say("the history can't be read")
        staged = self._git.must(failed, "diff-index", "--cached", "--name-only", "-z", move.new)
        told = self._git.must(failed, "diff-tree", "-r", "-z", "--raw", "--no-renames", move.old, move.new)
        fields = told.split("\0")
        differing = [
            _changed_of(head.split(), path) for head, path in zip(fields[::2], fields[1::2], strict=False)
        ]
        # Of a sparse checkout, what is left out is not to be here; nor is what was taken out of the index.
        old = {path for tag, path in self._held_in_index() if tag not in "Ss"}
        own = str(move.own.path) if move.own else None
        due = set(staged.split("\0")) - {own}
        return [one for one in differing if one.path in due and (one.path in old if one.was else one.is_left)]

    def _held_in_index(self) -> list[tuple[str, str]]:
        """Return the files of the index, each with a letter for its kind. Format: git-ls-files(1)."""
        told = self._git.must(say("what is staged can't be read"), "ls-files", "-v", "-z")
        return re.findall(r"(?:^|\0)(.) ([^\0]+)", told)

    def _refuse_strange(self, changed: Sequence[_Changed]) -> None:
        """Refuse where files are to come back, but their place has something that was not being written."""
        paths = {PurePosixPath(one.path) for one in changed}
        known = paths.union(*(path.parents for path in paths))
        for path in (PurePosixPath(one.path) for one in changed if one.was):
            above = (one for one in path.parents[:-1] if one not in paths and self._is_file(one))
            within = (one for one in self._within(path) if one not in known)
            if (strange := next(chain(above, within), None)) is not None:
                raise Refusal(_edited(str(strange)))

    def _is_file(self, path: PurePosixPath) -> bool:
        there = self._git.root / path
        return there.is_symlink() or there.is_file()

    def _within(self, path: PurePosixPath) -> Iterator[PurePosixPath]:
        """Find what a folder has that is in a file's place."""
        if not _is_link_on(self._git.root, path):
            for found in (self._git.root / path).rglob("*"):
                yield PurePosixPath(found.relative_to(self._git.root))

    def _touched(self, move: Move, changed: Sequence[_Changed]) -> list[_Changed]:
        """Return the files that may have been written; refuses what is neither begun nor as it was."""
        answer = self._git.ask("diff-files", "--name-only", "-z")
        # Where git can't tell, as without a filter, or is not to look, each is looked at.
        differing = set(answer.out.split("\0")) if answer.status == 0 else {one.path for one in changed}
        differing |= {path for tag, path in self._held_in_index() if tag.islower()}
        found = {one: self._here(one) for one in changed if not one.was or one.path in differing}
        here = {one: there for one, there in found.items() if there is not None}
        with tempfile.TemporaryDirectory(prefix="lpsedocs-") as scratch:
            old, new = Path(scratch, "old"), Path(scratch, "new")
            self._lay_out(old, move.old, (one.path for one in here if one.was))
            self._lay_out(new, move.new, (one.path for one in here if one.is_left))
            for one, there in here.items():
                # A run that was mending may have been killed, too.
                if not any(there.begins(_content(top, one.path)) for top in (old, new)):
                    raise Refusal(_edited(one.path))
        return list(here)

    def _here(self, one: _Changed) -> "_File | None":
        return _content(self._git.root, one.path)

    def _lay_out(self, folder: Path, commit: str, paths: Iterable[str]) -> None:
        """Write files of a commit in a work tree of their own, as git would write them here."""
        folder.mkdir()
        index = {"GIT_INDEX_FILE": f"{folder}.index"}
        self._git.must(_UNMENDED, "read-tree", commit, env=index)
        self._check_out(paths, index, at=f"--work-tree={folder}")

    def _check_out(self, paths: Iterable[str], index: Mapping[str, str], *how: str, at: str = "") -> None:
        """Let git write files of an index, of itself only those that are not there."""
        with tempfile.TemporaryFile() as names:
            names.write(b"".join(os.fsencode(path) + b"\0" for path in paths))
            names.seek(0)
            command = (*([at] if at else []), "checkout-index", *how, "-z", "--stdin")
            self._git.must(_UNMENDED, *command, env=index, istream=names.fileno())

    def _prune(self, paths: Iterable[str]) -> None:
        """Remove the folders above files, or in their place, that are empty."""
        for path in paths:
            for folder in (PurePosixPath(path), *PurePosixPath(path).parents[:-1]):
                there = self._git.root / folder
                if there.is_dir() and not _is_link_on(self._git.root, folder) and not any(there.iterdir()):
                    there.rmdir()


_ROSTER: Final = "records/roster.yaml"
_WAY: Final = say(
    "What was edited here is committed, or put aside with 'git stash'; a new file gets another name"
)
_WAY_OF_CONFLICT: Final = say(
    "A merge that was begun is ended with 'git merge --abort'; after a 'git stash pop', settle what 'git "
    "status' names in the file itself, and take it out of the next commit with 'git restore --staged FILE'"
)
_WAY_OF_ROSTER: Final = say(
    "'git stash' puts your change of the roster aside; then give this command once more, and after it 'git "
    "stash pop --index' puts yours on top of what it brings"
)
_UNMENDED: Final = say("what a command that was killed has left here can't be mended")


def _at_work(lock: Path) -> Message:
    return say(
        "another lpsedocs is at work here, or a program that git has begun for one that was killed; wait "
        "until it no longer holds {path}, and try again",
        path=str(lock),
    )


def _overtaken(move: Move) -> Message:
    return say(
        "a command that was killed here was bringing {branch} to the commit {commit}, and since then "
        "something was staged, committed or swept away, or another branch was checked out, so what it left "
        "lies here as it is: see it with 'git status', and give the command once more",
        branch=move.ref.removeprefix("refs/heads/"),
        commit=move.new[:12],
    )


_TURN: Final = ("read-tree", "--no-recurse-submodules")
_ATTRIBUTES: Final = ".gitattributes"
_NO_FILES: Final = ("000000", "160000")
"""The modes of what is not there, and of a submodule, in which nothing is written."""


def _edited(path: str) -> Message:
    return say(
        "a command was killed here midway, and {path} was edited since then; put it aside under another "
        "name, and give the command once more",
        path=path,
    )


def _changed_of(head: Sequence[str], path: str) -> _Changed:
    """Read a line of raw differences. Format: git-diff-index(1)."""
    return _Changed(path, head[0].removeprefix(":") not in _NO_FILES, head[1] not in _NO_FILES)


class _File(NamedTuple):
    """What a file has, or where a link leads."""

    content: bytes
    is_link: bool = False

    def begins(self, other: "_File | None") -> bool:
        """Tell whether it is another one of its kind, or the beginning of that."""
        return other is not None and self.is_link == other.is_link and other.content.startswith(self.content)


def _is_link_on(top: Path, path: str | PurePosixPath) -> bool:
    """Tell whether a path is a link, or leads by one to something else."""
    way = PurePosixPath(path)
    return any((top / one).is_symlink() for one in (way, *way.parents[:-1]))


def _content(top: Path, path: str) -> _File | None:
    """Return what is there under a name; None for nothing, for a folder, and for what a link leads to."""
    place = top / path
    if any((top / folder).is_symlink() for folder in PurePosixPath(path).parents[:-1]):
        return None
    if place.is_symlink():
        return _File(os.fsencode(place.readlink()), is_link=True)
    return _File(place.read_bytes()) if place.is_file() else None
