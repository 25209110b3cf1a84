from tests.trust.desk import desk_of, told, told_of_history
from tests.trust.story import EVALUATION, FORM, KAK, REQUIREMENT, Story, approved, key_of, sha


def test_the_difference_to_what_was_approved_is_told() -> None:
    story = approved()
    decided = sha(story.files[EVALUATION])[:12]
    other = story.files[EVALUATION].replace(b"recommendation: lanjut", b"recommendation: pergantian")

    assert told("A202", desk_of(story, {EVALUATION: other})) == [
        "records/evaluations/2026/EVL-2026-001.yaml:1:5: error: what rahma decided on 6 July 2026, "
        f"disetujui (approved), is not what stands here now: EVL-2026-001 (decided was {decided}…): "
        "Recommendation: lanjut (continue) becomes pergantian (replacement)"
    ]
    assert told_of_history(desk_of(story, {EVALUATION: other})) == ["A202 error"]


def test_it_does_not_matter_whether_the_change_is_on_the_main_branch() -> None:
    story = approved()
    story.commit({EVALUATION: story.files[EVALUATION] + b"findings: Lain\n"})

    [finding] = told("A202", desk_of(story))

    assert finding.endswith("Findings: new: Lain")


def test_only_the_first_differences_are_named() -> None:
    story = approved()
    text = story.files[EVALUATION].decode()
    other = (
        text.replace("lanjut", "pembinaan")
        + "findings: Lain\nfollow_up: Ditegur\nsupplier_response: Setuju\n"
    )

    [finding] = told("A202", desk_of(story, {EVALUATION: other.encode()}))

    assert finding.endswith("; and 1 more")


def test_a_change_of_layout_is_a_change_too() -> None:
    story = approved()
    decided = sha(story.files[EVALUATION])[:12]

    [finding] = told("A202", desk_of(story, {EVALUATION: story.files[EVALUATION] + b"# catatan\n"}))

    assert finding.endswith(f"is not what stands here now: EVL-2026-001 (decided was {decided}…)")


def test_a_form_that_was_changed_under_an_approval_is_told_at_the_evaluation() -> None:
    story = approved()
    decided = sha(story.files[FORM])[:12]
    other = story.files[FORM] + b"# catatan\n"

    assert told("A202", desk_of(story, {FORM: other})) == [
        "records/evaluations/2026/EVL-2026-001.yaml:1:5: error: what rahma decided on 6 July 2026, "
        f"disetujui (approved), is not what stands here now: FRM-2026-LPSE (decided was {decided}…)"
    ]
    assert told_of_history(desk_of(story, {FORM: other})) == ["A202 error"]


def test_another_requirement_under_a_kak_is_only_a_note_of_another_rule() -> None:
    story = Story()
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"))

    assert told_of_history(desk_of(story, {REQUIREMENT: story.files[REQUIREMENT] + b"# catatan\n"})) == [
        "A107 note"
    ]


def test_a_kak_that_was_changed_is_told_once() -> None:
    story = Story()
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"))
    corpus = desk_of(story, {KAK: story.files[KAK] + b"# catatan\n"})

    [finding] = told("A202", corpus)

    assert finding.startswith(
        "records/kak/2026/KAK-2026-001.yaml:1:5: error: what agus decided on 6 July 2026"
    )
    assert told("W152", corpus) == []


def test_after_a_record_was_sent_back_it_may_change() -> None:
    story = Story()
    story.approve(decision="evaluasi_ulang", note="Lagi")

    assert told("A202", desk_of(story, {EVALUATION: story.files[EVALUATION] + b"findings: Lain\n"})) == []


def test_of_two_files_with_its_id_none_is_the_one_that_was_approved() -> None:
    story = approved()
    twin = {"records/evaluations/EVL-2026-001.yaml": story.files[EVALUATION]}

    assert told("A202", desk_of(story, twin)) == [
        "records/evaluations/2026/EVL-2026-001.yaml:1:5: error: what rahma decided on 6 July 2026, "
        "disetujui (approved), is not what stands here now: EVL-2026-001 does not lie in its folder once, as "
        "a plain file"
    ]
