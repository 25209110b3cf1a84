"""What the history proves of the files at hand, and what explains it."""

from lpsedocs.demo.scribe import Hand
from lpsedocs.source import MAX_BYTES
from lpsedocs.trust.proof import Proof, RosterAtHand
from lpsedocs.trust.standing import Status
from tests.trust.desk import Files, desk_of
from tests.trust.story import EVALUATION, GITHUB, ROSTER, Story, held, key_of, revoked, roles, roster, sha

DECISION = "records/decisions/EVL-2026-001/1.yaml"
BUDI_KEPALA = roster(roles=roles(plh=held("kepala_lpse", "budi")))


def proof_of(story: Story, changed: Files | None = None) -> Proof:
    proof = desk_of(story, changed).proof
    assert proof is not None
    return proof


def test_the_roster_is_the_one_in_force_and_not_the_one_in_the_file() -> None:
    story = Story()
    story.commit({ROSTER: BUDI_KEPALA.encode()})
    corpus = desk_of(story)
    assert corpus.roster is not None
    assert [held.person for held in corpus.roster.roles if held.role == "kepala_lpse"] == ["rahma"]


def test_only_what_is_unproved_is_so() -> None:
    story = Story()
    story.approve()
    story.commit(dict(story.decision("KAK-2026-001")), by="agus")
    assert [judged.record for judged in proof_of(story).unproved] == ["KAK-2026-001"]


def test_what_was_unproved_and_is_gone_at_hand_says_nothing_more_of_its_record() -> None:
    story = Story()
    story.commit(dict(story.decision()), by="rahma")
    before, after = (proof_of(story, changed).standing("EVL-2026-001") for changed in ({}, {DECISION: None}))
    assert before is not None
    assert after is not None
    assert (before.status, after.status) == (Status.UNPROVED, Status.WAITING)


def test_a_roster_that_can_not_be_read_or_is_none_has_no_bytes_to_explain() -> None:
    for content, path in ((b"#" * (MAX_BYTES + 1), ROSTER), (BUDI_KEPALA.encode(), f"{ROSTER}!120000")):
        story = Story()
        commit = story.commit({ROSTER: None, path: content}, by="eka", key=key_of("eka"))
        assert proof_of(story, {ROSTER: None}).circumstances.rosters == {commit: (roster().encode(), b"")}


def test_a_roster_at_hand_is_not_the_link_that_the_main_line_has_in_its_place() -> None:
    story = Story()
    story.commit({ROSTER: None, f"{ROSTER}!120000": BUDI_KEPALA.encode()})
    found = proof_of(story, {ROSTER: BUDI_KEPALA.encode()})
    assert found.roster_at_hand is RosterAtHand.PROPOSED
    story.commit({f"{ROSTER}!120000": None, ROSTER: BUDI_KEPALA.encode()})
    assert proof_of(story).roster_at_hand is RosterAtHand.WITHOUT_RIGHT


def test_the_version_that_counts_explains_a_change_whatever_is_planted_after_it() -> None:
    story = Story()
    story.approve()
    decided = story.files[EVALUATION]
    story.commit({EVALUATION: decided + b"# lain\n"})
    story.commit(dict(story.decision(number=2)), by="rahma")
    assert proof_of(story).version(sha(decided)) == decided


def test_commits_that_were_made_anew_are_told_from_others() -> None:
    story = Story()
    decision, rahma = dict(story.decision()), Hand("Rahma", "rahma@contoh.example")
    anew = story.commit(decision, author=rahma, committer=Hand("Tia", "tia@contoh.example"))
    assert proof_of(story).circumstances.copies == {anew}
    for how in (
        {"author": rahma, "committer": Hand("Tia", "tia@contoh.example"), "key": key_of("tia")},
        {"author": rahma},
    ):
        story = Story()
        story.commit(decision, **how)
        assert proof_of(story).circumstances.copies == set()
    story = Story()
    assert proof_of(story).circumstances.copies == set()
    made = story.commit(decision, author=GITHUB)
    assert proof_of(story).circumstances.copies == {made}


def test_a_merge_on_the_forge_is_no_copy() -> None:
    story = Story()
    side = story.commit({**story.decision(), "records/README.md": b"Catatan\n"}, on=story.tip)
    story.click(side, title="SETUJUI EVL-2026-001")
    assert story.verdicts() == {"EVL-2026-001/1": "brings-more"}
    assert proof_of(story).circumstances.copies == set()


def test_a_decision_that_no_commit_could_prove_has_none_to_explain() -> None:
    empty = Story()
    story = Story(files={**empty.files, **empty.decision(record="KAK-2026-001", sha256=f'"{"0" * 64}"')})
    assert story.verdicts() == {"KAK-2026-001/1": "no-act"}
    assert proof_of(story).circumstances.copies == set()


def test_what_a_leaked_key_proved_leaves_its_record_in_doubt() -> None:
    story = Story()
    story.approve()
    leaked = revoked(key_of("rahma").line, "2026-07-06", "bocor")
    story.change_roster(roster(revoked=f"\n{leaked}"), day="2026-07-08")
    standing = proof_of(story).standing("EVL-2026-001")
    assert standing is not None
    assert standing.status is Status.IN_DOUBT
    assert [judged.is_proved for judged in standing.decisions] == [False]


def test_a_proposal_on_a_record_that_is_not_there_is_one() -> None:
    story = Story()
    gone = dict(story.decision())
    standing = proof_of(story, {**gone, EVALUATION: None}).standing("EVL-2026-001")
    assert standing is not None
    assert standing.status is Status.PROPOSED
