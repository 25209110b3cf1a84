"""The file of a decision: which record's bytes it is on, what it rests on, and the bytes it has itself."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import Final

from lpsedocs.deciding.shelf import Shelf
from lpsedocs.editing.rendering import written
from lpsedocs.findings import Refusal, say
from lpsedocs.models import Kind, kind_named, kind_of_id_or_none
from lpsedocs.models.decision import NEEDS_NOTE, Decision, DecisionWord
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.fitting import fit
from lpsedocs.models.kak import Kak
from lpsedocs.source import Plain, parse_source
from lpsedocs.trust.acts import ROLES
from lpsedocs.trust.cabinet import OF_DECISIONS
from lpsedocs.trust.verdicts import History, Judged

RECORDS: Final = PurePosixPath("records")
APPROVING: Final[Mapping[str, DecisionWord]] = {"evaluation": "disetujui", "kak": "sesuai"}
RETURNING: Final[Mapping[str, DecisionWord]] = {"evaluation": "evaluasi_ulang", "kak": "perlu_perbaikan"}
"""The word that sends a record of a kind back."""
WITHDRAWING: Final[Mapping[str, DecisionWord]] = {"evaluation": "dicabut", "kak": "dicabut"}


@dataclass(frozen=True)
class Matter:
    """A record to be decided, as it is committed, and what was decided on it so far."""

    record: str
    kind: Kind
    path: PurePosixPath
    """Of the record's file, from the top of the repository."""
    content: bytes
    sha256: str
    rests_on: Mapping[str, str]
    held: tuple[Judged, ...]
    """The decisions that hold their numbers, in this order."""

    @property
    def last(self) -> Judged | None:
        """The last decision that holds its number."""
        return self.held[-1] if self.held else None

    @property
    def number(self) -> int:
        """The number that its next decision has."""
        return self.last.number + 1 if self.last else 1

    @property
    def place(self) -> PurePosixPath:
        """The path of its next decision's file."""
        return RECORDS / "decisions" / self.record / f"{self.number}.yaml"


@dataclass(frozen=True)
class Deed:
    """What somebody decides, beside the record it is on."""

    word: DecisionWord
    by: str
    made: datetime
    day: date
    """The day of ``made`` in the time zone of the roster; of a paper, the day on which it was signed."""
    note: str | None = None
    paper: Mapping[str, Plain] | None = None


def matter_of(shelf: Shelf, tree: str, history: History, record: str, path: PurePosixPath) -> Matter:
    """Return what is to be decided of a record that lies in a tree; refuses where it can't be decided."""
    kind = kind_of_id_or_none(record)
    if kind is None or kind.name not in APPROVING:
        raise Refusal(
            say("{record} is decided by nobody; decisions are on evaluations (EVL) and KAK", record=record)
        )
    cabinet = shelf.cabinet
    blob = cabinet.find(tree, record)
    if blob is None:
        raise Refusal(
            say(
                "{record} is not committed here, or not exactly once as a plain file; commit {path} first",
                record=record,
                path=str(path),
            )
        )
    found = cabinet.read(blob, Evaluation) or cabinet.read(blob, Kak)
    if found is None:
        raise Refusal(
            say(
                "{record} can't be understood as it is written; 'lpsedocs check {path}' says why",
                record=record,
                path=shlex.quote(str(path)),
            )
        )
    base = found.form if isinstance(found, Evaluation) else found.requirement
    under = cabinet.find(tree, base)
    if under is None:
        raise Refusal(
            say(
                "{record} rests on {base}, which is not committed here; commit it first",
                record=record,
                base=base,
            )
        )
    held = (judged for judged in history.decisions if judged.record == record and judged.reason is None)
    return Matter(
        record,
        kind,
        path,
        shelf.trees.blob(blob),
        cabinet.digest(blob),
        {base: cabinet.digest(under)},
        tuple(sorted(held, key=lambda judged: judged.number)),
    )


def decision_file(matter: Matter, deed: Deed, repository: str, hint: str | None = None) -> bytes:
    """Return the bytes of the decision's file; refuses a note that can't stand in it.

    A hint stands as a comment where the note is still to be written.
    """
    if deed.note is not None and not deed.note.strip():
        if deed.word in NEEDS_NOTE:
            raise Refusal(say("the note is empty, and '{word}' needs one that says why", word=deed.word))
        raise Refusal(say("the note is empty; say in it what is meant, or leave it out"))
    data = _data(matter, deed, repository)
    lines = [line for key, value in data.items() for line in _lines(key, value)]
    if hint is not None:
        lines = [f"note:  # {hint}" if line == "note: null" else line for line in lines]
    content = "".join(f"{line}\n" for line in lines).encode()
    if len(content) > OF_DECISIONS.bytes_:
        raise Refusal(
            say(
                "the note is too long, or where the paper is kept: the file of a decision may have {limit} "
                "KiB in all; shorten it",
                limit=OF_DECISIONS.bytes_ // 1024,
            )
        )
    found = read_decision(content)
    if not isinstance(found, Decision) or found.note != deed.note:
        raise Refusal(say("the note has signs that no record may have; write it without control characters"))
    return content


def _data(matter: Matter, deed: Deed, repository: str) -> dict[str, Plain]:
    data: dict[str, Plain] = {
        "repository": repository,
        "record": matter.record,
        "sha256": matter.sha256,
        "rests_on": dict(matter.rests_on),
        "decision": deed.word,
        "role": ROLES[(matter.kind.name, deed.word)],
        "by": deed.by,
        "date": deed.day.isoformat(),
        "note": deed.note,
        "made": deed.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return data | ({"document": dict(deed.paper)} if deed.paper else {})


def _lines(key: str, value: Plain) -> list[str]:
    text = written(value)
    # Only the blank after an empty head goes; a note may end in one of another kind.
    return [f"{key}: {text.head}".rstrip(" "), *text.body]


def read_decision(content: bytes) -> Decision | None:
    """Return what a decision file says, if it fits its form."""
    source = parse_source(PurePosixPath("decision.yaml"), content, OF_DECISIONS)
    found = fit(kind_named("decision"), source.data) if source.is_clean else None
    return found if isinstance(found, Decision) else None
