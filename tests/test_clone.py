"""A clone that others may have prepared: whom it belongs to, and what they have left in it."""

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

import pytest

from lpsedocs.clone import Clone, Contents, Move
from lpsedocs.clone.moving import Moving
from tests.real_office import DECISION, RealOffice, newer_at_the_remote, office_at
from tests.trust.story import key_of

APPROVE = ("approve", "EVL-2026-001", "--yes", "--offline")


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[RealOffice]:
    with office_at(tmp_path_factory, tmp_path) as office:
        office.sits("rahma")
        yield office


# ---- The repository of somebody else

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


# ---- A note that nobody of us wrote


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


# ---- Killed, and then git's own advice: to remove its lock

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


def with_another_branch(office: RealOffice) -> None:
    office.git("switch", "--quiet", "-c", "lain")
    office.write({"lain.txt": "lain\n"})
    office.commit("Lain")
    office.git("switch", "--quiet", "main")


@pytest.mark.parametrize("step", [LAID, MOVED])
def test_the_index_of_another_branch_stays_as_it_is(step: str, office: RealOffice) -> None:
    with_another_branch(office)
    commit = killed(office, step)
    office.git("reset", "--quiet", "--hard")
    office.git("clean", "--quiet", "--force", "-d")
    office.git("switch", "--quiet", "lain")
    before = office.state()
    assert office.lpsedocs(*APPROVE).refusal == overtaken(commit)
    assert office.state() == before
    assert not (office.root / ".git" / "index.lock").exists()
    assert office.lpsedocs("status").err.count("killed") == 0
    office.git("switch", "--quiet", "main")
    assert office.lpsedocs(*APPROVE).code == (2 if step is MOVED else 0)
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_what_was_staged_after_a_command_was_killed_stays_staged(office: RealOffice) -> None:
    commit = killed(office, MOVED)
    office.write({"baru.txt": "baru\n"})
    office.git("add", "baru.txt")
    before = office.state()
    assert office.lpsedocs(*APPROVE).refusal == overtaken(commit)
    assert office.state() == before
    assert office.lpsedocs(*APPROVE).refusal == (
        f"{DECISION} is committed, but git is about to remove it with the next commit; 'git restore --staged "
        f"--worktree {DECISION}' brings it back"
    )
    office.git("restore", "--staged", "--worktree", DECISION)
    assert office.git("status", "--porcelain") == "A  baru.txt"
    assert office.statuses() == {"EVL-2026-001": "approved"}


def test_what_is_taken_back_leaves_what_was_staged_since_then(office: RealOffice) -> None:
    killed(office, LAID)
    office.write({"baru.txt": "baru\n"})
    office.git("add", "baru.txt")

    assert office.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert office.git("status", "--porcelain") == "A  baru.txt"


@pytest.mark.parametrize("step", [LAID, MOVED])
def test_a_look_at_the_status_is_no_hindrance(step: str, office: RealOffice) -> None:
    before = office.git("status", "--porcelain")
    killed(office, step)
    os.utime(office.root / "mkdocs.yml", (1, 1))
    index = (office.root / ".git" / "index").read_bytes()
    office.git("status")
    assert (office.root / ".git" / "index").read_bytes() != index
    assert office.lpsedocs(*APPROVE).code == (2 if step is MOVED else 0)
    assert office.statuses() == {"EVL-2026-001": "approved"}
    assert office.git("status", "--porcelain") == before


def test_another_command_finishes_what_a_killed_one_has_begun(office: RealOffice) -> None:
    before = office.git("status", "--porcelain")
    killed(office, MOVED)
    assert office.git("status", "--porcelain") != before

    assert office.lpsedocs("request", "KAK-2026-001").code == 0
    assert office.git("status", "--porcelain") == before
    assert office.statuses() == {"EVL-2026-001": "approved"}


@pytest.mark.parametrize("step", [LAID, MOVED])
def test_a_command_that_was_killed_is_mended_by_the_next(step: str, office: RealOffice) -> None:
    before = office.git("status", "--porcelain")
    office.killed(step, *APPROVE)

    assert office.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert office.git("status", "--porcelain") == before
    assert office.statuses() == ({"EVL-2026-001": "approved"} if step is MOVED else {})
    assert {path.name for path in (office.root / ".git").glob("*lpsedocs*")} == set()
    assert {path.name for path in (office.root / ".git").glob("*.lock")} == set()


def test_what_was_begun_is_finished_before_the_branch_goes_on(office: RealOffice) -> None:
    first = killed(office, MOVED)
    second = office.git("commit-tree", "-p", first, "-m", "Lanjut", f"{first}^{{tree}}")

    assert Clone(office.root).goes(Move("refs/heads/main", first, second))
    assert (office.tip(), office.git("status", "--porcelain")) == (second, "")


def test_a_command_that_was_killed_behind_its_last_step_but_one_is_mended(office: RealOffice) -> None:
    killed(office, MOVED)
    git = office.root / ".git"
    (git / "lpsedocs" / "index").replace(git / "index")
    (git / "index.lock").write_bytes(b"lpsedocs\n")

    assert office.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert office.git("status", "--porcelain") == ""
    assert not (git / "index.lock").exists()


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


# ---- Bringing the files here up to date, whole or not at all

ONLINE = ("approve", "EVL-2026-001", "--yes")


@pytest.fixture
def behind(office: RealOffice) -> RealOffice:
    """Let the remote be ahead, with files that are new, changed, gone, and a link that leads elsewhere."""
    office.write(
        {"lama/dua/x.txt": "x\n", "lama/dua/y.txt": "y\n", "lama/z.txt": "z\n", "kantor.txt": "nama: -\n"}
    )
    (office.root / "tautan").symlink_to("kantor.txt")
    office.commit()
    office.with_remote()
    other = office.elsewhere()
    other.git("rm", "--quiet", "-r", "lama/dua")
    other.write({"baru/satu/kabar.txt": "kabar\n", "kantor.txt": "nama: Kantor\n"})
    (other.root / "tautan").unlink()
    (other.root / "tautan").symlink_to("baru")
    other.commit("Lebih dulu")
    other.git("push", "--quiet")
    return office


def files_of(office: RealOffice) -> tuple[object, ...]:
    root = office.root
    return (
        office.git("status", "--porcelain", "-uall"),
        (root / "kantor.txt").read_text(),
        (root / "tautan").readlink(),
        (root / "lama/dua").exists(),
        (root / "baru").exists(),
    )


def test_files_that_are_new_changed_or_gone_are_brought(behind: RealOffice) -> None:
    os.utime(behind.root / "kantor.txt", (1, 1))
    behind.write({"lama/catatan.txt": "milik sendiri\n"})

    assert behind.lpsedocs(*ONLINE).code == 0
    own = "?? lama/catatan.txt"
    assert files_of(behind) == (own, "nama: Kantor\n", Path("baru"), False, True)
    assert behind.read("baru/satu/kabar.txt") == "kabar\n"
    assert behind.read("lama/z.txt") == "z\n"


@pytest.mark.parametrize("path", ["baru/satu/kabar.txt", "kantor.txt", ".git/index.lock"])
def test_what_is_in_the_way_of_them_stays(path: str, behind: RealOffice) -> None:
    behind.write({path: "milik sendiri\n"})
    before = behind.state()

    assert path in behind.lpsedocs(*ONLINE).refusal
    assert (behind.read(path), behind.state()[1:]) == ("milik sendiri\n", before[1:])


def test_what_is_staged_as_it_comes_may_be_edited_further(behind: RealOffice) -> None:
    behind.write({"kantor.txt": "nama: Kantor\n"})
    behind.git("add", "kantor.txt")
    behind.write({"kantor.txt": "nama: Kantor Kami\n"})

    assert behind.lpsedocs(*ONLINE).code == 0
    assert behind.read("kantor.txt") == "nama: Kantor Kami\n"
    assert behind.git("status", "--porcelain") == " M kantor.txt"


def in_part(root: Path) -> None:
    """Leave files as a command does that is killed while it writes them."""
    (root / "baru/satu/kabar.txt").write_text("ka")
    (root / "kantor.txt").unlink()
    (root / "tautan").unlink()
    (root / "tautan").symlink_to("kantor.txt")


@pytest.mark.parametrize(
    "leaves",
    [
        pytest.param(lambda root: None, id="as it was"),
        pytest.param(in_part, id="in part"),
        pytest.param(lambda root: shutil.rmtree(root / "baru"), id="without a folder"),
    ],
)
def test_files_that_a_killed_command_has_brought_are_taken_back(
    leaves: Callable[[Path], None], behind: RealOffice
) -> None:
    before = files_of(behind)
    behind.killed(LAID, *ONLINE)
    assert files_of(behind) != before
    leaves(behind.root)

    assert behind.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert files_of(behind) == before
    assert behind.read("lama/dua/x.txt") == "x\n"


@pytest.mark.parametrize("path", ["kantor.txt", "baru/satu/kabar.txt", "tautan", "lama/dua/x.txt"])
def test_what_was_edited_after_a_command_was_killed_is_not_written_over(
    path: str, behind: RealOffice
) -> None:
    before = files_of(behind)
    behind.killed(LAID, *ONLINE)
    place = behind.root / path
    place.unlink(missing_ok=True)
    behind.write({path: "milik sendiri\n"})
    for _ in range(2):
        assert behind.lpsedocs("request", "KAK-2026-001", "--offline").refusal == (
            f"a command was killed here midway, and {path} was edited since then; put it aside under another "
            "name, and give the command once more"
        )
        assert place.read_text() == "milik sendiri\n"
    place.unlink()
    assert behind.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert files_of(behind) == before


def test_a_link_that_was_led_elsewhere_after_a_command_was_killed_stays(behind: RealOffice) -> None:
    behind.killed(LAID, *ONLINE)
    (behind.root / "tautan").unlink()
    (behind.root / "tautan").symlink_to("milik-sendiri")

    assert "tautan was edited since then" in behind.lpsedocs("request", "KAK-2026-001", "--offline").refusal
    assert (behind.root / "tautan").readlink() == Path("milik-sendiri")


NAMES = ("satu", "dua", "tiga", "empat")


def laid_out(
    office: RealOffice, *folders: str, files: tuple[str, ...] = (), links: tuple[str, ...] = ()
) -> None:
    """Let each name be a folder with a file, a file, or a link to another folder that has such a file."""
    for name in (*NAMES, "lima", "modul"):
        office.git("rm", "--quiet", "-r", "--ignore-unmatch", name)
    office.write({f"{folder}/x.txt": f"{folder}\n" for folder in ("lain", *folders)})
    office.write({name: f"{name}\n" for name in files})
    for name in links:
        (office.root / name).symlink_to("lain")
    # One that is a file or a link, with the same bytes.
    place = office.root / "lima"
    if "tiga" in links:
        place.symlink_to("lain")
    else:
        place.write_text("lain")
    office.git("add", "-A")
    office.git("update-index", "--add", "--cacheinfo", f"160000,{office.tip()},modul")
    office.git("commit", "--quiet", "-m", "Susunan")
    (office.root / "modul").mkdir(exist_ok=True)


def kinds(office: RealOffice) -> tuple[object, ...]:
    """Return what there is of each name, and that the other folder still has its file."""
    assert (office.root / "modul").is_dir()
    assert (office.root / "lima").is_symlink() is (office.root / "tiga").is_symlink()
    places = [office.root / name for name in NAMES]
    what = ["link" if place.is_symlink() else "folder" if place.is_dir() else "file" for place in places]
    return (*what, office.read("lain/x.txt"), office.git("status", "--porcelain", "-uall"))


@pytest.fixture
def otherwise(office: RealOffice) -> RealOffice:
    """Let files, folders and links be each other at the remote."""
    laid_out(office, "dua", "tiga", files=("satu",), links=("empat",))
    office.with_remote()
    other = office.elsewhere()
    laid_out(other, "satu", "empat", files=("dua",), links=("tiga",))
    other.git("push", "--quiet")
    assert kinds(office) == ("file", "folder", "folder", "link", "lain\n", "")
    return office


def test_what_is_staged_in_a_folder_in_whose_place_a_file_comes_is_not_dropped(otherwise: RealOffice) -> None:
    otherwise.write({"dua/baru.txt": "baru\n", "lain.txt": "lain\n"})
    otherwise.git("add", "dua/baru.txt", "lain.txt")
    before = otherwise.state()

    assert otherwise.lpsedocs(*ONLINE).refusal == (
        "the files here are in the way: dua/baru.txt. What was edited here is committed, or put aside with "
        "'git stash'; a new file gets another name"
    )
    assert otherwise.state()[1:] == before[1:]
    otherwise.git("rm", "--quiet", "--force", "dua/baru.txt")
    assert otherwise.lpsedocs(*ONLINE).code == 0
    assert kinds(otherwise) == ("folder", "file", "link", "folder", "lain\n", "A  lain.txt")


def test_a_folder_takes_the_place_of_a_file_or_a_link_and_the_other_way(otherwise: RealOffice) -> None:
    assert otherwise.lpsedocs(*ONLINE).code == 0
    assert kinds(otherwise) == ("folder", "file", "link", "folder", "lain\n", "")


@pytest.mark.parametrize("does", [":", 'git "$@"'], ids=["not begun", "laid"])
def test_a_folder_that_took_the_place_of_a_file_or_a_link_is_taken_back(
    otherwise: RealOffice, does: str
) -> None:
    otherwise.killed(LAID, *ONLINE, does=does)

    assert otherwise.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert kinds(otherwise) == ("file", "folder", "folder", "link", "lain\n", "")


def test_what_was_put_in_a_folder_that_a_killed_command_has_made_stays(otherwise: RealOffice) -> None:
    otherwise.killed(LAID, *ONLINE)
    otherwise.write({"satu/milik.txt": "milik sendiri\n"})

    for _ in range(2):
        assert otherwise.lpsedocs("request", "KAK-2026-001", "--offline").refusal == (
            "a command was killed here midway, and satu/milik.txt was edited since then; put it aside under "
            "another name, and give the command once more"
        )
    (otherwise.root / "satu/milik.txt").rename(otherwise.root / "milik.txt")
    assert otherwise.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert kinds(otherwise) == ("file", "folder", "folder", "link", "lain\n", "?? milik.txt")


def test_a_link_in_the_place_of_a_folder_that_is_to_come_back_stays(behind: RealOffice) -> None:
    before = files_of(behind)
    behind.killed(LAID, *ONLINE)
    (behind.home / "kosong").mkdir()
    link = behind.root / "lama/dua"
    link.symlink_to(behind.home / "kosong")
    command = ("request", "KAK-2026-001", "--offline")

    for _ in range(2):
        assert behind.lpsedocs(*command).refusal == (
            "a command was killed here midway, and lama/dua was edited since then; put it aside under "
            "another name, and give the command once more"
        )
        assert link.is_symlink()
    link.unlink()
    (behind.root / "lama/dua").write_text("milik sendiri\n")
    assert "lama/dua was edited since then" in behind.lpsedocs(*command).refusal
    (behind.root / "lama/dua").unlink()
    assert behind.lpsedocs(*command).code == 0
    assert files_of(behind) == before


def test_git_that_outlives_a_killed_command_is_not_disturbed(behind: RealOffice) -> None:
    before = files_of(behind)
    command = ("request", "KAK-2026-001", "--offline")

    def lasts() -> None:
        assert behind.lpsedocs(*command).refusal == at_work(behind)

    behind.killed(LAID, *ONLINE, does='kill -9 $PPID; sleep 2; git "$@"', lasts=lasts)
    assert behind.read("kantor.txt") == "nama: Kantor\n"
    assert behind.lpsedocs(*command).code == 0
    assert files_of(behind) == before


def test_what_was_taken_out_of_the_index_after_a_command_was_killed_stays_so(behind: RealOffice) -> None:
    killed(behind, LAID, *ONLINE)
    behind.git("rm", "--quiet", "--force", "kantor.txt")

    assert behind.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert behind.git("status", "--porcelain") == "D  kantor.txt"


def test_what_a_killed_command_has_left_and_git_has_swept_away_is_told(behind: RealOffice) -> None:
    behind.killed(MOVED, *ONLINE, does=":")
    commit = json.loads((behind.root / ".git" / "lpsedocs" / "move").read_text())["new"]
    behind.git("update-ref", "-d", "refs/remotes/origin/main")
    behind.git("prune", "--expire=now")
    assert behind.lpsedocs("request", "KAK-2026-001", "--offline").refusal == overtaken(commit)
    assert behind.lpsedocs("request", "KAK-2026-001", "--offline").code == 0


def test_who_is_killed_while_mending_is_mended_by_the_next(behind: RealOffice) -> None:
    behind.write({"lama/z.txt": "z" * 10_000})
    behind.commit()
    behind.git("push", "--quiet", "--force")
    other = behind.elsewhere()
    (other.root / "mkdocs.yml").write_text("site_name: Baru\n")
    other.write({"lama/z.txt": "baru\n"})
    other.commit()
    other.git("push", "--quiet")
    before = files_of(behind)
    behind.killed(LAID, *ONLINE)
    behind.killed("-f", "request", "KAK-2026-001", "--offline", does=":")
    assert behind.read("mkdocs.yml") == "site_name: Baru\n"
    behind.write({"lama/z.txt": "z" * 4_096})

    assert behind.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert files_of(behind) == before
    assert behind.read("lama/z.txt") == "z" * 10_000


def test_files_that_git_takes_for_unchanged_are_not_looked_at(behind: RealOffice) -> None:
    behind.git("status")
    behind.git("config", "core.autocrlf", "true")
    behind.killed(LAID, *ONLINE, does=":")

    assert behind.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert behind.read("kantor.txt") == "nama: -\n"


def test_a_file_at_which_git_is_not_to_look_is_taken_back_as_well(behind: RealOffice) -> None:
    behind.git("update-index", "--assume-unchanged", "kantor.txt")
    behind.killed(LAID, *ONLINE)
    assert behind.read("kantor.txt") == "nama: Kantor\n"

    assert behind.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert behind.read("kantor.txt") == "nama: -\n"
    assert behind.lpsedocs(*ONLINE).code == 0
    assert behind.read("kantor.txt") == "nama: Kantor\n"
    assert behind.git("status", "--porcelain") == ""


def test_where_git_can_not_tell_what_was_changed_each_file_is_looked_at(behind: RealOffice) -> None:
    before = files_of(behind)
    behind.killed(LAID, *ONLINE)
    real = shutil.which("git")
    program = behind.home / "programs" / "git"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\ncase " $* " in *" diff-files "*) exit 128;; esac\nexec {real} "$@"\n')
    program.chmod(0o755)
    os.environ["PATH"] = f"{program.parent}:{os.environ['PATH']}"

    assert behind.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert files_of(behind) == before


@pytest.mark.parametrize("how", ["killed", "failed"])
def test_what_lay_under_the_name_of_a_new_file_stays(behind: RealOffice, how: str) -> None:
    """A file that git is told to overlook gives way to a new one of its name."""
    with (behind.root / ".git/info/exclude").open("a") as file:
        file.write("kabar.txt\n")
    behind.write({"baru/satu/kabar.txt": "kabar\n"})
    command = ("request", "KAK-2026-001", "--offline")
    if how == "killed":
        behind.killed(LAID, *ONLINE, does=":")
    else:
        (behind.root / ".git/refs/heads/main.lock").touch()
        assert "the branch can't be moved" in behind.lpsedocs(*ONLINE).refusal
        (behind.root / ".git/refs/heads/main.lock").unlink()

    assert behind.lpsedocs(*command).code == 0
    assert behind.read("baru/satu/kabar.txt") == "kabar\n"
    assert behind.lpsedocs(*ONLINE).code == 0
    assert behind.git("status", "--porcelain") == ""


def test_a_file_that_is_called_as_git_lists_another_one_is_taken_back(office: RealOffice) -> None:
    office.write({"H mkdocs.yml": "lama\n"})
    office.commit()
    office.with_remote()
    newer_at_the_remote(office, {"H mkdocs.yml": "baru\n"})
    office.killed(LAID, *ONLINE)
    assert office.read("H mkdocs.yml") == "baru\n"

    assert office.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert (office.read("H mkdocs.yml"), office.git("status", "--porcelain")) == ("lama\n", "")


def test_a_folder_in_the_place_of_a_new_file_is_no_hindrance(behind: RealOffice) -> None:
    before = files_of(behind)
    behind.killed(LAID, *ONLINE)
    (behind.root / "baru/satu/kabar.txt").unlink()
    behind.write({"baru/satu/kabar.txt/milik.txt": "milik sendiri\n"})

    assert behind.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert behind.read("baru/satu/kabar.txt/milik.txt") == "milik sendiri\n"
    shutil.rmtree(behind.root / "baru")
    assert files_of(behind) == before


def test_a_link_to_an_empty_folder_in_the_place_of_a_new_one_stays(behind: RealOffice) -> None:
    behind.killed(LAID, *ONLINE)
    shutil.rmtree(behind.root / "baru")
    (behind.home / "kosong").mkdir()
    (behind.root / "baru").symlink_to(behind.home / "kosong")

    assert behind.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert (behind.root / "baru").is_symlink()


def test_an_empty_folder_in_the_place_of_a_file_gives_way(otherwise: RealOffice) -> None:
    otherwise.killed(LAID, *ONLINE)
    (otherwise.root / "satu/x.txt").unlink()

    assert otherwise.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert kinds(otherwise) == ("file", "folder", "folder", "link", "lain\n", "")


def test_by_way_of_a_link_to_the_office_what_was_edited_is_no_less_safe(behind: RealOffice) -> None:
    before = files_of(behind)
    link = behind.root.parent / "kantor"
    link.symlink_to(behind.root)
    behind.killed(LAID, *ONLINE)
    kept = behind.read("kantor.txt")
    behind.write({"kantor.txt": "milik sendiri\n"})
    command = ("--root", str(link), "request", "KAK-2026-001", "--offline")

    assert "kantor.txt was edited since then" in behind.lpsedocs(*command).refusal
    behind.write({"kantor.txt": kept})
    assert behind.lpsedocs(*command).code == 0
    assert files_of(behind) == before


@pytest.mark.parametrize("step", [LAID, MOVED])
def test_who_has_gone_on_after_a_command_was_killed_is_not_led_back(step: str, behind: RealOffice) -> None:
    commit = killed(behind, step, *ONLINE)
    behind.git("reset", "--quiet", "--hard", commit)
    behind.write({"kantor.txt": "nama\n"})
    behind.commit("Lanjut")
    before = behind.state()

    assert behind.lpsedocs("request", "KAK-2026-001", "--offline").refusal == overtaken(commit)
    assert behind.state() == before
    assert "killed" not in behind.lpsedocs("request", "KAK-2026-001", "--offline").refusal


def test_what_a_sparse_checkout_leaves_out_is_not_written(office: RealOffice) -> None:
    office.write({"lampiran/lama.txt": "lama\n"})
    office.commit()
    office.with_remote()
    other = office.elsewhere()
    other.write({"lampiran/lama.txt": "baru\n", "lampiran/baru.txt": "baru\n", "kabar.txt": "kabar\n"})
    other.commit()
    other.git("push", "--quiet")
    office.git("sparse-checkout", "set", "--no-cone", "/*", "!/lampiran/")
    assert not (office.root / "lampiran").exists()
    office.killed(LAID, *ONLINE)
    assert office.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert (office.root / "lampiran").exists() is (office.root / "kabar.txt").exists() is False
    office.write({"lampiran/baru.txt": "milik sendiri\n"})

    assert office.lpsedocs(*ONLINE).code == 0
    assert office.read("kabar.txt") == "kabar\n"
    assert office.read("lampiran/baru.txt") == "milik sendiri\n"
    assert not (office.root / "lampiran/lama.txt").exists()


@pytest.mark.parametrize("is_new", [True, False], ids=["new", "gone"])
def test_files_are_written_by_the_attributes_of_their_own_commit(office: RealOffice, *, is_new: bool) -> None:
    attributes = "*.txt text eol=crlf\n"
    office.write({"!a.txt": "a\n", "b.txt": "b\n", **({} if is_new else {".gitattributes": attributes})})
    office.commit()
    office.git("rm", "--quiet", "--cached", "-r", ".")
    office.git("reset", "--quiet", "--hard")
    office.with_remote()
    other = office.elsewhere()
    other.write({"!a.txt": "aa\n", "b.txt": "bb\n"})
    if is_new:
        other.write({".gitattributes": attributes})
    else:
        other.git("rm", "--quiet", ".gitattributes")
    other.commit()
    other.git("push", "--quiet")
    ends = (b"\n", b"\r\n") if is_new else (b"\r\n", b"\n")

    def found() -> tuple[bytes, ...]:
        return tuple((office.root / name).read_bytes() for name in ("!a.txt", "b.txt"))

    assert found() == (b"a" + ends[0], b"b" + ends[0])
    office.killed(LAID, *ONLINE)
    assert found() == (b"aa" + ends[1], b"bb" + ends[1])
    assert office.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert (*found(), office.git("status", "--porcelain")) == (b"a" + ends[0], b"b" + ends[0], "")
    assert office.lpsedocs(*ONLINE).code == 0
    assert (*found(), office.git("status", "--porcelain")) == (b"aa" + ends[1], b"bb" + ends[1], "")


def test_a_file_in_the_place_of_a_link_stays(behind: RealOffice) -> None:
    behind.killed(LAID, *ONLINE)
    (behind.root / "tautan").unlink()
    behind.write({"tautan": "bar"})

    assert "tautan was edited since then" in behind.lpsedocs("request", "KAK-2026-001", "--offline").refusal
    assert behind.read("tautan") == "bar"


def test_a_file_that_was_not_yet_to_be_run_is_as_it_was(behind: RealOffice) -> None:
    other = behind.elsewhere()
    other.write({"lama/z.txt": "baru\n"})
    (other.root / "lama/z.txt").chmod(0o755)
    other.commit()
    other.git("push", "--quiet")
    behind.killed(LAID, *ONLINE, does=":")

    assert behind.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert (behind.read("lama/z.txt"), behind.git("status", "--porcelain")) == ("z\n", "")


def test_a_file_that_was_to_be_run_is_so_again(behind: RealOffice) -> None:
    other = behind.elsewhere()
    (other.root / "lama/z.txt").chmod(0o755)
    other.commit()
    other.git("push", "--quiet")
    behind.killed(LAID, *ONLINE)
    assert os.access(behind.root / "lama/z.txt", os.X_OK)

    assert behind.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert behind.git("status", "--porcelain") == ""


def test_files_of_which_git_can_not_write_one_are_all_as_they_were(behind: RealOffice) -> None:
    """Others need a filter that is not there, too, as one does that would fetch large files."""
    names = ("kantor.txt", "lama/z.txt", "zz.txt")
    behind.write({".gitattributes": "*.txt filter=hilang\n", "zz.txt": "zz\n"})
    behind.commit()
    behind.git("push", "--quiet", "--force")
    other = behind.elsewhere()
    other.write(dict.fromkeys(names, "baru\n"))
    other.commit()
    other.git("push", "--quiet")
    smudge = behind.home / "smudge"
    smudge.write_text('#!/bin/sh\ntext=$(cat)\n[ "$text" != baru ] && echo "$text"\n')
    smudge.chmod(0o755)
    for name, value in {"smudge": str(smudge), "clean": "cat", "required": "true"}.items():
        behind.git("config", f"filter.hilang.{name}", value)
    before = files_of(behind), behind.state()[1:]

    assert behind.lpsedocs(*ONLINE).refusal == (
        f"the files here can't be brought up to date: error: external filter '{smudge}' failed 1 error: "
        f"external filter '{smudge}' failed fatal: kantor.txt: smudge filter hilang failed"
    )
    assert (files_of(behind), behind.state()[1:]) == before
    behind.git("config", "filter.hilang.smudge", "cat")
    assert behind.lpsedocs(*ONLINE).code == 0


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


# ---- The roster, which may be edited here before it is committed

ROSTER = "records/roster.yaml"
DEWI = ("roster", "add-account", "dewi", "github", "1009", "--commit", "--yes", "--offline")


@pytest.mark.parametrize(
    ("step", "does"),
    [(LAID, 'git "$@"'), (MOVED, ":"), (MOVED, 'git "$@"')],
    ids=["laid", "written", "moved"],
)
def test_a_change_of_the_roster_that_was_killed_is_mended(step: str, does: str, office: RealOffice) -> None:
    before = office.read(ROSTER)
    office.sits("eka")
    office.killed(step, *DEWI, does=does)

    assert office.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert office.git("status", "--porcelain") == ""
    assert (office.read(ROSTER) == before) == (office.git("rev-list", "--count", "main") == "1")


@pytest.mark.parametrize("step", [LAID, MOVED])
def test_a_roster_that_was_edited_before_its_commit_was_killed_stays(step: str, office: RealOffice) -> None:
    office.sits("eka")
    assert office.lpsedocs(*DEWI[:-3]).code == 0
    edited = office.read(ROSTER)
    office.killed(step, "roster", "commit", "--yes", "--offline", does=":")

    assert office.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert (office.read(ROSTER), office.git("status", "--porcelain")) == (edited, f" M {ROSTER}")
    assert office.lpsedocs("roster", "commit", "--yes", "--offline").code == 0
    assert (office.read(ROSTER), office.git("status", "--porcelain")) == (edited, "")


def test_a_roster_that_was_edited_after_its_change_was_killed_stays(office: RealOffice) -> None:
    office.sits("eka")
    office.killed(MOVED, *DEWI, does=":")
    edited = f"{office.read(ROSTER)}# dilihat\n"
    office.write({ROSTER: edited})

    assert office.lpsedocs("request", "KAK-2026-001", "--offline").code == 0
    assert office.read(ROSTER) == edited


def test_a_roster_that_is_edited_while_its_change_is_sent_stays(office: RealOffice) -> None:
    office.with_remote()
    office.sits("eka")
    assert office.lpsedocs(*DEWI[:-3]).code == 0
    hook = office.root / ".git" / "hooks" / "pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\necho '# dilihat' >>{office.root / ROSTER}\n")
    hook.chmod(0o755)

    assert office.lpsedocs("roster", "commit", "--yes", "--push").code == 0
    assert office.git("status", "--porcelain") == f" M {ROSTER}"
    assert office.read(ROSTER).endswith("# dilihat\n")


@pytest.mark.parametrize("command", [("check",), ("status",), ("status", "--format", "json")])
def test_those_that_only_read_tell_of_a_command_that_was_killed(
    command: tuple[str, ...], office: RealOffice
) -> None:
    note = (
        "note: a command of lpsedocs was killed here midway, or is at work; commit nothing before you have "
        "given it once more, which finishes what it began or takes it back\n"
    )
    assert note not in office.lpsedocs(*command).err
    killed(office, MOVED)
    told = office.lpsedocs(*command)
    assert told.err.endswith(note)
    assert note not in told.out
    office.lpsedocs(*APPROVE)
    assert note not in office.lpsedocs(*command).err


# ---- A commit that git does not sign


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
