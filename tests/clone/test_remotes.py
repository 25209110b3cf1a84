"""What a remote has and takes, as far as git and the remote itself tell."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from lpsedocs.clone import HEADS, Clone, Remote
from tests.clone.programs import program, spoken, unwritable
from tests.real_office import RealOffice

APPROVE = ("approve", "EVL-2026-001", "--yes")
MAIN = f"{HEADS}main"


def test_a_branch_is_kept_at_its_upstream_else_at_origin_or_the_only_remote(office: RealOffice) -> None:
    clone = Clone(office.root)
    assert clone.remote_of(MAIN) is None
    office.git("remote", "add", "kantor", "/nowhere")
    assert clone.remote_of(MAIN) == Remote("kantor", "main")
    office.git("remote", "add", "pusat", "/nowhere")
    assert clone.remote_of(MAIN) is None
    office.git("remote", "add", "origin", "/nowhere")
    assert clone.remote_of(MAIN) == Remote("origin", "main")
    office.git("config", "branch.main.remote", "pusat")
    assert clone.remote_of(MAIN) == Remote("origin", "main")
    office.git("config", "branch.main.merge", f"{HEADS}utama")
    assert clone.remote_of(MAIN) == Remote("pusat", "utama")
    office.git("config", "branch.main.remote", ".")
    assert clone.remote_of(MAIN) == Remote("origin", "main")
    office.git("config", "--unset", "branch.main.remote")
    assert clone.remote_of(MAIN) == Remote("origin", "main")


def test_a_branch_that_is_there_and_can_not_be_fetched_is_said(office: RealOffice) -> None:
    office.with_remote()
    (office.root / ".git" / "FETCH_HEAD").mkdir()
    told = office.lpsedocs(*APPROVE).refusal
    assert told.startswith("what is new at origin can't be fetched: ")
    assert told.endswith("; --offline goes on without it")


def test_where_nothing_can_be_written_offline_is_no_advice(office: RealOffice) -> None:
    office.with_remote()
    told = "error: cannot open '.git/FETCH_HEAD': Permission denied"
    real = shutil.which("git")
    text = f'case " $* " in *" fetch "*) echo "{told}" >&2; exit 255;; esac\nexec {real} "$@"'
    os.environ["PATH"] = f"{program(office, 'git', text).parent}:{os.environ['PATH']}"

    assert office.lpsedocs(*APPROVE).refusal == (
        f"what is new at origin can't be fetched: {unwritable('.git/FETCH_HEAD')} ({told})"
    )


def test_a_remote_that_takes_no_branches_together_takes_one(office: RealOffice) -> None:
    bare = office.with_remote()
    office.git("config", "receive.advertiseAtomic", "false", at=bare)
    told = office.lpsedocs("request", "EVL-2026-001", "--push").refusal
    assert told.startswith(
        "origin did not take the branches of the request: fatal: the receiving end does not support --atomic "
    )
    assert "with these words" not in told
    assert office.lpsedocs(*APPROVE, "--push").code == 0


def test_where_nobody_can_tell_whether_it_was_sent_that_is_said(office: RealOffice) -> None:
    bare = office.with_remote()
    hook = bare / "hooks" / "post-receive"
    hook.write_text(f"#!/bin/sh\nmv {bare} {bare}.pindah\nkill -9 $PPID\n")
    hook.chmod(0o755)
    before = office.state()

    told = office.lpsedocs(*APPROVE, "--push")

    assert told.refusal.startswith("origin can't be asked whether it took what was sent: ")
    assert told.refusal.endswith(". Once it answers, give the same command again, which finds out")
    assert office.state()[1:] == before[1:]
    bare.with_name(f"{bare.name}.pindah").rename(bare)
    assert office.lpsedocs(*APPROVE, "--push").refusal.startswith("EVL-2026-001 is approved already")
    assert office.tip() == office.tip("origin/main")


@pytest.mark.parametrize(
    "command",
    [(*APPROVE, "--push"), (*APPROVE, "--push", "--branch", "k-1"), ("request", "EVL-2026-001", "--push")],
)
def test_what_was_taken_is_sent_also_where_the_answer_was_lost(
    office: RealOffice, command: tuple[str, ...]
) -> None:
    bare = office.with_remote()
    hook = bare / "hooks" / "post-receive"
    hook.write_text("#!/bin/sh\nkill -9 $PPID\n")
    hook.chmod(0o755)

    told = office.lpsedocs(*command)

    assert (told.code, "sent to origin\n" in told.out) == (0, True), told
    heads = ("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads")
    assert office.git(*heads) == office.git(*heads, at=bare)


def test_what_another_program_fetches_meanwhile_is_not_taken_for_it(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.git("switch", "--quiet", "-c", "lain")
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
    other.git("push", "--quiet", "origin", "lain")
    real = shutil.which("git")
    fetches = (
        f"env -u GIT_DIR -u GIT_WORK_TREE -u GIT_INDEX_FILE {real} -C {office.root} fetch --quiet origin lain"
    )
    text = f'case " $* " in *" fetch "*) {real} "$@"; {fetches};; *) exec {real} "$@";; esac'
    os.environ["PATH"] = f"{program(office, 'git', text).parent}:{os.environ['PATH']}"

    assert office.lpsedocs(*APPROVE, "--push").code == 0
    assert office.git("log", "--format=%s", "origin/main") == "SETUJUI EVL-2026-001\nMulai"


@pytest.mark.parametrize("name", ["{bare}", "../bare.git", "file://{bare}"])
def test_an_address_may_stand_in_place_of_the_name_of_a_remote(office: RealOffice, name: str) -> None:
    bare = office.with_remote()
    office.git("switch", "--quiet", "-c", "kep")
    office.git("push", "--quiet", "origin", "kep")
    address = name.format(bare=bare)
    office.git("config", "branch.kep.remote", address)
    office.git("config", "branch.kep.merge", f"{HEADS}kep")

    assert office.lpsedocs(*APPROVE, "--push").code == 0
    assert office.tip("kep") == office.git("rev-parse", "kep", at=bare)
    clone = Clone(office.root)
    assert clone.known(Remote(address, "kep")) == office.tip("kep^")
    assert clone.fetch(Remote(address, "kep")) == office.tip("kep")
    assert clone.sent_in(Remote(address, "kep"), office.tip("kep")) == ("kep",)


def test_of_two_addresses_of_which_one_does_not_answer_nobody_can_tell(office: RealOffice) -> None:
    bare = office.with_remote()
    office.git("remote", "set-url", "--add", "--push", "origin", str(bare))
    assert office.lpsedocs(*APPROVE, "--push").code == 0
    office.git("remote", "set-url", "--add", "--push", "origin", "/nowhere")

    withdraw = ("withdraw", "EVL-2026-001", "--yes", "--note", "x", "--push")
    assert office.lpsedocs(*withdraw).refusal.startswith("nobody can tell whether origin took what was")


def test_of_what_is_sent_to_another_address_nobody_sees_whether_it_arrived(office: RealOffice) -> None:
    bare = office.with_remote()
    office.git("remote", "set-url", "--push", "origin", f"file://{bare}")
    hook = bare / "hooks" / "post-receive"
    hook.write_text("#!/bin/sh\nkill -9 $PPID\n")
    hook.chmod(0o755)
    told = office.lpsedocs(*APPROVE, "--push").refusal
    assert told.startswith("nobody can tell whether origin took what was sent: ")
    assert told.endswith(
        ". Before you give the command again, look with 'git ls-remote' at each address that 'git remote "
        "get-url --push --all origin' names"
    )
    assert office.lpsedocs(*APPROVE, "--push").refusal.startswith("EVL-2026-001 is approved already")
    update = bare / "hooks" / "update"
    update.write_text("#!/bin/sh\nexit 1\n")
    update.chmod(0o755)
    withdraw = ("withdraw", "EVL-2026-001", "--yes", "--note", "x", "--push")
    assert office.lpsedocs(*withdraw).refusal.startswith("origin did not take it: [remote rejected]")


def test_a_remote_that_did_not_say_whether_it_took_a_branch_has_not_refused_it(office: RealOffice) -> None:
    bare = office.with_remote()
    real = shutil.which("git")
    untold = "!\\tx:refs/heads/main\\t[remote failure] (remote failed to report status)\\n"
    text = (
        f'case " $* " in *" push "*) printf \'{untold}\'; mv {bare} {bare}.pindah; exit 1;; '
        f'*) exec {real} "$@";; esac'
    )
    os.environ["PATH"] = f"{program(office, 'git', text).parent}:{os.environ['PATH']}"

    assert office.lpsedocs(*APPROVE, "--push").refusal.startswith(
        "origin can't be asked whether it took what"
    )


@pytest.mark.parametrize(
    "name",
    [
        "origin", "kantor.go.id", "a/b", "kantor+lpse", "kantor@lpse", "@", "a-", "kantor.locked", "a.lock/b",
        "a.lock", "..", "../kantor", "./kantor", ".kantor", "a/.b", "/srv/kantor.git", "a//b", "a/", "a.",
        "a./b", "a..b", "a@{1}", "https://kantor.example/x.git", "git@kantor.example:x.git", "a b", "a\\b",
        "a~1", "a^", "a?", "a*", "a[b", "a\x7f", "C:\\kantor", "kantor-é",
    ],
)  # fmt: skip
def test_a_remote_has_its_refs_under_its_name_wherever_git_takes_that(name: str, tmp_path: Path) -> None:
    def takes(ref: str) -> bool:
        return subprocess.run(["git", "check-ref-format", ref], cwd=tmp_path, check=False).returncode == 0

    tracked = Remote(name, "x").tracked

    assert takes(tracked)
    assert (tracked == f"refs/remotes/{name}/x") == takes(f"refs/remotes/{name}/x")


def test_what_is_edited_is_what_a_stash_takes(office: RealOffice) -> None:
    clone, nested = Clone(office.root), office.root / "lain"
    office.git("init", "--quiet", str(nested))
    office.git("commit", "--quiet", "--allow-empty", "-m", "Lain", at=nested)
    office.git("add", "lain")
    office.git("commit", "--quiet", "-m", "Lain")
    office.git("commit", "--quiet", "--allow-empty", "-m", "Lagi", at=nested)
    office.write({"baru.txt": "x"})
    assert clone.is_edited() is False
    office.edit("records/organization.yaml", "\n", "\n# dilihat\n")
    assert clone.is_edited() is True
    office.git("add", "records")
    assert clone.is_edited() is True


def test_where_the_remote_does_not_answer_nothing_is_told_as_sent(office: RealOffice) -> None:
    office.with_remote()
    assert office.lpsedocs(*APPROVE).code == 0
    real = shutil.which("git")
    text = f'case " $* " in *" ls-remote "*) exit 128;; *) exec {real} "$@";; esac'
    os.environ["PATH"] = f"{program(office, 'git', text).parent}:{os.environ['PATH']}"

    assert office.lpsedocs(*APPROVE).refusal == (
        "what is new at origin can't be fetched: it does not answer any more"
    )


@pytest.mark.parametrize("branch", ["kep-9", "kerja/1"], ids=["beside it", "in its place"])
def test_a_branch_that_is_noted_and_gone_hinders_no_look_at_those_that_are_there(
    office: RealOffice, branch: str
) -> None:
    bare = office.with_remote()
    office.git("update-ref", "refs/remotes/origin/kerja", "main")
    office.git("branch", "kerja/2", "main", at=bare)
    assert office.lpsedocs(*APPROVE).code == 0
    assert office.lpsedocs(*APPROVE).refusal.endswith("to be merged there by a request")
    office.git("push", "--quiet", "origin", f"main:refs/heads/{branch}")

    assert office.lpsedocs(*APPROVE).refusal.endswith(f"; it waits at origin in {branch} to be merged")


def test_where_a_branch_can_not_be_looked_at_nothing_is_told_as_not_sent(office: RealOffice) -> None:
    office.with_remote()
    assert office.lpsedocs(*APPROVE).code == 0
    office.git("push", "--quiet", "origin", "main:refs/heads/kep-9")
    other = office.elsewhere()
    other.git("switch", "--quiet", "kep-9")
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lagi")
    other.git("push", "--quiet")
    real = shutil.which("git")
    fails = "*'+refs/heads/*:'*) echo 'fatal: putus' >&2; exit 128"
    place = program(office, "git", f'case " $* " in {fails};; *) exec {real} "$@";; esac')
    os.environ["PATH"] = f"{place.parent}:{os.environ['PATH']}"

    assert office.lpsedocs(*APPROVE).refusal == "what is new at origin can't be fetched: fatal: putus"
    more = f"*' ls-remote '*) {real} \"$@\"; printf '{'1' * 40}\\trefs/heads/baru\\n'"
    program(office, "git", f'case " $* " in {more};; *) exec {real} "$@";; esac')
    assert office.lpsedocs(*APPROVE).refusal == (
        "what is new at origin can't be fetched: it has moved on meanwhile; try again"
    )
    place.unlink()
    assert office.lpsedocs(*APPROVE).refusal.endswith("; it waits at origin in kep-9 to be merged")


def test_what_git_can_not_do_is_told_in_its_words(office: RealOffice) -> None:
    real = shutil.which("git")
    text = f'case " $* " in *" remote ") echo "fatal: rusak" >&2; exit 128;; *) exec {real} "$@";; esac'
    os.environ["PATH"] = f"{program(office, 'git', text).parent}:{os.environ['PATH']}"

    assert office.lpsedocs(*APPROVE).refusal == "the remotes can't be listed: fatal: rusak"


def test_what_one_address_has_was_not_taken_by_another_one_that_refused_it(office: RealOffice) -> None:
    office.with_remote()
    second = office.root.parent / "second.git"
    office.git("init", "--quiet", "--bare", str(second))
    update = second / "hooks" / "update"
    update.write_text("#!/bin/sh\nexit 1\n")
    update.chmod(0o755)
    office.git("remote", "set-url", "--push", "origin", str(second))

    unsent = Clone(office.root).push(Remote("origin", "main"), {MAIN: office.tip()})

    assert unsent is not None
    assert str(spoken(unsent.why)).startswith("[remote rejected] (hook declined)")


def test_what_was_refused_is_that_also_where_the_remote_is_gone_then(office: RealOffice) -> None:
    office.with_remote()
    real = shutil.which("git")
    refuses = "*' push '*) printf '!\\tx:refs/heads/main\\t[remote rejected] (tutup)\\n'; exit 1"
    place = program(
        office, "git", f'case " $* " in {refuses};; *\' ls-remote \'*) exit 128;; esac; exec {real} "$@"'
    )
    os.environ["PATH"] = f"{place.parent}:{os.environ['PATH']}"

    unsent = Clone(office.root).push(Remote("origin", "main"), {MAIN: office.tip()})

    assert unsent is not None
    assert (spoken(unsent.why), unsent.is_outrun) == ("[remote rejected] (tutup)", False)


def test_what_every_address_refused_was_taken_by_none(office: RealOffice) -> None:
    bare = office.with_remote()
    second = office.root.parent / "second.git"
    office.git("clone", "--quiet", "--bare", str(bare), str(second))
    for place in (bare, second):
        office.git("remote", "set-url", "--add", "--push", "origin", str(place))
        update = place / "hooks" / "update"
        update.parent.mkdir(exist_ok=True)
        update.write_text("#!/bin/sh\nexit 1\n")
        update.chmod(0o755)

    assert office.lpsedocs(*APPROVE, "--push").refusal.startswith(
        "origin did not take it: [remote rejected] ("
    )
    update.unlink()
    assert office.lpsedocs(*APPROVE, "--push").refusal.startswith(
        "nobody can tell whether origin took what was"
    )


def second_address(office: RealOffice, *how: str) -> Path:
    """Give the remote a second address to which git sends, too, at the repository that is returned."""
    second = office.root.parent / "second.git"
    office.git("clone", "--quiet", "--bare", str(office.root.parent / "bare.git"), str(second))
    for address in (office.root.parent / "bare.git", second) if how else (second,):
        office.git("remote", "set-url", "--add", *how, "origin", str(address))
    return second


def refusing(bare: Path, what: str = "*") -> Path:
    """Let a repository refuse what is pushed to some of its refs; return the hook."""
    update = bare / "hooks" / "update"
    update.parent.mkdir(exist_ok=True)
    update.write_text(f"#!/bin/sh\ncase $1 in {what}) exit 1;; esac\n")
    update.chmod(0o755)
    return update


def test_what_one_of_two_addresses_refused_may_be_at_the_other(office: RealOffice) -> None:
    bare = office.with_remote()
    second = second_address(office)
    refusing(bare)

    assert office.lpsedocs(*APPROVE, "--push").refusal == (
        f"nobody can tell whether origin took what was sent: error: failed to push some refs to '{bare}'. "
        "Before you give the command again, look with 'git ls-remote' at each address that 'git remote "
        "get-url --push --all origin' names"
    )
    assert office.git("rev-list", "--count", "main", at=second) == "2"


def test_what_two_addresses_took_was_sent(office: RealOffice) -> None:
    bare = office.with_remote()
    second = second_address(office)

    assert office.lpsedocs(*APPROVE, "--push").code == 0
    assert (
        office.tip() == office.git("rev-parse", "main", at=bare) == office.git("rev-parse", "main", at=second)
    )


def test_an_address_that_git_puts_in_the_place_of_another_is_another_one(office: RealOffice) -> None:
    bare = office.with_remote()
    second = office.root.parent / "second.git"
    office.git("clone", "--quiet", "--bare", str(bare), str(second))
    office.git("config", f"url.{second}.pushInsteadOf", str(bare))
    real = shutil.which("git")
    loses = program(
        office, "git", f'{real} "$@"; status=$?; case " $* " in *" push "*) exit 128;; esac; exit $status'
    )
    os.environ["PATH"] = f"{loses.parent}:{os.environ['PATH']}"

    assert office.lpsedocs(*APPROVE, "--push").refusal.startswith(
        "nobody can tell whether origin took what was"
    )


def test_a_remote_that_is_only_an_address_has_no_other_one(office: RealOffice) -> None:
    bare = office.with_remote()
    refusing(bare)

    unsent = Clone(office.root).push(Remote(str(bare), "lain"), {f"{HEADS}lain": office.tip()})

    assert unsent is not None
    assert str(spoken(unsent.why)).startswith("[remote rejected] (hook declined)")


@pytest.mark.parametrize("second", [True, False], ids=["two addresses", "one address to send to"])
def test_tags_are_not_sent_beside_a_decision(office: RealOffice, *, second: bool) -> None:
    bare = office.with_remote()
    if second:
        refusing(second_address(office, "--push"))
    else:
        office.git("remote", "set-url", "--push", "origin", str(bare))
    refusing(bare, "*tags*")
    office.git("config", "push.followTags", "true")
    office.git("tag", "-a", "-m", "v", "v1", "main")

    told = office.lpsedocs(*APPROVE, "--push")

    if second:
        assert told.refusal.startswith("nobody can tell whether origin took what was sent")
    else:
        assert told.code == 0, told
    assert office.git("for-each-ref", "--format=%(refname)", at=bare) == MAIN
    assert office.git("rev-list", "--count", "main", at=bare) == "2"


def test_a_decision_is_sent_also_where_git_is_to_send_submodules_only(office: RealOffice) -> None:
    bare = office.with_remote()
    office.git("config", "push.recurseSubmodules", "only")

    assert office.lpsedocs(*APPROVE, "--push").code == 0
    assert office.git("rev-list", "--count", "main", at=bare) == "2"


@pytest.mark.parametrize("name", ["a\u2028b", "a\u0085b", "a\u00a0b"])
def test_names_of_branches_at_which_others_part_lines_or_words_are_read_whole(
    office: RealOffice, name: str
) -> None:
    """Whoever may push can make one."""
    bare = office.with_remote()
    assert office.lpsedocs(*APPROVE).code == 0
    sent = office.tip()
    office.git("push", "--quiet", "origin", f"main:refs/heads/{name}")
    clone, origin = Clone(office.root), Remote("origin", "main")

    assert (clone.has_in(origin, sent), clone.sent_in(origin, sent)) == ((name,), (name,))
    assert clone.fetch(Remote("origin", name)) == sent
    assert office.git("for-each-ref", "--format=%(refname)", at=bare).count("refs/heads/") == 2
