"""Bringing the files here up to date, whole or not at all."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clone.interrupting import LAID, ONLINE, files_of
from tests.real_office import RealOffice, newer_at_the_remote


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
