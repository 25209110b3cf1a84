"""What stands in the folders of a commit, whatever else is put in their place."""

import pytest

from lpsedocs.language import ENGLISH
from lpsedocs.trust.objects import BadObjectError
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
