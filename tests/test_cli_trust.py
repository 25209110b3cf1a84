"""lpsedocs trust: pinning a root, and what it means."""

import io
from pathlib import Path

import pytest

from tests.repositories import Answer, Desk, bundle, point, refused, write
from tests.trust.story import (
    REPOSITORY,
    Story,
    held,
    key_entry,
    key_of,
    people,
    person,
    revoked,
    roles,
    roster,
    sha,
)


def described(story: Story) -> list[str]:
    return [
        f"root commit: {story.root}",
        f"SHA-256 of its bytes: {sha(story.scribe.read(story.root)[1])}",
        f"repository id: {REPOSITORY}",
        "main branch: refs/heads/main",
    ]


GOVERNORS = [
    "may change the roster: Rahma (rahma), Kepala LPSE",
    "may change the roster: Eka (eka), administrator of the roster",
]


def asked(desk: Desk, root: Path, answer: str, monkeypatch: pytest.MonkeyPatch, *more: str) -> Answer:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    return desk.say(*more, "trust", "pin", "--repo", root)


def test_a_pin_is_shown_before_it_is_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story()

    answer = asked(desk, desk.clone(story), "tidak\n", monkeypatch)

    question = "Compare these with what your office wrote down. Trust this root? [y/N]: nothing was changed"
    assert (answer.code, answer.lines) == (130, [*described(story), *GOVERNORS, question])
    assert answer.err == ""
    assert not desk.pins.exists()


def test_whoever_breaks_off_pins_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = asked(desk, desk.clone(Story()), "", monkeypatch)

    assert (answer.code, answer.lines[-1], answer.err) == (130, "nothing was changed", "")
    assert not desk.pins.exists()


@pytest.mark.parametrize("yes", ["y", "Ya", "yes"])
def test_a_yes_is_taken_and_asked_for_in_the_language_of_who_reads(
    yes: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = asked(desk, desk.clone(Story()), f"{yes}\n", monkeypatch, "--lang", "id")

    assert answer.code == 0
    assert answer.lines[-1].endswith(f"Percayai akar ini? [y/T]: ditetapkan dalam {desk.pins}")
    assert desk.pins.exists()


def test_a_pin_that_was_agreed_to_is_kept_and_shown_again(desk: Desk) -> None:
    story = Story()
    root = desk.clone(story)

    assert desk.pin(root).lines == [*described(story), *GOVERNORS, f"pinned in {desk.pins}"]
    assert desk.say("trust", "show", "--repo", root).lines == described(story)
    assert desk.say("trust", "list").lines == [*described(story), ""]


def test_without_any_pin_the_list_says_how_to_make_one(desk: Desk) -> None:
    assert desk.say("trust", "list").out == "no root is pinned; 'lpsedocs trust pin' pins one\n"


def test_showing_the_pin_of_what_was_never_pinned_is_refused(desk: Desk) -> None:
    answer = desk.say("trust", "show", "--repo", desk.clone(Story()))

    assert answer.code == 2
    assert answer.err.startswith(
        "lpsedocs: no root of this repository is pinned; 'lpsedocs trust pin' pins one",
    )


def test_what_lies_at_the_root_already_is_listed_as_taken_over(desk: Desk) -> None:
    story = Story(files=Story().files | Story().decision() | Story().decision("KAK-2026-001", by="dewi"))
    root = desk.clone(story)

    assert desk.pin(root).lines[-3:] == [
        "taken over without proof: decision 1 on EVL-2026-001, disetujui (approved) by Rahma (rahma)",
        "taken over without proof: decision 1 on KAK-2026-001, sesuai (in order) by Dewi (dewi)",
        f"pinned in {desk.pins}",
    ]
    assert desk.judge(root).records == {"EVL-2026-001": "taken-over", "KAK-2026-001": "taken-over"}


def test_what_is_taken_over_may_rest_on_a_record_of_any_kind(desk: Desk) -> None:
    story = Story()
    [asset] = [path for path in story.files if path.endswith("/AST-001.yaml")]
    rests_on = f'{{AST-001: "{sha(story.files[asset])}"}}'
    root = desk.clone(Story(files=story.files | story.decision(rests_on=rests_on)))
    desk.pin(root)

    assert desk.judge(root).records["EVL-2026-001"] == "taken-over"


def test_a_commit_may_be_named_as_root(desk: Desk) -> None:
    story = Story()
    later = story.commit({"records/README.md": b"Catatan\n"})
    root = desk.clone(story)

    desk.pin(root, "--commit", later)

    assert desk.judge(root).document["root"]["commit"] == later


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["--commit", "c0ffee"],
            "'c0ffee' is no whole commit id, which has 40 or 64 signs of 0-9 and a-f",
            id="a shortened id",
        ),
        pytest.param(
            ["--ref", "trunk"],
            "'trunk' is no branch of this repository, and no whole commit id",
            id="a branch that is not there",
        ),
    ],
)
def test_wrong_use_is_told_in_a_sentence(desk: Desk, arguments: list[str], message: str) -> None:
    answer = desk.say("trust", "pin", "--repo", desk.clone(Story()), "--yes", *arguments)

    assert (answer.code, answer.out, answer.err) == (2, "", f"lpsedocs: {message}\n")
    assert not desk.pins.exists()


def test_a_commit_is_no_branch(desk: Desk) -> None:
    story = Story()
    answer = desk.say("trust", "pin", "--repo", desk.clone(story), "--yes", "--ref", story.tip)

    assert answer.err == (
        f"lpsedocs: {story.tip} is no branch of this repository; the main branch is pinned\n"
    )


def test_what_a_forge_keeps_beside_the_branches_is_none(desk: Desk) -> None:
    """GitHub has the tip of every request as such a ref, from whomever."""
    story = Story()
    root = desk.clone(story)
    point(root / ".git", "refs/pull/1/head", story.tip)

    answer = desk.say("trust", "pin", "--repo", root, "--yes", "--ref", "refs/pull/1/head")

    assert answer.err == (
        "lpsedocs: refs/pull/1/head is no branch of this repository; the main branch is pinned\n"
    )
    assert not desk.pins.exists()


def test_another_branch_may_be_the_main_one(desk: Desk) -> None:
    story = Story()
    root = desk.clone(story)
    older = story.tip
    story.approve()
    write(root / ".git", story, "refs/heads/utama")
    desk.pin(root, "--ref", "utama")

    assert "main branch: refs/heads/utama" in desk.say("trust", "show", "--repo", root).lines
    assert desk.judge(root).document["tip"] == story.tip != older


def test_two_repositories_are_pinned_beside_each_other(desk: Desk) -> None:
    other = roster(repository=f'"{REPOSITORY[::-1]}"\n').encode()
    one, two = Story(), Story(files=Story().files | {"records/roster.yaml": other})
    roots = desk.clone(one, "one"), desk.clone(two, "two")

    assert [desk.pin(root).lines[-2] for root in roots] == [GOVERNORS[-1]] * 2
    assert [desk.judge(root).document["root"]["commit"] for root in roots] == [one.root, two.root]


def test_pinning_another_history_of_the_repository_says_what_it_replaces(desk: Desk) -> None:
    story, other = Story(), Story(files=Story().files | {"records/README.md": b"Lain\n"})
    desk.pin(desk.clone(story))
    root = desk.clone(other, "other")

    assert desk.pin(root).lines[-2] == f"this takes the place of the pinned root {story.root}"
    assert desk.judge(root).document["root"]["commit"] == other.root


def test_a_commit_beside_the_line_is_not_pinned(desk: Desk) -> None:
    story = Story()
    side = story.commit({"records/README.md": b"Samping\n"}, on=story.tip)
    story.approve()
    answer = desk.say("trust", "pin", "--repo", desk.clone(story), "--yes", "--commit", side)

    assert (answer.code, answer.err) == (
        2,
        f"lpsedocs: the root {side[:12]} is not on the first-parent line of {story.tip[:12]}\n",
    )
    assert not desk.pins.exists()


# ---- A new root after all keys are lost


def lost_and_renewed(desk: Desk) -> tuple[Path, Story, str]:
    """Return an office that lost all keys after an approval, and wrote down a new roster."""
    story = Story()
    story.approve()
    new = roster()
    for name in ("rahma", "eka"):
        new = new.replace(key_of(name).line, key_of(f"{name} anew").line)
    root = desk.clone(story)
    desk.pin(root)
    renewal = story.commit({"records/roster.yaml": new.encode()}, by="eka", day="2026-07-08")
    again = dict(story.decision(number=2, decision="dicabut", note="Salah"))
    story.commit(again, by="rahma", key=key_of("rahma anew"), day="2026-07-09")
    write(root / ".git", story)
    return root, story, renewal


def test_a_new_root_gives_a_new_roster_and_what_was_proved_stays_proved(desk: Desk) -> None:
    root, story, renewal = lost_and_renewed(desk)
    assert desk.judge(root).records["EVL-2026-001"] == "approved"

    lines = desk.pin(root, "--commit", renewal).lines

    assert lines[2:4] == [
        f"later root: {renewal}",
        f"SHA-256 of its bytes: {sha(story.scribe.read(renewal)[1])}",
    ]
    assert lines[-2] == "the root that was pinned stays; from the later root on, its roster is in force"
    answer = desk.judge(root)
    assert answer.document["root"]["commit"] == story.root
    [evaluation, _] = answer.document["records"]
    assert evaluation["status"] == "withdrawn"
    assert [decision["verdict"] for decision in evaluation["decisions"]] == ["proved", "proved"]


def test_what_led_to_a_new_root_is_told_as_taken_over_with_it(desk: Desk) -> None:
    root, story, renewal = lost_and_renewed(desk)
    desk.git("reset", "--quiet", "--hard", at=root)
    assert "T103 error" in desk.told(root)
    desk.pin(root, "--commit", renewal)
    there = root, "--explain", "EVL-2026-001"

    for lines, depth in ((desk.verify(root).lines, ""), (desk.verify(*there).lines, "  ")):
        head = lines.index(f"{depth}root: {story.root} (pinned in your configuration)")
        assert lines[head + 1] == f"{depth}later root: {renewal}"
        [told] = [line for line in lines if line.startswith(f"  {renewal[:12]}, 8 July 2026: ")]
        assert told == (
            f"  {renewal[:12]}, 8 July 2026: taken over with the root {renewal[:12]}, which was pinned later"
        )
        assert lines[lines.index(told) + 1].startswith("    - People, rahma, Keys")
        assert not any("what to do" in line for line in lines)
    document = desk.judge(root).document
    assert document["root"]["renewals"] == [renewal]
    [change] = document["roster_changes"]
    assert (change["verdict"], change["reason"]) == ("taken-over", None)
    assert document["problems"] == []
    assert desk.told(root) == []
    note, change = desk.check(root).lines[-3:-1]
    assert note == "note: changes of the roster since the root: 1"
    assert change.startswith(
        f"  {renewal[:12]}, 8 July 2026, taken over with a later root: People, rahma, Keys"
    )


def test_what_did_not_lead_to_a_new_root_stays_ignored(desk: Desk) -> None:
    story = Story()
    own = roster(roles=roles(budi=held("kepala_lpse", "budi"))).encode()
    mallory = story.commit({"records/roster.yaml": own}, by="budi", day="2026-07-06")
    story.commit({"records/roster.yaml": roster().encode()}, by="tia", day="2026-07-06")
    side = story.commit({"records/roster.yaml": b"people: ["}, by="eka", day="2026-07-07", on=story.tip)
    new = roster(people=people(eka=person("eka", keys=f"[{key_entry(key_of('eka anew').line)}]"))).encode()
    other = story.commit({"records/roster.yaml": new}, by="eka", day="2026-07-07", on=side)
    merge = story.merge(other, by="tia", day="2026-07-08")
    later = story.commit({"records/assets/AST-001.yaml": b"id: AST-001\n"}, by="tia", day="2026-07-08")
    after = story.commit({"records/roster.yaml": own}, by="budi", day="2026-07-09")
    root = desk.clone(story)
    desk.pin(root)
    desk.pin(root, "--commit", later)

    document = desk.judge(root).document

    assert [(change["commit"], change["verdict"]) for change in document["roster_changes"]] == [
        (mallory, "unsigned"),
        (side, "taken-over"),
        (other, "taken-over"),
        (after, "unsigned"),
    ]
    assert [change["landed"] for change in document["roster_changes"]] == [mallory, merge, merge, after]
    found = {f["severity"]: f["message"] for f in desk.check(root, "--format", "json").document["findings"]}
    assert f"git restore --source={later[:12]} -- records/roster.yaml" in found["error"]
    assert found["note"].startswith(f"commit {mallory[:12]} of 6 July 2026 changed the roster without effect")


def test_a_new_root_may_be_given_for_one_run_too(desk: Desk) -> None:
    root, story, renewal = lost_and_renewed(desk)

    answer = desk.judge(root, "--trust-root", f"{story.root},{renewal}")

    assert answer.records["EVL-2026-001"] == "withdrawn"


def test_roots_in_another_order_are_refused_with_the_right_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, story, renewal = lost_and_renewed(desk)
    monkeypatch.setenv("LPSEDOCS_TRUST_ROOT", f"{renewal},{story.root}")

    assert refused(desk.verify(root)) == (
        f"2: lpsedocs: of several roots the oldest is written first: {story.root},{renewal}\n"
    )
    three = f"{story.tip},{renewal},{story.root}"
    assert refused(desk.verify(root, "--trust-root", three)) == (
        f"2: lpsedocs: of several roots the oldest is written first: {story.root},{story.tip},{renewal}\n"
    )
    assert desk.verify(root, "--trust-root", f"{story.root},{story.root},{renewal}").code == 0


def test_pinning_again_keeps_the_later_roots_that_are_still_there(desk: Desk) -> None:
    root, _, renewal = lost_and_renewed(desk)
    desk.pin(root, "--commit", renewal)
    desk.pin(root)

    assert f"later root: {renewal}" in desk.say("trust", "show", "--repo", root).lines


def test_pinning_again_forgets_the_later_roots_that_are_gone(desk: Desk) -> None:
    root, story, renewal = lost_and_renewed(desk)
    desk.pin(root, "--commit", renewal)
    point(root / ".git", "refs/heads/main", story.root)

    assert desk.pin(root).lines == [*described(story), *GOVERNORS, f"pinned in {desk.pins}"]
    assert desk.verify(root).code == 0


def test_files_from_before_the_later_root_are_judged_without_it(desk: Desk) -> None:
    root, story, renewal = lost_and_renewed(desk)
    desk.pin(root, "--commit", renewal)
    desk.git("switch", "--quiet", "--detach", story.root, at=root)

    assert desk.told(root) == ["H102 note"]


def test_a_later_root_takes_no_revocation_back(desk: Desk) -> None:
    story = Story()
    leaked = revoked(key_of("rahma").line, "2026-07-01", "bocor")
    story.change_roster(roster(revoked="\n" + leaked), day="2026-07-02")
    root = desk.clone(story)
    desk.pin(root)
    renewal = story.commit({"records/roster.yaml": roster().encode()}, by="eka", day="2026-07-08")
    write(root / ".git", story)

    answer = desk.say("trust", "pin", "--repo", root, "--commit", renewal, "--yes")

    assert (answer.code, answer.err) == (
        2,
        f"lpsedocs: the roster of the root {renewal[:12]}, which was pinned later, takes back a revocation; "
        "pin a commit whose roster has all of them\n",
    )


def test_a_file_from_before_a_later_root_is_told_by_that(desk: Desk) -> None:
    root, story, renewal = lost_and_renewed(desk)
    point(root / ".git", "refs/heads/main", story.judge().line[1])
    file = bundle(desk, root)
    point(root / ".git", "refs/heads/main", story.tip)
    desk.pin(root, "--commit", renewal)

    answer = desk.verify(file)

    assert (answer.code, answer.err) == (
        3,
        f"can't verify: this file does not have the root {renewal[:12]}, which was pinned later; ask for a "
        "file that was made since then\n",
    )


def test_a_later_root_that_is_gone_stops_the_verification(desk: Desk) -> None:
    root, story, renewal = lost_and_renewed(desk)
    desk.pin(root, "--commit", renewal)
    point(root / ".git", "refs/heads/main", story.root)

    answer = desk.verify(root)

    assert (answer.code, answer.err) == (
        3,
        "can't verify: a root that was pinned later is not on the main line any more; ask who replaced it\n",
    )


# ---- A root without keys


def test_a_root_in_which_nobody_can_sign_a_change_of_the_roster_is_warned_of(desk: Desk) -> None:
    keyless = roster()
    for name in ("rahma", "eka"):
        keyless = keyless.replace(f'{{ssh: "{key_of(name).line}", from: 2025-01-02}}', "")
    files = Story().files | {"records/roster.yaml": keyless.encode()}

    assert desk.pin(desk.clone(Story(files=files))).lines[4:7] == [
        "could change the roster, but has no key in it: Rahma (rahma), Kepala LPSE",
        "could change the roster, but has no key in it: Eka (eka), administrator of the roster",
        "WARNING: nobody who may change the roster has a key in it, so no change of it can ever count, not "
        "even a new key. Enter the keys first ('lpsedocs roster add-key'), commit that, and pin the new "
        "commit with --commit",
    ]
