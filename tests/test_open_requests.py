"""Decisions of a person that wait on branches, and how a repository on disk is opened for that."""

import subprocess
from collections.abc import Callable
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


def waiting(office: Path, story: Story, person: str = "rahma") -> list[tuple[str, tuple[str, ...] | str]]:
    """Put a story on the disk and return what waits there, or why that can't be told."""
    write(office / ".git", story)
    with open_shelf(office) as shelf:
        found = open_requests(office, shelf, story.tip, person)
    return [(one.branch, one.records or (ENGLISH.say(one.fault) if one.fault else "")) for one in found]


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


def in_no_form(story: Story) -> tuple[str, str]:
    content = story.scribe.read(story.approve(on=story.tip))[1]
    odd = story.scribe.put("commit", content.replace(b"\nauthor ", b"\nodd x\nauthor ", 1))
    return odd, f"the commit {odd} is not in the form that git writes"


def with_a_folder_in_no_form(story: Story) -> tuple[str, str]:
    content, tree = story.scribe.read(story.tip)[1], story.scribe.put("tree", b"40000 records")
    odd = story.scribe.put("commit", content.replace(content[5:45], tree.encode()))
    return odd, "the tree is cut off, or has something between its entries"


def deeply_nested(story: Story) -> tuple[str, str]:
    deep = story.commit({f"records/{'a/' * 25}x.txt": b"x"}, on=story.tip)
    return deep, "it changes too many files, or files in too many nested folders"


def missing(_: Story) -> tuple[str, str]:
    return "1" * 40, f"the object {'1' * 40} is missing from the repository"


@pytest.mark.parametrize("made", [in_no_form, with_a_folder_in_no_form, deeply_nested, missing])
def test_a_branch_that_can_not_be_read_is_named_and_keeps_no_other_from_being_found(
    office: Path, made: Callable[[Story], tuple[str, str]]
) -> None:
    story = Story()
    odd, why = made(story)
    point(office / ".git", BRANCH, odd)
    point(office / ".git", "refs/heads/utuh", story.approve(on=story.tip))

    assert waiting(office, story) == [("setujui", why), ("utuh", ("EVL-2026-001",))]


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
    write(office / ".git", story)

    with pytest.raises(Refusal) as error, open_shelf(office) as shelf:
        shelf.commit("1" * 40)

    assert ENGLISH.say(error.value.message) == f"the object {'1' * 40} is missing from the repository"


def test_a_folder_that_no_git_writes_is_not_believed(office: Path) -> None:
    story = Story()
    odd, why = with_a_folder_in_no_form(story)
    write(office / ".git", story)

    with pytest.raises(Refusal) as error, open_shelf(office) as shelf:
        shelf.trees.difference(*(shelf.commit(commit).tree for commit in (story.tip, odd)))

    assert ENGLISH.say(error.value.message) == f"an object can't be believed: {why}"


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
