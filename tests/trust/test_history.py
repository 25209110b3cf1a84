"""Which way the main line goes, what merges bring to it, what the clock says, and what a leak leaves."""

from collections.abc import Callable
from datetime import date

import pytest

from lpsedocs.demo.scribe import Hand, SeededKey
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.mainline import Walk
from lpsedocs.trust.objects import BadObjectError, MissingObjectError, WrongObjectError
from lpsedocs.trust.verdicts import CannotVerifyError
from tests.trust.story import (
    EVALUATION,
    GITHUB_KEY,
    ROSTER,
    TODAY,
    Story,
    held,
    key_of,
    records,
    revoked,
    roles,
    roster,
)

EVL, KAK_1 = "EVL-2026-001/1", "KAK-2026-001/1"
FIRST = "records/decisions/EVL-2026-001/1.yaml"
NOTE: dict[str, bytes | None] = {"records/README.md": b"Catatan\n"}
AGUS = {"by": "agus", "key": key_of("agus")}


# ---- Honest


def test_update_branch_merges_in_between_do_no_harm() -> None:
    story = Story()
    side = story.commit({"records/a.md": b"a"}, on=story.tip, by="tia")
    story.commit({"records/b.md": b"b"})
    side = story.write({**story.files, **story.trees[side]}, (side, story.tip), by="tia")
    side = story.approve(on=side)
    story.commit({"records/c.md": b"c"})
    side = story.write({**story.files, **story.trees[side]}, (side, story.tip), by="tia")
    story.merge(side)
    assert story.verdicts() == {EVL: "personal"}


def test_a_branch_of_a_branch_brings_what_was_signed_on_it() -> None:
    story = Story()
    inner = story.approve(on=story.tip)
    outer = story.commit(NOTE, on=story.tip)
    story.merge(story.write({**story.trees[inner], **story.trees[outer]}, (outer, inner)))
    assert story.verdicts() == {EVL: "personal"}


def test_a_signed_decision_counts_after_the_wrong_person_has_merged_its_request() -> None:
    story = Story()
    side = story.commit(dict(story.decision()), on=story.tip, by="tia")
    story.merge(side, by="budi")
    assert story.verdicts() == {EVL: "unsigned"}
    story.approve(made="2026-07-06T09:00:00Z")
    assert story.verdicts() == {EVL: "personal"}


def test_the_same_commit_on_two_branches_counts_once() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    one = story.commit({"records/a.md": b"a"}, on=side)
    two = story.commit({"records/b.md": b"b"}, on=side)
    landed = story.merge(one)
    story.merge(two)
    [judged] = story.judge().decisions
    assert (judged.commit, judged.landed) == (side, landed)


# ---- Commits made anew


def test_a_squash_loses_the_signature() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.commit({FIRST: story.trees[side][FIRST]}, by="rahma")
    assert story.verdicts() == {EVL: "unsigned"}


def test_a_rebase_loses_the_signature() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.commit({"records/a.md": b"a"})
    content = story.scribe.read(side)[1]
    story.commit({FIRST: story.trees[side][FIRST]}, by="rahma")
    anew = story.scribe.read(story.tip)[1]
    signature = content[content.index(b"\ngpgsig") : content.index(b"\n\n")]
    story.put(anew.replace(b"\n\n", signature + b"\n\n", 1))
    assert story.verdicts() == {EVL: "bad-signature"}


def test_a_cherry_pick_by_another_counts_for_nobody() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.commit(
        {FIRST: story.trees[side][FIRST]}, author=Hand("Rahma", "rahma@contoh.example"), key=key_of("budi")
    )
    assert story.verdicts() == {EVL: "person-differs"}


def test_a_revert_and_its_revert_leave_what_was_proved() -> None:
    story = Story()
    story.approve()
    content = story.files[FIRST]
    story.commit({FIRST: None}, by="budi", key=key_of("budi"))
    story.commit({FIRST: content}, by="budi", key=key_of("budi"))
    assert story.verdicts() == {EVL: "personal"}


# ---- Merges


def test_an_octopus_brings_nothing() -> None:
    story = Story()
    one, two = story.approve(on=story.tip), story.commit(NOTE, on=story.tip)
    story.octopus(one, two)
    assert story.verdicts() == {EVL: "octopus"}
    assert story.problems() == ["octopus"]
    story.commit({"records/a.md": b"a"})
    assert story.verdicts() == {EVL: "octopus"}


def test_an_octopus_changes_no_roster() -> None:
    story = Story()
    one = story.change_roster(roster(roles=roles(plh=held("kepala_lpse", "budi"))), on=story.tip)
    story.octopus(one, story.commit(NOTE, on=story.tip))
    assert story.roster_verdicts() == ["no-right"]
    story.approve(by="budi")
    assert story.verdicts() == {EVL: "role-not-held"}


def test_an_octopus_does_not_use_up_what_it_does_not_bring() -> None:
    story = Story()
    one, two = story.approve(on=story.tip), story.commit(NOTE, on=story.tip)
    story.octopus(one, two)
    story.octopus(one, two)
    story.merge(one)
    assert story.verdicts() == {EVL: "personal"}


def test_an_octopus_in_bad_form_brings_nothing_either() -> None:
    story = Story()
    one, two = story.approve(on=story.tip), story.commit(NOTE, on=story.tip)
    story.octopus(one, two)
    head, gap, message = story.scribe.read(story.tip)[1].partition(b"\n\n")
    story.put(head + b"\nencoding a\nencoding b" + gap + message, story.files)
    story.commit({"records/a.md": b"a"})
    assert story.verdicts() == {EVL: "octopus"}
    assert story.problems() == ["octopus", "bad-object"]
    story.merge(one)
    assert story.verdicts() == {EVL: "personal"}


def test_an_octopus_clicked_on_the_forge_is_no_click() -> None:
    story = Story()
    one = story.commit(dict(story.decision()), on=story.tip)
    story.octopus(
        one,
        story.commit(NOTE, on=story.tip),
        author=Hand("Rahma", "1001+rahma@users.noreply.github.com"),
        committer=Hand("GitHub", "noreply@github.com"),
        key=GITHUB_KEY,
        message="Merge pull request #7 from office/setujui\n\nSETUJUI EVL-2026-001",
    )
    assert story.verdicts() == {EVL: "octopus"}


def test_a_merge_whose_tree_holds_what_neither_side_had() -> None:
    story = Story()
    side = story.commit(NOTE, on=story.tip)
    story.merge(side, files={**story.files, **story.decision()})
    assert story.verdicts() == {EVL: "unsigned"}


def test_a_merge_whose_tree_holds_other_bytes_than_were_signed() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.merge(side, files={**story.files, **story.decision(note="Lain")})
    assert story.verdicts() == {EVL: "unsigned"}


def test_a_signed_pull_of_the_kepala_proves_nothing_that_it_brings() -> None:
    story = Story()
    planted = story.commit(dict(story.decision()), by="budi", on=story.tip)
    own = story.commit(NOTE, on=story.tip, by="rahma", key=key_of("rahma"))
    story.tip, story.files = own, story.trees[own]
    story.merge(
        planted, by="rahma", key=key_of("rahma"), message="Merge branch 'main' of git.contoh.example\n"
    )
    assert story.verdicts() == {EVL: "signed-merge"}


def test_a_merge_of_the_same_branch_again_brings_nothing() -> None:
    story = Story()
    side = story.commit(dict(story.decision()), on=story.tip, by="rahma")
    story.merge(side)
    story.merge(side, by="rahma", key=key_of("rahma"))
    assert story.verdicts() == {EVL: "unsigned"}


# ---- A turned line


def turned(story: Story) -> tuple[str, str]:
    """Let a Pengelola pull and push in the usual way; return the old tip and the new one."""
    old = story.tip
    own = story.commit(NOTE, on=story.root, by="budi")
    story.tip = story.write({**story.trees[own], **story.trees[old]}, (own, old), by="budi")
    story.files = story.trees[story.tip]
    return old, story.tip


def with_all_sorts() -> Story:
    """Return a story with a click, a change of the roster, and an act by the rights that it gives."""
    story = Story()
    side = story.commit(dict(story.decision()), on=story.tip, by="tia")
    story.click(side, title="SETUJUI EVL-2026-001")
    story.change_roster(roster(roles=roles(dewi=held("pengguna", "tia", unit="Administrator Sistem LPSE"))))
    story.commit(dict(story.decision("KAK-2026-001", by="tia")), by="tia", key=key_of("tia"))
    assert story.verdicts() == {EVL: "forge", KAK_1: "personal"}
    return story


def test_on_a_turned_line_the_forges_acts_and_what_follows_from_others_drop_out() -> None:
    story = with_all_sorts()
    turned(story)
    assert story.verdicts() == {EVL: "unsigned", KAK_1: "role-not-held"}
    assert story.roster_verdicts() == ["eka"]


def test_on_a_turned_line_personal_acts_count() -> None:
    story = Story()
    story.approve()
    turned(story)
    assert story.verdicts() == {EVL: "personal"}


def test_a_merge_of_the_old_tip_with_the_turned_one_mends_the_line_and_anybody_may_make_it() -> None:
    story = with_all_sorts()
    before = story.judge()
    old, new = turned(story)
    story.tip = story.write(story.files, (old, new), by="agus")
    assert story.verdicts() == {EVL: "forge", KAK_1: "personal"}
    after = story.judge()
    assert after.line == (*before.line, story.tip)
    assert after.decisions == before.decisions
    assert after.roster_changes == before.roster_changes


def test_a_line_turned_away_from_its_root_is_not_verified() -> None:
    story = Story()
    stranger = story.write(story.files, ())
    story.tip = story.write(story.files, (stranger, story.tip))
    with pytest.raises(CannotVerifyError):
        story.judge()


# ---- What stops the walk


def test_a_root_that_is_not_on_the_line_is_not_verified() -> None:
    story = Story()
    side = story.commit(NOTE, on=story.tip)
    story.merge(side)
    story.root = side
    with pytest.raises(CannotVerifyError):
        story.judge()


def test_a_tip_that_is_no_commit_is_not_verified() -> None:
    story = Story()
    tag = story.scribe.put("tag", f"object {story.tip}\ntype commit\ntag main\n\n".encode())
    for tip in (tag, story.scribe.tree(story.files)):
        with pytest.raises(CannotVerifyError):
            story.judge(tip=tip)


def needed(story: Story) -> dict[str, str]:
    """Return objects that a walk needs, each by what it is."""
    side = story.approve(on=story.tip)
    story.merge(side)
    trees = [id_ for id_, (kind, _) in story.scribe.objects.items() if kind == "tree"]
    decision = next(
        i for i, (k, c) in story.scribe.objects.items() if k == "blob" and c == story.files[FIRST]
    )
    evaluation = next(
        i for i, (k, c) in story.scribe.objects.items() if k == "blob" and c == story.files[EVALUATION]
    )
    commit = story.scribe.read(side)[1]
    return {
        "a parent": story.root,
        "a commit of a branch": side,
        "a tree": commit[5:45].decode(),
        "a folder": trees[-2],
        "a decision": decision,
        "a record": evaluation,
    }


@pytest.mark.parametrize(
    "what", ["a parent", "a commit of a branch", "a tree", "a folder", "a decision", "a record"]
)
def test_without_an_object_that_it_needs_nothing_is_verified(what: str) -> None:
    story = Story()
    del story.scribe.objects[needed(story)[what]]
    with pytest.raises(MissingObjectError):
        story.judge()


@pytest.mark.parametrize(
    "what", ["a parent", "a commit of a branch", "a tree", "a folder", "a decision", "a record"]
)
def test_an_object_that_does_not_hash_to_its_id_stops_the_walk(what: str) -> None:
    story = Story()
    wrong = needed(story)[what]

    class Store:
        def read(self, id_: str) -> tuple[str, bytes]:
            if id_ == wrong:
                raise BadObjectError("it does not hash to its id")
            return story.read(id_)

    with pytest.raises(WrongObjectError):
        Walk(Graph(Store()), TODAY).judge(story.root, story.tip)


def test_what_lies_outside_of_the_records_need_not_be_there() -> None:
    story = Story()
    story.commit({"docs/a/b.md": b"a"})
    story.approve()
    for id_, (kind, content) in list(story.scribe.objects.items()):
        if content == b"a" or (kind == "tree" and b"b.md\0" in content):
            del story.scribe.objects[id_]
    assert story.verdicts() == {EVL: "personal"}


# ---- Dates


def test_a_commit_dated_far_ahead_locks_nobody_out() -> None:
    story = Story()
    story.commit(NOTE, day="2062-07-06")
    story.approve()
    assert story.verdicts() == {EVL: "personal"}


def test_a_signed_act_of_a_pengguna_dated_far_ahead_does_not_move_the_clock() -> None:
    story = Story()
    story.commit(dict(story.decision("KAK-2026-001")), day="2062-07-06", **AGUS)
    story.approve()
    assert story.verdicts() == {EVL: "personal", KAK_1: "future"}
    assert story.judge().clock == date(2026, 7, 6)


@pytest.mark.parametrize("by", ["rahma", "eka"])
def test_a_change_of_the_roster_dated_far_ahead_does_not_move_the_clock(by: str) -> None:
    story = Story()
    story.change_roster(roster() + "# lagi\n", by=by, day="2062-07-06")
    story.approve()
    assert story.roster_verdicts() == ["future"]
    assert story.verdicts() == {EVL: "personal"}


def test_what_is_dated_ahead_counts_when_its_day_has_come() -> None:
    story = Story()
    story.approve(day="2026-07-16")
    assert story.verdicts() == {EVL: "future"}
    assert story.verdicts(date(2026, 7, 16)) == {EVL: "personal"}


@pytest.mark.parametrize(
    ("tell", "clock"),
    [
        pytest.param(lambda story: story.approve(), "2026-07-06", id="an act of the Kepala"),
        pytest.param(lambda story: story.change_roster(roster() + "# lagi\n"), "2026-07-06", id="the roster"),
        pytest.param(
            lambda story: story.click(
                story.commit(dict(story.decision("KAK-2026-001")), on=story.tip, by="budi"),
                by="agus",
                title="SESUAI KAK-2026-001",
            ),
            "2026-07-06",
            id="a forge's act of a Pengguna",
        ),
        pytest.param(
            lambda story: story.commit(dict(story.decision("KAK-2026-001")), **AGUS),
            "0001-01-01",
            id="nothing: a Pengguna's own act",
        ),
        pytest.param(
            lambda story: story.merge(
                story.commit(dict(story.decision("KAK-2026-001")), on=story.tip, **AGUS)
            ),
            "0001-01-01",
            id="nothing: a Pengguna's own act that a merge brings",
        ),
        pytest.param(
            lambda story: story.commit(NOTE, key=key_of("rahma")), "0001-01-01", id="nothing: a note"
        ),
        pytest.param(
            lambda story: story.commit(dict(story.decision()), by="rahma"),
            "0001-01-01",
            id="nothing: a claim",
        ),
    ],
)
def test_the_clock_is_moved_by(tell: Callable[[Story], object], clock: str) -> None:
    story = Story()
    tell(story)
    assert story.judge().clock.isoformat() == clock


def test_the_clock_never_goes_back() -> None:
    story = Story()
    story.approve(day="2026-07-10")
    story.change_roster(roster() + "# lagi\n", day="2026-07-08")
    assert story.judge().clock == date(2026, 7, 10)


def test_the_clock_counts_within_the_key_of_a_later_act() -> None:
    story = Story()
    text = roster(
        roles=roles(agus=held("pengguna", "agus", unit="Administrator Sistem LPSE", until="2026-07-08"))
    )
    story.change_roster(text, day="2026-07-01")
    story.approve(day="2026-07-10")
    story.commit(dict(story.decision("KAK-2026-001")), day="2026-07-08", **AGUS)
    assert story.verdicts() == {EVL: "personal", KAK_1: "role-not-held"}


def test_acts_of_one_merge_are_judged_by_the_clock_before_it() -> None:
    story = Story()
    text = roster(
        roles=roles(agus=held("pengguna", "agus", unit="Administrator Sistem LPSE", until="2026-07-08"))
    )
    story.change_roster(text, day="2026-07-01")
    side = story.approve(on=story.tip, day="2026-07-10")
    side = story.commit(dict(story.decision("KAK-2026-001", at=side)), on=side, day="2026-07-08", **AGUS)
    story.merge(side)
    assert story.verdicts() == {EVL: "personal", KAK_1: "personal"}


# ---- What a forge's date bounds


def clicked(story: Story, day: str, *, by: str = "stranger") -> str:
    """Let somebody merge something on the forge."""
    return story.click(story.commit({f"records/{day}.md": b"x"}, on=story.tip), by=by, title="Lain", day=day)


LATER = date(2027, 7, 15)


def test_an_act_dated_more_than_a_day_after_the_forges_merge_that_brings_it_never_counts() -> None:
    story = Story()
    side = story.approve(on=story.tip, day="2026-07-08")
    story.click(side, by="stranger", title="Lain", day="2026-07-06")
    assert story.verdicts() == {EVL: "too-late"}
    assert story.verdicts(LATER) == {EVL: "too-late"}


def test_an_act_dated_a_day_after_the_forges_merge_that_brings_it_counts() -> None:
    story = Story()
    side = story.approve(on=story.tip, day="2026-07-07")
    story.click(side, by="stranger", title="Lain", day="2026-07-06")
    assert story.verdicts() == {EVL: "personal"}


def test_a_forges_commit_bounds_what_stood_on_the_line_before() -> None:
    story = Story()
    story.approve(day="2027-01-01")
    clicked(story, "2026-07-06")
    assert story.verdicts() == {EVL: "too-late"}
    assert story.verdicts(LATER) == {EVL: "too-late"}


def test_a_forges_commit_with_one_parent_bounds_as_well() -> None:
    story = Story()
    story.approve(day="2027-01-01")
    story.commit(NOTE, day="2026-07-06", key=GITHUB_KEY)
    assert story.verdicts(LATER) == {EVL: "too-late"}


def test_a_forges_commit_bounds_what_waits_for_its_bytes() -> None:
    story = Story()
    side = story.approve(on=story.tip, day="2027-01-01")
    story.merge(side, files=story.files)
    clicked(story, "2026-07-06")
    story.commit({FIRST: story.trees[side][FIRST]})
    assert story.verdicts(LATER) == {EVL: "too-late"}


def test_what_waited_lands_together_with_a_change_of_the_roster() -> None:
    story = Story()
    side = story.approve(on=story.tip)
    story.merge(side, files=story.files)
    change = story.change_roster(roster() + "# lagi\n", on=story.tip)
    story.merge(change, files={**story.merged(change), FIRST: story.trees[side][FIRST]})
    assert (story.verdicts(), story.roster_verdicts()) == ({EVL: "personal"}, ["eka"])


def test_a_wrong_clock_that_a_forge_bounds_takes_nothing_from_later_acts() -> None:
    story = Story()
    ended = roster(roles=roles(eka=held("admin", "eka", until="2026-12-31")))
    story.change_roster(ended, by="rahma", day="2026-07-01")
    story.commit(dict(story.decision("KAK-2026-001")), **AGUS)
    story.approve(day="2027-06-01")
    clicked(story, "2026-07-06")
    story.change_roster(ended + "# lagi\n", day="2026-08-01")
    assert story.verdicts(LATER) == {EVL: "too-late", KAK_1: "personal"}
    assert [c.by for c in story.judge(LATER).roster_changes] == ["rahma", "eka"]


def test_a_change_of_the_roster_is_bounded_as_well() -> None:
    story = Story()
    story.change_roster(roster(roles=roles(plh=held("kepala_lpse", "budi"))), day="2027-01-01")
    clicked(story, "2026-07-06")
    story.approve(by="budi")
    assert story.verdicts(LATER) == {EVL: "role-not-held"}
    [change] = story.judge(LATER).roster_changes
    assert change.reason is not None
    assert change.reason.code == "too-late"


def test_a_change_of_the_roster_that_is_struck_out_gives_no_forge_a_say_before_that() -> None:
    """Else the keys that it names could strike out what others did long before."""
    story, evil = Story(), SeededKey("evil")
    story.approve(day="2026-07-06")
    forge = '  - {{id: {}, kind: github, committer: noreply@github.com, from: 2025-01-02, ssh: "{}"}}\n'
    forges = "\n" + forge.format("github", GITHUB_KEY.line) + forge.format("mine", evil.line)
    story.change_roster(roster(forges=forges), day="2027-01-01")
    assert story.judge(LATER).force.roster.forges[1].id == "mine"
    clicked(story, "2026-07-07")
    story.commit(NOTE, day="2026-01-06", key=evil)
    assert story.verdicts(LATER) == {EVL: "personal"}


def test_a_change_of_the_roster_that_counts_for_nothing_stops_no_walk_when_it_is_struck_out() -> None:
    story = Story()
    story.commit({"records/roster.yaml": roster().encode() + b"# lagi\n"}, day="2027-01-01")
    clicked(story, "2026-07-06")
    story.approve()
    assert story.verdicts(LATER) == {EVL: "personal"}


def test_a_commit_of_nobodys_forge_bounds_nothing() -> None:
    story = Story()
    story.approve(day="2027-01-01")
    for key in (None, key_of("rahma"), key_of("stranger")):
        story.commit({f"records/{key}.md": b"x"}, day="2026-07-06", key=key)
    assert story.verdicts(LATER) == {EVL: "personal"}


def test_a_key_of_the_forge_that_is_not_in_force_bounds_nothing() -> None:
    story = Story()
    gone = roster(revoked="\n" + revoked(GITHUB_KEY.line, "2026-07-01", "hilang"))
    story.change_roster(gone, day="2026-07-01")
    story.approve(day="2027-01-01")
    clicked(story, "2026-07-06")
    assert story.verdicts(LATER) == {EVL: "personal"}


@pytest.mark.parametrize("kind", ["forgejo", "gitea", "gitlab"])
def test_a_forge_whose_api_lets_anybody_choose_the_dates_bounds_nothing(kind: str) -> None:
    text = roster().replace("id: github, kind: github", f"id: github, kind: {kind}")
    story = Story(files=records() | {ROSTER: text.encode()})
    story.approve(day="2026-07-06")
    story.commit({"records/x.md": b"x"}, day="2026-02-01", sign=GITHUB_KEY.sign)
    assert story.verdicts() == {EVL: "personal"}


def test_a_later_bound_on_what_never_counted_does_not_undo_an_earlier_one() -> None:
    story = Story()
    story.approve(day="2027-03-01")
    clicked(story, "2026-07-06")
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", day="2027-06-01")
    clicked(story, "2026-07-07")
    assert story.verdicts(LATER) == {EVL: "too-late", KAK_1: "unsigned"}


def test_several_acts_bounded_one_after_the_other() -> None:
    story = Story()
    story.approve(day="2027-03-01")
    clicked(story, "2027-02-01")
    story.commit(dict(story.decision("KAK-2026-001")), day="2027-01-30", **AGUS)
    clicked(story, "2027-01-01")
    story.approve(number=1, made="2026-07-06T09:00:00Z")
    assert story.verdicts(LATER) == {EVL: "personal", KAK_1: "too-late"}


# ---- What a leaked key leaves in doubt


def leak(since: str, *more: str, reason: str = "bocor", who: str = "rahma") -> str:
    """Return a roster in which somebody's key is revoked as leaked."""
    return roster(revoked="\n" + revoked(key_of(who).line, since, reason) + "".join(more))


def accept_kak(story: Story, day: str, **keys: object) -> str:
    return story.commit(dict(story.decision("KAK-2026-001", **keys)), day=day, **AGUS)


def test_what_a_leaked_key_proved_after_all_others_is_in_doubt() -> None:
    story = Story()
    story.approve(day="2026-07-02")
    story.change_roster(leak("2026-07-05"), day="2026-07-06")
    assert story.verdicts() == {EVL: "in-doubt"}


def test_what_somebody_else_stands_after_is_not_in_doubt() -> None:
    story = Story()
    story.approve(day="2026-07-02")
    accept_kak(story, "2026-07-04")
    story.change_roster(leak("2026-07-05"), day="2026-07-06")
    assert story.verdicts() == {EVL: "personal", KAK_1: "personal"}


def test_an_act_of_another_dated_on_the_day_of_the_leak_vouches_for_nothing() -> None:
    story = Story()
    story.approve(day="2026-07-02")
    accept_kak(story, "2026-07-05")
    story.change_roster(leak("2026-07-05"), day="2026-07-06")
    assert story.verdicts() == {EVL: "in-doubt", KAK_1: "personal"}


def test_an_act_that_another_brings_with_the_same_merge_stands_not_after() -> None:
    story = Story()
    side = story.approve(on=story.tip, day="2026-07-02")
    side = story.commit(dict(story.decision("KAK-2026-001", at=side)), on=side, day="2026-07-02", **AGUS)
    story.merge(side)
    story.change_roster(leak("2026-07-05"), day="2026-07-06")
    assert story.verdicts() == {EVL: "personal", KAK_1: "personal"}


def test_an_older_request_that_is_merged_after_a_leak_vouches_for_nothing() -> None:
    story = Story()
    side = story.commit(dict(story.decision("KAK-2026-001")), on=story.tip, day="2026-07-01", **AGUS)
    story.approve(day="2026-07-02")
    story.merge(side)
    story.change_roster(leak("2026-07-05"), day="2026-07-06")
    assert story.verdicts() == {EVL: "in-doubt", KAK_1: "personal"}


def test_what_a_leaked_key_says_it_signed_after_the_leak_stays_in_doubt() -> None:
    story = Story()
    story.approve(day="2026-07-05")
    accept_kak(story, "2026-07-04")
    story.change_roster(leak("2026-07-05"), day="2026-07-06")
    assert story.verdicts() == {EVL: "in-doubt", KAK_1: "personal"}


def test_a_change_of_the_roster_vouches_as_well() -> None:
    story = Story()
    story.approve(day="2026-07-02")
    story.change_roster(roster() + "# lagi\n", day="2026-07-03")
    story.change_roster(leak("2026-07-05"), day="2026-07-06")
    assert story.verdicts() == {EVL: "personal"}


def test_an_unproved_act_vouches_for_nothing() -> None:
    story = Story()
    story.approve(day="2026-07-02")
    accept_kak(story, "2026-07-03", decision="disetujui")
    story.change_roster(roster(repository='"' + "f" * 32 + '"\n'), day="2026-07-03")
    story.commit({ROSTER: roster().encode()})
    story.change_roster(leak("2026-07-05"), day="2026-07-06")
    assert story.roster_verdicts() == ["bad-roster", "eka"]
    assert story.verdicts() == {EVL: "in-doubt", KAK_1: "wrong-word"}


@pytest.mark.parametrize("reason", ["diganti", "hilang"])
def test_a_key_that_was_replaced_or_lost_leaves_nothing_in_doubt(reason: str) -> None:
    story = Story()
    story.approve(day="2026-07-02")
    story.change_roster(leak("2026-07-05", reason=reason), day="2026-07-06")
    assert story.verdicts() == {EVL: "personal"}


def test_of_two_leaks_of_a_key_the_earlier_counts() -> None:
    story = Story()
    story.approve(day="2026-07-02")
    accept_kak(story, "2026-07-04")
    line = key_of("rahma").line
    story.change_roster(leak("2026-07-05", revoked(line, "2026-07-03", "bocor")), day="2026-07-06")
    assert story.verdicts() == {EVL: "in-doubt", KAK_1: "personal"}


def test_a_leaked_key_of_the_forge_leaves_its_acts_in_doubt() -> None:
    story = Story()
    side = story.commit(dict(story.decision()), on=story.tip, by="tia")
    story.click(side, title="SETUJUI EVL-2026-001", day="2026-07-02")
    gone = roster(revoked="\n" + revoked(GITHUB_KEY.line, "2026-07-05", "bocor"))
    story.change_roster(gone, day="2026-07-06")
    assert story.verdicts() == {EVL: "in-doubt"}


def test_a_change_of_the_roster_by_a_leaked_key_is_in_doubt_but_in_force() -> None:
    story = Story()
    text = roster(roles=roles(plh=held("kepala_lpse", "budi")))
    story.change_roster(text, by="rahma", day="2026-07-02")
    gone = "revoked: \n" + revoked(key_of("rahma").line, "2026-07-05", "bocor")
    story.change_roster(text.replace("revoked: []\n", gone), day="2026-07-06")
    assert story.roster_verdicts() == ["rahma in doubt", "eka"]
    story.approve(by="budi")
    assert story.verdicts() == {EVL: "personal"}


def test_two_leaked_keys_do_not_vouch_for_each_other() -> None:
    story = Story()
    story.approve(day="2026-07-02")
    accept_kak(story, "2026-07-03")
    story.change_roster(
        leak("2026-07-05", revoked(key_of("agus").line, "2026-07-05", "bocor")), day="2026-07-06"
    )
    assert story.verdicts() == {EVL: "in-doubt", KAK_1: "in-doubt"}


def test_a_leaked_key_vouches_by_what_is_in_no_doubt_itself() -> None:
    story = Story()
    story.approve(day="2026-07-02")
    accept_kak(story, "2026-07-03")
    story.change_roster(roster() + "# lagi\n", day="2026-07-08")
    two = leak("2026-07-05", revoked(key_of("agus").line, "2026-07-09", "bocor"))
    story.change_roster(two, day="2026-07-10")
    assert story.verdicts() == {EVL: "personal", KAK_1: "personal"}


def test_what_is_in_doubt_holds_its_number() -> None:
    story = Story()
    story.approve(day="2026-07-02")
    story.change_roster(leak("2026-07-05"), day="2026-07-06")
    plh = leak("2026-07-05").replace("roles: \n", f"roles: \n{held('kepala_lpse', 'eka', acting='plh')}")
    story.change_roster(plh, day="2026-07-06")
    story.approve(by="eka", number=1, made="2026-07-06T09:00:00Z")
    assert story.verdicts()[EVL] != "personal"
    story.approve(by="eka", number=2)
    assert story.verdicts()["EVL-2026-001/2"] == "personal"


def test_what_was_taken_over_at_the_root_is_in_no_doubt() -> None:
    story = Story()
    story = Story(files={**story.files, **story.decision()})
    story.change_roster(leak("2026-01-01"), day="2026-07-06")
    assert story.verdicts() == {EVL: "taken-over"}
