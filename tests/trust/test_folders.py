"""Folders that are read like another one: sooner, and never otherwise than by themselves."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lpsedocs.trust.folders import Folder, TreeEntry, differing, parse_tree
from lpsedocs.trust.objects import BadObjectError

SHA1 = "a" * 40
Row = tuple[str, str, int]
"""Mode, name, and which id."""

MODES = st.sampled_from(["40000", "100644", "100755", "100600"])
NAMES = st.text("aAb. -0/\u0131\udcff", min_size=1, max_size=4) | st.sampled_from(
    [".git", "k", "K", "\u212a"]
)
FILE, BETWEEN, FOLDER = ("100644", "a", 0), ("100644", "a.", 0), ("40000", "a", 1)
ROWS = st.lists(st.tuples(MODES, NAMES, st.integers(0, 2)), max_size=8)


def written(rows: Sequence[Row]) -> bytes:
    encoded = ((mode.encode(), name.encode("utf-8", "surrogateescape"), id_) for mode, name, id_ in rows)
    return b"".join(mode + b" " + name + b"\0" + bytes([id_]) * 20 for mode, name, id_ in encoded)


def in_order(rows: Sequence[Row]) -> list[Row]:
    def key(row: Row) -> bytes:
        return row[1].encode("utf-8", "surrogateescape") + (b"/" if row[0] == "40000" else b"")

    return sorted(rows, key=key)


def read(content: bytes, like: Folder | None = None) -> Folder | None:
    try:
        return parse_tree(SHA1, content, like)
    except BadObjectError:
        return None


def sound(rows: Sequence[Row]) -> Folder:
    """Return the folder of the rows that can stand in one together."""
    kept: list[Row] = []
    for row in in_order(rows):
        if read(written(in_order([*kept, row]))) is not None:
            kept.append(row)
    return parse_tree(SHA1, written(in_order(kept)))


@given(ROWS, ROWS, st.booleans())
@example([("100644", "a", 0)], [("100644", "a", 0), ("40000", "a", 0)], True)
@example([("40000", "a", 0)], [("100644", "a", 0), ("40000", "a", 0)], True)
@example(
    [("100644", "A", 0), ("100644", "b", 0)],
    [("100644", "A", 0), ("100644", "a", 0), ("100644", "b", 0)],
    True,
)
@example(
    [("100644", "a", 0), ("100644", "a.", 0)],
    [("100644", "a", 0), ("100644", "a.", 0), ("40000", "a", 1)],
    False,
)
def test_a_tree_read_like_another_is_what_it_is_by_itself(
    before: list[Row],
    after: list[Row],
    sorts: bool,  # noqa: FBT001
) -> None:
    content = written(in_order(after) if sorts else after)
    alone, alike = read(content), read(content, sound(before))
    assert (alike is None) == (alone is None)
    if alone is not None and alike is not None:
        assert (list(alike), list(alike.starts)) == (list(alone), list(alone.starts))
        assert alike.alike == alone.alike


@given(ROWS, st.data())
def test_a_tree_with_a_part_of_another_is_what_it_is_by_itself(
    before: list[Row], data: st.DataObject
) -> None:
    """What is changed lies anywhere, also inside of an entry."""
    like = sound(before)
    first = data.draw(st.integers(0, len(like.content)))
    last = data.draw(st.integers(first, len(like.content)))
    middle = data.draw(st.binary(max_size=30) | ROWS.map(written))
    content = like.content[:first] + middle + like.content[last:]
    alone, alike = read(content), read(content, like)
    assert (list(alike) if alike is not None else None) == (list(alone) if alone is not None else None)


def test_an_entry_that_ends_as_another_one_is_read_whole() -> None:
    like = parse_tree(SHA1, written([("40000", "a", 0)]))
    content = b"40000 " + like.content
    assert [entry.name for entry in parse_tree(SHA1, content, like)] == ["40000 a"]


@given(ROWS, ROWS)
@example(
    [("100644", "a", 0), ("100644", "b", 0), ("100644", "c", 0)],
    [("100644", "a", 1), ("100644", "b", 0), ("100644", "c", 1)],
)
def test_what_differs_is_told_once_with_both_sides(before: list[Row], after: list[Row]) -> None:
    old = sound(before)
    new = parse_tree(SHA1, sound(after).content, old)
    olds, news = {entry.name: entry for entry in old}, {entry.name: entry for entry in new}
    told = list(differing(old, new))
    assert sorted(told) == sorted(
        (name, olds.get(name), news.get(name))
        for name in olds.keys() | news.keys()
        if olds.get(name) != news.get(name)
    )
    assert sorted(differing(None, new)) == sorted((name, None, entry) for name, entry in news.items())
    assert sorted(differing(old, None)) == sorted((name, entry, None) for name, entry in olds.items())


ENDS_ALIKE = st.lists(
    st.tuples(st.sampled_from(["", "40000 ", "100644 ", "100755 100644 "]), st.sampled_from("ab1"), MODES),
    max_size=4,
).map(lambda rows: [(mode, f"{front}{name}", 1) for front, name, mode in rows])


@given(ENDS_ALIKE, ENDS_ALIKE)
@example([("40000", "a", 1)], [("40000", "40000 a", 1)])
@example(
    [("100644", "1", 0), ("100644", "a", 1), ("100644", "b", 1)],
    [("100644", "1", 1), ("100644", "100644 a", 1), ("100644", "b", 1)],
)
def test_what_differs_is_told_also_where_an_entry_ends_as_another_one(
    before: list[Row], after: list[Row]
) -> None:
    """A name may begin with a mode, so that the same bytes at the end are not the same entries."""
    old, new = sound(before), sound(after)
    for read_new in (new, parse_tree(SHA1, new.content, old)):
        told = {name for name, _, _ in differing(old, read_new)}
        assert told == {name for _, name, _ in set(old) ^ set(new)}


CUNNING_IDS = st.sampled_from(
    [b"\1" * 20, b"\0" * 20, b"100644 a\0" + b"\1" * 11, b"100644 " + b"c" * 13, b"\2" * 12 + b"100644 b"]
)
CUNNING_NAMES = st.sampled_from(["a", "A", "b", "k", "\u212a", "a.", "100644 a", "ccc100644 a", "\udcff"])
CUNNING = st.lists(st.tuples(MODES, CUNNING_NAMES, CUNNING_IDS), max_size=4).map(
    lambda rows: b"".join(
        f"{mode} {name}".encode("utf-8", "surrogateescape") + b"\0" + id_
        for mode, name, id_ in sorted(rows, key=lambda row: row[1].encode("utf-8", "surrogateescape"))
    )
)


@given(st.lists(st.tuples(CUNNING, st.integers(0, 150), st.integers(0, 150)), max_size=12))
def test_folders_that_are_read_one_like_the_other_never_drift_from_what_they_are(
    edits: list[tuple[bytes, int, int]],
) -> None:
    """Ids and names may hold what looks like the beginning of an entry."""
    last = parse_tree(SHA1, b"")
    for content, begin, end in edits:
        for text in (content, last.content[:begin] + content + last.content[end:]):
            alone, alike = read(text), read(text, last)
            assert (alike is None) == (alone is None)
            if alone is None or alike is None:
                continue
            assert list(alike) == list(alone)
            assert alike.alike == Counter(
                entry.name.casefold() + ("" if entry.may_be_file else "/") for entry in alone
            )
            for new in (alone, alike):
                assert {found for _, *both in differing(last, new) for found in both if found} == {*last} ^ {
                    *alone
                }
            last = alike


@given(ROWS, ROWS, ROWS)
def test_what_differs_is_the_same_whichever_folder_one_was_read_like(
    before: list[Row], after: list[Row], other: list[Row]
) -> None:
    old, new, third = sound(before), sound(after), sound(other)
    alike = parse_tree(SHA1, new.content, old)
    for one in (old, third, sound(before)):
        assert sorted(differing(one, alike)) == sorted(differing(one, new))
        assert sorted(differing(alike, one)) == sorted(differing(new, one))


@given(ROWS, ROWS, NAMES.filter(lambda name: "/" not in name))
def test_a_name_is_found_as_by_looking_at_each(before: list[Row], after: list[Row], name: str) -> None:
    folder = parse_tree(SHA1, sound(after).content, sound(before))
    assert folder.find(name) == next((entry for entry in folder if entry.name == name), None)
    alike = [entry for entry in folder if entry.name.casefold() == name.casefold()]
    assert folder.count_alike(name) == len(alike)
    assert folder.folders == tuple((entry.name, entry.id) for entry in folder if entry.is_tree)


@pytest.mark.parametrize("name", ["k.yaml", "K.yaml", "\u212a.yaml"])
def test_a_twin_in_another_alphabet_is_a_twin(name: str) -> None:
    """The Kelvin sign is a K to a file system that knows no upper and lower case."""
    folder = parse_tree(SHA1, written([("100644", "k.yaml", 0), ("100644", "\u212a.yaml", 0)]))
    assert folder.count_alike(name) == 2


def test_a_copy_of_a_record_is_no_twin_of_it() -> None:
    folder = parse_tree(SHA1, written([("100644", "Salinan a.yaml", 0), ("100644", "a.yaml", 1)]))
    assert folder.count_alike("a.yaml") == 1
    assert folder.find("a.yaml") == TreeEntry("100644", "a.yaml", "01" * 20)


def test_entries_are_had_by_their_place() -> None:
    folder = parse_tree(SHA1, written([("100644", "a", 1), ("40000", "b", 2)]))
    assert folder[-1] == folder[1] == TreeEntry("40000", "b", "02" * 20)
    assert list(folder[:1]) == [TreeEntry("100644", "a", "01" * 20)]
    with pytest.raises(IndexError):
        folder[2]


def test_what_looks_like_a_folder_inside_of_another_name_is_none() -> None:
    rows = [("100644", "a40000 b", 0), ("100644", "c", 0), ("40000", "d", 1), ("100644", "e40000 f", 0)]
    assert sound(rows).folders == (("d", "01" * 20),)


def test_names_that_are_the_same_but_for_case_are_counted_whatever_letters_they_have() -> None:
    folder = sound([("100644", "SS.yaml", 0), ("100644", "k.yaml", 0)])
    assert [
        folder.count_alike(name) for name in ("ss.yaml", "K.YAML", "ß.yaml", "\u212a.yaml", "s.yaml")
    ] == [
        1,
        1,
        1,
        1,
        0,
    ]


def test_a_tree_is_not_read_like_one_of_another_width() -> None:
    """What the ids of one width end in can be the beginning of an entry of the other."""
    first = b"100644 a\0" + b"\1" * 20
    content = first + b"100644 bcd\0" + b"\2" + b"100644 " + b"e" * 24 + b"100644 x\0" + b"\3" * 32
    sha256 = "a" * 64
    alone = parse_tree(sha256, content)
    assert [entry.name for entry in alone] == ["a", "e" * 24 + "100644 x"]
    assert list(parse_tree(sha256, content, parse_tree(SHA1, first))) == list(alone)
