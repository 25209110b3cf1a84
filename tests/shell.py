"""A shell in a workspace: runs a command as somebody would, and keeps what it printed."""

import difflib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from lpsedocs.cli import main

ROOT = Path(__file__).parent.parent
TODAY = "2026-07-15"
"""The day of the example office."""


@dataclass(frozen=True)
class Answer:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@dataclass(frozen=True)
class Shell:
    """A workspace, and the commands in it; English, on the day of the example office."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def run(self, *arguments: str, today: str | None = TODAY) -> Answer:
        day = ["--today", today] if today else []
        return self.say("--lang", "en", "--root", str(self.root), *arguments, *day)

    def say(self, *arguments: str) -> Answer:
        self.capture.readouterr()
        code = main(list(arguments))
        printed = self.capture.readouterr()
        return Answer(code, printed.out, printed.err)

    def path(self, place: str) -> Path:
        return self.root / "records" / place

    def read(self, place: str) -> str:
        return self.path(place).read_bytes().decode()

    def change(self, place: str, old: str, new: str) -> None:
        text = self.read(place)
        assert old in text
        self.path(place).write_bytes(text.replace(old, new, 1).encode())

    def files(self) -> dict[str, bytes]:
        """Return every file of the workspace, to see what a command changed."""
        found = (path for path in self.root.rglob("*") if path.is_file())
        return {str(path.relative_to(self.root)): path.read_bytes() for path in found}


def example_office(target: Path) -> Path:
    """Copy the records of the example office to where a test may change them."""
    shutil.copytree(ROOT / "records", target / "records")
    (target / "mkdocs.yml").write_text("site_name: x\nplugins: [lpsedocs]\n")
    return target


def changed_lines(before: str, after: str) -> list[str]:
    """Return the lines that came and went, as a diff without context shows them."""
    lines: Iterable[str] = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:3] not in ("---", "+++") and not line.startswith("@@")]


def written_to(terminal: int) -> Iterator[str]:
    """Yield what is written to a terminal until nobody has it open any more."""
    with suppress(OSError), os.fdopen(terminal, "rb", buffering=0) as opened:
        while piece := opened.read(4096):
            yield piece.decode(errors="replace")
