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
    kind: DocumentKind = internal("Kind of document")
    state: DocumentState = internal("State")
    note: Text | None = internal("Note", default=None)


class InspectionFinding(Model):
    """Something to be mended."""

    what: Text = internal("What was found")
    follow_up: Text = internal("Follow-up", "What is to be done.")
    due: Day = internal("Due")
    closed: Day | None = internal("Closed", "The day on which it was mended.", default=None)


class InspectedSupplier(Model):
    """One supplier under inspection."""

    supplier: SupplierId = internal("Supplier")
    data: Literal["sesuai", "perlu_pembaruan"] = internal("Data", "Whether the data on the list are right.")
    documents: tuple[InspectedDocument, ...] = internal("Documents", default=())
    findings: tuple[InspectionFinding, ...] = internal("Findings", default=())


class Inspection(Model):
    """A periodic inspection of all active suppliers."""

    id: Annotated[str, own_id("PRS-[0-9]{4}-[0-9]{3,}", "PRS-2026-001")] = public(
        "Id", "The id, which is also the file's name."
    )
    period: Period = public("Period", "The time that is inspected.")
    inspected: Act | None = internal("Inspected", "Step 3.1: who did it, and when.", default=None)
    suppliers: tuple[InspectedSupplier, ...] = internal("Suppliers", "Every active supplier.", default=())
    attachments: tuple[Attachment, ...] = internal("Attachments", "Enclosed files.", default=())
