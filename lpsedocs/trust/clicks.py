"""What a click on "merge" leaves in a forge's commit, and what such a merge may bring.

Source of the forms: what github.com writes, as observed in public repositories; its test merges and the
merges of "Update branch" look alike but for the message.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from lpsedocs.findings import say
from lpsedocs.models import decision_at_or_none
from lpsedocs.models.decision import Decision
from lpsedocs.trust.objects import CommitObject
from lpsedocs.trust.trees import Change, Difference
from lpsedocs.trust.verdicts import Reason

TITLES: Mapping[str, str] = {
    "disetujui": "SETUJUI",
    "evaluasi_ulang": "EVALUASI ULANG",
    "sesuai": "SESUAI",
    "perlu_perbaikan": "PERLU PERBAIKAN",
    "dicabut": "DICABUT",
}
"""What the title of a request says, by the word of its decisions."""

_ID = "[A-Z]{3}-[0-9]{4}-[0-9]{3,}"
_TITLE = re.compile(rf"({'|'.join(TITLES.values())}) ({_ID}(?:,? {_ID})*)", re.ASCII)
_MERGED = re.compile(r"Merge pull request #[0-9]+ from [^\n]+\n\n([^\n]+)(?:\n.*)?", re.DOTALL | re.ASCII)
_MERGED_BY_TITLE = re.compile(r"(?!Merge )([^\n]+) \(#[0-9]+\)(?:\n.*)?", re.DOTALL | re.ASCII)
_NOREPLY = re.compile(r"([0-9]+)\+[^@+\s]+@users\.noreply\.github\.com", re.ASCII)


def title_of(commit: CommitObject) -> str | None:
    """Return the request's title from a message that only a click on "merge" gives, or None."""
    message = commit.message.decode(errors="replace")
    match = _MERGED.fullmatch(message) or _MERGED_BY_TITLE.fullmatch(message)
    return match[1].strip() if match else None


def account_of(commit: CommitObject) -> str | None:
    """Return the numeric account id of the author, if the forge kept his address private."""
    match = _NOREPLY.fullmatch(commit.author.email)
    return match[1] if match else None


def title_for(decisions: Mapping[str, Decision]) -> str | None:
    """Return the title that a request with these decisions, by record, must have; None for mixed words."""
    words = {decision.decision for decision in decisions.values()}
    return f"{TITLES[words.pop()]} {', '.join(sorted(decisions))}" if len(words) == 1 else None


def fault_of_title(title: str, decisions: Mapping[str, Decision | None]) -> Reason | None:
    """Return why a title does not name exactly these decisions, by record; None if it does."""
    match = _TITLE.fullmatch(title)
    if not match:
        return Reason("wrong-title", say("the request's title is no decision such as 'SETUJUI EVL-2026-001'"))
    words = {TITLES[decision.decision] if decision else None for decision in decisions.values()}
    if words != {match[1]} or sorted(re.split(",? ", match[2])) != sorted(decisions):
        return Reason("wrong-title", say("the request's title does not name exactly the decisions it brings"))
    return None


def decisions_in(difference: Difference) -> dict[tuple[str, int], Change]:
    """Return the changes that leave a decision file, by record and number."""
    places = ((decision_at_or_none(PurePosixPath(change.path)), change) for change in difference.changes)
    return {place: change for place, change in places if place and change.is_set}


def fault_of_reach(difference: Difference) -> Reason | None:
    """Return why a merge brings more than decisions, the records decided, and their attachments."""
    places = (decision_at_or_none(PurePosixPath(change.path)) for change in difference.changes)
    records = {place[0] for place in places if place}
    for change in difference.changes:
        if not _belongs_to(change.path, records):
            return Reason("brings-more", say("the merge also changes {path}", path=f"records/{change.path}"))
    if difference.is_elsewhere:
        return Reason("brings-more", say("the merge also changes files outside of records"))
    return None


def _belongs_to(path: str, records: set[str]) -> bool:
    folder, *rest = path.split("/")
    if folder == "decisions":
        return decision_at_or_none(PurePosixPath(path)) is not None
    if folder == "attachments":
        return bool(rest) and rest[0] in records
    return folder in ("evaluations", "kak") and rest[-1:] != [] and rest[-1].removesuffix(".yaml") in records
