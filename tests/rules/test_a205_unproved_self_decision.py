from tests.trust.desk import desk_of, told, told_of_history
from tests.trust.story import EVALUATION, Story, key_of, roster

TIA_IS_HEAD = roster().replace(
    "  - {role: admin", "  - {role: kepala_lpse, person: tia, from: 2025-01-02}\n  - {role: admin"
)


def test_who_is_named_as_evaluator_does_not_decide() -> None:
    story = Story()
    story.commit({"records/roster.yaml": TIA_IS_HEAD.encode()}, by="eka", key=key_of("eka"), day="2026-07-01")
    story.commit(dict(story.decision(by="tia")), by="tia", key=key_of("tia"))

    assert told("A205", desk_of(story)) == [
        "records/decisions/EVL-2026-001/1.yaml:5:11: error: decision 1 on EVL-2026-001, disetujui "
        "(approved) by tia, does not count: tia made the evaluation, and can't decide it"
    ]
    assert told_of_history(desk_of(story)) == ["A205 error"]


def test_nor_does_who_signed_the_evaluation_in() -> None:
    story = Story()
    story.commit({EVALUATION: story.files[EVALUATION] + b"# 2\n"}, by="rahma", key=key_of("rahma"))
    story.approve()

    assert told_of_history(desk_of(story)) == ["A205 error"]


def test_before_it_is_on_the_main_branch_the_file_itself_tells_it() -> None:
    story = Story()
    story.commit({"records/roster.yaml": TIA_IS_HEAD.encode()}, by="eka", key=key_of("eka"), day="2026-07-01")

    assert told_of_history(desk_of(story, {**story.decision(by="tia")})) == ["A207 note", "A101 error"]


def test_somebody_else_decides() -> None:
    story = Story()
    story.approve()

    assert told("A205", desk_of(story)) == []
