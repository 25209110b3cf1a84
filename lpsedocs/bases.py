"""What a request is held against: finds the branch that it is for and where it left it, and reads both.

Reads records out of commits as ``Workspace`` reads them from a folder: nothing is checked out, and nothing
that the repository names is run.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from lpsedocs.corpus import RECORDS, Corpus, File, build_corpus, lfs_oid_or_none
from lpsedocs.findings import Message, Refusal, printable, say
from lpsedocs.git import (
    REFETCH,
    Objects,
    Repository,
    checked_out,
    merge_bases,
    open_objects,
    read_log,
    read_removals,
)
from lpsedocs.history import Chronicle, Commit, FileChange, Removal, Revision, revisions_by_name
from lpsedocs.memory import Memory
from lpsedocs.models import DEEPEST
from lpsedocs.reading import LARGEST_POINTER, is_attachment, is_read, record_at, with_marks
from lpsedocs.source import MAX_BYTES, SYMBOLIC_LINK, Source, parse_source, unreadable
from lpsedocs.trust.cabinet import limits_at
from lpsedocs.trust.folders import Folder, TreeEntry
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.objects import (
    Algorithm,
    BadObjectError,
    MissingObjectError,
    TooLargeError,
    algorithm_of,
    object_id,
)
from lpsedocs.trust.trees import Trees
from lpsedocs.trust.verdicts import CannotVerifyError

_WAYS = ("refs/heads/{}", "refs/remotes/{}", "refs/tags/{}", "refs/remotes/origin/{}")
"""What a name may be short for, the likeliest first; a tag never stands in for a branch of its name."""
_OF_SERVER = "origin/"
"""What the names of the server's branches begin with. Nothing that a request brings stands in for one of
these: git would take a tag or a branch of this copy first, and only warn."""
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}", re.ASCII)
_BEGINNING = re.compile(r"[0-9a-f]{4,39}", re.ASCII)
_STEP = re.compile(r"([~^])([0-9]{0,6})", re.ASCII)
_STEPS = re.compile(rf"(?:{_STEP.pattern})+\Z", re.ASCII)
_NAME = re.compile(r"(?!-)(?!.*(?:\.\.|@\{))[^\x00-\x20\x7f~^:?*\[\\'\"$`]+", re.ASCII)
"""What may be the name of a branch, and stand in a command."""
_TAGGED = re.compile(rb"object ([0-9a-f]{40}|[0-9a-f]{64})\ntype (?:commit|tag)\n")
_MOST_TAGS = 10
"""How many tags may tag each other."""
_MOST_FOLDERS = 10_000
_MOST_FILES = 100_000
"""More than any office has, half of what verdicts look at; a tree can name a folder again and again."""
_MOST_HIDDEN = 1000
_LONGEST_PATH, _MOST_PARTS = 1000, 100
"""In bytes, and in folders: a file system takes some 4,000, and the folders above the repository belong to
them; what makes pages goes through folders by recursion."""
_UNWRITABLE = re.compile(
    r"(?:con(?:in\$|out\$)?|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³]) *(?:\..*)?|.*[<>:\"|?*\\\x00-\x1f].*|.*[. ]",
    re.IGNORECASE | re.DOTALL,
)
"""Names of files that Windows has for devices, or doesn't take: ``learn.microsoft.com``, "Naming Files"."""
_EXECUTABLE, _SUBMODULE = "100755", "160000"


@dataclass(frozen=True)
class Hand:
    """The files that somebody has before him."""

    corpus: Corpus
    git_id: Callable[[File, Algorithm], str]
    """The id that git gives an attachment's bytes."""


# ---- Where a request begins


@dataclass(frozen=True)
class Fork:
    """Three commits: what a request is for, where it left that, and how far it has come."""

    base: str
    point: str
    head: str


def find_fork(repository: Repository, rev: str) -> Fork:
    """Find where the commit that is checked out left a branch, tag or commit; refuses an unknown name.

    Raises CannotVerifyError where what is at hand doesn't tell.
    """
    head = checked_out(repository)
    if head is None:
        raise CannotVerifyError(
            say("there is no commit yet, so there is nothing to hold against {rev}", rev=rev)
        )
    name, steps = _parted(rev)
    if repository.is_shallow:
        raise CannotVerifyError(
            say(
                "this clone is shallow, so what the request did since {rev} can't be told; {command} fetches "
                "the rest of its history",
                rev=rev,
                command=fetching(name, "--unshallow"),
            )
        )
    named = _named(repository, name)
    with open_objects(repository, algorithm_of(head)) as objects, _told(rev):
        graph = Graph(objects)
        base = _ancestor(graph, _commit_of(objects, named, name), steps, rev)
        return Fork(base, _point(repository, graph, base, head, rev), head)


def _parted(rev: str) -> tuple[str, Sequence[tuple[str, int]]]:
    """Return the name, and how to go on from there: ``~3`` to the third first parent, ``^2`` to a second."""
    name = _STEPS.split(rev, maxsplit=1)[0]
    return name, [(sign, int(count or 1)) for sign, count in _STEP.findall(rev[len(name) :])]


def _ancestor(graph: Graph, commit: str, steps: Sequence[tuple[str, int]], rev: str) -> str:
    for sign, count in steps:
        line = islice(_line(graph, commit), count + 1) if sign == "~" else (commit, *graph.parents(commit))
        places = list(line)
        if count >= len(places):
            raise Refusal(say("the history does not go back as far as {rev}", rev=rev))
        commit = places[count]
    return commit


def _named(repository: Repository, name: str) -> str:
    if name == "HEAD":
        return checked_out(repository) or name
    if _ID.fullmatch(name):
        return name
    refs = repository.refs()
    _must_be_clear(name, refs)
    found = next((refs[full] for full in _full_names(name) if full in refs), None)
    if found is None:
        raise Refusal(_of_unknown(name))
    return found


def _of_unknown(name: str) -> Message:
    if _BEGINNING.fullmatch(name):
        return say(
            "'{name}' is no branch or tag of this repository, and no whole commit id; 'git rev-parse {name}' "
            "tells the whole id of a commit that is here",
            name=name,
        )
    if not _NAME.fullmatch(name):
        return say("'{name}' is no branch or tag of this repository, and no whole commit id", name=name)
    return say(
        "'{name}' is no branch or tag of this repository, and no whole commit id; {command} fetches "
        "it if the server has it",
        name=name,
        command=fetching(name),
    )


def _full_names(name: str) -> tuple[str, ...]:
    """Return what a name may be short for; a full name is itself alone."""
    if name.startswith("refs/"):
        return (name,)
    if name.startswith(_OF_SERVER):
        return (f"refs/remotes/{name}",)
    return tuple(way.format(name) for way in _WAYS)


def _must_be_clear(name: str, refs: Mapping[str, str]) -> None:
    local = f"refs/heads/{name}"
    if name.startswith(_OF_SERVER) and local in refs:
        raise Refusal(
            say(
                "'{name}' is the name of a branch of this copy as well, {local}, so it is not clear which is "
                "meant; name the server's branch in full, {remote}, or give the other one another name",
                name=name,
                local=local,
                remote=f"refs/remotes/{name}",
            )
        )


def fetching(name: str, *options: str) -> str:
    """Return the command that fetches what a name stands for; a clone may follow other branches.

    What is neither full nor of the server may be a tag: git goes on where a pattern finds nothing.
    """
    return f"'{' '.join(('git', 'fetch', *options, 'origin', *_refspecs(name)))}'"


def _refspecs(name: str) -> tuple[str, ...]:
    of_server = name.removeprefix("refs/remotes/").removeprefix(_OF_SERVER)
    if name == "HEAD":
        return ()
    if _ID.fullmatch(name):
        return (name,)
    if of_server.startswith("refs/"):
        return (f"+{name}:{name}",)
    if of_server != name:
        return (f"+refs/heads/{of_server}:refs/remotes/origin/{of_server}",)
    return ("--tags", f'"+refs/heads/{name}*:refs/remotes/origin/{name}*"')


def _commit_of(objects: Objects, id_: str, rev: str) -> str:
    """Return the commit that an id names, through tags."""
    for _ in range(_MOST_TAGS):
        kind, content = _described(objects, id_)
        if kind == "commit":
            return id_
        tagged = _TAGGED.match(content) if kind == "tag" else None
        if not tagged:
            break
        id_ = tagged[1].decode()
    raise Refusal(say("'{rev}' is no commit, and no tag of one", rev=rev))


def _described(objects: Objects, id_: str) -> tuple[str, bytes]:
    try:
        return objects.read(id_)
    except TooLargeError as error:
        return error.kind, error.head


def _point(repository: Repository, graph: Graph, base: str, head: str, rev: str) -> str:
    """Return where the head left the base. Of several such commits the latest on the base's own line counts.

    Others may have come from the request itself, by a merge of it that was only half of it.
    """
    points = merge_bases(repository, base, head)
    if not points:
        raise CannotVerifyError(
            say(
                "what is checked out has no commit in common with {rev}; name the branch that the request is "
                "for, or begin the request anew from it",
                rev=rev,
            )
        )
    if len(points) == 1:
        return points[0]
    return next((id_ for id_ in _line(graph, base) if id_ in points), points[0])


def _line(graph: Graph, tip: str) -> Iterator[str]:
    """Yield the first parents down from a commit."""
    parents: tuple[str, ...] = (tip,)
    while parents:
        yield parents[0]
        parents = graph.parents(parents[0])


@contextmanager
def _told(rev: str) -> Iterator[None]:
    """Tell of what is not at hand, and of what can't be read."""
    try:
        yield
    except MissingObjectError as error:
        raise CannotVerifyError(
            say(
                "the object {id} is missing from the repository, or something else lies in its place; "
                "{command} fetches what the server has of it",
                id=str(error),
                command=fetching(rev) if str(error) == rev else REFETCH,
            )
        ) from None
    except BadObjectError as error:
        raise CannotVerifyError(say("{rev} can't be read: {why}", rev=rev, why=error.message)) from None


# ---- What a request did, commit by commit


@dataclass(frozen=True)
class Told:
    """The commits of a request, and what they did to each record."""

    commits: tuple[tuple[Commit, tuple[FileChange, ...]], ...]
    chronicle: Chronicle


def tell(repository: Repository, fork: Fork, rev: str) -> Told:
    """Return the commits that lead to the head and not to the base, the newest first.

    Raises CannotVerifyError also for what no finding tells, and what on the main branch would be in the way
    of others: folders that verdicts can't be found in, and what _refuse_in_the_way and _refuse_names have.
    """
    with open_objects(repository, algorithm_of(fork.head)) as objects, _told(fork.head[:12]):
        graph = Graph(objects)
        before, now = (graph.tree(commit) for commit in (fork.point, fork.head))
        _refuse_in_the_way(graph.trees, before, now)
        _refuse_names(graph.trees, before, now)
    with open_objects(repository, algorithm_of(fork.head)) as objects, _told(rev):
        commits = tuple(read_log(repository, fork.head, without=(fork.base,)))
        revisions = revisions_by_name(commits, record_at)
        return Told(commits, Chronicle(revisions, versions(objects, revisions)))


def _refuse_in_the_way(trees: Trees, before: str | None, now: str | None) -> None:
    """Refuse what somebody brings below ``records/`` that git or a file system lets nobody work beside.

    Raises BadObjectError. What is there already is in nobody's way who leaves it alone, or takes it away.
    """
    there = {place for place, _ in _entries(trees, before)}
    hidden = 0
    for place, entry in _entries(trees, now):
        if place in there:
            continue
        path = RECORDS / place
        hidden += any(part.startswith(".") for part in path.parts)
        if entry.mode == _SUBMODULE:
            told = printable(str(path))
            raise BadObjectError(say("{path} is a submodule, in which git keeps no records", path=told))
        if len(path.parts) > DEEPEST + 3 or _length(path) > _LONGEST_PATH:
            raise BadObjectError(
                say("{path} lies deeper, or has a longer path, than any record", path=_beginning(path))
            )
        if hidden > _MOST_HIDDEN:
            raise BadObjectError(say("it brings more than {limit} hidden files", limit=_MOST_HIDDEN))


def _length(path: PurePosixPath) -> int:
    """Return how many bytes git has of a path in the repository."""
    return len(str(path).encode("utf-8", "surrogateescape"))


def _beginning(path: PurePosixPath) -> str:
    return f"{printable(str(path))[:60]}..."


def _refuse_names(trees: Trees, before: str | None, now: str | None) -> None:
    """Refuse new names, anywhere, that Windows can't write, or that it or macOS takes for that of another.

    Raises BadObjectError, also for a folder in bad form that has changed, and for too many.
    """
    waiting = [(PurePosixPath(), before, now)] if now else []
    left = _MOST_FILES
    while waiting:
        folder, old, new = waiting.pop()
        was, there = _entries_in(trees, old), _folder(trees, new, folder)
        left -= len(there)
        if left < 0:
            raise BadObjectError(say("it has more than {limit} files", limit=_MOST_FILES))
        alike: dict[str, list[str]] = {}
        for entry in there:
            alike.setdefault(_folded(entry.name), []).append(entry.name)
        for entry in there:
            if entry.name not in was:
                other = next((name for name in alike[_folded(entry.name)] if name != entry.name), None)
                _refuse_name(folder / entry.name, folder / other if other else None)
        folders = {entry.name: entry.id for entry in was.values() if entry.is_tree}
        waiting += [
            (folder / entry.name, folders.get(entry.name), entry.id)
            for entry in reversed(there)
            if entry.is_tree and folders.get(entry.name) != entry.id
        ]


def _entries_in(trees: Trees, folder: str | None) -> dict[str, TreeEntry]:
    """Return what a folder had, by name; nothing of one in bad form."""
    try:
        return {entry.name: entry for entry in trees.folder(folder)} if folder else {}
    except BadObjectError:
        return {}


def _refuse_name(path: PurePosixPath, other: PurePosixPath | None) -> None:
    """Refuse a name for itself, or for another beside it that differs in case or form at most."""
    if len(path.parts) > _MOST_PARTS or _length(path) > _LONGEST_PATH:
        raise BadObjectError(
            say(
                "{path} lies so deep, or has so long a path, that not everybody can work with it",
                path=_beginning(path),
            )
        )
    if _UNWRITABLE.fullmatch(path.name):
        raise BadObjectError(
            say(
                "{path} has a name that Windows can't write, so that nobody could work with it there; "
                "give it another name",
                path=printable(str(path)),
            )
        )
    if other is not None:
        raise BadObjectError(
            say(
                "{path} and {other} are one and the same to Windows and macOS, which would lose one of "
                "them; give it another name",
                path=printable(str(path)),
                other=printable(str(other)),
            )
        )


def _folded(name: str) -> str:
    """Return what is the same of names that a file system without upper and lower case can't tell apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def removed_before(repository: Repository, fork: Fork, rev: str) -> dict[str, Removal]:
    """Return by the name of each record that was ever taken away how the base did it last."""
    found: dict[str, Removal] = {}
    with _told(rev):
        for commit, files in read_removals(repository, fork.base):
            for file in files:
                name = record_at(file.path) if file.after is None else None
                if name:
                    found.setdefault(name, Removal(commit, tuple(filter(None, file.before))))
    return found


def versions(objects: Objects, revisions: Mapping[str, tuple[Revision, ...]]) -> dict[str, bytes]:
    """Return the versions of records that are at hand; some may not have been fetched."""
    ids = {id_ for some in revisions.values() for revision in some for id_ in revision.versions}
    found = ((id_, _version_or_none(objects, id_)) for id_ in sorted(ids))
    return {id_: content for id_, content in found if content is not None}


def _version_or_none(objects: Objects, id_: str) -> bytes | None:
    try:
        kind, content = objects.read(id_)
    except (MissingObjectError, BadObjectError):
        return None
    return content if kind == "blob" and len(content) <= MAX_BYTES else None


# ---- The records of a commit


def read_commit(repository: Repository, commit: str, rev: str, hand: Hand, memory: Memory) -> Corpus:
    """Read the records of a commit into a corpus, as they would be read where it is checked out.

    Attachments that lie at hand unchanged are not read a second time.
    """
    with open_objects(repository, algorithm_of(commit)) as objects, _told(rev):
        graph = Graph(objects)
        tree = graph.tree(commit)
        found = list(_files(graph.trees, tree))
        records = [(place, entry) for place, entry in found if not _is_attachment(place, entry)]
        sources = [_source(objects, place, entry, memory) for place, entry in records]
        files = [
            _file(objects, place, entry.id, hand) for place, entry in found if _is_attachment(place, entry)
        ]
    programs = {RECORDS / place for place, entry in records if entry.mode == _EXECUTABLE}
    return build_corpus(with_marks(sources, programs), files, hand.corpus.today, memory)


@dataclass(frozen=True)
class Unlike:
    """The files of records that are not at hand as a commit has them, by their paths in the workspace."""

    missing: tuple[PurePosixPath, ...] = ()
    """Not there at all."""
    extra: tuple[PurePosixPath, ...] = ()
    """There, but not in the commit."""
    other: tuple[PurePosixPath, ...] = ()
    """There with other bytes."""


def unlike(repository: Repository, commit: str, hand: Hand) -> Unlike:
    """Return the files of records that are not at hand with the very bytes that a commit has of them."""
    with open_objects(repository, algorithm_of(commit)) as objects, _told(commit):
        graph = Graph(objects)
        tree = graph.tree(commit)
        due = dict(_files(graph.trees, tree))
        sources = {source.path.relative_to(RECORDS): source for source in hand.corpus.sources}
        there = {*sources, *(file.place for file in hand.corpus.files.values())}
        others = {
            place
            for place, entry in due.items()
            if place in there and not _is_same(objects, place, entry, hand, sources.get(place))
        }
    return Unlike(_paths(due.keys() - there), _paths(there - due.keys()), _paths(others))


def _paths(places: Set[PurePosixPath]) -> tuple[PurePosixPath, ...]:
    return tuple(RECORDS / place for place in sorted(places))


def _is_same(
    objects: Objects, place: PurePosixPath, entry: TreeEntry, hand: Hand, source: Source | None
) -> bool:
    if source is not None and SYMBOLIC_LINK in source.troubles:
        return entry.is_link
    if source is not None:
        return object_id("blob", source.content, algorithm_of(entry.id)) == entry.id
    there = hand.corpus.files.get(str(place))
    return there is not None and _file(objects, place, entry.id, hand) is there


def _files(trees: Trees, tree: str | None) -> Iterator[tuple[PurePosixPath, TreeEntry]]:
    """Yield every file under ``records/`` that is read; raises BadObjectError for a folder in bad form."""
    for place, entry in _entries(trees, tree):
        if entry.mode != _SUBMODULE and is_read(place):
            yield place, entry


def _entries(trees: Trees, tree: str | None) -> Iterator[tuple[PurePosixPath, TreeEntry]]:
    """Yield all but folders under ``records/``; raises BadObjectError for a folder in bad form, or too many.

    A commit in bad form has no tree, and so none.
    """
    top = trees.folder(tree).find(str(RECORDS)) if tree else None
    waiting = [(PurePosixPath(), top.id)] if top and top.is_tree else []
    left = _MOST_FILES
    for _ in range(_MOST_FOLDERS):
        if not waiting:
            return
        folder, id_ = waiting.pop()
        found = _folder(trees, id_, RECORDS / folder)
        left -= len(found)
        if left < 0:
            raise BadObjectError(say("it has more than {limit} files", limit=_MOST_FILES))
        for entry in found:
            place = folder / entry.name
            if entry.is_tree:
                waiting.append((place, entry.id))
            else:
                yield place, entry
    raise BadObjectError(say("it has too many folders"))


def _folder(trees: Trees, id_: str, path: PurePosixPath) -> Folder:
    try:
        return trees.folder(id_)
    except BadObjectError as error:
        raise BadObjectError(say("the folder {folder}: {why}", folder=str(path), why=error.message)) from None


def _is_attachment(place: PurePosixPath, entry: TreeEntry) -> bool:
    return is_attachment(place) and not entry.is_link


def _source(objects: Objects, place: PurePosixPath, entry: TreeEntry, memory: Memory) -> Source:
    path = RECORDS / place
    if entry.is_link:
        return unreadable(path, SYMBOLIC_LINK)
    content = _content(objects, entry.id)
    limits = limits_at(place)
    return memory.recall(("source", path, content), lambda: parse_source(path, content, limits))


def _content(objects: Objects, id_: str) -> bytes:
    """Return a file's bytes; of one that is too large as many as make it too large to be a record."""
    try:
        kind, content = objects.read(id_)
    except TooLargeError as error:
        kind, content = error.kind, objects.measure(id_, MAX_BYTES + 1).head
    if kind != "blob":
        raise BadObjectError(say("{id} is no file, but a git object of the kind '{kind}'", id=id_, kind=kind))
    return content


def _file(objects: Objects, place: PurePosixPath, id_: str, hand: Hand) -> File:
    there = hand.corpus.files.get(str(place))
    if there and hand.git_id(there, algorithm_of(id_)) == id_:
        return there
    found = objects.measure(id_, LARGEST_POINTER)
    if found.kind != "blob":
        message = say("{id} is no file, but a git object of the kind '{kind}'", id=id_, kind=found.kind)
        raise BadObjectError(message)
    pointed = lfs_oid_or_none(found.head) if found.size <= LARGEST_POINTER else None
    # Where git-LFS fetched the file itself, git keeps the pointer to it.
    return there if there and pointed == there.sha256 else File(place, found.size, found.sha256, pointed)
