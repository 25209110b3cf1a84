"""Verdicts in words: who decided what in which role, what proves it, or why it is not believed."""

from lpsedocs.findings import say
from lpsedocs.language import ENGLISH
from lpsedocs.trust.proposals import as_proposed
from lpsedocs.trust.signatures import parse_ssh_key
from lpsedocs.trust.verdicts import Judged, Reason
from lpsedocs.trust.words import verdict
from tests.trust.story import ROSTER, Story, approved, held, key_of, records, revoked, roles, roster
from tests.trust.test_paper import entered

RAHMA = parse_ssh_key(key_of("rahma").line).fingerprint
DECIDED = "1: disetujui (approved) by Rahma (rahma)"


def words_of(story: Story) -> list[str]:
    """Return what is said of every decision of a story."""
    history = story.judge()
    return [ENGLISH.say(verdict(judged, history.force.roster)) for judged in history.decisions]


def proof_of(story: Story, role: str = "Kepala LPSE") -> str:
    commit = next(judged.commit for judged in story.judge().decisions) or ""
    return f"{DECIDED} as {role}: the person's own signature, key {RAHMA}, commit {commit[:12]}, 6 July 2026"


def test_a_proved_decision_is_told_with_role_evidence_key_commit_and_day() -> None:
    story = approved()
    assert words_of(story) == [proof_of(story)]


def test_an_acting_head_is_told_as_that_for_the_day_of_his_decision() -> None:
    def head(from_: str, **more: str) -> str:
        return held("kepala_lpse", "rahma", from_, **more)

    acting = head("2026-07-05", until="2026-07-08", acting="plh", basis="SP 1")
    before = head("2026-01-01", until="2026-07-01")
    story = Story(files=records() | {ROSTER: roster(roles=roles(rahma=before + acting)).encode()})
    story.approve()
    assert words_of(story) == [proof_of(story, "Kepala LPSE (acting head for some days)")]

    story = Story(
        files=records()
        | {
            ROSTER: roster(
                roles=roles(
                    rahma=head("2026-07-02"),
                    plh=acting.replace("2026-07-05", "2026-06-01").replace("2026-07-08", "2026-06-20"),
                )
            ).encode()
        }
    )
    story.approve()
    assert words_of(story) == [proof_of(story)]


def test_a_role_that_was_taken_back_to_before_the_decision_is_still_named() -> None:
    story = approved()
    ended = held("kepala_lpse", "rahma", until="2026-07-01") + held("kepala_lpse", "eka", "2026-07-02")
    story.change_roster(roster(roles=roles(rahma=ended)), day="2026-07-08")
    assert words_of(story) == [proof_of(story)]


def test_a_decision_whose_key_leaked_is_called_in_doubt() -> None:
    story = approved()
    leaked = "\n" + revoked(key_of("rahma").line, "2026-07-01", "bocor")
    story.change_roster(roster(revoked=leaked), day="2026-07-08")
    assert words_of(story) == [f"{proof_of(story)}; IN DOUBT: the key was reported as leaked"]


def test_a_decision_of_the_root_is_called_taken_over() -> None:
    story = Story()
    story.files = {**story.files, **story.decision()}
    story.root = story.tip = story.write(story.files, ())
    assert words_of(story) == [f"{DECIDED}, taken over at the root"]


def test_what_is_not_proved_is_told_with_the_reason_its_code_and_the_commit_if_one_tried() -> None:
    story = Story()
    commit = story.commit(dict(story.decision()), by="mallory")
    assert words_of(story) == [f"{DECIDED}: NOT PROVED: the commit is not signed (unsigned, {commit[:12]})"]
    story = Story()
    path = "records/decisions/EVL-2026-001/1.yaml"
    story.commit({path: b"rusak"}, by="mallory", key=key_of("rahma"))
    [judged] = story.judge().decisions
    assert words_of(story) == [
        f"1: a file that can't be read: NOT PROVED: the decision file does not fit its form (unreadable, "
        f"{(judged.commit or '')[:12]})"
    ]


def test_where_no_commit_tried_only_the_reason_and_its_code_are_told() -> None:
    reason = Reason("not-a-file", say("it is no file"))
    judged = Judged("EVL-2026-001", 1, "0" * 40, None, reason=reason)
    told = verdict(judged, Story().judge().force.roster)
    assert ENGLISH.say(told) == "1: a file that can't be read: NOT PROVED: it is no file (not-a-file)"


def test_what_waits_on_another_branch_is_called_proposed() -> None:
    story = Story()
    main = story.judge().line
    story.commit(dict(story.decision()), by="tia")
    history = story.judge()
    proposed = as_proposed(history, history.decisions)
    assert [ENGLISH.say(verdict(judged, history.force.roster)) for judged in proposed.decisions] == [
        f"{DECIDED}: proposed: it is not on the main branch yet"
    ]
    assert len(main) == 1


def test_of_a_paper_it_is_told_who_entered_it() -> None:
    story = Story()
    commit = entered(story)
    key = parse_ssh_key(key_of("budi").line).fingerprint
    assert words_of(story) == [
        "1: sesuai (in order) by Dewi (dewi) as Pengguna: signed paper, entered by Budi (budi), key "
        f"{key}, commit {commit[:12]}, 6 July 2026"
    ]


def test_who_is_no_more_in_the_roster_is_told_by_his_id() -> None:
    story = Story()
    story.commit(dict(story.decision(by="siapa")), by="mallory")
    assert words_of(story)[0].startswith("1: disetujui (approved) by siapa: NOT PROVED: ")
