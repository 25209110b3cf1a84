"""The kinds of records: which model each follows, and where its files lie under ``records/``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, TypeVar

from lpsedocs.models.asset import Asset
from lpsedocs.models.decision import Attestation, Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.fields import Model
from lpsedocs.models.filing import Filing
from lpsedocs.models.form import EvaluationForm
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.kak import Kak
from lpsedocs.models.organization import Organization
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.roster import Roster
from lpsedocs.models.supplier import Supplier
from lpsedocs.numerals import MOST_DIGITS

T = TypeVar("T")

ATTACHMENTS = PurePosixPath("attachments")
"""The folder under ``records/`` with the files that records cite."""


@dataclass(frozen=True)
class Kind:
    """A kind of record."""

    name: str
    """The kind in the singular; also the name of its schema."""
    title: str
    """What a person calls it; an English source string."""
    model: type[Model]
    folder: str
    """The folder under ``records/``; empty for a file that stands there itself."""
    prefix: str | None = None
    """What its ids begin with; None where the place names the record."""
    by_year: bool = False
    """Whether a new file goes into a folder of its year."""

    @property
    def summary(self) -> str:
        """What it is, in a sentence; an English source string."""
        return (self.model.__doc__ or "").partition("\n\n")[0]


KINDS = (
    Kind("organization", "Organization", Organization, ""),
    Kind("roster", "Roster", Roster, ""),
    Kind("asset", "Asset", Asset, "assets", "AST"),
    Kind("requirement", "Requirement", Requirement, "requirements", "KEB", by_year=True),
    Kind("kak", "Terms of reference (KAK)", Kak, "kak", "KAK", by_year=True),
    Kind("proposal", "Procurement proposal", Proposal, "proposals", "USL", by_year=True),
    Kind("supplier", "Supplier", Supplier, "suppliers", "SUP"),
    Kind("inspection", "Inspection", Inspection, "inspections", "PRS", by_year=True),
    Kind("form", "Evaluation form", EvaluationForm, "forms", "FRM"),
    Kind("evaluation", "Evaluation", Evaluation, "evaluations", "EVL", by_year=True),
    Kind("decision", "Decision", Decision, "decisions"),
    Kind("attestation", "Attestation", Attestation, "decisions"),
    Kind("filing", "Filing", Filing, "filings"),
)

_BY_NAME = {kind.name: kind for kind in KINDS}
_BY_FOLDER = {kind.folder: kind for kind in KINDS if kind.folder and kind.name != "attestation"}
_BY_PREFIX = {kind.prefix: kind for kind in KINDS if kind.prefix}
_DECISION = re.compile(
    rf"decisions/([A-Z]{{3}}-[0-9]{{4}}-[0-9]+)/([1-9][0-9]{{0,{MOST_DIGITS - 1}}})(\.witness)?\.yaml",
    re.ASCII,
)
DEEPEST: Final = 20
"""How many folders may lie in each other below that of a kind; no record is looked for below them."""
_LONGEST = 200
"""How long the path of a decision may be: an id has no end of its own."""


def kind_named(name: str) -> Kind:
    """Return the kind of that name; raises KeyError."""
    return _BY_NAME[name]


def kind_at_or_none(place: PurePosixPath) -> Kind | None:
    """Return the kind of record that belongs at a place under ``records/``."""
    if len(place.parts) < 2:
        kind = _BY_NAME.get(place.name.removesuffix(".yaml"))
        return kind if kind and not kind.folder else None
    kind = _BY_FOLDER.get(place.parts[0])
    if kind and kind.name == "decision" and place.name.endswith(".witness.yaml"):
        return _BY_NAME["attestation"]
    return kind


def kind_of_id_or_none(record_id: str) -> Kind | None:
    """Return the kind that a record's id belongs to, by its prefix."""
    return _BY_PREFIX.get(record_id[:3]) if record_id[3:4] == "-" else None


def sole_files(files: Iterable[tuple[PurePosixPath | str, T]]) -> dict[str, T | None]:
    """Return the file that each record is, by its id, of files with their places under ``records/``.

    Many file systems know no upper and lower case, in names of folders neither. A record has None where more
    than one file may be taken for it, or one whose name is not its own to the letter; it is left out where
    none lies in the folder of its kind.
    """
    found: dict[str, T | None] = {}
    placed = set[str]()
    for path, file in files:
        place = PurePosixPath(path)
        record_id = place.stem.casefold().upper()
        kind = _kind_meant_at(place, record_id)
        if kind is None:
            continue
        if place.parts[0] == kind.folder:
            placed.add(record_id)
        found[record_id] = file if record_id not in found and place.name == f"{record_id}.yaml" else None
    return {record_id: file for record_id, file in found.items() if record_id in placed}


def _kind_meant_at(place: PurePosixPath, record_id: str) -> Kind | None:
    """Return the kind of a record for which some file system may take a file."""
    kind = kind_of_id_or_none(record_id) if place.suffix.casefold() == ".yaml" else None
    is_near = len(place.parts) <= DEEPEST + 2
    return kind if kind and is_near and place.parts[0].casefold() == kind.folder else None


def name_at(place: PurePosixPath) -> str:
    """Return the id under which a file at that place is known: its name, or its place where that names it."""
    if place.parts[0] in ("decisions", "filings"):
        return str(place.with_suffix(""))
    return place.stem


def decision_at_or_none(place: PurePosixPath | str) -> tuple[str, int] | None:
    """Return the record and the number of the decision at a place under ``records/``."""
    path = str(place)
    match = _DECISION.fullmatch(path) if len(path) <= _LONGEST else None
    return (match[1], int(match[2])) if match and not match[3] else None
