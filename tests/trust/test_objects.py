"""Objects of git: in exactly the form that git writes, or without authority; no push stops the walk."""

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.demo.scribe import Scribe, signed
from lpsedocs.language import ENGLISH
from lpsedocs.trust.folders import parse_tree
from lpsedocs.trust.objects import (
    BadObjectError,
    algorithm_of,
    object_id,
    parse_commit,
    skeleton_of,
)
from tests.trust.story import ROSTER, Story, key_of, roster

EVL = "EVL-2026-001/1"
FIRST = "records/decisions/EVL-2026-001/1.yaml"
SHA1, SHA256 = "a" * 40, "a" * 64
TREE, PARENT = f"tree {'1' * 40}\n", f"parent {'2' * 40}\n"
AUTHOR = "author Rahma <rahma@contoh.example> 1783306800 +0700\n"
COMMITTER = AUTHOR.replace("author", "committer")
SIGNATURE = "gpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----\n"
HEAD = TREE + PARENT + AUTHOR + COMMITTER


# ---- Commits


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(HEAD + "\nPesan\n", id="with one parent"),
        pytest.param(TREE + AUTHOR + COMMITTER + "\n", id="with none, and no message"),
        pytest.param(TREE + PARENT * 8 + AUTHOR + COMMITTER + "\nPesan", id="with eight"),
        pytest.param(HEAD + SIGNATURE + "\nPesan\n", id="signed"),
        pytest.param(HEAD + "encoding ISO-8859-1\n" + SIGNATURE + "\nPesan\n", id="in another encoding"),
        pytest.param(HEAD + SIGNATURE + "HG:extra x:y\n\nPesan\n", id="with a header after the signature"),
        pytest.param(HEAD + "mergetag object\n x\nmergetag object\n y\n\nPesan\n", id="with two merged tags"),
        pytest.param(HEAD + "\n\n\ntree x\nparent y\nPesan\n", id="with a message like a header"),
        pytest.param(HEAD.replace("Rahma ", "") + "\n", id="with no name"),
        pytest.param(HEAD.replace("Rahma ", " ") + "\n", id="with an empty name"),
        pytest.param(HEAD.replace("1783306800", "0") + "\n", id="of 1970"),
        pytest.param(HEAD.replace("+0700", "-1200") + "\n", id="in another zone"),
    ],
)
def test_a_commit_is_read(content: str) -> None:
    commit = parse_commit(SHA1, content.encode())
    assert commit.tree == "1" * 40
    assert commit.parents == ("2" * 40,) * content.partition("\n\n")[0].count("\nparent ")
    assert commit.message.decode() == content.partition("\n\n")[2]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "no end of its header"),
        ("x", "no end of its header"),
        (HEAD, "no end of its header"),
        ("\n\n", "has no value"),
        (HEAD + "\nPesan\0", "NUL"),
        (HEAD + "gpgsig\n\n", "has no value"),
        (" x" + HEAD + "\n", "begins with a continued line"),
        (PARENT + AUTHOR + COMMITTER + "\n", "not tree, parents, author, committer"),
        (TREE + HEAD + "\n", "not tree, parents, author, committer"),
        (TREE + AUTHOR + PARENT + COMMITTER + "\n", "not tree, parents, author, committer"),
        (TREE + PARENT + COMMITTER + AUTHOR + "\n", "not tree, parents, author, committer"),
        (TREE + PARENT + AUTHOR + "\n", "not tree, parents, author, committer"),
        (TREE + PARENT + COMMITTER + "\n", "not tree, parents, author, committer"),
        (PARENT + TREE + AUTHOR + COMMITTER + "\n", "not tree, parents, author, committer"),
        (TREE + PARENT + AUTHOR + AUTHOR + COMMITTER + "\n", "not tree, parents, author, committer"),
        (TREE + "encoding x\n" + PARENT + AUTHOR + COMMITTER + "\n", "not tree, parents, author, committer"),
        (HEAD + AUTHOR + "\n", "a second or misplaced 'author'"),
        (HEAD + COMMITTER + "\n", "a second or misplaced 'committer'"),
        (HEAD + PARENT + "\n", "a second or misplaced 'parent'"),
        (HEAD + TREE + "\n", "a second or misplaced 'tree'"),
        (HEAD + SIGNATURE + SIGNATURE + "\n", "has 'gpgsig' twice"),
        (HEAD + "encoding x\nencoding y\n\n", "has 'encoding' twice"),
        (HEAD + SIGNATURE + SIGNATURE.replace("gpgsig", "gpgsig-sha256") + "\n", "two signatures"),
        (HEAD + SIGNATURE.replace("gpgsig", "gpgsig-sha256") + "\n", "for the other kind of object ids"),
        (HEAD.replace("1" * 40, "1" * 39) + "\n", "something that is no id"),
        (HEAD.replace("1" * 40, "1" * 64) + "\n", "something that is no id"),
        (HEAD.replace("1" * 40, "A" * 40) + "\n", "something that is no id"),
        (HEAD.replace("2" * 40, "2" * 41) + "\n", "something that is no id"),
        (HEAD.replace(f"parent {'2' * 40}", f"parent {'2' * 40} ") + "\n", "something that is no id"),
        (HEAD.replace("<rahma@contoh.example>", "rahma@contoh.example") + "\n", "not 'name <address>"),
        (HEAD.replace("<rahma@contoh.example>", "<rahma@<contoh.example>") + "\n", "not 'name <address>"),
        (HEAD.replace("1783306800", "01783306800") + "\n", "not 'name <address>"),
        (HEAD.replace("1783306800", "-1") + "\n", "not 'name <address>"),
        (HEAD.replace("1783306800", "253370764800") + "\n", "not 'name <address>"),
        (HEAD.replace("1783306800", "9" * 30) + "\n", "not 'name <address>"),
        (HEAD.replace("1783306800", "\u0661") + "\n", "not 'name <address>"),
        (HEAD.replace("+0700", "+7") + "\n", "not 'name <address>"),
        (HEAD.replace("+0700", "+0700 x") + "\n", "not 'name <address>"),
        (HEAD.replace(" +0700", "") + "\n", "not 'name <address>"),
    ],
)
def test_a_commit_in_another_form_is_refused(content: str, why: str) -> None:
    with pytest.raises(BadObjectError) as refused:
        parse_commit(SHA1, content.encode())
    assert why in ENGLISH.say(refused.value.message)


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param("".join(f"x{number} y\n" for number in range(8189)), id="headers"),
        pytest.param("x y\n" + " z\n" * 8188, id="lines in one header"),
    ],
)
def test_a_header_of_too_many_lines_is_refused_and_one_line_less_is_read(headers: str) -> None:
    with pytest.raises(BadObjectError) as refused:
        parse_commit(SHA1, (HEAD + headers + "\nPesan\n").encode())
    assert ENGLISH.say(refused.value.message) == "the commit's header has more than 8192 lines"
    less = HEAD + headers.partition("\n")[2] if headers.startswith("x0") else HEAD + headers[:-3]
    assert parse_commit(SHA1, (less + "\nPesan\n").encode()).payload == (less + "\nPesan\n").encode()


def test_the_signature_is_taken_out_of_what_it_covers() -> None:
    plain = HEAD.encode() + b"encoding UTF-8\n\nPesan\n"
    armored = b"-----BEGIN SSH SIGNATURE-----\n\nAA\n-----END SSH SIGNATURE-----"
    commit = parse_commit(SHA1, signed(plain, armored))
    assert commit.payload == plain
    assert commit.signature == armored


def test_headers_around_the_signature_are_covered() -> None:
    content = HEAD + "mergetag object x\n gpgsig x\n" + SIGNATURE + "HG:extra y\n z\n\nPesan\n"
    assert parse_commit(SHA1, content.encode()).payload.decode() == content.replace(SIGNATURE, "")


def test_ids_of_64_digits_have_a_signature_header_of_their_own() -> None:
    content = (HEAD + SIGNATURE).replace("1" * 40, "1" * 64).replace("2" * 40, "2" * 64)
    content = content.replace("gpgsig", "gpgsig-sha256")
    commit = parse_commit(SHA256, (content + "\nPesan\n").encode())
    assert commit.signature is not None
    assert commit.payload.decode() == content.partition("gpgsig")[0] + "\nPesan\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"tree x\n",
        PARENT.encode(),
        TREE.replace("1" * 40, "1" * 41).encode(),
        TREE.replace("1" * 40, "1" * 64).encode(),
        b"\n" + TREE.encode(),
    ],
)
def test_what_has_no_tree_has_no_skeleton(content: bytes) -> None:
    with pytest.raises(BadObjectError):
        skeleton_of(SHA1, content)


def test_a_parent_in_capitals_is_one_to_git_and_stops_no_walk() -> None:
    story = Story()
    parent = story.approve()
    story.commit({"records/a.md": b"a"})
    edited(story, parent.encode(), parent.upper().encode())
    story.commit({"records/README.md": b"Catatan\n"})
    assert story.verdicts() == {EVL: "personal"}
    assert story.problems() == ["bad-object"]


def test_the_skeleton_is_what_git_reads() -> None:
    content = TREE + PARENT + PARENT.replace("2", "3") + "x\n" + PARENT
    assert skeleton_of(SHA1, content.encode()) == ("1" * 40, ("2" * 40, "3" * 40))


# ---- Trees


def entry(name: str, mode: str = "100644") -> bytes:
    return f"{mode} ".encode() + name.encode("utf-8", "surrogateescape") + b"\0" + b"\1" * 20


@pytest.mark.parametrize(
    "names",
    [
        [],
        ["a"],
        ["a", "b"],
        ["A", "a"],
        ["a b", "a.b"],
        [".gitignore", ".gitmodules"],
        [".gita", "agit", "git"],
        ["a\\b"],
        ["\udcff"],
        ["\u0130\u200c"],
    ],
)
def test_a_tree_is_read(names: list[str]) -> None:
    entries = parse_tree(SHA1, b"".join(entry(name) for name in names))
    assert [(e.mode, e.name, e.id) for e in entries] == [("100644", name, "01" * 20) for name in names]


@pytest.mark.parametrize("mode", ["40000", "100644", "100755", "120000", "160000"])
def test_a_tree_has_these_modes(mode: str) -> None:
    [found] = parse_tree(SHA1, entry("a", mode))
    assert (found.is_tree, found.is_plain_file) == (mode == "40000", mode == "100644")


def test_a_folder_is_sorted_as_if_it_ended_in_a_slash() -> None:
    assert parse_tree(SHA1, entry("a.b") + entry("a", "40000") + entry("a0"))
    with pytest.raises(BadObjectError, match="not sorted"):
        parse_tree(SHA1, entry("a", "40000") + entry("a.b"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(entry("a")[:-1], "cut off", id="cut off in an id"),
        pytest.param(entry("a")[:8], "cut off", id="cut off in a name"),
        pytest.param(entry("a") + b"x", "cut off", id="something after its end"),
        pytest.param(b"x" + entry("a"), "cut off", id="something before its beginning"),
        pytest.param(entry("a") + b"\n" + entry("b"), "cut off", id="something in between"),
        pytest.param(entry(""), "cut off", id="no name"),
        pytest.param(entry("a", "040000"), "a mode", id="a mode with a zero in front"),
        pytest.param(entry("a", "100664"), "a mode", id="a mode of old"),
        pytest.param(entry("a", "644"), "cut off", id="half a mode"),
        pytest.param(entry("a", "100600"), "a mode", id="a mode of none"),
        pytest.param(entry("b") + entry("a"), "not sorted", id="not sorted"),
        pytest.param(entry("a") + entry("a"), "a name stands twice", id="a name twice"),
        pytest.param(
            entry("a") + entry("a", "40000"), "a name stands twice", id="a file and a folder of one name"
        ),
        pytest.param(
            entry("a") + entry("a.b") + entry("a", "40000"), "a name stands twice", id="the same, apart"
        ),
        pytest.param(entry("a/b"), "of the name", id="a slash"),
        pytest.param(entry("/a"), "of the name", id="an absolute path"),
        pytest.param(entry("."), "of the name", id="a dot"),
        pytest.param(entry(".."), "of the name", id="two dots"),
        pytest.param(entry(".git"), "of the name", id=".git"),
        pytest.param(entry(".GIT", "40000"), "of the name", id=".GIT"),
        pytest.param(entry(".git."), "of the name", id=".git to Windows"),
        pytest.param(entry(".git "), "of the name", id=".git to Windows again"),
        pytest.param(entry(".git::$INDEX"), "of the name", id="a stream of .git"),
        pytest.param(entry("GIT~1"), "of the name", id="the short name of .git"),
        pytest.param(entry(".git\\hooks"), "of the name", id="a file in .git to Windows"),
        pytest.param(entry("a\\.git"), "of the name", id=".git below a folder to Windows"),
        pytest.param(entry("..\\.git"), "of the name", id=".git beside the folder to Windows"),
        pytest.param(entry(".g\u200cit"), "of the name", id=".git to macOS"),
        pytest.param(entry("\u200d.git"), "of the name", id=".git to macOS again"),
    ],
)
def test_a_tree_in_another_form_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(BadObjectError) as refused:
        parse_tree(SHA1, content)
    assert why in ENGLISH.say(refused.value.message)


@pytest.mark.parametrize("name", ["\\", "a\\", "\\a", "a\\\\b", "a\\b.git"])
def test_a_backslash_in_a_name_is_no_fault_by_itself(name: str) -> None:
    assert [found.name for found in parse_tree(SHA1, entry(name))] == [name]


def test_ids_of_64_digits_are_longer_in_trees() -> None:
    content = b"100644 a\0" + b"\2" * 32
    assert parse_tree(SHA256, content)[0].id == "02" * 32
    with pytest.raises(BadObjectError):
        parse_tree(SHA1, content)


def test_an_id_is_the_hash_of_kind_length_and_content() -> None:
    assert object_id("blob", b"", "sha1") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    assert object_id("tree", b"", "sha1") == "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    assert object_id("blob", b"", "sha256") == hashlib.sha256(b"blob 0\0").hexdigest()
    assert (algorithm_of(SHA1), algorithm_of(SHA256)) == ("sha1", "sha256")


# ---- Only their own errors


@given(st.binary(max_size=300))
def test_any_bytes_are_a_commit_or_are_refused(content: bytes) -> None:
    for id_ in (SHA1, SHA256):
        for read in (parse_commit, parse_tree, skeleton_of):
            with contextlib.suppress(BadObjectError):
                read(id_, content)


PIECES = [
    TREE,
    PARENT,
    AUTHOR,
    COMMITTER,
    SIGNATURE,
    "\n",
    " x\n",
    "x y\n",
    "Pesan",
    "\0",
    "encoding x\n",
    "<",
    ">",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_pieces_of_a_commit_are_one_or_are_refused(pieces: list[str]) -> None:
    content = "".join(pieces).encode()
    try:
        commit = parse_commit(SHA1, content)
    except BadObjectError:
        return
    assert skeleton_of(SHA1, content) == (commit.tree, commit.parents)


ENTRIES = st.tuples(st.sampled_from(["40000", "100644", "160000"]), st.text(max_size=4))


@given(st.lists(ENTRIES, max_size=5), st.none() | st.integers(0, 200))
def test_any_entries_are_a_tree_or_are_refused(entries: list[tuple[str, str]], cut: int | None) -> None:
    content = b"".join(entry(name.encode("utf-8", "replace").decode(), mode) for mode, name in entries)[:cut]
    try:
        found = parse_tree(SHA1, content)
    except BadObjectError:
        return
    assert b"".join(entry(e.name, e.mode) for e in found) == content


# ---- In a history


def edited(story: Story, old: bytes, new: bytes) -> str:
    """Put the commit at the tip of the main line there again, with other bytes."""
    kind, content = story.scribe.read(story.tip)
    assert kind == "commit"
    assert old in content
    return story.put(content.replace(old, new, 1))


def two_signatures(story: Story) -> None:
    story.approve()
    content = story.scribe.read(story.tip)[1]
    at = content.index(b"gpgsig")
    end = content.index(b"\n\n")
    edited(story, b"gpgsig", content[at:end] + b"\ngpgsig")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"author ", b"author A <a@b.c> 0 +0000\nauthor ", id="two authors"),
        pytest.param(b"\n\nPerubahan", b"\n\nPeru\0bahan", id="a NUL in the message"),
        pytest.param(b"gpgsig ", b"parent " + b"0" * 40 + b"\ngpgsig ", id="a parent further down"),
        pytest.param(b"gpgsig ", b"gpgsig x\ngpgsig ", id="two signature headers"),
        pytest.param(b"gpgsig ", b"gpgsig-sha256 x\ngpgsig ", id="two sorts of signature headers"),
        pytest.param(b" +0000", b" +000", id="half a time zone"),
    ],
)
def test_a_commit_in_bad_form_brings_nothing_and_the_walk_goes_on(old: bytes, new: bytes) -> None:
    story = Story()
    story.approve()
    edited(story, old, new)
    assert story.verdicts() == {EVL: "bad-object"}
    assert story.problems() == ["bad-object"]
    story.commit({FIRST: None})
    story.approve()
    assert story.verdicts() == {EVL: "personal"}


def test_a_commit_of_a_branch_in_bad_form_brings_nothing() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    content = story.scribe.read(side)[1].replace(b"author ", b"author A <a@b.c> 0 +0000\nauthor ", 1)
    bad = story.scribe.put("commit", content)
    story.trees[bad] = story.trees[side]
    story.tip = story.write(story.trees[bad], (story.tip, bad))
    assert story.verdicts() == {EVL: "bad-object"}


def test_what_is_signed_on_top_of_a_commit_in_bad_form_counts() -> None:
    story = Story()
    story.commit({"records/README.md": b"Catatan\n"})
    edited(story, b"author ", b"author A <a@b.c> 0 +0000\nauthor ")
    story.approve()
    assert story.verdicts() == {EVL: "personal"}


def test_what_a_commit_in_bad_form_brings_counts_with_the_next_one() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.merge(side)
    edited(story, b"author ", b"author A <a@b.c> 0 +0000\nauthor ")
    assert story.verdicts() == {EVL: "bad-object"}
    landed = story.commit({"records/README.md": b"Catatan\n"})
    [judged] = story.judge().decisions
    assert judged.is_proved
    assert (judged.commit, judged.landed) == (side, landed)


def test_a_roster_that_a_commit_in_bad_form_brings_counts_with_the_next_one() -> None:
    story = Story()
    side = story.change_roster(roster() + "# lagi\n", on=story.tip)
    story.merge(side)
    edited(story, b"author ", b"author A <a@b.c> 0 +0000\nauthor ")
    assert story.roster_verdicts() == []
    story.commit({"records/README.md": b"Catatan\n"})
    assert story.roster_verdicts() == ["eka"]


def test_what_waits_for_its_bytes_lands_though_a_commit_in_bad_form_brings_them() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.merge(side, files=story.files)
    story.commit({FIRST: story.trees[side][FIRST]})
    edited(story, b"author ", b"author A <a@b.c> 0 +0000\nauthor ")
    assert story.verdicts() == {EVL: "bad-object"}
    story.commit({"records/README.md": b"Catatan\n"})
    assert story.verdicts() == {EVL: "personal"}


def test_what_a_commit_in_bad_form_removes_is_told_of_the_tip_and_then_with_the_next_one() -> None:
    story = Story()
    story.approve()
    story.commit({FIRST: None, ROSTER: None})
    edited(story, b"author ", b"author A <a@b.c> 0 +0000\nauthor ")
    assert story.problems() == ["bad-object", "decision-removed", "roster-not-in-force"]
    story.commit({"records/README.md": b"Catatan\n"})
    assert story.problems() == ["bad-object", "decision-removed"]
    assert story.roster_verdicts() == ["no-right"]


def test_a_tip_in_bad_form_that_puts_the_roster_in_force_back_leaves_nothing_to_tell_of_it() -> None:
    story = Story()
    in_force = story.files[ROSTER]
    story.commit({ROSTER: in_force + b"# tanpa hak\n"})
    story.commit({ROSTER: in_force})
    edited(story, b"author ", b"author A <a@b.c> 0 +0000\nauthor ")
    assert story.problems() == ["bad-object"]


def test_of_a_tip_in_bad_form_that_touches_nothing_no_more_is_told() -> None:
    story = Story()
    story.approve()
    story.commit({ROSTER: roster().encode() + b"# tanpa hak\n"})
    story.commit({"records/README.md": b"Catatan\n"})
    edited(story, b"author ", b"author A <a@b.c> 0 +0000\nauthor ")
    assert story.problems() == ["bad-object"]
    assert story.roster_verdicts() == ["unsigned"]


def with_tree(story: Story, tree: str, **how: object) -> str:
    """Commit a tree on the main line, whatever it is."""
    story.commit({"records/x": b"x"}, **how)
    content = story.scribe.read(story.tip)[1]
    return story.put(content.replace(content[5:45], tree.encode(), 1))


def twice(scribe: Scribe, files: dict[str, bytes]) -> str:
    """Return a tree in which ``records`` stands twice."""
    content = scribe.read(scribe.tree(files))[1]
    at = content.index(b"40000 records\0")
    return scribe.put("tree", content[:at] + content[at : at + 34] + content[at:])


def inside(scribe: Scribe, files: dict[str, bytes], folder: str, bad: bytes) -> str:
    """Return a tree with another one, in bad form, in the place of a folder of the records."""
    bad_tree = scribe.put("tree", bad)
    records = {p.removeprefix("records/"): c for p, c in files.items() if p.startswith("records/")}
    kept = {p: c for p, c in records.items() if not p.startswith(f"{folder}/")}
    marked = scribe.read(scribe.tree({**kept, f"{folder}/x": b"x"}))[1]
    at = marked.index(f"40000 {folder}\0".encode()) + len(f"40000 {folder}\0")
    top = scribe.put("tree", marked[:at] + bytes.fromhex(bad_tree) + marked[at + 20 :])
    return scribe.put("tree", b"40000 records\0" + bytes.fromhex(top))


DUPLICATE = entry("EVL.yaml") * 2


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda story: twice(story.scribe, story.files), id="entries that stand twice"),
        pytest.param(
            lambda story: inside(story.scribe, story.files, "evaluations", DUPLICATE), id="the same below"
        ),
        pytest.param(
            lambda story: inside(story.scribe, story.files, "decisions", DUPLICATE), id="among decisions"
        ),
        pytest.param(lambda story: story.scribe.put("blob", b"x"), id="a file in the place of a folder"),
        pytest.param(lambda story: nested(story.scribe, 3000), id="3,000 levels"),
        pytest.param(lambda story: bomb(story.scribe), id="folders that unfold without end"),
    ],
)
def test_a_tree_in_bad_form_takes_authority_from_its_commit_and_the_next(
    make: Callable[[Story], str],
) -> None:
    story = Story()
    files = story.files
    with_tree(story, make(story), by="rahma", key=key_of("rahma"))
    # A tree in which no roster can be found is told with it, as long as it is the last.
    assert [code for code in story.problems() if code != "roster-not-in-force"] == ["bad-object"]
    story.files = story.trees[story.tip] = files
    story.commit(dict(story.decision()), by="rahma", key=key_of("rahma"))
    assert story.problems() == ["bad-object", "bad-object"]
    assert story.verdicts() == {EVL: "no-act"}
    story.commit({FIRST: None})
    story.approve()
    assert story.verdicts() == {EVL: "personal"}
    assert story.problems() == ["bad-object", "bad-object"]


def nested(scribe: Scribe, levels: int) -> str:
    """Return a tree whose folder of records is nested deep."""
    tree = scribe.tree({"a": b"a"})
    for name in ["a"] * levels + ["records"]:
        tree = scribe.put("tree", f"40000 {name}\0".encode() + bytes.fromhex(tree))
    return tree


def bomb(scribe: Scribe) -> str:
    """Return a tree whose folder of records has 10 to the power of 9 files in a few bytes."""
    return scribe.put("tree", b"40000 records\0" + bytes.fromhex(unfolding(scribe, 9)))


def unfolding(scribe: Scribe, levels: int) -> str:
    """Return a folder of ten that hold ten each, and so on, with a file in each of the last."""
    tree = scribe.tree({"a": b"a"})
    for _ in range(levels):
        tree = scribe.put("tree", b"".join(f"40000 {n}\0".encode() + bytes.fromhex(tree) for n in range(10)))
    return tree


def test_a_folder_of_decisions_that_unfolds_without_end_is_not_looked_through() -> None:
    story = Story()
    story.approve()
    inside_records = story.scribe.read(bomb(story.scribe))[1][-20:]
    proved = story.scribe.read(story.scribe.read(story.tip)[1][5:45].decode())[1]
    records_tree = story.scribe.read(dict(parsed(proved))[b"40000 records\0"].hex())[1]
    decisions = story.scribe.read(dict(parsed(records_tree))[b"40000 decisions\0"].hex())[1]
    entries = dict(parsed(decisions)) | {b"40000 KAK-2026-001\0": inside_records}
    wide = {b"40000 decisions\0": bytes.fromhex(story.scribe.put("tree", joined(entries)))}
    records_ = story.scribe.put("tree", joined(dict(parsed(records_tree)) | wide))
    top = dict(parsed(proved)) | {b"40000 records\0": bytes.fromhex(records_)}
    with_tree(story, story.scribe.put("tree", joined(top)))
    assert story.verdicts() == {EVL: "personal"}
    assert story.problems() == ["bad-object"]


@pytest.mark.parametrize(("folder", "verdict"), [("evaluations", "not-once"), ("forms", "rests-on")])
def test_a_folder_in_bad_form_that_stays_is_in_the_way_of_its_records_alone(
    folder: str, verdict: str
) -> None:
    story = Story()
    with_tree(story, inside(story.scribe, story.files, folder, DUPLICATE))
    add_beside(story, story.decision(), by="rahma")
    add_beside(story, story.decision("KAK-2026-001"), by="agus")
    assert story.verdicts() == {EVL: verdict, "KAK-2026-001/1": "personal"}


def test_a_record_beside_more_folders_than_are_looked_through_is_not_decided() -> None:
    story = Story()
    folder = "records/evaluations/"
    files = {path.removeprefix(folder): c for path, c in story.files.items() if path.startswith(folder)}
    kept = story.scribe.read(story.scribe.tree(files))[1]
    # The folder of the record is looked through before these.
    more = b"40000 0\0" + bytes.fromhex(unfolding(story.scribe, 4))
    with_tree(story, inside(story.scribe, story.files, "evaluations", more + kept))
    assert story.problems() == []
    add_beside(story, story.decision(), by="rahma")
    assert story.verdicts() == {EVL: "not-once"}


def add_beside(story: Story, files: dict[str, bytes], by: str) -> None:
    """Commit decisions with somebody's signature, leaving the other folders as they lie there."""
    after = {**story.files, **files}
    decisions = {p.removeprefix("records/decisions/"): c for p, c in after.items() if "/decisions/" in p}
    top = story.scribe.read(story.scribe.read(story.tip)[1][5:45].decode())[1]
    records = story.scribe.read(dict(parsed(top))[b"40000 records\0"].hex())[1]
    entries = dict(parsed(records)) | {b"40000 decisions\0": bytes.fromhex(story.scribe.tree(decisions))}
    ordered = sorted(entries.items(), key=lambda item: item[0].split(b" ")[1].replace(b"\0", b"/"))
    changed = story.scribe.put("tree", b"".join(head + id_ for head, id_ in ordered))
    tree = story.scribe.put("tree", b"40000 records\0" + bytes.fromhex(changed))
    content = story.scribe.read(story.commit({}, by=by))[1]
    payload = content.replace(content[5:45], tree.encode(), 1)
    story.put(signed(payload, key_of(by).sign(payload)), after)


def joined(entries: dict[bytes, bytes]) -> bytes:
    """Return the tree of entries in git's order: by name, a folder as if a slash followed it."""

    def place(head: bytes) -> bytes:
        mode, _, name = head.rstrip(b"\0").partition(b" ")
        return name + b"/" if mode == b"40000" else name

    return b"".join(head + entries[head] for head in sorted(entries, key=place))


def parsed(content: bytes) -> list[tuple[bytes, bytes]]:
    """Return the entries of a tree in any form: mode and name, and the id."""
    found = []
    at = 0
    while at < len(content):
        end = content.index(b"\0", at) + 1
        found.append((content[at:end], content[end : end + 20]))
        at = end + 20
    return found


def test_a_folder_of_decisions_in_bad_form_at_the_tip_hides_no_decision_that_was_proved() -> None:
    story = Story()
    story.approve()
    with_tree(story, inside(story.scribe, story.files, "decisions", DUPLICATE))
    assert story.verdicts() == {EVL: "personal"}


def test_a_second_parent_that_is_no_commit_brings_nothing() -> None:
    story = Story()
    for kind in ("blob", "commit"):
        story.tip = story.write(story.files, (story.tip, story.scribe.put(kind, b"rusak")))
    story.approve()
    assert story.verdicts() == {EVL: "personal"}


def folder_as(story: Story, name: str) -> bytes:
    """Return the entry of a plain file which is a folder inside."""
    return f"100644 {name}\0".encode() + bytes.fromhex(story.scribe.tree({"x": b"x"}))


def test_a_decision_file_that_is_a_folder_inside_is_unreadable() -> None:
    story = Story()
    folder = story.scribe.put("tree", folder_as(story, "1.yaml"))
    content = b"40000 EVL-2026-001\0" + bytes.fromhex(folder)
    with_tree(story, inside(story.scribe, story.files, "decisions", content), by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "bad-signature"}
    [judged] = story.judge().decisions
    assert judged.decision is None


def test_a_record_that_is_a_folder_inside_is_not_decided() -> None:
    story = Story()
    story.approve()
    folder = story.scribe.put("tree", folder_as(story, "EVL-2026-001.yaml"))
    content = b"40000 2026\0" + bytes.fromhex(folder)
    with_tree(story, inside(story.scribe, story.files, "evaluations", content))
    add_beside(story, story.decision(number=2), by="rahma")
    assert story.verdicts() == {EVL: "personal", "EVL-2026-001/2": "bad-object"}


def test_a_roster_that_is_a_folder_inside_is_none() -> None:
    story = Story()
    kept = {path: content for path, content in story.files.items() if path != ROSTER}
    tree = story.scribe.read(story.scribe.tree(kept))[1]
    records = story.scribe.read(dict(parsed(tree))[b"40000 records\0"].hex())[1]
    entries = sorted(
        [*parsed(records), *parsed(folder_as(story, "roster.yaml"))], key=lambda e: e[0].split(b" ")[1]
    )
    top = story.scribe.put("tree", b"".join(head + id_ for head, id_ in entries))
    tree_id = story.scribe.put("tree", b"40000 records\0" + bytes.fromhex(top))
    content = story.scribe.read(story.commit({}, by="eka"))[1]
    payload = content.replace(content[5:45], tree_id.encode(), 1)
    story.put(signed(payload, key_of("eka").sign(payload)))
    assert story.roster_verdicts() == ["bad-roster"]


def test_a_repository_with_ids_of_64_digits() -> None:
    story = Story(scribe=Scribe("sha256"))
    assert len(story.tip) == 64
    story.approve()
    side = story.change_roster(roster() + "# lagi\n", on=story.tip)
    story.merge(side)
    story.commit({FIRST: None})
    assert story.verdicts() == {EVL: "personal"}
    assert story.roster_verdicts() == ["eka"]


# ---- What a real forge writes

FORGE = Path(__file__).parents[2].parent / "shared/data/forge"
needs_forge = pytest.mark.skipif(
    not FORGE.is_dir(), reason="needs the folder with real forge commits beside the checkout"
)


@needs_forge
@pytest.mark.parametrize(
    ("name", "id_", "parents"),
    [
        ("github-merge", "2c8cd3ac958a7eb316d67f2d316c27086c4c0369", 2),
        ("github-test-merge", "f37bae7e25a9f99807fa8cd9bea9175f398306a8", 2),
        ("github-squash", "fca5c7cf2cd2f8338f18b9485f936b8e9f07bd0b", 1),
    ],
)
def test_commits_of_a_real_forge_are_read(name: str, id_: str, parents: int) -> None:
    content = (FORGE / f"{name}.commit").read_bytes()
    assert object_id("commit", content, "sha1") == id_
    commit = parse_commit(id_, content)
    assert len(commit.parents) == parents
    assert commit.committer.email == "noreply@github.com"
    assert commit.signature is not None


def test_it_is_said_whether_a_commit_or_a_folder_is_in_bad_form() -> None:
    story = Story()
    content = story.scribe.read(story.commit({"records/x": b"x"}))[1]
    story.put(content.replace(b"\nauthor ", b"\nauthor  x\nauthor ", 1))
    with_tree(story, nested(story.scribe, 3000))
    messages = [ENGLISH.say(problem.message) for problem in story.judge().problems]
    assert messages == [
        "the commit is not in the form that git writes",
        "a folder that it changes can't be read, or not to its end",
        "the roster in the tree is not the one in force",
    ]
