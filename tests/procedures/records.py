"""Records as short as they can be, the files they make, and what is asked of a file's progress."""

from hashlib import sha256

import pytest

from lpsedocs.models import kind_named
from lpsedocs.procedures import (
    EvaluationFile,
    Held,
    InspectionFile,
    ListFile,
    ProcurementFile,
    progress,
)


def digest(text="now"):
    return sha256(text.encode()).hexdigest()


def held(kind, name, content, bytes_="now"):
    return Held(name, kind_named(kind).model.model_validate(content), digest(bytes_))


def did(by, day, **others):
    return {"by": by, "date": day, **others}


SUBMITTED = did("agus", "2026-05-02", to="budi")
AVAILABLE = did("budi", "2026-05-03", result="tersedia")
NOT_AVAILABLE = did("budi", "2026-05-03", result="tidak_tersedia")
BUDGET = did(
    "budi",
    "2026-05-04",
    result="disetujui",
    document={"kind": "DPA", "number": "1", "date": "2026-01-05", "approved_by": "Kepala Biro"},
    kode_rekening="5.1",
    sumber_dana="APBD",
    year=2026,
    pagu_anggaran=100,
)
NO_BUDGET_YET = did("budi", "2026-05-04", result="belum_disetujui")
BUDGET_REFUSED = did("budi", "2026-05-04", result="ditolak")
RECOMMENDATION = did("budi", "2026-05-09", use_existing=("AST-006",))


def need(**sections):
    return held(
        "requirement",
        "KEB-2026-001",
        {
            "id": "KEB-2026-001",
            "title": "Uji keamanan",
            "requester": "agus",
            "unit": "Administrator Sistem",
            "kind": "jasa_lainnya",
            "created": "2026-05-01",
            "reason": "Perlu",
            "items": ({"description": "Uji", "quantity": 1, "unit": "paket"},),
            "needed_from": "2026-09-01",
            "priority": "tinggi",
            **sections,
        },
    )


def kak(number=1, sent=(), corrections=(), bytes_="now"):
    name = f"KAK-2026-00{number}"
    return held(
        "kak",
        name,
        {
            "id": name,
            "requirement": "KEB-2026-001",
            "title": "KAK",
            "drafted": did("budi", "2026-05-05"),
            "estimate": 90,
            "sections": {},
            "sent": tuple(did("budi", day, to="agus") for day in sent),
            "corrections": tuple(did("agus", day, what="Ruang lingkup") for day in corrections),
        },
        bytes_,
    )


ROLES = {"KAK": ("pengguna", "agus"), "EVL": ("kepala_lpse", "joko")}


def decision(record, number, word, day="2026-05-07", bytes_="now", **others):
    role, by = ROLES[record[:3]]
    content = {
        "repository": "0" * 32,
        "record": record,
        "sha256": digest(bytes_),
        "decision": word,
        "role": role,
        "by": by,
        "date": day,
        "made": "2026-05-07T03:15:20Z",
        **others,
    }
    return held("decision", f"decisions/{record}/{number}", content)


def decisions(record, *words):
    """Decisions one after another on the bytes of now; what comes back twice, on others each time."""
    returns = ("perlu_perbaikan", "evaluasi_ulang")
    return tuple(
        decision(
            record, number, word, bytes_=f"round {number}" if word == after and word in returns else "now"
        )
        for number, (word, after) in enumerate(zip(words, [*words[1:], None], strict=False), start=1)
    )


def proposal(number=1, on="KAK-2026-001", submitted="2026-05-08", **sections):
    name = f"USL-2026-00{number}"
    content = {
        "id": name,
        "requirement": "KEB-2026-001",
        "kak": on,
        "title": "Uji",
        "submitted": did("budi", submitted, to="PPK") if submitted else None,
        "package": {
            "kind": "jasa_lainnya",
            "method": "pengadaan_langsung",
            "year": 2026,
            "pagu_paket": 100,
        },
    }
    return held("proposal", name, {**content, **sections})


def closed(record, day="2026-05-20", reason="ditarik_pengguna"):
    content = {"record": record, "sha256": digest(), "filed": did("budi", day), "reason": reason}
    return held("filing", f"filings/{record}", content)


def documented(record, day="2026-07-14", bytes_="now"):
    content = {
        "record": record,
        "sha256": digest(bytes_),
        "filed": did("tia", day),
        "archive": {"series": "000.3", "number": "12", "location": "Lemari 1"},
    }
    return held("filing", f"filings/{record}", content)


def supplier(number=1, npwp="0999999990001000", name="PT Umpama", listed="2026-05-12", **others):
    id_ = f"SUP-00{number}"
    content = {
        "id": id_,
        "name": name,
        "legal_form": "PT" if npwp else "instansi",
        "npwp": npwp,
        "address": "Jalan Misal",
        "city": "Kota Contoh",
        "services": ("lainnya",),
        "listed": did("budi", listed),
    }
    return held("supplier", id_, {**content, **others})


def engagement(id_="2026-1", of="USL-2026-001", documents=("kak", "kontrak", "nda"), day="2026-05-13"):
    return {
        "id": id_,
        "basis": "usulan" if of else "diambil_alih",
        "proposal": of,
        "number": "027",
        "signed": "2026-05-11",
        "starts": "2026-05-12",
        "ends": "2026-12-31",
        "value": 90,
        "recorded": did("budi", day),
        "documents": tuple({"kind": kind, "none": "Tidak dipersyaratkan"} for kind in documents),
    }


def inspection(covers=(), inspected="2026-07-01"):
    content = {
        "id": "PRS-2026-001",
        "period": {"from": "2026-04-01", "until": "2026-06-30"},
        "inspected": did("budi", inspected) if inspected else None,
        "suppliers": tuple({"supplier": name, "data": "sesuai"} for name in covers),
    }
    return held("inspection", "PRS-2026-001", content)


def evaluation(submissions=(), recommendation="lanjut", bytes_="now"):
    content = {
        "id": "EVL-2026-001",
        "supplier": "SUP-001",
        "supplier_name": "PT Umpama",
        "form": "FRM-2026-LPSE",
        "period": {"from": "2026-01-01", "until": "2026-06-30"},
        "inspection": "PRS-2026-001",
        "evaluated": did("tia", "2026-07-05"),
        "result": {"score": "3.14", "band": "baik"},
        "recommendation": recommendation,
        "submissions": tuple(did("tia", day, to="joko") for day in submissions),
    }
    return held("evaluation", "EVL-2026-001", content, bytes_)


# -- the records that the tests speak of ----------------------------------------------------------

ASKED = need(submitted=SUBMITTED)
HAS = need(submitted=SUBMITTED, availability=AVAILABLE)
HAS_NOT = need(submitted=SUBMITTED, availability=NOT_AVAILABLE)
READY = need(submitted=SUBMITTED, availability=NOT_AVAILABLE, budget=BUDGET)
WAITS_FOR_BUDGET = need(submitted=SUBMITTED, availability=NOT_AVAILABLE, budget=NO_BUDGET_YET)
REFUSED = need(submitted=SUBMITTED, availability=NOT_AVAILABLE, budget=BUDGET_REFUSED)
ADVISED = need(submitted=SUBMITTED, availability=AVAILABLE, recommendation=RECOMMENDATION)

DRAFTED, SENT = kak(), kak(sent=["2026-05-06"])
RIGHT, BACK, WITHDRAWN = "sesuai", "perlu_perbaikan", "dicabut"


def said(*words, on="KAK-2026-001"):
    return decisions(on, *words)


UNDATED, EARLIER = {"day": None}, {"bytes_": "before"}

CONTRACT = did(
    "budi",
    "2026-05-10",
    outcome="berkontrak",
    informed_by="SPPBJ",
    supplier_name="PT Umpama",
    npwp="0999999990001000",
)
FAILED = did("budi", "2026-05-10", outcome="gagal", informed_by="Surat")
ON_LIST = did("budi", "2026-05-11", result="terdaftar", supplier="SUP-001")
NOT_ON_LIST = did("budi", "2026-05-11", result="tidak_terdaftar")

CONTRACTED = proposal(result=CONTRACT)
KNOWN = proposal(result=CONTRACT, list_check=ON_LIST)
NEW = proposal(result=CONTRACT, list_check=NOT_ON_LIST)

ADDED = supplier()
COMPLETE = supplier(engagements=(engagement(),))
INCOMPLETE = supplier(engagements=(engagement(documents=["kak", "nda"]),))
OLD = supplier(listed="2025-01-02", engagements=(engagement(),))
STRANGER = supplier(2, npwp="0999999990002000", name="PT Lain")

ENDED = supplier(
    2,
    "0999999990002000",
    "PT Lama",
    engagements=(engagement(),),
    ended=did("budi", "2026-06-30", reason="Selesai"),
)
IDLE = supplier(3, "0999999990003000", "PT Sepi")

APPROVED, AGAIN = "disetujui", "evaluasi_ulang"
DOCUMENTED = documented("EVL-2026-001")
SUBMITTED_ONCE = evaluation(["2026-07-06"])


def ruled(*words):
    return decisions("EVL-2026-001", *words)


# -- a file, and what is asked of its progress ----------------------------------------------------

LETTERS = {"done": "D", "current": "C", "waiting": "W", "not_applicable": "-"}
REQUIRED = ("kak", "kontrak", "nda")


def file_of(first, *others, required=REQUIRED):
    """The file that a requirement, proposal, inspection or evaluation is the head of, with these records."""

    def all_of(start):
        return tuple(one for one in others if one.name.startswith(start))

    match first.name[:3]:
        case "KEB":
            return ProcurementFile(
                first, all_of("KAK"), all_of("decisions"), all_of("USL"), all_of("filings")
            )
        case "USL":
            return ListFile(first, all_of("SUP"), required, all_of("filings"))
        case "PRS":
            return InspectionFile(first, all_of("SUP"))
        case _:
            return EvaluationFile(first, all_of("decisions"), all_of("filings"), all_of("KEB"))


def shown_by(first, *others, **settings):
    return progress(file_of(first, *others, **settings))


def states(found):
    """One letter a step: done, current, waiting, or not applicable."""
    return " ".join(LETTERS[one.state] for one in found.steps)


def skips(found):
    """Each as: step, the missing one, record, the way into it."""
    return [
        f"{skip.step.number} without {skip.missing.number}: {skip.record} {'.'.join(map(str, skip.route))}"
        for skip in found.skips
    ]


def evidence(found):
    """Of each done step: step, who, when, record, the way into it."""
    return [
        f"{one.step.number} {one.by} {one.date} {one.record} {'.'.join(map(str, one.route))}"
        for one in found.steps
        if one.state == "done"
    ]


def due(found):
    return f"{found.next.step.number} since {found.next.since}"


def cases(names, table):
    """Parametrize by a table whose keys are the sentences."""
    rows = [pytest.param(*row, id=sentence) for sentence, row in table.items()]
    return pytest.mark.parametrize(names.split(), rows)
