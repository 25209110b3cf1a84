"""The office that breaches are planted in, whose people have keys that are made on the spot.

It is the office of the rules' pages, with a history: a root, signed decisions, and what was filed after them.
"""

import hashlib
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from lpsedocs.demo.scribe import Hand, Scribe, SeededKey
from lpsedocs.rules.examples import TODAY, office, with_digests

Contents = Mapping[str, bytes]
"""Files by their paths; a path that ends in ``!MODE`` has that mode."""

ROSTER: Final = "records/roster.yaml"
ORGANIZATION: Final = "records/organization.yaml"
EVALUATION: Final = "records/evaluations/2026/EVL-2026-001.yaml"
DECIDED: Final = "records/decisions/EVL-2026-001/1.yaml"
NEXT: Final = "records/decisions/EVL-2026-001/2.yaml"
_ACCEPTED: Final = "records/decisions/KAK-2026-001/1.yaml"
_PEOPLE: Final = ("rahma", "budi", "tia", "agus", "dewi", "eka")
_SETTINGS: Final = b"site_name: Kantor uji\n"


@dataclass
class Story:
    """A repository in memory: a main line, and perhaps a request on top of it."""

    exceptions: str = ""
    """What the gate's own office lowers and waives, as keys of the office's file."""
    seed: str = field(default_factory=lambda: secrets.token_hex(16))
    scribe: Scribe = field(default_factory=Scribe)
    files: dict[str, bytes] = field(default_factory=dict)
    """What lies at the tip."""
    tip: str = ""
    root: str = ""
    main: str = ""
    """The tip of the main branch, where a request lies on top of it."""
    lost: set[str] = field(default_factory=set)
    """Objects that are left out of the repository."""
    last_verified: str | None = None
    """The tip that a reader has verified before."""
    minute: int = 0

    def __post_init__(self) -> None:
        if self.tip:
            return
        texts = {str(path): content for path, content in with_digests(office()).items()}
        texts[ROSTER] = self.roster()
        texts[ORGANIZATION] = self.organization(texts[ORGANIZATION])
        later = {path: texts.pop(path) for path in [*texts] if "/decisions/" in path or "/filings/" in path}
        self.root = self.commit(texts, by="eka", day="2026-01-05", signed=True)
        self.commit({_ACCEPTED: later.pop(_ACCEPTED)}, by="agus", day="2026-02-06", signed=True)
        self.commit({DECIDED: later.pop(DECIDED)}, by="rahma", day="2026-07-06", signed=True)
        self.commit(later, by="tia", day="2026-07-07")
        self.main = self.tip

    def key(self, person: str) -> SeededKey:
        """Return somebody's key: as secret as the seed, which is forgotten with the folder."""
        return SeededKey(f"{self.seed} {person}")

    def organization(self, content: bytes) -> bytes:
        """Return the office's file with the exceptions in it, unless it has its own."""
        return (
            content
            if b"severities:" in content or b"waivers:" in content
            else content + self.exceptions.encode()
        )

    def roster(self, *, revoked: str = "[]", more: str = "") -> bytes:
        """Return the office's roster with everybody's key in it."""
        text = office_roster()
        for person in _PEOPLE:
            key = f'{{ssh: "{self.key(person).line}", from: 2025-01-02}}'
            if person == "rahma":
                key += f', {{ssh: "{self.key("rahma anew").line}", from: 2025-01-02}}'
            text = text.replace(
                f"id: {person},", f"id: {person}, emails: [{person}@contoh.example], keys: [{key}],"
            )
        return f"{text}revoked: {revoked}\n{more}".encode()

    def commit(
        self,
        changes: Mapping[str, bytes | None],
        *,
        by: str = "budi",
        day: str = "2026-07-08",
        signed: bool | str = False,
        committer: str | None = None,
    ) -> str:
        """Put a commit on top; None removes a file. What is signed is signed with the key of who made it."""
        for path, content in changes.items():
            self._put(path, content)
        self.minute += 1
        when = datetime.fromisoformat(day).replace(hour=3, minute=self.minute, tzinfo=UTC)
        key = self.key(signed if isinstance(signed, str) else by)
        self.tip = self.scribe.commit(
            self.scribe.tree({"mkdocs.yml": _SETTINGS, **self.files}),
            (self.tip,) if self.tip else (),
            Hand(by.title(), f"{by}@contoh.example"),
            when,
            "Perubahan\n",
            committer=Hand(committer.title(), f"{committer}@contoh.example") if committer else None,
            sign=key.sign if signed else None,
        )
        return self.tip

    def _put(self, path: str, content: bytes | None) -> None:
        bare = path.partition("!")[0]
        for known in [known for known in self.files if known.partition("!")[0] == bare]:
            del self.files[known]
        if content is not None:
            self.files[path] = content

    def decision(
        self, *, word: str = "disetujui", by: str = "rahma", more: str = ""
    ) -> dict[str, bytes | None]:
        """Return the next decision on the evaluation as it lies at the tip."""
        text = self.files[DECIDED].decode()
        digest = hashlib.sha256(self.files[EVALUATION]).hexdigest()
        lines = [
            line
            for line in text.splitlines()
            if not line.startswith(("sha256:", "decision:", "by:", "date:"))
        ]
        lines += [f'sha256: "{digest}"', f"decision: {word}", f"by: {by}"]
        lines += ["note: Uji"] if word != "disetujui" else []
        return {NEXT: ("\n".join(lines) + "\n" + more).encode()}

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the Kepala's key."""
        return self.key("rahma").fingerprint

    def fork(self) -> "Story":
        """Return another story that begins like this one."""
        return replace(self, files=dict(self.files), lost=set())

    def merge(self) -> None:
        """Let the main branch have what lies at the tip."""
        self.main = self.tip


def office_roster() -> str:
    """Return the roster of the rules' office, with somebody who keeps it."""
    text = next(text for path, text in office().items() if str(path) == ROSTER)
    text = text.replace("roles:\n", "  - {id: eka, name: Eka Tamsil, position: Pranata Komputer}\nroles:\n")
    return text + "  - {role: admin, person: eka, from: 2025-01-02}\n"


@dataclass
class Scratch:
    """A folder in which one story after the other is laid out as a repository with a work tree."""

    folder: Path
    stored: set[str] = field(default_factory=set)
    laid: dict[str, bytes] = field(default_factory=dict)
    """What lies in the work tree, by path and mode."""

    @property
    def root(self) -> Path:
        """The work tree."""
        return self.folder / "office"

    def lay(self, story: Story, at_hand: Contents | None = None) -> None:
        """Lay a story out: its main branch, and its tip checked out, or other files in its place."""
        self._store(story)
        self._point(story)
        self._check_out({"mkdocs.yml": _SETTINGS, **(at_hand or story.files)})

    def _store(self, story: Story) -> None:
        # Objects of other stories may stay: nothing leads to them.
        for id_ in story.scribe.objects.keys() - self.stored - story.lost:
            kind, content = story.scribe.read(id_)
            path = self.root / ".git" / "objects" / id_[:2] / id_[2:]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(zlib.compress(b"%s %d\0%s" % (kind.encode(), len(content), content), 1))
            self.stored.add(id_)

    def _point(self, story: Story) -> None:
        git_dir = self.root / ".git"
        head = "refs/heads/main" if story.main == story.tip else "refs/heads/permintaan"
        refs = {"refs/heads/main": story.main, "refs/remotes/origin/main": story.main, head: story.tip}
        for name, id_ in refs.items():
            (git_dir / name).parent.mkdir(parents=True, exist_ok=True)
            (git_dir / name).write_text(f"{id_}\n")
        (git_dir / "HEAD").write_text(f"ref: {head}\n")
        (git_dir / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = false\n")

    def _check_out(self, files: dict[str, bytes]) -> None:
        for name in self.laid.keys() - files.keys():
            (self.root / name.partition("!")[0]).unlink()
        for name, content in files.items():
            if self.laid.get(name) != content:
                _write(self.root, name, content)
        self.laid = files


def _write(root: Path, name: str, content: bytes) -> None:
    bare, _, mode = name.partition("!")
    path = root / bare
    path.parent.mkdir(parents=True, exist_ok=True)
    if mode == "120000":
        path.symlink_to(content.decode())
    else:
        path.write_bytes(content)
        path.chmod(0o755 if mode == "100755" else 0o644)


DAY: Final = TODAY.isoformat()
"""The day on which the office is sound."""
