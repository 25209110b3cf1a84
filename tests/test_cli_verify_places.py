"""lpsedocs verify: which copies of a repository it can verify, and what it says of those that it can't."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.repositories import NO_PIN, Desk, bundle, loose, packed, point, refused, write
from tests.trust.story import Story, approved, with_an_unsigned_kak

SHALLOW = (
    "3: can't verify: this clone is shallow; 'git fetch --unshallow origin "
    '"+refs/heads/*:refs/remotes/origin/*"\' fetches the rest of its history\n'
)


# ---- Exit codes


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["--tip", "release"],
            "'release' is no branch of this repository, and no whole commit id",
            id="a branch that is not there",
        ),
        pytest.param(
            ["--explain", "EVL-2026-009"],
            "there is no evaluation or KAK EVL-2026-009, and no decision on it; 'lpsedocs verify' lists them",
            id="a record that is not there",
        ),
        pytest.param(
            ["--trust-root", "c0ffee"],
            "'c0ffee' is no whole commit id, which has 40 or 64 signs of 0-9 and a-f",
            id="a shortened root",
        ),
    ],
)
def test_wrong_use_is_told_in_a_sentence(desk: Desk, arguments: list[str], message: str) -> None:
    root = desk.clone(approved())
    desk.pin(root)

    assert refused(desk.verify(root, *arguments)) == f"2: lpsedocs: {message}\n"


def test_a_place_without_a_repository_is_wrong_use(desk: Desk) -> None:
    nowhere = desk.folder / "nowhere"
    nowhere.mkdir()

    assert refused(desk.verify(nowhere)) == (
        f"2: lpsedocs: there is no git repository at {nowhere} or above it; go to that of the office, or "
        "make one here with 'git init -b main'\n"
    )


@pytest.mark.parametrize(
    ("content", "beginning"),
    [
        (b"%PDF-1.7\n", "2: lpsedocs:"),
        (b"# v2 git bundle\n" + b"-" + b"1" * 40 + b" x\n\n", "3: can't verify:"),
    ],
    ids=["no bundle", "a bundle that lacks something"],
)
def test_a_file_that_is_no_whole_bundle_is_refused(desk: Desk, content: bytes, beginning: str) -> None:
    file = desk.folder / "paper.pdf"
    file.write_bytes(content)

    assert refused(desk.verify(file)) == (
        f"{beginning} {file} is no bundle with a whole history; ask for what "
        "'git bundle create FILE refs/heads/main' writes\n"
    )


def test_without_a_pin_it_cannot_be_verified(desk: Desk) -> None:
    root = desk.clone(approved())

    assert refused(desk.verify(root)) == f"3: {NO_PIN}"


def test_without_a_pin_the_repository_may_speak_for_itself(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)

    answer = desk.verify(root, "--allow-unpinned")

    assert answer.code == 0
    assert answer.lines[0] == (
        f"root: {story.root} (NOT PINNED: what follows is only what the repository says of itself)"
    )
    assert desk.judge(root, "--allow-unpinned").document["root"] == {
        "commit": story.root,
        "pinned": False,
        "pin_source": None,
        "renewals": [],
    }
    assert not desk.pins.exists()


def test_a_repository_without_a_roster_cannot_be_verified(desk: Desk) -> None:
    root = desk.clone(Story(files={"records/README.md": b"Kosong\n"}))

    assert refused(desk.verify(root, "--allow-unpinned")) == (
        "3: can't verify: no commit of the main branch has a roster\n"
    )


def test_a_repository_that_begins_with_what_is_no_roster_cannot_be_verified_on_any_day(desk: Desk) -> None:
    story = Story(files={"records/roster.yaml": b"people: [\n"})
    root = desk.clone(story)

    assert refused(desk.say("verify", "--repo", root, "--allow-unpinned")) == (
        f"3: can't verify: the root {story.root[:12]} has no valid roster: a value, or a closing "
        "bracket, was due here\n"
    )


def test_without_a_pin_a_commit_in_bad_form_is_no_root(desk: Desk) -> None:
    story = Story()
    commit = story.scribe.read(story.root)[1]
    story.put(commit.replace(b"\nauthor ", b"\nlain x\nauthor "))
    first = story.commit({"records/README.md": b"Catatan\n"})

    answer = desk.judge(desk.clone(story), "--allow-unpinned")

    assert answer.document["root"]["commit"] == first


def test_a_repository_without_a_main_branch_cannot_be_verified(desk: Desk) -> None:
    root = desk.clone(approved())
    (root / ".git/refs/heads/main").rename(root / ".git/refs/heads/trunk")

    assert refused(desk.verify(root, "--allow-unpinned")) == (
        "3: can't verify: the repository has no branch 'main' or 'master'; 'lpsedocs trust pin --ref NAME' "
        "pins another one as its main branch, and a root that is given for one run has it behind an '@': "
        "ID@refs/remotes/origin/NAME\n"
    )


def test_a_repository_with_nothing_but_a_commit_that_is_checked_out_has_no_main_branch(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.git("checkout", "--quiet", "--detach", at=root)
    desk.git("branch", "--quiet", "--delete", "--force", "main", at=root)
    assert desk.git("for-each-ref", at=root) == ""

    assert refused(desk.verify(root, "--allow-unpinned")).startswith(
        "3: can't verify: the repository has no branch 'main' or 'master'; "
    )
    assert desk.judge(root, "--trust-root", story.root, "--tip", "HEAD").document["tip"] == story.tip


def test_a_submodule_in_place_of_the_records_stops_nobody(desk: Desk) -> None:
    """Whoever may merge can push one, and git has nothing of what it leads to."""
    root = desk.clone(approved())
    desk.git("rm", "-r", "--quiet", "--cached", "records", at=root)
    desk.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},records", at=root)
    tree, tip = desk.git("write-tree", at=root).strip(), desk.git("rev-parse", "main", at=root).strip()
    commit = desk.git("commit-tree", tree, "-p", tip, "-m", "Lain", at=root).strip()
    point(root / ".git", "refs/heads/main", commit)

    assert desk.judge(root, "--allow-unpinned").records == {"EVL-2026-001": "removed"}


def test_a_root_is_given_with_a_main_branch_of_another_name(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    (root / ".git/refs/heads/main").rename(root / ".git/refs/heads/trunk")

    answer = desk.judge(root, "--trust-root", f"{story.root}@refs/heads/trunk")
    assert (answer.code, answer.document["tip"], answer.problems) == (0, story.tip, [])
    assert refused(desk.verify(root, "--trust-root", f"{story.root}@refs/heads/batang")) == (
        "3: can't verify: the main branch refs/heads/batang is not in this repository; fetch it, or correct "
        "its name\n"
    )


def test_of_a_root_that_the_usual_branch_does_not_come_from_that_is_told(desk: Desk) -> None:
    story = approved()
    beside = story.commit({"mkdocs.yml": b"x: 1\n"}, on=story.root)
    root = desk.clone(story)
    (root / ".git/refs/heads/main").rename(root / ".git/refs/heads/master")

    assert refused(desk.verify(root, "--trust-root", beside)) == (
        f"3: can't verify: the root {beside[:12]} is not on the first-parent line of {story.tip[:12]}\n"
    )


def test_a_branch_that_somebody_calls_main_is_not_judged_in_place_of_master(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = approved()
    approval = story.tip
    story.approve(number=2, decision="dicabut", note="Keliru", day="2026-07-07")
    root = desk.clone(story)
    (root / ".git/refs/heads/main").rename(root / ".git/refs/heads/master")
    point(root / ".git", "refs/remotes/origin/master", story.tip)
    point(root / ".git", "refs/remotes/origin/main", approval)
    sentence = (
        "3: can't verify: both 'main' and 'master' come from the trusted root; say which is the main branch, "
        f"by its full name behind the root, as in {story.root}@refs/remotes/origin/main, and have the other "
        "removed, which anybody may have pushed\n"
    )

    assert refused(desk.verify(root, "--trust-root", story.root)) == sentence
    monkeypatch.setenv("LPSEDOCS_TRUST_ROOT", story.root)
    assert refused(desk.verify(root)) == sentence
    monkeypatch.setenv("LPSEDOCS_TRUST_ROOT", f"{story.root}@refs/remotes/origin/master")
    answer = desk.judge(root)
    assert (answer.document["tip"], answer.records["EVL-2026-001"]) == (story.tip, "withdrawn")


def test_an_unrelated_branch_that_is_called_like_a_main_branch_is_passed_over(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    (root / ".git/refs/heads/main").rename(root / ".git/refs/heads/master")
    write(root / ".git", Story(files={"records/README.md": b"Lain\n"}))

    answer = desk.judge(root, "--trust-root", story.root)
    assert (answer.document["tip"], answer.problems) == (story.tip, [])


def test_a_shallow_clone_cannot_be_verified(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    desk.git("clone", "--quiet", "--depth", "1", f"file://{root}", "shallow")

    assert refused(desk.verify(desk.folder / "shallow")) == SHALLOW
    desk.pins.unlink()
    assert refused(desk.verify(desk.folder / "shallow", "--allow-unpinned")) == SHALLOW


def test_the_command_that_is_named_for_a_shallow_clone_mends_that_of_one_branch_too(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.git("branch", "usulan", at=root)
    shallow = desk.folder / "shallow"
    desk.git("clone", "--quiet", "--depth", "1", "--branch", "usulan", f"file://{root}", "shallow")
    told = refused(desk.verify(shallow, "--trust-root", story.root, "--tip", "usulan"))
    assert told == SHALLOW

    [command] = re.findall(r"'git ([^']*)'", told.partition(";")[2])
    desk.git(*shlex.split(command), "--quiet", at=shallow)

    assert desk.verify(shallow, "--trust-root", story.root).lines[1] == (
        f"tip: {story.tip} (refs/remotes/origin/main)"
    )


def test_in_a_shallow_clone_a_root_that_is_given_is_cut_off_and_not_wrong(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.git("clone", "--quiet", "--depth", "1", f"file://{root}", "shallow")

    assert refused(desk.verify(desk.folder / "shallow", "--trust-root", story.root)) == SHALLOW


def test_a_shallow_clone_of_what_was_never_pinned_only_lacks_a_pin(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.git("clone", "--quiet", "--depth", "1", f"file://{root}", "shallow")

    assert refused(desk.verify(desk.folder / "shallow")) == f"3: {NO_PIN}"


def test_a_missing_object_stops_the_walk(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)
    story.commit({"records/README.md": b"Catatan\n"})
    write(root / ".git", story)
    [tree] = [
        line[5:45] for line in story.scribe.read(story.tip)[1].decode().split("\n") if line[:5] == "tree "
    ]
    loose(root, tree).unlink()

    assert refused(desk.verify(root)) == (
        f"3: can't verify: the object {tree} is missing from the repository, or something else lies in its "
        "place; clone the repository anew from the office's server\n"
    )


def test_an_object_with_other_content_stops_the_walk(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)
    loose(root, story.tip).chmod(0o644)
    shutil.copy(loose(root, story.root), loose(root, story.tip))

    answer = desk.verify(root)

    assert answer.code == 3
    assert story.tip in answer.err


def test_nothing_that_the_repository_names_is_run(desk: Desk) -> None:
    story = approved()
    root = desk.clone(story)
    desk.pin(root)
    trap = desk.folder / "trap"
    trap.write_text("#!/bin/sh\ntouch sprung\n")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "gpg.program", "gpg.ssh.program", "diff.external", "core.sshCommand"):
        desk.git("config", name, str(trap), at=root)

    assert desk.verify(root).code == 0
    assert not list(desk.folder.rglob("sprung"))


# ---- Where it works


def ordinary(desk: Desk, root: Path) -> Path:
    return root


def below(desk: Desk, root: Path) -> Path:
    return root / "records" / "evaluations"


def bare(desk: Desk, root: Path) -> Path:
    desk.git("clone", "--quiet", "--bare", str(root), "bare.git")
    return desk.folder / "bare.git"


def worktree(desk: Desk, root: Path) -> Path:
    desk.git("worktree", "add", "--quiet", "--detach", str(desk.folder / "beside"), "HEAD", at=root)
    return desk.folder / "beside"


def with_alternates(desk: Desk, root: Path) -> Path:
    desk.git("clone", "--quiet", "--shared", str(root), "shared")
    return desk.folder / "shared"


@pytest.mark.parametrize("place", [ordinary, below, bare, packed, worktree, bundle, with_alternates])
def test_every_kind_of_copy_tells_the_same(desk: Desk, place) -> None:
    story = with_an_unsigned_kak(approved())
    root = desk.clone(story)
    desk.pin(root)
    expected = desk.judge(root)

    assert desk.judge(place(desk, root)) == expected


def test_a_pipe_is_no_bundle_and_the_repository_around_it_is_not_judged_instead(desk: Desk) -> None:
    root = desk.clone(approved())
    os.mkfifo(root / "pipa")

    answer = desk.say("verify", "--bundle", root / "pipa", "--allow-unpinned")

    assert refused(answer) == f"2: lpsedocs: {root / 'pipa'} is no ordinary file\n"


def test_a_bundle_may_also_be_given_as_such(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)

    answer = desk.say("verify", "--bundle", bundle(desk, root), "--today", "2026-07-15")

    assert answer.code == 0
    assert "EVL-2026-001: approved" in answer.lines


def test_options_that_leave_each_other_nothing_to_do_are_refused(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)

    assert refused(desk.verify(root, "--bundle", bundle(desk, root))) == (
        "2: lpsedocs: --bundle takes the place of --repo; leave one of them out\n"
    )
    assert refused(desk.judge(root, "--explain", "EVL-2026-001")) == (
        "2: lpsedocs: --explain tells in words; leave '--format json' out, which has every record\n"
    )


def test_by_default_it_verifies_where_one_stands(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    monkeypatch.chdir(root / "records")

    assert desk.say("verify", "--today", "2026-07-15").code == 0
    monkeypatch.chdir(desk.folder)
    assert desk.say("--root", root, "verify", "--today", "2026-07-15").code == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to another user")
def test_a_repository_of_another_user_is_read_all_the_same(desk: Desk) -> None:
    root = desk.clone(approved())
    desk.pin(root)
    expected = desk.verify(root).out
    for path in (root, *root.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)

    plain = subprocess.run(["git", "-C", str(root), "status"], capture_output=True, text=True, check=False)
    assert "dubious ownership" in plain.stderr
    assert desk.verify(root).out == expected


# ---- Before the first commit

NOT_BEGUN = (
    "nothing is committed in this repository yet; enter everybody's keys and the papers, make the first "
    "commit ('git add .', then 'git commit -m Mulai'), and pin it with 'lpsedocs trust pin'\n"
)
NOT_SIGNED = "the history here can't be judged, so nothing is signed on it: "


@pytest.mark.parametrize("branch", ["main", "utama"])
@pytest.mark.parametrize(
    ("command", "told"),
    [
        pytest.param(["verify"], f"3: can't verify: {NOT_BEGUN}", id="verify"),
        pytest.param(["verify", "--allow-unpinned"], f"3: can't verify: {NOT_BEGUN}", id="verify, unpinned"),
        pytest.param(["verify", "--tip", "main"], f"3: can't verify: {NOT_BEGUN}", id="verify a branch"),
        pytest.param(["trust", "pin", "--yes"], f"2: lpsedocs: {NOT_BEGUN}", id="trust pin"),
        pytest.param(["trust", "pin", "--ref", "main"], f"2: lpsedocs: {NOT_BEGUN}", id="pin a branch"),
        pytest.param(["trust", "show"], f"2: lpsedocs: {NOT_BEGUN}", id="trust show"),
        pytest.param(["approve", "EVL-2026-001"], f"2: lpsedocs: {NOT_SIGNED}{NOT_BEGUN}", id="approve"),
        pytest.param(["request", "EVL-2026-001"], f"2: lpsedocs: {NOT_SIGNED}{NOT_BEGUN}", id="request"),
        pytest.param(["roster", "commit"], f"2: lpsedocs: {NOT_SIGNED}{NOT_BEGUN}", id="roster commit"),
        pytest.param(["check", "--require-pin"], f"3: can't verify: {NOT_BEGUN}", id="a gate"),
    ],
)
def test_before_the_first_commit_every_command_says_that_it_is_due(
    command: list[str], told: str, branch: str, desk: Desk
) -> None:
    root = unbegun(desk, branch)

    assert refused(desk.say("--root", root, *command)) == told


def test_before_the_first_commit_the_check_warns_once_that_it_is_due(desk: Desk) -> None:
    root = unbegun(desk)

    answer = desk.check(root)

    assert answer.code == 0
    assert answer.lines[0] == (f"records/roster.yaml:1:1: warning T101 unpinned-root: {NOT_BEGUN.rstrip()}")
    assert desk.told(root) == ["T101 warning"]
    assert desk.say("--root", root, "status").err == f"note: {NOT_BEGUN}"


def test_a_root_that_is_trusted_for_a_run_is_missed_in_a_repository_without_a_commit(desk: Desk) -> None:
    root = unbegun(desk)

    assert refused(desk.verify(root, "--trust-root", "0" * 40)) == (
        "3: can't verify: the trusted root 000000000000 is not in this repository; compare it with what the "
        "office wrote down\n"
    )


def unbegun(desk: Desk, branch: str = "main") -> Path:
    """Make a workspace in a repository in which nothing is committed yet."""
    root = desk.folder / "office"
    desk.git("init", "--quiet", "--template=", "-b", branch, str(root))
    for name, content in {**Story().files, "mkdocs.yml": b"site_name: Contoh\n"}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def test_a_branch_whose_name_breaks_a_line_for_python_is_not_taken_for_the_main_branch(desk: Desk) -> None:
    """Whoever may push can give one such a name, at whatever commit he likes."""
    story = Story()
    older = story.tip
    story.approve()
    root = desk.clone(story)
    desk.pin(root)
    desk.git("update-ref", "refs/heads/main\u2028x", older, at=root)
    desk.git("pack-refs", "--all", at=root)
    desk.git("bundle", "create", "--quiet", str(desk.folder / "x.bundle"), "--all", at=root)

    for place in (root, desk.folder / "x.bundle"):
        answer = desk.judge(place)
        assert (answer.code, answer.document["tip"]) == (0, story.tip)
