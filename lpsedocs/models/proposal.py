"""Usulan pengadaan: the proposal to buy, and what came of it (SOP 1.7, 2.1, 2.2)."""

from typing import Annotated, Literal

from lpsedocs.models.conditions import Needed, When
from lpsedocs.models.fields import (
    Act,
    Attachment,
    KakId,
    KodeRup,
    Model,
    Money,
    Npwp,
    RequirementId,
    SupplierId,
    Text,
    Year,
    internal,
    own_id,
    public,
)
from lpsedocs.models.requirement import RequirementKind

Method = Literal[
    "e_purchasing",
    "pengadaan_langsung",
    "penunjukan_langsung",
    "tender_cepat",
    "tender",
    "seleksi",
    "swakelola",
    "dikecualikan",
]
Outcome = Literal["berkontrak", "gagal", "batal", "ditolak", "dialihkan_swakelola"]


class Letter(Model):
    """The letter that carries the proposal."""

    number: Text = internal("Number", "The number that stands on the letter.")
    subject: Text = internal("Subject", "What stands as subject on the letter.")
    attachments: Text | None = internal(
        "Enclosures", "As the letter says it, for example 1 berkas.", default=None
    )
    security: Text | None = internal(
        "Security level", "Sifat, as the letter says it, for example Biasa.", default=None
    )
    copies: tuple[Text, ...] = internal(
        "Copies", "Tembusan: who else gets the letter, in its order, often with Arsip at the end.", default=()
    )


class Submission(Act):
    """Step 1.7: the proposal goes to whoever buys."""

    to: Text = internal("To", "The position that receives it, for example PPK Biro PBJ.")
    letter: Letter | None = internal("Letter", "The letter that it was sent with.", default=None)


class Package(Model):
    """The procurement package."""

    kind: RequirementKind = public("Kind of procurement", "The same as that of the requirement.")
    method: Method = public("Method of selection", "How the provider is chosen.")
    kode_rup: tuple[KodeRup, ...] = public(
        "RUP codes", "The codes in the RUP; one package may have several.", default=()
    )
    year: Year = public("Budget year", "The year whose budget bears the package.")
    pagu_paket: Money = public("Package ceiling", "Pagu paket, in rupiah; at most the pagu anggaran.")
    hps: Money | None = internal(
        "Owner's estimate",
        "HPS, in rupiah; at most the pagu paket. Public once it is announced.",
        default=None,
    )
    hps_announced: bool = public("HPS announced", "Whether the total of the HPS is public.", default=False)


class Result(Act):
    """Step 2.1: what came of the procurement."""

    conditions = (Needed(("supplier_name", "npwp"), (When("outcome", ("berkontrak",)),)),)

    outcome: Outcome = public("Outcome", "How the procurement ended.")
    informed_by: Text = internal("Informed by", "The paper that told it, for example an SPPBJ.")
    supplier_name: Text | None = public("Supplier's name", "For berkontrak.", default=None)
    npwp: Npwp | None = internal("Tax number", "The NPWP of the supplier, for berkontrak.", default=None)
    note: Text | None = internal("Note", "What else is to be known about the outcome.", default=None)


class ListCheck(Act):
    """Step 2.2: is the supplier on the list already?"""

    conditions = (Needed(("supplier",), (When("result", ("terdaftar",)),)),)

    result: Literal["terdaftar", "tidak_terdaftar"] = public(
        "Check of the list", "Whether the supplier is on the list already."
    )
    supplier: SupplierId | None = public("Supplier", "Who it is, for terdaftar.", default=None)


class Proposal(Model):
    """A proposal to procure, with its result."""

    id: Annotated[str, own_id("USL-[0-9]{4}-[0-9]{3,9}", "USL-2026-001")] = public(
        "Id", "The id, which is also the file's name."
    )
    requirement: RequirementId = public("Requirement", "The requirement that it serves.")
    kak: KakId = public("KAK", "The KAK that the Pengguna found fit.")
    title: Text = public("Title", "The name of the package.")
    submitted: Submission | None = public("Submitted", "Step 1.7.", default=None)
    package: Package = public("Package", "What is to be bought, and how.")
    result: Result | None = public("Result", "Step 2.1.", default=None)
    list_check: ListCheck | None = public("Check of the supplier list", "Step 2.2.", default=None)
    attachments: tuple[Attachment, ...] = internal("Attachments", "Enclosed files.", default=())
