"""The office itself: its name, letterhead, periods, limits, and which rules it lowers or waives."""

from typing import Annotated, Literal

from pydantic import Field

from lpsedocs.models.fields import (
    AttachmentPath,
    Day,
    Email,
    Model,
    Pattern,
    PostalCode,
    RecordId,
    Text,
    WebAddress,
    internal,
    public,
)
from lpsedocs.models.kak import SectionName
from lpsedocs.models.requirement import RequirementKind
from lpsedocs.models.supplier import Basis, Criticality, DocumentKind

RuleCode = Annotated[str, Pattern("[A-Z][0-9]{3}", "a rule's code such as D204")]
Days = Annotated[int, Field(ge=0, le=3650)]
WorkingDays = Annotated[int, Field(ge=0, le=1000)]
StepNumber = Annotated[str, Pattern(r"[1-3]\.[1-8]", "a step's number such as 1.3, in quotes")]


class Sop(Model):
    """Which version of the SOP the office works by."""

    number: Text = public("Number", "The number of the SOP.")
    effective: Day = public("In force since", "The day from which the SOP holds.")
    revised: Day | None = public("Revised", "The day of the last revision.", default=None)
    approved_by: Text = public("Approved by", "The position that approved the SOP.")


class Letterhead(Model):
    """What stands at the head of each printed paper."""

    lines: tuple[Text, ...] = public("Lines", "The lines of the letterhead, from the top.")
    address: Text = public("Address", "The street address of the office.")
    city: Text = public("City", "The place named before the date of a paper.")
    postal_code: PostalCode | None = public(
        "Postal code", "The postal code of the office, five digits in quotes.", default=None
    )
    phone: Text | None = public("Phone", "The office's telephone number.", default=None)
    email: Email | None = public("E-mail", "The office's mailbox.", default=None)
    website: WebAddress | None = public("Website", "The address of the office's own site.", default=None)
    logo: AttachmentPath | None = public(
        "Logo", "An SVG or PNG under records/attachments/organization.", default=None
    )
    paper: Literal["A4", "F4"] = public("Paper", "The size that the office prints on.", default="A4")


class Review(Model):
    """The periods and limits that the SOP leaves open."""

    inspection_every_months: Annotated[int, Field(ge=1, le=60)] = public(
        "Months between inspections", "How often step 3.1 is due.", default=6
    )
    evaluation_every_months: dict[Criticality, Annotated[int, Field(ge=1, le=60)]] = public(
        "Months between evaluations",
        "How often step 3.2 is due, by the criticality of the supplier.",
        default={"kritis": 6, "tinggi": 6, "sedang": 12, "rendah": 12},
    )
    expiry_notice_days: tuple[Days, ...] = public(
        "Days of notice before an expiry",
        "When a document or contract is announced as expiring.",
        default=(30, 7, 0),
    )
    renewal_lead_days: dict[Criticality, Days] = public(
        "Lead time of a renewal in days",
        "How long before the end of a contract a requirement for what follows must be there.",
        default={"kritis": 120, "tinggi": 90, "sedang": 60, "rendah": 60},
    )
    step_limit_working_days: dict[StepNumber, WorkingDays] = public(
        "Limit of a step in working days",
        "How long a step may wait.",
        default={"1.3": 5, "1.4": 40, "1.6": 5, "3.4": 10, "3.5": 10},
    )
    holidays: tuple[Day, ...] = public(
        "Holidays", "National holidays and collective leave, which are no working days.", default=()
    )


class Waiver(Model):
    """A rule that one record may break, why, and until when."""

    rule: RuleCode = public("Rule", "The code of the rule.")
    record: RecordId = public("Record", "The id of the record.")
    reason: Text = internal("Reason", "Why it may be so.")
    until: Day = public("Until", "The last day of the waiver.")


class Organization(Model):
    """The office that keeps the records."""

    name: Text = public("Name", "The name of the LPSE.")
    institution: Text = public("Institution", "The government that the LPSE belongs to.")
    language: Literal["id", "en"] = public(
        "Language", "The language of the site and of messages.", default="id"
    )
    site: WebAddress | None = internal(
        "Address of this site",
        "Where the office opens these pages; papers bear it as a code. Without it, they bear none.",
        default=None,
    )
    sop: Sop = public("SOP", "The SOP by which the office works.")
    letterhead: Letterhead = public("Letterhead", "What stands at the head of printed papers.")
    # Not Review(): validating it would make pydantic ready for use at every start, 'lpsedocs verify' too.
    review: Review = public(
        "Periods and limits", "What the SOP leaves open.", default=Review.model_construct()
    )
    required_documents: dict[Basis, tuple[DocumentKind, ...]] = public(
        "Required documents",
        "Which documents an engagement must have, by its basis (SOP step 2.4).",
        default={
            "usulan": ("kak", "kontrak", "nda"),
            "sla_instansi": ("sla", "nda"),
            "pks": ("pks", "nda"),
            "hibah": ("bast",),
            "diambil_alih": ("kontrak", "nda"),
        },
    )
    required_sections: dict[RequirementKind, tuple[SectionName, ...]] | None = public(
        "Required sections of a KAK",
        "Which sections a KAK must have, by the kind of its requirement; without this key, the shipped list.",
        default=None,
    )
    severities: dict[RuleCode, Literal["warning", "note"]] = public(
        "Lowered rules", "Rules that only warn in this office; not for the families S, A and T.", default={}
    )
    waivers: tuple[Waiver, ...] = public(
        "Waivers",
        "Rules that single records may break for a time; each is shown in every report.",
        default=(),
    )
