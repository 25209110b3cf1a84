"""Repositories told commit by commit, with any authors, parents and folders, on the disk."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lpsedocs.demo.scribe import Hand, Scribe
from lpsedocs.rules.examples import office
from tests.repositories import point, write

BEGIN = datetime(2026, 7, 1, 3, tzinfo=UTC)
BUDI = Hand("Budi", "budi@contoh.example")
ASSET = "records/assets/AST-001.yaml"


@dataclass
class Story:
    """Commits on top of each other; ``tip`` is the last one."""

    scribe: Scribe = field(default_factory=Scribe)
    tip: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    days: int = 0

    def commit(
        self,
        changed: Mapping[str, bytes | None],
        *,
        by: Hand = BUDI,
        subject: str = "ubah",
        on: tuple[str, ...] | None = None,
    ) -> str:
        """Set and remove files on top of the tip, or of other parents."""
        files = {**self.files, **changed}
        self.files = {path: content for path, content in files.items() if content is not None}
        parents = on if on is not None else ((self.tip,) if self.tip else ())
        self.days += 1
        moment = BEGIN + timedelta(days=self.days - 1)
        self.tip = self.scribe.commit(self.scribe.tree(self.files), parents, by, moment, f"{subject}\n")
        return self.tip

    def on_disk(self, root: Path) -> Path:
        """Write everything to a new repository with a work tree of the tip."""
        subprocess.run(["git", "init", "--quiet", "--template=", "-b", "main", root], check=True)
        write(root / ".git", self)
        point(root / ".git", "refs/heads/main", self.tip)
        subprocess.run(["git", "reset", "--quiet", "--hard"], cwd=root, check=True)
        return root


def office_files() -> dict[str, bytes]:
    """Return the files of the small sound office, as a workspace."""
    files = {str(path): content.encode() for path, content in office().items()}
    return {**files, "mkdocs.yml": b"site_name: Contoh\n"}
