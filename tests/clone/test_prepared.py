"""A clone that others may have prepared: whom it belongs to, and what they have left in it."""

import json
import os
from pathlib import Path, PurePosixPath

import pytest

from lpsedocs.clone import Clone, Contents
from tests.clone.interrupting import APPROVE
from tests.real_office import DECISION, RealOffice
from tests.trust.story import key_of

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to somebody else")


def given_away(office: RealOffice) -> Path:
    """Give the repository to another user, who lets git sign with a program of his; return its trace."""
    trace = office.home / "trace"
    program = office.root / ".git" / "program"
    program.write_text(f"#!/bin/sh\ntouch {trace}\n")
    program.chmod(0o755)
    office.git("config", "gpg.ssh.program", str(program))
    for path in (office.root, *office.root.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)
    return trace


def trusts(office: RealOffice, place: str) -> None:
    with (office.home / ".gitconfig").open("a") as file:
        file.write(f"[safe]\n\tdirectory = {place}\n")


@needs_root
@pytest.mark.parametrize("git_dir", [None, ".git"], ids=["found", "named by the environment"])
def test_nothing_is_run_in_the_repository_of_another_user(
    git_dir: str | None, office: RealOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = given_away(office)
    if git_dir:
        monkeypatch.setenv("GIT_DIR", git_dir)
    assert office.lpsedocs(*APPROVE).refusal == (
        f"the repository {office.root} belongs to another user, and what it names would be run as you; if "
        f"you trust it, 'git config --global --add safe.directory {office.root}' says so"
    )
    assert not trace.exists()


@needs_root
@pytest.mark.parametrize("trusted", ["{root}", "*"], ids=["by its name", "with all others"])
def test_the_repository_of_another_user_may_be_trusted(trusted: str, office: RealOffice) -> None:
    trace = given_away(office)
    trusts(office, trusted.format(root=office.root))
    assert office.lpsedocs(*APPROVE).code == 2
    assert trace.exists()


def test_a_repository_that_is_none_to_git_is_not_mistaken_for_the_one_around_it(office: RealOffice) -> None:
    office.git("init", "--quiet", str(office.root.parent))
    (office.root / ".git" / "HEAD").write_text("\n")
    assert office.lpsedocs(*APPROVE).refusal == (
        f"git takes {office.root.parent}/.git for the repository of {office.root}, because "
        f"{office.root}/.git is none to it; clone the repository anew"
    )


def test_what_git_can_not_read_is_told_in_its_words(office: RealOffice) -> None:
    (office.root / ".git" / "config").write_text("[core\n")
    assert office.lpsedocs(*APPROVE).refusal == (
        f"git does not work in {office.root}: fatal: bad config line 1 in file .git/config"
    )


def not_understood(office: RealOffice) -> str:
    return (
        f"{office.root}/.git/lpsedocs/move should tell what a command that was killed had begun here, and "
        "can't be understood; remove it, see with 'git status' what lies here, and give the command once more"
    )


def put_note(office: RealOffice, note: str | bytes) -> Path:
    folder = office.root / ".git" / "lpsedocs"
    folder.mkdir(exist_ok=True)
    (folder / "read").write_text("lain\n")
    (folder / "content").write_text("asli\n")
    (folder / "move").write_bytes(note.encode() if isinstance(note, str) else note)
    return folder / "move"


def note_of(office: RealOffice, **changed: str) -> str:
    """Return a note of a commit that the branch does not lead to, as a command that was killed leaves it."""
    new = office.git("commit-tree", "-p", "HEAD", "-m", "x", "HEAD^{tree}")
    noted = {"ref": "refs/heads/main", "old": office.tip(), "new": new, "own": None, "staged": ""}
    return json.dumps({**noted, **changed})


@pytest.mark.parametrize("note", ["", "{", "[]", "null", '{"ref": 1}', b"\xff", "[" * 100_000])
def test_a_note_of_another_form_is_refused_until_it_is_removed(note: str | bytes, office: RealOffice) -> None:
    place = put_note(office, note)
    for _ in range(2):
        assert office.lpsedocs(*APPROVE).refusal == not_understood(office)
    place.unlink()
    assert office.lpsedocs(*APPROVE).code == 0
    assert office.statuses() == {"EVL-2026-001": "approved"}
    assert not (office.root / ".git" / "index.lock").exists()


@pytest.mark.parametrize("way", ["{victim}", "../home/korban", "records/../../home/korban", "mkdocs.yml"])
def test_a_note_leads_to_no_other_file_than_the_roster(way: str, office: RealOffice) -> None:
    victim = office.home / "korban"
    victim.write_text("asli\n")
    office.write({"mkdocs.yml": "asli\n"})
    put_note(office, note_of(office, own=way.format(victim=victim)))
    assert office.lpsedocs(*APPROVE).refusal == not_understood(office)
    assert (victim.read_text(), office.read("mkdocs.yml")) == ("asli\n", "asli\n")


@pytest.mark.parametrize("name", ["ref", "old", "new"])
def test_a_note_gives_git_no_options(name: str, office: RealOffice) -> None:
    trap = office.home / "trap"
    put_note(office, note_of(office, **{name: f"--output={trap}"}))
    assert office.lpsedocs(*APPROVE).refusal == not_understood(office)
    assert not trap.exists()


def test_a_note_without_what_it_speaks_of_is_refused(office: RealOffice) -> None:
    put_note(office, note_of(office, own="records/roster.yaml")).with_name("read").unlink()
    assert office.lpsedocs(*APPROVE).refusal == not_understood(office)
    assert not (office.root / DECISION).exists()


def test_a_branch_whose_name_is_not_in_utf_8_is_told(office: RealOffice) -> None:
    tip, git = os.fsencode(office.tip()), os.fsencode(office.root / ".git")
    Path(os.fsdecode(git + b"/refs/heads/\xff")).write_bytes(tip + b"\n")
    Path(os.fsdecode(git + b"/HEAD")).write_bytes(b"ref: refs/heads/\xff\n")

    assert office.lpsedocs(*APPROVE).refusal == (
        "the branch that is checked out here has a name that is not in UTF-8; 'git branch --move NAME' gives "
        "it another"
    )
    office.git("branch", "--move", "lain")
    assert office.lpsedocs(*APPROVE).code == 0


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_commit_of_a_program_is_signed_with_its_own_key(
    algorithm: str, office: RealOffice, tmp_path: Path
) -> None:
    root = tmp_path / "lain"
    office.git("init", "--quiet", f"--object-format={algorithm}", "-b", "main", str(root))
    office.git("commit", "--quiet", "--allow-empty", "-m", "Mulai", at=root)
    clone, key = Clone(root), key_of("orang-lain")
    hand = clone.hand_of("ci", "ci@contoh.example")
    files = Contents({PurePosixPath("a/b.txt"): b"x\n"})

    commit = clone.commit_signed(
        office.git("rev-parse", "HEAD", at=root), files, "Saksi\n\né\n", hand, key.sign
    )

    allowed = tmp_path / "boleh"
    allowed.write_text(f"ci@contoh.example {key.line}\n")
    trusted = ("-c", f"gpg.ssh.allowedSignersFile={allowed}", "-c", "gpg.format=ssh")
    office.git(*trusted, "verify-commit", commit, at=root)
    assert office.git("log", "-1", "--format=%an <%ae> %cn <%ce> %ad%n%B", commit, at=root) == (
        f"ci <ci@contoh.example> ci <ci@contoh.example> {hand.moment:%a %b} {hand.moment.day} "
        f"{hand.moment:%H:%M:%S %Y %z}\nSaksi\n\né"
    )
    assert office.git("show", "--format=", "--name-status", commit, at=root) == "A\ta/b.txt"
    assert office.git("fsck", "--strict", "--no-dangling", at=root) == ""
