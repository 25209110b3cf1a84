"""A real repository of the small office, with people who have real keys, and a command line in it."""

import contextlib
import fcntl
import io
import os
import shutil
import signal
import subprocess
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from lpsedocs.cli import main
from lpsedocs.deciding.files import read_decision
from lpsedocs.models.decision import Decision
from lpsedocs.trust.standing import standings
from lpsedocs.verification import Request, verify
from tests.repositories import on_the_day
from tests.trust.story import ACCOUNTS, EVALUATION, GITHUB_KEY, KAK, TODAY, key_of, records

WRAPPER = """#!/bin/sh
PATH="{path}"
for word; do case $word in {step}) {does}; kill -9 $PPID; exit;; esac; done
exec git "$@"
"""
PEOPLE = ("rahma", "budi", "tia", "agus", "eka", "orang-lain")
DECISION = "records/decisions/EVL-2026-001/1.yaml"
ROSTER = "records/roster.yaml"
SIGNED = (
    "signed; it fits the roster as it is here, but no root is pinned that would prove it ('lpsedocs trust "
    "pin')"
)
"""What is said of a commit where no root is pinned."""
__all__ = [
    "DECISION",
    "EVALUATION",
    "KAK",
    "SIGNED",
    "RealOffice",
    "Told",
    "change_roster",
    "merge_by_click",
    "office_at",
    "with_second",
]


@dataclass(frozen=True)
class Told:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def refusal(self) -> str:
        """The one sentence of a refusal."""
        assert self.code == 2, self
        return self.err.strip().removeprefix("lpsedocs: ")


@dataclass
class RealOffice:
    """A work tree at which people take turns."""

    home: Path
    root: Path
    environment: dict[str, str] = field(default_factory=dict)

    # -- git -----------------------------------------------------------------------------------------

    def git(self, *command: str, at: Path | None = None, author: str = "") -> str:
        name, _, email = author.rstrip(">").partition(" <")
        named = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": email} if author else {}
        done = subprocess.run(
            ["git", *command],
            cwd=at or self.root,
            env={**os.environ, **named},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.rstrip("\n")

    def sits(self, person: str, *, key: str | None = None) -> None:
        """Let somebody sit down here: his name, address and key are git's from now on."""
        path = self.home / f"{key or person}.pub"
        (self.home / ".gitconfig").write_text(
            f"[user]\n\tname = {person.title()}\n\temail = {person}@contoh.example\n\tsigningkey = {path}\n"
            '[gpg]\n\tformat = ssh\n[init]\n\tdefaultBranch = main\n[protocol "file"]\n\tallow = always\n'
        )

    def at(self, moment: str) -> None:
        """Set the clock."""
        for name in ("GIT_COMMITTER_DATE", "GIT_AUTHOR_DATE"):
            os.environ[name] = moment

    def write(self, files: Mapping[str, str | bytes]) -> None:
        for path, content in files.items():
            place = self.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.encode() if isinstance(content, str) else content)

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text
        self.write({path: text.replace(old, new)})

    def commit(self, message: str = "Perubahan", *, sign: bool = False) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", *(["-S"] if sign else []), "-m", message)
        return self.tip()

    def tip(self, ref: str = "HEAD") -> str:
        return self.git("rev-parse", ref)

    def state(self) -> tuple[str, ...]:
        """Return all that a command may not change when it refuses: refs, index, files."""
        refs = self.git("for-each-ref", "--format=%(refname) %(objectname)")
        return refs, self.git("ls-files", "--stage"), self.git("status", "--porcelain=v1", "-z", "-uall")

    def with_remote(self) -> Path:
        """Give the repository a bare one to push to."""
        bare = self.root.parent / "bare.git"
        self.git("init", "--quiet", "--bare", str(bare))
        self.git("remote", "add", "origin", str(bare))
        self.git("push", "--quiet", "--set-upstream", "origin", "main")
        return bare

    def elsewhere(self) -> "RealOffice":
        """Return another clone of the same bare repository."""
        other = self.root.parent / f"other{len(list(self.root.parent.iterdir()))}"
        self.git("clone", "--quiet", str(self.root.parent / "bare.git"), str(other))
        return RealOffice(self.home, other)

    # -- lpsedocs ------------------------------------------------------------------------------------

    def lpsedocs(self, *arguments: str, answer: str = "") -> Told:
        """Run a command here, in English, with what somebody types."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.chdir(self.root), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            patch = pytest.MonkeyPatch()
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(answer.encode())))
            try:
                code = main(["--lang", "en", *arguments])
            finally:
                patch.undo()
        return Told(code, out.getvalue(), err.getvalue())

    def verify(self) -> Told:
        """Verify the main branch on the day on which it is decided here, and keep its tip."""
        with on_the_day("2026-07-06"):
            return self.lpsedocs("verify")

    def killed(
        self, step: str, *arguments: str, does: str = 'git "$@"', lasts: Callable[[], object] | None = None
    ) -> None:
        """Run a command in a process of its own, which is killed behind a step of git's, or before it.

        What ``lasts`` is done as long as git may go on by itself.
        """
        wrapper, ended = self.home / "bin" / "git", self.home / "ended"
        ended.write_text("")
        wrapper.parent.mkdir()
        wrapper.write_text(WRAPPER.format(path=os.environ["PATH"], step=step, does=does))
        wrapper.chmod(0o755)
        with warnings.catch_warnings():
            # Newer Pythons warn of threads that the child lacks: those of pytest's, which it does without.
            warnings.simplefilter("ignore", DeprecationWarning)
            process = os.fork()
        if process == 0:
            try:
                os.environ["PATH"] = f"{wrapper.parent}:{os.environ['PATH']}"
                ended.write_text(str(self.lpsedocs(*arguments)))
            except BaseException:
                ended.write_text(traceback.format_exc())
                raise
            finally:
                os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        assert (status, ended.read_text()) == (-signal.SIGKILL, "")
        if lasts:
            lasts()
        wait_for_git(self.root)
        shutil.rmtree(wrapper.parent)

    def decision(self, record: str = "EVL-2026-001", number: int = 1, *, at: str = "HEAD") -> Decision:
        text = self.git("show", f"{at}:records/decisions/{record}/{number}.yaml")
        found = read_decision(f"{text}\n".encode())
        assert found is not None
        return found

    def statuses(self, tip: str | None = None) -> dict[str, str]:
        """Return where each decided record stands, as anyone would verify it."""
        found = verify(Request(self.root, TODAY, os.environ, tip=tip, allow_unpinned=True))
        present = standings(found.history, found.decidable, found.digest_of)
        return {record: standing.status.value for record, standing in present.items() if standing.decisions}


def wait_for_git(root: Path) -> None:
    """Wait until git has ended, too, which a command that was killed had run."""
    lock = root / ".git" / "index.lock"
    if lock.exists():
        with lock.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)


def write_keys(home: Path) -> None:
    keys = {**{person: key_of(person) for person in PEOPLE}, "forge": GITHUB_KEY}
    for name, key in keys.items():
        private = key._private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
        (home / name).write_bytes(private)
        (home / name).chmod(0o600)
        (home / f"{name}.pub").write_text(f"{key.line}\n")


def environment_for(home: Path) -> dict[str, str]:
    """Return an environment that takes nothing from whoever runs the tests."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "LPSEDOCS_", "XDG_"))
    }
    return kept | {
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
        "GNUPGHOME": str(home / "gnupg"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "LPSEDOCS_LANG": "en",
        "SSH_AUTH_SOCK": "",
    }


@contextlib.contextmanager
def isolated(home: Path) -> Iterator[None]:
    before, own = dict(os.environ), environment_for(home)
    os.environ.clear()
    os.environ.update(own)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def office_template(folder: Path) -> Path:
    """Make the office once: its first commit, and the evaluation handed over."""
    home = folder / "home"
    home.mkdir(parents=True)
    write_keys(home)
    with isolated(home):
        office = RealOffice(home, folder / "office")
        office.root.mkdir()
        office.sits("eka")
        office.at("2026-07-04T02:00:00Z")
        office.git("init", "--quiet", "-b", "main")
        office.write({**records(), "mkdocs.yml": "site_name: Contoh\n"})
        office.commit("Mulai", sign=True)
    return folder


@contextlib.contextmanager
def office_at(factory: pytest.TempPathFactory, folder: Path) -> Iterator[RealOffice]:
    """Open a copy of the office, which is made once for all tests of a process, on the day after it began."""
    template = factory.getbasetemp() / "real-office"
    if not template.exists():
        office_template(template)
    shutil.copytree(template, folder / "copy")
    with isolated(folder / "copy" / "home"):
        office = RealOffice(folder / "copy" / "home", folder / "copy" / "office")
        office.at("2026-07-06T03:00:00Z")
        yield office


def change_roster(office: RealOffice, old: str, new: str) -> None:
    """Let somebody with the right to it change the roster in force, in between."""
    seated = (office.home / ".gitconfig").read_bytes()
    office.sits("eka")
    office.edit(ROSTER, old, new)
    office.git("commit", "--quiet", "-S", "-m", "Peran", ROSTER)
    (office.home / ".gitconfig").write_bytes(seated)


def tia_acts(office: RealOffice) -> None:
    """Let the evaluator be the acting head, too."""
    change_roster(
        office,
        "  - {role: pengelola, person: budi",
        "  - {role: kepala_lpse, person: tia, from: 2026-07-01, acting: plh, basis: SP 1}\n"
        "  - {role: pengelola, person: budi",
    )


def with_second(office: RealOffice) -> None:
    second = office.read(EVALUATION).replace("EVL-2026-001", "EVL-2026-002")
    office.sits("tia")
    office.write({EVALUATION.replace("001", "002"): second})
    office.commit()
    office.sits("rahma")


def newer_at_the_remote(office: RealOffice, files: dict[str, str]) -> RealOffice:
    """Let the Pengelola send another version of records."""
    other = office.elsewhere()
    office.sits("tia")
    other.write(files)
    other.commit()
    other.git("push", "--quiet")
    office.sits("rahma")
    return other


def merge_by_click(office: RealOffice, branch: str, title: str) -> None:
    """Merge as the Kepala's click on GitHub does, signed with the forge's key."""
    tree = office.git("rev-parse", f"{branch}^{{tree}}")
    commit = office.git(
        "-c",
        "user.name=GitHub",
        "-c",
        "user.email=noreply@github.com",
        "-c",
        f"user.signingkey={office.home}/forge.pub",
        "commit-tree",
        "-S",
        "-p",
        "main",
        "-p",
        branch,
        tree,
        "-m",
        f"Merge pull request #7 from kantor/{branch}\n\n{title}",
        author=f"Rahma <{ACCOUNTS['rahma']}+rahma@users.noreply.github.com>",
    )
    office.git("update-ref", "refs/heads/main", commit)
    office.git("reset", "--quiet", "--hard")
