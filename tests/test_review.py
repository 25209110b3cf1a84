"""What a request changes and what merging it means, on real repositories."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs.demo.scribe import Scribe
from lpsedocs.findings import say
from lpsedocs.language import ENGLISH
from lpsedocs.review.meaning import name_of
from lpsedocs.review.merging import Scratch, merged_tree
from lpsedocs.trust.trees import Trees
from tests.repositories import Desk, point
from tests.trust.story import EVALUATION, FORM, ROSTER, Story, held, key_of, roles, roster

ASSET = "records/assets/AST-001.yaml"
KAK = "records/kak/2026/KAK-2026-001.yaml"
DECISION = "records/decisions/EVL-2026-001/1.yaml"
TITLE = "SETUJUI EVL-2026-001"


def request(desk: Desk, story: Story, side: str, name: str = "office") -> Path:
    """Write a story, and check a branch of it out as that of a request."""
    root = desk.clone(story, name)
    point(root / ".git", "refs/heads/permintaan", side)
    (root / "mkdocs.yml").unlink()
    desk.git("checkout", "--quiet", "permintaan", at=root)
    (root / "mkdocs.yml").write_bytes(b"site_name: Contoh\n")
    return root


def reviewed(desk: Desk, root: Path, *more: str, base: str = "main", trust: str | None = None) -> Any:
    """Review what is checked out, and return the answer in JSON."""
    answer = _asked(desk, root, "--format", "json", *more, base=base, trust=trust)
    return json.loads(answer)


def told(desk: Desk, root: Path, *more: str, base: str = "main", trust: str | None = None) -> list[str]:
    """Review what is checked out, and return the lines for a person."""
    return _asked(desk, root, *more, base=base, trust=trust).splitlines()


def _asked(desk: Desk, root: Path, *more: str, base: str, trust: str | None) -> str:
    pinned = ("--trust-root", trust) if trust else ()
    answer = desk.say("--root", root, "review", "--base", base, "--today", "2026-07-15", *pinned, *more)
    assert (answer.code, answer.err) == (0, "")
    return answer.out


def meaning(document: Any) -> list[str]:
    """Return what merging means, and the advice."""
    return [document["means"]["message"], *(one["message"] for one in document["advice"])]


def proposed(story: Story, **keys: str) -> str:
    """Return a branch on which somebody without rights proposes the approval."""
    return story.commit(dict(story.decision(**keys)), on=story.tip, by="budi")  # type: ignore[arg-type]


MERGE_COMMIT = "merge with a merge commit ('Create a merge commit'); never use 'Squash' or 'Rebase'"
WHO = (
    "only the Kepala LPSE, or a Plh. or Plt. who is in the roster on this day, may merge; the decision is "
    "made out to {}"
)


def version(story: Story) -> str:
    digest = hashlib.sha256(story.files[EVALUATION]).hexdigest()[:8]
    return f"version decided: EVL-2026-001 {digest} (a single letter changed, and the decision lapses)"


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


# ---- Ordinary requests


def changed(story: Story, path: str, *pairs: tuple[str, str]) -> bytes:
    text = story.files[path].decode()
    for old, new in pairs:
        assert old in text, text
        text = text.replace(old, new, 1)
    return text.encode()


def test_a_request_that_changes_records_decides_nothing(desk: Desk) -> None:
    story = Story()
    side = story.commit({ASSET: changed(story, ASSET, ("condition: baik", "condition: rusak"))}, on=story.tip)
    root = request(desk, story, side)

    document = reviewed(desk, root, trust=story.root)

    assert meaning(document) == [
        "merging this request means: nothing is decided; these records become as they are here: AST-001"
    ]
    [record] = document["records"]
    assert (record["id"], record["fate"]) == ("AST-001", "changed")
    assert [change["message"] for change in record["changes"]] == [
        "Condition: baik (good) becomes rusak (broken)"
    ]


def test_scores_are_told_with_what_they_come_to(desk: Desk) -> None:
    story = Story()
    better = changed(story, EVALUATION, ("score: 3", "score: 4"))
    root = request(desk, story, story.commit({EVALUATION: better}, on=story.tip))

    lines = told(desk, root, trust=story.root)

    start = lines.index("Changes:")
    assert lines[start + 1 : start + 3] == [
        "  - score Mutu layanan 3 becomes 4",
        "  - value 3.00 becomes 3.60, still Baik",
    ]


def test_an_evaluation_that_changes_on_the_desk_of_the_kepala_is_told(desk: Desk) -> None:
    story = Story()
    other = changed(story, EVALUATION, ("score: 3", "score: 4"))
    root = request(desk, story, story.commit({EVALUATION: other}, on=story.tip))

    assert meaning(reviewed(desk, root, trust=story.root))[1:] == [
        "ATTENTION: EVL-2026-001 was handed in on 3 July 2026 and is on the Kepala LPSE's desk; with this "
        "request it is other than what was handed in, and a decision that is being asked for lapses"
    ]


def test_an_evaluation_that_changes_with_the_day_of_its_submission_is_told(desk: Desk) -> None:
    story = Story()
    submission = story.files[EVALUATION].partition(b"submissions:")[2]
    other = story.files[EVALUATION].replace(submission, submission.replace(b"2026-07-03", b"2026-07-04"))
    root = request(desk, story, story.commit({EVALUATION: other}, on=story.tip))

    assert meaning(reviewed(desk, root, trust=story.root))[1:] == [
        "ATTENTION: EVL-2026-001 was handed in on 3 July 2026 and is on the Kepala LPSE's desk; with this "
        "request it is other than what was handed in, and a decision that is being asked for lapses"
    ]


def test_an_evaluation_that_is_handed_in_anew_is_no_other_than_what_was_handed_in(desk: Desk) -> None:
    story = Story()
    other = story.files[EVALUATION].rstrip() + b"\n  - {by: tia, date: 2026-07-10, to: rahma}\n"
    root = request(desk, story, story.commit({EVALUATION: other}, on=story.tip))

    assert meaning(reviewed(desk, root, trust=story.root))[1:] == []


def test_an_approval_that_lapses_is_told(desk: Desk) -> None:
    story = Story()
    story.approve()
    other = story.files[EVALUATION] + b"# satu baris\n"
    root = request(desk, story, story.commit({EVALUATION: other}, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert document["lapses"] == [{"record": "EVL-2026-001", "status": "changed"}]
    assert meaning(document)[1] == (
        "ATTENTION: what was decided on EVL-2026-001 no longer holds with this request, because the record, "
        "or what the decision rests on, is another one; it would have to be decided again"
    )
    assert [record["changes"] for record in document["records"]] == [[]]


def test_a_form_that_changes_under_an_approval_is_told(desk: Desk) -> None:
    story = Story()
    story.approve()
    root = request(desk, story, story.commit({FORM: story.files[FORM] + b"# lain\n"}, on=story.tip))

    assert reviewed(desk, root, trust=story.root)["lapses"] == [
        {"record": "EVL-2026-001", "status": "changed"}
    ]


def test_a_decided_record_that_goes_is_told(desk: Desk) -> None:
    story = Story()
    story.approve()
    root = request(desk, story, story.commit({EVALUATION: None}, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert meaning(document)[1] == "ATTENTION: this request removes what was decided on: EVL-2026-001"
    [record] = document["records"]
    assert (record["id"], record["fate"], record["changes"]) == ("EVL-2026-001", "removed", [])


def test_a_record_that_goes_is_not_told_as_one_that_changes(desk: Desk) -> None:
    story = Story()
    better = changed(story, KAK, ("Tautan yang andal", "Tautan yang tidak terputus"))
    root = request(desk, story, story.commit({ASSET: None, KAK: better}, on=story.tip))

    assert meaning(reviewed(desk, root, trust=story.root)) == [
        "merging this request means: nothing is decided; these records become as they are here: "
        "KAK-2026-001; these records are REMOVED: AST-001"
    ]


def test_decisions_and_filings_are_called_by_what_they_are_on() -> None:
    names = ("AST-001", "decisions/EVL-2026-001/2", "filings/EVL-2026-001")

    assert ENGLISH.say(say("{names}", names=tuple(name_of(name) for name in names))) == (
        "AST-001, decision 2 on EVL-2026-001, and the filing of EVL-2026-001"
    )


def test_a_record_that_moves_is_told_once(desk: Desk) -> None:
    story = Story()
    there = ASSET.replace("assets/", "assets/gudang/")
    root = request(desk, story, story.commit({ASSET: None, there: story.files[ASSET]}, on=story.tip))

    [record] = reviewed(desk, root, trust=story.root)["records"]

    assert (record["fate"], record["came_from"], record["path"]) == ("moved", ASSET, there)


def test_a_record_under_another_id_is_told_once_with_its_changes(desk: Desk) -> None:
    story = Story()
    there = ASSET.replace("001", "009")
    other = changed(story, ASSET, ("AST-001", "AST-009"), ("condition: baik", "condition: rusak"))
    root = request(desk, story, story.commit({ASSET: None, there: other}, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    [record] = document["records"]
    assert (record["id"], record["was"], record["fate"]) == ("AST-009", "AST-001", "renamed")
    assert (record["path"], record["came_from"]) == (there, ASSET)
    assert [change["message"] for change in record["changes"]] == [
        "Id: AST-001 becomes AST-009",
        "Condition: baik (good) becomes rusak (broken)",
    ]
    assert meaning(document)[0] == (
        "merging this request means: nothing is decided; these records become as they are here: AST-009; "
        "these get ANOTHER ID: AST-001 → AST-009"
    )
    lines = told(desk, root, trust=story.root)
    start = lines.index("AST-009 · Ruang rapat 30 kursi: under another id")
    assert lines[start + 1] == f"Until now it is AST-001, in {ASSET}."


def test_a_record_under_another_id_moves_no_step(desk: Desk) -> None:
    story = Story()
    ids, there = ("KEB-2026-001", "KEB-2026-009"), "records/requirements/2026/KEB-2026-001.yaml"
    files: dict[str, bytes | None] = {there: None, there.replace(*ids): changed(story, there, ids)}
    for path in (KAK, "records/proposals/2026/USL-2026-001.yaml"):
        files[path] = changed(story, path, ids)
    root = request(desk, story, story.commit(files, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert [(one["id"], one["fate"]) for one in document["records"]] == [
        ("KAK-2026-001", "changed"),
        ("USL-2026-001", "changed"),
        ("KEB-2026-009", "renamed"),
    ]
    assert document["steps"] == []


def test_a_record_that_can_not_be_read_any_more_keeps_its_title_and_says_why(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, story.commit({ASSET: b"id: [AST-001\n"}, on=story.tip))

    lines = told(desk, root, trust=story.root)

    start = lines.index("AST-001 · Ruang rapat 30 kursi: changed")
    assert lines[start + 1 : start + 4] == [
        "It can't be read:",
        "  - a comma is missing before this, or the closing bracket of what was opened in line 1",
        "These records rest on it: KEB-2026-001.",
    ]


def decided_on(story: Story, content: bytes) -> str:
    """Return a branch that decides on a record which is so on the main branch already."""
    story.tip = story.commit({EVALUATION: content}, on=story.tip, by="budi")
    story.files[EVALUATION] = content
    return proposed(story)


def test_a_decision_on_a_record_that_can_not_be_read_is_headed_like_any_other(desk: Desk) -> None:
    story = Story()
    side = decided_on(story, b"supplier_name: [\n")
    lines = told(desk, request(desk, story, side), trust=story.root)

    at = lines.index("EVL-2026-001")
    assert lines[at + 1 :][:2] == ["It can't be read:", "  - a value, or a closing bracket, was due here"]


def test_a_decision_on_a_record_that_does_not_fit_its_form_is_headed_by_its_title(desk: Desk) -> None:
    story = Story()
    side = decided_on(story, b"supplier_name: Contoh\n")
    lines = told(desk, request(desk, story, side), trust=story.root)

    assert "EVL-2026-001 \u00b7 Contoh" in lines
    assert "The record does not fit its form, or none that is decided on." in lines


def test_a_record_that_can_be_read_again_is_told_whole(desk: Desk) -> None:
    story = Story()
    sound = story.files[ASSET]
    story.commit({ASSET: b"id: [AST-001\n"})
    root = request(desk, story, story.commit({ASSET: sound}, on=story.tip))

    lines = told(desk, root, trust=story.root)

    start = lines.index("AST-001 · Ruang rapat 30 kursi: changed")
    assert lines[start + 1 : start + 3] == ["What it says:", "  - Id: AST-001"]


def test_a_record_that_does_not_fit_its_form_keeps_its_title(desk: Desk) -> None:
    story = Story()
    worse = changed(story, ASSET, ("condition: baik", "condition: entah"))
    root = request(desk, story, story.commit({ASSET: worse}, on=story.tip))

    [record] = reviewed(desk, root, trust=story.root)["records"]

    assert (record["title"], record["troubles"]) == ("Ruang rapat 30 kursi", [])


def test_criteria_are_told_by_their_titles(desk: Desk) -> None:
    story = Story()
    noted = changed(story, EVALUATION, ("score: 3", "score: 3, note: Lancar"))
    # A form whose weights don't sum to 100 does not fit, and is told all the same.
    weighed = changed(story, FORM, ("weight: 60", "weight: 50"))
    root = request(desk, story, story.commit({EVALUATION: noted, FORM: weighed}, on=story.tip))

    changes = [
        change["message"]
        for record in reviewed(desk, root, trust=story.root)["records"]
        for change in record["changes"]
    ]

    assert changes == [
        "Scores, Mutu layanan, Note: new: Lancar",
        "Criteria, Mutu layanan, Weight: 60 becomes 50",
    ]


def test_a_new_record_is_told_in_words(desk: Desk) -> None:
    story = Story()
    new = changed(story, ASSET, ("AST-001", "AST-009"))
    root = request(desk, story, story.commit({ASSET.replace("001", "009"): new}, on=story.tip))

    lines = told(desk, root, trust=story.root)

    start = lines.index("What it says:")
    assert lines[start - 1].startswith("AST-009 · ")
    assert lines[start - 1].endswith(": new")
    assert lines[start + 1] == "  - Id: AST-009"


def test_what_a_new_record_says_is_told_whole(desk: Desk) -> None:
    story = Story()
    new = changed(story, KAK, ("KAK-2026-001", "KAK-2026-009"))
    root = request(desk, story, story.commit({KAK.replace("001", "009"): new}, on=story.tip))

    lines = told(desk, root, trust=story.root)

    start = lines.index("What it says:")
    assert lines[start + 4 : start + 8] == [
        "  - Drafted: By Budi and Date 5 February 2026",
        "  - Estimate: Rp 118,000,000",
        "  - Sections:",
        "    - Background: LPSE melayani pengadaan sepanjang hari.",
    ]
    assert lines[lines.index("", start) - 2 : lines.index("", start)] == [
        "  - Sent:",
        "    - 5 February 2026: By Budi and To Agus",
    ]


def test_people_and_values_are_told_as_they_are_called(desk: Desk) -> None:
    story = Story()
    drafted = changed(story, KAK, ("drafted: {by: budi", "drafted: {by: rahma"))
    broken = changed(story, ASSET, ("condition: baik", "condition: kurang_baik"))
    root = request(desk, story, story.commit({KAK: drafted, ASSET: broken}, on=story.tip))

    lines = told(desk, root, trust=story.root)

    assert [line for line in lines if " becomes " in line][:2] == [
        "  - Condition: good becomes worn",
        "  - Drafted, By: Budi becomes Rahma",
    ]


def test_findings_are_told_as_new_or_mended(desk: Desk) -> None:
    story = Story()
    worse = changed(story, ASSET, ("condition: baik", "condition: entah"))
    side = story.commit({ASSET: worse}, on=story.tip)
    better = story.commit({ASSET: story.files[ASSET]}, on=side)
    root = request(desk, story, side)
    new = reviewed(desk, root, trust=story.root)["findings"]

    desk.git("checkout", "--quiet", better, at=root)
    mended = reviewed(desk, root, base=side, trust=story.root)["findings"]

    assert [finding["code"] for finding in new["new"]] == ["R101"]
    assert new["mended"] == []
    assert [finding["fingerprint"] for finding in mended["mended"]] == [
        finding["fingerprint"] for finding in new["new"]
    ]
    assert mended["new"] == []


def test_a_step_that_is_done_says_what_comes_next(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, proposed(story))

    assert [
        (one["record"], one["step"], one["before"], one["after"], one["by"])
        for one in reviewed(desk, root, trust=story.root)["steps"]
    ] == [
        ("EVL-2026-001", "3.4", "current", "done", "Rahma"),
        ("EVL-2026-001", "3.5", "waiting", "current", None),
    ]


def test_a_request_without_changes_says_so(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, story.commit({}, on=story.tip))

    assert meaning(reviewed(desk, root, trust=story.root)) == ["this request changes nothing"]


def test_files_that_are_no_records_are_told(desk: Desk) -> None:
    story = Story()
    ours = ["records/assets/catatan.txt", "records/attachments/AST-001/a.txt"]
    files: dict[str, bytes | None] = {**dict.fromkeys(ours, b"a\n"), "README.md": b"# x\n"}
    root = request(desk, story, story.commit(files, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert document["other_files"] == ours
    assert document["changes_elsewhere"]
    assert [(one["path"], one["gate"]) for one in document["files_elsewhere"]] == [("README.md", False)]
    assert meaning(document) == ["merging this request changes no record, and decides nothing"]


def test_what_sets_the_gate_is_told_before_all_else_with_what_it_is_for(desk: Desk) -> None:
    story = Story()
    story.commit({".github/workflows/z.yml": b"on: push\n", "docs/a.md": b"a\n"})
    files: dict[str, bytes | None] = {
        ".github/workflows/z.yml": None,
        ".github/workflows/a.yml": b"on: push\n",
        "docs/CODEOWNERS": b"* @x\n",
        "docs/a.md": b"b\n",
        "tools/x.py": b"x\n",
        "records/organization.yaml": story.files["records/organization.yaml"] + b"# x\n",
    }
    root = request(desk, story, story.commit(files, on=story.tip))

    lines = told(desk, root, trust=story.root)

    assert lines[2] == (
        "ATTENTION: this request changes the gate itself: what is checked, or who is asked; read these files "
        "first: .github/workflows/z.yml, records/organization.yaml, .github/workflows/a.yml, and "
        "docs/CODEOWNERS."
    )
    start = lines.index("DANGEROUS: files that set the gate, or who may decide:")
    ci, office = "CI: what checks requests and publishes the site", "what the check lowers and waives"
    assert lines[start : lines.index("", start)] == [
        "DANGEROUS: files that set the gate, or who may decide:",
        f"  - .github/workflows/z.yml (removed): {ci}",
        f"  - records/organization.yaml (changed): {office}, and the office's deadlines",
        f"  - .github/workflows/a.yml (new): {ci}",
        "  - docs/CODEOWNERS (new): who is asked before files change",
        "Other files outside of the records:",
        "  - docs/a.md (changed): a document",
        "  - tools/x.py (new): a program, or what it needs",
    ]


def test_what_sets_the_gate_among_the_records_is_told_as_such(desk: Desk) -> None:
    story = Story()
    path = "records/assets/.gitattributes"
    root = request(desk, story, story.commit({path: b"* -text\n"}, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert [(one["path"], one["gate"]) for one in document["files_elsewhere"]] == [(path, True)]
    assert document["other_files"] == []
    assert meaning(document) == [
        "merging this request changes no record, and decides nothing",
        "ATTENTION: this request changes the gate itself: what is checked, or who is asked; read these files "
        f"first: {path}",
    ]


def test_new_files_crowd_out_no_file_of_the_gate_and_what_was_not_looked_at_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lpsedocs.review.elsewhere.MOST", 4)
    story = Story()
    story.commit({".github/workflows/z.yml": b"on: push\n"})
    many: dict[str, bytes | None] = {f"{folder}{n}": b"x\n" for n in range(9) for folder in ("", ".github/")}
    root = request(desk, story, story.commit({**many, ".github/workflows/z.yml": None}, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert [one["path"] for one in document["files_elsewhere"]] == [".github/workflows/z.yml", ".github/0"]
    assert document["elsewhere_is_cut"]
    assert meaning(document)[2] == (
        "ATTENTION: not all files outside of the records were looked at, because there are too many, or a "
        "folder can't be read; read the list of files on the forge"
    )


def test_what_is_not_committed_is_told_as_such(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, story.commit({"README.md": b"# x\n"}, on=story.tip))
    (root / ASSET).write_bytes(changed(story, ASSET, ("condition: baik", "condition: rusak")))

    assert meaning(reviewed(desk, root, trust=story.root))[-1] == (
        "note: not everything that is told here is committed, and a merge brings only what is committed"
    )


def test_what_is_not_committed_at_all_is_not_told_as_merged(desk: Desk) -> None:
    story = Story()
    root = request(desk, story, story.tip)
    (root / ASSET).write_bytes(changed(story, ASSET, ("condition: baik", "condition: rusak")))

    lines = told(desk, root, trust=story.root)

    assert lines[:3] == [
        "What this request changes",
        "Merging this request means: nothing is decided; these records become as they are here: AST-001.",
        "Note: not everything that is told here is committed, and a merge brings only what is committed.",
    ]


# ---- The roster


def test_a_roster_that_nobody_with_the_right_signed_does_not_change(desk: Desk) -> None:
    story = Story()
    text = roster(roles=roles(tia=held("kepala_lpse", "tia"))).encode()
    root = request(desk, story, story.commit({ROSTER: text}, on=story.tip, by="tia", key=key_of("tia")))

    assert meaning(reviewed(desk, root, trust=story.root))[1].startswith(
        "the roster does NOT change, although its file does: "
    )


def test_a_roster_that_an_admin_signed_changes(desk: Desk) -> None:
    story = Story()
    text = roster(roles=roles(tia=held("kepala_lpse", "tia")))
    root = request(desk, story, story.change_roster(text, on=story.tip))

    assert meaning(reviewed(desk, root, trust=story.root))[1].startswith(
        "the roster changes, as signed by Eka: "
    )


def test_a_kak_and_an_evaluation_in_one_request_prove_nothing_by_one_click(desk: Desk) -> None:
    story = Story()
    files: dict[str, bytes | None] = {**story.decision(), **story.decision("KAK-2026-001")}
    root = request(desk, story, story.commit(files, on=story.tip))

    document = reviewed(desk, root, trust=story.root)

    assert document["title"] is None
    assert {one["reason"]["code"] for one in document["decisions"]} == {"wrong-title"}


# ---- What can't be told


def test_an_unknown_base_is_refused(desk: Desk) -> None:
    root = request(desk, (story := Story()), proposed(story))

    answer = desk.say("--root", root, "review", "--base", "origin/entah")

    assert answer.code == 2
    assert answer.err.startswith("lpsedocs: 'origin/entah' is no branch or tag of this repository")


def test_a_root_that_is_not_there_leaves_the_changes_told(desk: Desk) -> None:
    root = request(desk, (story := Story()), proposed(story))

    document = reviewed(desk, root, trust="0" * 40)

    assert meaning(document) == [
        "merging this request brings decisions on EVL-2026-001; whether they would count can't be told here",
        version(story),
        "note: what the history proves can't be told here: the trusted root 000000000000 is not in this "
        "repository; compare it with what the office wrote down",
    ]


def test_the_same_request_gives_the_same_bytes_and_changes_no_file(desk: Desk) -> None:
    root = request(desk, (story := Story()), proposed(story))
    before = desk.everything()

    once, again = (
        _asked(desk, root, "--format", "markdown", base="main", trust=story.root) for _ in range(2)
    )

    assert once == again
    assert desk.everything() == before
