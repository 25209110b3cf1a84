"""That and where a result was documented (SOP 3.5), or that a file was closed, and why."""

from typing import Literal

from lpsedocs.models.conditions import ExactlyOne
from lpsedocs.models.fields import (
    Act,
    AttachmentPath,
    Day,
    Digest,
    FiledId,
    Model,
    Text,
    internal,
    public,
)

ClosingReason = Literal["ditarik_pengguna", "anggaran_ditolak", "pengadaan_gagal", "digabung", "duplikat"]


class Archive(Model):
    """Where the paper lies."""

    series: Text = internal("Series", "The classification code.")
    number: Text = internal("Number", "The number in the archive, for example 12/2026.")
    location: Text = internal("Location", "For example Lemari 1 map 3.")


class SignedCopy(Model):
    """A signed print of the record."""

    conditions = (ExactlyOne(("archive", "file")),)

    kind: Literal["basah", "tte"] = internal(
        "Kind of signature", "Wet ink, or a certified electronic signature."
    )
    signer_position: Text = internal("Position of the signer", "The position under which it was signed.")
    signed: Day = internal("Signed", "The day of the signature.")
    archive: Text | None = internal("Archive", "Where the paper lies.", default=None)
    file: AttachmentPath | None = internal("File", "The path under records/.", default=None)
    sha256: Digest = internal("SHA-256", "The digest of the file or of the scan of the paper.")


class FollowUp(Model):
    """How an action of the evaluation went."""

    action: Text = internal("Action", "Which action of the evaluation it is, in its words.")
    closed: Day | None = internal("Closed", "The day on which it was done.", default=None)
    note: Text | None = internal("Note", "How it went.", default=None)


class Filing(Model):
    """A record was documented, or its file closed."""

    conditions = (ExactlyOne(("archive", "reason")),)

    record: FiledId = public("Record", "The record that was filed.")
    sha256: Digest = internal("SHA-256", "The digest of the record's bytes.")
    filed: Act = internal("Filed", "Step 3.5: who filed it, and when.")
    archive: Archive | None = internal(
        "Archive", "Where the paper lies; for a documented evaluation.", default=None
    )
    signed_copies: tuple[SignedCopy, ...] = internal("Signed copies", "Prints that were signed.", default=())
    follow_ups: tuple[FollowUp, ...] = internal("Follow-ups", "How the actions went; it grows.", default=())
    reason: ClosingReason | None = internal("Reason", "Why the file was closed.", default=None)
    note: Text | None = internal("Note", "What else is to be said about it.", default=None)
