"""A decision on one exact version of one record (SOP 1.6, 3.4), and the witness of its merge."""

from typing import Annotated, Final, Literal

from lpsedocs.models.conditions import ExactlyOne
from lpsedocs.models.fields import (
    AttachmentPath,
    CommitId,
    Day,
    DecidedId,
    Digest,
    Model,
    Moment,
    Pattern,
    PersonId,
    RecordId,
    RepositoryId,
    Text,
    internal,
    personal,
    public,
)
from lpsedocs.models.roster import Role

DecisionWord = Literal["sesuai", "perlu_perbaikan", "disetujui", "evaluasi_ulang", "dicabut"]
NEEDS_NOTE: Final[frozenset[DecisionWord]] = frozenset({"perlu_perbaikan", "evaluasi_ulang", "dicabut"})
"""The words that somebody has to say why of."""


class Paper(Model):
    """What the person signed on paper, or as a certified PDF."""

    conditions = (ExactlyOne(("archive", "file")),)

    kind: Literal["basah", "tte"] = internal(
        "Kind of signature", "Wet ink, or a certified electronic signature."
    )
    signed: Day = internal("Signed", "The day of the signature.")
    archive: Text | None = internal("Archive", "Where the paper lies.", default=None)
    file: AttachmentPath | None = internal("File", "The path under records/.", default=None)
    sha256: Digest = internal("SHA-256", "The digest of the file or of the scan of the paper.")
    entered: PersonId = personal("Entered by", "The Pengelola who entered the paper.")


class Decision(Model):
    """What a person decided on one exact version of one record."""

    repository: RepositoryId = internal("Repository id", "The id in the roster of this repository.")
    record: DecidedId = public("Record", "The record that was decided.")
    sha256: Digest = internal("SHA-256", "The digest of the record's bytes.")
    rests_on: dict[RecordId, Digest] = internal(
        "Rests on", "The digest of each record whose content the decision relies on.", default={}
    )
    decision: DecisionWord = public(
        "Decision",
        "On a KAK: sesuai, perlu_perbaikan, dicabut; on an evaluation: disetujui, evaluasi_ulang, dicabut.",
    )
    role: Role = public("Role", "The role in which it was decided.")
    by: PersonId = personal("By", "The person who decided.")
    date: Day | None = public("Date", "For people; the commit's date rules.", default=None)
    note: Text | None = internal(
        "Note", "Needed for perlu_perbaikan, evaluasi_ulang and dicabut.", default=None
    )
    made: Moment = internal("Made", "Written by the tool, so that no two attempts have the same bytes.")
    document: Paper | None = internal("Signed paper", "For evidence of the class document.", default=None)


class Attestation(Model):
    """What CI read from a forge about the merge that carries a decision."""

    repository: RepositoryId = internal("Repository id", "The id in the roster of this repository.")
    decision: Digest = internal("Decision", "The SHA-256 of the decision file's bytes.")
    merge: CommitId = internal("Merge", "The merge commit's id.")
    forge: Annotated[str, Pattern("[a-z][a-z0-9-]*", "an id of small letters, digits and hyphens")] = (
        internal("Forge", "The id of the witness in the roster.")
    )
    request: int = internal("Request", "The number of the pull request.")
    account: Annotated[str, Pattern("[0-9]+", "the numeric id of the account, in quotes")] = personal(
        "Account", "The numeric id of who merged, or who approved what was merged."
    )
    read: Moment = internal("Read", "When the forge was asked.")
