"""What stands in the folders of a commit, whatever else is put in their place."""

from collections.abc import Collection, Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.language import ENGLISH
from lpsedocs.trust.objects import BadObjectError, MissingObjectError
from lpsedocs.trust.trees import Trees
from tests.trust.story import Story


def folder(story: Story, *entries: tuple[str, str, str]) -> str:
    """Store a folder of entries: mode, name, id."""
    content = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(id_) for mode, name, id_ in entries)
    return story.scribe.put("tree", content)


def test_a_file_that_reads_like_a_folder_is_none() -> None:
    story = Story()
    file = story.scribe.put("blob", story.scribe.read(folder(story))[1])
    with pytest.raises(BadObjectError) as error:
        Trees(story).folder(file)
    assert ENGLISH.say(error.value.message) == f"{file} is no folder, but a git object of the kind 'blob'"


@pytest.mark.parametrize("mode", ["160000", "120000", "100644"])
def test_what_is_no_folder_leads_nowhere_and_is_not_asked_for(mode: str) -> None:
    story, nowhere = Story(), "1" * 40
    root = folder(story, ("40000", "records", folder(story, (mode, "decisions", nowhere))))
    trees = Trees(story)
    assert trees.at(root, "decisions/EVL-2026-001/1.yaml") is None
    assert list(trees.files(root, "decisions")) == []


def nested(story: Story, depth: int, width: int) -> str:
    """Return the root of folders in folders, of which each has the next under several names."""
    here = folder(story, ("100644", "a.yaml", story.scribe.put("blob", b"")))
    for _ in range(depth):
        here = folder(story, *(("40000", f"{n:02}", here) for n in range(width)))
    return folder(story, ("40000", "records", folder(story, ("40000", "decisions", here))))


def test_files_are_found_down_to_a_depth() -> None:
    story = Story()
    found = [
        path.count("/")
        for n in (1, 20, 21)
        for path, _ in Trees(story).files(nested(story, n, 1), "decisions")
    ]
    assert found == [2, 21]


def test_folders_that_unfold_to_any_number_of_files_come_to_an_end() -> None:
    story = Story()
    found = sum(1 for _ in Trees(story).files(nested(story, 15, 20), "decisions"))
    assert 0 < found <= 200_000


# ---- What differs


def of_files(story: Story, paths: Iterable[str]) -> str:
    """Store a tree of files, whose bytes are their paths."""
    return story.scribe.tree({path: path.encode() for path in paths})


PATHS = ["a.md", "records/b", "records/x", "records/x/y", "records/x/y/z", "records/x/w", "recordsa"]


@given(st.lists(st.sets(st.sampled_from(PATHS)), min_size=2, max_size=6))
def test_what_is_compared_side_by_side_differs_as_it_does_alone(contents: list[set[str]]) -> None:
    story = Story()
    roots = [of_files(story, paths) for paths in contents if is_possible(paths)]
    pairs = list(pairwise(roots))
    beside, alone = Trees(story), Trees(story)
    found = list(beside.foresee(pairs))
    assert found == [alone.difference(*pair) for pair in dict.fromkeys(pairs)]
    assert [beside.difference(*pair) for pair in pairs] == [alone.difference(*pair) for pair in pairs]


@pytest.mark.parametrize(("before", "after"), [("records/x", "records/x/y"), ("records/x/y", "records/x")])
def test_a_file_in_the_place_of_a_folder_differs_from_what_was_in_it(before: str, after: str) -> None:
    story = Story()
    changes = Trees(story).difference(of_files(story, [before]), of_files(story, [after])).changes
    found = {change.path: (bool(change.before), bool(change.after)) for change in changes}
    assert found == {before[8:]: (True, False), after[8:]: (False, True)}


def is_possible(paths: Collection[str]) -> bool:
    return not any(one.startswith(f"{other}/") for one in paths for other in paths)


@pytest.fixture
def two() -> tuple[Story, tuple[str, str]]:
    """Return a story with two trees that differ in a file of the records."""
    story = Story()
    return story, (of_files(story, ["records/a"]), of_files(story, ["records/a", "records/b"]))


def test_what_was_foreseen_is_not_read_again(two: tuple[Story, tuple[str, str]]) -> None:
    story, pair = two
    trees = Trees(story)
    (foreseen,) = trees.foresee([pair])
    story.scribe.objects.clear()
    assert trees.difference(*pair) == foreseen


def test_folders_are_told_ahead_depth_by_depth_and_each_once(two: tuple[Story, tuple[str, str]]) -> None:
    story, (one, other) = two
    told: list[list[str]] = []
    trees = Trees(story, lambda ids: told.append(list(ids)))
    tuple(trees.foresee([(one, other), (other, one)]))
    folders = [entry.id for id_ in (one, other) if (entry := trees.folder(id_).find("records"))]
    assert told == [[one, other], folders]


def test_what_cannot_be_compared_hinders_no_other_comparison(two: tuple[Story, tuple[str, str]]) -> None:
    story, pair = two
    bad = folder(story, ("40000", "records", story.scribe.put("blob", b"")))
    trees = Trees(story)
    assert len([*trees.foresee([(pair[0], bad), (pair[0], "1" * 40), pair])]) == 1
    with pytest.raises(BadObjectError):
        trees.difference(pair[0], bad)
    with pytest.raises(MissingObjectError):
        trees.difference(pair[0], "1" * 40)


@pytest.mark.parametrize(("count", "foreseen"), [(499, 1), (500, 0)])
def test_what_differs_much_is_compared_when_it_is_asked_for(count: int, foreseen: int) -> None:
    story = Story()
    pair = (
        of_files(story, ["records/a"]),
        of_files(story, ["records/a", *(f"records/b{n}" for n in range(count))]),
    )
    trees = Trees(story)
    assert len([*trees.foresee([pair])]) == foreseen
    assert len(trees.difference(*pair).changes) == count
