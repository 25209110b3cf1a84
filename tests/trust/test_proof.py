"""What the history proves of the files at hand, and what explains it."""

from lpsedocs.source import MAX_BYTES
from lpsedocs.trust.proof import Proof, RosterAtHand
from lpsedocs.trust.standing import Status
from tests.trust.desk import Files, desk_of
from tests.trust.story import ROSTER, Story, held, key_of, roles, roster

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
