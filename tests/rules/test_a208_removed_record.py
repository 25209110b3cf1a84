from tests.trust.desk import desk_of, told
from tests.trust.story import EVALUATION, Story

FILE = "records/decisions/EVL-2026-001/1.yaml"


def test_a_record_that_vanished_after_it_was_decided_is_told() -> None:
    story = Story()
    decided = story.approve()
    story.commit({EVALUATION: None})

    assert told("A208", desk_of(story)) == [
        f"{FILE}:5:11: error: decision 1 on EVL-2026-001, disetujui (approved) by rahma, counts, but the "
        f"record is gone; 'git restore --source={decided[:12]} -- "
        '":(top,glob)records/evaluations/**/EVL-2026-001.yaml"\' brings it back'
    ]


def test_also_when_its_decision_vanished_with_it() -> None:
    story = Story()
    story.approve()
    story.commit({EVALUATION: None, FILE: None})

    [finding] = told("A208", desk_of(story))

    assert finding.startswith("records/roster.yaml:1:1: error: decision 1 on EVL-2026-001")


def test_a_record_without_decisions_may_go() -> None:
    story = Story()

    assert told("A208", desk_of(story, {EVALUATION: None})) == []
