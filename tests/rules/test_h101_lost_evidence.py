from datetime import UTC, datetime

from lpsedocs.demo.scribe import Hand
from tests.trust.desk import desk_of, told, told_of_history
from tests.trust.story import GITHUB, GITHUB_KEY, Story, key_of

FILE = "records/decisions/EVL-2026-001/1.yaml"
LOST = (
    "error: decision 1 on EVL-2026-001, disetujui (approved) by rahma, is not proved: commit {} was made "
    "anew from another one, and the evidence is lost ({})"
)


def test_a_squash_by_the_forge_loses_who_decided() -> None:
    story = Story()
    story.commit(dict(story.decision()), by="rahma", committer=GITHUB, sign=GITHUB_KEY.sign)

    why = "the forge made its commit, which does not tell who decided"
    assert told("H101", desk_of(story)) == [f"{FILE}:5:11: {LOST.format(story.tip[:12], why)}"]
    assert told_of_history(desk_of(story)) == ["H101 error"]


def test_a_squash_of_more_than_the_decision_too() -> None:
    story = Story()
    more = {**story.decision(), "records/README.md": b"Catatan\n"}
    story.commit(more, by="rahma", committer=GITHUB, sign=GITHUB_KEY.sign)

    assert told_of_history(desk_of(story)) == ["H101 error"]


def test_a_rebase_by_somebody_else_loses_the_signature() -> None:
    story = Story()
    story.commit(dict(story.decision()), by="rahma", committer=Hand("Budi", "budi@contoh.example"))

    assert told("H101", desk_of(story)) == [
        f"{FILE}:5:11: {LOST.format(story.tip[:12], 'the commit is not signed')}"
    ]


def test_a_rebase_of_ones_own_commit_on_another_day_loses_it_too() -> None:
    story = Story()
    tree = story.scribe.tree({**story.files, **story.decision()})
    when = datetime(2026, 7, 6, tzinfo=UTC)
    id_ = story.scribe.commit(tree, (story.tip,), Hand("Rahma", "rahma@contoh.example"), when, "SETUJUI\n")
    kind, content = story.scribe.read(id_)
    head, _, line = content.rpartition(b"committer ")
    later = line.replace(str(int(when.timestamp())).encode(), str(int(when.timestamp()) + 3600).encode())
    story.tip = story.scribe.put(kind, head + b"committer " + later)
    story.files = {**story.files, **story.decision()}

    assert told_of_history(desk_of(story)) == ["H101 error"]


def test_an_unsigned_commit_as_it_was_first_made_lost_nothing() -> None:
    story = Story()
    story.commit(dict(story.decision()), by="rahma")

    assert told_of_history(desk_of(story)) == ["A201 error"]


def test_the_signed_commit_itself_is_fine() -> None:
    story = Story()
    story.commit(dict(story.decision()), by="rahma", key=key_of("rahma"))

    assert told_of_history(desk_of(story)) == []
