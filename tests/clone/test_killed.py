"""What a command that was killed has begun is finished or taken back by the next, unless somebody went on."""

import json
import os

import pytest

from lpsedocs.clone import Clone, Move
from tests.clone.interrupting import APPROVE, LAID, MOVED, ONLINE, files_of, killed, overtaken
from tests.real_office import DECISION, RealOffice


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
