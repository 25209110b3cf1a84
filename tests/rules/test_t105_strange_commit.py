from lpsedocs.demo.scribe import Hand
from tests.trust.desk import desk_of, told, told_of_history
from tests.trust.story import Story, key_of


def with_two_authors(story: Story) -> str:
    """Put a commit with two author lines on the main line."""
    kind, content = story.scribe.read(story.commit({"records/README.md": b"Catatan\n"}))
    author = next(line for line in content.split(b"\n") if line.startswith(b"author "))
    story.tip = story.scribe.put(kind, content.replace(author, author + b"\n" + author, 1))
    story.trees[story.tip] = story.files
    return story.tip


def test_a_commit_that_git_would_not_write_is_told() -> None:
    story = Story()
    strange = with_two_authors(story)

    assert told("T105", desk_of(story)) == [
        f"records/roster.yaml:1:1: warning: commit {strange[:12]} on the main branch: "
        "the commit is not in the form that git writes"
    ]


def test_a_merge_of_several_branches_at_once_is_told() -> None:
    story = Story()
    sides = [story.commit({f"records/{name}.md": b"Catatan\n"}, on=story.tip) for name in ("a", "b")]
    story.tip = story.write(story.files, (story.tip, *sides))

    assert told("T105", desk_of(story)) == [
        f"records/roster.yaml:1:1: warning: commit {story.tip[:12]} on the main branch: "
        "a merge of more than two parents brings nothing"
    ]


def test_an_attestation_by_another_key_is_told_where_it_lies() -> None:
    story = Story()
    path = "records/decisions/EVL-2026-001/1.witness.yaml"
    story.commit({path: b"{}\n"}, key=key_of("budi"))

    assert told("T105", desk_of(story)) == [
        f"{path}:1:1: warning: commit {story.tip[:12]} on the main branch: "
        "an attestation is set by a witness of the roster, in its form"
    ]


def test_an_address_that_the_roster_does_not_have_is_a_note() -> None:
    story = Story()
    story.commit(dict(story.decision()), author=Hand("Rahma", "rahma@surat.example"), key=key_of("rahma"))

    assert told("T105", desk_of(story)) == [
        f"records/roster.yaml:1:1: note: commit {story.tip[:12]} on the main branch: "
        "the committer's address rahma@surat.example is none of rahma in the roster"
    ]


def test_a_decision_that_was_edited_is_left_to_another_rule() -> None:
    story = Story()
    story.approve()
    story.commit({"records/decisions/EVL-2026-001/1.yaml": None})

    assert told_of_history(desk_of(story)) == ["A203 error"]
