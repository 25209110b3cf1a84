from tests.trust.desk import desk_of, told, told_of_history
from tests.trust.story import EVALUATION, Story

FILE = "records/decisions/EVL-2026-001/1.yaml"


def test_an_edited_decision_is_told_where_it_lies() -> None:
    story = Story()
    decided = story.approve()
    other = story.files[FILE].replace(b"disetujui", b"dicabut")

    assert told("A203", desk_of(story, {FILE: other})) == [
        f"{FILE}:5:11: error: decision 1 on EVL-2026-001, disetujui (approved) by rahma, counts, but its "
        f"file was edited; 'git restore --source={decided[:12]} -- {FILE}' brings it back"
    ]
    assert "A207 note" not in told_of_history(desk_of(story, {FILE: other}))


def test_a_missing_decision_is_told_at_the_record() -> None:
    story = Story()
    decided = story.approve()

    assert told("A203", desk_of(story, {FILE: None})) == [
        f"{EVALUATION}:1:5: error: decision 1 on EVL-2026-001, disetujui (approved) by rahma, counts, but "
        f"its file is missing; 'git restore --source={decided[:12]} -- {FILE}' brings it back"
    ]


def test_without_the_record_it_is_told_at_the_roster() -> None:
    story = Story()
    story.approve()

    [finding] = told("A203", desk_of(story, {FILE: None, EVALUATION: None}))

    assert finding.startswith("records/roster.yaml:1:1: error: decision 1 on EVL-2026-001")


def test_a_decision_that_was_taken_over_at_the_root_is_not_edited_either() -> None:
    story = Story(files=Story().files | Story().decision())

    assert told_of_history(desk_of(story)) == []
    assert told_of_history(desk_of(story, {FILE: None})) == ["A203 error"]


def test_an_edited_decision_on_the_main_branch_is_only_to_be_put_back() -> None:
    story = Story()
    story.approve()
    story.commit({FILE: story.files[FILE] + b"# lagi\n"}, by="budi", day="2026-07-07")

    assert told_of_history(desk_of(story)) == ["A203 error"]
