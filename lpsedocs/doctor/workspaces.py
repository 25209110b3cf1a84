"""Diagnoses of the files of a workspace and of what git makes of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lpsedocs.doctor.diagnoses import Diagnosis, Family, Look, listed
from lpsedocs.findings import say
from lpsedocs.git import UNSHALLOW
from lpsedocs.trust.verdicts import FIRST_COMMIT

LFS: Final = "lfs"


@dataclass(frozen=True)
class Files:
    """What a workspace has beside its records."""

    stale_schemas: tuple[str, ...]
    """The schemas that are missing, or not those of the models."""
    untied: tuple[str, ...] | None
    """The schemas that the editor's settings don't name; None where there are no settings to be read."""
    is_top: bool
    """Whether the workspace is the top of a git repository."""
    is_midway: bool
    """Whether a command of lpsedocs was killed here midway."""


@dataclass(frozen=True)
class Attributes:
    """What git is told of a path."""

    path: str
    values: Mapping[str, str]
    """By name, as ``git check-attr`` prints them."""

    @property
    def is_attachment(self) -> bool:
        """Whether it is a file that records cite."""
        return self.path.startswith("records/attachments/")

    @property
    def keeps_bytes(self) -> bool:
        """Whether git gives back the bytes that it was given, however it is set up."""
        is_text = self.values.get("text", "unspecified")
        keeps_ends = is_text == "unset" or (not self.is_attachment and self._ends_are_lf)
        return keeps_ends and not self._is_rewritten

    @property
    def _ends_are_lf(self) -> bool:
        # A record has no CR (rule S105), so that LF in, LF out changes nothing.
        return self.values.get("eol") == "lf" and self.values.get("text") in ("set", "auto", "unspecified")

    @property
    def _is_rewritten(self) -> bool:
        odd = [self.values.get(name, "unspecified") for name in ("ident", "working-tree-encoding")]
        filter_ = self.values.get("filter", "unspecified")
        is_plain = filter_ in ("unspecified", "unset") or (filter_ == LFS and self.is_attachment)
        return not is_plain or any(value not in ("unspecified", "unset") for value in odd)


@dataclass(frozen=True)
class Lfs:
    """What git LFS has to do with the attachments."""

    is_asked_for: bool
    """Whether the attributes give files to it."""
    program: bool
    """Whether git-lfs is installed."""
    is_set_up: bool
    """Whether git's configuration has its filter."""
    pointers: tuple[str, ...]
    """The attachments of which only a pointer is at hand."""


@dataclass(frozen=True)
class Branches:
    """Which history is at hand."""

    is_shallow: bool
    main: str | None
    """The full name of the main branch."""
    is_begun: bool = True
    """Whether anything is committed."""


_SCHEMAS: Final = Look(Family.WORKSPACE, "schemas", say("the schemas that editors complete records with"))
_EDITOR: Final = Look(Family.WORKSPACE, "editor", say("the editor's settings"))
_TOP: Final = Look(Family.WORKSPACE, "top", say("where the workspace lies in its repository"))
_MIDWAY: Final = Look(Family.WORKSPACE, "midway", say("commands that were killed midway"))
_ATTRIBUTES: Final = Look(Family.WORKSPACE, "attributes", say("whether git keeps the bytes of records"))
_IGNORED: Final = Look(Family.WORKSPACE, "ignored", say("whether git sees every record"))
_LFS: Final = Look(Family.WORKSPACE, "lfs", say("attachments in git LFS"))
_HISTORY: Final = Look(Family.WORKSPACE, "history", say("whether the whole history is here"))
_MAIN: Final = Look(Family.WORKSPACE, "main-branch", say("the main branch"))


def of_files(files: Files) -> Iterator[Diagnosis]:
    """Judge schemas, editor settings and where the workspace lies."""
    yield _of_schemas(files.stale_schemas)
    yield _of_editor(files.untied)
    if files.is_top:
        yield _TOP.fine(say("at its top, where decisions count"))
    else:
        yield _TOP.mend(
            say(
                "the workspace is not the top of a git repository, so it has no history, and no "
                "decision counts"
            ),
            say("make it a repository of its own: 'git init -b main' in it"),
        )
    if files.is_midway:
        yield _MIDWAY.mend(
            say("a command of lpsedocs was killed here midway, or is at work"),
            say("give that command once more, which finishes what it began or takes it back"),
        )
    else:
        yield _MIDWAY.fine(say("none"))


def _of_schemas(stale: tuple[str, ...]) -> Diagnosis:
    if not stale:
        return _SCHEMAS.fine(say("up to date"))
    return _SCHEMAS.mend(
        say("missing, or of another version of lpsedocs: {files}", files=stale),
        say("'lpsedocs schema' writes them"),
    )


def _of_editor(untied: tuple[str, ...] | None) -> Diagnosis:
    if untied is None:
        return _EDITOR.unknown(
            say("there is no '.vscode/settings.json', or it is no plain JSON"),
            say(
                "if the office uses another editor, tie the schemas to the folders there; for VS "
                "Code, take the file "
                "that 'lpsedocs init' writes"
            ),
        )
    if untied:
        return _EDITOR.mend(
            say("they name no folder for {schemas}", schemas=untied),
            say("take '.vscode/settings.json' from a workspace that 'lpsedocs init' writes"),
            ".vscode/settings.json",
        )
    return _EDITOR.fine(say("every schema is tied to the folder of its records"))


def of_attributes(found: tuple[Attributes, ...]) -> Diagnosis:
    """Judge whether git gives back the bytes of records, whatever the computer is set up for."""
    changed = tuple(one.path for one in found if not one.keeps_bytes)
    if not changed:
        return _ATTRIBUTES.fine(say("'.gitattributes' keeps them on every computer"))
    return _ATTRIBUTES.mend(
        say(
            "git may change the bytes of {files}, for example the ends of their lines; a decision "
            "names the SHA-256 of "
            "the bytes and would be lost",
            files=changed,
        ),
        say("write the line 'records/** -text' into '.gitattributes', below all others about records"),
        ".gitattributes",
    )


def of_ignored(paths: tuple[str, ...]) -> Diagnosis:
    """Judge whether git leaves out records."""
    if not paths:
        return _IGNORED.fine(say("no file under 'records' is ignored"))
    return _IGNORED.mend(
        say("git ignores {files}, so that nobody else ever gets them", files=paths),
        say("'git check-ignore -v FILE' names the line; take it out, or write '!/records/**' below it"),
        ".gitignore",
    )


def of_lfs(lfs: Lfs) -> Diagnosis:
    """Judge whether the files themselves are at hand."""
    if lfs.pointers and not (lfs.program and lfs.is_set_up):
        return _LFS.mend(
            say("only pointers are at hand of {files}, and git-lfs does not work here", files=lfs.pointers),
            say("install git-lfs, then 'git lfs install' and 'git lfs pull'"),
        )
    if lfs.pointers:
        return _LFS.mend(
            say("only pointers are at hand of {files}", files=lfs.pointers),
            say("'git lfs pull' fetches the files"),
        )
    if lfs.is_asked_for and not (lfs.program and lfs.is_set_up):
        return _LFS.mend(
            say("'.gitattributes' gives files to git LFS, but git-lfs does not work here"),
            say("install git-lfs, then 'git lfs install'"),
        )
    if lfs.is_asked_for:
        return _LFS.fine(say("git-lfs works, and every file is at hand"))
    return _LFS.fine(say("none"))


def of_branches(branches: Branches) -> Iterator[Diagnosis]:
    """Judge what of the history is here."""
    if branches.is_shallow:
        yield _HISTORY.mend(
            say("this clone is shallow, so nothing of it can be verified"),
            say("{command} fetches the rest of its history", command=UNSHALLOW),
        )
    else:
        yield _HISTORY.fine(say("it is"))
    if not branches.is_begun:
        yield _MAIN.mend(say("nothing is committed in this repository yet"), FIRST_COMMIT)
    elif branches.main is None:
        yield _MAIN.mend(
            say("there is no branch 'main' or 'master', and no pin names another one"),
            say(
                "after the first commit, 'git branch -m main' calls the branch so; 'lpsedocs trust "
                "pin --ref NAME' "
                "pins another one as the main branch"
            ),
        )
    else:
        yield _MAIN.fine(listed([branches.main]))
