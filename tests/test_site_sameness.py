"""The same commit and day give the same bytes, wherever, whenever and by whatever they are built."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lpsedocs.site.editions import Edition
from tests.showcase import Showcase
from tests.sites import EDITIONS, TODAY, contents_of, copy_of_example

ELSEWHERE = {
    "TZ": "Asia/Jayapura",
    "LC_ALL": "C",
    "LANGUAGE": "en",
    "PYTHONHASHSEED": "4711",
    "SOURCE_DATE_EPOCH": "1",
    "NO_MKDOCS_2_WARNING": "1",
}


def run(*command: str, at: Path, **more: str) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name(command[0]), *command[1:]],
        cwd=at,
        env={**os.environ, **ELSEWHERE, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_same_commit_and_day_give_the_same_bytes(
    showcase: Showcase, edition: Edition, tmp_path: Path
) -> None:
    office = tmp_path / "di tempat lain" / "kantor"
    shutil.copytree(showcase.office, office, copy_function=shutil.copyfile)
    wish = ("--root", str(office), "--lang", "id", "build", "--edition", edition.value)

    run(
        "lpsedocs",
        *(*wish, "--today", TODAY.isoformat(), "--output", str(tmp_path / "site")),
        at=tmp_path,
        LPSEDOCS_TRUST_ROOT=showcase.root,
    )

    one, other = contents_of(showcase.site(edition)), contents_of(tmp_path / "site")
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []


def test_mkdocs_and_properdocs_make_the_same_of_it(tmp_path: Path) -> None:
    workspace = copy_of_example(tmp_path / "office")
    settings = workspace / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace(
            "- lpsedocs:\n", f"- lpsedocs:\n      today: {TODAY.isoformat()}\n"
        )
    )

    for name in ("mkdocs", "properdocs"):
        built = ("build", "--quiet", "--strict", "-f", "mkdocs.yml", "-d", str(tmp_path / name))
        run(name, *built, at=workspace)

    one, other = (_but_for_the_maker(contents_of(tmp_path / name)) for name in ("mkdocs", "properdocs"))
    assert "pemasok/SUP-001/index.html" in one
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []


def test_what_is_around_pages_is_what_the_theme_makes_of_each(tmp_path: Path) -> None:
    workspace = copy_of_example(tmp_path / "office")
    note = workspace / "docs" / "keputusan" / "EVL-2026-001" / "catatan.md"
    note.parent.mkdir(parents=True)
    note.write_text("# Catatan\n", "utf-8")
    part = workspace / "templates" / "parts" / "source.html"
    part.parent.mkdir(parents=True)
    part.write_text('<p data-search-exclude="ya">Berkas</p>\n', "utf-8")
    settings = workspace / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("nav:\n", "nav:\n  - keputusan/EVL-2026-001/catatan.md\n")
    ours = f"- lpsedocs:\n      edition: office\n      today: {TODAY.isoformat()}\n"
    text = "site_url: https://lpse.example/arsip/\n" + text.replace("- lpsedocs:\n", ours)
    # What looks at pages hinders nothing, but the theme lays out each by itself.
    (workspace / "hook.py").write_text("def on_post_page(output, **_):\n    return output\n", "utf-8")

    for name, more in (("together", ""), ("each", "hooks: [hook.py]\n")):
        settings.write_text(text + more, "utf-8")
        run("mkdocs", "build", "--quiet", "-f", "mkdocs.yml", "-d", str(tmp_path / name), at=workspace)

    one, other = (contents_of(tmp_path / name) for name in ("together", "each"))
    assert "keputusan/EVL-2026-001/1/index.html" in one
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []
    assert b"<p>Berkas</p>" in one["keputusan/EVL-2026-001/1/index.html"]


def _but_for_the_maker(contents: dict[str, bytes]) -> dict[str, bytes]:
    maker = re.compile(rb'<meta name="generator" content="[^"]*">')
    return {path: maker.sub(b"", content) for path, content in contents.items()}
