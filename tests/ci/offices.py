"""An office with CI files in a bare repository that stands for the forge, and requests to it."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.ci.forge import MockForge

LPSEDOCS = Path(sys.executable).with_name("lpsedocs")
ASSET = "records/assets/AST-001.yaml"
REFS = {
    "github": "refs/pull/{}/head",
    "forgejo": "refs/pull/{}/head",
    "gitlab": "refs/merge-requests/{}/head",
}
"""Under which name each forge keeps a request."""


_KEPT = ("assets", "forms", "requirements")
"""The examples that need no decision."""


def clean_environment(home: Path) -> dict[str, str]:
    """Return an environment with nothing of whoever runs the tests."""
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
        "GIT_AUTHOR_NAME": "Beni",
        "GIT_AUTHOR_EMAIL": "beni@kantor.example",
        "GIT_COMMITTER_NAME": "Beni",
        "GIT_COMMITTER_EMAIL": "beni@kantor.example",
    }


@dataclass
class Office:
    """A forge's bare repository, and what the forge tells of it."""

    folder: Path
    kind: str
    root: str
    """The commit that everybody trusts."""
    forge: MockForge = field(default_factory=MockForge)

    @property
    def bare(self) -> Path:
        return self.folder / "arsip.git"

    def git(self, *command: str, at: Path | None = None) -> str:
        done = subprocess.run(
            ["git", *command],
            cwd=at or self.bare,
            env=clean_environment(self.folder),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def tip(self, ref: str = "refs/heads/main") -> str:
        return self.git("rev-parse", ref)

    def request(
        self, changes: dict[str, tuple[str, str] | None], number: int = 1, title: str = "Perubahan"
    ) -> str:
        """Open a request, or add to it: texts replaced, files made anew, or removed (None)."""
        desk = self.folder / f"meja-{number}"
        if not desk.exists():
            self.git("clone", "--quiet", str(self.bare), str(desk), at=self.folder)
            self.git("switch", "--quiet", "--create", f"usul-{number}", at=desk)
        for path, change in changes.items():
            _apply(desk / path, change)
        self.git("add", "--all", at=desk)
        self.git("commit", "--quiet", "--message", title, at=desk)
        ref = REFS[self.kind].format(number)
        self.git("push", "--quiet", "--force", "origin", f"HEAD:{ref}", at=desk)
        head = self.tip(ref)
        self._merge_on_trial(desk, number)
        self.forge.open(number, head, title)
        return head

    def _merge_on_trial(self, desk: Path, number: int) -> None:
        """Make the test merge that GitHub, Forgejo and Gitea check out."""
        self.git("fetch", "--quiet", "origin", at=desk)
        self.git("checkout", "--quiet", "--detach", "origin/main", at=desk)
        self.git("merge", "--quiet", "--no-ff", "-m", "Merge", f"usul-{number}", at=desk)
        self.git("push", "--quiet", "--force", "origin", f"HEAD:refs/pull/{number}/merge", at=desk)
        self.git("switch", "--quiet", f"usul-{number}", at=desk)

    def merge(self, number: int = 1) -> str:
        """Merge a request, as a click does."""
        desk = self.folder / f"gabung-{number}"
        self.git("clone", "--quiet", str(self.bare), str(desk), at=self.folder)
        self.git("fetch", "--quiet", "origin", REFS[self.kind].format(number), at=desk)
        self.git("merge", "--quiet", "--no-ff", "-m", f"Merge #{number}", "FETCH_HEAD", at=desk)
        self.git("push", "--quiet", "origin", "HEAD:main", at=desk)
        self.forge.close(number, self.tip())
        return self.tip()


def _apply(path: Path, change: tuple[str, str] | None) -> None:
    if change is None:
        path.unlink()
        return
    old, new = change
    text = path.read_text() if path.exists() else ""
    assert old in text
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(old, new, 1) if old else new)


def office_with(kind: str, folder: Path, *options: str) -> Office:
    """Found an office on a forge: its first commit holds the CI files, and is the root."""
    environment = clean_environment(folder)

    def run(*command: str | Path, at: Path = folder) -> str:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=at,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        return done.stdout.strip()

    (folder / ".gitconfig").write_text("[init]\n\tdefaultBranch = main\n")
    run(LPSEDOCS, "init", "kantor", "--ci", kind, *options)
    desk = folder / "kantor"
    run("git", "init", "--quiet", at=desk)
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "eko")
    run(LPSEDOCS, "roster", "add-key", "eko", "--ssh", folder / "eko.pub", at=desk)
    for folder in (desk / "records").iterdir():
        if folder.is_dir() and folder.name not in _KEPT:
            shutil.rmtree(folder)
    run("git", "add", "--all", at=desk)
    run("git", "commit", "--quiet", "--message", "Mulai", at=desk)
    run("git", "clone", "--quiet", "--bare", desk, folder / "arsip.git")
    return Office(folder, kind, run("git", "rev-parse", "HEAD", at=desk))
