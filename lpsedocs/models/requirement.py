"""Deskripsi Kebutuhan Pengguna: what a Pengguna needs, and what became of it (SOP 1.1 to 1.4, 1.8)."""

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from lpsedocs.models.conditions import ExactlyOne, Needed, When
from lpsedocs.models.fields import (
    Act,
    AssetId,
    Attachment,
    Day,
    Exact,
    Model,
    Money,
    OriginId,
    PersonId,
    RequirementId,
    Sending,
    Text,
    Year,
    internal,
    no_earlier,
    own_id,
    personal,
    public,
)

RequirementKind = Literal["barang", "jasa_lainnya", "jasa_konsultansi", "pekerjaan_konstruksi"]
Priority = Literal["kritis", "tinggi", "sedang", "rendah"]


class Item(Model):
    """One good or service that is needed."""

    description: Text = internal("Description", "What is needed.")
    quantity: Exact = internal("Quantity", "How many.")
    unit: Text = internal("Measure", "What the quantity counts, for example unit or paket.")
    specification: Text | None = internal("Specification", "Function, quality and performance.", default=None)


class Availability(Act):
    """Step 1.3: does the office have it already?"""

    result: Literal["tersedia", "tidak_tersedia"] = internal(
        "Availability", "Whether the office has it already."
    )
    considered: tuple[AssetId, ...] = internal(
        "Assets considered", "The assets that were looked at.", default=()
    )
    note: Text | None = internal("Note", "What the answer rests on.", default=None)


class BudgetDocument(Model):
    """The paper that approves the budget."""

    kind: Text = internal("Kind of document", "For example DPA or DIPA.")
    number: Text = internal("Number", "The number that stands on the document.")
    date: Day = internal("Date", "The day that stands on the document.")
    approved_by: Text = internal("Approved by", "The position that approved it.")


class Budget(Act):
    """Step 1.4: is there an approved budget?"""

    conditions = (
        Needed(
            ("document", "kode_rekening", "sumber_dana", "year", "pagu_anggaran"),
            (When("result", ("disetujui",)),),
        ),
    )

    result: Literal["disetujui", "belum_disetujui", "ditolak"] = internal(
        "Budget", "Whether the budget is approved."
    )
    document: BudgetDocument | None = internal("Budget document", "The paper that approves it.", default=None)
    program: Text | None = internal(
        "Programme", "With its code, as the budget document has it.", default=None
    )
    kegiatan: Text | None = internal("Activity", "Kegiatan, with its code.", default=None)
    sub_kegiatan: Text | None = internal("Sub-activity", "Sub kegiatan, with its code.", default=None)
    kode_rekening: Text | None = internal(
        "Account code", "Kode rekening: where the budget is booked.", default=None
    )
    sumber_dana: Text | None = public("Source of funds", "For example APBD.", default=None)
    year: Year | None = public("Budget year", "The year whose budget bears it.", default=None)
    pagu_anggaran: Money | None = public("Budget ceiling", "Pagu anggaran, in rupiah.", default=None)
    note: Text | None = internal("Note", "What was found, or what is still missing.", default=None)


class Recommendation(Act):
    """Step 1.8: use what is there, or specify something equivalent to it."""

    conditions = (ExactlyOne(("use_existing", "equivalent_specification")),)

    use_existing: Annotated[tuple[AssetId, ...], Field(min_length=1)] | None = internal(
        "Use what exists", "The assets that the Pengguna can use.", default=None
    )
    equivalent_specification: Text | None = internal(
        "Equivalent specification", "A technical specification equal or suited to what exists.", default=None
    )
    brand_reason: Text | None = internal(
        "Reason for naming a brand", "Why the specification names a brand.", default=None
    )
    followed_by: RequirementId | None = internal(
        "Followed by", "The requirement for what is still to be bought.", default=None
    )
    note: Text | None = internal("Note", "What the Pengguna should know about it.", default=None)


class Requirement(Model):
    """Deskripsi Kebutuhan Pengguna, with what the Pengelola found."""

    id: Annotated[str, own_id("KEB-[0-9]{4}-[0-9]{3,9}", "KEB-2026-001")] = public(
        "Id", "The id, which is also the file's name."
    )
    title: Text = public("Title", "What is needed, in a few words.")
    requester: PersonId = personal("Requester", "The Pengguna who states the need.")
    unit: Text = public("Unit", "The unit of the requester, as in the roster.")
    kind: RequirementKind = public(
        "Kind of procurement", "Goods, other services, consultancy or construction."
    )
    created: Day = public("Created", "The day on which the requirement was written.")
    reason: Text = internal("Reason", "Why it is needed.")
    items: Annotated[tuple[Item, ...], Field(min_length=1)] = internal("Items", "What is needed, one by one.")
    needed_from: Day = public("Needed from", "The first day on which it is needed.")
    needed_until: Day | None = public("Needed until", "The last day on which it is needed.", default=None)
    priority: Priority = internal("Priority", "How urgent it is for the services of the LPSE.")
    origin: OriginId | None = internal(
        "Origin", "The evaluation, engagement or requirement that this one follows.", default=None
    )
    submitted: Sending | None = internal("Submitted", "Step 1.2: handed to the Pengelola.", default=None)
    availability: Availability | None = internal(
        "Availability check", "Step 1.3: judged at the day it is needed from.", default=None
    )
    budget: Budget | None = internal("Budget check", "Step 1.4: the budget and its document.", default=None)
    recommendation: Recommendation | None = internal(
        "Recommendation", "Step 1.8: only when the check says it is available.", default=None
    )
    attachments: tuple[Attachment, ...] = internal("Attachments", "Enclosed files.", default=())

    @field_validator("needed_until")
    @classmethod
    def _ends_after_it_begins(cls, until: Day | None, info: ValidationInfo) -> Day | None:
        return no_earlier(until, info.data.get("needed_from"))
