"""Signed acts brought again in other wrapping, left out, or merged late: each counts once, and for good."""

import base64
from collections.abc import Callable
from typing import Any

import pytest

from lpsedocs.trust import rosters
from lpsedocs.trust.carried import Copies, State
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.mainline import Walk
from lpsedocs.trust.objects import MissingObjectError, object_id
from lpsedocs.trust.rosters import InForce, read_roster
from lpsedocs.trust.signatures import SshSignature, verify_ssh
from tests.trust.story import (
    EVALUATION,
    GITHUB,
    GITHUB_KEY,
    ROSTER,
    TODAY,
    Story,
    held,
    key_entry,
    key_of,
    people,
    person,
    records,
    revoked,
    roles,
    roster,
    verdict_of,
)

Wrapping = Callable[[Story, str], str]
EVL = "EVL-2026-001/1"
NOTE: dict[str, bytes | None] = {"records/README.md": b"Catatan\n"}


def wrapped_anew(story: Story, commit: str, width: int = 40, *, is_sound: bool = True) -> str:
    """Give a signed commit another id: its armor has other lines, or a spoilt signature."""
    content = story.scribe.read(commit)[1]
    head, _, message = content.partition(b"\n\n")
    head, _, armor = head.partition(b"\ngpgsig ")
    first, *lines, last = armor.replace(b"\n ", b"\n").split(b"\n")
    raw = base64.b64decode(b"".join(lines), validate=True)
    text = base64.b64encode(raw if is_sound else raw[:-1] + bytes([raw[-1] ^ 1]))
    narrow = [first, *(text[at : at + width] for at in range(0, len(text), width)), last]
    anew = story.scribe.put("commit", head + b"\ngpgsig " + b"\n ".join(narrow) + b"\n\n" + message)
    assert anew != commit == object_id("commit", content, "sha1")
    story.trees[anew] = story.trees[commit]
    return anew


# ---- Wrapped anew


def test_an_older_signed_roster_does_not_come_back_in_other_wrapping() -> None:
    story = Story()
    wide = story.change_roster(roster(roles=roles(tia=held("admin", "tia"))), day="2026-07-02")
    story.change_roster(roster(), day="2026-07-03")
    story.merge(wrapped_anew(story, wide), files=dict(story.files), by="budi", day="2026-07-04")
    assert story.roster_verdicts() == ["eka", "eka", "repeated"]
    assert story.judge().force.roster.roles == Story().judge().force.roster.roles


def test_a_decision_that_failed_does_not_count_in_other_wrapping() -> None:
    story = Story(files=records() | {ROSTER: roster(roles=roles(rahma="")).encode()})
    early = story.approve(day="2026-07-02")
    story.change_roster(roster(), day="2026-07-03")
    story.merge(wrapped_anew(story, early), files=dict(story.files), by="budi")
    assert story.verdicts() == {EVL: "role-not-held"}


def test_a_decision_by_a_key_that_was_unknown_does_not_count_in_other_wrapping() -> None:
    story = Story(
        files=records() | {ROSTER: roster(people=people(rahma=person("rahma", keys="[]"))).encode()}
    )
    early = story.approve(day="2026-07-02")
    story.change_roster(roster(), day="2026-07-03")
    assert story.verdicts() == {EVL: "unknown-key"}
    story.merge(wrapped_anew(story, early), files=dict(story.files), by="budi")
    assert story.verdicts() == {EVL: "repeated"}


def test_wrapping_a_decision_anew_before_it_is_merged_does_it_no_harm() -> None:
    story = Story()
    signed = story.approve(on=story.tip)
    story.merge(wrapped_anew(story, signed), by="budi")
    story.merge(signed, files=dict(story.files), by="budi")
    assert story.verdicts() == {EVL: "personal"}


def test_whether_an_act_is_repeated_is_asked_of_the_roster_in_force() -> None:
    story, copies = Story(), Copies()
    ids = [story.approve(on=story.tip)]
    ids += [wrapped_anew(story, ids[0], width) for width in (30, 40)]
    graph = Graph(story)
    commits = [commit for id_ in ids if (commit := graph.commit(id_))]
    without = read_roster(roster(people=people(rahma=person("rahma", keys="[]"))).encode(), "")
    with_key = read_roster(roster().encode(), "")
    assert isinstance(without, InForce)
    assert isinstance(with_key, InForce)

    assert [copies.is_repeated(commit, without) for commit in commits] == [False, False, False]
    assert [copies.is_repeated(commit, with_key) for commit in commits] == [False, True, True]
    assert [copies.is_repeated(commit, without) for commit in commits] == [False, False, False]


def test_however_often_an_act_is_wrapped_anew_each_copy_is_verified_a_few_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = Story()
    signed, main = story.approve(on=story.tip), story.files
    copies = [
        wrapped_anew(story, signed, width, is_sound=is_sound)
        for width in range(20, 60)
        for is_sound in (False, True)
    ]
    for copy in copies[:-1]:
        story.merge(copy, files=main)
    story.merge(copies[-1])
    verified = 0

    def counted(signature: SshSignature, payload: bytes) -> None:
        nonlocal verified
        verified += 1
        verify_ssh(signature, payload)

    monkeypatch.setattr(rosters, "verify_ssh", counted)

    assert story.verdicts() == {EVL: "personal"}
    assert len(copies) <= verified <= 5 * len(copies)


def test_a_copy_whose_signature_is_not_valid_does_a_decision_no_harm() -> None:
    story = Story()
    signed = story.approve(on=story.tip)
    content = story.scribe.read(signed)[1]
    spoilt = story.scribe.put("commit", content.replace(b"U1NIU0lH", b"U1NIU0lI"))
    story.trees[spoilt] = story.trees[signed]
    story.merge(spoilt, files=dict(story.files), by="budi")
    story.merge(signed, by="budi")
    assert story.verdicts() == {EVL: "personal"}


# ---- From behind the root

FILE = "records/decisions/EVL-2026-001/1.yaml"
GRANTING = roster(
    roles=roles(dewi=held("kepala_lpse", "dewi")),
    people=people(dewi=person("dewi", keys=f"[{key_entry(key_of('dewi').line)}]")),
)


def with_a_grant_behind_the_root() -> tuple[Story, str]:
    story = Story()
    grant = story.change_roster(GRANTING)
    story.root = story.change_roster(roster())
    return story, grant


def as_it_is(_: Story, commit: str) -> str:
    return commit


@pytest.mark.parametrize("brought", [as_it_is, wrapped_anew])
def test_a_change_of_the_roster_from_behind_the_root_does_not_come_back(brought: Wrapping) -> None:
    """It starts from the very bytes in force, since it was taken back before the root."""
    story, grant = with_a_grant_behind_the_root()
    # A request whose difference is empty.
    side = story.write(story.files, (story.tip, brought(story, grant)), by="mallory")
    story.merge(side)
    story.approve(by="dewi")
    assert story.roster_verdicts() == []
    assert story.verdicts() == {EVL: "unknown-key"}


@pytest.mark.parametrize("brought", [as_it_is, wrapped_anew])
def test_a_decision_from_behind_the_root_does_not_come_back(brought: Wrapping) -> None:
    story = Story()
    signed, text = story.approve(), story.files[FILE]
    story.commit(dict(story.decision(number=2, decision="evaluasi_ulang", note="x")), key=key_of("rahma"))
    story.root = story.commit({FILE: None, FILE.replace("1.", "2."): None}, by="eka")
    again = brought(story, signed)
    for _ in range(2):
        side = story.write({**story.files, FILE: text}, (story.tip, again), by="mallory")
        story.merge(side)
    assert story.verdicts() == {EVL: "unsigned"}


def test_the_root_itself_does_not_come_back_in_other_wrapping() -> None:
    story = Story()
    story.root = granting = story.change_roster(GRANTING)
    story.change_roster(roster())
    story.merge(wrapped_anew(story, granting), files=dict(story.files))
    assert story.roster_verdicts() == ["eka"]
    assert story.problems() == []


def test_what_is_merged_with_more_than_one_other_parent_brings_nothing_from_behind_the_root() -> None:
    story, grant = with_a_grant_behind_the_root()
    story.octopus(grant, story.commit(NOTE, on=story.tip))
    story.merge(grant, files=dict(story.files))
    assert story.roster_verdicts() == []


def test_a_decision_on_a_branch_that_was_begun_before_the_root_counts_when_it_is_merged_after_it() -> None:
    story = Story()
    before = story.approve(on=story.tip)
    story.root = story.commit(NOTE)
    story.merge(before, by="budi")
    assert story.verdicts() == {EVL: "personal"}


def test_another_history_may_be_merged() -> None:
    story = Story()
    story.root = story.commit(NOTE)
    story.approve()
    story.merge(story.write({"lain.txt": b"x"}, ()), files=dict(story.files), by="budi")
    assert story.verdicts() == {EVL: "personal"}


def test_where_something_behind_the_root_is_missing_nobody_knows_what_is_a_copy_of_it() -> None:
    """A clone may be cut off there, and an audit file holds what its maker put in."""
    story, grant = with_a_grant_behind_the_root()
    side = story.write(story.files, (story.tip, wrapped_anew(story, grant)), by="mallory")
    story.merge(side)
    story.approve(by="dewi")
    assert story.verdicts() == {EVL: "unknown-key"}
    del story.scribe.objects[grant]
    with pytest.raises(MissingObjectError, match=grant):
        story.verdicts()


@pytest.mark.parametrize("times", [1, 2], ids=["once", "after another merge led there"])
def test_who_made_an_evaluation_behind_the_root_does_not_decide_it_after_it(times: int) -> None:
    story = Story()
    sound = story.files[EVALUATION]
    made = story.commit({EVALUATION: sound + b"findings: Baik\n"}, by="rahma", key=key_of("rahma"))
    story.root = story.commit({EVALUATION: sound})
    for _ in range(1, times):
        story.merge(story.commit({"records/a.md": b"a"}, on=made), files=dict(story.files))
    signed = story.approve(on=made)
    story.merge(signed, files={**story.files, **story.trees[signed]}, by="tia")
    assert story.verdicts() == {EVL: "self-decision"}


def test_a_commit_in_bad_form_behind_the_root_made_nothing() -> None:
    story = Story()
    sound = story.files[EVALUATION]
    files = {**story.files, EVALUATION: sound + b"findings: Baik\n"}
    content = story.scribe.read(story.write(files, (story.tip,)))[1]
    bad = story.put(content.replace(b"\nauthor ", b"\nlain x\nauthor "), files)
    story.root = story.commit({EVALUATION: sound})
    signed = story.approve(on=bad)
    story.merge(signed, files={**story.files, **story.trees[signed]}, by="tia")
    assert story.verdicts() == {EVL: "personal"}


# ---- Left out, and landed later


def test_what_was_left_out_is_judged_by_number_with_what_is_brought() -> None:
    story = Story()
    first = story.approve(on=story.tip, decision="evaluasi_ulang", note="x")
    decision = dict(story.decision(number=2, made="2026-07-07T03:00:00Z"))
    second = story.commit(decision, on=story.tip, by="rahma", key=key_of("rahma"))
    story.merge(second, files=dict(story.files))
    story.merge(first, files=story.merged(first) | decision)
    assert story.verdicts() == {EVL: "personal", "EVL-2026-001/2": "personal"}


def test_eleven_rounds_that_were_left_out_land_in_their_order() -> None:
    story = Story()
    tip, files = story.tip, {}
    for number in range(1, 12):
        made = f"2026-07-06T03:{number:02}:00Z"
        round_ = story.decision(number=number, at=tip, decision="evaluasi_ulang", note="x", made=made)
        tip = story.commit(dict(round_), on=tip, by="rahma", key=key_of("rahma"))
        files |= round_
    story.merge(tip, files=dict(story.files))
    story.commit(dict(files))
    assert set(story.verdicts().values()) == {"personal"}
    assert len(story.verdicts()) == 11


@pytest.mark.parametrize("attempt", range(6))
def test_what_was_left_out_lands_in_order_also_with_a_merge_in_between(attempt: int) -> None:
    """Ids differ from one attempt to the next, and with them what would come first by chance."""
    story = Story()
    first = dict(story.decision(decision="evaluasi_ulang", note=f"Alasan {attempt}"))
    side = story.commit(first, on=story.tip, by="rahma", key=key_of("rahma"))
    story.commit(NOTE)
    side = story.write({**story.trees[side], **story.files}, (side, story.tip), by="rahma")
    files = story.trees[side] | first
    second = dict(story.decision(number=2, made="2026-07-07T03:00:00Z"))
    kak = dict(story.decision("KAK-2026-001", by="rahma"))
    story.trees[side] = files
    side = story.commit(second | kak, on=side, by="rahma", key=key_of("rahma"))
    story.merge(side, files=dict(story.files))
    story.commit(first | second | kak)
    verdicts = story.verdicts()
    assert (verdicts[EVL], verdicts["EVL-2026-001/2"]) == ("personal", "personal")


def test_a_commit_of_more_decisions_than_anybody_makes_brings_nothing() -> None:
    story = Story()
    [content] = story.decision().values()
    many = {f"records/decisions/EVL-2026-{n}/1.yaml": content for n in range(1_000, 2_000)}
    story.commit({**many, **story.decision()}, by="rahma", key=key_of("rahma"))
    assert story.verdicts()[EVL] == "no-act"
    assert set(story.verdicts().values()) == {"no-act"}


def test_what_was_left_out_counts_after_a_commit_of_too_many_changes() -> None:
    story = Story()
    act = story.approve(on=story.tip)
    decision = {path: content for path, content in story.trees[act].items() if "/decisions/" in path}
    story.merge(act, files=dict(story.files))
    many = {f"records/attachments/EVL-2026-001/{i // 250}/{i}": b"x" for i in range(25_100)}
    story.commit({**many, **decision})
    assert story.verdicts() == {EVL: "no-act"}
    story.commit(NOTE)
    assert story.verdicts() == {EVL: "personal"}


# ---- Merged late, dated back, dated ahead


def test_an_open_request_that_is_merged_late_does_not_undo_a_newer_decision() -> None:
    story = Story()
    early = story.approve(on=story.tip, day="2026-07-05")
    story.approve(day="2026-07-08", decision="evaluasi_ulang", note="x")
    story.merge(early, files=dict(story.files), by="tia", day="2026-07-09")
    [decided] = story.judge().decisions
    assert (decided.decision and decided.decision.decision, verdict_of(decided)) == (
        "evaluasi_ulang",
        "personal",
    )


def test_an_open_request_that_is_merged_late_takes_no_revocation_back() -> None:
    story = Story()
    early = story.change_roster(roster() + "# lebih dulu\n", on=story.tip, day="2026-07-02")
    leaked = "\n" + revoked(key_of("tia").line, "2026-07-01", "bocor")
    story.change_roster(roster(revoked=leaked), by="rahma", day="2026-07-08")
    story.merge(early, by="tia", day="2026-07-09")
    assert story.roster_verdicts() == ["rahma", "stale-roster"]
    assert len(story.judge().force.roster.revoked) == 1


def test_an_act_dated_back_undoes_nothing() -> None:
    story = Story()
    story.approve(day="2026-07-08")
    story.approve(day="2026-07-05", decision="evaluasi_ulang", note="x")
    story.change_roster(roster() + "# pertama\n", day="2026-07-08")
    story.commit({ROSTER: roster().encode()})
    story.change_roster(roster() + "# mundur\n", day="2026-07-05")
    assert story.roster_verdicts() == ["eka", "unsigned", "stale-roster"]
    [first] = [j for j in story.judge().decisions if j.reason is None]
    assert first.decision is not None
    assert first.decision.decision == "disetujui"


class CountedWalk(Walk):
    """Counts how often the line is walked."""

    walks = 0

    def _walk(self, *arguments: Any) -> State:
        self.walks += 1
        return super()._walk(*arguments)


def test_acts_ahead_of_many_commits_of_a_forge_are_left_out_in_one_more_walk() -> None:
    story = Story()
    for number in range(1, 11):
        kak = story.decision("KAK-2026-001", number=number, made=f"2026-07-01T03:{number:02}:00Z")
        story.commit(dict(kak), by="agus", key=key_of("agus"), day="2026-07-14")
        story.commit({"records/README.md": b"%d" % number}, committer=GITHUB, sign=GITHUB_KEY.sign)
    walk = CountedWalk(Graph(story), TODAY)
    decisions = walk.judge(story.root, story.tip).decisions
    assert {verdict_of(judged) for judged in decisions} == {"too-late"}
    assert (len(decisions), walk.walks) == (10, 2)
