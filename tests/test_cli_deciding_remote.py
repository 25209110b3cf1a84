"""Deciding where a remote keeps the branch: it is fetched first, and a decision made anew if it moved on."""

import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real_office import (
    DECISION,
    EVALUATION,
    ROSTER,
    SIGNED,
    RealOffice,
    change_roster,
    office_at,
    with_second,
)

FORM = "records/forms/FRM-2026-LPSE.yaml"


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[RealOffice]:
    with office_at(tmp_path_factory, tmp_path) as office:
        office.sits("rahma")
        yield office


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


def test_a_decision_that_was_not_sent_in_time_is_made_anew(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    office.lpsedocs("approve", "EVL-2026-001", "--yes")
    late = office.tip()
    office.sits("budi")
    other.write({"catatan.txt": "baru"})
    other.commit("Lebih dulu")
    other.git("push", "--quiet")
    office.sits("rahma")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push")

    assert told.code == 0, told
    assert (
        "the branch moved on before EVL-2026-001 was sent; it is decided anew on what is there now\n"
        in told.out
    )
    assert office.git("log", "--format=%s") == "SETUJUI EVL-2026-001\nLebih dulu\nMulai"
    assert late not in office.git("rev-list", "HEAD")
    assert office.git("status", "--porcelain") == ""
    assert (office.root / "catatan.txt").exists()
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_a_decision_that_was_verified_before_it_was_sent_is_made_anew(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    assert office.lpsedocs("trust", "pin", "--yes", "--commit", office.tip()).code == 0
    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")
    assert "Should that be refused because the branch moved on, give the same command once more" in told.out
    late = office.tip()
    assert office.verify().code == 0
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")

    again = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push")

    assert again.code == 0, again
    assert office.git("log", "origin/main", "--format=%s") == "SETUJUI EVL-2026-001\nLebih dulu\nMulai"
    assert late not in office.git("rev-list", "HEAD")
    assert office.verify().code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_branches_that_went_apart_otherwise_are_not_merged(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    office.write({"catatan.txt": "sini"})
    here = office.commit()
    other.write({"catatan.txt": "sana"})
    there = other.commit()
    other.git("push", "--quiet")
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"this branch and the one at the remote have gone apart: here alone is {here[:12]}. Nothing is "
        "merged for you, since a merge made here can turn the main line. Send yours as a branch of its own "
        "('git push origin HEAD:refs/heads/NAME') and have it merged there; then "
        f"'git reset --keep {there[:12]}'"
    )
    assert office.state()[1:] == before[1:]


OWN_COMMITS = {
    "a decision beside another record": {DECISION: None, "records/assets/AST-009.yaml": "id: AST-009\n"},
    "a decision beside a file outside of the records": {DECISION: None, "catatan.txt": "baru"},
    "a record": {EVALUATION: "id: EVL-2026-001\n"},
    "a file that no decision cites": {"records/attachments/EVL-2026-001/bukti.pdf": "%PDF-1.7\n"},
    "a decision without a signature": {DECISION: None},
}


def test_of_what_was_not_sent_only_decisions_are_made_anew(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--offline").code == 0
    decision = office.read(DECISION)
    for what, files in OWN_COMMITS.items():
        office.git("reset", "--quiet", "--hard", "HEAD^")
        office.write({path: decision if text is None else text for path, text in files.items()})
        refuse_to_drop(office, office.commit(sign=not what.endswith("without a signature")), what)
    office.git("reset", "--quiet", "--hard", "HEAD^")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--offline").code == 0
    office.git("config", "user.email", "budi@contoh.example")
    office.git("commit", "--quiet", "--amend", "--no-edit", "-S")
    office.git("config", "--unset", "user.email")
    refuse_to_drop(office, office.tip(), "a commit of somebody else")
    office.git("reset", "--quiet", "--hard", "HEAD^")
    side = office.git("commit-tree", "-p", "HEAD", "-m", "x", "HEAD^{tree}")
    office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", side)
    refuse_to_drop(office, f"{side[:12]} and {office.tip()}", "a merge")


def test_a_file_in_the_place_of_a_decision_that_was_not_sent_gives_way_to_one(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")
    office.write({DECISION: "rusak: x\n"})
    office.commit(sign=True)

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    other.git("pull", "--quiet", "--ff-only")
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lagi")
    other.git("push", "--quiet")
    office.git("rm", "--quiet", DECISION)
    office.commit(sign=True)
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == (
        "EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; there is nothing to do"
    )


def refuse_to_drop(office: RealOffice, mine: str, what: str) -> None:
    named = " and ".join(commit[:12] for commit in mine.split(" and "))
    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal
    assert told.startswith(
        f"this branch and the one at the remote have gone apart: here alone is {named}. Nothing is merged"
    ), what
    assert office.tip() == mine.split(" and ")[-1], what


def unsent(office: RealOffice, other: RealOffice, deeds: str) -> str:
    """Return what is said of deeds that were not sent, where the remote has what another clone has."""
    mine = office.git("rev-list", "--reverse", "main", "^origin/main").split()
    return (
        f"this was made here and not sent yet, and the branch at the remote has moved on: {deeds}. Where one "
        f"command makes all of it anew, give that, with --push; else 'git reset --keep {other.tip()[:12]}' "
        "takes it back, and then each is given once more, with --push; 'git show "
        f"{' '.join(commit[:12] for commit in mine)}' still shows it"
    )


def moved_on(office: RealOffice) -> RealOffice:
    """Let somebody else send something that is not here yet."""
    other = office.elsewhere()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")
    return other


def test_a_decision_and_a_change_of_the_roster_that_were_not_sent_are_taken_back_and_given_anew(
    office: RealOffice,
) -> None:
    with_second(office)
    office.with_remote()
    other = moved_on(office)
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--offline").code == 0
    dewi = ("roster", "add-account", "dewi", "github", "1009", "--commit", "--yes")
    assert office.lpsedocs(*dewi, "--offline").code == 0

    both = unsent(office, other, "disetujui (approved) on EVL-2026-001 and a change of the roster")
    for command in (
        ("approve", "EVL-2026-002"),
        ("approve", "EVL-2026-001"),
        ("roster", "commit"),
    ):
        assert office.lpsedocs(*command, "--yes", "--push").refusal == both
    office.git("reset", "--quiet", "--keep", other.tip())
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.lpsedocs(*dewi, "--push").code == 0
    assert office.statuses("refs/remotes/origin/main") == {"EVL-2026-001": "approved"}


def test_a_return_that_was_not_sent_is_never_made_an_approval(office: RealOffice) -> None:
    with_second(office)
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.lpsedocs("return", "EVL-2026-002", "--yes", "--note", "Bukti kurang").code == 0
    other, before = moved_on(office), office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "EVL-2026-002", "--yes", "--push").refusal == unsent(
        office,
        other,
        "disetujui (approved) on EVL-2026-001 and evaluasi_ulang (to be evaluated again) on EVL-2026-002: "
        "'Bukti kurang'",
    )
    assert office.state()[1:] == before[1:]
    assert office.statuses() == {"EVL-2026-001": "approved", "EVL-2026-002": "returned"}


def test_of_several_decisions_on_a_record_that_were_not_sent_none_is_lost(office: RealOffice) -> None:
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--note", "salah").code == 0
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    other, tip = moved_on(office), office.tip()

    for command in (("approve",), ("withdraw", "--note", "salah")):
        name, *more = command
        assert office.lpsedocs(name, "EVL-2026-001", "--yes", "--push", *more).refusal == unsent(
            office,
            other,
            "disetujui (approved) on EVL-2026-001, dicabut (withdrawn) on EVL-2026-001: 'salah', and "
            "disetujui (approved) on EVL-2026-001",
        )
    assert office.tip() == tip


def test_a_decision_on_a_branch_that_was_never_sent_is_told_with_how_to_send_it(office: RealOffice) -> None:
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "k-1").code == 0
    office.git("switch", "--quiet", "k-1")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; send it: 'git push origin "
        "k-1'; where k-1 is protected: 'git push origin k-1:refs/heads/NAME', to be merged there by a request"
    )


@pytest.mark.parametrize("way", ["rm", "git rm --quiet"])
def test_a_record_that_was_removed_here_is_brought_back(office: RealOffice, way: str) -> None:
    subprocess.run([*way.split(), EVALUATION], cwd=office.root, check=True)

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal

    restore = 'git restore --staged --worktree -- ":(glob)records/evaluations/**/EVL-2026-001.yaml"'
    assert told == f"EVL-2026-001 is committed, and was removed here; '{restore}' brings it back"
    subprocess.run(restore, shell=True, cwd=office.root, check=True)
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0


def test_what_was_decided_and_not_sent_is_told_with_how_to_send_it(office: RealOffice) -> None:
    office.with_remote()
    sending = (
        "send it: 'git push origin main'; where main is protected: 'git push origin main:refs/heads/NAME', "
        "to be merged there by a request"
    )
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; {sending}"
    )
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "k-1").refusal.endswith(
        "by rahma; there is nothing to do"
    )
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--note", "x", "--yes").code == 0
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--note", "x", "--yes").refusal == (
        f"EVL-2026-001 has no decision that could be withdrawn; {sending}"
    )
    office.git("push", "--quiet", "origin", "main")
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--note", "x", "--yes").refusal == (
        "EVL-2026-001 has no decision that could be withdrawn; there is nothing to do"
    )


def newer_at_the_remote(office: RealOffice, files: dict[str, str]) -> RealOffice:
    """Let the Pengelola send another version of records."""
    other = office.elsewhere()
    office.sits("tia")
    other.write(files)
    other.commit()
    other.git("push", "--quiet")
    office.sits("rahma")
    return other


def test_who_has_an_older_version_than_the_main_branch_is_told_how_to_get_it(office: RealOffice) -> None:
    office.with_remote()
    newer_at_the_remote(office, {EVALUATION: office.read(EVALUATION) + "# baru\n"})

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "k-1").refusal == (
        f"{EVALUATION} has another version on the main branch than here, and what counts is what is "
        "committed there; 'git pull --ff-only' brings it here"
    )
    office.git("pull", "--quiet", "--ff-only")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "k-1").code == 0


def test_a_record_that_only_the_branch_here_has_is_decided_on_it(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "evaluasi")
    with_second(office)

    assert office.lpsedocs("approve", "EVL-2026-002", "--yes", "--branch", "k-1").refusal == (
        "EVL-2026-002 is committed on evaluasi here, and not yet on the main branch, from which --branch "
        "makes a new one; leave --branch out to decide it on evaluasi"
    )
    assert office.lpsedocs("approve", "EVL-2026-002", "--yes").code == 0
    assert office.statuses(office.tip("evaluasi")) == {"EVL-2026-002": "approved"}


@pytest.mark.parametrize("own", [True, False], ids=["with a commit of its own", "without one"])
def test_who_lacks_a_record_that_the_main_branch_has_is_told_how_to_get_it(
    office: RealOffice, *, own: bool
) -> None:
    office.with_remote()
    second = office.read(EVALUATION).replace("EVL-2026-001", "EVL-2026-002")
    other = newer_at_the_remote(office, {EVALUATION.replace("001", "002"): second})
    office.git("switch", "--quiet", "-c", "lain")
    if own:
        office.git("commit", "--quiet", "--allow-empty", "-m", "Sendiri")

    assert office.lpsedocs("approve", "EVL-2026-002", "--yes", "--branch", "k-1").refusal == (
        f"EVL-2026-002 is committed on the main branch, and not here yet; 'git switch -c NAME "
        f"{other.tip()[:12]}' goes there, on a new branch; then give this command once more, without --branch"
    )
    office.git("switch", "--quiet", "-c", "k-1", other.tip())
    assert office.lpsedocs("approve", "EVL-2026-002", "--yes").code == 0


def test_an_own_decision_that_was_not_sent_in_time_and_is_on_an_older_version_is_no_dead_end(
    office: RealOffice,
) -> None:
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    other = newer_at_the_remote(office, {EVALUATION: office.read(EVALUATION) + "# baru\n"})

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == (
        f"{EVALUATION} has another version on main than here, and what counts is what is committed there; "
        f"'git switch -c NAME {other.tip()[:12]}' goes there, on a new branch; then give this command "
        "once more, without --branch"
    )
    office.git("switch", "--quiet", "-c", "k-1", other.tip())
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_a_decision_is_made_anew_on_another_roster(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    change_roster(other, "position: Verifikator", "position: Verifikator Ahli")
    other.git("push", "--quiet")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.statuses("refs/remotes/origin/main") == {"EVL-2026-001": "approved"}


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


def test_a_new_branch_goes_off_from_what_is_newest_here_or_at_the_remote(office: RealOffice) -> None:
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "satu").code == 0
    assert office.tip("satu^") == office.tip("main")
    office.with_remote()
    office.git("commit", "--quiet", "--allow-empty", "-m", "Sini")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "dua").code == 0
    assert office.tip("dua^") == office.tip("main")
    office.git("reset", "--quiet", "--hard", "HEAD^")
    other = office.elsewhere()
    there = other.git("commit-tree", "-p", "main", "-m", "Sana", "main^{tree}")
    other.git("push", "--quiet", "origin", f"{there}:refs/heads/main")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "tiga").code == 0
    assert office.tip("tiga^") == there


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


def test_what_a_new_branch_brings_along_of_the_main_branch_is_told_before_anything_is_asked(
    office: RealOffice,
) -> None:
    with_second(office)
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    note = (
        f"note: main here has {office.tip()[:12]}, which main at origin lacks; k-1 brings that along into "
        "its request, unless it is merged there first\n"
    )
    command = ("approve", "EVL-2026-002", "--branch", "k-1")

    assert f"warnings: 0\n\n{note}" in office.lpsedocs(*command, answer="n\n").out
    assert "origin lacks" not in office.lpsedocs(*command[:2], answer="n\n").out
    office.git("push", "--quiet", "origin", "main")
    told = office.lpsedocs(*command, answer="y\n")
    assert (told.code, "origin lacks" in told.out) == (0, False)


def with_taken_name(office: RealOffice) -> None:
    """Let somebody have a branch of another kind at the remote, under the name that is chosen here."""
    office.with_remote()
    other = office.elsewhere()
    other.git("switch", "--quiet", "-c", "keputusan-1")
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
    other.git("push", "--quiet", "origin", "keputusan-1")


def test_a_branch_whose_name_is_taken_is_sent_under_another(office: RealOffice) -> None:
    with_taken_name(office)

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes", "--branch", "keputusan-1")

    assert told.out.endswith(
        "not after a squash or a rebase\nsend it: git push origin keputusan-1; should origin have another "
        "branch of that name already, 'git push origin keputusan-1:NAME' sends it under a name of your "
        "choice\n"
    )
    with pytest.raises(AssertionError, match="rejected"):
        office.git("push", "--quiet", "origin", "keputusan-1")
    office.git("push", "--quiet", "origin", "keputusan-1:keputusan-2")
    assert office.statuses(office.tip("origin/keputusan-2")) == {"EVL-2026-001": "approved"}


def test_a_branch_whose_name_is_taken_is_not_tried_again_and_again(office: RealOffice) -> None:
    with_taken_name(office)
    before = office.state()

    command = ("approve", "EVL-2026-001", "--yes", "--push", "--branch")
    assert office.lpsedocs(*command, "keputusan-1").refusal == (
        "the remote has a branch keputusan-1 already; have it merged or removed, or name another with "
        "--branch"
    )
    assert office.state() == before
    assert office.lpsedocs(*command, "keputusan-2").code == 0


def test_a_branch_that_was_not_taken_is_made_by_the_same_command(office: RealOffice) -> None:
    hook = office.with_remote() / "hooks" / "update"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    command = ("approve", "EVL-2026-001", "--yes", "--push", "--branch", "keputusan-1")
    assert office.lpsedocs(*command).code == 2
    hook.unlink()

    assert office.lpsedocs(*command).code == 0
    assert office.tip("origin/keputusan-1") == office.tip("keputusan-1")


def test_a_branch_that_is_checked_out_takes_the_decision(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "evaluasi")
    office.sits("tia")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()
    office.sits("rahma")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0, told
    assert "it counts when evaluasi is merged into the main branch with a merge commit" in told.out
    assert office.statuses("refs/heads/main") == {}
    office.sits("budi")
    office.git("switch", "--quiet", "main")
    office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", "evaluasi")
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_rights_are_those_of_the_main_branch(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "lama")
    office.git("switch", "--quiet", "main")
    change_roster(office, "{role: kepala_lpse, person: rahma,", "{role: kepala_lpse, person: agus,")
    office.git("switch", "--quiet", "lama")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001: rahma does not hold the role Kepala LPSE on 6 July 2026, which is held by agus; "
        "'lpsedocs roster add-role' enters a holder, also an acting head"
    )


def test_a_branch_that_has_nothing_in_common_with_the_main_one_takes_a_decision(office: RealOffice) -> None:
    office.git("checkout", "--quiet", "--orphan", "lain")
    office.commit("Lain", sign=True)

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0, told
    assert "it counts when lain is merged into the main branch with a merge commit" in told.out


@pytest.mark.parametrize("command", [("approve",), ("withdraw", "--note", "x"), ("return", "--note", "x")])
def test_on_a_branch_that_lacks_a_decision_none_is_made(office: RealOffice, command: tuple[str, ...]) -> None:
    office.git("branch", "lama")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    office.git("switch", "--quiet", "lama")
    before = office.state()

    name, *more = command
    assert office.lpsedocs(name, "EVL-2026-001", "--yes", *more).refusal == (
        "EVL-2026-001: the main branch has decision 1 on it, which lama lacks, so that yours would not "
        "count; 'git switch main' goes there, and --branch NAME makes a new branch from there"
    )
    assert office.state() == before


@pytest.mark.parametrize(("path", "other"), [(EVALUATION, "EVL-2026-001"), (FORM, "FRM-2026-LPSE")])
def test_on_a_branch_that_lacks_the_newest_version_nothing_is_decided(
    office: RealOffice, path: str, other: str
) -> None:
    office.git("branch", "lama")
    office.sits("tia")
    office.write({path: f"{office.read(path)}# baru\n"})
    office.commit()
    office.sits("rahma")
    office.git("switch", "--quiet", "lama")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        f"EVL-2026-001: the main branch has another version of {other} than lama, so that your decision "
        "would not count after the merge; 'git switch main' goes there, and --branch NAME makes a new branch "
        "from there"
    )


def lost(known: str) -> str:
    return (
        f"the main branch was rewritten or turned: {known[:12]}, verified on 6 July 2026, is no longer on "
        "its line, and nothing is signed on it; 'lpsedocs verify' says what happened, and what mends it"
    )


@pytest.mark.parametrize("way", ["rewritten", "rewritten and swept", "turned"])
def test_on_a_main_branch_that_lost_what_was_verified_nothing_is_signed(office: RealOffice, way: str) -> None:
    known = verified(office)
    office.git("reset", "--quiet", "--hard", "HEAD^")
    office.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
    if way == "turned":
        office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", known)
    if way == "rewritten and swept":
        (office.root / ".git" / "objects" / known[:2] / known[2:]).unlink()
    before = office.state()

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == lost(known)
    assert office.state() == before


def verified(office: RealOffice) -> str:
    """Verify the main branch from its pinned root, at a second commit; return that."""
    root = office.tip()
    office.git("commit", "--quiet", "--allow-empty", "-m", "Satu")
    assert office.lpsedocs("trust", "pin", "--yes", "--commit", root).code == 0
    assert office.verify().code == 0
    return office.tip()


def test_on_a_main_branch_that_has_moved_on_since_it_was_verified_one_decides(office: RealOffice) -> None:
    verified(office)
    office.git("commit", "--quiet", "--allow-empty", "-m", "Dua")

    told = office.lpsedocs("approve", "EVL-2026-001", "--yes")

    assert told.code == 0, told
    assert "no root of this repository is pinned" not in told.out


def test_a_root_that_was_pinned_is_enough_to_decide(office: RealOffice) -> None:
    assert office.lpsedocs("trust", "pin", "--yes").code == 0

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0


def test_on_an_older_main_branch_than_was_verified_one_decides(office: RealOffice) -> None:
    verified(office)
    office.git("reset", "--quiet", "--hard", "HEAD^")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0


def test_on_a_branch_that_left_before_what_was_verified_one_decides(office: RealOffice) -> None:
    office.git("branch", "evaluasi")
    verified(office)
    office.git("switch", "--quiet", "evaluasi")
    office.sits("tia")
    office.edit(EVALUATION, "Buku tiket", "Buku tiket semester I")
    office.commit()
    office.sits("rahma")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0


def test_on_a_main_branch_that_was_replaced_at_the_remote_nothing_is_decided_anew(office: RealOffice) -> None:
    office.with_remote()
    other = office.elsewhere()
    verified(office)
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.verify().code == 0
    known = office.tip()
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lain")
    other.git("push", "--quiet", "--force")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").refusal == lost(known)
    assert office.tip() == known


def test_unsent_decisions_on_other_records_are_named(office: RealOffice) -> None:
    with_second(office)
    office.with_remote()
    other = office.elsewhere()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    other.git("commit", "--quiet", "--allow-empty", "-m", "Lebih dulu")
    other.git("push", "--quiet")

    assert office.lpsedocs("approve", "EVL-2026-002", "--yes", "--push").refusal == (
        unsent(office, other, "disetujui (approved) on EVL-2026-001")
    )
    told = office.lpsedocs("approve", "EVL-2026-002", "EVL-2026-001", "--yes", "--push")
    assert told.code == 0, told
    assert office.statuses() == {"EVL-2026-001": "approved", "EVL-2026-002": "approved"}


def test_unsent_decisions_on_several_records_are_made_anew_by_one_command(office: RealOffice) -> None:
    with_second(office)
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "EVL-2026-002", "--yes").code == 0
    moved_on(office)

    told = office.lpsedocs("approve", "EVL-2026-002", "EVL-2026-001", "--yes", "--push")

    assert told.code == 0, told
    assert office.git("log", "origin/main", "-2", "--format=%s") == (
        "SETUJUI EVL-2026-001, EVL-2026-002\nLebih dulu"
    )
    assert office.statuses() == {"EVL-2026-001": "approved", "EVL-2026-002": "approved"}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        pytest.param(["--note", "Dengan syarat"], [], id="without its note"),
        pytest.param([], ["--note", "Dengan syarat"], id="with a note"),
        pytest.param(["--note", "Dengan syarat"], ["--note", "Tanpa syarat"], id="with another note"),
    ],
)
def test_no_unsent_decision_is_made_anew_with_another_note(
    office: RealOffice, first: list[str], then: list[str]
) -> None:
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", *first).code == 0
    other, tip = moved_on(office), office.tip()
    told = "disetujui (approved) on EVL-2026-001" + (": 'Dengan syarat'" if first else "")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push", *then).refusal == (
        unsent(office, other, told)
    )
    assert office.tip() == tip
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push", *first).code == 0
    assert office.decision().note == (first[1] if first else None)


def test_a_decision_that_was_sent_as_a_branch_of_its_own_waits_there(office: RealOffice) -> None:
    with_second(office)
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith(
        "to be merged there by a request"
    )
    office.git("push", "--quiet", "origin", "main:refs/heads/kep-9")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal == (
        "EVL-2026-001 is approved already, in these bytes: decision 1, by rahma; it waits at origin in kep-9 "
        "to be merged"
    )

    other, tip = moved_on(office), office.tip()
    waits = (
        f"{tip[:12]} was sent to origin as kep-9, where it waits to be merged, or was; 'git reset --keep "
        f"{other.tip()[:12]}' brings main to where it is at origin. "
    )
    for record in ("EVL-2026-001", "EVL-2026-002"):
        assert office.lpsedocs("approve", record, "--yes", "--push").refusal == (
            f"{waits}Then give this command once more, unless it makes what waits there"
        )
    assert office.tip() == tip
    assert office.lpsedocs("approve", "EVL-2026-002", "--yes", "--offline").code == 0
    more = office.tip()[:12]
    assert office.lpsedocs("approve", "EVL-2026-001", "EVL-2026-002", "--yes", "--push").refusal == (
        f"{waits}That takes back {more}, too, which was not sent and is made once more after that; 'git show "
        f"{more}' still shows it"
    )
    office.git("reset", "--quiet", "--keep", other.tip()[:12])
    assert office.lpsedocs("approve", "EVL-2026-002", "--yes", "--push").code == 0
    other.git("pull", "--quiet", "--no-rebase", "origin", "main")
    other.git("fetch", "--quiet")
    other.git("merge", "--quiet", "--no-ff", "-m", "Gabung", "origin/kep-9")
    other.git("push", "--quiet")
    office.git("pull", "--quiet", "--ff-only")
    assert office.statuses() == {"EVL-2026-001": "approved", "EVL-2026-002": "approved"}
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith("; there is nothing to do")


def test_only_what_a_branch_at_the_remote_really_leads_to_is_told_as_sent(office: RealOffice) -> None:
    with_second(office)
    office.with_remote()
    office.git("switch", "--quiet", "-c", "samping")
    office.git("commit", "--quiet", "--allow-empty", "-m", "Samping")
    side = office.tip()
    office.git("push", "--quiet", "origin", "samping:refs/heads/kep-b")
    office.git("switch", "--quiet", "main")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    mine = office.tip()
    office.git("merge", "--quiet", "--no-ff", "-m", "Gabung", "samping")
    other, merge = moved_on(office), office.tip()

    told = office.lpsedocs("approve", "EVL-2026-002", "--yes", "--push").refusal

    assert told.startswith(
        f"{side[:12]} was sent to origin as kep-b, where it waits to be merged, or was; 'git "
    )
    rest = sorted((mine[:12], merge[:12]))
    assert sorted(told.partition("'git show ")[2].partition("'")[0].split()) == rest
    assert f"'git reset --keep {other.tip()[:12]}'" in told


def test_a_decision_on_a_branch_of_its_own_waits_there_as_long_as_it_is_at_the_remote(
    office: RealOffice,
) -> None:
    bare = office.with_remote()
    office.git("switch", "--quiet", "-c", "kep-1")
    office.git("push", "--quiet", "-u", "origin", "kep-1")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith(
        "; it waits at origin in kep-1 to be merged"
    )
    office.git("update-ref", "-d", "refs/heads/kep-1", at=bare)
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith(
        "to be merged there by a request"
    )


def test_a_main_branch_of_another_name_at_the_remote_is_one(office: RealOffice) -> None:
    office.with_remote()
    office.git("push", "--quiet", "-u", "origin", "main:utama")
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    office.git("switch", "--quiet", "-c", "kep-2")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith("; there is nothing to do")


def test_where_git_notes_no_branches_of_the_remote_nothing_is_told_as_unsent(office: RealOffice) -> None:
    office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0
    office.git("config", "--unset-all", "remote.origin.fetch")
    office.git("update-ref", "-d", "refs/remotes/origin/main")

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith("; there is nothing to do")


def test_what_no_branch_at_the_remote_has_any_more_waits_nowhere(office: RealOffice) -> None:
    bare = office.with_remote()
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").code == 0
    office.git("push", "--quiet", "origin", "main:refs/heads/kep-9")
    office.git("update-ref", "-d", "refs/heads/kep-9", at=bare)

    assert office.lpsedocs("approve", "EVL-2026-001", "--yes").refusal.endswith(
        "to be merged there by a request"
    )
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--offline").refusal.endswith(
        "; it waits at origin in kep-9 to be merged"
    )
    other = moved_on(office)
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--note", "x", "--push").refusal == (
        unsent(office, other, "disetujui (approved) on EVL-2026-001")
    )
    assert office.lpsedocs("approve", "EVL-2026-001", "--yes", "--push").code == 0


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
    assert told.refusal.endswith(
        ". A change of the roster is made on the newest one: 'git stash' puts yours aside, 'git pull "
        "--ff-only' brings the newest, and 'git stash pop' puts yours on top of it"
    )
    office.git("stash", "--quiet")
    office.git("pull", "--quiet", "--ff-only")
    office.git("stash", "pop", "--quiet")
    assert office.lpsedocs("roster", "commit", "--yes", "--push").code == 0


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
