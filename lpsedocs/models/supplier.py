"""A Pendukung Layanan: who it is, its engagements and their documents (SOP 2.3, 2.4)."""

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from lpsedocs.models.conditions import ExactlyOne, Needed, Only, When
from lpsedocs.models.fields import (
    Act,
    AttachmentPath,
    Day,
    Digest,
    Email,
    EngagementId,
    KakId,
    Model,
    Money,
    Nib,
    Npwp,
    ProposalId,
    Text,
    internal,
    misfit,
    no_earlier,
    own_id,
    personal,
    public,
)

Basis = Literal["usulan", "sla_instansi", "pks", "hibah", "diambil_alih"]
Criticality = Literal["kritis", "tinggi", "sedang", "rendah"]
DocumentKind = Literal["kak", "kontrak", "nda", "sla", "pks", "bast", "jaminan", "sertifikat", "lainnya"]
LegalForm = Literal["PT", "CV", "firma", "koperasi", "perorangan", "instansi", "lainnya"]
Service = Literal[
    "internet", "kolokasi", "hosting", "helpdesk", "uji_keamanan", "pemeliharaan", "aplikasi", "lainnya"
]


class FormerName(Model):
    """A name that the supplier had before."""

    name: Text = public("Name", "The registered name of that time.")
    until: Day = public("Until", "The last day of the name.")
    basis: Text = internal("Basis", "The deed or decree of the change.")


class Contact(Model):
    """An office contact, never a private one."""

    name: Text = personal("Name", "A desk or a person.")
    position: Text = internal("Position", "What the contact does there, for example kantor.")
    phone: Text | None = personal(
        "Phone", "A telephone number of the office, not a private one.", default=None
    )
    email: Email | None = personal("E-mail", "A mailbox of the office, not a private one.", default=None)


class Update(Act):
    """Step 2.4: a change of the supplier's data."""

    what: Text = internal("What was updated", "The change in a few words.")


class Addendum(Model):
    """A change of the contract."""

    number: Text = public("Number", "The number that stands on the addendum.")
    signed: Day = public("Signed", "The day on which it was signed.")
    what: Text = public("What changed", "The change in a few words.")
    ends: Day | None = public("New end", "The new last day of service, if it moves.", default=None)
    value: Money | None = public("New value", "In rupiah.", default=None)


class Document(Model):
    """A document of an engagement: a record, a file, a paper in the archive, or why there is none."""

    conditions = (
        ExactlyOne(("record", "file", "archive", "none")),
        Needed(("sha256",), (When("file"), When("archive"))),
        Only("sha256", (When("file"), When("archive"))),
    )

    kind: DocumentKind = public("Kind of document", "Which of the documents of an engagement it is.")
    record: KakId | None = public("Record", "The KAK's id.", default=None)
    file: AttachmentPath | None = internal("File", "The path under records/.", default=None)
    archive: Text | None = internal("Archive", "Where the paper lies.", default=None)
    none: Text | None = internal(
        "Why there is none", "Why the engagement has no such document.", default=None
    )
    sha256: Digest | None = internal(
        "SHA-256", "The digest of the file or of the scan of the paper.", default=None
    )
    number: Text | None = public("Number", "The number that stands on the document.", default=None)
    valid_until: Day | None = public("Valid until", "The last day on which the document holds.", default=None)
    stamped: bool | None = internal("Stamped", "Whether it bears a materai.", default=None)
    audience: Literal["internal", "public"] = public("Audience", "Who may read the file.", default="internal")


class Engagement(Model):
    """A contract, an SLA between agencies, or another basis on which the supplier serves."""

    conditions = (
        Needed(("proposal",), (When("basis", ("usulan",)),)),
        Only("proposal", (When("basis", ("usulan",)),)),
        Needed(("value",), (When("basis", ("usulan", "pks", "diambil_alih")),)),
    )

    id: EngagementId = public("Id", "The year and a number, for example 2026-1.")
    basis: Basis = public("Basis", "How the engagement came about.")
    proposal: ProposalId | None = public("Proposal", "For the basis usulan.", default=None)
    number: Text = public("Number", "The number of the contract.")
    signed: Day = public("Signed", "The day on which it was signed.")
    starts: Day = public("Starts", "The first day of service.")
    ends: Day = public("Ends", "The last day of service.")
    value: Money | None = public("Value", "In rupiah; not for sla_instansi and hibah.", default=None)
    addenda: tuple[Addendum, ...] = public("Addenda", "Changes of the contract.", default=())
    recorded: Act = internal("Recorded", "Step 2.4: who entered it, and when.")
    documents: tuple[Document, ...] = public("Documents", "The supporting documents.", default=())

    @field_validator("ends")
    @classmethod
    def _ends_after_it_starts(cls, ends: Day, info: ValidationInfo) -> Day | None:
        return no_earlier(ends, info.data.get("starts"))

    @property
    def last_day(self) -> Day:
        """The end in force: that of the last addendum that moved it, else the contract's."""
        return next((addendum.ends for addendum in reversed(self.addenda) if addendum.ends), self.ends)

    def in_force_on(self, day: Day) -> bool:
        """Tell whether the supplier serves under it on that day."""
        return self.starts <= day <= self.last_day


class End(Act):
    """The supplier's end on the list."""

    reason: Text = internal("Reason", "Why the supplier left the list.")


class Supplier(Model):
    """One Pendukung Layanan on the list."""

    conditions = (Needed(("npwp",), (When("legal_form", ("PT", "CV", "firma", "koperasi", "lainnya")),)),)

    id: Annotated[str, own_id("SUP-[0-9]{3,9}", "SUP-001")] = public(
        "Id", "The id, which is also the file's name."
    )
    name: Text = public("Name", "The registered name.")
    former_names: tuple[FormerName, ...] = public(
        "Former names", "Names that the supplier had before, each with its last day.", default=()
    )
    legal_form: LegalForm = public("Legal form", "The form of business or body, as registered.")
    npwp: Npwp | None = internal(
        "Tax number",
        "The NPWP of the company; never a NIK. Not needed for instansi and perorangan.",
        default=None,
    )
    nib: Nib | None = internal("Business number", "The NIB issued by OSS.", default=None)
    address: Text = internal("Address", "The street address of the office.")
    city: Text = public("City", "The town or regency of the office.")
    contacts: tuple[Contact, ...] = personal("Contacts", "Office contacts only.", default=())
    services: Annotated[tuple[Service, ...], Field(min_length=1)] = public("Services", "What it provides.")
    criticality: Criticality | None = public("Criticality", "How much the LPSE depends on it.", default=None)
    listed: Act = internal("Listed", "Step 2.3: who added it to the list, and when.")
    updates: tuple[Update, ...] = internal("Updates", "Step 2.4: what was changed.", default=())
    engagements: tuple[Engagement, ...] = public("Engagements", "Contracts and other bases.", default=())
    ended: End | None = internal("Ended", "When it left the list.", default=None)

    @field_validator("engagements")
    @classmethod
    def _ids_stand_once(cls, engagements: tuple[Engagement, ...]) -> tuple[Engagement, ...]:
        ids = [engagement.id for engagement in engagements]
        for position, id_ in enumerate(ids):
            if id_ in ids[:position]:
                raise misfit("the engagement {id} stands twice", id=id_)
        return engagements

    def is_active_on(self, day: Day) -> bool:
        """Tell whether some engagement is in force and the supplier has not ended."""
        ended = self.ended is not None and self.ended.date <= day
        return not ended and any(engagement.in_force_on(day) for engagement in self.engagements)
