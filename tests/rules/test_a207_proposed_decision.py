from tests.trust.desk import desk_of, told, told_of_history
from tests.trust.story import Story

FILE = "records/decisions/EVL-2026-001/1.yaml"


def test_the_request_that_asks_for_an_approval_is_green() -> None:
    story = Story()
    corpus = desk_of(story, {**story.decision()})

    assert told("A207", corpus) == [
        f"{FILE}:5:11: note: decision 1 on EVL-2026-001, disetujui (approved) by rahma, is proposed: it is "
        "not on the main branch yet"
    ]
    assert told_of_history(corpus) == ["A207 note"]


def test_so_is_a_second_round() -> None:
    story = Story()
    story.approve(decision="evaluasi_ulang", note="Lagi")

    assert told_of_history(desk_of(story, {**story.decision(number=2)})) == ["A207 note"]


def test_so_is_one_that_takes_the_place_of_an_unproved_file() -> None:
    story = Story()
    story.commit(dict(story.decision()), by="rahma")

    assert told_of_history(desk_of(story, {**story.decision(made="2026-07-07T03:00:00Z")})) == ["A207 note"]


def test_what_is_on_the_main_branch_is_no_proposal() -> None:
    story = Story()
    story.approve()

    assert told("A207", desk_of(story)) == []
