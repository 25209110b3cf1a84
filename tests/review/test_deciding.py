"""What merging a request means that asks for a decision, and what it came to."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.demo.scribe import Scribe
from lpsedocs.review.merging import Scratch, merged_tree
from lpsedocs.trust.trees import Trees
from tests.repositories import Desk
from tests.review.asking import (
    ASSET,
    DECISION,
    MERGE_COMMIT,
    TITLE,
    WHO,
    meaning,
    proposed,
    request,
    reviewed,
    told,
    version,
)
from tests.trust.story import EVALUATION, Story, held, key_of, roles, roster

# ---- A request that asks for a decision


def test_an_approval_to_be_merged_says_what_the_merge_means_and_who_may(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, proposed(story))

    document = reviewed(desk, root, trust=story.root)

    assert meaning(document) == [
        "merging this request means: the Kepala LPSE APPROVES the result of the evaluation and the "
        "recommendation above (EVL-2026-001)",
        "to ask for a new evaluation: open the request 'EVALUASI ULANG EVL-2026-001', write the reason "
        "there, and merge that one",
        MERGE_COMMIT,
        WHO.format("Rahma"),
        f"the merge counts only if the request's title is exactly '{TITLE}'",
        version(story),
    ]
    assert document["title"] == TITLE
    assert [one["worth"] for one in document["decisions"]] == ["by-merge"]


def test_the_merge_that_was_announced_counts(desk: Desk) -> None:
    story = Story()
    side = proposed(story)
    root = request(desk, story, side)
    title = reviewed(desk, root, trust=story.root)["title"]

    story.click(side, title=title)

    assert story.verdicts() == {"EVL-2026-001/1": "forge"}


def test_an_approval_that_is_signed_may_be_merged_by_anybody(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, story.approve(on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert meaning(document) == [
        "merging this request means: the Kepala LPSE APPROVES the result of the evaluation and the "
        "recommendation above (EVL-2026-001), as signed; anybody may merge it",
        MERGE_COMMIT,
        version(story),
    ]
    assert [(one["worth"], one["evidence"]) for one in document["decisions"]] == [("signed", "personal")]


def test_a_signed_approval_stays_one_beside_other_changes(desk: Desk) -> None:
    story = Story()
    side = story.commit({ASSET: story.files[ASSET] + b"# ubah\n"}, on=story.approve(on=story.tip))
    root = request(desk, story, side)

    assert reviewed(desk, root, trust=story.root)["decisions"][0]["worth"] == "signed"


def test_an_acting_head_is_called_so(desk: Desk) -> None:
    story = Story()
    story.change_roster(roster(roles=roles(budi=held("kepala_lpse", "budi", acting="plh"), rahma="")))
    root = request(desk, story, proposed(story, by="budi"))

    assert meaning(reviewed(desk, root, trust=story.root))[0].startswith(
        "merging this request means: the Plh. Kepala LPSE APPROVES the result"
    )


def test_a_return_says_what_is_missing_until_its_reason_is_written(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, proposed(story, decision="evaluasi_ulang"))

    document = reviewed(desk, root, trust=story.root)

    assert meaning(document)[:3] == [
        "merging this request means: the Kepala LPSE SENDS BACK the evaluation and asks for a new one "
        "(EVL-2026-001)",
        f"NOT to be merged yet: the reason is still to be written as 'note' in {DECISION}",
        f"to approve it instead: open the request '{TITLE}' and merge that one",
    ]


def test_the_reason_of_a_return_is_told(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, proposed(story, decision="evaluasi_ulang", note="Aspek B tanpa bukti"))

    lines = told(desk, root, trust=story.root)

    assert lines[lines.index("Reason given in this request:") + 1] == "  - Aspek B tanpa bukti"


def test_a_kak_is_accepted_by_its_requester(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, proposed(story, record="KAK-2026-001"))

    document = reviewed(desk, root, trust=story.root)

    assert meaning(document)[:4] == [
        "merging this request means: the Pengguna finds the KAK IN ORDER as it is here (KAK-2026-001)",
        "to have it mended: open the request 'PERLU PERBAIKAN KAK-2026-001', write the reason there, and "
        "merge that one",
        MERGE_COMMIT,
        "only the requester, or a Pengguna of the same unit, may merge; the decision is made out to Agus",
    ]


# ---- A request that would decide nothing


def test_a_decision_among_other_changes_proves_nothing(desk: Desk) -> None:
    story = Story()
    side = story.commit({**story.decision(), ASSET: story.files[ASSET] + b"# ubah\n"}, on=story.tip)
    root = request(desk, story, side)

    document = reviewed(desk, root, trust=story.root)

    assert meaning(document)[:3] == [
        f"merging this request does NOT decide EVL-2026-001: the merge also changes {ASSET}",
        "what to do about EVL-2026-001: ask for the decision again in a commit or a request of its own; "
        "'lpsedocs approve' makes such a commit, and 'lpsedocs request' such a request",
        "the request also changes these records: AST-001",
    ]
    assert document["decisions"][0]["reason"]["code"] == "brings-more"
    story.click(side, title=TITLE)
    assert story.verdicts() == {"EVL-2026-001/1": "brings-more"}


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"by": "budi"}, "role-not-held"),
        ({"repository": "'ffffffffffffffffffffffffffffffff'"}, "other-repository"),
        ({"number": 2}, "wrong-number"),
        ({"decision": "sesuai"}, "wrong-word"),
        ({"sha256": "'" + "0" * 64 + "'"}, "other-bytes"),
        ({"rests_on": "{}"}, "rests-on"),
    ],
)
def test_a_decision_that_would_not_count_is_told_before_the_merge(
    keys: dict[str, Any], reason: str, desk: Desk
) -> None:
    story = Story()
    side = proposed(story, **keys)
    root = request(desk, story, side)

    document = reviewed(desk, root, trust=story.root)

    [decision] = document["decisions"]
    assert (decision["worth"], decision["reason"]["code"]) == ("nothing", reason)
    story.click(side, by=str(keys.get("by", "rahma")), title=document["title"] or TITLE)
    assert set(story.verdicts().values()) == {reason}
    assert meaning(document)[0].startswith("merging this request does NOT decide EVL-2026-001: ")
    assert [step for step in document["steps"] if step["step"] == "3.4"] == []


def test_a_decision_that_can_not_be_read_proves_nothing(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, proposed(story, by="[]"))

    document = reviewed(desk, root, trust=story.root)

    assert meaning(document)[0] == (
        "merging this request does NOT decide EVL-2026-001: the decision file can't be read, or does not fit "
        "its form"
    )
    assert document["title"] is None
    assert told(desk, root, trust=story.root)[1] == (
        "The decision of the Kepala LPSE is asked for; round 1, handed over by Tia, 3 July 2026."
    )


def test_a_decision_without_a_number_is_no_decision_before_this_one(desk: Desk) -> None:
    story = Story()
    [content] = story.decision(decision="evaluasi_ulang", note="Rancangan lama").values()
    story.commit({"records/decisions/EVL-2026-001/rancangan.yaml": content}, by="budi")
    root = request(desk, story, proposed(story))

    lines = told(desk, root, "--title", TITLE, trust=story.root)

    assert lines[0] == "EVL-2026-001 · PT Tautan Misal · internet · 1 April 2026 to 30 June 2026"
    assert not any("Rancangan lama" in line for line in lines)


def test_the_evaluator_decides_nothing(desk: Desk) -> None:
    story = Story()
    story.change_roster(roster(roles=roles(rahma=held("kepala_lpse", "tia"))))
    root = request(desk, story, proposed(story, by="tia"))

    assert meaning(reviewed(desk, root, trust=story.root))[0] == (
        "merging this request does NOT decide EVL-2026-001: tia made the evaluation, and can't decide it"
    )


def test_who_first_committed_the_evaluation_decides_nothing(desk: Desk) -> None:
    story = Story()
    other = story.files[EVALUATION] + b"# diketik oleh Kepala\n"
    story.commit({EVALUATION: other}, by="rahma", key=key_of("rahma"))
    side = proposed(story)
    root = request(desk, story, side)

    assert meaning(reviewed(desk, root, trust=story.root))[0] == (
        "merging this request does NOT decide EVL-2026-001: rahma made the evaluation, and can't decide it"
    )
    story.click(side, title=TITLE)
    assert story.verdicts() == {"EVL-2026-001/1": "self-decision"}


def test_a_role_that_the_same_request_gives_does_not_count_in_it(desk: Desk) -> None:
    story = Story()
    given = story.change_roster(roster(roles=roles(budi=held("kepala_lpse", "budi"))), on=story.tip)
    side = story.commit(dict(story.decision(by="budi")), on=given, by="budi", key=key_of("budi"))
    root = request(desk, story, side)

    document = reviewed(desk, root, trust=story.root)

    assert document["decisions"][0]["worth"] == "nothing"
    story.merge(side)
    assert story.verdicts() == {"EVL-2026-001/1": "role-not-held"}


def test_where_a_witness_attests_merges_the_title_is_free(desk: Desk) -> None:
    story = Story()
    story.change_roster(roster(forges="[]\n", accept="{kepala_lpse: [witness], pengelola: [personal]}\n"))
    side = proposed(story)
    root = request(desk, story, side)

    document = reviewed(desk, root, "--title", "Evaluasi semester satu", trust=story.root)

    assert document["decisions"][0]["worth"] == "by-merge"
    assert "the merge counts once CI has attested who made it" in meaning(document)
    before = story.tip
    merge = story.merge(side)
    told_at_once = meaning(
        reviewed(desk, request(desk, story, merge, "merged"), base=before, trust=story.root)
    )
    assert told_at_once[0] == (
        "this merge does NOT count as an approval: the commit is not signed; still waiting: EVL-2026-001"
    )
    assert told_at_once[3] == (
        "where CI attests merges, it counts once that of this merge lies on the main branch; look again then"
    )
    story.attest(merge)
    assert story.verdicts() == {"EVL-2026-001/1": "witness"}


def moved_on(desk: Desk, story: Story, side: str) -> Any:
    """Return the review of a branch whose main branch has moved on since it began."""
    return reviewed(desk, request(desk, story, side), trust=story.root)


def test_what_happened_on_the_main_branch_since_then_does_not_matter_to_a_decision_on_the_same_bytes(
    desk: Desk,
) -> None:
    story = Story()
    side = proposed(story)
    story.commit({ASSET: story.files[ASSET] + b"# lain\n"})

    document = moved_on(desk, story, side)

    assert document["decisions"][0]["worth"] == "by-merge"
    assert document["records"] == []
    story.click(side, title=TITLE)
    assert story.verdicts() == {"EVL-2026-001/1": "forge"}


def test_who_has_lost_the_role_since_the_request_began_may_not_decide_it(desk: Desk) -> None:
    story = Story()
    side = proposed(story)
    story.change_roster(roster(roles=roles(rahma=held("kepala_lpse", "agus"))))

    document = moved_on(desk, story, side)

    assert document["decisions"][0]["reason"]["code"] == "role-not-held"
    story.click(side, title=TITLE)
    assert story.verdicts() == {"EVL-2026-001/1": "role-not-held"}


def test_a_record_that_changed_on_the_main_branch_meanwhile_is_not_the_one_that_is_decided(
    desk: Desk,
) -> None:
    story = Story()
    side = proposed(story)
    story.commit({EVALUATION: story.files[EVALUATION] + b"# lain\n"})

    document = moved_on(desk, story, side)

    assert document["decisions"][0]["reason"]["code"] == "other-bytes"
    story.click(side, title=TITLE)
    assert story.verdicts() == {"EVL-2026-001/1": "other-bytes"}


NAMES = st.sampled_from(["a", "a-b", "a.yaml", "b/c", "b/d/e", "b.c", "f/g", "é"])
FILES = st.dictionaries(NAMES.map("records/{}".format), st.sampled_from([b"1", b"2", b"3"]), max_size=6)


@given(FILES, FILES, FILES)
def test_an_imagined_merge_leaves_the_folder_that_a_real_one_does(
    base: dict[str, bytes], ours: dict[str, bytes], theirs: dict[str, bytes]
) -> None:
    scribe = Scribe()
    there, here, request = (scribe.tree(files) for files in (base, ours, theirs))
    merged = {path: content for path, content in theirs.items() if content != base.get(path)}
    kept = {path: content for path, content in ours.items() if path in theirs or path not in base}
    trees = Trees(scribe)
    changes = trees.difference(there, request).changes
    scratch = Scratch("sha1")

    assert merged_tree(trees, here, changes, scratch) == scribe.tree(kept | merged)


def test_a_decision_that_is_taken_away_is_told(desk: Desk) -> None:
    story = Story()
    story.approve()
    root = request(desk, story, story.commit({DECISION: None}, on=story.tip))

    [record] = reviewed(desk, root, trust=story.root)["records"]

    assert (record["id"], record["fate"]) == ("decisions/EVL-2026-001/1", "removed")


TOUCHED = (
    "ATTENTION: this request edits or removes decisions that count: decision 1 on EVL-2026-001; they go on "
    "to count as they were made, and readers of the files would be told something else; 'lpsedocs check' "
    "names the command that puts each file back"
)


def test_a_decision_that_counts_and_is_edited_is_asked_of_nobody(desk: Desk) -> None:
    story = Story()
    story.approve()
    before, edited = story.tip, story.files[DECISION].replace(b"by: rahma", b"by: tia")
    side = story.commit({DECISION: edited}, on=story.tip, by="budi")

    proposed = reviewed(desk, request(desk, story, side), trust=story.root)
    story.merge(side)
    merged = reviewed(desk, desk.clone(story, "merged"), base=before, trust=story.root)

    assert meaning(proposed) == [
        "merging this request means: nothing is decided; these records become as they are here: decision 1 "
        "on EVL-2026-001",
        TOUCHED,
    ]
    assert meaning(merged) == [
        "merged: nothing was decided; these records are as they are here: decision 1 on EVL-2026-001",
        TOUCHED,
    ]
    for document in (proposed, merged):
        [record] = document["records"]
        assert [change["message"] for change in record["changes"]] == ["By: Rahma becomes Tia"]
        assert (document["decisions"], document["asked"]) == ([], [])


def test_a_decision_that_counts_and_is_removed_beside_another_is_told(desk: Desk) -> None:
    story = Story()
    story.approve()
    root = request(desk, story, story.commit({DECISION: None, ASSET: None}, on=story.tip))

    assert TOUCHED in meaning(reviewed(desk, root, trust=story.root))


def test_a_request_that_puts_something_else_in_the_place_of_all_records_can_be_told(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, story.write({"records": b"../main/records"}, (story.tip,)))
    (root / "records").unlink()
    (root / "records").mkdir()

    document = reviewed(desk, root, trust=story.root)

    assert {record["fate"] for record in document["records"]} == {"removed"}


def test_somebody_without_an_account_proves_nothing_by_merging(desk: Desk) -> None:
    story = Story()
    story.change_roster(roster(forges="[]\n", witnesses="[]\n"))
    root = request(desk, story, proposed(story))

    assert reviewed(desk, root, trust=story.root)["decisions"][0]["reason"]["code"] == "unknown-account"


def test_where_merges_are_no_evidence_that_is_told(desk: Desk) -> None:
    story = Story()
    story.change_roster(roster(accept="{kepala_lpse: [personal]}\n"))
    root = request(desk, story, proposed(story))

    assert reviewed(desk, root, trust=story.root)["decisions"][0]["reason"]["code"] == "class-not-accepted"


@pytest.mark.parametrize(("title", "worth"), [(TITLE, "by-merge"), ("Setujui evaluasi", "nothing")])
def test_a_title_is_held_against_the_decisions(title: str, worth: str, desk: Desk) -> None:
    story = Story()
    root = request(desk, story, proposed(story))

    document = reviewed(desk, root, "--title", title, trust=story.root)

    assert document["decisions"][0]["worth"] == worth
    assert not any("title is exactly" in message for message in meaning(document))


# ---- After the merge


def merged(desk: Desk, story: Story) -> Path:
    return desk.clone(story)


def test_after_the_merge_of_the_kepala_it_is_told_what_was_decided(desk: Desk) -> None:
    story = Story()
    before = story.tip
    merge = story.click(proposed(story), title=TITLE)
    root = merged(desk, story)

    document = reviewed(desk, root, base=before, trust=story.root)

    assert document["merged"]
    assert meaning(document) == [
        "EVL-2026-001: approved by Rahma as Kepala LPSE, 6 July 2026 10.03 WIB",
        f"EVL-2026-001: evidence: merge on a forge, verified; commit {merge[:12]}",
        "EVL-2026-001: next step: 3.5 Document the result, and begin a procurement if it calls for one, for "
        "Budi and Tia",
    ]


def test_who_made_the_evaluation_is_not_named_for_the_next_decision(desk: Desk) -> None:
    story = Story()
    story.change_roster(roster(roles=roles(tia_acts=held("kepala_lpse", "tia", acting="plh"))))
    story.approve()
    before = story.tip
    story.approve(number=2, decision="dicabut", note="Salah gabung")
    root = merged(desk, story)

    document = reviewed(desk, root, base=before, trust=story.root)

    assert meaning(document)[-1] == (
        "EVL-2026-001: next step: 3.4 Approve the result, or ask for a new evaluation, for Rahma"
    )


def test_after_the_merge_of_somebody_else_it_does_not_count_and_the_cure_is_told(desk: Desk) -> None:
    story = Story()
    before = story.tip
    story.click(proposed(story), by="budi", title=TITLE)
    root = merged(desk, story)

    document = reviewed(desk, root, base=before, trust=story.root)

    assert meaning(document) == [
        "this merge does NOT count as an approval: it says rahma, but budi acted; still waiting: "
        "EVL-2026-001",
        "how to mend it: let the person who decides sign with his own key, or press merge himself",
    ]
    assert document["steps"] == []


def test_after_a_merge_that_nobody_signed_it_is_told_who_says_that_he_made_it(desk: Desk) -> None:
    story = Story()
    before = story.tip
    story.merge(proposed(story), by="budi", sign=None)
    root = merged(desk, story)

    assert meaning(reviewed(desk, root, base=before, trust=story.root)) == [
        "this merge does NOT count as an approval: the commit is not signed; still waiting: EVL-2026-001",
        "merged by Budi, as the commit says of itself, which is no evidence; Budi is not Kepala LPSE",
        "how to mend it: ask the person named to decide again and to sign, with 'lpsedocs approve', "
        "'accept', 'return' or 'withdraw'",
        "where CI attests merges, it counts once that of this merge lies on the main branch; look again then",
    ]


def test_a_return_by_the_wrong_person_is_no_decision(desk: Desk) -> None:
    story = Story()
    before = story.tip
    side = proposed(story, decision="evaluasi_ulang", note="Aspek B")
    story.click(side, by="budi", title="EVALUASI ULANG EVL-2026-001")
    root = merged(desk, story)

    assert meaning(reviewed(desk, root, base=before, trust=story.root))[0] == (
        "this merge does NOT count as a decision: it says rahma, but budi acted; still waiting: EVL-2026-001"
    )


def test_without_a_trusted_root_a_merge_is_never_called_approved(desk: Desk) -> None:
    story = Story()
    before = story.tip
    story.click(proposed(story), title=TITLE)
    root = merged(desk, story)

    document = reviewed(desk, root, base=before)

    assert not document["pinned"]
    assert meaning(document) == [
        "merged with decisions on EVL-2026-001; whether they count can't be told here",
        "note: no root is trusted here, so who may decide is what the repository says of itself; 'lpsedocs "
        "trust pin' pins one, and --trust-root names one",
    ]
    assert [one["worth"] for one in document["decisions"]] == ["unknown"]


def test_a_merge_that_the_forge_only_tried_is_still_a_request(desk: Desk) -> None:
    story = Story()
    side, main = proposed(story), story.tip
    tried = story.merge(side, message=f"Merge {side} into {main}\n")
    story.tip = main
    root = request(desk, story, tried)

    document = reviewed(desk, root, trust=story.root)

    assert not document["merged"]
    assert [one["worth"] for one in document["decisions"]] == ["by-merge"]
