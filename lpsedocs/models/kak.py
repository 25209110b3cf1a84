"""Kerangka Acuan Kerja: the terms of reference of a requirement (SOP 1.4 to 1.6)."""

from typing import Annotated, Literal

from lpsedocs.models.fields import (
    Act,
    Attachment,
    Model,
    Money,
    RequirementId,
    Sending,
    Text,
    internal,
    own_id,
    public,
)
from lpsedocs.models.requirement import RequirementKind

SectionName = Literal[
    "legal_basis",
    "background",
    "purpose",
    "targets",
    "location",
    "scope",
    "outputs",
    "duration",
    "personnel",
    "equipment",
    "method",
    "reports",
    "service_levels",
    "confidentiality",
    "handover",
    "termination",
    "provider_requirements",
    "domestic_products",
]

_GOODS: tuple[SectionName, ...] = ("background", "purpose", "scope", "outputs", "duration")
_SERVICES: tuple[SectionName, ...] = (*_GOODS, "method", "service_levels", "confidentiality", "termination")
REQUIRED_SECTIONS: dict[RequirementKind, tuple[SectionName, ...]] = {
    "barang": _GOODS,
    "pekerjaan_konstruksi": (*_GOODS, "method"),
    "jasa_lainnya": _SERVICES,
    "jasa_konsultansi": _SERVICES,
}
"""The shipped list of sections that a KAK must have; ``organization.yaml`` may give its own."""


class Sections(Model):
    """The text of the KAK, by section."""

    legal_basis: Text | None = internal(
        "Legal basis", "The regulations and decrees that the work rests on.", default=None
    )
    background: Text | None = internal(
        "Background", "Why the work is needed, and what there is today.", default=None
    )
    purpose: Text | None = internal(
        "Purpose and objective", "What the work is for, and what is to be reached with it.", default=None
    )
    targets: Text | None = internal("Targets", "What is to be measurably better afterwards.", default=None)
    location: Text | None = internal("Place of work", "Where the work is done or delivered.", default=None)
    scope: Text | None = internal(
        "Scope and technical specification",
        "What belongs to the work and what does not, with the technical demands.",
        default=None,
    )
    outputs: Text | None = internal("Outputs", "What is handed over at the end, one by one.", default=None)
    duration: Text | None = internal("Duration", "How long the work takes, with its dates.", default=None)
    personnel: Text | None = internal(
        "Personnel", "Which experts are needed, with their certificates and experience.", default=None
    )
    equipment: Text | None = internal(
        "Equipment", "What the provider has to bring, and what the office gives.", default=None
    )
    method: Text | None = internal("Method and stages", "How the work is done, step by step.", default=None)
    reports: Text | None = internal(
        "Reports", "Which reports are due, when, and what is in them.", default=None
    )
    service_levels: Text | None = internal(
        "Service levels (SLA)",
        "How available and how quick the service must be, and what follows if it is not.",
        default=None,
    )
    confidentiality: Text | None = internal(
        "Information security and confidentiality (NDA)",
        "How data and access are protected, and who signs the NDA.",
        default=None,
    )
    handover: Text | None = internal(
        "Handover and transfer of knowledge",
        "What is handed over and taught when the work ends.",
        default=None,
    )
    termination: Text | None = internal(
        "End of the service and return of data",
        "What happens with data, access and equipment when the service ends.",
        default=None,
    )
    provider_requirements: Text | None = internal(
        "Requirements on the provider", "What a provider must have to take part.", default=None
    )
    domestic_products: Text | None = internal(
        "Domestic products and reasons for brands",
        "Which domestic products are used, and why a brand is named.",
        default=None,
    )


class Correction(Act):
    """Step 1.6: what the Pengguna mended himself."""

    what: Text = internal("What was mended", "The change in a few words.")


class Kak(Model):
    """Terms of reference for one requirement."""

    id: Annotated[str, own_id("KAK-[0-9]{4}-[0-9]{3,9}", "KAK-2026-001")] = public(
        "Id", "The id, which is also the file's name."
    )
    requirement: RequirementId = public("Requirement", "The requirement that it describes.")
    title: Text = public("Title", "What stands at the head of the KAK.")
    drafted: Act = internal("Drafted", "Step 1.4: who wrote it, and when.")
    estimate: Money = internal("Estimate", "The estimated cost in rupiah; at most the pagu anggaran.")
    sections: Sections = internal(
        "Sections", "The text; which sections are required depends on the requirement's kind."
    )
    sent: tuple[Sending, ...] = internal("Sent", "Step 1.5: one entry a round.", default=())
    corrections: tuple[Correction, ...] = internal(
        "Corrections", "Step 1.6: what the Pengguna mended.", default=()
    )
    attachments: tuple[Attachment, ...] = internal("Attachments", "Enclosed files.", default=())
