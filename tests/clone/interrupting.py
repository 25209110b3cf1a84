"""A command that is killed midway, what it leaves, and what is said of it then."""

import json

from tests.real_office import RealOffice

APPROVE = ("approve", "EVL-2026-001", "--yes", "--offline")
ONLINE = ("approve", "EVL-2026-001", "--yes")
LAID, MOVED = "-mu", "update-ref"


def killed(office: RealOffice, step: str, *command: str) -> str:
    """Let a command be killed behind a step of git's, and remove the lock; return its commit."""
    office.killed(step, *(command or APPROVE))
    (office.root / ".git" / "index.lock").unlink()
    noted = json.loads((office.root / ".git" / "lpsedocs" / "move").read_text())
    assert isinstance(noted["new"], str)
    return noted["new"]


def at_work(office: RealOffice) -> str:
    return (
        "another lpsedocs is at work here, or a program that git has begun for one that was killed; wait "
        f"until it no longer holds {office.root}/.git/index.lock, and try again"
    )


def overtaken(commit: str) -> str:
    return (
        f"a command that was killed here was bringing main to the commit {commit[:12]}, and since then "
        "something was staged, committed or swept away, or another branch was checked out, so what it left "
        "lies here as it is: see it with 'git status', and give the command once more"
    )


def files_of(office: RealOffice) -> tuple[object, ...]:
    root = office.root
    return (
        office.git("status", "--porcelain", "-uall"),
        (root / "kantor.txt").read_text(),
        (root / "tautan").readlink(),
        (root / "lama/dua").exists(),
        (root / "baru").exists(),
    )
