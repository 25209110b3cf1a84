"""Files, folders and links that take each other's place when a branch is brought up to date."""

import shutil
from pathlib import Path

import pytest

from tests.clone.interrupting import LAID, ONLINE, files_of
from tests.real_office import RealOffice


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


def test_a_file_in_the_place_of_a_link_stays(behind: RealOffice) -> None:
    behind.killed(LAID, *ONLINE)
    (behind.root / "tautan").unlink()
    behind.write({"tautan": "bar"})

    assert "tautan was edited since then" in behind.lpsedocs("request", "KAK-2026-001", "--offline").refusal
    assert behind.read("tautan") == "bar"
