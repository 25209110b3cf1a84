"""The repository that a user works in: commits made beside the index and the files, and refs moved last.

Runs git as the user has set it up, with his keys and his remote; judges nothing. A commit is whole before any
ref names it, and a ref moves only from the value that was read.
"""

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from lpsedocs.clone.commands import Commands, refuse_foreign
from lpsedocs.clone.moving import Move, Moving, OwnFile
from lpsedocs.clone.refs import moves, tip_of
from lpsedocs.clone.signing import unsigned
from lpsedocs.findings import Message, Refusal, printable, say
from lpsedocs.git import find_repository
from lpsedocs.trust.signatures import BadSignatureError, parse_ssh_key

__all__ = [
    "HEADS",
    "Clone",
    "Contents",
    "Hand",
    "Move",
    "OwnFile",
    "Remote",
    "Sign",
    "SigningKey",
    "Unsent",
    "short",
]

HEADS: Final = "refs/heads/"
_IDENTITY: Final = re.compile(r"(.*) <([^<>]*)> (\d+) ([+-])(\d\d)(\d\d)")
_PRIMARY: Final = re.compile(r"^SEC:.*\nFPR:(?:[^:\n]*:){8}(\w+):", re.MULTILINE)
"""The fingerprint of a secret key, not of its parts, in capitals. Format: GnuPG, doc/DETAILS."""
_NAME: Final = re.compile(
    r"(?!/)(?!.*(?://|\.\.|@\{|\.lock(?:/|$)))(?!(?:.*/)?\.)[^\x00-\x20\x7f~^:?*\[\\]+(?<!/)"
)
"""What a remote may be called, so that git can have refs under its name. Format: git-check-ref-format(1)."""
_UNTOLD: Final = "[remote failure]"
"""What git says of a branch of which the remote did not tell whether it took it."""
_UNMADE: Final = say("the commit can't be made")
_SSH_LITERAL: Final = ("ssh-", "key::")
"""What user.signingkey begins with where it is the key itself; as git has it."""


Sign = Callable[[bytes], bytes]
"""Takes the bytes of a commit, and returns an armored signature."""


class Hand(NamedTuple):
    """Who commits, as git knows him, and the moment that a commit would bear now."""

    name: str
    email: str
    moment: datetime

    @property
    def stamp(self) -> str:
        """The moment as git takes it."""
        return f"@{self.seconds}"

    @property
    def seconds(self) -> str:
        """The moment as it stands in a commit."""
        return f"{int(self.moment.timestamp())} {self.moment:%z}"


class Unsent(NamedTuple):
    """Why a remote did not take what was sent."""

    why: str | Message
    """In git's own words, where it has some."""
    is_outrun: bool
    """Whether it has something there that was not seen here."""


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

    @property
    def tracked(self) -> str:
        """The ref here that notes what the branch led to when it was fetched last."""
        # A forge's own programs may give an address in place of a name, which no ref can have.
        name = self.name if _NAME.fullmatch(self.name) else sha256(self.name.encode()).hexdigest()[:16]
        return f"refs/remotes/{name}/{self.branch}"


@dataclass(frozen=True)
class Contents:
    """What a commit writes, by path."""

    exact: Mapping[PurePosixPath, bytes]
    """Bytes that go into the repository as they are."""
    filtered: Mapping[PurePosixPath, bytes] = field(default_factory=dict)
    """Files that git may keep in another way, such as in git LFS."""


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
        refuse_foreign(root, repository.git_dir)
        self.root = root
        self._git = Commands(root, repository.git_dir)
        self._moving = Moving(self._git)

    # -- who works here, and where -------------------------------------------------------------------

    def hand(self) -> Hand:
        """Return who would commit now; refuses while git does not know."""
        told = self._git.ask("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT").out
        match = _IDENTITY.fullmatch(told)
        if match is None:
            raise Refusal(
                say(
                    "git does not know who you are; 'git config user.name' and 'git config user.email' tell "
                    "it, with the address that the roster has for you"
                )
            )
        return Hand(match[1], match[2], _moment(match))

    def hand_of(self, name: str, email: str) -> Hand:
        """Return somebody as who would commit now, whoever git is set up for."""
        given = ("-c", f"user.name={name}", "-c", f"user.email={email}")
        failed = say("git can't tell the time")
        told = self._git.must(failed, *given, "var", "GIT_COMMITTER_IDENT")
        match = _IDENTITY.fullmatch(told)
        assert match is not None
        return Hand(name, email, _moment(match))

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
        given = self.setting("user.signingkey", "--type=path")
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
        path = Path(given)
        self._refuse_without_private(path)
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

    def _refuse_without_private(self, path: Path) -> None:
        """Refuse a public key whose private one is certainly out of reach of ssh-keygen."""
        is_elsewhere = os.environ.get("SSH_AUTH_SOCK") or self.setting("gpg.ssh.program")
        if path.suffix != ".pub" or is_elsewhere or not path.is_file() or path.with_suffix("").exists():
            return
        raise Refusal(
            say(
                "the private key of {path} is not beside it, and no ssh-agent runs here; go to the computer "
                "where it is, or name the key that is here with 'git config user.signingkey'",
                path=str(path),
            )
        )

    def _openpgp_key(self, hand: Hand) -> SigningKey:
        program = self.setting("gpg.openpgp.program") or self.setting("gpg.program") or "gpg"
        given = self.setting("user.signingkey")
        name = given or f"{hand.name} <{hand.email}>"
        command = [program, "--batch", "--with-colons", "--list-secret-keys", name.rstrip("!")]
        try:
            done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        except OSError:
            raise Refusal(
                say(
                    "git is to sign with the program {program}, which is not there; install GnuPG, or sign "
                    "with an SSH key: 'git config gpg.format ssh' and 'git config user.signingkey "
                    "~/.ssh/id_ed25519.pub'",
                    program=program,
                )
            ) from None
        found = _PRIMARY.findall(done.stdout.decode(errors="replace").upper())
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
        return self._git.answered("config", *how, "--get", name)

    # -- what git makes of files ---------------------------------------------------------------------

    def attributes(self, paths: Sequence[str], names: Sequence[str]) -> dict[str, dict[str, str]]:
        """Return attributes of paths, by path and name, as the repository itself gives them."""
        failed = say("the attributes of files can't be read")
        # What the user has set for himself others don't have.
        command = ("-c", "core.attributesFile=", "check-attr", "-z", *names, "--", *paths)
        told = self._git.must(failed, *command).split("\0")
        found: dict[str, dict[str, str]] = {path: {} for path in paths}
        for path, name, value in zip(told[0::3], told[1::3], told[2::3], strict=False):
            found[path][name] = value
        return found

    def ignored(self, paths: Sequence[str]) -> tuple[str, ...]:
        """Return which paths git leaves out."""
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{path}\0" for path in paths).encode(errors="surrogateescape"))
            asked.seek(0)
            told = self._git.ask("check-ignore", "-z", "--stdin", "--no-index", istream=asked.fileno())
        if told.status not in (0, 1):
            raise Refusal(say("git can't tell what was asked: {why}", why=told.why))
        return tuple(path for path in told.out.split("\0") if path)

    # -- branches ------------------------------------------------------------------------------------

    def branch(self) -> str:
        """Return the full name of the branch that is checked out; refuses a detached HEAD."""
        name = self._git.answered("symbolic-ref", "--quiet", "HEAD")
        if name is None:
            raise Refusal(say("no branch is checked out here; 'git switch main' checks out the main branch"))
        if name.encode(errors="replace").decode() != name:
            raise Refusal(
                say(
                    "the branch that is checked out here has a name that is not in UTF-8; 'git branch --move "
                    "NAME' gives it another"
                )
            )
        return name

    def is_checked_out(self, ref: str) -> bool:
        """Tell whether a branch, by its full name, is the one that is checked out."""
        return self._git.answered("symbolic-ref", "--quiet", "HEAD") == ref

    def is_branch_name(self, name: str) -> bool:
        """Tell whether a branch may be called so."""
        # Where it may not, git answers nothing, which is the empty name, too.
        return self._git.ask("check-ref-format", "--branch", name)[:2] == (0, name)

    def tip(self, ref: str) -> str | None:
        """Return the commit that a full ref name leads to."""
        return tip_of(self._git, ref)

    def refuse_in_the_way(self, refs: Collection[str]) -> None:
        """Refuse where a branch is here beside which git can't have one of these names."""
        listed = self._git.must(
            say("the branches can't be listed"), "for-each-ref", "--format=%(refname)", HEADS
        )
        if (found := _in_the_way(listed.split("\n"), refs)) is not None:
            there, name = found
            raise Refusal(
                say(
                    "there is a branch {there} here, beside which git can have none called {name}; 'git "
                    "branch --move {spelled} NAME' gives it another name",
                    there=printable(there),
                    name=name,
                    spelled=shlex.quote(there),
                )
            )

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Tell whether a commit is another one or before it."""
        return self._git.answered("merge-base", "--is-ancestor", older, newer) is not None

    def fork(self, one: str, other: str) -> str | None:
        """Return the last commit that two have in common."""
        return self._git.answered("merge-base", one, other)

    def only_in(self, newer: str, other: str) -> tuple[str, ...]:
        """Return the commits that lead to one and not to the other, oldest first."""
        failed = say("the history can't be read")
        return tuple(self._git.must(failed, "rev-list", "--reverse", newer, f"^{other}").split())

    def remote_of(self, ref: str) -> Remote | None:
        """Return where a branch is kept for everybody: its upstream, else at origin or the only remote."""
        short = ref.removeprefix(HEADS)
        name, merge = self.setting(f"branch.{short}.remote"), self.setting(f"branch.{short}.merge")
        if name and name != "." and merge:
            return Remote(name, merge.removeprefix(HEADS))
        names = self.remotes()
        chosen = "origin" if "origin" in names else names[0] if len(names) == 1 else None
        return Remote(chosen, short) if chosen else None

    def remotes(self) -> tuple[str, ...]:
        """Return the names of all remotes."""
        return tuple(self._git.must(say("the remotes can't be listed"), "remote").split())

    def has_upstream(self, ref: str) -> bool:
        """Tell whether git knows by itself from where a branch is brought up to date."""
        return self.setting(f"branch.{ref.removeprefix(HEADS)}.merge") is not None

    def known(self, remote: Remote) -> str | None:
        """Return what a branch of a remote led to when it was fetched last."""
        return self.tip(remote.tracked)

    def sent_in(self, remote: Remote, commit: str) -> tuple[str, ...]:
        """Return the branches of a remote that had a commit when they were fetched or sent last."""
        return tuple(self._noted(remote, f"--contains={commit}"))

    def has_in(self, remote: Remote, commit: str) -> tuple[str, ...]:
        """Return the branches of a remote that have a commit now."""
        why = self.fetch_branches(remote)
        there = self._listed(remote)
        if there is None:
            raise Refusal(_unfetched(remote, say("it does not answer any more")))
        noted, having = self._noted(remote), self.sent_in(remote, commit)
        found = []
        for name, id_ in ((ref.removeprefix(HEADS), id_) for ref, id_ in there.items()):
            if noted.get(name) == id_:
                has_it = name in having
            # Where some can't be noted, as beside the note of one that is gone, their commits may be here.
            elif self.tip(id_) is not None:
                has_it = self.is_ancestor(commit, id_)
            else:
                raise Refusal(_unfetched(remote, why or say("it has moved on meanwhile; try again")))
            if has_it:
                found.append(name)
        return tuple(found)

    def _noted(self, remote: Remote, *which: str) -> dict[str, str]:
        """Return what branches of a remote led to, by name, when they were fetched or sent last."""
        failed, top = say("the branches can't be listed"), remote._replace(branch="").tracked
        listed = self._git.must(failed, "for-each-ref", *which, "--format=%(refname) %(objectname)", top)
        # No name has a space or an end of line in it, but others at which Python parts words and lines.
        found = {ref.removeprefix(top): id_ for ref, id_ in re.findall(r"(.+) (.+)", listed)}
        return {name: id_ for name, id_ in found.items() if name != "HEAD"}

    def fetch(self, remote: Remote) -> str | None:
        """Bring the newest commits of a branch here, and return its tip; None where the remote has none."""
        # Not by way of FETCH_HEAD, into which another program may write meanwhile what it fetches.
        refspec = f"+{HEADS}{remote.branch}:{remote.tracked}"
        answer = self._git.ask("fetch", "--quiet", "--no-tags", remote.name, refspec)
        if answer.status == 0:
            return self.known(remote)
        there = self._listed(remote)
        if there is not None and f"{HEADS}{remote.branch}" not in there:
            return None
        failed = _unfetched(remote, answer.why)
        if answer.is_unwritable:
            raise Refusal(failed)
        raise Refusal(say("{what}; --offline goes on without it", what=failed))

    def fetch_branches(self, remote: Remote) -> str | Message | None:
        """Bring the newest commits of all branches of a remote here; return why where it can't be done."""
        everything = f"+{HEADS}*:{remote._replace(branch='*').tracked}"
        answer = self._git.ask("fetch", "--quiet", "--no-tags", remote.name, everything)
        return answer.why if answer.status != 0 else None

    def taken_away(self, folder: PurePosixPath) -> tuple[str, ...]:
        """Return the files of a folder that are committed, but that the index is about to remove."""
        failed = say("what is staged can't be read")
        command = ("diff", "--cached", "--name-only", "-z", "--diff-filter=D", "HEAD", "--", str(folder))
        return tuple(name for name in self._git.must(failed, *command).split("\0") if name)

    # -- commits -------------------------------------------------------------------------------------

    def commit_on(self, parent: str, contents: Contents, message: str, hand: Hand, *, sign: bool) -> str:
        """Make a commit that writes these files on top of another; return its id. Nothing else changes."""
        with tempfile.TemporaryDirectory(prefix="lpsedocs-") as scratch:
            folder = Path(scratch)
            tree = self._tree_on(parent, contents, folder)
            (folder / "message").write_text(message, "utf-8")
            signing = ["-S"] if sign else []
            command = ["commit-tree", "-p", parent, "-F", str(folder / "message"), *signing, tree]
            moments = {"GIT_AUTHOR_DATE": hand.stamp, "GIT_COMMITTER_DATE": hand.stamp}
            answer = self._git.ask("-c", "i18n.commitEncoding=UTF-8", *command, env=moments)
            if answer.status == 0:
                return answer.out
            raise Refusal(unsigned(answer) if sign else say("{what}: {why}", what=_UNMADE, why=answer.why))

    def commit_signed(self, parent: str, contents: Contents, message: str, hand: Hand, sign: Sign) -> str:
        """Make a commit like :meth:`commit_on`, of a hand that git is not set up for and with its own key."""
        with tempfile.TemporaryDirectory(prefix="lpsedocs-") as scratch:
            folder = Path(scratch)
            tree = self._tree_on(parent, contents, folder)
            by = f"{hand.name} <{hand.email}> {hand.seconds}"
            head = f"tree {tree}\nparent {parent}\nauthor {by}\ncommitter {by}\n"
            rest = f"\n{message}"
            armored = sign((head + rest).encode()).decode("ascii").rstrip("\n").replace("\n", "\n ")
            name = "gpgsig" if len(tree) == len("0" * 40) else "gpgsig-sha256"
            (folder / "commit").write_bytes(f"{head}{name} {armored}\n{rest}".encode())
            with (folder / "commit").open("rb") as commit:
                return self._git.must(
                    _UNMADE, "hash-object", "-t", "commit", "-w", "--stdin", istream=commit.fileno()
                )

    def _tree_on(self, parent: str, contents: Contents, folder: Path) -> str:
        """Return the tree of a commit with these files written."""
        index = {"GIT_INDEX_FILE": str(folder / "index")}
        self._git.must(_UNMADE, "read-tree", parent, env=index)
        (folder / "entries").write_text(self._entries(contents, folder), "utf-8")
        with (folder / "entries").open("rb") as entries:
            self._git.must(_UNMADE, "update-index", "-z", "--index-info", env=index, istream=entries.fileno())
        return self._git.must(_UNMADE, "write-tree", env=index)

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
            return self._git.must(_UNMADE, "hash-object", "-w", *how, istream=stream.fileno())

    def signs_everything(self) -> bool:
        """Tell whether git is set up to sign every commit."""
        return self.setting("commit.gpgSign", "--type=bool") == "true"

    # -- moving refs, and what lies on the desk ------------------------------------------------------

    def makes(self, branches: Mapping[str, str]) -> bool:
        """Make branches, all or none; False where one is there by now."""
        return self.moves({ref: (None, commit) for ref, commit in branches.items()})

    def moves(self, changes: Mapping[str, tuple[str | None, str]]) -> bool:
        """Let refs that are not checked out name new commits; False where one is no longer what was read."""
        with self._git.undisturbed():
            return moves(self._git, changes)

    def refuse_unless_it_fits(self, move: Move) -> None:
        """Refuse when files on the desk would be in the way."""
        self._moving.refuse_unless_it_fits(move)

    def goes(self, move: Move) -> bool:
        """Bring the branch that is checked out, the index and the files to another commit, or nothing.

        What else is staged or edited stays. False if the branch no longer leads to where it did.
        """
        return self._moving.go(move)

    def mend(self) -> None:
        """Finish or take back what a run that was killed has left here."""
        self._moving.mend()

    def is_edited(self) -> bool:
        """Tell whether a file that is committed is changed here, or about to be; not of a submodule."""
        how = ("--no-ext-diff", "--ignore-submodules", "--quiet")
        return self._git.answered("diff", *how, "HEAD") is None

    def is_staged(self, path: PurePosixPath) -> bool:
        """Tell whether the index has something else of a file than the commit that is checked out."""
        return self._git.answered("diff", "--cached", "--quiet", "HEAD", "--", str(path)) is None

    def staged(self, path: PurePosixPath) -> str | None:
        """Return the id of what the index has of a file."""
        failed = say("what is staged can't be read")
        listed = self._git.must(failed, "ls-files", "--stage", "-z", "--", str(path))
        return listed.split()[1] if listed else None

    def push(self, remote: Remote, commits: Mapping[str, str]) -> Unsent | None:
        """Send commits to branches of the remote, all or none; return why it took none. Forces nothing.

        Refuses where nobody knows whether it took them.
        """
        together = ["--atomic"] if len(commits) > 1 else []
        # Whatever git is set up to send beside them, or in their place.
        alone = ("--no-follow-tags", "--recurse-submodules=no")
        refs = [f"{commit}:{ref}" for ref, commit in commits.items()]
        answer = self._git.ask("push", "--porcelain", *together, *alone, remote.name, *refs)
        if answer.status == 0:
            return None
        refused = [
            line.rpartition("\t")[2]
            for line in answer.out.split("\n")
            if line.startswith("!") and _UNTOLD not in line
        ]
        to, source = (self._git.ask("remote", "get-url", *which, remote.name).out for which in _ADDRESSES)
        elsewhere = to.split("\n") if to != source else []
        if len(refused) < len(elsewhere) * len(commits):
            # What goes to other addresses than it is fetched from, nobody sees arrive.
            raise Refusal(
                say(
                    "nobody can tell whether {remote} took what was sent: {why}. Before you give the command "
                    "again, look with 'git ls-remote' at each address that 'git remote get-url --push --all "
                    "{spelled}' names",
                    remote=remote.name,
                    why=answer.why,
                    spelled=shlex.quote(remote.name),
                )
            )
        there = self._listed(remote)
        if there is None and not refused:
            raise Refusal(
                say(
                    "{remote} can't be asked whether it took what was sent: {why}. Once it answers, give the "
                    "same command again, which finds out",
                    remote=remote.name,
                    why=answer.why,
                )
            )
        there = there or {}
        # It may have taken all, and its answer was lost on the way.
        if not elsewhere and all(there.get(ref) == commit for ref, commit in commits.items()):
            return None
        if (found := _in_the_way(there, commits)) is not None:
            in_the_way = say(
                "it has a branch {there}, beside which git can have none called {name}; have it renamed or "
                "removed",
                there=printable(found[0]),
                name=found[1],
            )
            return Unsent(in_the_way, is_outrun=False)
        own = next((why for why in refused if "atomic" not in why), answer.why)
        told = answer.told_by_remote
        why = say("{why}, with these words: {told}", why=own, told=told) if told else own
        return Unsent(why, self._has_moved(there, commits))

    def _has_moved(self, there: Mapping[str, str], commits: Mapping[str, str]) -> bool:
        """Tell whether a branch at the remote has by now what is not in what was to be sent there."""
        known = ((id_, commits[name]) for name, id_ in there.items() if name in commits)
        return any(self.tip(id_) is None or not self.is_ancestor(id_, commit) for id_, commit in known)

    def _listed(self, remote: Remote) -> dict[str, str] | None:
        """Return which branches a remote has, by full names; None if unknown."""
        answer = self._git.ask("ls-remote", "--heads", remote.name)
        lines = re.findall(r"(.+)\t(.+)", answer.out)
        return {name: id_ for id_, name in lines} if answer.status == 0 else None


_ADDRESSES: Final = (("--push", "--all"), ())
"""How git is asked for the addresses to which it sends, and for the one from which it fetches."""


def _unfetched(remote: Remote, why: str | Message) -> Message:
    return say("what is new at {remote} can't be fetched: {why}", remote=remote.name, why=why)


def _in_the_way(there: Iterable[str], refs: Iterable[str]) -> tuple[str, str] | None:
    """Return a branch and one beside it that git can't have, by their short names: ``a`` and ``a/b``."""
    pairs = ((one, ref) for ref in refs for one in there)
    found = next(
        ((one, ref) for one, ref in pairs if one.startswith(f"{ref}/") or ref.startswith(f"{one}/")), None
    )
    return (found[0].removeprefix(HEADS), found[1].removeprefix(HEADS)) if found else None


def _moment(match: re.Match[str]) -> datetime:
    offset = timedelta(hours=int(match[5]), minutes=int(match[6]))
    return datetime.fromtimestamp(int(match[3]), timezone(offset if match[4] == "+" else -offset))


def _fingerprint(line: str) -> str | None:
    try:
        return parse_ssh_key(line).fingerprint
    except BadSignatureError:
        return None


def short(commits: Sequence[str]) -> tuple[str, ...]:
    """Return ids as people read them."""
    return tuple(commit[:12] for commit in commits)
