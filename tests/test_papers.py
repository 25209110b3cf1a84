"""Papers as values and in words: what stands on each, what stays blank, and what nobody has decided."""

from dataclasses import replace
from decimal import Decimal
from pathlib import PurePosixPath

import pytest
import segno

from lpsedocs.corpus import Corpus
from lpsedocs.language import ENGLISH, INDONESIAN, Language
from lpsedocs.models.decision import Decision
from lpsedocs.rules.examples import corpus_of
from lpsedocs.site.editions import Edition
from lpsedocs.site.papers import Paper, paper_or_none, supplier_list
from lpsedocs.site.templates import templates_of
from lpsedocs.site.view import View
from lpsedocs.trust.proof import AtHand, DecisionFile, prove
from tests.office import office_with, without_contract
from tests.sites import view_of, words_of
from tests.trust.story import EVALUATION, Story, approved

PAPERS = (
    "KEB-2026-001",
    "KAK-2026-001",
    "USL-2026-001",
    "PRS-2026-001",
    "EVL-2026-001",
    "decisions/EVL-2026-001/1",
)


def paper_of(name: str, corpus: Corpus, language: Language = ENGLISH) -> tuple[View, Paper]:
    view = view_of(corpus, language=language)
    paper = paper_or_none(view, name)
    assert paper is not None
    return view, paper


def read(view: View, paper: Paper) -> str:
    """Return what a person reads on a paper."""
    return words_of(templates_of(None).render(paper.template, view, "", {"paper": paper}))


def words(name: str, text: str = "", language: Language = ENGLISH) -> str:
    return read(*paper_of(name, office_with(text), language))


def mark(view: View, paper: Paper) -> str | None:
    return view.language.say(paper.mark.words) if paper.mark else None


# ---- Which records have one


@pytest.mark.parametrize("name", PAPERS)
def test_papers_are_part_of_the_office_edition_alone(name: str) -> None:
    assert paper_or_none(view_of(office_with()), name) is not None
    assert paper_or_none(view_of(office_with(), Edition.PUBLIC), name) is None


@pytest.mark.parametrize("name", ["SUP-001", "AST-001", "FRM-2026-LPSE", "roster", "KEB-2026-999"])
def test_other_records_have_none(name: str) -> None:
    assert paper_or_none(view_of(office_with()), name) is None


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_has_the_letterhead_and_says_which_bytes_it_shows(name: str) -> None:
    corpus = office_with()
    text = read(*paper_of(name, corpus))

    assert "PEMERINTAH KABUPATEN MISAL LAYANAN PENGADAAN SECARA ELEKTRONIK Jalan Misal Nomor 1, Misal" in text
    assert (
        f"{name.removeprefix('decisions/')} · commit 71ae0371ae03 · SHA-256 {corpus.digest_of(name)} · "
        "as of 15 July 2026 · printed by lpsedocs; check it with 'lpsedocs verify'"
    ) in text


SITE = "# records/organization.yaml\nsite: https://arsip.misal.example/lpse/\n"


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_bears_the_address_of_its_page_if_the_office_says_where_that_is(name: str) -> None:
    view, paper = paper_of(name, office_with(SITE))
    page = view.page_of(name)

    assert f"https://arsip.misal.example/lpse/{page} The code is no signature" in read(view, paper)
    assert paper_of(name, office_with())[1].code is None


def test_the_code_of_a_paper_is_its_address() -> None:
    _, paper = paper_of("EVL-2026-001", office_with(SITE))
    assert paper.code is not None
    drawn = segno.make("https://arsip.misal.example/lpse/evaluasi/EVL-2026-001/", error="m", micro=False)

    assert drawn.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None, light="#fff") == str(
        paper.code.drawing
    )


# ---- What stands on each


def test_a_requirement_has_what_the_pengelola_found_in_its_second_half() -> None:
    text = words("KEB-2026-001")

    assert "Misal, 2 February 2026 Received by Pengelola Pendukung Layanan, Budi Misal" in text
    assert "Misal, 2 February 2026 Requested by Administrator Sistem, Agus Andai" in text
    _, _, half = text.partition("Result of the availability check (filled in by the Pengelola)")
    assert half.startswith(" Availability not available Assets considered AST-001 Ruang rapat 30 kursi")
    assert "Budget ceiling Rp 120,000,000.00 (one hundred twenty million rupiah)" in half


def test_a_requirement_that_nobody_checked_leaves_blanks() -> None:
    text = words(
        "KEB-2026-001",
        """\
# records/requirements/2026/KEB-2026-001.yaml
availability: null
budget: null
submitted: null
""",
    )

    assert "Availability ............................ Assets considered ......" in text
    assert "Received by Pengelola Pendukung Layanan, (............................................)" in text
    assert "DRAFT User's statement of need" in text


def test_a_kak_numbers_its_sections_and_leaves_the_ppk_blank() -> None:
    text = words("KAK-2026-001", language=INDONESIAN)

    assert "Spesifikasi Teknis / Kerangka Acuan Kerja Nomor: KAK-2026-001" in text
    assert "Pagu anggaran Rp 120.000.000,00 (seratus dua puluh juta rupiah)" in text
    assert "1. Latar belakang LPSE melayani" in text
    assert "3. Nama organisasi dan PPK Organisasi LPSE Kabupaten Misal PPK ......" in text
    assert "11. Pengakhiran layanan dan pengembalian data" in text
    assert "Ditetapkan oleh Pejabat Pembuat Komitmen, (............................................)" in text


def test_the_cover_of_a_kak_has_program_and_activity_or_leaves_them_blank() -> None:
    told = """\
# records/requirements/2026/KEB-2026-001.yaml
budget:
  by: budi
  date: 2026-02-04
  result: disetujui
  document: {kind: DPA, number: DPA/1, date: 2026-01-02, approved_by: PPKD}
  program: 4.01.03 Perekonomian dan Pembangunan
  kegiatan: 4.01.03.2.03 Pengelolaan pengadaan barang dan jasa
  sub_kegiatan: 4.01.03.2.03.02 Pengelolaan LPSE
  kode_rekening: 5.1.02.02
  sumber_dana: APBD
  year: 2026
  pagu_anggaran: 120000000
"""
    blank = "............................"

    assert (
        "Program 4.01.03 Perekonomian dan Pembangunan Kegiatan 4.01.03.2.03 Pengelolaan pengadaan barang "
        "dan jasa Subkegiatan 4.01.03.2.03.02 Pengelolaan LPSE Sumber dana APBD"
    ) in words("KAK-2026-001", told, INDONESIAN)
    assert f"Program {blank} Kegiatan {blank} Subkegiatan {blank} Sumber dana APBD" in words(
        "KAK-2026-001", language=INDONESIAN
    )


def test_a_kak_for_consultancy_has_its_own_title() -> None:
    text = words(
        "KAK-2026-001", "# records/requirements/2026/KEB-2026-001.yaml\nkind: jasa_konsultansi\n", INDONESIAN
    )

    assert "Kerangka Acuan Kerja Nomor: KAK-2026-001" in text
    assert "Spesifikasi Teknis" not in text


def test_a_kak_tells_its_rounds_and_what_the_pengguna_mended() -> None:
    text = words(
        "KAK-2026-001",
        """\
# records/kak/2026/KAK-2026-001.yaml
sent:
  - {by: budi, date: 2026-02-05, to: agus}
  - {by: budi, date: 2026-02-12, to: agus}
corrections:
  - {by: agus, date: 2026-02-13, what: Target SLA dinaikkan}
# records/decisions/KAK-2026-001/1.yaml
decision: perlu_perbaikan
note: Target SLA terlalu rendah
""",
    )

    assert (
        "1 Budi Misal → Agus Andai, 05/02/2026 to be mended 06/02/2026 Agus Andai "
        "Target SLA terlalu rendah 2 Budi Misal → Agus Andai, 12/02/2026 no decision yet"
    ) in text
    assert "13/02/2026 Agus Andai Target SLA dinaikkan" in text


def test_a_proposal_is_a_letter_on_what_it_rests_on() -> None:
    text = words("USL-2026-001", language=INDONESIAN)

    assert "Nota Dinas Yth. PPK Bagian PBJ Dari Pengelola Pendukung Layanan Tanggal 9 Februari 2026" in text
    assert "Hal Usulan pengadaan Tautan Internet Utama LPSE" in text
    assert "KAK-2026-001, dinyatakan sesuai oleh Pengguna tanggal 6 Februari 2026" in text
    assert "Pagu paket Rp 120.000.000,00 (seratus dua puluh juta rupiah)" in text


def test_a_letter_has_its_security_level_and_who_gets_a_copy_if_the_record_says_it() -> None:
    letter = "number: 027/1/2026, subject: Usulan pengadaan"
    told = f"""\
# records/proposals/2026/USL-2026-001.yaml
submitted:
  by: budi
  date: 2026-02-09
  to: PPK Bagian PBJ
  letter: {{{letter}, security: Biasa, copies: [Kepala Biro PBJ sebagai laporan, Arsip]}}
"""
    text = words("USL-2026-001", told, INDONESIAN)

    assert "Tanggal 9 Februari 2026 Sifat Biasa Lampiran ............................ Hal Usulan" in text
    assert "Tembusan Kepala Biro PBJ sebagai laporan Arsip" in text
    assert "Tembusan" not in words("USL-2026-001", language=INDONESIAN)


def test_a_letter_is_of_the_usual_level_and_closes_as_letters_do() -> None:
    text = words("USL-2026-001", language=INDONESIAN)

    assert "Sifat Biasa Lampiran" in text
    assert (
        "Demikian usulan ini disampaikan untuk diproses lebih lanjut. "
        "Atas perhatiannya diucapkan terima kasih."
    ) in text


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("null", "Dibutuhkan mulai 1 April 2026"),
        ("2027-03-31", "Waktu kebutuhan 1 April 2026 – 31 Maret 2027"),
    ],
)
def test_a_letter_tells_when_it_is_needed(until: str, told: str) -> None:
    need = f"# records/requirements/2026/KEB-2026-001.yaml\nneeded_until: {until}\n"

    assert told in words("USL-2026-001", need, INDONESIAN)


CLOSED = """\
# records/filings/KEB-2026-001.yaml
record: KEB-2026-001
sha256: "1111111111111111111111111111111111111111111111111111111111111111"
filed: {by: budi, date: 2026-03-02}
reason: ditarik_pengguna
note: Tidak jadi
"""
NO_RESULT = "# records/proposals/2026/USL-2026-001.yaml\nresult: null\nlist_check: null\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", None, id="a contract came of it"),
        pytest.param(without_contract("batal"), "DIBATALKAN", id="cancelled"),
        pytest.param(without_contract("ditolak"), "DITOLAK", id="refused"),
        pytest.param(without_contract("gagal"), None, id="the procurement failed, the letter did not"),
        pytest.param(NO_RESULT + CLOSED, "BERKAS DITUTUP", id="the file was closed before"),
        pytest.param(NO_RESULT, None, id="waiting for its result"),
        pytest.param(NO_RESULT + "submitted: null\n", "KONSEP", id="not sent"),
    ],
)
def test_a_letter_of_which_nothing_comes_any_more_says_so(text: str, expected: str | None) -> None:
    view, paper = paper_of("USL-2026-001", office_with(text), INDONESIAN)

    assert mark(view, paper) == expected
    assert read(view, paper).count(expected or "DIBATALKAN") == (2 if expected else 0)


@pytest.mark.parametrize("is_announced", [True, False])
def test_the_hps_stays_out_of_the_letter_until_it_is_announced(*, is_announced: bool) -> None:
    text = words(
        "USL-2026-001",
        f"""\
# records/proposals/2026/USL-2026-001.yaml
package: {{kind: jasa_lainnya, method: e_purchasing, year: 2026, pagu_paket: 120000000,
          hps: 119000000, hps_announced: {str(is_announced).lower()}}}
""",
    )

    assert ("119,000,000" in text) == is_announced


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        (
            INDONESIAN,
            "Pada hari ini Rabu tanggal satu bulan Juli tahun dua ribu dua puluh enam, telah dilakukan",
        ),
        (ENGLISH, "On Wednesday, day one of the month July of the year two thousand twenty-six, the"),
    ],
)
def test_the_minutes_of_an_inspection_open_with_the_day_in_words(language: Language, opening: str) -> None:
    assert opening in words("PRS-2026-001", language=language)


def test_the_minutes_name_each_document_as_the_list_has_it_and_conclude() -> None:
    text = words("PRS-2026-001")

    assert "contract (2026-1) 027/1/2026 there NDA (2026-1) 31/03/2028 there" in text
    assert "Inspected: 1 supplier, 3 documents; missing, expired or incomplete: 0; findings: 0, not" in text
    assert "Nothing was found that has to be mended." in text


def test_the_minutes_do_not_number_a_document_that_was_not_found_in_force() -> None:
    text = words(
        "PRS-2026-001",
        """\
# records/inspections/2026/PRS-2026-001.yaml
suppliers:
  - supplier: SUP-001
    data: perlu_pembaruan
    documents: [{engagement: 2026-1, kind: nda, state: kedaluwarsa, note: Diganti bulan depan}]
    findings: [{what: NDA kedaluwarsa, follow_up: NDA baru, due: 2026-08-01, closed: null}]
""",
    )

    assert "to be updated NDA (2026-1) expired Diganti bulan depan" in text
    assert "PT Tautan Misal NDA kedaluwarsa NDA baru 01/08/2026 open" in text
    assert "Inspected: 1 supplier, 1 document; missing, expired or incomplete: 1; findings: 1, not" in text


def test_an_evaluation_sheet_has_its_parts_in_order() -> None:
    text = words("EVL-2026-001", language=INDONESIAN)
    parts = (
        "A. Identitas",
        "B. Penilaian",
        "C. Hitungan",
        "D. Kekuatan",
        "E. Rekomendasi X lanjut pembinaan",
        "F. Keputusan Kepala LPSE X disetujui evaluasi ulang",
        "G. Riwayat putaran",
        "Lembar ini adalah penilaian internal LPSE; bukan penilaian kinerja penyedia",
    )

    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_an_evaluation_without_a_decision_ticks_nothing() -> None:
    text = words("EVL-2026-001", "# records/decisions/EVL-2026-001/1.yaml\nREMOVED\n")

    assert "F. Decision of the Kepala LPSE approved to be evaluated again Note ......" in text
    assert "Decided on ............................" in text


# ---- Who signs


def test_an_acting_head_signs_as_such() -> None:
    text = words(
        "EVL-2026-001",
        """\
# records/roster.yaml
roles:
  - {role: kepala_lpse, person: dewi, from: 2026-07-06, until: 2026-07-10, acting: plh}
  - {role: pengelola, person: budi, from: 2025-01-02}
  - {role: pengelola, person: tia, from: 2025-01-02}
# records/decisions/EVL-2026-001/1.yaml
by: dewi
""",
    )

    assert "Misal, 6 July 2026 Approved by Plh. Kepala LPSE, Dewi Seumpama NIP." in text


def test_whoever_did_not_hold_the_role_signs_in_his_own_position() -> None:
    text = words("EVL-2026-001", "# records/decisions/EVL-2026-001/1.yaml\nby: dewi\n")

    assert "Approved by Verifikator, Dewi Seumpama" in text


# ---- What the history bears


def proved(story: Story) -> Corpus:
    corpus = corpus_of({PurePosixPath(path): content for path, content in story.files.items()})
    decisions = (
        DecisionFile("EVL-2026-001", 1, entry.source.content, entry.record) for entry in corpus.all(Decision)
    )
    hand = AtHand(("EVL-2026-001",), corpus.digest_of, tuple(decisions), None)
    return replace(corpus, proof=prove(story.judge(), (), hand))


def changed() -> Story:
    story = approved()
    story.files = {**story.files, EVALUATION: story.files[EVALUATION] + b"\n"}
    return story


def unsigned() -> Story:
    story = Story()
    story.commit(dict(story.decision()), by="rahma")
    return story


def proposed() -> Story:
    story = Story()
    story.files = {**story.files, **story.decision()}
    return story


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param(approved, None, id="proved on these bytes"),
        pytest.param(changed, "DIUBAH SETELAH DISETUJUI", id="other bytes"),
        pytest.param(unsigned, "KONSEP", id="not proved"),
        pytest.param(proposed, "KONSEP", id="not on the main branch"),
        pytest.param(Story, "KONSEP", id="no decision"),
    ],
)
def test_a_paper_is_marked_until_it_is_decided_as_it_is(story: object, expected: str | None) -> None:
    view, paper = paper_of("EVL-2026-001", proved(story()), INDONESIAN)  # type: ignore[operator]

    assert mark(view, paper) == expected
    assert read(view, paper).count(expected or "KONSEP") == (2 if expected else 0)


def test_what_only_the_files_say_is_marked_as_not_verified() -> None:
    assert mark(*paper_of("EVL-2026-001", office_with(), INDONESIAN)) == "KEPUTUSAN BELUM DIVERIFIKASI"


def test_a_file_that_changed_says_so_without_a_history_too() -> None:
    corpus = office_with(
        """\
# records/decisions/KAK-2026-001/1.yaml
sha256: "1111111111111111111111111111111111111111111111111111111111111111"
"""
    )

    assert mark(*paper_of("KAK-2026-001", corpus, INDONESIAN)) == "DIUBAH SETELAH DINYATAKAN SESUAI"


@pytest.mark.parametrize("story", [unsigned, proposed])
def test_a_decision_that_is_not_proved_ticks_no_box_and_signs_nothing(story: object) -> None:
    text = read(*paper_of("EVL-2026-001", proved(story())))  # type: ignore[operator]

    assert "F. Decision of the Kepala LPSE approved to be evaluated again" in text
    assert "Decided on ......" in text


def test_a_proved_approval_is_told_in_one_sentence_that_claims_no_more() -> None:
    corpus = proved(approved())
    _, paper = paper_of("EVL-2026-001", corpus, INDONESIAN)
    assert corpus.proof is not None
    judged = corpus.proof.verdicts["EVL-2026-001", 1]

    [told] = [INDONESIAN.say(one) for one in paper.evidence]

    assert told == (
        "Persetujuan tercatat pada sistem: Rahma, Kepala LPSE, 6 Juli 2026 10.00 WIB, bukti: tanda tangan "
        f"pribadi ({judged.fingerprint}), commit {(judged.commit or '')[:12]}. "
        "Catatan ini bukan tanda tangan elektronik tersertifikasi."
    )


@pytest.mark.parametrize("story", [approved, unsigned, proposed])
@pytest.mark.parametrize("language", [ENGLISH, INDONESIAN])
def test_no_paper_claims_a_certified_signature(story: object, language: Language) -> None:
    corpus = proved(story())  # type: ignore[operator]
    for name in ("EVL-2026-001", "decisions/EVL-2026-001/1"):
        text = read(*paper_of(name, corpus, language))
        assert "BSrE" not in text
        assert "telah ditandatangani" not in text
        assert "no certified electronic signature" in text or "bukan tanda tangan elektronik" in text


# ---- Daftar Pendukung Layanan


def test_the_list_has_a_column_for_each_document_in_the_office_edition() -> None:
    view = view_of(office_with(), language=INDONESIAN)
    text = read(view, supplier_list(view))

    assert "Daftar Pendukung Layanan Keadaan per 15 Juli 2026" in text
    assert (
        "1 PT Tautan Misal ( SUP-001 ) PT internet tinggi 027/1/2026, 09/03/2026 117.000.000 "
        "01/04/2026 – 31/03/2027 259 ada ada ada – – – April – Juni 2026: Baik ( EVL-2026-001 ) aktif"
    ) in text
    assert "1 aktif, 0 tidak aktif. Tidak ada dokumen yang kurang atau kedaluwarsa." in text
    assert "Mengetahui Kepala LPSE, Rahma Umpama" in text
    assert "Disusun oleh Pengelola Pendukung Layanan, (....." in text
    assert text.index("Disusun oleh") < text.index("Identitas dan narahubung (internal)")


def test_the_public_list_leaves_out_what_is_internal() -> None:
    view = view_of(office_with(), Edition.PUBLIC)
    text = read(view, supplier_list(view))

    assert "1 PT Tautan Misal ( SUP-001 ) PT internet high 027/1/2026, 09/03/2026 117,000,000" in text
    for hidden in ("0999999990001000", "Rahma", "NDA", "Baik", "Jalan Umpama"):
        assert hidden not in text


def test_the_list_tells_missing_and_expired_documents() -> None:
    view = view_of(
        office_with(
            """\
# records/suppliers/SUP-001.yaml
engagements:
  - id: 2026-1
    basis: usulan
    proposal: USL-2026-001
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2027-03-31
    value: 117000000
    addenda: [{number: 027/1-A1/2026, signed: 2026-06-01, what: Masa, ends: 2027-04-30, value: 120000000}]
    recorded: {by: budi, date: 2026-03-10}
    documents:
      - {kind: kak, none: Hilang pada kebakaran}
      - kind: kontrak
        archive: Lemari 1
        sha256: "1111111111111111111111111111111111111111111111111111111111111111"
        valid_until: 2026-06-30
"""
        )
    )
    text = read(view, supplier_list(view))

    assert "120,000,000 01/04/2026 – 30/04/2027 289 none, with a reason expired MISSING – – –" in text
    assert "have expired: PT Tautan Misal (contract: expired, NDA: MISSING)." in text


def test_a_document_of_an_engagement_that_is_over_has_ended_with_it() -> None:
    view = view_of(
        office_with(
            """\
# records/suppliers/SUP-001.yaml
engagements:
  - id: 2025-1
    basis: usulan
    proposal: USL-2026-001
    number: 027/1/2025
    signed: 2025-03-09
    starts: 2025-04-01
    ends: 2026-03-31
    value: 117000000
    recorded: {by: budi, date: 2026-03-10}
    documents:
      - kind: kontrak
        archive: Lemari 1
        sha256: "1111111111111111111111111111111111111111111111111111111111111111"
        valid_until: 2026-03-31
"""
        )
    )
    text = read(view, supplier_list(view))

    assert "01/04/2025 – 31/03/2026 MISSING over MISSING – – –" in text
    assert "expired" not in text.partition("No document is missing or has expired.")[0]


FOUND = """\
# records/inspections/2026/PRS-2026-001.yaml
suppliers:
  - supplier: SUP-001
    data: sesuai
    documents: [{engagement: 2026-1, kind: nda, state: belum_lengkap}]
    findings:
      - {what: NDA petugas pengganti belum ada, follow_up: NDA baru, due: 2026-08-01, closed: null}
      - {what: Alamat lama, follow_up: Perbaiki, due: 2026-07-08, closed: 2026-07-07}
"""


def test_the_list_remarks_what_an_inspection_found_and_nobody_has_closed() -> None:
    text = read(*listed(FOUND))

    assert "active open finding of PRS-2026-001, due by 01/08/2026: NDA petugas pengganti belum ada" in text
    assert "Alamat lama" not in text
    assert "No document is missing or has expired. Open findings of inspections: 1." in text
    assert "Open findings" not in read(*listed(""))
    assert "pengganti" not in read(*listed(FOUND, Edition.PUBLIC))


def listed(text: str, edition: Edition = Edition.OFFICE) -> tuple[View, Paper]:
    view = view_of(office_with(text), edition)
    return view, supplier_list(view)


def test_a_waiver_is_a_reason_for_a_missing_document() -> None:
    view = view_of(
        office_with(
            """\
# records/organization.yaml
required_documents: {usulan: [kak, kontrak, nda, sla]}
waivers: [{rule: D204, record: SUP-001, reason: Belum perlu, until: 2026-12-31}]
"""
        )
    )
    text = read(view, supplier_list(view))

    assert "there there there none, with a reason – –" in text
    assert "No document is missing or has expired." in text


# ---- Amounts


@pytest.mark.parametrize(
    ("amount", "language", "text"),
    [
        (Decimal(222000000), INDONESIAN, "Rp 222.000.000,00 (dua ratus dua puluh dua juta rupiah)"),
        (
            Decimal("722034580.57"),
            INDONESIAN,
            "Rp 722.034.580,57 (tujuh ratus dua puluh dua juta tiga puluh empat ribu lima ratus "
            "delapan puluh rupiah lima puluh tujuh sen)",
        ),
        (Decimal("1000.50"), ENGLISH, "Rp 1,000.50 (one thousand rupiah fifty sen)"),
    ],
)
def test_amounts_are_repeated_in_words(amount: Decimal, language: Language, text: str) -> None:
    assert language.rupiah_in_words(amount) == text
