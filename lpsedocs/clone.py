"""The repository that a user works in: commits made beside the index and the files, and refs moved last.

Runs git as the user has set it up, with his keys and his remote; judges nothing. A commit is whole before any
ref names it, and a ref moves only from the value that was read.
"""

import os
import re
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from lpsedocs.findings import Message, Refusal, say
from lpsedocs.git import find_repository
from lpsedocs.trust.signatures import BadSignatureError, parse_ssh_key

os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")  # without git it is told below, and not by a traceback
from git.cmd import Git
from git.exc import GitCommandNotFound

HEADS: Final = "refs/heads/"
_IDENTITY: Final = re.compile(r"(.*) <([^<>]*)> (\d+) ([+-])(\d\d)(\d\d)")
_SSH_LITERAL: Final = ("ssh-", "key::")
"""What user.signingkey begins with where it is the key itself; as git has it."""


class Hand(NamedTuple):
    """Who commits, as git knows him, and the moment that a commit would bear now."""

    name: str
    email: str
    moment: datetime

    @property
    def stamp(self) -> str:
        """The moment as git takes it."""
        return f"@{int(self.moment.timestamp())} {self.moment:%z}"


class SigningKey(NamedTuple):
    """The key that git is set up to sign with."""

    name: str
    """As the configuration names it."""
    fingerprint: str | None
    """None where only the signature itself will tell."""


class Remote(NamedTuple):
    """Where a branch is kept for everybody."""

    name: str
    branch: str
    """Its short name there."""


@dataclass(frozen=True)
class Contents:
    """What a commit writes, by path."""

    exact: Mapping[PurePosixPath, bytes]
    """Bytes that go into the repository as they are."""
    filtered: Mapping[PurePosixPath, bytes] = field(default_factory=dict)
    """Files that git may keep in another way, such as in git LFS."""


class _Answer(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def why(self) -> str | Message:
        """What git said last, in its own words."""
        lines = (line.strip() for line in self.err.splitlines())
        told = [line for line in lines if line not in ("", "error:") and not line.startswith("hint:")]
        return " ".join(told[-3:]) or say("exit code {status}", status=self.status)


class Clone:
    """A work tree with its repository."""

    def __init__(self, root: Path) -> None:
        repository = find_repository(root)
        if not (root / ".git").exists():
            raise Refusal(
                say(
                    "the workspace {root} is not the top of its git repository, and decisions count only in "
                    "'records' at the top; make it a repository of its own",
                    root=str(root),
                )
            )
        self.root = root
        self._git_dir = repository.git_dir
        self._git = Git(root)

    # -- who works here, and where -------------------------------------------------------------------

    def hand(self) -> Hand:
        """Return who would commit now; refuses while git does not know."""
        answer = self._ask("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
        match = _IDENTITY.fullmatch(answer.out)
        if answer.status != 0 or not match:
            raise Refusal(
                say(
                    "git does not know who you are; 'git config user.name' and 'git config user.email' tell "
                    "it, with the address that the roster has for you"
                )
            )
        offset = timedelta(hours=int(match[5]), minutes=int(match[6]))
        zone = timezone(offset if match[4] == "+" else -offset)
        return Hand(match[1], match[2], datetime.fromtimestamp(int(match[3]), zone))

    def signing_key(self, hand: Hand) -> SigningKey:
        """Return the key that git signs with; refuses where there is none of a kind that counts."""
        kind = self.setting("gpg.format") or "openpgp"
        if kind == "ssh":
            return self._ssh_key()
        if kind == "openpgp":
            return self._openpgp_key(hand)
        raise Refusal(
            say(
                "git is set up to sign with '{kind}', which proves no decision; 'git config gpg.format' "
                "takes ssh or openpgp",
                kind=kind,
            )
        )

    def _ssh_key(self) -> SigningKey:
        given = self.setting("user.signingkey")
        if given is None:
            command = self.setting("gpg.ssh.defaultKeyCommand")
            if command is None:
                raise Refusal(
                    say(
                        "git has no key to sign with; 'git config user.signingkey ~/.ssh/id_ed25519.pub' "
                        "names one"
                    )
                )
            return SigningKey(command, None)
        if given.startswith(_SSH_LITERAL):
            return SigningKey(given, _fingerprint(given.removeprefix("key::")))
        path = Path(self.setting("user.signingkey", "--type=path") or given)
        if not path.is_file():
            raise Refusal(
                say(
                    "the key {path} that git is to sign with is not there; 'git config user.signingkey' "
                    "names another",
                    path=str(path),
                )
            )
        beside = path.with_name(f"{path.name}.pub")
        found = (_fingerprint(one.read_text("utf-8", "replace")) for one in (path, beside) if one.is_file())
        return SigningKey(str(path), next((one for one in found if one), None))

    def _openpgp_key(self, hand: Hand) -> SigningKey:
        program = self.setting("gpg.openpgp.program") or self.setting("gpg.program") or "gpg"
        given = self.setting("user.signingkey")
        name = given or f"{hand.name} <{hand.email}>"
        command = [program, "--batch", "--with-colons", "--list-secret-keys", name.rstrip("!")]
        try:
            done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        except OSError:
            found = None
        else:
            found = (
                _primary_fingerprints(done.stdout.decode(errors="replace")) if done.returncode == 0 else None
            )
        if not found:
            raise Refusal(
                say(
                    "git is to sign with the OpenPGP key of {name}, and {program} has no such key; for an "
                    "SSH key: 'git config gpg.format ssh' and 'git config user.signingkey "
                    "~/.ssh/id_ed25519.pub'",
                    name=name,
                    program=program,
                )
            )
        return SigningKey(name, found[0] if len(found) == 1 else None)

    def setting(self, name: str, *how: str) -> str | None:
        """Return a setting of git's configuration, if it is set."""
        answer = self._ask("config", *how, "--get", name)
        return answer.out if answer.status == 0 else None

    # -- branches ------------------------------------------------------------------------------------

    def branch(self) -> str:
        """Return the full name of the branch that is checked out; refuses a detached HEAD."""
        answer = self._ask("symbolic-ref", "--quiet", "HEAD")
        if answer.status != 0:
            raise Refusal(say("no branch is checked out here; 'git switch main' checks out the main branch"))
        return answer.out

    def is_branch_name(self, name: str) -> bool:
        """Tell whether a branch may be called so."""
        return self._ask("check-ref-format", "--branch", name).out == name

    def tip(self, ref: str) -> str | None:
        """Return the commit that a full ref name leads to."""
        answer = self._ask("rev-parse", "--quiet", "--verify", f"{ref}^{{commit}}")
        return answer.out if answer.status == 0 else None

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Tell whether a commit is another one or before it."""
        return self._ask("merge-base", "--is-ancestor", older, newer).status == 0

    def only_in(self, newer: str, other: str) -> tuple[str, ...]:
        """Return the commits that lead to one and not to the other, oldest first."""
        return tuple(
            self._must(say("the history can't be read"), "rev-list", "--reverse", newer, f"^{other}").split()
        )

    def remote_of(self, ref: str) -> Remote | None:
        """Return where a branch is kept for everybody: its upstream, else at origin or the only remote."""
        short = ref.removeprefix(HEADS)
        name, merge = self.setting(f"branch.{short}.remote"), self.setting(f"branch.{short}.merge")
        if name and name != "." and merge:
            return Remote(name, merge.removeprefix(HEADS))
        names = self._ask("remote").out.split()
        chosen = "origin" if "origin" in names else names[0] if len(names) == 1 else None
        return Remote(chosen, short) if chosen else None

    def fetch(self, remote: Remote) -> str | None:
        """Bring the newest commits of a branch here, and return its tip; None where the remote has none."""
        answer = self._ask("fetch", "--quiet", "--no-tags", remote.name, f"{HEADS}{remote.branch}")
        if answer.status == 0:
            return self._must(
                say("the history can't be read"), "rev-parse", "--verify", "FETCH_HEAD^{commit}"
            )
        listed = self._ask("ls-remote", "--heads", remote.name, f"{HEADS}{remote.branch}")
        if listed.status == 0 and not listed.out:
            return None
        raise Refusal(
            say(
                "what is new at {remote} can't be fetched: {why}; --offline goes on without it",
                remote=remote.name,
                why=answer.why,
            )
        )

    def fast_forward(self, tip: str) -> None:
        """Bring the branch that is checked out, and its files, forward to a commit; never makes a merge."""
        self._must(say("the branch can't be brought up to date"), "merge", "--ff-only", "--quiet", tip)

    def taken_away(self, folder: PurePosixPath) -> tuple[str, ...]:
        """Return the files of a folder that are committed, but that the index is about to remove."""
        listed = self._ask(
            "diff", "--cached", "--name-only", "-z", "--diff-filter=D", "HEAD", "--", str(folder)
        )
        return tuple(name for name in listed.out.split("\0") if name)

    # -- commits -------------------------------------------------------------------------------------

    def commit_on(self, parent: str, contents: Contents, message: str, hand: Hand, *, sign: bool) -> str:
        """Make a commit that writes these files on top of another; return its id. Nothing else changes."""
        with tempfile.TemporaryDirectory(prefix="lpsedocs-") as scratch:
            folder = Path(scratch)
            index = {"GIT_INDEX_FILE": str(folder / "index")}
            failed = say("the commit can't be made")
            self._must(failed, "read-tree", parent, env=index)
            (folder / "entries").write_text(self._entries(contents, folder), "utf-8")
            with (folder / "entries").open("rb") as entries:
                self._must(failed, "update-index", "-z", "--index-info", env=index, istream=entries.fileno())
            tree = self._must(failed, "write-tree", env=index)
            (folder / "message").write_text(message, "utf-8")
            signing = ["-S"] if sign else []
            command = ["commit-tree", "-p", parent, "-F", str(folder / "message"), *signing, tree]
            moments = {"GIT_AUTHOR_DATE": hand.stamp, "GIT_COMMITTER_DATE": hand.stamp}
            refused = say("git could not sign the commit, and nothing was changed") if sign else failed
            return self._must(refused, "-c", "i18n.commitEncoding=UTF-8", *command, env=moments)

    def _entries(self, contents: Contents, folder: Path) -> str:
        return "".join(
            f"100644 {self._blob(path, content, folder, is_exact=path in contents.exact)}\t{path}\0"
            for path, content in sorted({**contents.filtered, **contents.exact}.items())
        )

    def _blob(self, path: PurePosixPath, content: bytes, folder: Path, *, is_exact: bool) -> str:
        file = folder / "content"
        file.write_bytes(content)
        how = ["--no-filters", "--", str(file)] if is_exact else ["--stdin", f"--path={path}"]
        with file.open("rb") as stream:
            return self._must(
                say("the commit can't be made"), "hash-object", "-w", *how, istream=stream.fileno()
            )

    def signs_everything(self) -> bool:
        """Tell whether git is set up to sign every commit."""
        return self.setting("commit.gpgSign", "--type=bool") == "true"

    # -- moving refs, and what lies on the desk ------------------------------------------------------

    def moves(self, changes: Mapping[str, tuple[str | None, str]]) -> bool:
        """Let refs name new commits, all or none; False where one no longer is what was read."""
        none = "0" * len(next(iter(changes.values()))[1])
        with tempfile.TemporaryFile() as lines:
            for ref, (old, new) in changes.items():
                lines.write(f"update {ref} {new} {old or none}\n".encode())
            lines.seek(0)
            answer = self._ask("update-ref", "-m", "lpsedocs", "--stdin", istream=lines.fileno())
        if answer.status == 0:
            return True
        if any(self.tip(ref) != old for ref, (old, _) in changes.items()):
            return False
        raise Refusal(say("the branch can't be moved: {why}", why=answer.why))

    def refuse_unless_it_fits(self, old: str, new: str) -> None:
        """Refuse when files on the desk would be in the way of going from one commit to another."""
        refused = say("the files here are in the way")
        self._must(refused, "read-tree", "-n", "-m", "-u", old, new)

    def lay(self, old: str, new: str) -> None:
        """Bring index and files from one commit to another; what else is staged or edited stays."""
        done = say(
            "the commit is made, but the files here could not follow; 'git restore --staged --worktree "
            "records/decisions' brings them"
        )
        self._must(done, "read-tree", "-m", "-u", old, new)

    def stage_as(self, commit: str, path: PurePosixPath) -> None:
        """Let the index say of one file what a commit says."""
        done = say("the commit is made, but git could not note it; 'git add {path}' does", path=str(path))
        entry = self._must(done, "rev-parse", f"{commit}:{path}")
        self._must(done, "update-index", "--add", "--cacheinfo", f"100644,{entry},{path}")

    def staged(self, path: PurePosixPath) -> str | None:
        """Return the id of what the index has of a file."""
        listed = self._ask("ls-files", "--stage", "-z", "--", str(path)).out
        return listed.split()[1] if listed else None

    def push(self, remote: Remote, commit: str, ref: str) -> bool:
        """Send a commit to a branch of the remote; False where that has moved on. Never forces anything."""
        answer = self._ask("push", "--porcelain", remote.name, f"{commit}:{ref}")
        if answer.status == 0:
            return True
        told = next((line for line in answer.out.splitlines() if line.startswith("!")), "")
        if "[rejected]" in told:
            return False
        why = told.rpartition("\t")[2] or answer.why
        raise Refusal(
            say(
                "{remote} did not take it: {why}; nothing was changed here. Where {branch} is protected, "
                "--branch NAME makes a branch for a request",
                remote=remote.name,
                why=why,
                branch=ref.removeprefix(HEADS),
            )
        )

    # -- running git ---------------------------------------------------------------------------------

    def _must(
        self,
        refused: Message,
        *command: str,
        env: Mapping[str, str] | None = None,
        istream: int | None = None,
    ) -> str:
        answer = self._ask(*command, env=env, istream=istream)
        if answer.status != 0:
            raise Refusal(say("{what}: {why}", what=refused, why=answer.why))
        return answer.out

    def _ask(
        self, *command: str, env: Mapping[str, str] | None = None, istream: int | None = None
    ) -> _Answer:
        # The places are named, so that what a hook or a shell has set can't lead elsewhere.
        places = [f"--git-dir={self._git_dir}", f"--work-tree={self.root}"]
        try:
            status, out, err = self._git.execute(
                ["git", *places, *_PLAIN, *command],
                istream=istream,
                with_extended_output=True,
                with_exceptions=False,
                env={**_terminal(), "GIT_INDEX_FILE": str(self._git_dir / "index"), **(env or {})},
            )
        except GitCommandNotFound:
            raise Refusal(say("git is not installed here; install it, and try again")) from None
        return _Answer(int(status), str(out), str(err))


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


def _fingerprint(line: str) -> str | None:
    try:
        return parse_ssh_key(line).fingerprint
    except BadSignatureError:
        return None


def _primary_fingerprints(listing: str) -> list[str]:
    """Return the fingerprint of each secret key, not of its parts. Format: GnuPG, doc/DETAILS."""
    found: list[str] = []
    is_primary = False
    for fields in (line.split(":") for line in listing.splitlines()):
        if fields[0] == "fpr" and is_primary:
            found.append(fields[9].upper())
        is_primary = fields[0] == "sec"
    return found


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let nobody interrupt the last steps, in which a commit that is whole takes its place."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    kept = [(number, signal.signal(number, signal.SIG_IGN)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield
    finally:
        for number, handler in kept:
            signal.signal(number, handler)


def short(commits: Sequence[str]) -> tuple[str, ...]:
    """Return ids as people read them."""
    return tuple(commit[:12] for commit in commits)
