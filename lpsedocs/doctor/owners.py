"""Diagnosis of who is asked when somebody changes the gate itself: what CODEOWNERS says of the CI files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lpsedocs.doctor.diagnoses import Diagnosis, Family, Look
from lpsedocs.doctor.pipelines import Forge, takes
from lpsedocs.findings import say

PLACES: Final = (
    ".github/CODEOWNERS",
    ".gitlab/CODEOWNERS",
    ".forgejo/CODEOWNERS",
    ".gitea/CODEOWNERS",
    "CODEOWNERS",
    "docs/CODEOWNERS",
)
"""Where forges look for the file."""
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


def of_owners(
    place: str | None, owners: tuple[Owned, ...], files: tuple[tuple[Forge, str], ...]
) -> Diagnosis:
    """Judge whether somebody is asked for each CI file; that he must agree stands in the forge's settings."""
    asked = {path: _asked(path, owners, forge) for forge, path in files}
    alone = tuple(path for path, accounts in asked.items() if not accounts)
    if place is None or alone:
        return _OWNERS.mend(
            say("nobody is asked for {paths}, which a request may change to check itself", paths=alone),
            say("name two people of the IT team for it in CODEOWNERS; 'lpsedocs init --ci' writes one"),
            place,
        )
    stand_ins = sorted({one for owned in owners for one in owned.accounts if one.startswith(STAND_IN)})
    if stand_ins:
        return _OWNERS.mend(
            say(
                "{place} still names {accounts}, which are no accounts",
                place=place,
                accounts=tuple(stand_ins),
            ),
            say("put the office's accounts in their place"),
            place,
        )
    return _OWNERS.fine(say("{place} names somebody for each CI file", place=place))


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
