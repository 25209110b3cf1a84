"""What was decided: these bytes of this record, with what they rest on, under the number that is due."""

from collections.abc import Callable
from datetime import date

import pytest

from lpsedocs.trust.objects import object_id
from tests.trust.story import (
    EVALUATION,
    FORM,
    KAK,
    REQUIREMENT,
    ROSTER,
    Story,
    held,
    key_of,
    roles,
    roster,
    sha,
    verdict_of,
)

EVL, KAK_1 = "EVL-2026-001/1", "KAK-2026-001/1"
FIRST = "records/decisions/EVL-2026-001/1.yaml"
EVALUATION_2 = EVALUATION.replace("001.yaml", "002.yaml")
SECOND = "records/decisions/EVL-2026-001/2.yaml"
OTHER = "0" * 64


def all_verdicts(story: Story, today: date = date(2026, 7, 15)) -> list[tuple[str, str]]:
    """Return every decision file with what it is worth, also where two have one number."""
    return [(f"{j.record}/{j.number}", verdict_of(j)) for j in story.judge(today).decisions]


def mended(story: Story) -> None:
    """Let somebody mend the evaluation."""
    story.commit({EVALUATION: story.files[EVALUATION] + b"findings: Baik\n"})


# ---- The file


@pytest.mark.parametrize(
    ("keys", "verdict"),
    [
        pytest.param({"sha256": f'"{OTHER}"'}, "other-bytes", id="the hash of another version"),
        pytest.param({"rests_on": "{}"}, "rests-on", id="resting on nothing"),
        pytest.param({"rests_on": f'{{FRM-2026-LPSE: "{OTHER}"}}'}, "rests-on", id="other bytes of the form"),
        pytest.param({"rests_on": f'{{FRM-2026-LAIN: "{OTHER}"}}'}, "rests-on", id="another form"),
        pytest.param({"repository": '"' + "f" * 32 + '"'}, "other-repository", id="a training copy's"),
        pytest.param({"decision": "setuju"}, "unreadable", id="a word that is none"),
        pytest.param({"role": "direktur"}, "unreadable", id="a role that is none"),
        pytest.param({"made": "kemarin"}, "unreadable", id="a time that is none"),
        pytest.param({"catatan": "lagi"}, "unreadable", id="a key that is none"),
        pytest.param({"note": "&a Baik"}, "unreadable", id="an anchor"),
        pytest.param({"note": "!!str Baik"}, "unreadable", id="a tag"),
        pytest.param({"note": '"Baik\\u202e"'}, "unreadable", id="a sign that turns the text around"),
        pytest.param({"note": "Baik\nnote: Buruk"}, "unreadable", id="a key twice"),
        pytest.param({"note": "Baik\n---\nnote: x"}, "unreadable", id="two documents"),
        pytest.param({"note": "Baik\r"}, "unreadable", id="another line break"),
        pytest.param({"by": "no"}, "person-differs", id="the text no"),
        pytest.param({"by": "010"}, "unreadable", id="a number as a person"),
        pytest.param({"note": "x" * 1_100_000}, "unreadable", id="megabytes"),
    ],
)
def test_a_decision_is_not_proved_with(keys: dict[str, object], verdict: str) -> None:
    story = Story()
    story.commit(dict(story.decision(**{"number": 1, **keys})), by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: verdict}


DEEP = [
    pytest.param(b"[" * 3000 + b"]" * 3000, id="lists in brackets"),
    pytest.param(b"{a: " * 3000 + b"1" + b"}" * 3000, id="mappings in braces"),
    pytest.param(b"- " * 3000 + b"x", id="lists"),
    pytest.param(b"".join(b" " * level + b"a:\n" for level in range(1_000)), id="mappings, line by line"),
]
"""Files that are nested thousands of levels deep."""


@pytest.mark.parametrize("deep", DEEP)
def test_a_decision_that_is_nested_thousands_of_levels_deep_is_not_proved(deep: bytes) -> None:
    story = Story()
    story.commit({f"records/decisions/{EVL}.yaml": deep}, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "unreadable"}
    assert story.problems() == []


@pytest.mark.parametrize("deep", DEEP)
def test_a_roster_that_is_nested_thousands_of_levels_deep_is_ignored(deep: bytes) -> None:
    story = Story()
    story.change_roster(deep.decode())
    story.approve()
    assert story.roster_verdicts() == ["bad-roster"]
    assert story.verdicts() == {EVL: "personal"}


@pytest.mark.parametrize("deep", DEEP)
def test_a_decision_on_a_record_that_is_nested_thousands_of_levels_deep_is_not_proved(deep: bytes) -> None:
    story = Story()
    story.commit({EVALUATION: deep})
    story.approve()
    assert story.verdicts() == {EVL: "unreadable"}
    assert story.problems() == []


def test_a_file_with_a_nul_is_not_proved() -> None:
    story = Story()
    [(path, content)] = story.decision().items()
    story.commit({path: content + b"\0"}, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "unreadable"}


def test_a_decision_that_rests_on_more_is_not_proved() -> None:
    story = Story()
    more = f'{{FRM-2026-LPSE: "{sha(story.files[FORM])}", KEB-2026-001: "{sha(story.files[REQUIREMENT])}"}}'
    story.approve(rests_on=more)
    assert story.verdicts() == {EVL: "rests-on"}


@pytest.mark.parametrize("number", [2, 3, 10**6, 10**9 - 1])
def test_a_number_that_is_not_due_is_not_proved(number: int) -> None:
    story = Story()
    story.approve(number=number)
    assert all_verdicts(story) == [(f"EVL-2026-001/{number}", "wrong-number")]


@pytest.mark.parametrize("digits", [10, 5000])
def test_a_number_that_nobody_counts_to_is_no_number_and_stops_nothing(digits: int) -> None:
    story = Story()
    [content] = story.decision().values()
    story.commit({f"records/decisions/EVL-2026-001/{'1' * digits}.yaml": content})
    story.approve()
    assert story.verdicts() == {EVL: "personal"}


@pytest.mark.parametrize("record", ["KEB-2026-001", "USL-2026-001", "XXX-2026-001"])
def test_there_are_no_decisions_on_other_records(record: str) -> None:
    story = Story()
    [content] = story.decision().values()
    text = content.replace(b"EVL-2026-001", record.encode())
    story.commit({f"records/decisions/{record}/1.yaml": text}, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {f"{record}/1": "wrong-word"}


@pytest.mark.parametrize("record", ["EVL-2026-002", "KAK-2026-001"])
def test_a_decision_that_is_copied_to_another_record_is_not_proved(record: str) -> None:
    story = Story()
    story.commit({EVALUATION_2: story.files[EVALUATION].replace(b"EVL-2026-001", b"EVL-2026-002")})
    story.approve()
    copy = {f"records/decisions/{record}/1.yaml": story.files[FIRST]}
    story.commit(copy, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "personal", f"{record}/1": "other-record"}


def test_a_decision_on_the_same_bytes_under_another_name_is_not_proved() -> None:
    story = Story()
    story.commit({EVALUATION_2: story.files[EVALUATION]})
    [content] = story.decision().values()
    text = content.replace(b"EVL-2026-001", b"EVL-2026-002")
    path = FIRST.replace("EVL-2026-001", "EVL-2026-002")
    story.commit({path: text}, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {"EVL-2026-002/1": "unreadable"}


# ---- The record


def test_a_record_that_changed_before_the_decision_landed_is_not_proved() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    mended(story)
    story.merge(side, files={**story.files, FIRST: story.trees[side][FIRST]})
    assert story.verdicts() == {EVL: "other-bytes"}


def test_a_record_that_changes_after_the_decision_leaves_it_proved() -> None:
    story = Story()
    story.approve()
    mended(story)
    assert story.verdicts() == {EVL: "personal"}


def test_a_record_that_is_edited_in_the_merge_is_not_proved() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.merge(side, files={**story.trees[side], EVALUATION: story.files[EVALUATION] + b"findings: Baik\n"})
    assert story.verdicts() == {EVL: "other-bytes"}


def test_a_record_that_is_removed_after_the_decision_leaves_it_proved() -> None:
    story = Story()
    story.approve()
    story.commit({EVALUATION: None})
    assert story.verdicts() == {EVL: "personal"}


def test_a_form_that_changes_before_the_decision_is_noticed() -> None:
    story = Story()
    files = story.decision()
    story.commit({FORM: story.files[FORM].replace(b"weight: 60", b"weight: 50")})
    story.commit(dict(files), by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "rests-on"}


def test_a_form_that_changes_after_the_decision_leaves_it_proved_on_the_old_one() -> None:
    story = Story()
    old = sha(story.files[FORM])
    story.approve()
    story.commit({FORM: story.files[FORM].replace(b"weight: 60", b"weight: 50")})
    [judged] = story.judge().decisions
    assert judged.is_proved
    assert judged.decision is not None
    assert judged.decision.rests_on == {"FRM-2026-LPSE": old}


def test_a_form_that_is_not_there_is_not_rested_on() -> None:
    story = Story()
    files = story.decision()
    story.commit({FORM: None})
    story.commit(dict(files), by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "rests-on"}


def test_a_requirement_that_changed_is_not_rested_on() -> None:
    story = Story()
    files = story.decision("KAK-2026-001")
    story.commit({REQUIREMENT: story.files[REQUIREMENT] + b"\n"})
    story.commit(dict(files), by="agus", key=key_of("agus"))
    assert story.verdicts() == {KAK_1: "rests-on"}


@pytest.mark.parametrize(
    "twin",
    [
        pytest.param("records/evaluations/2025/EVL-2026-001.yaml", id="in another folder"),
        pytest.param("records/evaluations/EVL-2026-001.yaml", id="in the folder above"),
        pytest.param("records/evaluations/2026/x/EVL-2026-001.yaml", id="in the folder below"),
        pytest.param("records/evaluations/2026/evl-2026-001.yaml", id="in small letters"),
        pytest.param("records/evaluations/2025/Evl-2026-001.YAML", id="in other letters, elsewhere"),
        pytest.param("records/Evaluations/x/EVL-2026-001.yaml", id="in a folder of other letters"),
        pytest.param("records/EVALUATIONS/evl-2026-001.YAML", id="all in other letters"),
        pytest.param("records/evaluations/2025/EVL-2026-001.yaml!120000", id="as a link"),
    ],
)
def test_a_record_that_does_not_lie_there_once_is_not_decided(twin: str) -> None:
    story = Story()
    files = story.decision()
    story.commit({twin: b"x"})
    story.commit(dict(files), by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "not-once"}


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param("records/Evaluations/.gitkeep", id="a folder of other letters"),
        pytest.param("records/Evaluations/2026/EVL-2026-002.yaml", id="another record in such a folder"),
        pytest.param("records/Evaluations!120000", id="a link of that name"),
        pytest.param("records/evaluations/2025/EVL-2026-001.yaml/.gitkeep", id="a folder of its name"),
        pytest.param("records/evaluations/2025/EVL-2026-001.yaml!160000", id="a submodule of its name"),
        pytest.param(EVALUATION.replace("records", "Records"), id="what is not among the records"),
        pytest.param("RECORDS", id="a file named as the records in other letters"),
    ],
)
def test_what_nobody_takes_for_a_record_keeps_no_decision_from_counting(beside: str) -> None:
    """Whoever brings a file that no check complains of could else keep every decision from now on away."""
    story = Story()
    files = story.decision()
    story.commit({beside: b"x"})
    story.commit(dict(files), by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "personal"}


def test_a_record_in_a_folder_of_other_letters_alone_is_not_decided() -> None:
    story = Story()
    files = story.decision()
    elsewhere = EVALUATION.replace("evaluations", "Evaluations")
    story.commit({EVALUATION: None, elsewhere: story.files[EVALUATION]})
    story.commit({"records/evaluations/2026/EVL-2026-002.yaml": b"x"})
    story.commit(dict(files), by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "not-once"}


@pytest.mark.parametrize("mode", ["100755", "120000"])
def test_a_record_that_is_no_plain_file_is_not_decided(mode: str) -> None:
    story = Story()
    files = story.decision()
    story.commit({EVALUATION: None, f"{EVALUATION}!{mode}": story.files[EVALUATION]})
    story.commit(dict(files), by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "not-once"}


def test_a_record_in_a_file_of_small_letters_is_not_decided() -> None:
    story = Story()
    files = story.decision()
    small = EVALUATION.replace("EVL-", "evl-")
    story.commit({EVALUATION: None, small: story.files[EVALUATION]})
    story.commit(dict(files), by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "not-once"}


def test_a_record_in_the_folder_of_another_kind_is_not_decided() -> None:
    story = Story()
    files = story.decision()
    story.commit({EVALUATION: None, "records/kak/EVL-2026-001.yaml": story.files[EVALUATION]})
    story.commit(dict(files), by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "not-once"}


def test_a_twin_on_the_main_line_alone_is_noticed_when_the_decision_lands() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.commit({"records/evaluations/2025/EVL-2026-001.yaml": story.files[EVALUATION]})
    story.merge(side)
    assert story.verdicts() == {EVL: "other-bytes"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"id: EVL-2026-001", b"id: EVL-2026-002", id="another id inside"),
        pytest.param(b"supplier: SUP-001", b"supplier: &a SUP-001", id="an anchor"),
        pytest.param(b"supplier: SUP-001", b"supplier: SUP-001\nsupplier: SUP-001", id="a key twice"),
        pytest.param(b"supplier: SUP-001\n", b"", id="a key that is missing"),
        pytest.param(b"supplier: SUP-001\n", b"supplier: SUP-001\r\n", id="another line break"),
    ],
)
def test_a_record_that_does_not_fit_its_form_is_not_decided(old: bytes, new: bytes) -> None:
    story = Story()
    assert old in story.files[EVALUATION]
    story.commit({EVALUATION: story.files[EVALUATION].replace(old, new)})
    story.approve()
    assert story.verdicts() == {EVL: "unreadable"}


def test_an_evaluation_that_is_a_kak_inside_is_not_decided() -> None:
    story = Story()
    text = story.files[KAK].replace(b"id: KAK-2026-001", b"id: EVL-2026-001")
    story.commit({EVALUATION: text})
    story.approve(rests_on=f'{{KEB-2026-001: "{sha(story.files[REQUIREMENT])}"}}')
    assert story.verdicts() == {EVL: "unreadable"}


def test_a_requirement_that_does_not_fit_its_form_tells_of_no_unit() -> None:
    story = Story()
    story.commit({REQUIREMENT: story.files[REQUIREMENT] + b"lagi: x\n"})
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", key=key_of("agus"))
    assert story.verdicts() == {KAK_1: "unreadable"}


# ---- What lies there already


def test_a_planted_file_under_the_next_number_is_written_over() -> None:
    story = Story()
    story.commit(dict(story.decision(made="2026-07-01T00:00:00Z")))
    assert story.verdicts() == {EVL: "unsigned"}
    story.approve()
    assert story.verdicts() == {EVL: "personal"}


def test_planted_files_do_not_move_the_number_that_is_due() -> None:
    story = Story()
    for number in (1, 2, 7):
        story.commit(dict(story.decision(number=number)))
    story.approve(made="2026-07-06T09:00:00Z")
    assert story.verdicts() == {EVL: "personal", "EVL-2026-001/2": "unsigned", "EVL-2026-001/7": "unsigned"}


def test_the_same_bytes_planted_before_are_proved_by_the_merge_that_brings_the_act() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.commit({FIRST: story.trees[side][FIRST]})
    assert story.verdicts() == {EVL: "unsigned"}
    story.merge(side)
    assert story.verdicts() == {EVL: "personal"}


def test_an_unproved_copy_may_be_edited_and_removed() -> None:
    story = Story()
    story.commit(dict(story.decision()))
    story.commit({FIRST: b"lain\n"})
    assert story.verdicts() == {EVL: "unsigned"}
    story.commit({FIRST: None})
    assert story.verdicts() == {}
    assert story.problems() == []


def test_a_proved_decision_that_is_edited_stays_proved_and_the_edit_is_told() -> None:
    story = Story()
    story.approve()
    story.commit(dict(story.decision(note="Lain")))
    assert sorted(all_verdicts(story)) == [(EVL, "personal"), (EVL, "unsigned")]
    assert story.problems() == ["decision-edited"]


def test_a_proved_decision_that_the_kepala_edits_stays_as_it_was() -> None:
    story = Story()
    story.approve()
    story.approve(note="Lain")
    assert sorted(all_verdicts(story)) == [(EVL, "personal"), (EVL, "wrong-number")]
    assert story.problems() == ["decision-edited"]


def test_a_proved_decision_that_is_deleted_stays_proved_and_the_deletion_is_told() -> None:
    story = Story()
    story.approve()
    story.commit({FIRST: None})
    assert story.verdicts() == {EVL: "personal"}
    assert story.problems() == ["decision-removed"]


def test_a_proved_decision_that_is_renamed_to_what_ends_in_the_same_bytes_is_told() -> None:
    """The name ``100644 1.yaml`` in a tree ends in the bytes of the whole entry before."""
    story = Story()
    story.approve()
    decided = story.files[FIRST]
    story.commit({FIRST: None, FIRST.replace("1.yaml", "100644 1.yaml"): decided})
    assert story.verdicts() == {EVL: "personal"}
    assert story.problems() == ["decision-removed"]


@pytest.mark.parametrize("mode", ["100755", "120000"])
def test_a_proved_decision_that_becomes_no_plain_file_is_told(mode: str) -> None:
    story = Story()
    story.approve()
    story.commit({FIRST: None, f"{FIRST}!{mode}": story.files[FIRST]})
    assert sorted(all_verdicts(story)) == [(EVL, "not-a-file"), (EVL, "personal")]
    assert story.problems() == ["decision-edited"]


@pytest.mark.parametrize(
    ("left", "told"),
    [
        pytest.param({FIRST: None}, "decision-removed", id="removed"),
        pytest.param({FIRST: None, f"{FIRST}/x": b"x"}, "decision-removed", id="a folder in its place"),
        pytest.param({FIRST: b"x"}, "decision-edited", id="edited"),
    ],
)
def test_what_befalls_a_decision_in_a_commit_with_folders_too_deep_is_told(
    left: dict[str, bytes | None], told: str
) -> None:
    """All that differs from the last sound commit can't be looked at, but what counts can."""
    story = Story()
    story.approve()
    heap = story.commit({**left, f"records/{'x/' * 25}x": b"x"})
    assert [(p.code, p.commit, p.path) for p in story.judge().problems] == [
        ("bad-object", heap, None),
        (told, heap, FIRST[8:]),
    ]
    after = story.commit({"records/a.md": b"x"})
    story.commit({"records/b.md": b"x"})
    assert story.verdicts()[EVL] in ("personal", "no-act")
    assert [(p.code, p.commit, p.path) for p in story.judge().problems][1:] == [(told, after, FIRST[8:])]


def test_what_was_told_before_is_not_told_again_after_a_commit_with_folders_too_deep() -> None:
    story = Story()
    story.approve()
    edit = story.commit({FIRST: b"x"})
    story.commit({ROSTER: roster().encode() + b"# tanpa hak\n"})
    heap = story.commit({f"records/{'x/' * 25}x": b"x"})
    told = [("decision-edited", edit), ("bad-object", heap)]
    assert [(p.code, p.commit) for p in story.judge().problems] == told
    story.commit({"records/a.md": b"x"})
    history = story.judge()
    assert [(p.code, p.commit) for p in history.problems] == told
    assert [change.reason and change.reason.code for change in history.roster_changes] == ["unsigned"]


def test_a_proved_decision_that_is_put_back_needs_no_proof_again() -> None:
    story = Story()
    story.approve()
    content = story.files[FIRST]
    story.commit({FIRST: None})
    story.commit({FIRST: content})
    assert all_verdicts(story) == [(EVL, "personal")]
    assert story.problems() == ["decision-removed"]


def test_a_decision_is_not_numbered_twice() -> None:
    story = Story()
    story.approve()
    for name in ("01.yaml", "1.YAML", "+1.yaml", "1.0.yaml", "0.yaml", "-1.yaml"):
        path = FIRST.replace("1.yaml", name)
        story.commit({path: story.files[FIRST]}, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "personal"}


def test_the_same_decision_again_is_another_decision() -> None:
    story = Story()
    story.approve()
    story.commit({SECOND: story.files[FIRST]}, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "personal", "EVL-2026-001/2": "personal"}


@pytest.mark.parametrize(
    ("suffix", "verdicts"),
    [
        pytest.param("!100755", {EVL: "not-a-file"}, id="executable"),
        pytest.param("!120000", {EVL: "not-a-file"}, id="a link"),
        pytest.param("/x", {}, id="a folder"),
    ],
)
def test_a_decision_file_that_is_no_plain_file_is_not_proved(suffix: str, verdicts: dict[str, str]) -> None:
    story = Story()
    [(path, content)] = story.decision().items()
    story.commit({f"{path}{suffix}": content}, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == verdicts


def test_a_submodule_at_the_place_of_a_decision_is_none() -> None:
    story = Story()
    files = {path: content for path, content in story.files.items() if path.startswith("records/")}
    records = story.scribe.tree({path.removeprefix("records/"): content for path, content in files.items()})
    folder = story.scribe.put("tree", b"160000 1.yaml\0" + b"\1" * 20)
    decisions = story.scribe.put("tree", b"40000 EVL-2026-001\0" + bytes.fromhex(folder))
    entry = b"40000 decisions\0" + bytes.fromhex(decisions)
    before, at, after = story.scribe.read(records)[1].partition(b"40000 evaluations\0")
    top = story.scribe.put("tree", before + entry + at + after)
    tree = story.scribe.put("tree", b"40000 records\0" + bytes.fromhex(top))
    content = story.scribe.read(story.commit({"x": b"x"}))[1]
    story.put(content.replace(content[5:45], tree.encode()))
    assert story.verdicts() == {EVL: "not-a-file"}


# ---- Rounds


def test_two_rounds_one_after_the_other() -> None:
    story = Story()
    story.approve(decision="evaluasi_ulang", note="Perbaiki")
    mended(story)
    story.approve(number=2, made="2026-07-06T04:00:00Z")
    assert story.verdicts() == {EVL: "personal", "EVL-2026-001/2": "personal"}


def two_rounds(story: Story) -> str:
    """Return a branch on which the Kepala sends back, somebody mends, and she approves."""
    side = story.approve(on=story.tip, decision="evaluasi_ulang", note="Perbaiki")
    side = story.commit({EVALUATION: story.files[EVALUATION] + b"findings: Baik\n"}, on=side, by="tia")
    return story.approve(on=side, number=2)


def test_two_rounds_in_one_request() -> None:
    story = Story()
    story.merge(two_rounds(story))
    assert story.verdicts() == {EVL: "personal", "EVL-2026-001/2": "personal"}


def test_two_rounds_in_one_request_do_not_count_on_other_bytes_of_the_main_line() -> None:
    story = Story()
    side = two_rounds(story)
    story.merge(side, files={**story.trees[side], EVALUATION: story.files[EVALUATION] + b"findings: Lain\n"})
    assert story.verdicts() == {EVL: "other-bytes", "EVL-2026-001/2": "other-bytes"}


def test_of_two_rounds_the_first_counts_where_the_merge_brings_no_more() -> None:
    story = Story()
    side = two_rounds(story)
    story.merge(side, files={**story.files, FIRST: story.trees[side][FIRST]})
    assert story.verdicts() == {EVL: "personal"}


def test_a_planted_higher_number_does_not_spare_a_decision_the_bytes_of_the_main_line() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    [(_, content)] = story.decision(number=9).items()
    side = story.commit({FIRST.replace("1.yaml", "9.yaml"): content}, on=side)
    mended(story)
    planted = {p: c for p, c in story.trees[side].items() if "/decisions/" in p}
    story.merge(side, files={**story.files, **planted})
    assert story.verdicts() == {EVL: "other-bytes", "EVL-2026-001/9": "unsigned"}


def test_rounds_out_of_order_are_judged_by_their_numbers() -> None:
    story = Story()
    one = story.approve(on=story.tip, decision="evaluasi_ulang", note="Perbaiki")
    [(path, content)] = story.decision(number=2).items()
    two = story.commit({path: content}, on=story.tip, by="rahma", key=key_of("rahma"))
    for order in ((one, two), (two, one)):
        story.tip, story.files = story.root, story.trees[story.root]
        files = {**story.files, **story.trees[one], **story.trees[two]}
        story.merge(story.write(files, order))
        assert story.verdicts() == {EVL: "personal", "EVL-2026-001/2": "personal"}


def test_a_round_signed_before_the_one_that_it_follows_is_judged_before_it() -> None:
    story = Story()
    [(path, content)] = story.decision(number=2).items()
    two = story.commit({path: content}, on=story.tip, by="rahma", key=key_of("rahma"))
    story.merge(story.approve(on=two, decision="evaluasi_ulang", note="Perbaiki"))
    assert story.verdicts() == {EVL: "personal", "EVL-2026-001/2": "wrong-number"}


def test_a_signed_decision_is_void_when_another_has_landed_under_its_number() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.approve(decision="evaluasi_ulang", note="Perbaiki")
    story.merge(side, files=story.files)
    assert story.verdicts() == {EVL: "personal"}
    [judged] = story.judge().decisions
    assert judged.decision is not None
    assert judged.decision.decision == "evaluasi_ulang"


def test_what_the_merge_leaves_out_counts_when_its_bytes_land() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.merge(side, files=story.files)
    assert story.verdicts() == {}
    landed = story.commit({FIRST: story.trees[side][FIRST]})
    [judged] = story.judge().decisions
    assert judged.is_proved
    assert (judged.commit, judged.landed) == (side, landed)


def test_what_the_merge_leaves_out_is_judged_by_what_is_in_force_when_it_lands() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.merge(side, files=story.files)
    until = held("kepala_lpse", "rahma", until="2026-07-07")
    ended = roster(roles=roles(rahma=until))
    story.change_roster(ended, day="2026-07-10")
    story.commit({FIRST: story.trees[side][FIRST]})
    assert story.verdicts() == {EVL: "role-not-held"}


def test_what_is_taken_back_does_not_move_the_clock() -> None:
    story = Story()
    side = story.approve(on=story.tip, day="2026-07-10")
    story.commit({EVALUATION: story.files[EVALUATION] + b"# lain\n"})
    before = story.judge().clock
    story.merge(side)
    assert story.verdicts() == {EVL: "other-bytes"}
    assert story.judge().clock == before


def test_half_of_a_commit_may_land_later() -> None:
    story = Story()
    story.commit({EVALUATION_2: story.files[EVALUATION].replace(b"EVL-2026-001", b"EVL-2026-002")})
    [content] = story.decision().values()
    old, new = (sha(story.files[path]).encode() for path in (EVALUATION, EVALUATION_2))
    text = content.replace(b"EVL-2026-001", b"EVL-2026-002").replace(old, new)
    other = {FIRST.replace("EVL-2026-001", "EVL-2026-002"): text}
    side = story.commit({**story.decision(), **other}, on=story.tip, by="rahma", key=key_of("rahma"))
    story.merge(side, files={**story.files, FIRST: story.trees[side][FIRST]})
    assert story.verdicts() == {EVL: "personal"}
    story.commit(dict(other))
    assert story.verdicts() == {EVL: "personal", "EVL-2026-002/1": "personal"}


# ---- What was there at the root


def rooted(**more: bytes) -> Story:
    """Return a story whose root already has the decision on the evaluation."""
    story = Story()
    return Story(files={**story.files, **story.decision(), **more})


def test_what_the_root_has_is_taken_over_and_holds_its_number() -> None:
    story = rooted()
    assert story.verdicts() == {EVL: "taken-over"}
    assert [judged.is_proved for judged in story.judge().decisions] == [False]
    story.approve()
    assert story.verdicts() == {EVL: "taken-over"}
    story.approve(number=2)
    assert story.verdicts() == {EVL: "taken-over", "EVL-2026-001/2": "personal"}


def test_what_was_taken_over_is_append_only() -> None:
    story = rooted()
    story.commit({FIRST: None})
    assert story.verdicts() == {EVL: "taken-over"}
    assert story.problems() == ["decision-removed"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b'sha256: "', b'sha256: "0', id="a hash that is none"),
        pytest.param(b"record: EVL-2026-001", b"record: EVL-2026-002", id="another record"),
        pytest.param(b"record: ", b"lagi: x\nrecord: ", id="a key that is none"),
    ],
)
def test_what_does_not_fit_a_record_of_the_root_is_not_taken_over(old: bytes, new: bytes) -> None:
    story = Story()
    [(path, content)] = story.decision().items()
    story = Story(files={**story.files, path: content.replace(old, new)})
    assert story.verdicts() == {EVL: "no-act"}
    story.approve(made="2026-07-06T09:00:00Z")
    assert story.verdicts() == {EVL: "personal"}


def test_a_decision_of_the_root_on_other_bytes_is_not_taken_over() -> None:
    story = Story()
    files = story.decision(sha256=f'"{OTHER}"')
    assert Story(files={**story.files, **files}).verdicts() == {EVL: "no-act"}


def test_a_decision_of_the_root_that_is_no_plain_file_is_not_taken_over() -> None:
    story = Story()
    [(path, content)] = story.decision().items()
    story = Story(files={**story.files, f"{path}!100755": content})
    assert story.verdicts() == {EVL: "not-a-file"}
    anew: dict[str, bytes | None] = {f"{path}!100755": None, **story.decision(made="2026-07-06T09:00:00Z")}
    story.commit(anew, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "personal"}


def test_a_file_beside_the_decisions_of_the_root_is_not_read() -> None:
    story = Story()
    story = Story(files={**story.files, "records/decisions/README.md": b"Catatan\n"})
    story.approve()
    del story.scribe.objects[object_id("blob", b"Catatan\n", "sha1")]
    assert story.verdicts() == {EVL: "personal"}


def test_the_roster_file_at_the_tip_does_not_matter_for_decisions() -> None:
    story = Story()
    story.commit({ROSTER: b"rusak\n"})
    story.approve()
    assert story.verdicts() == {EVL: "personal"}


# ---- How large a decision may be


LARGEST_DECISION = 64 * 1024


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        pytest.param(lambda text: text.ljust(LARGEST_DECISION, b"#"), "personal", id="just small enough"),
        pytest.param(lambda text: text.ljust(LARGEST_DECISION + 1, b"#"), "unreadable", id="one byte more"),
    ],
)
def test_a_decision_of_more_than_64_kib_is_none(more: Callable[[bytes], bytes], verdict: str) -> None:
    story = Story()
    [(path, content)] = story.decision().items()
    story.commit({path: more(content)}, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {"EVL-2026-001/1": verdict}


def test_large_files_in_place_of_decisions_leave_a_true_one_proved() -> None:
    story = Story()
    large = {f"records/decisions/EVL-2026-001/{n}.yaml": b"a:\n" + b"- 1\n" * 20_000 for n in range(1, 9)}
    story.commit(dict(large), by="mallory")
    story.commit(dict.fromkeys(large), by="mallory")
    story.approve()
    assert story.verdicts() == {"EVL-2026-001/1": "personal"}
