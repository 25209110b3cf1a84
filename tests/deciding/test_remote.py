"""Deciding where a remote keeps the branch: it is fetched first, and a decision made anew if it moved on."""

import stat
import subprocess
from pathlib import Path

import pytest

from tests.real_office import EVALUATION, ROSTER, SIGNED, RealOffice, change_roster, newer_at_the_remote


def test_it_tells_how_to_send_it(office: RealOffice) -> None:
    office.with_remote()

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.out.endswith(
        "send it: 'git push origin main'; where main is protected: 'git push origin main:refs/heads/NAME', "
        "to be merged there by a request. Should that be refused because the branch moved on, give the same "
        "command once more, and never 'git pull' without --ff-only\n"
    )
    assert office.statuses("refs/remotes/origin/main") == {}


def test_it_is_sent_at_once_if_wished(office: RealOffice) -> None:
    office.with_remote()

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push")

    assert told.out.endswith(f"{SIGNED}\nsent to origin\n")
    assert office.elsewhere().statuses() == {"EVL-2026-001": "approved"}
    assert office.tip() == office.tip("origin/main")


def test_what_is_new_is_fetched_first(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    office.sits("tia")
    other.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    other.commit()
    other.git("push", "--quiet")
    office.sits("rahma")
    office.write({"catatan.txt": "baru"})
    office.git("add", "catatan.txt")

    before, new = office.tip(), other.tip()

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push")

    assert told.out.startswith(f"{brought_up(before, new)}\nEVL-2026-001  PT Tautan Misal\n")
    assert told.out.count("brought up") == 1
    assert "Tanggap gangguan: Score 3 and Evidence Buku tiket semester I\n" in told.out
    assert office.statuses() == {"EVL-2026-001": "approved"}
    assert office.git("log", "--format=%s") == "SETUJUI EVL-2026-001\nPerubahan\nMulai"
    assert office.git("status", "--porcelain") == "A  catatan.txt"


def brought_up(old: str, new: str) -> str:
    return (
        f"main and the files here were brought up to what origin has, from {old[:12]} to {new[:12]}; they "
        "stay so, whatever comes of this"
    )


@pytest.mark.parametrize(
    ("command", "last"),
    [
        pytest.param(("approve", "EVL-2026-001"), "nothing was decided\n", id="a decision"),
        pytest.param(
            ("roster", "add-account", "dewi", "github", "1009", "--commit"),
            "nothing was changed\n",
            id="a change of the roster",
        ),
    ],
)
def test_that_the_branch_was_brought_up_to_date_is_told_also_where_nothing_comes_of_it(
    office: RealOffice, command: tuple[str, ...], last: str
) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.write({"kabar.txt": "baru"})
    new = other.commit()
    other.git("push", "--quiet")
    before = office.tip()

    told = office.lpsedocs(*command, answer="n\n")

    assert told.code != 0
    assert told.out.startswith(f"{brought_up(before, new)}\n")
    assert told.out.endswith(last)
    assert office.tip() == new
    again = office.lpsedocs(*command, answer="n\n")
    assert "brought up" not in again.out


def test_what_is_refused_before_anything_is_shown_leaves_the_branch_where_it_was(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.at("2026-07-09T03:00:00Z")
    other.write({"kabar.txt": "baru"})
    other.commit()
    other.git("push", "--quiet")
    office.at("2026-07-06T03:00:00Z")
    before = office.state()

    refusal = office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal

    assert refusal.startswith(
        "this computer's clock says 6 July 2026 10.00 WIB, before the last commit on main"
    )
    assert office.state()[1:] == before[1:]
    assert office.git("branch", "--show-current") == "main"
    assert not (office.root / "kabar.txt").exists()


def test_a_commit_is_made_anew_when_the_branch_moves_meanwhile(
    office: RealOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.with_remote()
    other = office.elsewhere()
    moves_once_signed(office, other, monkeypatch)

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push")

    assert told.code == 0, told
    assert office.git("log", "--format=%s") == "SETUJUI EVL-2026-001\nSementara itu\nMulai"
    assert office.git("rev-list", "--merges", "HEAD") == ""
    assert office.statuses() == {"EVL-2026-001": "approved"}
    assert office.git("status", "--porcelain") == ""
    other.git("pull", "--quiet", "--ff-only")
    assert other.statuses() == {"EVL-2026-001": "approved"}


def moves_once_signed(office: RealOffice, other: RealOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody push between the fetch and the push: while the first commit is being signed."""
    flag = office.home / "moved"
    program = office.home / "sign"
    program.write_text(
        f"#!/bin/sh\nif [ ! -e {flag} ]; then touch {flag}; unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE\n"
        f"cd {other.root}; git commit --quiet --allow-empty -m 'Sementara itu'; git push --quiet; fi >&2\n"
        'exec ssh-keygen "$@"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    office.git("config", "gpg.ssh.program", str(program))


def test_a_local_branch_that_moves_meanwhile_is_kept(
    office: RealOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    worktree = office.root.parent / "lain"
    office.git("worktree", "add", "--quiet", "--detach", str(worktree))
    program = office.home / "sign"
    flag = office.home / "moved"
    program.write_text(
        f"#!/bin/sh\nif [ ! -e {flag} ]; then touch {flag}; unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE\n"
        f"cd {worktree} && git commit --quiet --allow-empty -m 'Sementara itu' && "
        "git update-ref refs/heads/main HEAD; fi >&2\n"
        'exec ssh-keygen "$@"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    office.git("config", "gpg.ssh.program", str(program))

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0, told
    assert office.git("log", "--format=%s") == "SETUJUI EVL-2026-001\nSementara itu\nMulai"
    assert office.statuses() == {"EVL-2026-001": "approved"}


@pytest.mark.parametrize("way", ["rm", "git rm --quiet"])
def test_a_record_that_was_removed_here_is_brought_back(office: RealOffice, way: str) -> None:
    subprocess.run([*way.split(), EVALUATION], cwd=office.root, check=True)

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal

    restore = 'git restore --staged --worktree -- ":(top,glob)records/evaluations/**/EVL-2026-001.yaml"'
    assert told == f"EVL-2026-001 is committed, and was removed here; '{restore}' brings it back"
    subprocess.run(restore, shell=True, cwd=office.root, check=True)
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0


def moves_main_at(program: Path, office: RealOffice, then: str) -> str:
    """Write a program that lets somebody move the local main branch before it does its work."""
    moved = office.git("commit-tree", "-p", "main", "-m", "Sementara itu", "main^{tree}")
    program.parent.mkdir(exist_ok=True)
    program.write_text(
        f"#!/bin/sh\n(unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE; git -C {office.root} update-ref "
        f"refs/heads/main {moved})\n{then}\n"
    )
    program.chmod(0o755)
    return moved


def test_a_branch_that_somebody_moves_while_it_is_brought_up_to_date_is_kept(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.write({"kabar.txt": "baru"})
    other.commit()
    other.git("push", "--quiet")
    program = office.home / "upload-pack"
    moved = moves_main_at(program, office, 'exec git-upload-pack "$@"')
    office.git("config", "remote.origin.uploadpack", str(program))
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "main was moved by somebody else meanwhile; do it again"
    )
    assert (office.tip(), office.state()[1:]) == (moved, before[1:])


def test_a_branch_that_moves_here_while_it_is_sent_is_kept(office: RealOffice) -> None:
    office.with_remote()
    moved = moves_main_at(office.root / ".git" / "hooks" / "pre-push", office, "exit 0")
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == (
        "the commit is at the remote, but main here has moved meanwhile; 'git fetch' and 'git status' tell "
        "how they differ"
    )
    assert (office.tip(), office.state()[1:]) == (moved, before[1:])
    assert office.elsewhere().statuses() == {"EVL-2026-001": "approved"}


def test_a_remote_that_can_not_be_reached_is_said(office: RealOffice) -> None:
    office.git("remote", "add", "origin", str(office.root.parent / "nowhere.git"))

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.refusal.startswith("what is new at origin can't be fetched: fatal: ")
    assert told.refusal.endswith("; --offline goes on without it")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--offline").code == 0


def test_a_remote_without_the_branch_is_no_hindrance(office: RealOffice) -> None:
    bare = office.root.parent / "empty.git"
    office.git("init", "--quiet", "--bare", str(bare))
    office.git("remote", "add", "origin", str(bare))
    # Asked for the main branch, git tells of this one.
    office.git("push", "--quiet", "origin", "main:refs/heads/lain/refs/heads/main")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.tip("origin/main") == office.tip()


def test_what_a_forge_says_when_it_refuses_is_told_in_its_words(office: RealOffice) -> None:
    hook = office.with_remote() / "hooks" / "pre-receive"
    words = r"=====\n\nGL-CONTOH: cabang main dilindungi.\n\033[31mMintalah lewat permintaan gabung.\n=====\n"
    hook.write_text(f"#!/bin/sh\nprintf '{words}' >&2\nexit 1\n")
    hook.chmod(0o755)
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == (
        "origin did not take it: [remote rejected] (pre-receive hook declined), with these words: GL-CONTOH: "
        r"cabang main dilindungi. \x1b[31mMintalah lewat permintaan gabung; nothing was changed here. Where "
        "main is protected, --branch NAME makes a branch for a request"
    )
    assert office.state() == before


def test_of_a_forge_that_says_much_the_beginning_is_told(office: RealOffice) -> None:
    hook = office.with_remote() / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nseq -s ' ' 1000 >&2\nexit 1\n")
    hook.chmod(0o755)

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal

    assert told is not None
    assert told.partition(", with these words: ")[2].partition(";")[0] == (
        " ".join(map(str, range(1, 1001)))[:500].rstrip()
    )


def test_a_protected_branch_is_answered_with_another_way(office: RealOffice) -> None:
    bare = office.with_remote()
    hook = bare / "hooks" / "update"
    hook.write_text('#!/bin/sh\n[ "$1" != refs/heads/main ]\n')
    hook.chmod(0o755)
    # Asked for the main branch, git tells of this one, too.
    office.git("push", "--quiet", "origin", "main:refs/heads/lain/refs/heads/main")
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == (
        "origin did not take it: [remote rejected] (hook declined), with these words: error: hook declined "
        "to update refs/heads/main; nothing was changed here. Where main is protected, --branch NAME makes "
        "a branch for a request"
    )
    assert office.state() == before

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push", "--branch", "keputusan-1")

    assert told.code == 0, told
    assert told.out.endswith(
        f"commit {office.tip('keputusan-1')[:12]} on keputusan-1, {SIGNED}\n"
        "it counts when keputusan-1 is merged into the main branch with a merge commit, by anybody; not "
        "after a squash or a rebase\nsent to origin\n"
    )
    assert office.git("status", "--porcelain") == ""
    assert office.statuses() == {}
    office.sits("budi")
    office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", "keputusan-1")
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_after_a_conflict_over_the_roster_the_way_out_is_told(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    for clone, zone in ((other, "WIB"), (office, "jam kantor")):
        clone.edit(ROSTER, "timezone: Asia/Jakarta", f"timezone: Asia/Jakarta # {zone}")
    other.git("commit", "--quiet", "-S", "-am", "Daftar peran")
    other.git("push", "--quiet")
    office.git("stash", "--quiet")
    office.git("pull", "--quiet", "--ff-only")
    with pytest.raises(AssertionError):
        office.git("stash", "pop", "--quiet")
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lagi")
    other.git("push", "--quiet")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith(
        "A merge that was begun is ended with 'git merge --abort'; after a 'git stash pop', settle what "
        "'git status' names in the file itself, and take it out of the next commit with 'git restore "
        "--staged FILE'"
    )
    office.edit(ROSTER, office.read(ROSTER), other.read(ROSTER))
    office.git("restore", "--staged", ROSTER)
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0


def test_an_edited_roster_is_put_on_top_of_the_newest_one(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.edit(ROSTER, "timezone: Asia/Jakarta", "timezone: Asia/Jakarta # WIB")
    other.git("commit", "--quiet", "-S", "-am", "Daftar peran")
    other.git("push", "--quiet")
    office.write({ROSTER: office.read(ROSTER) + "# akhir\n"})

    told = office.lpsedocs("roster", "commit", "--yes")

    assert told.refusal.startswith("the files here are in the way: error: ")
    newest = office.tip("origin/main")[:12]
    assert told.refusal.endswith(
        ". A change of the roster is made on the newest one: 'git stash' puts yours aside, 'git merge "
        f"--ff-only {newest}' brings the newest, and 'git stash pop --index' puts yours on top of it"
    )
    office.git("stash", "--quiet")
    office.git("merge", "--quiet", "--ff-only", newest)
    office.git("stash", "pop", "--quiet")
    assert office.lpsedocs("roster", "commit", "--yes", "--push").code == 0


@pytest.mark.parametrize("new", ["catatan.txt", ROSTER])
def test_a_roster_that_was_removed_here_is_no_hindrance(office: RealOffice, new: str) -> None:
    office.with_remote()
    other = office.elsewhere()
    if new == ROSTER:
        change_roster(other, "position: Verifikator", "position: Verifikator Ahli")
    else:
        other.write({new: "x"})
        other.commit()
    other.git("push", "--quiet")
    (office.root / ROSTER).unlink()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.git("status", "--porcelain") == ("" if new == ROSTER else f" D {ROSTER}")


def test_a_roster_that_is_not_edited_is_left_to_git(office: RealOffice) -> None:
    office.with_remote()
    newer_at_the_remote(office, {"catatan.txt": "x"})
    office.git("update-index", "--assume-unchanged", ROSTER)

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.git("ls-files", "-v", ROSTER) == f"h {ROSTER}"


def test_a_newest_commit_without_a_roster_is_no_hindrance(office: RealOffice) -> None:
    """The one before stays in force."""
    office.with_remote()
    other = office.elsewhere()
    other.git("rm", "--quiet", ROSTER)
    other.commit("Hapus")
    other.git("push", "--quiet")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}


@pytest.mark.parametrize("kind", ["executable", "a link", "a folder"])
def test_a_roster_of_another_kind_at_the_remote_is_left_to_git(office: RealOffice, kind: str) -> None:
    office.with_remote()
    other = office.elsewhere()
    place, text = other.root / ROSTER, other.read(ROSTER)
    if kind == "executable":
        place.chmod(0o755)
    else:
        place.unlink()
        office.write({ROSTER: text})
        if kind == "a link":
            # Of the same bytes, which are no name of a file.
            id_ = other.git("rev-parse", f"HEAD:{ROSTER}")
            other.git("update-index", "--cacheinfo", f"120000,{id_},{ROSTER}")
            other.git("commit", "--quiet", "-m", "Tautan")
        else:
            other.write({f"{ROSTER}/isi.yaml": text})
    if kind != "a link":
        other.commit()
    other.git("push", "--quiet")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.git("status", "--porcelain") == ""
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_a_roster_here_that_is_a_link_is_in_the_way(office: RealOffice) -> None:
    office.with_remote()
    other = newer_at_the_remote(office, {ROSTER: office.read(ROSTER) + "# baru\n"})
    (office.root / ROSTER).rename(office.root / "daftar.yaml")
    (office.root / "daftar.yaml").write_bytes((other.root / ROSTER).read_bytes())
    (office.root / ROSTER).symlink_to("../daftar.yaml")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal.startswith(
        "the files here are in the way"
    )


def test_an_edited_roster_is_put_aside_where_a_decision_is_made_anew_on_another_one(
    office: RealOffice,
) -> None:
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    other = office.elsewhere()
    other.edit(ROSTER, "timezone: Asia/Jakarta", "timezone: Asia/Jakarta # WIB")
    other.git("commit", "--quiet", "-S", "-am", "Daftar peran")
    other.git("push", "--quiet")
    office.write({ROSTER: office.read(ROSTER) + "# akhir\n"})

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal.endswith(
        ". 'git stash' puts your change of the roster aside; then give this command once more, and after it "
        "'git stash pop --index' puts yours on top of what it brings"
    )
    office.git("stash", "--quiet")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    office.git("stash", "pop", "--quiet")
    assert office.read(ROSTER).endswith("# akhir\n")


def test_a_linked_work_tree_and_other_object_ids_do(office: RealOffice) -> None:
    other = RealOffice(office.home, office.root.parent / "sha256")
    office.git("init", "--quiet", "--object-format=sha256", "-b", "main", str(other.root))
    office.sits("eka")
    for path in office.git("ls-files").splitlines():
        other.write({path: office.read(path)})
    other.commit("Mulai", sign=True)
    office.sits("rahma")
    linked = RealOffice(office.home, office.root.parent / "linked")
    other.git("worktree", "add", "--quiet", "-b", "keputusan", str(linked.root))

    assert linked.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert linked.statuses("refs/heads/keputusan") == {"EVL-2026-001": "approved"}
    assert linked.git("status", "--porcelain") == ""
