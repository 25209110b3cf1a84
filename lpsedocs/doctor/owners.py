"""Diagnosis of who is asked when somebody changes the gate itself: what CODEOWNERS says of its files."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lpsedocs.doctor.codeowners import Owners
from lpsedocs.doctor.diagnoses import Diagnosis, Family, Look
from lpsedocs.doctor.pipelines import FORGE_NAMES, Forge
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
class Asked:
    """Whom a forge asks: by the file that it takes, beside others that it passes over."""

    place: str | None
    owners: Owners
    ignored: tuple[str, ...] = ()

    @property
    def forge(self) -> Forge:
        """The forge that asks."""
        return self.owners.forge


def of_owners(asked: Asked, files: tuple[str, ...]) -> Diagnosis:
    """Judge whether somebody is asked for each file that sets the gate, given its CI files.

    That he must agree stands in the forge's settings.
    """
    place = asked.place
    due = (*files, *_SET_THE_GATE, *([place] if place else []))
    alone = tuple(path for path in due if not asked.owners.asked(path))
    if place is None or alone:
        return _OWNERS.mend(
            say("nobody is asked for {paths}, which a request may change to check itself", paths=alone),
            _remedy(asked),
            place,
        )
    accounts = (one for section in asked.owners.sections for line in section.lines for one in line.accounts)
    stand_ins = {one for one in accounts if one.startswith(STAND_IN)}
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
    if asked.owners.odd:
        return _OWNERS.unknown(
            say("{place}: doctor does not understand {lines}", place=place, lines=asked.owners.odd),
            say("write a file, or a folder with '/' at its end, as 'lpsedocs init --ci' does"),
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
