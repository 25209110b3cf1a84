"""What each enumerated value of the records is called; English source strings for the catalogue."""

from typing import Final

from lpsedocs.findings import Message, Term, Value, say
from lpsedocs.models.kak import Sections

WORDS: Final[dict[str, str]] = {
    # Roles and evidence
    "pengguna": "Pengguna",
    "pengelola": "Pengelola",
    "kepala_lpse": "Kepala LPSE",
    "admin": "administrator of the roster",
    "plh": "acting head for some days",
    "plt": "acting head until an appointment",
    "personal": "the person's own signature",
    "forge": "merge on a forge",
    "witness": "merge attested by CI",
    "document": "signed paper",
    "basah": "wet ink",
    "tte": "certified electronic signature",
    "hilang": "lost",
    "bocor": "leaked",
    "diganti": "replaced",
    "github": "GitHub",
    "gitlab": "GitLab",
    "gitea": "Gitea",
    "forgejo": "Forgejo",
    # The office
    "id": "Indonesian",
    "en": "English",
    "A4": "210 × 297 mm",
    "F4": "215 × 330 mm",
    "warning": "warning",
    "note": "note",
    "internal": "for the office only",
    "public": "for everybody",
    # What is bought
    "barang": "goods",
    "jasa": "service",
    "jasa_lainnya": "other services",
    "jasa_konsultansi": "consultancy services",
    "pekerjaan_konstruksi": "construction works",
    "kritis": "critical",
    "tinggi": "high",
    "sedang": "medium",
    "rendah": "low",
    "baik": "good",
    "kurang_baik": "worn",
    "rusak": "broken",
    # Procedure 1
    "tersedia": "available",
    "tidak_tersedia": "not available",
    "disetujui": "approved",
    "belum_disetujui": "not yet approved",
    "ditolak": "refused",
    "sesuai": "in order",
    "perlu_perbaikan": "to be mended",
    "evaluasi_ulang": "to be evaluated again",
    "dicabut": "withdrawn",
    "e_purchasing": "e-purchasing",
    "pengadaan_langsung": "direct procurement",
    "penunjukan_langsung": "direct appointment",
    "tender_cepat": "quick tender",
    "tender": "tender",
    "seleksi": "selection of consultants",
    "swakelola": "own work",
    "dikecualikan": "exempted procurement",
    "ditarik_pengguna": "taken back by the Pengguna",
    "anggaran_ditolak": "budget refused",
    "pengadaan_gagal": "procurement failed",
    "digabung": "merged with another file",
    "duplikat": "duplicate",
    # Procedure 2
    "berkontrak": "contract signed",
    "gagal": "failed",
    "batal": "cancelled",
    "dialihkan_swakelola": "moved to own work",
    "terdaftar": "on the list",
    "tidak_terdaftar": "not on the list",
    "PT": "limited company",
    "CV": "limited partnership",
    "firma": "partnership",
    "koperasi": "cooperative",
    "perorangan": "sole trader",
    "instansi": "public agency",
    "lainnya": "other",
    "internet": "internet",
    "kolokasi": "colocation",
    "hosting": "hosting",
    "helpdesk": "helpdesk",
    "uji_keamanan": "security testing",
    "pemeliharaan": "maintenance",
    "aplikasi": "application",
    "usulan": "procurement proposal",
    "sla_instansi": "SLA with a public agency",
    "pks": "cooperation agreement",
    "hibah": "grant",
    "diambil_alih": "taken over from before",
    "kak": "KAK",
    "kontrak": "contract",
    "nda": "NDA",
    "sla": "SLA",
    "bast": "record of handover",
    "jaminan": "guarantee",
    "sertifikat": "certificate",
    # Procedure 3
    "perlu_pembaruan": "to be updated",
    "ada": "there",
    "tidak_ada": "not there",
    "kedaluwarsa": "expired",
    "belum_lengkap": "incomplete",
    "tidak_diwajibkan": "not required",
    "tidak_ada_kejadian": "nothing happened",
    "data_tidak_tersedia": "no data",
    "tidak_berlaku": "does not apply",
    "lanjut": "continue",
    "pembinaan": "guidance",
    "perpanjangan": "renewal",
    "pergantian": "replacement",
    "tidak_dilanjutkan": "end without a successor",
    # Sections of a KAK are called what their fields are called.
    **{name: field.title or name for name, field in Sections.model_fields.items()},
}


def word(value: str) -> Term:
    """Return what the value is called; raises KeyError for a value that no model has."""
    return Term(WORDS[value])


def glossed(value: str) -> Message:
    """Return the value as it is written, with what it is called; printed once where both are alike."""
    return say("{value} ({word})", value=value, word=word(value))


def choice(value: str) -> Message:
    """Return a value that may be written, and what it is called; as it is written, where both are alike."""
    return say("{written} ({word})", written=value, word=word(value))


GLOSS: Final = glossed("id").template
CHOICE: Final = choice("id").template


def in_words(message: Message) -> Message:
    """Return a message for who only reads: enumerated values by what they are called, and not as written.

    What may be written stays as it is written.
    """
    return Message(message.template, tuple((name, spoken(value)) for name, value in message.values))


def spoken(value: Value) -> Value:
    """Return what an enumerated value is called, also inside of others; an abbreviation keeps its words."""
    match value:
        case Message(template=template, values=((_, str(written)), (_, called))) if template == GLOSS:
            return called if written.islower() else value
        case Message():
            return in_words(value)
        case tuple():
            return tuple(spoken(inner) for inner in value)
    return value
