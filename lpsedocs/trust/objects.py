"""Raw git objects and commits, read strictly: what git itself forgives is refused here.

A commit that other tools read in two ways could be shown in one and verified in the other. Format: the
commit objects that git writes, as ``git fsck --strict`` checks them.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from lpsedocs.findings import SpokenError, printable, say
from lpsedocs.source import MAX_BYTES

Algorithm = Literal["sha1", "sha256"]
"""How a repository names its objects."""


class BadObjectError(SpokenError):
    """An object that is not exactly in the form that git writes; the message says why."""


class TooLargeError(BadObjectError):
    """An object that is there and hashes to its id, but is larger than anything that an office writes."""

    def __init__(self, kind: str, head: bytes) -> None:
        super().__init__(say("it is larger than {limit} MiB", limit=largest(kind) // _MIB))
        self.kind = kind
        self.head = head
        """What it begins with; in a commit its tree and its parents stand there."""


class MissingObjectError(Exception):
    """An object that the repository does not have; its argument is the id."""


class WrongObjectError(MissingObjectError):
    """An object in whose place something else lies, which does not hash to its id."""


@dataclass(frozen=True)
class Identity:
    """An author or committer line. Who it claims to be is no evidence."""

    name: str
    email: str
    seconds: int
    """The claimed time, in seconds since 1970."""

    @property
    def moment(self) -> datetime:
        """The claimed time."""
        return datetime.fromtimestamp(self.seconds, UTC)


@dataclass(frozen=True)
class CommitObject:
    """A commit, with what its signature covers."""

    id: str
    tree: str
    parents: tuple[str, ...]
    author: Identity
    committer: Identity
    message: bytes
    signature: bytes | None
    """The armored signature, if the commit carries one."""
    payload: bytes
    """The bytes that a signature covers: the commit without its signature header."""


_IDENTITY = re.compile(rb"(?:([^<>\n\0]*) )?<([^<>\n\0]*)> (0|[1-9][0-9]{0,11}) [+-]([0-9]{4})")
_ID = {"sha1": re.compile(rb"[0-9a-f]{40}"), "sha256": re.compile(rb"[0-9a-f]{64}")}
_SIGNATURE = {"sha1": b"gpgsig", "sha256": b"gpgsig-sha256"}
HEAD = 4096
"""How much of a too large object is kept: room for the tree of a commit and some eighty parents."""
_MIB = 1024 * 1024
_LARGEST = {"commit": _MIB, "tree": 16 * _MIB, "blob": MAX_BYTES}
"""A few kilobytes of packed zeros unfold to gigabytes, so there is an end to what is held and read.

A commit has some hundred bytes; a book as its message and a score of merged tags still fit. A folder of
16 MiB has some 300,000 files. No file is a record or a roster that has more than a record may have.
"""
_MOST_LINES = 8192
"""Of a commit's header: more than any signature, parents and merged tags have together."""
_LATEST = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())


def largest(kind: str) -> int:
    """Return how many bytes an object of a kind may have to be looked at."""
    return _LARGEST.get(kind, _MIB)


def refuse_too_large(kind: str, content: bytes) -> None:
    """Raise TooLargeError for content that is larger than anything that an office writes."""
    if len(content) > largest(kind):
        raise TooLargeError(kind, content[:HEAD])


def hash_of(kind: str, size: int, algorithm: Algorithm) -> "hashlib._Hash":
    """Return the hash that becomes an object's id when its content is put in."""
    return hashlib.new(algorithm, b"%s %d\0" % (kind.encode(), size))


def object_id(kind: str, content: bytes, algorithm: Algorithm) -> str:
    """Return the id that content of a kind (commit, tree, blob) has in a repository of that algorithm."""
    hash_ = hash_of(kind, len(content), algorithm)
    hash_.update(content)
    return hash_.hexdigest()


def algorithm_of(object_id_: str) -> Algorithm:
    """Return the algorithm that an id was made with."""
    return "sha1" if len(object_id_) == 40 else "sha256"


def parse_commit(id_: str, content: bytes) -> CommitObject:
    """Read a commit's bytes; raises BadObjectError unless they are exactly in the form that git writes."""
    algorithm = algorithm_of(id_)
    if b"\0" in content:
        raise BadObjectError(say("the commit has a NUL byte"))
    head, gap, message = content.partition(b"\n\n")
    if not gap:
        raise BadObjectError(say("the commit has no end of its header"))
    headers = _headers(head)
    names = [name for name, _ in headers]
    parents = names[1:].index(b"author") if b"author" in names[1:] else -1
    if names[0] != b"tree" or parents < 0 or names[: parents + 3] != _expected(parents):
        raise BadObjectError(say("the commit's header is not tree, parents, author, committer in this order"))
    rest = headers[parents + 3 :]
    _refuse_repeated([name for name, _ in rest])
    values = [value for _, value in headers]
    return CommitObject(
        id_,
        _object_name(values[0], algorithm),
        tuple(_object_name(value, algorithm) for value in values[1 : parents + 1]),
        _identity(values[parents + 1]),
        _identity(values[parents + 2]),
        message,
        _only_signature(rest, algorithm),
        _without_signature(head, algorithm) + b"\n\n" + message,
    )


def _expected(parents: int) -> list[bytes]:
    return [b"tree", *[b"parent"] * parents, b"author", b"committer"]


def _headers(head: bytes) -> list[tuple[bytes, bytes]]:
    if head.count(b"\n") >= _MOST_LINES:
        raise BadObjectError(say("the commit's header has more than {limit} lines", limit=_MOST_LINES))
    headers: list[tuple[bytes, list[bytes]]] = []
    for line in head.split(b"\n"):
        name, space, value = line.partition(b" ")
        if not space:
            raise BadObjectError(say("a line of the commit's header has no value"))
        if name:
            headers.append((name, [value]))
        elif headers:
            headers[-1][1].append(value)
        else:
            raise BadObjectError(say("the commit begins with a continued line"))
    return [(name, b"\n".join(values)) for name, values in headers]


def _refuse_repeated(names: list[bytes]) -> None:
    seen: set[bytes] = set()
    for name in names:
        if name in (b"tree", b"parent", b"author", b"committer"):
            raise BadObjectError(
                say("the commit's header has a second or misplaced '{name}'", name=name.decode())
            )
        if name != b"mergetag" and name in seen:
            raise BadObjectError(
                say("the commit's header has '{name}' twice", name=printable(name.decode(errors="replace")))
            )
        seen.add(name)


def _only_signature(headers: list[tuple[bytes, bytes]], algorithm: Algorithm) -> bytes | None:
    signatures = [(name, value) for name, value in headers if name.startswith(b"gpgsig")]
    if len(signatures) > 1:
        raise BadObjectError(say("the commit has two signatures"))
    if signatures and signatures[0][0] != _SIGNATURE[algorithm]:
        raise BadObjectError(say("the commit's signature is for the other kind of object ids"))
    return signatures[0][1] if signatures else None


def _without_signature(head: bytes, algorithm: Algorithm) -> bytes:
    kept: list[bytes] = []
    inside = False
    for line in head.split(b"\n"):
        inside = line.startswith(_SIGNATURE[algorithm] + b" ") or (inside and line.startswith(b" "))
        if not inside:
            kept.append(line)
    return b"\n".join(kept)


def _object_name(value: bytes, algorithm: Algorithm) -> str:
    if not _ID[algorithm].fullmatch(value):
        raise BadObjectError(say("the commit names an object by something that is no id"))
    return value.decode()


def _identity(value: bytes) -> Identity:
    match = _IDENTITY.fullmatch(value)
    if not match or int(match[3]) >= _LATEST:
        raise BadObjectError(say("an author or committer is not 'name <address> seconds zone'"))
    return Identity(
        (match[1] or b"").decode(errors="replace"), match[2].decode(errors="replace"), int(match[3])
    )


# Git itself takes ids in capitals.
_SKELETON = {
    "sha1": re.compile(rb"tree ([0-9a-fA-F]{40})\n((?:parent [0-9a-fA-F]{40}\n)*)"),
    "sha256": re.compile(rb"tree ([0-9a-fA-F]{64})\n((?:parent [0-9a-fA-F]{64}\n)*)"),
}


def skeleton_of(id_: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return tree and parents as git itself reads them, so that a walk goes on past a commit in bad form."""
    match = _SKELETON[algorithm_of(id_)].match(content)
    if not match:
        raise BadObjectError(say("the commit does not begin with a tree and its parents"))
    return match[1].decode().lower(), tuple(line[7:].decode().lower() for line in match[2].splitlines())
