"""The reviews of a few requests of the example office, as it was decided and as it is proposed to be."""

import io
import os
import subprocess
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lpsedocs.cli import main
from lpsedocs.review import FORMATS

FOLDER: Final = Path(__file__).parent / "review"
ENDINGS: Final = {"text": "txt", "markdown": "md", "json": "json"}
TODAY: Final = "2026-07-15"


@dataclass(frozen=True)
class Request:
    """What is checked out, and what it is held against."""

    name: str
    head: str
    base: str
    formats: tuple[str, ...] = ("markdown",)


REQUESTS: Final = (
    Request("approval", "origin/setujui/EVL-2026-005", "origin/main", FORMATS),
    Request("return", "origin/evaluasi-ulang/EVL-2026-005", "origin/main"),
    Request("merged", ":/Merge pull request #8 ", "^1"),
    Request("wrong-person", ":/Setujui sendiri EVL-2026-007", "^1"),
    Request("ordinary", ":/Nilai dan sampaikan EVL-2026-003", "^1", ("text", "markdown")),
)


def rendered(office: Path, root: str, scratch: Path) -> Iterator[tuple[Path, str]]:
    """Yield each golden file with what it should hold; ids of commits are left out."""
    clone = scratch / "lpse"
    _git(scratch, "clone", "--quiet", "--no-checkout", str(office), str(clone))
    for request in REQUESTS:
        head = _git(clone, "rev-parse", request.head)
        _git(clone, "checkout", "--quiet", "--force", head)
        base = request.base if request.base != "^1" else _git(clone, "rev-parse", f"{head}^1")
        for format_ in request.formats:
            for language in ("id", "en"):
                text = _reviewed(clone, root, base, format_, language)
                for id_ in (head, _git(clone, "rev-parse", base)):
                    text = text.replace(id_, "...").replace(id_[:12], "...").replace(_parted(id_[:12]), "...")
                yield FOLDER / f"{request.name}.{language}.{ENDINGS[format_]}", text


def _parted(id_: str) -> str:
    """Return the beginning of a commit's id as Markdown has it."""
    return f"{id_[:6]}<!-- -->{id_[6:]}"


def _reviewed(clone: Path, root: str, base: str, format_: str, language: str) -> str:
    out = io.StringIO()
    where = ("--lang", language, "review", "--base", base, "--today", TODAY, "--trust-root", root)
    with chdir(clone), redirect_stdout(out):
        assert main([*where, "--format", format_]) == 0
    return out.getvalue()


def _git(place: Path, *command: str) -> str:
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *command], cwd=place, env=os.environ | settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
