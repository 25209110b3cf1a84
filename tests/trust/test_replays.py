"""Signed acts brought again in other wrapping, late, or dated ahead: each counts once, and for good."""

import base64
from datetime import date
from typing import Any

from lpsedocs.trust.carried import State
from lpsedocs.trust.mainline import Walk
from lpsedocs.trust.objects import object_id
from tests.trust.story import (
    GITHUB,
    GITHUB_KEY,
    ROSTER,
    TODAY,
    Story,
    held,
    key_of,
    people,
    person,
    records,
    roles,
    roster,
    verdict_of,
)

EVL = "EVL-2026-001/1"
LATER = date(2027, 1, 2)
NOTE: dict[str, bytes | None] = {"records/README.md": b"Catatan\n"}


def wrapped_anew(story: Story, commit: str) -> str:
    """Give a signed commit another id: its armor is broken into lines of another width."""
    content = story.scribe.read(commit)[1]
    head, _, message = content.partition(b"\n\n")
    head, _, armor = head.partition(b"\ngpgsig ")
    first, *lines, last = armor.replace(b"\n ", b"\n").split(b"\n")
    text = b"".join(lines)
    assert base64.b64decode(text, validate=True)
    narrow = [first, *(text[at : at + 40] for at in range(0, len(text), 40)), last]
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


def test_a_copy_whose_signature_is_not_valid_does_a_decision_no_harm() -> None:
    story = Story()
    signed = story.approve(on=story.tip)
    content = story.scribe.read(signed)[1]
    spoilt = story.scribe.put("commit", content.replace(b"U1NIU0lH", b"U1NIU0lI"))
    story.trees[spoilt] = story.trees[signed]
    story.merge(spoilt, files=dict(story.files), by="budi")
    story.merge(signed, by="budi")
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


# ---- Dated ahead


def test_a_roster_dated_ahead_does_not_undo_the_one_that_took_its_place() -> None:
    """Who leaves may sign today what would make him Kepala next year."""
    story = Story()
    story.change_roster(roster(roles=roles(tia=held("kepala_lpse", "eka"))), day="2027-01-01")
    story.commit({ROSTER: roster().encode()}, day="2026-07-02")
    story.change_roster(roster(roles=roles(eka="", tia=held("admin", "tia"))), by="rahma", day="2026-07-03")
    story.approve()
    assert story.roster_verdicts() == ["future", "rahma"]
    now, then = story.judge(TODAY), story.judge(LATER)
    assert [change.reason and change.reason.code for change in then.roster_changes] == ["too-late", None]
    assert then.force == now.force or then.force.roster == now.force.roster
    assert story.verdicts(LATER) == story.verdicts(TODAY) == {EVL: "personal"}


def test_decisions_dated_ahead_do_not_undo_those_that_took_their_numbers() -> None:
    story = Story()
    for number in (1, 2):
        decision = story.decision(number=number, decision="evaluasi_ulang", note="x")
        story.commit(dict(decision), by="rahma", key=key_of("rahma"), day="2027-01-01")
    new = roster(
        roles=roles(
            rahma=held("kepala_lpse", "rahma", until="2026-07-07"),
            eka=held("admin", "eka"),
            budi=held("kepala_lpse", "budi", from_="2026-07-08"),
        )
    )
    story.change_roster(new, day="2026-07-08")
    decision = story.decision(by="budi", made="2026-07-09T03:00:00Z")
    story.commit(dict(decision), by="budi", key=key_of("budi"), day="2026-07-09")
    proved = {"EVL-2026-001/1": "personal", "EVL-2026-001/2": "future"}
    assert story.verdicts() == proved
    assert story.verdicts(LATER) == proved | {"EVL-2026-001/2": "too-late"}


def test_a_decision_dated_back_does_not_take_a_number_away() -> None:
    """It counts as of what others prove to have passed."""
    story = Story()
    story.change_roster(roster() + "# lagi\n", day="2026-07-05")
    honest = story.approve(day="2026-07-06")
    story.approve(day="2026-06-01", decision="evaluasi_ulang", note="x")
    [first] = [j for j in story.judge().decisions if j.reason is None]
    assert (first.commit, first.number) == (honest, 1)


def test_a_roster_dated_back_does_not_undo_another_one() -> None:
    story = Story()
    story.change_roster(roster() + "# pertama\n", day="2026-07-05")
    story.approve(day="2026-07-06")
    story.commit({ROSTER: roster().encode()})
    story.change_roster(roster() + "# mundur\n", day="2026-06-01")
    assert story.roster_verdicts() == ["eka", "unsigned", "stale-roster"]
    assert story.verdicts() == {EVL: "personal"}


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
    walk = CountedWalk(story, TODAY)
    decisions = walk.judge(story.root, story.tip).decisions
    assert {verdict_of(judged) for judged in decisions} == {"too-late"}
    assert (len(decisions), walk.walks) == (10, 2)
