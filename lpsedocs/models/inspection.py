"""Pemeriksaan Berkala: the periodic check of the supplier list and its documents (SOP 3.1)."""

from typing import Annotated, Literal

from lpsedocs.models.fields import (
    Act,
    Attachment,
    Day,
    EngagementId,
    Model,
    Period,
    SupplierId,
    Text,
    internal,
    own_id,
    public,
)
from lpsedocs.models.supplier import DocumentKind

DocumentState = Literal["ada", "tidak_ada", "kedaluwarsa", "belum_lengkap", "tidak_diwajibkan"]


class InspectedDocument(Model):
    """The state in which a document was found."""

    engagement: EngagementId = internal("Engagement", "The engagement of the supplier, for example 2026-1.")
    kind: DocumentKind = internal("Kind of document", "Which document was looked for.")
    state: DocumentState = internal("State", "How the document was found.")
    note: Text | None = internal("Note", "What else was seen.", default=None)


class InspectionFinding(Model):
    """Something to be mended."""

    what: Text = internal("What was found", "What is wrong or missing, in a few words.")
    follow_up: Text = internal("Follow-up", "What is to be done.")
    due: Day = internal("Due", "The day by which it is to be mended.")
    closed: Day | None = internal("Closed", "The day on which it was mended.", default=None)


class InspectedSupplier(Model):
    """One supplier under inspection."""

    supplier: SupplierId = internal("Supplier", "Who was inspected, by the id on the list.")
    data: Literal["sesuai", "perlu_pembaruan"] = internal("Data", "Whether the data on the list are right.")
    documents: tuple[InspectedDocument, ...] = internal(
        "Documents", "The state of each document that the office asks for.", default=()
    )
    findings: tuple[InspectionFinding, ...] = internal(
        "Findings", "What is to be mended at this supplier, one by one.", default=()
    )


class Inspection(Model):
    """A periodic inspection of all active suppliers."""

    id: Annotated[str, own_id("PRS-[0-9]{4}-[0-9]{3,9}", "PRS-2026-001")] = public(
        "Id", "The id, which is also the file's name."
    )
    period: Period = public("Period", "The time that is inspected.")
    inspected: Act | None = internal("Inspected", "Step 3.1: who did it, and when.", default=None)
    suppliers: tuple[InspectedSupplier, ...] = internal("Suppliers", "Every active supplier.", default=())
    attachments: tuple[Attachment, ...] = internal("Attachments", "Enclosed files.", default=())
