"""Decisions of a person that wait on branches, and how a repository on disk is opened for that."""

import subprocess
from pathlib import Path

import pytest

from lpsedocs.deciding.rosters import open_requests
from lpsedocs.deciding.shelf import open_shelf
from lpsedocs.findings import Refusal
from lpsedocs.language import ENGLISH
from tests.repositories import point, write
from tests.trust.story import EVALUATION, Story

BRANCH = "refs/heads/setujui"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", "-b", "main", str(tmp_path)], check=True)
    return tmp_path


def waiting(office: Path, story: Story, person: str = "rahma") -> list[tuple[str, tuple[str, ...]]]:
    """Put a story on the disk and return what waits there."""
    write(office / ".git", story)
    with open_shelf(office) as shelf:
        return [(found.branch, found.records) for found in open_requests(office, shelf, story.tip, person)]


def test_decisions_of_a_person_on_branches_here_and_at_remotes_are_found_once_by_name(office: Path) -> None:
    story = Story()
    evaluation, kak = (
        story.approve(on=story.tip),
        story.commit(dict(story.decision("KAK-2026-001")), on=story.tip),
    )
    for ref in ("heads/setujui", "remotes/origin/setujui", "remotes/origin/a/b", "tags/v1", "notes/commits"):
        point(office / ".git", f"refs/{ref}", evaluation)
    point(office / ".git", "refs/heads/kak", kak)
    point(office / ".git", "refs/heads/lain", story.tip)

    assert waiting(office, story) == [("a/b", ("EVL-2026-001",)), ("setujui", ("EVL-2026-001",))]
    assert waiting(office, story, "agus") == [("kak", ("KAK-2026-001",))]
    assert waiting(office, story, "tia") == []


def test_what_the_main_branch_has_waits_no_more_though_a_branch_from_before_lacks_it(office: Path) -> None:
    story = Story()
    before = story.tip
    point(office / ".git", BRANCH, story.approve())
    point(office / ".git", "refs/heads/lama", before)

    assert waiting(office, story) == []


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("records/decisions/EVL-2026-001/satu.yaml", id="no number"),
        pytest.param("records/evaluations/2026/EVL-2026-002.yaml", id="another folder"),
    ],
)
def test_a_decision_in_a_place_of_none_waits_for_nothing(office: Path, place: str) -> None:
    story = Story()
    [content] = story.decision().values()
    point(office / ".git", BRANCH, story.commit({place: content}, on=story.tip))

    assert waiting(office, story) == []


def test_a_file_that_is_no_decision_waits_for_nothing(office: Path) -> None:
    story = Story()
    place = "records/decisions/EVL-2026-001/1.yaml"
    point(office / ".git", BRANCH, story.commit({place: b"by: rahma\n"}, on=story.tip))

    assert waiting(office, story) == []


def test_a_branch_that_ends_with_no_commit_that_can_be_read_is_passed_over(office: Path) -> None:
    story = Story()
    decided = story.approve(on=story.tip)
    content = story.scribe.read(decided)[1].replace(b"\nauthor ", b"\nodd x\nauthor ", 1)
    point(office / ".git", BRANCH, story.scribe.put("commit", content))
    point(office / ".git", "refs/heads/utuh", decided)

    assert waiting(office, story) == [("utuh", ("EVL-2026-001",))]


# ---- The repository


def refused(office: Path, story: Story) -> str:
    with pytest.raises(Refusal) as error:
        waiting(office, story)
    return ENGLISH.say(error.value.message)


def test_nothing_stands_on_a_commit_that_is_not_in_its_form(office: Path) -> None:
    story = Story()
    story.put(story.scribe.read(story.tip)[1].replace(b"\nauthor ", b"\nodd x\nauthor ", 1))

    assert refused(office, story) == (
        f"the commit {story.tip} is not in the form that git writes; nothing can stand on it"
    )


def test_an_object_that_is_missing_is_told(office: Path) -> None:
    story = Story()
    point(office / ".git", BRANCH, "1" * 40)

    assert refused(office, story) == f"the object {'1' * 40} is missing from the repository"


def test_a_folder_that_no_git_writes_is_not_believed(office: Path) -> None:
    story = Story()
    content, tree = story.scribe.read(story.tip)[1], story.scribe.put("tree", b"40000 records")
    point(office / ".git", BRANCH, story.scribe.put("commit", content.replace(content[5:45], tree.encode())))

    assert refused(office, story) == (
        "an object can't be believed: the tree is cut off, or has something between its entries"
    )


def test_a_commit_of_one_parent_tells_what_it_brings_and_no_other_does(office: Path) -> None:
    story = Story()
    root, decided = story.tip, story.approve(on=story.tip)
    merge = story.merge(story.commit({EVALUATION: b"id: EVL-2026-001\n"}, on=story.tip))
    write(office / ".git", story)

    with open_shelf(office) as shelf:
        brought = shelf.brought_by(decided)
        assert brought is not None
        assert [change.path for change in brought.changes] == ["decisions/EVL-2026-001/1.yaml"]
        assert (shelf.brought_by(root), shelf.brought_by(merge)) == (None, None)
