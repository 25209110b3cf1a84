"""Crafted trees, whatever was read before: they differ as git tells, and git refuses none that is read."""

import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lpsedocs.demo.scribe import Scribe
from lpsedocs.git import Repository
from lpsedocs.trust.folders import Folder, TreeEntry, parse_tree
from lpsedocs.trust.objects import BadObjectError
from lpsedocs.trust.trees import Difference, Trees
from lpsedocs.verification.opening import foreseeing
from tests.trust.disk import ENVIRONMENT, put

Row = tuple[str, str, "str | Rows"]
"""Mode, name, and an id, or what stands in a folder."""
Rows = tuple[Row, ...]

FILES = st.sampled_from(["100644", "100755", "120000", "160000"])
NAMES = st.sampled_from(
    ["a", "A", "a.", "b", "100644 a", "100644 100644 a", "40000 a", "x40000 a", "\u212a", "\udcff", "records"]
)
IDS = st.sampled_from(
    [
        "01" * 20,
        "02" * 20,
        (b"100644 a\0" + b"\1" * 11).hex(),
        (b"\2" * 12 + b"100644 a").hex(),
        (b"40000 " + b"\1" * 14).hex(),
        Scribe().put("tree", b""),
    ]
)


def in_order(rows: Iterable[Row]) -> Rows:
    """Return the rows as they can stand in one folder: each name once, sorted as git does."""
    once = {row[1]: row for row in rows}.values()
    return tuple(sorted(once, key=lambda row: as_bytes(row[1]) + b"/" * (row[0] == "40000")))


def as_bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


LEAVES = st.lists(st.tuples(FILES, NAMES, IDS), max_size=3).map(in_order)
FOLDERS: st.SearchStrategy[Rows] = st.recursive(
    LEAVES,
    lambda below: st.lists(
        st.tuples(FILES, NAMES, IDS) | st.tuples(st.just("40000") | FILES, NAMES, below), max_size=4
    ).map(in_order),
    max_leaves=6,
)
ROOTS = st.tuples(FOLDERS, LEAVES).map(lambda both: in_order((*both[1], ("40000", "records", both[0]))))


def written(scribe: Scribe, rows: Rows) -> str:
    ids = (id_ if isinstance(id_, str) else written(scribe, id_) for _, _, id_ in rows)
    entries = (
        mode.encode() + b" " + as_bytes(name) + b"\0" + bytes.fromhex(id_)
        for (mode, name, _), id_ in zip(rows, ids, strict=True)
    )
    return scribe.put("tree", b"".join(entries))


@pytest.fixture(scope="module", name="repository")
def _repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crafted")
    asked(path, "init", "--quiet", "--bare")
    return path


def asked(repository: Path, *command: str, given: str = "") -> str:
    git = ("git", f"--git-dir={repository}", *command)
    done = subprocess.run(git, input=given.encode(), env=ENVIRONMENT, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "surrogateescape")


Pair = tuple[str, str]
Told = tuple[Mapping[str, tuple[TreeEntry | None, TreeEntry | None]], bool]
"""What differs under the records, by path, and whether anything does elsewhere."""


def told_by_git(repository: Path, pairs: Sequence[Pair]) -> list[Told]:
    command = ("diff-tree", "--stdin", "-r", "-t", "--raw", "-z", "--no-renames", "--no-abbrev")
    given = "".join(f"{before} {after}\n" for before, after in pairs)
    answers = asked(repository, *command, given=given)
    # Git repeats each pair that it was asked for, and ends that with a line feed.
    found = []
    for before, after in pairs:
        answers = answers.removeprefix(f"{before} {after}\n")
        rest = answers.split("\0")
        count = next((n for n in range(0, len(rest), 2) if not rest[n].startswith(":")), len(rest))
        found.append(of_fields(rest[:count]))
        answers = "\0".join(rest[count:])
    return found


def of_fields(fields: Sequence[str]) -> Told:
    told: dict[str, tuple[TreeEntry | None, TreeEntry | None]] = {}
    is_elsewhere = False
    for described, path in zip(fields[::2], fields[1::2], strict=True):
        top, _, below = path.partition("/")
        is_elsewhere |= top != "records"
        modes, ids = described[1:].split(" ")[:2], described.split(" ")[2:4]
        old, new = (
            None if mode in ("000000", "040000") else TreeEntry(mode, path.rpartition("/")[2], id_)
            for mode, id_ in zip(modes, ids, strict=True)
        )
        if top == "records" and (old or new):
            before, after = told.get(below, (None, None))
            told[below] = old or before, new or after
    return told, is_elsewhere


def as_told(difference: Difference) -> Told:
    paths = [change.path for change in difference.changes]
    assert paths == sorted(set(paths))
    return {c.path: (c.before, c.after) for c in difference.changes}, difference.is_elsewhere


def in_many_ways(repository: Path, roots: Sequence[str], pairs: Sequence[Pair]) -> Iterator[list[Told]]:
    """Yield what differs where nothing was read before, where much was, and where it was foreseen."""
    with foreseeing(Repository(repository, repository), "sha1") as objects:
        yield [as_told(Trees(objects).difference(*pair)) for pair in pairs]
        kept = Trees(objects, objects.ahead)
        tuple(kept.foresee(list(pairwise(roots))))
        yield [as_told(kept.difference(*pair)) for pair in pairs]
        kept.difference.cache_clear()
        yield [as_told(kept.difference(*pair)) for pair in pairs]


@given(st.lists(ROOTS, min_size=2, max_size=4))
@example(
    [
        (("40000", "records", (("100644", name, "01" * 20),)),)
        for name in ("a", "100644 a", "100644 100644 a", "a")
    ]
)
def test_what_differs_between_crafted_trees_is_what_git_tells(repository: Path, chain: list[Rows]) -> None:
    scribe = Scribe()
    roots = [written(scribe, rows) for rows in chain]
    for id_, (kind, content) in scribe.objects.items():
        put(repository, id_, kind, content)
    pairs = list(permutations(dict.fromkeys(roots), 2))
    due = told_by_git(repository, pairs)
    for found in in_many_ways(repository, roots, pairs):
        assert found == due


SOUND_MODES = st.sampled_from(["40000", "100644", "100755", "120000", "160000"])
MODES = SOUND_MODES | st.sampled_from(["040000", "0100644", "100664", "140000", "100648", "40755", "100", ""])
RESERVED = [
    ".",
    "..",
    ".git",
    ".GIT",
    "git~1",
    ".git. .",
    ".g\u200cit",
    ".git:x",
    "a/b",
    "",
    ".git\\x",
    "a\\.git",
]
ANY_NAME = NAMES | NAMES | st.sampled_from(RESERVED)
BLOB, TREE = Scribe().put("blob", b""), Scribe().put("tree", b"")


@st.composite
def crafted(draw: st.DrawFn) -> bytes:
    """Return the bytes of what may be a tree."""
    heads = draw(st.lists(st.tuples(SOUND_MODES | MODES, ANY_NAME), max_size=5))
    rows = [(mode, name, TREE if mode.startswith("40") else BLOB) for mode, name in heads]
    ordered = draw(st.sampled_from([in_order, tuple, by_name]))(rows)
    encoded = ((mode.encode(), as_bytes(name), bytes.fromhex(id_)) for mode, name, id_ in ordered)
    content = b"".join(mode + b" " + name + b"\0" + id_ for mode, name, id_ in encoded)
    return content[: draw(st.integers(0, len(content)) | st.just(len(content)))]


def by_name(rows: Iterable[tuple[str, str, str]]) -> Sequence[tuple[str, str, str]]:
    """Return the rows sorted as git does, also those of one name."""
    return sorted(rows, key=lambda row: as_bytes(row[1]) + b"/" * (row[0] == "40000"))


def is_refused(id_: str, content: bytes, like: Folder | None) -> bool:
    try:
        parse_tree(id_, content, like)
    except BadObjectError:
        return True
    return False


@given(st.lists(crafted(), min_size=6, max_size=12))
@example([f"100644 {name}\0".encode() + bytes.fromhex(BLOB) for name in RESERVED])
def test_what_git_calls_broken_is_refused_whatever_it_is_read_like(contents: list[bytes]) -> None:
    with TemporaryDirectory() as place:
        repository, scribe = Path(place), Scribe()
        asked(repository, "init", "--quiet", "--bare", "--template=")
        trees = {scribe.put("tree", content): content for content in contents}
        for id_, kind, content in [
            (BLOB, "blob", b""),
            (TREE, "tree", b""),
            *((i, "tree", c) for i, c in trees.items()),
        ]:
            put(repository, id_, kind, content)
        complaints = complaints_of_git(repository)
    likes = [parse_tree(id_, content) for id_, content in trees.items() if not is_refused(id_, content, None)]
    for id_, content in trees.items():
        refused = {is_refused(id_, content, like) for like in (None, *likes)}
        assert len(refused) == 1
        assert refused == {True} or id_ not in complaints


def complaints_of_git(repository: Path) -> str:
    """Return what git finds wrong with trees of a repository by themselves, each with its id."""
    command = ["git", f"--git-dir={repository}", "fsck", "--strict", "--no-dangling", "--no-progress"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False)
    lines = (done.stdout + done.stderr).decode(errors="replace").splitlines()
    return "\n".join(
        line for line in lines if line.startswith("error in tree") and "broken links" not in line
    )
