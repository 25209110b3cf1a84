"""Stories on the disk: real repositories of what a story tells, and commands run in them."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path
from typing import Any, Protocol, Self

import pytest

from lpsedocs import verification
from lpsedocs.cli import main
from lpsedocs.demo.scribe import Scribe
from tests.trust.disk import put
from tests.trust.story import Story

CONFIGURATION = {"mkdocs.yml": b"site_name: Contoh\n"}
NO_PIN = (
    "can't verify: no root of this repository is pinned; 'lpsedocs trust pin' pins one, --trust-root takes "
    "one for this run, and 'lpsedocs verify --allow-unpinned' shows what the repository says of itself\n"
)


@dataclass(frozen=True)
class Answer:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def document(self) -> Any:
        return json.loads(self.out)

    @property
    def records(self) -> dict[str, str]:
        """The status of each record, of an answer in JSON."""
        return {record["id"]: record["status"] for record in self.document["records"]}

    @property
    def problems(self) -> list[str]:
        """The codes of the problems, of an answer in JSON."""
        return [problem["code"] for problem in self.document["problems"]]


@contextmanager
def on_the_day(day: str) -> Iterator[None]:
    """Let it be noon of a day wherever the history is verified."""

    class Noon(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.combine(date.fromisoformat(day), time(12), tz)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(verification, "datetime", Noon)
        yield


class LateInLondon(datetime):
    """In Jakarta it is one o'clock in the morning of the 6th, the day on which the Kepala decided."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2026, 7, 5, 18, tzinfo=UTC).astimezone(tz or UTC)


@dataclass(frozen=True)
class Desk:
    """A reader with his own configuration, and repositories beside it."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def pins(self) -> Path:
        return self.home / ".config" / "lpsedocs" / "pins.json"

    def clone(self, story: Story, name: str = "office") -> Path:
        """Write a story to a new repository with a work tree, its tip as the branch ``main``."""
        root = self.folder / name
        self.git("init", "--quiet", "--template=", "-b", "main", str(root))
        write(root / ".git", story)
        self.git("reset", "--quiet", "--hard", at=root)
        (root / "mkdocs.yml").write_bytes(CONFIGURATION["mkdocs.yml"])
        return root

    def git(self, *command: str, at: Path | None = None) -> str:
        done = subprocess.run(
            ["git", *command], cwd=at or self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.rstrip("\n")

    def say(self, *arguments: str | Path) -> Answer:
        """Run a command, in English."""
        self.capture.readouterr()
        code = main(["--lang", "en", *map(str, arguments)])
        printed = self.capture.readouterr()
        return Answer(code, printed.out, printed.err)

    def verify(self, place: Path, *arguments: str | Path, today: str = "2026-07-15") -> Answer:
        with on_the_day(today):
            return self.say("verify", "--repo", place, *arguments)

    def judge(self, place: Path, *arguments: str | Path) -> Answer:
        """Verify, and return the answer in JSON."""
        return self.verify(place, "--format", "json", *arguments)

    def check(self, root: Path, *arguments: str) -> Answer:
        """Check what rules say of decisions, trust and history."""
        chosen = ("--select", "A", "--select", "T", "--select", "H")
        return self.say("--root", root, "check", "--today", "2026-07-15", *chosen, *arguments)

    def told(self, root: Path, *arguments: str) -> list[str]:
        """Return which rules about decisions, trust and history speak, each with its severity."""
        findings = self.check(root, "--format", "json", *arguments).document["findings"]
        return [f"{finding['code']} {finding['severity']}" for finding in findings]

    def pin(self, place: Path, *arguments: str) -> Answer:
        answer = self.say("trust", "pin", "--repo", place, "--yes", *arguments)
        assert answer.code == 0, answer.err
        return answer

    def everything(self) -> dict[str, bytes]:
        """Return every file of the repositories and of the reader's configuration."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in found}


class Told(Protocol):
    """Commits that were made in memory, and the last of them."""

    scribe: Scribe
    tip: str


def write(git_dir: Path, story: Told, ref: str = "refs/heads/main") -> None:
    """Write the objects of a story as loose ones, whatever form they have, and let a branch name its tip."""
    for id_, (kind, content) in story.scribe.objects.items():
        put(git_dir, id_, kind, content)
    point(git_dir, ref, story.tip)


def point(git_dir: Path, ref: str, commit: str) -> None:
    """Let a ref name a commit, as a push by force does."""
    path = git_dir / ref
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{commit}\n")


@contextmanager
def seated(folder: Path, capture: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """Sit down at a desk whose environment takes nothing from whoever runs the tests."""
    desk = Desk(folder, capture)
    desk.home.mkdir()
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("GIT_", "LPSEDOCS_", "XDG_"))}
    patch = pytest.MonkeyPatch()
    for name in set(os.environ) - set(kept):
        patch.delenv(name)
    for name, value in {
        "HOME": str(desk.home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": str(desk.home / ".gitconfig"),
        "GIT_AUTHOR_DATE": "2026-07-10T03:00:00Z",
        "GIT_COMMITTER_DATE": "2026-07-10T03:00:00Z",
    }.items():
        patch.setenv(name, value)
    (desk.home / ".gitconfig").write_text(
        '[user]\n\tname = Budi\n\temail = budi@contoh.example\n[protocol "file"]\n\tallow = always\n'
    )
    try:
        yield desk
    finally:
        patch.undo()


def refused(answer: Answer) -> str:
    """Return the one sentence of a refusal, with the exit code in front."""
    assert answer.out == ""
    return f"{answer.code}: {answer.err}"


def loose(root: Path, id_: str) -> Path:
    return root / ".git" / "objects" / id_[:2] / id_[2:]


def packed(desk: Desk, root: Path) -> Path:
    desk.git("gc", "--quiet", at=root)
    desk.git("pack-refs", "--all", at=root)
    return root


def bundle(desk: Desk, root: Path) -> Path:
    desk.git("bundle", "create", "--quiet", str(desk.folder / "office.bundle"), "main", at=root)
    return desk.folder / "office.bundle"
