"""lpsedocs verify: which root and which branch it goes by, and what it remembers of what was verified."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from lpsedocs import verification
from tests.repositories import NO_PIN, Desk, bundle, loose, on_the_day, point, refused, write
from tests.trust.story import GITHUB, GITHUB_KEY, REPOSITORY, Story, approved, key_of, roster, sha

# ---- The branch


def test_another_branch_is_judged_and_said_not_to_be_the_main_line(desk: Desk) -> None:
    story = Story()
    root = desk.clone(story)
    desk.pin(root)
    before = desk.pins.read_bytes()
    story.approve()
    write(root / ".git", story, "refs/heads/request")

    answer = desk.verify(root, "--tip", "request")

    assert answer.code == 0
    assert answer.lines[1:5] == [
        f"tip: {story.tip} (refs/heads/request)",
        "judged as of 15 July 2026",
        "note: this is not the tip of the main branch; only what is there counts",
        "  what to do: leave out --tip to judge the main branch; only what is there counts",
    ]
    assert "EVL-2026-001: approved" in answer.lines
    assert desk.judge(root, "--tip", story.tip).problems == ["not-main"]
    assert desk.pins.read_bytes() == before


@pytest.mark.parametrize("key", [None, "tia", "mallory"], ids=["unsigned", "signed by who asks", "by nobody"])
def test_what_another_branch_asks_for_is_proposed_and_no_fault(key: str | None, desk: Desk) -> None:
    story = Story()
    root = desk.clone(story)
    desk.pin(root)
    files = dict(story.decision())
    story.commit(files, by="tia", key=key_of(key) if key else None)
    write(root / ".git", story, "refs/heads/setujui/EVL-2026-001")

    answer = desk.verify(root, "--tip", "setujui/EVL-2026-001")

    assert (answer.code, answer.lines[6:]) == (
        0,
        [
            "EVL-2026-001: proposed",
            "  1: disetujui (approved) by Rahma (rahma): proposed: it is not on the main branch yet",
            "    what to do: nothing, while the request waits: the person named merges it on the forge, or "
            "signs with 'lpsedocs approve', 'accept', 'return' or 'withdraw'",
            "",
            "KAK-2026-001: waiting for a decision",
            "",
            "decisions proved: 0, taken over: 0, in doubt: 0, not proved: 0",
        ],
    )
    explained = desk.verify(root, "--tip", story.tip, "--explain", "EVL-2026-001")
    assert (explained.code, "NOT PROVED" in explained.out) == (0, False)
    judged = desk.judge(root, "--tip", story.tip)
    [decision] = judged.document["records"][0]["decisions"]
    assert (decision["verdict"], decision["reason"]) == ("proposed", "it is not on the main branch yet")
    assert (judged.code, judged.problems) == (0, ["not-main"])
    point(root / ".git", "refs/heads/main", story.tip)
    assert desk.judge(root).code == 1


def test_the_merge_that_a_forge_tries_of_an_open_request_is_no_fault(desk: Desk) -> None:
    story = Story()
    main = story.tip
    side = story.commit(dict(story.decision()), on=main, by="tia")
    story.merge(
        side, message=f"Merge {side} into {main}\n", by="rahma", committer=GITHUB, sign=GITHUB_KEY.sign
    )

    found, code = verdicts_of(desk, story, main, story.tip)

    assert (found["EVL-2026-001"], code) == (["proposed", "proposed"], 0)
    assert story.verdicts() == {"EVL-2026-001/1": "not-a-click"}


def verdicts_of(desk: Desk, story: Story, main: str, tip: str) -> tuple[dict[str, list[str]], int]:
    """Return what a branch beside a main one is worth, and the exit code."""
    root = desk.clone(story, f"office-{tip[:12]}")
    point(root / ".git", "refs/heads/main", main)
    desk.pin(root)
    answer = desk.judge(root, "--tip", tip)
    records = answer.document["records"]
    found = {one["id"]: [one["status"], *(d["verdict"] for d in one["decisions"])] for one in records}
    return found, answer.code


def test_what_the_main_branch_had_when_a_branch_was_made_is_not_proposed_there(desk: Desk) -> None:
    story = Story()
    planted = story.commit(dict(story.decision()), by="mallory")
    main = story.commit({"records/decisions/EVL-2026-001/1.yaml": None}, by="eka")
    side = story.commit(dict(story.decision("KAK-2026-001")), by="tia", on=planted)
    older = story.commit({"records/README.md": b"Catatan\n"}, by="tia", on=story.root)
    brought = story.write(story.trees[side], (older, planted), by="tia")

    assert verdicts_of(desk, story, main, brought)[0]["EVL-2026-001"] == ["unproved", "unsigned"]
    assert verdicts_of(desk, story, main, side) == (
        {"EVL-2026-001": ["unproved", "unsigned"], "KAK-2026-001": ["proposed", "proposed"]},
        1,
    )


def test_an_older_commit_of_the_main_branch_proposes_nothing(desk: Desk) -> None:
    story = Story()
    planted = story.commit(dict(story.decision()), by="mallory")
    main = story.commit({"records/decisions/EVL-2026-001/1.yaml": None}, by="eka")

    found, code = verdicts_of(desk, story, main, planted)

    assert (found["EVL-2026-001"], code) == (["unproved", "unsigned"], 1)


def test_what_is_another_decision_than_the_main_branch_has_meanwhile_is_not_proposed(desk: Desk) -> None:
    story = Story()
    side = story.commit(dict(story.decision(decision="evaluasi_ulang", note="Lagi")), by="tia", on=story.tip)
    main = story.approve()

    found, code = verdicts_of(desk, story, main, side)

    assert (found["EVL-2026-001"], code) == (["unproved", "unsigned"], 1)


def test_what_stands_in_the_place_of_a_decision_that_counts_is_not_proposed(desk: Desk) -> None:
    story = Story()
    main = story.tip
    story.approve()
    path = "records/decisions/EVL-2026-001/1.yaml"
    side = story.commit({path: story.files[path] + b"# lagi\n"}, by="mallory")

    found, code = verdicts_of(desk, story, main, side)

    assert (found["EVL-2026-001"], code) == (["approved", "proved", "unsigned"], 1)


def test_what_no_signature_and_no_merge_can_mend_is_not_proposed(desk: Desk) -> None:
    story = Story()
    main = story.tip
    side = story.approve(by="budi", on=main)

    found, code = verdicts_of(desk, story, main, side)

    assert (found["EVL-2026-001"], code) == (["unproved", "role-not-held"], 1)


def test_beside_a_main_branch_of_another_root_nothing_is_proposed(desk: Desk) -> None:
    story, other = Story(), Story(hour=7)
    story.commit(dict(story.decision()), by="tia")
    root = desk.clone(other)
    write(root / ".git", story, "refs/heads/request")

    answer = desk.judge(root, "--trust-root", story.root, "--tip", "request")

    assert (answer.records["EVL-2026-001"], answer.code) == ("unproved", 1)


def test_beside_a_main_branch_whose_last_commit_can_not_be_read_a_request_is_proposed_all_the_same(
    desk: Desk,
) -> None:
    story = Story()
    side = story.commit(dict(story.decision()), by="tia", on=story.tip)
    story.commit({"records/README.md": b"x"})
    main = story.put(story.scribe.read(story.tip)[1].replace(b"\nauthor ", b"\nodd x\nauthor ", 1))

    found, code = verdicts_of(desk, story, main, side)

    assert (found["EVL-2026-001"], code) == (["proposed", "proposed"], 0)


def test_the_tip_of_the_main_branch_is_that_by_whatever_name(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    point(root / ".git", "refs/remotes/origin/main", story.tip)
    desk.pin(root)
    before = desk.pins.read_bytes()

    for tip in ("HEAD", "origin/main", story.tip):
        assert desk.judge(root, "--tip", tip).problems == []
    assert desk.pins.read_bytes() == before
    desk.verify(root)
    point(root / ".git", "refs/heads/main", story.root)
    assert desk.judge(root, "--tip", story.root).problems == ["older"]


def test_the_main_branch_is_judged_whatever_is_checked_out(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)
    desk.git("switch", "--quiet", "--detach", story.root, at=root)

    answer = desk.judge(root)

    assert (answer.document["tip"], answer.problems) == (story.tip, [])


def test_what_is_checked_out_is_asked_for_in_vain_where_nothing_is(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.git("symbolic-ref", "HEAD", "refs/heads/belum-ada", at=root)

    answer = desk.say("verify", "--repo", root, "--allow-unpinned", "--tip", "HEAD")

    assert (answer.code, answer.err) == (
        2,
        "lpsedocs: 'HEAD' is no branch of this repository, and no whole commit id\n",
    )


def test_what_is_not_the_main_branch_is_not_held_against_what_was_verified(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)
    desk.verify(root)

    assert desk.judge(root, "--tip", story.root).problems == ["not-main"]


def test_a_tag_of_the_name_of_the_branch_is_never_meant(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)
    point(root / ".git", "refs/tags/main", story.root)

    assert desk.judge(root).document["tip"] == story.tip
    assert desk.judge(root, "--tip", "main").document["tip"] == story.tip
    point(root / ".git", "refs/pull/10/merge", story.tip)
    assert desk.judge(root, "--tip", "refs/pull/10/merge").document["tip"] == story.tip
    assert desk.judge(root, "--tip", "HEAD").document["tip"] == story.tip
    assert refused(desk.verify(root, "--tip", "refs/tags/main")) == (
        "2: lpsedocs: 'refs/tags/main' is no branch of this repository, and no whole commit id\n"
    )


def test_a_pinned_branch_that_is_not_in_a_clone_is_asked_for(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)
    (root / ".git/refs/heads/main").rename(root / ".git/refs/heads/trunk")
    (root / ".git/HEAD").write_text("ref: refs/heads/trunk\n")

    assert refused(desk.verify(root)) == (
        "3: can't verify: the pinned main branch refs/heads/main is not in this repository; fetch it, or, "
        "where it has another name here, as in a bare clone or a file, say which with '--trust-root "
        f"{story.root}@refs/heads/NAME'\n"
    )
    assert desk.judge(root, "--trust-root", f"{story.root}@refs/heads/trunk").problems == []
    for tip in ("trunk", desk.git("rev-parse", "trunk", at=root)):
        assert desk.judge(root, "--tip", tip).problems == ["not-main"]


# ---- The pin


def test_a_pin_is_readable_by_its_owner_alone(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)

    assert stat.S_IMODE(desk.pins.stat().st_mode) == 0o600
    assert stat.S_IMODE(desk.pins.parent.stat().st_mode) == 0o700


def test_pins_that_others_may_write_are_refused(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    desk.pins.chmod(0o660)

    sentence = f"2: lpsedocs: {desk.pins} can be written by others; 'chmod 600' it, and check what it pins\n"
    assert refused(desk.verify(root)) == sentence
    assert refused(desk.say("trust", "list")) == sentence


def test_a_pipe_is_no_list_of_pins(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pins.parent.mkdir(parents=True)
    os.mkfifo(desk.pins, 0o600)

    assert refused(desk.verify(root)) == (
        f"2: lpsedocs: {desk.pins} is no list of pins; move it away and pin again\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"pins": [{}]}',
        '{"pins": [1]}',
        '{"pins": [{"root": 1, "repository": "", "sha256": "", "ref": ""}]}',
        '{"pins": [{"root": null, "repository": null, "sha256": null, "ref": null}]}',
        '{"pins": [{"root": "", "repository": "", "sha256": "", "ref": "", "place": 1}]}',
        "\udcff",
    ],
)
def test_a_file_that_is_no_list_of_pins_is_refused(desk: Desk, text: str) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    desk.pins.write_bytes(text.encode(errors="surrogateescape"))

    assert refused(desk.verify(root)) == (
        f"2: lpsedocs: {desk.pins} is no list of pins; move it away and pin again\n"
    )


def test_a_root_may_be_given_for_one_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    story = approved()
    root = desk.clone(story)
    before = desk.everything()

    assert desk.judge(root, "--trust-root", story.root).document["root"]["pin_source"] == "option"
    monkeypatch.setenv("LPSEDOCS_TRUST_ROOT", story.root)
    assert desk.judge(root).document["root"] == {
        "commit": story.root,
        "pinned": True,
        "pin_source": "environment",
        "renewals": [],
    }
    assert desk.judge(root, "--trust-root", story.tip).document["root"] == {
        "commit": story.tip,
        "pinned": True,
        "pin_source": "option",
        "renewals": [],
    }
    assert desk.everything() == before


def test_a_root_may_be_given_where_only_the_branch_of_the_server_is_known(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    (root / ".git/refs/remotes/origin").mkdir(parents=True)
    (root / ".git/refs/heads/main").rename(root / ".git/refs/remotes/origin/main")

    answer = desk.judge(root, "--trust-root", story.root)

    assert (answer.document["tip"], answer.problems) == (story.tip, [])


def test_a_variable_that_names_no_root_is_told_by_its_name(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = approved()
    root = desk.clone(story)
    monkeypatch.setenv("LPSEDOCS_TRUST_ROOT", "xx")

    assert refused(desk.verify(root)) == (
        "2: lpsedocs: the environment variable LPSEDOCS_TRUST_ROOT has 'xx', and not a whole commit id of 40 "
        "or 64 signs of 0-9 and a-f, or several with commas between; correct it, or do without it ('unset "
        "LPSEDOCS_TRUST_ROOT')\n"
    )
    assert desk.verify(root, "--trust-root", story.root).code == 0


def test_a_root_that_is_not_there_is_told(desk: Desk) -> None:
    root = desk.clone(approved())
    nothing = "0123456789abcdef0123456789abcdef01234567"

    assert refused(desk.verify(root, "--trust-root", nothing)) == (
        f"3: can't verify: the trusted root {nothing[:12]} is not in this repository; compare it with what "
        "the office wrote down\n"
    )


def test_a_root_beside_the_line_is_told(desk: Desk) -> None:
    story = Story()
    side = story.commit({"records/README.md": b"Catatan\n"}, on=story.tip)
    story.approve()
    root = desk.clone(story)

    assert refused(desk.verify(root, "--trust-root", side)) == (
        f"3: can't verify: the root {side[:12]} is not on the first-parent line of {story.tip[:12]}\n"
    )


def test_a_root_without_a_roster_is_told(desk: Desk) -> None:
    story = Story(files={"records/README.md": b"Kosong\n"})
    root = desk.clone(story)

    assert refused(desk.verify(root, "--trust-root", story.root)) == (
        f"3: can't verify: the commit {story.root[:12]} has no valid roster, so it can't be a root\n"
    )


@pytest.mark.parametrize("mode", ["100755", "120000"], ids=["a program", "a link"])
def test_a_root_whose_roster_is_no_plain_file_is_told(mode: str, desk: Desk) -> None:
    files = Story().files
    files[f"records/roster.yaml!{mode}"] = files.pop("records/roster.yaml")
    story = Story(files=files)

    assert refused(desk.verify(desk.clone(story), "--trust-root", story.root)) == (
        f"3: can't verify: the commit {story.root[:12]} has no valid roster, so it can't be a root\n"
    )


def test_a_root_that_is_no_commit_is_told(desk: Desk) -> None:
    root = desk.clone(approved())
    tree = desk.git("rev-parse", "main^{tree}", at=root)

    assert refused(desk.verify(root, "--trust-root", tree)) == (
        f"3: can't verify: the commit {tree[:12]} has no valid roster, so it can't be a root\n"
    )


def test_a_root_that_is_too_large_to_be_looked_at_is_told(desk: Desk) -> None:
    story = Story()
    large = story.commit({"records/README.md": b"Catatan\n"}, message="x" * (1 << 20))
    root = desk.clone(story)

    assert refused(desk.verify(root, "--trust-root", large)) == (
        "3: can't verify: an object can't be believed: it is larger than 1 MiB\n"
    )


def test_a_root_with_other_bytes_than_were_pinned_is_refused(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)
    digest = sha(story.scribe.read(story.root)[1])
    desk.pins.write_text(desk.pins.read_text().replace(digest, "0" * 64))

    assert refused(desk.verify(root)) == (
        f"3: can't verify: the root {story.root[:12]} has not the bytes that were pinned\n"
    )


def test_a_roster_of_another_repository_than_was_pinned_is_refused(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)
    desk.pins.write_text(desk.pins.read_text().replace(REPOSITORY, "f" * 32))

    assert refused(desk.verify(root)) == (
        "3: can't verify: the roster's repository id is not the one that was pinned; ask who replaced the "
        "roster\n"
    )


def test_a_main_branch_with_another_root_is_no_unpinned_one(desk: Desk) -> None:
    story, other = approved(), Story(files={**Story().files, "records/README.md": b"Palsu\n"})
    other.approve()
    root = desk.clone(story)
    desk.pin(root)
    write(root / ".git", other)
    sentence = (
        f"3: can't verify: the pinned root {story.root[:12]} is not on the main line any more: the main "
        "branch was replaced; ask who did it, and compare with another copy\n"
    )

    assert refused(desk.verify(root)) == sentence
    # A fresh clone of what was replaced has not even the old root, but its roster claims the same repository.
    assert refused(desk.verify(desk.clone(other, "fresh"))) == sentence


def test_it_is_the_pinned_branch_that_is_looked_at(desk: Desk) -> None:
    story, other = approved(), Story(files={**Story().files, "records/README.md": b"Palsu\n"})
    root = desk.clone(story)
    write(root / ".git", story, "refs/heads/utama")
    (root / ".git/refs/heads/main").unlink()
    desk.pin(root, "--ref", "utama")
    fresh = desk.clone(other, "fresh")
    (fresh / ".git/refs/heads/main").rename(fresh / ".git/refs/heads/utama")

    assert refused(desk.verify(fresh)).startswith(
        f"3: can't verify: the pinned root {story.root[:12]} is not on the main line any more"
    )


def test_nor_is_one_with_another_repository_id_in_a_clone_that_has_the_pinned_root(desk: Desk) -> None:
    story = approved()
    files = {**Story().files, "records/roster.yaml": roster(repository=f'"{REPOSITORY[::-1]}"\n').encode()}
    root = desk.clone(story)
    desk.pin(root)
    write(root / ".git", Story(files=files))

    assert refused(desk.verify(root)).startswith(
        f"3: can't verify: the pinned root {story.root[:12]} is not on the main line any more"
    )


def test_another_repository_is_not_taken_for_the_pinned_one(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    files = Story().files
    files["records/roster.yaml"] = roster(repository=f'"{REPOSITORY[::-1]}"\n').encode()

    assert refused(desk.verify(desk.clone(Story(files=files), "other"))) == f"3: {NO_PIN}"


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"records/README.md": b"Kosong\n"}, id="no roster"),
        pytest.param({"records/roster.yaml": b"people: [\n"}, id="what is no roster"),
        pytest.param({"records/roster.yaml": b"#" * (1024 * 1024 + 1)}, id="too large a roster"),
    ],
)
def test_a_repository_of_which_no_roster_can_be_read_is_another_one(
    files: dict[str, bytes], desk: Desk
) -> None:
    desk.pin(desk.clone(approved()))

    assert refused(desk.verify(desk.clone(Story(files=files), "other"))) == f"3: {NO_PIN}"


def test_a_repository_that_lacks_its_files_or_its_main_branch_is_another_one(desk: Desk) -> None:
    story, other = approved(), Story(files={"records/README.md": b"Lain\n"})
    desk.pin(desk.clone(story))
    root = desk.clone(other, "other")
    loose(root, desk.git("rev-parse", "main^{tree}", at=root)).unlink()

    assert refused(desk.verify(root)) == f"3: {NO_PIN}"
    (root / ".git/refs/heads/main").rename(root / ".git/refs/heads/lain")
    assert refused(desk.verify(root)) == f"3: {NO_PIN}"


def test_a_copy_without_the_pinned_branch_is_known_by_the_roster_of_another_main_branch(desk: Desk) -> None:
    story, other = approved(), Story(files={**Story().files, "records/README.md": b"Palsu\n"})
    root = desk.clone(story)
    write(root / ".git", story, "refs/heads/utama")
    desk.pin(root, "--ref", "utama")

    assert refused(desk.verify(desk.clone(other, "fresh"))) == (
        "3: can't verify: the pinned main branch refs/heads/utama is not in this repository; fetch it, or, "
        "where it has another name here, as in a bare clone or a file, say which with '--trust-root "
        f"{story.root}@refs/heads/NAME'\n"
    )


# ---- What was verified before


def test_the_last_verified_tip_moves_with_a_verification_of_the_pinned_main_branch(desk: Desk) -> None:
    story = Story()
    root = desk.clone(story)
    desk.pin(root)
    assert "last verified" not in desk.say("trust", "show", "--repo", root).out

    desk.verify(root)
    assert f"last verified: {story.tip} on 15 July 2026\n" in desk.say("trust", "show", "--repo", root).out
    story.approve()
    write(root / ".git", story)
    desk.verify(root, today="2026-07-16")
    assert f"last verified: {story.tip} on 16 July 2026\n" in desk.say("trust", "show", "--repo", root).out


def test_nothing_else_moves_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story()
    root = desk.clone(story)
    desk.pin(root)
    desk.verify(root)
    story.approve()
    write(root / ".git", story)
    before = desk.everything()

    desk.check(root)
    desk.say("--root", root, "status", "--today", "2026-07-15")
    desk.say("--root", root, "why", "EVL-2026-001", "--today", "2026-07-15")
    desk.say("trust", "show", "--repo", root)
    desk.verify(root, "--trust-root", story.root)
    desk.verify(root, "--tip", story.tip)
    desk.verify(root, "--tip", "nothing")
    monkeypatch.setenv("LPSEDOCS_TRUST_ROOT", story.root)
    desk.verify(root)

    assert desk.everything() == before


def test_what_somebody_hands_over_is_compared_with_the_last_verified_tip_and_does_not_move_it(
    desk: Desk,
) -> None:
    story = Story()
    root = desk.clone(story)
    desk.pin(root)
    desk.verify(root)
    before = desk.pins.read_bytes()
    story.approve()
    other = desk.clone(story, "other")
    audited = desk.folder / "EVL-2026-001.zip"
    packed = desk.say("--root", other, "audit", "EVL-2026-001", "-o", audited, "--trust-root", story.root)
    assert packed.code == 0, packed.err

    for handed_over in (("--bundle", bundle(desk, other)), ("--bundle", audited), ("--repo", other)):
        with on_the_day("2026-07-15"):
            answer = desk.say("verify", *handed_over)
        assert (answer.code, answer.err) == (0, "")
        assert "EVL-2026-001: approved" in answer.lines
        assert desk.pins.read_bytes() == before
    point(root / ".git", "refs/heads/main", story.root)
    story.commit({"records/README.md": b"Catatan\n"}, on=story.root)
    write(root / ".git", story)
    assert desk.judge(root).problems == []


def test_a_commit_that_nobody_pushed_does_not_move_the_last_verified_tip(desk: Desk) -> None:
    story = Story()
    root = desk.clone(story)
    desk.pin(root)
    point(root / ".git", "refs/remotes/origin/main", story.tip)
    desk.verify(root)
    before = desk.pins.read_bytes()
    story.approve()
    write(root / ".git", story)

    assert desk.judge(root).records["EVL-2026-001"] == "approved"
    assert desk.pins.read_bytes() == before
    point(root / ".git", "refs/remotes/origin/main", story.tip)
    desk.verify(root)
    assert f"last verified: {story.tip} on 15 July 2026\n" in desk.say("trust", "show", "--repo", root).out


def test_a_day_that_is_only_imagined_is_not_kept_as_that_of_a_verification(desk: Desk) -> None:
    story = Story()
    root = desk.clone(story)
    desk.pin(root)
    desk.verify(root)
    before = desk.pins.read_bytes()
    story.approve()
    write(root / ".git", story)

    imagined = desk.say("verify", "--repo", root, "--today", "2199-12-31")

    assert imagined.code == 0
    assert "EVL-2026-001: approved" in imagined.lines
    assert desk.pins.read_bytes() == before
    assert desk.verify(root, today="2026-07-16").code == 0
    assert f"last verified: {story.tip} on 16 July 2026\n" in desk.say("trust", "show", "--repo", root).out


def test_what_was_verified_is_compared_on_an_imagined_day_too(desk: Desk) -> None:
    story = Story()
    story.approve()
    root = desk.clone(story)
    desk.pin(root)
    desk.verify(root)
    point(root / ".git", "refs/heads/main", story.root)

    imagined = desk.say("verify", "--repo", root, "--today", "2026-07-20")

    assert imagined.lines[3] == "note: this is older than what was verified on 15 July 2026"


def test_a_verification_writes_its_pin_and_nothing_else(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    before = desk.everything()

    desk.verify(root)

    after = desk.everything()
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == {
        "home/.config/lpsedocs/pins.json"
    }


def test_a_configuration_that_cannot_be_written_is_only_noted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    root = desk.clone(approved())
    desk.pin(root)
    monkeypatch.setattr(verification, "remember_tip", refuse)

    answer = desk.verify(root)

    assert answer.code == 0
    assert answer.err == "note: the tip can't be kept as the last verified one: Permission denied\n"


def test_an_older_checkout_is_told(desk: Desk) -> None:
    story = Story()
    story.commit({"records/README.md": b"Catatan\n"})
    older = story.tip
    story.approve()
    root = desk.clone(story)
    desk.pin(root)
    desk.verify(root)
    before = desk.pins.read_bytes()
    point(root / ".git", "refs/heads/main", older)

    answer = desk.verify(root, today="2026-07-16")

    assert answer.code == 0
    assert answer.lines[3:5] == [
        "note: this is older than what was verified on 15 July 2026",
        "  what to do: fetch what is new ('git fetch', then 'git pull --ff-only'), and verify again",
    ]
    assert desk.pins.read_bytes() == before


def with_something_before_the_root() -> Story:
    """Return an office whose repository had a commit before the one that is trusted."""
    story = Story()
    first = story.write({"README.md": b"Halo\n"}, ())
    story.root = story.tip = story.write(story.files, (first,), by="eka", key=key_of("eka"), day="2026-01-05")
    return story


def packed(desk: Desk, root: Path, as_: str) -> Path:
    """Return what somebody hands over of an office: what git or what lpsedocs packs."""
    if as_ == "bundle":
        return bundle(desk, root)
    audited = desk.folder / "bukti.zip"
    audited.unlink(missing_ok=True)
    assert desk.say("audit", "EVL-2026-001", "--repo", root, "-o", audited).code == 0
    return audited


@pytest.mark.parametrize("as_", ["bundle", "audit file"])
@pytest.mark.parametrize(
    "begin", [Story, with_something_before_the_root], ids=["", "not from the very first"]
)
def test_a_file_from_before_the_last_verification_is_no_alarm(
    as_: str, begin: Callable[[], Story], desk: Desk
) -> None:
    story = begin()
    story.approve()
    root = desk.clone(story)
    desk.pin(root, "--commit", story.root)
    file = packed(desk, root, as_)
    story.commit({"records/README.md": b"Catatan\n"})
    write(root / ".git", story)
    desk.verify(root)

    answer = desk.say("verify", "--bundle", file, "--today", "2026-07-15")

    assert (answer.code, answer.err, answer.lines[3:5]) == (
        0,
        "",
        [
            f"note: this file does not have {story.tip[:12]}, which was verified on 15 July 2026; that it is "
            "only older can't be told from it",
            "  what to do: verify the repository itself ('lpsedocs verify') for what is decided now, or ask "
            "for a new file; this one tells nothing of what came after its tip",
        ],
    )


@pytest.mark.parametrize("as_", ["bundle", "audit file"])
def test_a_file_from_after_the_last_verification_is_fine(as_: str, desk: Desk) -> None:
    story = with_something_before_the_root()
    story.approve()
    root = desk.clone(story)
    desk.pin(root, "--commit", story.root)
    desk.verify(root)
    story.commit({"records/README.md": b"Catatan\n"})
    write(root / ".git", story)

    answer = desk.say(
        "verify", "--bundle", packed(desk, root, as_), "--format", "json", "--today", "2026-07-15"
    )

    assert (answer.code, answer.err, answer.problems) == (0, "", [])


def test_a_main_branch_that_was_rewritten_is_told(desk: Desk) -> None:
    story = Story()
    root = desk.clone(approved())
    desk.pin(root)
    desk.verify(root)
    verified = desk.judge(root).document["tip"]
    before = desk.pins.read_bytes()
    story.commit({"records/README.md": b"Tanpa keputusan\n"})
    write(root / ".git", story)

    answer = desk.verify(root)

    assert answer.lines[3:5] == [
        f"WARNING: the main branch was rewritten: {verified[:12]}, verified on 15 July 2026, is no longer "
        "part of it",
        "  what to do: stop, and ask the IT person who rewrote the main branch; compare with another copy, "
        "push the old tip back, and forbid force pushes on the forge. Only if the office agrees to the new "
        "history: 'lpsedocs trust pin' again",
    ]
    assert desk.pins.read_bytes() == before
    desk.git("reset", "--quiet", "--hard", at=root)
    assert desk.told(root) == ["H102 error"]


def test_no_audit_file_hides_what_was_verified_and_is_gone_from_the_main_branch(desk: Desk) -> None:
    story, file = Story(), desk.folder / "bukti.zip"
    root = desk.clone(approved())
    desk.pin(root)
    desk.verify(root)
    verified = desk.judge(root).document["tip"]
    story.commit({"records/README.md": b"Tanpa keputusan\n"})
    write(root / ".git", story)

    answer = desk.say("audit", "EVL-2026-001", "--repo", root, "-o", file)

    assert (answer.code, answer.err) == (
        2,
        f"lpsedocs: nothing was written, since the main branch was rewritten: {verified[:12]}, verified on "
        "15 July 2026, is no longer part of it; stop, and ask the IT person who rewrote the main branch; "
        "compare with another copy, push the old tip back, and forbid force pushes on the forge. Only if the "
        "office agrees to the new history: 'lpsedocs trust pin' again\n",
    )
    assert not file.exists()


def test_an_audit_file_of_an_older_checkout_is_written_with_a_note(desk: Desk) -> None:
    story, file = approved(), desk.folder / "bukti.zip"
    older = story.tip
    story.commit({"records/README.md": b"Catatan\n"})
    root = desk.clone(story)
    desk.pin(root)
    desk.verify(root)
    point(root / ".git", "refs/heads/main", older)

    answer = desk.say("audit", "EVL-2026-001", "--repo", root, "-o", file)

    assert (answer.code, answer.out, answer.err) == (
        0,
        f"written: {file}\n",
        "note: this is older than what was verified on 15 July 2026; fetch what is new ('git fetch', then "
        "'git pull --ff-only'), and verify again\n",
    )


def test_so_it_is_in_a_fresh_clone_that_never_had_the_old_tip(desk: Desk) -> None:
    story = Story()
    root = desk.clone(approved())
    desk.pin(root)
    desk.verify(root)
    story.commit({"records/README.md": b"Tanpa keputusan\n"})

    assert desk.judge(desk.clone(story, "fresh")).problems == ["rewritten"]


def test_the_office_may_agree_to_the_new_history_by_pinning_again(desk: Desk) -> None:
    story = Story()
    root = desk.clone(approved())
    desk.pin(root)
    desk.verify(root)
    story.commit({"records/README.md": b"Tanpa keputusan\n"})
    write(root / ".git", story)
    desk.pin(root)

    assert desk.judge(root).problems == []


def turned(desk: Desk, story: Story | None = None) -> tuple[Path, str, str]:
    """Clone an office, verify it, and push a merge whose first parent is somebody's own commit."""
    story = story or approved()
    side = story.commit({"records/README.md": b"Catatan\n"}, on=story.root)
    root = desk.clone(story)
    desk.pin(root)
    desk.verify(root)
    verified = story.tip
    files = {**story.files, **story.trees[side]}
    story.tip = story.write(files, (side, verified))
    write(root / ".git", story)
    desk.git("reset", "--quiet", "--hard", at=root)
    return root, verified, story.tip


def test_a_main_branch_that_was_turned_is_told_with_the_repair(desk: Desk) -> None:
    root, verified, now = turned(desk)
    before = desk.pins.read_bytes()

    answer = desk.verify(root)

    assert answer.lines[3] == (
        f"WARNING: the main branch was turned: {verified[:12]}, verified on 15 July 2026, is no longer on "
        f"its first-parent line; a merge with the parents {verified[:12]} and {now[:12]} mends it, and "
        f"anyone may push it: 'git switch --detach {verified[:12]}', 'git merge --no-ff {now[:12]}', "
        "'git push origin HEAD:main'"
    )
    assert desk.judge(root).problems == ["turned"]
    assert desk.pins.read_bytes() == before
    assert desk.told(root) == ["H102 error"]


def test_a_file_of_a_main_branch_that_was_turned_is_told_as_that(desk: Desk) -> None:
    root, verified, now = turned(desk)

    answer = desk.say("verify", "--bundle", bundle(desk, root), "--today", "2026-07-15")

    assert answer.lines[3].startswith(f"WARNING: the main branch was turned: {verified[:12]}, verified on ")
    assert now in answer.lines[1]
    audited = desk.say("audit", "EVL-2026-001", "--repo", root, "-o", desk.folder / "bukti.zip")
    assert audited.err.startswith(
        f"lpsedocs: nothing was written, since the main branch was turned: {verified[:12]}, verified on "
    )


def test_what_a_turned_branch_proves_no_more_is_told_with_the_repair_first(desk: Desk) -> None:
    story = Story()
    clicked = story.click(
        story.commit(dict(story.decision()), on=story.tip, by="tia", key=key_of("tia")),
        title="SETUJUI EVL-2026-001",
    )
    root, verified, _ = turned(desk, story)
    assert verified == clicked
    remedy = (
        "first mend the main branch, which was turned ('lpsedocs verify' names the merge that mends it), as "
        "then a merge counts again that somebody clicked; only if the decision is not proved then either: "
        "let the person who decides sign with his own key, or press merge himself"
    )

    answer = desk.judge(root)

    assert f"    what to do: {remedy}" in desk.verify(root).lines
    told = {problem["code"]: problem["help"] for problem in answer.document["problems"]}
    assert told["person-differs"] == remedy


def test_who_never_verified_sees_of_a_turned_branch_only_that_its_clicks_prove_nothing(desk: Desk) -> None:
    story = Story()
    side = story.commit(dict(story.decision()), on=story.tip, by="tia")
    story.click(side, title="SETUJUI EVL-2026-001")
    story.commit(dict(story.decision("KAK-2026-001")), by="agus", day="2026-07-07", key=key_of("agus"))
    turned(desk, story)
    fresh = desk.clone(story, "fresh")

    told = desk.verify(fresh, "--trust-root", story.root)

    assert told.code == 1
    assert told.lines[3:7] == [
        "",
        "EVL-2026-001: NOT PROVED",
        "  1: disetujui (approved) by Rahma (rahma): NOT PROVED: the commit is not signed (unsigned, "
        f"{side[:12]})",
        "    what to do: ask the person named to decide again and to sign, with 'lpsedocs approve', "
        "'accept', 'return' or 'withdraw'",
    ]
    assert told.lines[8] == "KAK-2026-001: found in order"


def test_the_repair_of_a_turned_branch_mends_it(desk: Desk) -> None:
    root, verified, now = turned(desk)
    desk.git("clone", "--quiet", "--bare", str(root), "server.git")
    desk.git("remote", "add", "origin", str(desk.folder / "server.git"), at=root)

    desk.git("switch", "--quiet", "--detach", verified[:12], at=root)
    desk.git("merge", "--quiet", "--no-ff", "-m", "Luruskan", now[:12], at=root)
    desk.git("push", "--quiet", "origin", "HEAD:main", at=root)

    answer = desk.judge(desk.folder / "server.git")
    assert answer.code == 0
    assert answer.problems == []
    assert answer.records["EVL-2026-001"] == "approved"
    tip = desk.git("rev-parse", "main", at=desk.folder / "server.git")
    desk.git("branch", "--quiet", "--force", "main", tip, at=root)
    desk.verify(root)
    assert f"last verified: {tip} " in desk.say("trust", "show", "--repo", root).out
