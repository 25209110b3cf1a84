"""The one place that runs git: objects of a repository that nobody has to trust, and the user's own.

Reading objects runs nothing that the repository names and reads nothing of its configuration,
replacements, grafts or commit graph: a fresh empty git directory borrows the object store, and every
object is hashed again.
"""

import errno
import hashlib
import os
import re
import stat
import subprocess
import tempfile
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO

from lpsedocs.directories import entries_below
from lpsedocs.findings import Refusal, printable, say
from lpsedocs.history import Commit, FileChange
from lpsedocs.trust.objects import (
    HEAD,
    Algorithm,
    BadObjectError,
    MissingObjectError,
    TooLargeError,
    algorithm_of,
    hash_of,
    largest,
)
from lpsedocs.trust.verdicts import CannotVerifyError

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}", re.ASCII)
_MOST_ASKED = 60
"""How many objects are asked for before an answer is read: they fit into the smallest pipe, of 4 KiB."""
_PIECE = 4 * 1024 * 1024
"""How much of an object is read at once: nearly every one in a single piece."""
_LARGEST_TEXT = 64 * 1024 * 1024
"""Of a file that git itself reads as text: packed refs of nearly a million branches."""
_NOT_THERE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO}
"""What the system says where nothing can be read: nothing is there, a circle of links, a socket."""
_MOST_BORROWED = 6
"""How far git follows object stores that borrow from others, and one more."""
NOTE = PurePosixPath("lpsedocs/move")
"""Where a git directory has what a command is about to do there, until that is whole or taken back."""
_REF = re.compile(r"refs(/(?!\.)[^/\0-\x20\x7f~^:?*\[\\]+)+", re.ASCII)

UNSHALLOW = "'git fetch --unshallow origin \"+refs/heads/*:refs/remotes/origin/*\"'"
"""What fetches the rest of a cut history; without the refs, branches that a clone left out stay missing."""
REFETCH = "'git fetch --refetch --no-filter origin \"+refs/heads/*:refs/remotes/origin/*\"'"
"""What fetches every object; a plain fetch leaves out what git takes to be here, or was told to leave out."""


@dataclass(frozen=True)
class Repository:
    """A repository on disk: an ordinary clone, a bare one, or a worktree."""

    git_dir: Path
    common_dir: Path
    """Where objects and refs lie; differs from ``git_dir`` in a worktree."""

    @property
    def is_shallow(self) -> bool:
        """Whether the history is cut off."""
        return (self.common_dir / "shallow").exists()

    @property
    def state(self) -> tuple[object, ...]:
        """All that changes in it: where refs point, what is checked out, how much of the history is there."""
        cut, packs = _read_text(self.common_dir / "shallow"), self.common_dir / "objects" / "pack"
        packed = packs.stat().st_mtime_ns if packs.is_dir() else None
        return self.git_dir, self.common_dir, tuple(sorted(self.refs().items())), self.head(), cut, packed

    @property
    def is_midway(self) -> bool:
        """Whether a command was killed in its last steps, or is in them."""
        return (self.git_dir / NOTE).exists()

    def refs(self) -> dict[str, str]:
        """Return the id of every ref, read as text; the older id that git packed never stands in for a file.

        A ref that names another one has no id of its own, and is left out.
        """
        # The files first: git packs a ref before it takes its file away.
        loose = dict(self._loose_refs())
        return {name: id_ for name, id_ in {**self._packed_refs(), **loose}.items() if id_ is not None}

    def head(self) -> str | None:
        """Return the full name of the branch that is checked out, or an id."""
        text = _read_text(self.git_dir / "HEAD")
        return text.removeprefix("ref: ") if text else None

    def _packed_refs(self) -> dict[str, str]:
        lines = (_read_text(self.common_dir / "packed-refs") or "").split("\n")
        pairs = (line.partition(" ") for line in lines)
        return {name: id_ for id_, _, name in pairs if _is_ref(name, id_)}

    def _loose_refs(self) -> Iterator[tuple[str, str | None]]:
        for entry in entries_below(self.common_dir / "refs", on_error=_unless_gone):
            path = Path(entry.path)
            if entry.name.endswith(".lock"):
                continue
            name = path.relative_to(self.common_dir).as_posix()
            if _REF.fullmatch(name) and (text := _text_of_ref(path)) is not None:
                yield name, None if text.startswith("ref:") else text


def _unless_gone(error: OSError) -> None:
    """Tell of a folder that can't be listed; git takes empty ones away at any time."""
    if error.errno not in _NOT_THERE:
        raise error


def _text_of_ref(path: Path) -> str | None:
    """Return the id or the other ref that the file of a ref has; None if it is gone by now."""
    if path.is_symlink():
        raise Refusal(
            say(
                "{path} is a link, and branches are only read where the repository itself keeps them; put "
                "what it leads to in its place, or clone the repository anew",
                path=str(path),
            )
        )
    text = (_read_text(path) or "").rstrip()
    if text.startswith("ref:") or _ID.fullmatch(text):
        return text
    if not path.exists():
        return None
    raise Refusal(
        say(
            "{path} has no commit id, as the file of a branch must; move it away and let 'git fetch' bring "
            "back what the server has, or clone the repository anew",
            path=str(path),
        )
    )


def _is_ref(name: str, id_: str) -> bool:
    return bool(_REF.fullmatch(name) and _ID.fullmatch(id_))


def find_repository(start: Path) -> Repository:
    """Return the repository that a path lies in, without asking git; refuses a place outside of any.

    The files of a work tree can look like a bare repository with other refs, so one that lies in the work
    tree of another is refused.
    """
    here = _resolved(start)
    places = (here, *here.parents)
    bare = next((place for place in places if _is_git_dir(place)), None)
    work_tree, linked = next(((p, link) for p in places if (link := _linked(p))), (None, None))
    if bare is None or work_tree in (bare, *_below(bare, places)):
        found = linked
    elif linked is None or bare.is_relative_to(linked):
        found = bare
    else:
        raise Refusal(
            say(
                "{path} looks like a repository of its own, but lies in the work tree of {other}; whoever "
                "put it there may want to show another history. Name the repository that is meant, or move "
                "this one out",
                path=str(bare),
                other=str(work_tree),
            )
        )
    if found is None:
        raise Refusal(
            say(
                "there is no git repository at {path} or above it; go to that of the office, or make one "
                "here with 'git init -b main'",
                path=str(here),
            )
        )
    return Repository(found, _common_dir(found))


def named_repository(place: Path) -> Repository:
    """Return the repository that somebody names: a bare one wherever it lies, else what a place lies in."""
    here = _resolved(place)
    if _is_git_dir(here) and _linked(here) is None:
        return Repository(here, _common_dir(here))
    return find_repository(here)


def _linked(work_tree: Path) -> Path | None:
    """Return the git directory that a folder's ``.git`` is or names."""
    link = work_tree / ".git"
    if link.is_file():
        link = work_tree / (_read_text(link) or "").removeprefix("gitdir: ")
    return link.resolve() if _is_git_dir(link) else None


def _below(place: Path, places: Sequence[Path]) -> Sequence[Path]:
    return places[: places.index(place)]


def has_repository(start: Path) -> bool:
    """Tell whether a path lies in a repository."""
    try:
        find_repository(start)
    except Refusal:
        return False
    return True


def _is_git_dir(path: Path) -> bool:
    has_objects = (path / "objects").is_dir() and (path / "refs").is_dir()
    return (path / "HEAD").is_file() and (has_objects or (path / "commondir").is_file())


def _common_dir(git_dir: Path) -> Path:
    text = _read_text(git_dir / "commondir")
    return _resolved(git_dir / text) if text else git_dir


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (RuntimeError, OSError):  # a circle of links
        raise Refusal(say("{path} leads nowhere", path=printable(str(path)[:200]))) from None


def _read_text(path: Path) -> str | None:
    """Return the text of an ordinary file; None where there is none."""
    content = _read_bytes(path) or b""
    return content.decode(errors="replace").rstrip("\n") if content and b"\0" not in content else None


def _read_bytes(path: Path) -> bytes | None:
    """Return what an ordinary file has; None where there is none. A pipe would be waited for for ever."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as error:
        if error.errno in _NOT_THERE:
            return None
        raise
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        return None
    with os.fdopen(file, "rb") as opened:
        content = opened.read(_LARGEST_TEXT + 1)
    if len(content) > _LARGEST_TEXT:
        raise Refusal(say("{path} is larger than any file that git writes there", path=str(path)))
    return content


def _refuse_pipes(objects: Path, depth: int = 0) -> None:
    """Refuse an object store, or one that it borrows from, with something that git would wait for."""
    folders = [str(objects), *(place.path for place in os.scandir(objects) if place.is_dir())]
    for place in (place for folder in folders for place in list(os.scandir(folder))):
        if not (place.is_file() or place.is_dir()):
            message = say("{path} is no ordinary file; clone the repository anew", path=place.path)
            raise CannotVerifyError(message)
    for store in _borrowed(objects) if depth < _MOST_BORROWED else ():
        if store.is_dir():
            _refuse_pipes(store, depth + 1)


def _borrowed(objects: Path) -> Iterator[Path]:
    """Yield the object stores that one borrows from, as git finds them; refuses what git reads otherwise."""
    file = objects / "info" / "alternates"
    content = _read_bytes(file) or b""
    lines = content.split(b"\n")
    if b"\0" in content or any(line.startswith(b'"') for line in lines):
        raise CannotVerifyError(
            say(
                "{path} names object stores in a way that is not read; clone the repository anew",
                path=str(file),
            )
        )
    for line in filter(None, lines):
        # Git takes '..' out of the name before it follows any link.
        yield Path(os.path.normpath(os.path.join(os.path.realpath(objects), os.fsdecode(line))))  # noqa: PTH118


@dataclass(frozen=True)
class Measured:
    """What can be told of an object without holding it."""

    kind: str
    size: int
    head: bytes
    """What it begins with."""
    sha256: str


class Objects:
    """Objects of one repository by their full ids, each hashed again before it is believed."""

    def __init__(self, to_git: IO[bytes], from_git: IO[bytes]) -> None:
        self._to_git = to_git
        self._from_git = from_git
        self._too_large: dict[str, tuple[str, bytes]] = {}

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content; raises MissingObjectError, or BadObjectError for other content.

        One that is too large is hashed piece by piece, once, and never held.
        """
        if id_ in self._too_large:
            raise TooLargeError(*self._too_large[id_])
        return self._content(id_, *self._asked_for(id_))

    def read_many(self, names: Sequence[str], room: int) -> dict[str, tuple[str, bytes]]:
        """Return objects by their full ids, as many bytes as there is room for; others are left out.

        Git and the reader wait for each other once in a while only, so it is faster than to read each by
        itself. What is missing, too large or not what it is called is left out, too. A name is an id, or
        ``ID~n`` for the nth first parent of a commit.
        """
        found: dict[str, tuple[str, bytes]] = {}
        for first in range(0, len(names), _MOST_ASKED):
            if room < 0:
                break
            asked = names[first : first + _MOST_ASKED]
            self._ask(asked)
            for name in asked:
                with suppress(MissingObjectError, BadObjectError):
                    id_, kind, size = self._answered(name)
                    content = self._content(id_, kind, size)
                    room -= size
                    if room >= 0:
                        found[id_] = content
        return found

    def _content(self, id_: str, kind: str, size: int) -> tuple[str, bytes]:
        content = self._hashed(id_, kind, size, size if size <= largest(kind) else HEAD)
        if size > largest(kind):
            self._too_large[id_] = kind, content
            raise TooLargeError(kind, content)
        return kind, content

    def _asked_for(self, id_: str) -> tuple[str, int]:
        """Ask git for an object, and return kind and size, which it tells first."""
        if not _ID.fullmatch(id_):
            raise BadObjectError(say("'{id}' is no object id", id=printable(id_[:80])))
        self._ask([id_])
        return self._answered(id_)[1:]

    def _ask(self, names: Sequence[str]) -> None:
        with suppress(BrokenPipeError):  # Git went away at a damaged object: the rest is as good as missing.
            self._to_git.write("".join(f"{name}\n" for name in names).encode())
            self._to_git.flush()

    def _answered(self, name: str) -> tuple[str, str, int]:
        """Return what git tells first of an object that it was asked for: its id, kind and size."""
        header = self._from_git.readline().split()
        if len(header) != 3:
            raise MissingObjectError(name)
        id_, kind, size = header
        return id_.decode(), kind.decode(), int(size)

    def measure(self, id_: str, room: int) -> Measured:
        """Return size and digest of an object of any length, and as many bytes of it as there is room for."""
        kind, size = self._asked_for(id_)
        digest = hashlib.sha256()
        return Measured(kind, size, self._hashed(id_, kind, size, room, digest), digest.hexdigest())

    def _hashed(self, id_: str, kind: str, size: int, room: int, *digests: "hashlib._Hash") -> bytes:
        """Return what git writes if it hashes to its id; of what is too large, what it begins with."""
        hash_, kept = hash_of(kind, size, algorithm_of(id_)), b""
        while size and (piece := self._from_git.read(min(size, _PIECE))):
            size -= len(piece)
            for each in (hash_, *digests):
                each.update(piece)
            kept += piece[: room - len(kept)]
        self._from_git.read(1)
        if hash_.hexdigest() != id_:
            raise BadObjectError(say("the object {id} does not hash to its id", id=id_))
        return kept


def open_objects(repository: Repository, algorithm: Algorithm) -> AbstractContextManager[Objects]:
    """Open the object store of a repository, through an empty git directory that takes only its objects."""
    return _opened(repository, algorithm, ())


def open_ahead(repository: Repository, algorithm: Algorithm) -> AbstractContextManager[Objects]:
    """Open an object store for what may never be read: git may take so much time and memory for it.

    It keeps every commit that it walks along, however long, and goes away at the limit.
    """
    return _opened(repository, algorithm, _limits())


@contextmanager
def _opened(repository: Repository, algorithm: Algorithm, limits: Sequence[str]) -> Iterator[Objects]:
    _refuse_pipes(repository.common_dir / "objects")
    with tempfile.TemporaryDirectory(prefix="lpsedocs-") as scratch:
        empty = Path(scratch)
        _make_empty(empty, algorithm)
        # Above the threshold git itself writes a file piece by piece.
        settings = ("-c", "core.commitGraph=false", "-c", f"core.bigFileThreshold={_PIECE}")
        command = [*limits, "git", *settings, f"--git-dir={empty}", "cat-file", "--batch"]
        environment = _hardened(empty) | {"GIT_OBJECT_DIRECTORY": str(repository.common_dir / "objects")}
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=empty,
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                yield Objects(process.stdin, process.stdout)
            finally:
                with suppress(BrokenPipeError):
                    process.stdin.close()
                process.stdout.close()
                process.kill()


def _make_empty(directory: Path, algorithm: Algorithm) -> None:
    (directory / "objects").mkdir()
    (directory / "refs").mkdir()
    (directory / "HEAD").write_text("ref: refs/heads/none\n")
    version, extension = (
        ("1", "[extensions]\n\tobjectformat = sha256\n") if algorithm == "sha256" else ("0", "")
    )
    (directory / "config").write_text(
        f"[core]\n\trepositoryformatversion = {version}\n\tbare = true\n{extension}"
    )


def _hardened(home: Path) -> dict[str, str]:
    """Return an environment in which git reads nobody's configuration and fetches nothing."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
    }


def unpack_bundle(bundle: Path, directory: Path) -> Repository:
    """Unpack a bundle file into an empty bare repository; refuses what is no bundle.

    One that lacks something, or is damaged, is a CannotVerifyError.
    """
    with bundle.open("rb") as file:
        head = file.read(4096)
    is_sha256, is_bundle = b"@object-format=sha256" in head, head.startswith(b"# v")
    _make_empty(directory, "sha256" if is_sha256 else "sha1")
    command = ["git", f"--git-dir={directory}", "bundle", "unbundle", str(bundle.absolute())]
    done = subprocess.run(command, env=_hardened(directory), cwd=directory, capture_output=True, check=False)
    if done.returncode != 0:
        message = say(
            "{path} is no bundle with a whole history; ask for what 'git bundle create FILE refs/heads/main' "
            "writes",
            path=str(bundle),
        )
        raise CannotVerifyError(message) if is_bundle else Refusal(message)
    lines = done.stdout.decode(errors="replace").split("\n")
    refs = ((id_, name) for id_, _, name in (line.partition(" ") for line in lines))
    (directory / "packed-refs").write_text(
        "".join(f"{id_} {name}\n" for id_, name in refs if _is_ref(name, id_))
    )
    return Repository(directory, directory)


def plant(directory: Path, pack: bytes, refs: Mapping[str, str], head: str) -> None:
    """Make a repository of a pack of objects, with the work tree of one of its branches.

    The directory is new or empty. Git checks every object, and reads nobody's configuration.
    """
    directory.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".lpsedocs-", dir=directory.absolute().parent) as scratch:
        planted = Path(scratch, "planted")
        creations = "".join(f"create {name} {id_}\n" for name, id_ in sorted(refs.items()))
        steps = (
            (["init", "--quiet", "--template=", str(planted)], b""),
            (["-C", str(planted), "index-pack", "--strict", "--stdin"], pack),
            (["-C", str(planted), "update-ref", "--stdin"], creations.encode()),
            (["-C", str(planted), "symbolic-ref", "HEAD", head], b""),
            (["-C", str(planted), "reset", "--quiet", "--hard"], b""),
        )
        environment = _hardened(Path(scratch))
        for arguments, given in steps:
            command = ["git", "-c", "core.logAllRefUpdates=false", *arguments]
            subprocess.run(command, env=environment, input=given, capture_output=True, check=True)
        directory.mkdir(exist_ok=True)
        for item in planted.iterdir():
            item.rename(directory / item.name)


# ---- History

_LOG_FIELDS = ("%H", "%P", "%<(100,trunc)%an", "%<(100,trunc)%ae", "%ct", "%<(200,trunc)%s")
"""What is told of a commit; its words are cut off, so that no long one uses up what is read of all."""
_LONGEST_LOG = 64 << 20
"""How much of a log is read: of an office, a hundred thousand commits."""
_MOST_SECONDS = 60
"""Of a processor, for one question to git."""
_MOST_MEMORY = 512 << 20
"""For one question to git, beside the packs that it only looks into."""
_NO_END = re.compile(rb"out of memory|cannot allocate memory|maximum allowed tree depth", re.IGNORECASE)
"""What git complains of when it may not go on."""
_FILE_MODES = ("100644", "100755")
_LATEST = 253_370_764_800
"""The last second that is read of a commit's claim, a year before dates end in any time zone."""


def checked_out(repository: Repository) -> str | None:
    """Return the id of the commit that is checked out; None before the first one."""
    head = repository.head() or ""
    return repository.refs().get(head) or (head if _ID.fullmatch(head) else None)


def read_log(
    repository: Repository, tip: str, without: Sequence[str] = ()
) -> Iterator[tuple[Commit, tuple[FileChange, ...]]]:
    """Yield the commits that lead to a tip and not to others, the newest first, with the files they changed.

    A merge has only what it made itself: files that differ from those of every parent. Raises
    MissingObjectError where commits or trees are not at hand.
    """
    yield from _log(repository, tip, without, ())


def read_removals(repository: Repository, tip: str) -> Iterator[tuple[Commit, tuple[FileChange, ...]]]:
    """Yield the commits of a tip's first-parent line that removed files, the newest first, with these alone.

    What a branch added and took away again before it was merged was never there.
    """
    yield from _log(repository, tip, (), ("--diff-filter=D", "--first-parent", "-m"))


def _log(
    repository: Repository, tip: str, without: Sequence[str], filters: Sequence[str]
) -> Iterator[tuple[Commit, tuple[FileChange, ...]]]:
    form = "--format=tformat:" + "%x00".join(_LOG_FIELDS)
    options = ("--stdin", "--date-order", "--raw", "-c", "--no-renames", "--no-abbrev", "--no-show-signature")
    revisions = "".join(f"{id_}\n" for id_ in (tip, *(f"^{id_}" for id_ in without)))
    with _asked(repository, (tip, *without), ["log", *options, *filters, "-z", form], revisions) as asked:
        yield from _logged(_fields(asked.answer, tip), _shallow_ends(repository))
        code, complaint = asked.end()
    if code < 0 or _NO_END.search(complaint):
        raise _endless(tip)
    if code != 0:
        raise MissingObjectError(tip)


def _fields(answer: IO[bytes], tip: str) -> Iterator[str]:
    """Yield what ends in NUL, up to a limit."""
    left, begun = _LONGEST_LOG, b""
    while piece := answer.read(_PIECE):
        left -= len(piece)
        if left < 0:
            raise _endless(tip)
        *fields, begun = (begun + piece).split(b"\0")
        yield from (field.decode("utf-8", errors="replace") for field in fields)


def _endless(tip: str) -> CannotVerifyError:
    return CannotVerifyError(
        say(
            "the commits that lead to {tip} change more files than are read, as where folders hold the same "
            "folder again and again; make them anew without that, or close the request that brings them",
            tip=tip,
        )
    )


def merge_bases(repository: Repository, one: str, other: str) -> tuple[str, ...]:
    """Return the best common ancestors of two commits, by id: none of histories that have nothing in common.

    Where the history is cut off, what lies behind the cut is not looked for. Raises MissingObjectError where
    other commits are missing.
    """
    with _asked(repository, (one, other), ["merge-base", "--all", one, other]) as asked:
        found = asked.answer.read().decode()
        _, complaint = asked.end()
    if complaint:
        # Where a commit is missing on the way, git complains, and goes on as if the history began there.
        missing = re.search(rb"[0-9a-f]{40,64}", complaint)
        raise MissingObjectError(missing[0].decode() if missing else one)
    return tuple(sorted(found.split()))


@dataclass(frozen=True)
class _Asked:
    """A question that git is answering."""

    process: "subprocess.Popen[bytes]"
    answer: IO[bytes]
    complaints: IO[bytes]

    def end(self) -> tuple[int, bytes]:
        """Return how git ended, below zero where it was stopped, and what it complained of."""
        self.answer.close()
        code = self.process.wait()
        self.complaints.seek(0)
        return code, self.complaints.read(_PIECE)


@contextmanager
def _asked(
    repository: Repository, ids: Sequence[str], command: Sequence[str], given: str = ""
) -> Iterator[_Asked]:
    """Ask git about commits, through an empty git directory that knows where the history is cut off.

    It may take so much time and memory, and no more: what it compares may have been made to have no end.
    """
    if not all(_ID.fullmatch(id_) for id_ in ids):
        raise BadObjectError(say("{ids} are no object ids", ids=printable(" ".join(ids)[:200])))
    with tempfile.TemporaryDirectory(prefix="lpsedocs-") as scratch, tempfile.TemporaryFile() as complaints:
        empty = Path(scratch)
        _make_empty(empty, algorithm_of(ids[0]))
        ends = _shallow_ends(repository)
        if ends:
            (empty / "shallow").write_text("".join(f"{id_}\n" for id_ in sorted(ends)))
        git = ("git", "-c", "core.commitGraph=false", f"--git-dir={empty}", *command)
        with subprocess.Popen(
            (*_limits(), *git),
            env=_hardened(empty) | {"GIT_OBJECT_DIRECTORY": str(repository.common_dir / "objects")},
            cwd=empty,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                process.stdin.write(given.encode())
                process.stdin.close()
                yield _Asked(process, process.stdout, complaints)
            finally:
                process.kill()


def _limits() -> tuple[str, ...]:
    """Return what to put before a command that may take so much time and memory, and no more."""
    # Where the limits are stricter already, the shell says so; nobody has to know.
    limits = f'{{ ulimit -t {_MOST_SECONDS}; ulimit -d {_MOST_MEMORY >> 10}; }} 2>/dev/null; exec "$@"'
    return "/bin/sh", "-c", limits, "sh"


def _shallow_ends(repository: Repository) -> frozenset[str]:
    lines = (_read_text(repository.common_dir / "shallow") or "").split("\n")
    return frozenset(line for line in lines if _ID.fullmatch(line))


def _logged(fields: Iterator[str], ends: Container[str]) -> Iterator[tuple[Commit, tuple[FileChange, ...]]]:
    """Read the output of ``git log``: the fields of a commit, a pair for each file; it may be broken off."""
    field = next(fields, "")
    while len(described := [field, *islice(fields, len(_LOG_FIELDS) - 1)]) == len(_LOG_FIELDS):
        commit = _commit(described, ends)
        field = next(fields, "")
        if field == "":
            field = next(fields, "")  # Of a merge, an empty line stands before the files, also before none.
        files: list[FileChange] = []
        while field.lstrip("\n").startswith(":"):
            files.append(_file_change(field.lstrip("\n"), next(fields, "")))
            field = next(fields, "")
        yield commit, tuple(files)


def _commit(fields: Sequence[str], ends: Container[str]) -> Commit:
    id_, parents, author, address, moment, subject = fields
    seconds = int(moment[: len(str(_LATEST)) + 1] or 0)  # a claim may have digits without end
    made = datetime.fromtimestamp(max(0, min(seconds, _LATEST)), UTC)
    name, mail, title = (text.rstrip(" ") for text in (author, address, subject))
    return Commit(id_, tuple(parents.split()), name, mail, made, title, id_ in ends)


def _file_change(described: str, path: str) -> FileChange:
    """Read ``:mode mode id id status``, with a colon, a mode and an id for each parent."""
    parents = len(described) - len(described.lstrip(":"))
    words = described.lstrip(":").split(" ")
    modes, ids = words[: parents + 1], words[parents + 1 : 2 * parents + 2]
    versions = [id_ if mode in _FILE_MODES else None for mode, id_ in zip(modes, ids, strict=True)]
    return FileChange(PurePosixPath(path), tuple(versions[:-1]), versions[-1])
