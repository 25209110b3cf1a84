"""Every file below a directory, in order; what can't be listed is no empty directory."""

from pathlib import Path

import pytest

from lpsedocs.directories import entries_below


def names(directory: Path) -> list[str]:
    return [Path(entry.path).relative_to(directory).as_posix() for entry in entries_below(directory)]


def test_files_come_in_order_and_links_are_not_followed(tmp_path: Path) -> None:
    for name in ("b/2.yaml", "b/1.yaml", "a.yaml", "c/.git/HEAD", "c/d/.gitkeep"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / ".git").write_text("gitdir: elsewhere\n")

    assert names(tmp_path) == ["a.yaml", "again", "b/1.yaml", "b/2.yaml", "c/d/.gitkeep"]


def test_a_directory_that_can_not_be_listed_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        names(tmp_path / "gone")


def test_who_takes_the_error_hears_of_it_once(tmp_path: Path) -> None:
    heard: list[OSError] = []

    assert list(entries_below(tmp_path / "gone", heard.append)) == []
    assert [error.filename for error in heard] == [str(tmp_path / "gone")]
