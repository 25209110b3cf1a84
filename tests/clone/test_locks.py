"""Git's lock on the index, which a command holds while it writes, with the runs of git that it begins."""

import errno
import fcntl
import os
from typing import IO

import pytest

from lpsedocs.clone import Move
from lpsedocs.clone.moving import Moving
from tests.clone.interrupting import APPROVE, LAID, ONLINE, at_work, files_of
from tests.real_office import RealOffice


def test_a_lock_and_a_folder_that_a_killed_command_has_left_are_no_hindrance(office: RealOffice) -> None:
    git = office.root / ".git"
    (git / "lpsedocs").mkdir()
    (git / "lpsedocs" / "unfinished").write_text("{")
    assert office.lpsedocs(*APPROVE).code == 0
    (git / "index.lock").write_bytes(b"lpsedocs\n")
    assert office.lpsedocs("withdraw", "EVL-2026-001", "--yes", "--offline", "--note", "x").code == 0
    assert office.git("status", "--porcelain") == ""
    assert not (git / "index.lock").exists()


def test_another_command_that_is_at_work_is_not_disturbed(office: RealOffice) -> None:
    lock = office.root / ".git" / "index.lock"
    lock.write_bytes(b"lpsedocs\n")
    before = office.state()
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert office.lpsedocs(*APPROVE).refusal == at_work(office)
        assert lock.exists()
    assert office.state() == before


def test_where_no_file_can_be_locked_none_is_left(
    office: RealOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(file: IO[bytes], how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", flock)
    for _ in range(2):
        assert office.lpsedocs(*APPROVE).refusal == "No locks available"
        assert not (office.root / ".git" / "index.lock").exists()


def test_a_request_waits_for_no_lock_on_the_index(office: RealOffice) -> None:
    lock = office.root / ".git" / "index.lock"
    lock.touch()
    assert office.lpsedocs("request", "KAK-2026-001").code == 0
    assert lock.exists()


def test_a_branch_that_is_locked_is_named_as_such(office: RealOffice) -> None:
    lock = office.root / ".git" / "refs" / "heads" / "main.lock"
    lock.touch()
    before = office.state()
    assert office.lpsedocs(*APPROVE).refusal == (
        f"the branch can't be moved: another git command is at work here, or was stopped midway: {lock} is "
        "there. Wait for it; if none is running, remove that file and try again"
    )
    assert office.state() == before


def test_git_that_outlives_a_killed_command_is_not_disturbed(behind: RealOffice) -> None:
    before = files_of(behind)
    command = ("request", "KAK-2026-001", "--offline")

    def lasts() -> None:
        assert behind.lpsedocs(*command).refusal == at_work(behind)

    behind.killed(LAID, *ONLINE, does='kill -9 $PPID; sleep 2; git "$@"', lasts=lasts)
    assert behind.read("kantor.txt") == "nama: Kantor\n"
    assert behind.lpsedocs(*command).code == 0
    assert files_of(behind) == before


@pytest.mark.parametrize("other", [None, b"milik git"], ids=["gone", "of another program"])
def test_a_lock_that_somebody_has_taken_away_meanwhile_is_not_held(
    office: RealOffice, monkeypatch: pytest.MonkeyPatch, other: bytes | None
) -> None:
    lock, real = office.root / ".git" / "index.lock", fcntl.flock
    before = office.state()

    def flock(file: IO[bytes], how: int) -> None:
        lock.unlink()
        if other is not None:
            lock.write_bytes(other)
        real(file, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    assert office.lpsedocs(*APPROVE).refusal == at_work(office)
    assert (lock.read_bytes() if lock.exists() else None) == other
    monkeypatch.undo()
    lock.unlink(missing_ok=True)
    assert office.state() == before


@pytest.mark.parametrize(
    "other", [None, b"milik git", b"lpsedocs\n"], ids=["gone", "of git", "of another lpsedocs"]
)
def test_a_lock_that_is_no_longer_ours_is_not_taken_away(
    office: RealOffice, monkeypatch: pytest.MonkeyPatch, other: bytes | None
) -> None:
    lock, real = office.root / ".git" / "index.lock", Moving._lay

    def laid(self: Moving, move: Move) -> None:
        real(self, move)
        lock.unlink()
        if other is not None:
            lock.write_bytes(other)

    monkeypatch.setattr(Moving, "_lay", laid)
    assert office.lpsedocs(*APPROVE).code == 0
    assert (lock.read_bytes() if lock.exists() else None) == other
    lock.unlink(missing_ok=True)
    assert office.statuses() == {"EVL-2026-001": "approved"}
