"""Runs git as the user has set it up, and takes no for an answer only where git says no."""

import os
import re
import shlex
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from lpsedocs.findings import Message, Refusal, printable, say

os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")  # without git it is told below, and not by a traceback
try:
    from git.cmd import Git
    from git.exc import GitCommandNotFound
except ImportError as error:
    raise Refusal(
        say("git can't be run here: {why}", why=" ".join(str(error.__cause__ or error).split()))
    ) from None

_NO: Final = 1
"""The status with which git answers no to a question; any other says that it could not tell."""
_TELLING: Final = re.compile(r"[\w.-]+: \S")
"""A line with which a program begins to tell what went wrong."""
_LOCK: Final = re.compile(r"'([^']+\.lock)'")
_UNWRITABLE: Final = re.compile(
    r"^(?!remote:).*?(?:'([^'\n]+)': (?:Permission denied|Read-only file system)"
    r"|insufficient permission for adding an object to repository database (\S+))",
    re.MULTILINE,
)
"""A file or folder here that git may not write, as it names it."""
_SAFE: Final = "safe.directory"
"""The setting that git names where a repository belongs to somebody else."""
_NO_GIT: Final = say("git is not installed here; install it, and try again")
_REMOTE: Final = "remote:"
_ASIDE: Final = ("hint:", "warning:", "To ", _REMOTE)
_TOLD_AT_MOST: Final = 500
"""How many characters are told of what a remote says."""


class Answer(NamedTuple):
    """What a run of git came to."""

    status: int
    out: str
    err: str

    @property
    def why(self) -> str | Message:
        """What git said, in its own words, from where it began to; a lock that is in the way by its name."""
        lock = next((path for path in _LOCK.findall(self.err) if Path(path).exists()), None)
        if lock is not None:
            return locked(Path(lock))
        if (unwritable := _UNWRITABLE.search(self.err)) is not None:
            return say(
                "git can't write to {path}; see that the folder of the repository, with '.git' in it, "
                "belongs to you and is not read-only ({told})",
                path=unwritable[1] or unwritable[2],
                told=self._told,
            )
        return self._told or say("exit code {status}", status=self.status)

    @property
    def is_unwritable(self) -> bool:
        """Whether git had to write here and may not."""
        return _UNWRITABLE.search(self.err) is not None

    @property
    def told_by_remote(self) -> str:
        """What the remote itself said, as a forge does of a branch that it protects; without lines drawn."""
        remote = (line for line in self.err.splitlines() if line.startswith(_REMOTE))
        lines = (line.removeprefix(_REMOTE).strip() for line in remote)
        told = " ".join(line for line in lines if any(map(str.isalnum, line)))
        return printable(told[:_TOLD_AT_MOST]).rstrip(". ")

    @property
    def _told(self) -> str:
        lines = (line.strip() for line in self.err.splitlines())
        told = [line for line in lines if line not in ("", "error:") and not line.startswith(_ASIDE)]
        begun = next((index for index, line in enumerate(told) if _TELLING.match(line)), 0)
        return " ".join(told[begun : begun + 3])


def locked(path: Path) -> Message:
    """Say that another run of git is at work, or left its lock."""
    return say(
        "another git command is at work here, or was stopped midway: {path} is there. Wait for it; if none "
        "is running, remove that file and try again",
        path=str(path),
    )


def refuse_foreign(root: Path, git_dir: Path) -> None:
    """Refuse a repository in which git itself would not work: its configuration names programs to be run.

    Git looks at who owns it only where it has to find it, and not where it is named.
    """
    environment = {name: value for name, value in os.environ.items() if name != "GIT_DIR"}
    command = ["git", "rev-parse", "--absolute-git-dir"]
    try:
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False)
    except FileNotFoundError:
        raise Refusal(_NO_GIT) from None
    answer = Answer(done.returncode, os.fsdecode(done.stdout).rstrip("\n"), os.fsdecode(done.stderr))
    if _SAFE in answer.err:
        raise Refusal(
            say(
                "the repository {root} belongs to another user, and what it names would be run as you; if "
                "you trust it, 'git config --global --add safe.directory {root}' says so",
                root=shlex.quote(str(root.resolve())),
            )
        )
    if answer.status != 0:
        raise Refusal(say("git does not work in {root}: {why}", root=str(root), why=answer.why))
    if Path(answer.out).resolve() != git_dir.resolve():
        raise Refusal(
            say(
                "git takes {other} for the repository of {root}, because {git_dir} is none to it; clone the "
                "repository anew",
                root=str(root),
                other=answer.out,
                git_dir=str(git_dir),
            )
        )


class Commands:
    """Runs git in one work tree."""

    def __init__(self, root: Path, git_dir: Path) -> None:
        self.root = root
        self.git_dir = git_dir
        self._git = Git(root)
        self._is_apart = False
        self._handed: tuple[int, ...] = ()

    def must(
        self,
        refused: Message,
        *command: str,
        env: Mapping[str, str] | None = None,
        istream: int | None = None,
    ) -> str:
        """Return what git answers; refuses when it fails."""
        answer = self.ask(*command, env=env, istream=istream)
        if answer.status != 0:
            raise Refusal(say("{what}: {why}", what=refused, why=answer.why))
        return answer.out

    def answered(self, *command: str) -> str | None:
        """Return what git answers, None where it says that there is nothing; refuses where it can't tell."""
        answer = self.ask(*command)
        if answer.status not in (0, _NO):
            raise Refusal(say("git can't tell what was asked: {why}", why=answer.why))
        return answer.out if answer.status == 0 else None

    def ask(self, *command: str, env: Mapping[str, str] | None = None, istream: int | None = None) -> Answer:
        """Return what git answers, with its status; refuses when somebody stopped it."""
        answer = self.tried(*command, env=env, istream=istream)
        if answer.status < 0:
            name = signal.Signals(-answer.status).name
            raise Refusal(say("git was stopped midway ({signal}); try again", signal=name))
        return answer

    def tried(
        self, *command: str, env: Mapping[str, str] | None = None, istream: int | None = None
    ) -> Answer:
        """Return what git answers, however it ended."""
        # The places are named, so that what a hook or a shell has set can't lead elsewhere.
        places = [f"--git-dir={self.git_dir}", f"--work-tree={self.root}"]
        try:
            status, out, err = self._git.execute(
                ["git", *places, *_PLAIN, *command],
                istream=istream,
                with_extended_output=True,
                with_exceptions=False,
                env={**_terminal(), "GIT_INDEX_FILE": str(self.git_dir / "index"), **(env or {})},
                start_new_session=self._is_apart,
                pass_fds=self._handed,
            )
        except GitCommandNotFound:
            raise Refusal(_NO_GIT) from None
        return Answer(int(status), str(out), str(err))

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """Let nobody interrupt the last steps, in which a commit that is whole takes its place.

        Ctrl-C and a terminal that closes don't reach the runs of git within, either.
        """
        is_main = threading.current_thread() is threading.main_thread()
        kept = [(number, signal.signal(number, signal.SIG_IGN)) for number in _ENDING if is_main]
        self._is_apart = True
        try:
            yield
        finally:
            self._is_apart = False
            for number, handler in kept:
                signal.signal(number, handler)

    @contextmanager
    def handing_on(self, descriptor: int) -> Iterator[None]:
        """Let each run of git within hold a file and its lock, too, also where it outlives this process."""
        self._handed = (descriptor,)
        try:
            yield
        finally:
            self._handed = ()


_ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PLAIN: Final = (
    "-c",
    "core.splitIndex=false",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "advice.detachedHead=false",
)
"""No second index file beside a temporary one, and no program that watches files."""


def _terminal() -> dict[str, str]:
    """Name the terminal for gpg, which git does not lead it to."""
    if "GPG_TTY" in os.environ or not os.isatty(0):
        return {}
    return {"GPG_TTY": os.ttyname(0)}
