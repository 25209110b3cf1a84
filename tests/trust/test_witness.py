"""What the CI attests of a merge on a forge whose own signature is no evidence."""

from datetime import date

import pytest

from lpsedocs.demo.scribe import Hand, SeededKey
from lpsedocs.language import ENGLISH
from tests.trust.story import (
    CI_KEY,
    EVALUATION,
    GITHUB_KEY,
    REQUIREMENT,
    UNIT,
    Story,
    attestation,
    held,
    key_of,
    people,
    person,
    revoked,
    roles,
    roster,
)

EVL = "EVL-2026-001/1"
RAHMA = Hand("Rahma", "rahma@contoh.example")
FIRST = "records/decisions/EVL-2026-001/1.yaml"
WITNESS = "records/decisions/EVL-2026-001/1.witness.yaml"


def merged(
    story: Story, more: dict[str, bytes | None] | None = None, day: str = "2026-07-06", **keys: object
) -> str:
    """Let the Kepala merge a request on a forge that does not sign."""
    side = story.commit({**story.decision(**keys), **(more or {})}, on=story.tip, by="tia")
    return story.merge(side, author=Hand("Rahma", "rahma@contoh.example"), day=day)


def test_a_merge_counts_from_its_attestation_on() -> None:
    story = Story()
    merge = merged(story)
    assert story.verdicts() == {EVL: "unsigned"}
    landed = story.attest(merge)
    [judged] = story.judge().decisions
    assert judged.is_proved
    assert (judged.evidence, judged.commit, judged.landed) == ("witness", merge, landed)


def test_a_file_without_the_ending_of_an_attestation_is_none() -> None:
    story = Story()
    merge = merged(story)
    path = FIRST.removesuffix(".yaml")
    story.commit({path: attestation(merge, story.files[FIRST])}, by="ci", key=CI_KEY)
    assert story.verdicts() == {EVL: "unsigned"}


def test_what_a_merge_itself_put_in_place_of_the_requests_decision_is_not_attested() -> None:
    """The forge knows who approved the request, and nothing of what somebody made while merging it."""
    story = Story()
    side = story.commit(dict(story.decision(decision="evaluasi_ulang", note="x")), on=story.tip, by="tia")
    merge = story.merge(side, files={**story.files, **story.decision()}, author=RAHMA)
    story.attest(merge)
    assert story.verdicts() == {EVL: "unsigned"}
    [problem] = story.judge().problems
    assert (problem.code, ENGLISH.say(problem.message)) == (
        "not-a-witness",
        "the merge has the decision otherwise than the request, so that nobody approved it; ask for it again",
    )


def test_a_decision_that_the_merge_of_its_attestation_edits_is_proved_and_the_edit_is_told() -> None:
    story = Story()
    merge = merged(story)
    text = attestation(merge, story.files[FIRST])
    side = story.commit({WITNESS: text}, on=story.tip, by="ci", key=CI_KEY)
    story.merge(side, files={**story.trees[side], FIRST: b"lain\n"})
    assert story.problems() == ["decision-edited"]
    assert [judged.is_proved for judged in story.judge().decisions] == [True, False]


def test_an_attestation_may_come_with_a_merge() -> None:
    story = Story()
    merge = merged(story)
    side = story.commit({WITNESS: attestation(merge, story.files[FIRST])}, on=story.tip, by="ci", key=CI_KEY)
    story.commit({"records/README.md": b"Catatan\n"})
    story.merge(side, files={**story.files, **story.trees[side]})
    assert story.verdicts() == {EVL: "witness"}


def test_an_attestation_counts_after_others_have_come_in_between() -> None:
    story = Story()
    merge = merged(story)
    story.commit({EVALUATION: story.files[EVALUATION] + b"findings: Baik\n"})
    story.commit({FIRST: None})
    story.attest(merge)
    assert story.verdicts() == {EVL: "witness"}


def test_a_merge_that_a_person_signed_may_be_attested() -> None:
    story = Story()
    side = story.commit(dict(story.decision()), on=story.tip, by="tia")
    merge = story.merge(side, by="rahma", key=key_of("rahma"))
    story.attest(merge)
    assert story.verdicts() == {EVL: "witness"}


def test_what_a_signature_proves_already_needs_no_witness() -> None:
    story = Story()
    merge = story.merge(story.approve(on=story.tip))
    story.attest(merge)
    assert story.verdicts() == {EVL: "personal"}
    assert story.problems() == []


def test_a_witnessed_act_of_the_kepala_moves_the_clock() -> None:
    story = Story()
    story.attest(merged(story))
    assert story.judge().clock.isoformat() == "2026-07-06"


# ---- Who attests


def attested(story: Story, **how: object) -> tuple[str, list[str]]:
    """Attest the Kepala's merge, but for what the test says; return the verdict and the problems."""
    story.attest(merged(story), **how)
    return story.verdicts()[EVL], story.problems()


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        pytest.param({"key": None}, "unsigned", id="nobody"),
        pytest.param({"key": SeededKey("attacker")}, "unknown-key", id="another key"),
        pytest.param({"key": key_of("eka")}, "not-a-witness", id="an admin"),
        pytest.param({"key": GITHUB_KEY}, "not-a-witness", id="another forge"),
        pytest.param({"account": "1002"}, "", id="the CI, of a Pengelola's merge"),
        pytest.param({"account": "1003"}, "", id="the CI, of the evaluator's merge"),
        pytest.param({"account": "9999"}, "unknown-account", id="the CI, of a stranger's merge"),
        pytest.param({"day": "2027-07-06"}, "future", id="the CI, on a day that has not come"),
        pytest.param({"day": "2024-07-06"}, "key-not-in-force", id="the CI, before its first day"),
    ],
)
def test_nothing_is_proved_when_it_is_attested_by(how: dict[str, object], problem: str) -> None:
    verdict, problems = attested(Story(), **how)
    assert verdict == ("unsigned" if problem else "person-differs")
    assert problems == [problem] * bool(problem)


def test_a_commit_that_a_forge_signed_attests_nothing_of_its_own_merges() -> None:
    """Whoever may use the forge's editor could attest himself."""
    story = Story()
    merge = merged(story)
    text = attestation(merge, story.files[FIRST], forge="github")
    story.commit({WITNESS: text}, by="tia", key=GITHUB_KEY)
    assert story.verdicts() == {EVL: "unsigned"}
    assert story.problems() == ["not-a-witness"]


def test_a_revoked_key_of_the_ci_attests_nothing() -> None:
    story = Story()
    story.change_roster(roster(revoked="\n" + revoked(CI_KEY.line, "2026-07-01", "bocor")))
    assert attested(story) == ("unsigned", ["key-not-in-force"])


def test_a_leaked_key_of_the_ci_leaves_its_attestations_in_doubt() -> None:
    story = Story()
    attested(story, day="2026-07-06")
    story.change_roster(roster(revoked="\n" + revoked(CI_KEY.line, "2026-07-07", "bocor")), day="2026-07-08")
    assert story.verdicts() == {EVL: "in-doubt"}


def test_a_leaked_key_of_the_ci_attests_no_merge_of_before_the_leak() -> None:
    """What others made on top of the merge says nothing of who pressed the button."""
    story = Story()
    merge = merged(story, day="2026-07-02")
    story.change_roster(roster() + "# lagi\n", day="2026-07-03")
    story.attest(merge, day="2026-07-06")
    gone = roster(revoked="\n" + revoked(CI_KEY.line, "2026-07-05", "bocor"))
    story.change_roster(gone, day="2026-07-08")
    assert story.verdicts() == {EVL: "in-doubt"}


def test_an_attestation_that_others_stand_on_from_before_a_leak_is_in_no_doubt() -> None:
    story = Story()
    story.attest(merged(story, day="2026-07-02"), day="2026-07-02")
    story.change_roster(roster() + "# lagi\n", day="2026-07-03")
    gone = roster(revoked="\n" + revoked(CI_KEY.line, "2026-07-05", "bocor"))
    story.change_roster(gone, day="2026-07-08")
    assert story.verdicts() == {EVL: "witness"}


def test_who_requested_is_asked_at_the_merge_and_not_at_its_attestation() -> None:
    story = Story()
    accept = "{kepala_lpse: [personal], pengguna: [witness], pengelola: [personal]}\n"
    story.change_roster(roster(accept=accept))
    side = story.commit(dict(story.decision("KAK-2026-001")), on=story.tip, by="budi")
    merge = story.merge(side, author=Hand("Agus", "agus@contoh.example"))
    text = story.files[REQUIREMENT].replace(b"requester: agus", b"requester: tia")
    story.commit({REQUIREMENT: text.replace(UNIT.encode(), b"Unit Verifikasi")})
    story.attest(merge, record="KAK-2026-001", account="1004")
    assert story.verdicts() == {"KAK-2026-001/1": "witness"}


def test_an_attestation_signed_by_the_ci_in_a_merge_commit_proves_nothing() -> None:
    story = Story()
    merge = merged(story)
    side = story.commit({"records/README.md": b"Catatan\n"}, on=story.tip)
    files = {**story.files, WITNESS: attestation(merge, story.files[FIRST])}
    story.merge(side, files=files, by="ci", key=CI_KEY)
    assert story.verdicts() == {EVL: "unsigned"}


def test_the_ci_decides_nothing_itself() -> None:
    story = Story()
    story.commit(dict(story.decision()), by="ci", key=CI_KEY)
    assert story.verdicts() == {EVL: "person-differs"}


# ---- What it attests


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        pytest.param({"repository": '"' + "f" * 32 + '"'}, "other-repository", id="another repository's"),
        pytest.param({"decision": '"' + "0" * 64 + '"'}, "other-bytes", id="on other bytes"),
        pytest.param({"merge": '"' + "0" * 40 + '"'}, "not-a-witness", id="of a merge that is not there"),
        pytest.param({"forge": "github"}, "not-a-witness", id="of another forge"),
        pytest.param({"request": "x"}, "not-a-witness", id="that does not fit its form"),
        pytest.param({"read": "&a 2026-07-06T06:45:00Z"}, "not-a-witness", id="with an anchor"),
    ],
)
def test_nothing_is_proved_by_an_attestation(keys: dict[str, str], problem: str) -> None:
    story = Story()
    merge = merged(story)
    story.commit({WITNESS: attestation(merge, story.files[FIRST], **keys)}, by="ci", key=CI_KEY)
    assert story.verdicts() == {EVL: "unsigned"}
    assert story.problems() == [problem]


def test_an_attestation_of_a_commit_with_one_parent_proves_nothing() -> None:
    story = Story()
    commit = story.commit(dict(story.decision()))
    story.attest(commit)
    assert story.verdicts() == {EVL: "unsigned"}
    assert story.problems() == ["not-a-witness"]


def test_an_attestation_of_a_merge_off_the_line_proves_nothing() -> None:
    story = Story()
    tip, files = story.tip, story.files
    merge = merged(story)
    story.tip, story.files = tip, files
    story.commit({"records/README.md": b"Catatan\n"})
    story.merge(merge, files={**story.files, **story.trees[merge]})
    story.attest(merge)
    assert story.verdicts() == {EVL: "unsigned"}
    assert story.problems() == ["not-a-witness"]


def test_an_attestation_of_an_octopus_proves_nothing() -> None:
    story = Story()
    one = story.commit(dict(story.decision()), on=story.tip)
    merge = story.octopus(one, story.commit({"records/README.md": b"Catatan\n"}, on=story.tip))
    story.attest(merge)
    assert story.verdicts() == {EVL: "octopus"}
    assert story.problems() == ["octopus", "not-a-witness"]


def test_an_attestation_of_a_merge_that_brings_another_decision_proves_nothing() -> None:
    story = Story()
    merge = merged(story)
    path = WITNESS.replace("1.witness", "2.witness")
    story.commit({path: attestation(merge, story.files[FIRST])}, by="ci", key=CI_KEY)
    assert story.problems() == ["not-a-witness"]


def test_an_attestation_of_a_merge_that_takes_the_decision_away_proves_nothing() -> None:
    story = Story()
    content = story.decision()[FIRST]
    story.commit({FIRST: content})
    merge = story.merge(story.commit({FIRST: None}, on=story.tip), author=RAHMA)
    story.commit({WITNESS: attestation(merge, content)}, by="ci", key=CI_KEY)
    assert story.problems() == ["not-a-witness"]


def test_an_attestation_of_a_merge_with_something_that_is_no_commit_proves_nothing() -> None:
    story = Story()
    file = story.scribe.put("blob", story.scribe.read(story.commit(dict(story.decision()), on=story.tip))[1])
    merge = story.merge(file, files={**story.files, **story.decision()}, author=RAHMA)
    story.attest(merge)
    assert story.verdicts() == {EVL: "unsigned"}
    assert story.problems() == ["not-a-witness"]


def test_an_attestation_of_a_merge_that_brings_more_proves_nothing() -> None:
    story = Story()
    story.attest(merged(story, {"records/README.md": b"Catatan\n"}))
    assert story.verdicts() == {EVL: "brings-more"}
    assert story.problems() == ["brings-more"]


def test_an_attestation_of_a_merge_that_brings_the_decision_on_other_bytes_proves_nothing() -> None:
    story = Story()
    story.attest(merged(story, sha256='"' + "0" * 64 + '"'))
    assert story.verdicts() == {EVL: "other-bytes"}


def test_an_attestation_of_a_decision_that_is_too_large_to_be_read_proves_nothing() -> None:
    story = Story()
    large = b"#" * (1024 * 1024 + 1)
    merge = story.merge(story.commit({FIRST: large}, on=story.tip, by="tia"))
    story.attest(merge)
    assert story.problems() == ["other-bytes"]
    assert story.verdicts() == {EVL: "unsigned"}


def test_an_attestation_counts_in_place_of_a_planted_one() -> None:
    """Else anybody could keep the merge from being attested by a file that lies there before."""
    story = Story()
    merge = merged(story)
    story.commit({WITNESS: b"x\n"})
    assert story.verdicts() == {EVL: "unsigned"}
    landed = story.attest(merge)
    [judged] = story.judge().decisions
    assert (judged.evidence, judged.commit, judged.landed) == ("witness", merge, landed)


def test_what_anybody_puts_in_place_of_an_attestation_is_told_and_takes_nothing_away() -> None:
    story = Story()
    merge = merged(story)
    story.attest(merge)
    story.commit({WITNESS: b"x\n"}, by="budi")
    assert story.verdicts() == {EVL: "witness"}
    assert story.problems() == ["unsigned"]
    story.commit({WITNESS: None}, by="budi")
    assert story.verdicts() == {EVL: "witness"}


@pytest.mark.parametrize(
    "more",
    [
        {"records/README.md": b"Catatan\n"},
        {"README.md": b"Catatan\n"},
        {FIRST: b"x"},
        {"records/decisions/x.witness.yaml": b"x"},
        {"records/decisions/EVL-2026-001/01.witness.yaml": b"x"},
    ],
)
def test_a_commit_that_brings_more_attests_nothing(more: dict[str, bytes]) -> None:
    story = Story()
    merge = merged(story)
    story.commit({WITNESS: attestation(merge, story.files[FIRST]), **more}, by="ci", key=CI_KEY)
    assert "witness" not in story.verdicts().values()


@pytest.mark.parametrize("mode", ["100755", "120000"])
def test_an_attestation_that_is_no_plain_file_attests_nothing(mode: str) -> None:
    story = Story()
    merge = merged(story)
    story.commit({f"{WITNESS}!{mode}": attestation(merge, story.files[FIRST])}, by="ci", key=CI_KEY)
    assert story.verdicts() == {EVL: "unsigned"}


# ---- When


def test_account_and_role_are_judged_at_the_merge() -> None:
    story = Story()
    merge = merged(story)
    gone = person("rahma", forges="[]")
    ended = held("kepala_lpse", "rahma", until="2026-07-06")
    story.change_roster(roster(people=people(rahma=gone), roles=roles(rahma=ended)), day="2026-07-07")
    story.attest(merge, day="2026-07-08")
    assert story.verdicts() == {EVL: "witness"}


def test_an_account_that_is_entered_after_the_merge_comes_too_late() -> None:
    story = Story()
    story.change_roster(roster(people=people(rahma=person("rahma", forges="[]"))))
    merge = merged(story)
    story.change_roster(roster())
    story.attest(merge)
    assert story.verdicts() == {EVL: "unsigned"}
    assert story.problems() == ["unknown-account"]


def test_a_role_that_is_given_after_the_merge_comes_too_late() -> None:
    story = Story()
    merge = merged(story, by="budi")
    story.change_roster(roster(roles=roles(plh=held("kepala_lpse", "budi"))))
    story.attest(merge, account="1002")
    assert story.verdicts() == {EVL: "role-not-held"}


def test_a_merge_dated_ahead_is_not_attested_yet() -> None:
    story = Story()
    story.attest(merged(story, day="2026-08-01"))
    assert story.verdicts() == {EVL: "unsigned"}
    assert story.problems() == ["future"]
    assert story.verdicts(date(2026, 8, 1)) == {EVL: "witness"}


def test_a_merge_dated_after_a_forges_commit_that_reaches_it_is_never_attested() -> None:
    story = Story()
    merge = merged(story, day="2026-08-01")
    story.attest(merge)
    story.click(story.commit({"records/a.md": b"a"}, on=story.tip), by="stranger", title="Lain")
    assert story.verdicts(date(2027, 1, 1)) == {EVL: "unsigned"}


def test_a_merge_is_never_attested_after_a_forges_commit_dated_before_it_either() -> None:
    """Who made the merge picks its date, and may wait with the attestation until the forge has bounded it."""
    story = Story()
    merge = merged(story, day="2026-08-01")
    story.click(story.commit({"records/a.md": b"a"}, on=story.tip), by="stranger", title="Lain")
    clock = story.judge().clock
    story.attest(merge)
    assert story.verdicts(date(2027, 1, 1)) == {EVL: "unsigned"}
    assert [problem.code for problem in story.judge(date(2027, 1, 1)).problems] == ["too-late"]
    assert story.judge(date(2027, 1, 1)).clock == clock


@pytest.mark.parametrize("day", ["2026-07-05", "2026-07-06", "2026-07-07"])
def test_a_forges_commit_of_the_day_before_the_merge_or_later_lets_it_be_attested(day: str) -> None:
    story = Story()
    merge = merged(story)
    story.click(story.commit({"records/a.md": b"a"}, on=story.tip), by="stranger", title="Lain", day=day)
    story.attest(merge)
    assert story.verdicts() == {EVL: "witness"}


def test_a_merge_dated_back_behind_the_clock_is_judged_by_the_clock() -> None:
    story = Story()
    ended = roster(roles=roles(rahma=held("kepala_lpse", "rahma", until="2026-07-05")))
    story.change_roster(ended, day="2026-07-06")
    story.attest(merged(story, day="2026-07-04"))
    assert story.verdicts() == {EVL: "role-not-held"}


def test_the_class_must_be_accepted() -> None:
    story = Story()
    story.change_roster(roster(accept="{kepala_lpse: [personal, forge]}\n"))
    story.attest(merged(story))
    assert story.verdicts() == {EVL: "class-not-accepted"}


def test_the_number_is_due_when_the_attestation_comes() -> None:
    story = Story()
    merge = merged(story)
    story.approve(made="2026-07-06T09:00:00Z")
    story.attest(merge)
    assert story.verdicts() == {EVL: "personal"}


def test_the_evaluator_does_not_decide_through_a_witness() -> None:
    story = Story()
    story.change_roster(roster(roles=roles(plh=held("kepala_lpse", "tia"))))
    story.attest(merged(story, by="tia"), account="1003")
    assert story.verdicts() == {EVL: "self-decision"}


def test_a_paper_is_not_entered_through_a_witness() -> None:
    story = Story()
    accept = "{pengguna: [document], pengelola: [personal, witness]}\n"
    story.change_roster(roster(accept=accept))
    paper = '{kind: basah, signed: 2026-07-06, archive: Lemari 1, sha256: "' + "0" * 64 + '", entered: budi}'
    files = story.decision("KAK-2026-001", by="dewi", document=paper)
    merge = story.merge(story.commit(dict(files), on=story.tip, by="tia"))
    story.attest(merge, record="KAK-2026-001", account="1002")
    assert story.verdicts() == {"KAK-2026-001/1": "class-not-accepted"}


def test_an_attestation_makes_no_decision_of_a_file_that_does_not_fit() -> None:
    story = Story()
    story.attest(merged(story, {FIRST: b"rusak: x\n"}))
    assert story.verdicts() == {EVL: "unreadable"}
