"""Diagnosis of who is asked when somebody changes the gate itself: what CODEOWNERS says of its files."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lpsedocs.doctor.diagnoses import Diagnosis, Family, Look
from lpsedocs.doctor.gates import FORGE_NAMES
from lpsedocs.doctor.pipelines import Forge, takes
from lpsedocs.findings import Message, say

PLACES: Final[Mapping[Forge, tuple[str, ...]]] = {
    "github": (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    "gitlab": ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
    "forgejo": ("CODEOWNERS", "docs/CODEOWNERS", ".gitea/CODEOWNERS", ".forgejo/CODEOWNERS"),
    "gitea": ("CODEOWNERS", "docs/CODEOWNERS", ".gitea/CODEOWNERS"),
}
"""Where each forge looks for the file: it takes the first that there is, and no other.

By the documentation of GitHub ("About code owners"), of GitLab ("Code Owners", and its technical design) and
of Gitea ("Code Owners"); Forgejo looks into a folder of its own name besides.
"""
_SET_THE_GATE: Final = (".lpsedocs/penjaga.py", ".lpsedocs/requirements.txt", ".gitattributes")
"""Beside the CI files and CODEOWNERS: whoever changes them decides what is run, and on which bytes."""
STAND_IN: Final = "@GANTI-"
"""What an account begins with that 'lpsedocs init' writes to be replaced."""
_OWNERS: Final = Look(Family.CI, "ci-owners", say("who is asked when somebody changes the gate itself"))


@dataclass(frozen=True)
class Owned:
    """A line of CODEOWNERS."""

    pattern: str
    accounts: tuple[str, ...]


def owners_in(text: str) -> tuple[Owned, ...]:
    """Return the lines that name somebody."""
    lines = (line.partition(" #")[0].split() for line in text.splitlines() if not line.startswith(("#", "[")))
    return tuple(Owned(words[0], tuple(words[1:])) for words in lines if words)


@dataclass(frozen=True)
class Asked:
    """Whom a forge asks: by the file that it takes, beside others that it passes over."""

    forge: Forge
    place: str | None
    owners: tuple[Owned, ...]
    ignored: tuple[str, ...] = ()


def of_owners(asked: Asked, files: tuple[str, ...]) -> Diagnosis:
    """Judge whether somebody is asked for each file that sets the gate, given its CI files.

    That he must agree stands in the forge's settings.
    """
    place = asked.place
    due = (*files, *_SET_THE_GATE, *([place] if place else []))
    alone = tuple(path for path in due if not _asked(path, asked.owners, asked.forge))
    if place is None or alone:
        return _OWNERS.mend(
            say("nobody is asked for {paths}, which a request may change to check itself", paths=alone),
            _remedy(asked),
            place,
        )
    stand_ins = {one for owned in asked.owners for one in owned.accounts if one.startswith(STAND_IN)}
    if stand_ins:
        return _OWNERS.mend(
            say(
                "{place} still names {accounts}, which are no accounts",
                place=place,
                accounts=tuple(sorted(stand_ins)),
            ),
            say("put the office's accounts in their place"),
            place,
        )
    return _OWNERS.fine(say("{place} names somebody for each file that sets the gate", place=place))


def _remedy(asked: Asked) -> Message:
    if asked.place and asked.ignored:
        return say(
            "{forge} takes {place} alone and passes over {ignored}: keep one of them, and name two people of "
            "the IT team for it there",
            forge=FORGE_NAMES[asked.forge],
            place=asked.place,
            ignored=asked.ignored,
        )
    return say("name two people of the IT team for it in CODEOWNERS; 'lpsedocs init --ci' writes one")


def _asked(path: str, owners: tuple[Owned, ...], forge: Forge) -> tuple[str, ...]:
    """Return who is asked for a path: the last line that matches it says so."""
    found: tuple[str, ...] = ()
    for owned in owners:
        if _matches(owned.pattern, path, forge):
            found = owned.accounts
    return found


def _matches(pattern: str, path: str, forge: Forge) -> bool:
    if forge in ("forgejo", "gitea"):
        try:
            return re.fullmatch(pattern.replace("\\\\", "\\"), path) is not None
        except re.error:
            return False
    return any(takes(path, (one,)) for one in _globs(pattern))


def _globs(pattern: str) -> Iterator[str]:
    """Yield what a pattern of a file or folder means as patterns of paths."""
    bare = pattern.strip("/")
    start = "" if "/" in pattern.rstrip("/") else "**/"
    yield f"{start}{bare}/**"
    if not pattern.endswith("/"):
        yield f"{start}{bare}"
