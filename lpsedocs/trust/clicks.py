"""What a click on "merge" leaves in a forge's commit, and what such a merge may bring.

Source of the forms: what github.com writes, as observed in public repositories; its test merges and the
merges of "Update branch" look alike but for the message.
"""

import re
from collections.abc import Mapping, Sequence

from lpsedocs.findings import say
from lpsedocs.models import kind_of_id_or_none
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
_MERGED = re.compile(r"Merge pull request #[0-9]+ from \S+\n\n([^\n]+)(?:\n.*)?", re.DOTALL | re.ASCII)
_MERGED_BY_TITLE = re.compile(r"(?!Merge )([^\n]+) \(#[0-9]+\)(?:\n.*)?", re.DOTALL | re.ASCII)
_NOREPLY = re.compile(r"([0-9]+)\+[^@+\s]+@users\.noreply\.github\.com", re.ASCII)


def title_of(commit: CommitObject) -> str | None:
    """Return the request's title from a message that only a click on "merge" gives, or None."""
    message = commit.message.decode(errors="replace")
    match = _MERGED.fullmatch(message) or _MERGED_BY_TITLE.fullmatch(message)
    return match[1] if match else None


def account_of(commit: CommitObject) -> str | None:
    """Return the numeric account id of the author, if the forge kept his address private."""
    match = _NOREPLY.fullmatch(commit.author.email)
    return match[1] if match else None


def title_for(decisions: Mapping[str, Decision]) -> str | None:
    """Return the title that a request with these decisions, by record, must have; None for mixed words."""
    words = {decision.decision for decision in decisions.values()}
    return f"{TITLES[words.pop()]} {', '.join(sorted(decisions))}" if len(words) == 1 else None


def fault_of_title(title: str, decisions: Sequence[tuple[str, Decision | None]]) -> Reason | None:
    """Return why a title does not name exactly these decisions, each with its record; None if it does."""
    match = _TITLE.fullmatch(title)
    if not match:
        return Reason("wrong-title", say("the request's title is no decision such as 'SETUJUI EVL-2026-001'"))
    words = {TITLES[decision.decision] if decision else None for _, decision in decisions}
    records = sorted(record for record, _ in decisions)
    if words != {match[1]} or sorted(re.split(",? ", match[2])) != records or len({*records}) != len(records):
        return Reason("wrong-title", say("the request's title does not name exactly the decisions it brings"))
    return None


def decisions_in(difference: Difference) -> dict[tuple[str, int], Change]:
    """Return the changes that leave a decision file, by record and number."""
    return {change.place: change for change in difference.changes if change.place and change.is_set}


def fault_of_reach(difference: Difference) -> Reason | None:
    """Return why a merge brings more than decisions, the records decided, and their attachments."""
    records = {record for record, _ in decisions_in(difference)}
    for change in difference.changes:
        if not change.is_sound or not _belongs_to(change, records):
            return Reason("brings-more", say("the merge also changes {path}", path=f"records/{change.path}"))
    if difference.is_elsewhere:
        return Reason("brings-more", say("the merge also changes files outside of records"))
    return None


def _belongs_to(change: Change, records: set[str]) -> bool:
    folder, _, rest = change.path.partition("/")
    if folder == "attachments":
        return rest.partition("/")[0] in records
    record = rest.rpartition("/")[2].removesuffix(".yaml")
    kind = kind_of_id_or_none(record)
    is_record = rest.endswith(".yaml") and record in records and kind is not None and kind.folder == folder
    return change.place is not None or is_record
