"""Papers as PDF and printed by a browser: sheets, page numbers, refusals, the same bytes, no network."""

import json
import re
import sys
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pypdf import PageObject, PdfReader

from lpsedocs.cli import main
from lpsedocs.findings import Refusal
from lpsedocs.language import ENGLISH, INDONESIAN
from lpsedocs.printing.pdf import bound, laid_out
from lpsedocs.printing.periods import parse_period
from lpsedocs.printing.versions import commit_held
from lpsedocs.site.editions import Edition
from lpsedocs.workspace import Workspace
from tests.real_office import KAK, RealOffice, office_at
from tests.shell import Answer, Shell, example_office
from tests.showcase import Showcase, example_site, made_once
from tests.sites import TODAY

A4, F4 = (210, 297), (215, 330)


def _why_no_pdf() -> str:
    try:
        bound([laid_out("<p>x", [])])
    except Refusal as refusal:
        return ENGLISH.say(refusal.message)
    return ""


NO_PDF = _why_no_pdf()
needs_pdf = pytest.mark.skipif(bool(NO_PDF), reason=NO_PDF)


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(example_office(tmp_path / "office"), capsys)


def printed(shell: Shell, *arguments: str) -> PdfReader:
    output = shell.root.parent / "out.pdf"
    answer = shell.run(*arguments, "-o", str(output), "--force")
    assert answer == Answer(0, f"written: {output}\n", "")
    return PdfReader(output)


def text_of(page: PageObject) -> str:
    return in_a_line(page.extract_text())


def in_a_line(text: str) -> str:
    return " ".join(text.split())


def whole(pdf: PdfReader) -> str:
    return " ".join(text_of(page) for page in pdf.pages)


def sheet(page: PageObject) -> tuple[int, int]:
    """Return width and height in millimetres."""
    return round(page.mediabox.width / 72 * 25.4), round(page.mediabox.height / 72 * 25.4)


# ---- lpsedocs print


@needs_pdf
def test_an_evaluation_sheet_fits_on_two_pages_that_tell_which_bytes_they_show(shell: Shell) -> None:
    pdf = printed(shell, "print", "EVL-2026-005")

    digest = re.escape("c6ffabee7da74072c4b05903ec609585986d2c11617bfa05ffdb759ac18b89fa")
    assert [sheet(page) for page in pdf.pages] == [A4, A4]
    for number, page in enumerate(pdf.pages, 1):
        text = text_of(page)
        assert re.search(rf"EVL-2026-005 · SHA-256 {digest} · as of 15 July 2026", text)
        assert f"page {number} of 2" in text
        assert "DRAFT" in text
    assert "Joko Ibarat, S.T., M.T." in text_of(pdf.pages[1])


@needs_pdf
@pytest.mark.parametrize("name", ["EVL-2026-003/2", "decisions/EVL-2026-003/2"])
def test_a_decision_is_printed_by_the_id_that_pages_call_it_by(shell: Shell, name: str) -> None:
    [page] = printed(shell, "print", name).pages

    assert "Number: EVL-2026-003/2 " in text_of(page)
    assert " EVL-2026-003/2 · SHA-256 " in text_of(page)


@needs_pdf
def test_a_print_speaks_the_language_that_is_asked_for(shell: Shell, tmp_path: Path) -> None:
    output = tmp_path / "kak.pdf"
    wish = ["print", "KAK-2026-002", "-o", str(output), "--today", "2026-07-15"]

    assert shell.say("--root", str(shell.root), "--lang", "id", *wish).code == 0

    pdf = PdfReader(output)
    text = whole(pdf)
    assert "Rp 12.000.000,00 (dua belas juta rupiah)" in text
    assert f"halaman 1 dari {len(pdf.pages)}" in text
    assert "KONSEP" in text_of(pdf.pages[-1])
    assert pdf.metadata is not None
    assert pdf.metadata.title == "KAK-2026-002"
    assert pdf.metadata.author == "LPSE Provinsi Contoh"


@needs_pdf
def test_the_pages_of_each_paper_are_counted_by_themselves(shell: Shell) -> None:
    pdf = printed(shell, "print", "KEB-2026-004", "EVL-2026-005", "daftar")

    numbers = re.findall(r"page (\d+) of (\d+)", whole(pdf))
    assert numbers == [("1", "1"), ("1", "2"), ("2", "2"), ("1", "2"), ("2", "2")]


@needs_pdf
@pytest.mark.parametrize(("paper", "portrait"), [("A4", A4), ("F4", F4)])
def test_sheets_are_those_that_the_office_prints_on(
    shell: Shell, paper: str, portrait: tuple[int, int]
) -> None:
    shell.change("organization.yaml", "paper: A4", f"paper: {paper}")

    pdf = printed(shell, "print", "USL-2026-001", "daftar")

    assert {sheet(page) for page in pdf.pages} == {portrait, portrait[::-1]}


@needs_pdf
def test_the_same_commit_and_day_give_the_same_bytes(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = ("EVL-2026-005", "KAK-2026-002", "daftar")
    assert shell.run("print", *wish, "-o", str(tmp_path / "a.pdf")).code == 0
    monkeypatch.setenv("TZ", "Asia/Jayapura")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert shell.run("print", *wish, "-o", str(tmp_path / "b.pdf")).code == 0

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@needs_pdf
def test_a_print_changes_no_record(shell: Shell) -> None:
    before = shell.files()

    printed(shell, "print", "PRS-2026-002")

    assert shell.files() == before


@needs_pdf
def test_a_file_that_is_there_is_written_over_only_when_asked(shell: Shell, tmp_path: Path) -> None:
    output = tmp_path / "lembar.pdf"
    output.write_text("ada")

    answer = shell.run("print", "EVL-2026-005", "-o", str(output))

    assert answer.code == 2
    assert answer.err == (
        f"lpsedocs: {output} is there already; choose another name, or write over it with --force\n"
    )
    assert output.read_text() == "ada"
    assert shell.run("print", "EVL-2026-005", "-o", str(output), "--force").code == 0
    assert output.read_bytes().startswith(b"%PDF")


# ---- The numbers of officials


def test_the_numbers_of_officials_stand_below_their_names_and_nowhere_else(
    shell: Shell, tmp_path: Path
) -> None:
    private = tmp_path / "nip.yaml"
    private.write_text("budi: 19800101 200501 1 001\njoko: NIPPPK 198502022020121002\n", "utf-8")

    text = whole(printed(shell, "print", "EVL-2026-002", "--identities", str(private)))

    assert "Budi Misal, S.T. NIP. 19800101 200501 1 001" in text
    assert "Joko Ibarat, S.T., M.T. NIPPPK 198502022020121002" in text
    assert text.count("19800101 200501 1 001") == 1
    assert "NIP. ............................" in whole(printed(shell, "print", "EVL-2026-002"))


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("budi: rahasia\n", "'rahasia' of budi is no number of an official, such as 19800101 200501 1 001"),
        (
            "bodi: 19800101 200501 1 001\n",
            "there is no bodi in the roster; "
            "it has rahma, joko, sinta, budi, tia, agus, dewi, lina, hadi, and eka",
        ),
        ("- budi\n", "a file is made of keys, each with a colon and its value; this is something else"),
    ],
)
def test_a_file_that_has_no_such_numbers_is_refused(
    shell: Shell, text: str, refusal: str, tmp_path: Path
) -> None:
    private = tmp_path / "nip.yaml"
    private.write_text(text, "utf-8")

    answer = shell.run("print", "EVL-2026-002", "-o", str(tmp_path / "x.pdf"), "--identities", str(private))

    assert answer == Answer(2, "", f"lpsedocs: {private}: {refusal}\n")


def test_numbers_of_officials_that_a_commit_would_take_along_are_refused(
    shell: Shell, tmp_path: Path
) -> None:
    inside = shell.root / "nip.yaml"
    inside.write_text("budi: 19800101 200501 1 001\n", "utf-8")

    answer = shell.run("print", "EVL-2026-002", "-o", str(tmp_path / "x.pdf"), "--identities", str(inside))

    assert answer == Answer(
        2,
        "",
        f"lpsedocs: {inside} lies in the workspace, where a commit would take the numbers along; "
        "keep it elsewhere\n",
    )


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (
            ("print", "SUP-001", "-o", "x.pdf"),
            "SUP-001 is a record of the kind 'Supplier', which has no paper; requirements, KAK, proposals, "
            "inspections, evaluations and decisions have one",
        ),
        (
            ("print", "EVL-2026-555", "-o", "x.pdf"),
            "there is no record EVL-2026-555; did you mean EVL-2026-005?",
        ),
        (
            ("print", "EVL-2026-005", "-o", "x.txt"),
            "x.txt does not end in .pdf; name a file that does",
        ),
        (
            ("dossier", "--period", "2026-S3", "-o", "x.pdf"),
            "'2026-S3' is no period; a period is written as 2026-S1, 2026-Q3 or 2026",
        ),
    ],
)
def test_what_can_not_be_printed_is_refused(
    shell: Shell, arguments: tuple[str, ...], refusal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert shell.run(*arguments) == Answer(2, "", f"lpsedocs: {refusal}\n")
    assert not (tmp_path / "x.pdf").exists()


def test_without_the_extra_a_print_says_what_to_install(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    answer = shell.run("print", "EVL-2026-005", "-o", str(tmp_path / "x.pdf"))

    assert answer == Answer(
        2,
        "",
        "lpsedocs: a PDF needs WeasyPrint, which is not installed here; "
        "'pip install lpsedocs[pdf]' brings it\n",
    )


# ---- Which version


@pytest.fixture
def office(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealOffice]:
    with office_at(tmp_path_factory, tmp_path) as office:
        yield office


def named(office: RealOffice) -> str | None:
    workspace = Workspace(office.root)
    return commit_held(workspace, workspace.load(TODAY))


def test_a_print_names_the_commit_that_holds_the_records_at_hand(office: RealOffice) -> None:
    assert named(office) == office.tip()


def test_a_print_names_no_commit_that_does_not_hold_what_it_shows(office: RealOffice) -> None:
    office.edit(KAK, "KAK Tautan", "KAK tautan")
    assert named(office) is None

    office.commit()
    assert named(office) == office.tip()


# ---- Nothing is fetched


class _Counting(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    server = HTTPServer(("127.0.0.1", 0), type("Counting", (_Counting,), {"asked": asked}))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


@needs_pdf
def test_nothing_is_fetched_and_no_file_is_read(host: tuple[str, list[str]], tmp_path: Path) -> None:
    address, asked = host
    picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>RAHASIA</text></svg>"
    (tmp_path / "a.svg").write_text(picture)
    html = (
        f"<link rel=stylesheet href='{address}/a.css'><style>@import url({address}/b.css);</style>"
        f"<p>x</p><img src='{address}/c.png'><img src='file://{tmp_path}/a.svg'>"
    )

    content = bound([laid_out(html, [f"body {{ background: url({address}/d.png) }}"])])

    assert asked == []
    (tmp_path / "x.pdf").write_bytes(content)
    assert whole(PdfReader(tmp_path / "x.pdf")) == "x"


# ---- lpsedocs dossier


@pytest.mark.parametrize(
    ("text", "first", "last", "title"),
    [
        ("2026-S1", date(2026, 1, 1), date(2026, 6, 30), "Semester I 2026"),
        ("2026-S2", date(2026, 7, 1), date(2026, 12, 31), "Semester II 2026"),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31), "Triwulan I 2024"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "Triwulan IV 2026"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "Tahun 2026"),
    ],
)
def test_a_period_is_a_half_year_a_quarter_or_a_year(text: str, first: date, last: date, title: str) -> None:
    period = parse_period(text)

    assert (period.first, period.last, INDONESIAN.say(period.title)) == (first, last, title)


@pytest.mark.parametrize("text", ["", "2026-S0", "2026-Q5", "26", "2026-s1", "2026-S", "２０２６"])
def test_anything_else_is_no_period(text: str) -> None:
    with pytest.raises(Refusal):
        parse_period(text)


@pytest.fixture(scope="module")
def binder(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Return the texts of a dossier's pages, which all processes share."""
    if NO_PDF:
        pytest.skip(NO_PDF)
    texts = (made_once(tmp_path_factory, "dossier", _bind) / "texts.json").read_text("utf-8")
    return tuple(json.loads(texts))


def _bind(folder: Path) -> None:
    office, output = example_office(folder / "office"), folder / "bukti.pdf"
    wish = ["dossier", "--period", "2026-S1", "-o", str(output), "--today", "2026-07-15"]
    assert main(["--root", str(office), "--lang", "id", *wish]) == 0
    texts = [page.extract_text() for page in PdfReader(output).pages]
    (folder / "texts.json").write_text(json.dumps(texts), "utf-8")


def test_a_dossier_begins_with_what_is_missing(binder: tuple[str, ...]) -> None:
    first = in_a_line(binder[0])

    assert "Semester I 2026, keadaan per 15 Juli 2026" in first
    _, _, missing = first.partition("Bukti belum lengkap:")
    missing, _, _ = missing.partition("Daftar isi")
    assert "riwayat belum diverifikasi, sehingga tidak ada keputusan yang terbukti di sini" in missing
    assert "EVL-2026-005: belum ada keputusan terbukti atas isinya yang sekarang (KONSEP)" in missing
    assert "dokumen CV Dingin Andaikan: jaminan: kedaluwarsa" in missing


def contents_of(binder: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Yield what the contents name, with the page."""
    text = "\n".join(binder[:2])
    for number in range(1, 18):
        row = re.search(
            rf"^{number} ([A-Z].*?)\s(\d+)\n(?:{number + 1} |Berkas)", text, re.DOTALL | re.MULTILINE
        )
        assert row is not None, number
        yield in_a_line(row[1]), int(row[2])


def test_a_dossier_has_its_parts_in_order_on_the_pages_that_its_contents_name(
    binder: tuple[str, ...],
) -> None:
    contents = dict(contents_of(binder))

    names = [re.split(r": | \(", name)[0] for name in contents]
    assert names == [
        "SOP dan dasar pemegang peran",
        "Daftar Pendukung Layanan",
        *(f"Berita Acara Pemeriksaan Berkala PRS-2026-{number:03}" for number in (1, 2)),
        *(f"Lembar Evaluasi Pendukung Layanan EVL-2026-{number:03}" for number in range(1, 8)),
        "Salinan bertanda tangan",
        "Register Keputusan",
        "Tindak lanjut",
        "Pengecualian dan aturan yang diturunkan",
        "Riwayat perubahan daftar peran",
        "Cara memeriksa",
    ]
    for name, number in zip(names, contents.values(), strict=True):
        title = re.split(r" [A-Z]{3}-", name)[0]
        page = in_a_line(binder[number - 1])
        assert title.upper() in page
        assert f"halaman {number} dari {len(binder)}" in page


def test_a_mark_ends_with_its_paper(binder: tuple[str, ...]) -> None:
    marked = ["KONSEP" in text and "EVL-2026-005 · " in in_a_line(text) for text in binder]

    assert sum(marked) == 2
    assert "KONSEP" not in binder[-1]


def test_a_dossier_tells_the_sop_the_decrees_and_the_register(binder: tuple[str, ...]) -> None:
    text = in_a_line(" ".join(binder))

    assert "SOP nomor 000/001/LPSE/2018, berlaku sejak 2 Januari 2018, disahkan oleh Kepala LPSE" in text
    assert "SK 800/7/2025" in text
    assert "Plh. Kepala LPSE," in text
    assert "Kerahasiaan diatur dalam pasal 13 SLA" in text


def test_a_signed_copy_is_named_with_its_digest_and_not_bound(binder: tuple[str, ...]) -> None:
    text = in_a_line(" ".join(binder))

    assert "Salinan bertanda tangan tidak dijilid di sini" in text
    assert "850283161af0f0c5614b470fe5b6c21a4f1b468b860b15ec9ec79a7ed8a853e6" in text.replace(" ", "")


# ---- What a browser prints


@pytest.fixture(scope="module")
def browsed(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Any:
    site, folder = example_site(tmp_path_factory, Edition.OFFICE), tmp_path_factory.mktemp("printed")

    def pages_of(
        address: str, *, has_backgrounds: bool = False, script: str = "", **options: Any
    ) -> list[PageObject]:
        page = browser.new_page(**options)
        page.goto(f"file://{site}/{address}/index.html")
        page.evaluate(script)
        page.pdf(path=folder / "x.pdf", prefer_css_page_size=True, print_background=has_backgrounds)
        page.close()
        return list(PdfReader(folder / "x.pdf").pages)

    return pages_of


@pytest.mark.parametrize(
    ("address", "first", "most", "size"),
    [
        ("kak/KAK-2026-002", "SPESIFIKASI TEKNIS / KERANGKA ACUAN KERJA", 4, A4),
        ("evaluasi/EVL-2026-003", "LEMBAR EVALUASI PENDUKUNG LAYANAN", 2, A4),
        ("evaluasi/EVL-2026-005", "LEMBAR EVALUASI PENDUKUNG LAYANAN", 2, A4),
        ("pemeriksaan/PRS-2026-002", "BERITA ACARA PEMERIKSAAN BERKALA", 3, A4),
        ("kebutuhan/KEB-2026-004", "DESKRIPSI KEBUTUHAN PENGGUNA", 1, A4),
        ("daftar-pendukung-layanan", "DAFTAR PENDUKUNG LAYANAN", 3, A4[::-1]),
    ],
)
def test_a_browser_prints_the_paper_and_nothing_around_it(
    browsed: Any, address: str, first: str, most: int, size: tuple[int, int]
) -> None:
    pages = browsed(address)

    assert len(pages) <= most
    assert {sheet(page) for page in pages} == {size}
    texts = [text_of(page) for page in pages]
    assert re.match(r"1 / \d (KEPUTUSAN BELUM DIVERIFIKASI |KONSEP )?PEMERINTAH PROVINSI CONTOH", texts[0])
    assert first in texts[0].upper()
    assert all(texts)
    for around in (
        "Langkah SOP",
        "Meja",
        "Tentang situs ini",
        "Pencarian",
        "Sumber Berkas",
        "lpsedocs serve",
    ):
        assert around not in " ".join(texts), around


def test_each_sheet_that_a_browser_prints_tells_which_version_it_shows(browsed: Any) -> None:
    digest = "c6ffabee7da74072c4b05903ec609585986d2c11617bfa05ffdb759ac18b89fa"
    told = [page.extract_text().replace("\n", "").count(digest) for page in browsed("evaluasi/EVL-2026-005")]

    assert told == [1, 1]


@pytest.mark.parametrize("address", [".", "pemasok/SUP-003", "pemasok", "kalender", "meja/pengelola"])
def test_each_sheet_of_a_page_that_is_no_paper_tells_its_day_and_that_it_is_no_evidence(
    browsed: Any, address: str
) -> None:
    foot = "Keadaan per 15 Juli 2026. Halaman ini bukan bukti: buktinya adalah dokumen."

    assert {text_of(page).count(foot) for page in browsed(address)} == {1}


_MORE_SUPPLIERS = """
  const rows = document.querySelector(".lp-sheet--list tbody");
  for (let more = %d; more; more--) rows.append(rows.rows[0].cloneNode(true));
"""
_SUPPLIER = r"\(SUP-0\d\d\)"


@pytest.mark.parametrize("more", range(8))
def test_whoever_signs_the_list_signs_below_its_last_rows(browsed: Any, more: int) -> None:
    sheets = [text_of(page) for page in browsed("daftar-pendukung-layanan", script=_MORE_SUPPLIERS % more)]
    [signed] = [text for text in sheets if "NIP." in text]

    assert len(re.findall(_SUPPLIER, " ".join(sheets))) >= 8 + more
    assert len(re.findall(_SUPPLIER, signed)) >= 3


@needs_pdf
@pytest.mark.parametrize("more", [0, 3, 14, 15])
def test_a_pdf_of_the_list_is_signed_below_its_last_rows(shell: Shell, more: int) -> None:
    record = shell.root / "records/suppliers/SUP-001.yaml"
    text = record.read_text()
    for number in range(100, 100 + more):
        other = re.sub("(?m)^(npwp|nib): .*", r"\1: null", text).replace("SUP-001", f"SUP-{number}")
        record.with_name(f"SUP-{number}.yaml").write_text(other)

    sheets = [text_of(page) for page in printed(shell, "print", "daftar").pages]
    [signed] = [text for text in sheets if "NIP." in text]

    assert len(re.findall(r"\(SUP-\d+\)", signed)) >= 3


def test_rows_are_not_split_and_their_heads_are_repeated(browsed: Any) -> None:
    for address, head, row in (
        ("daftar-pendukung-layanan", "NPWP NIB Alamat", r"555-01[1-9]|555-010[1-9]"),
        ("pemeriksaan/PRS-2026-002", "Berlaku sampai Keadaan", r"\(202[56]-1\)"),
    ):
        pages = [text_of(page) for page in browsed(address)]
        assert [head in page for page in pages] == [bool(re.search(row, page)) for page in pages]


def test_headings_stay_with_what_they_head(browsed: Any) -> None:
    for address in ("kak/KAK-2026-002", "evaluasi/EVL-2026-003", "pemeriksaan/PRS-2026-002"):
        for page in browsed(address):
            lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
            lines = [line for line in lines if not re.fullmatch(r"\d+ / \d+", line)]
            assert not re.fullmatch(r"(\d+|[A-G])\. [A-Z][^.]*", lines[-1]), (address, lines[-1])


def test_a_procedure_is_drawn_on_one_sheet(browsed: Any) -> None:
    first, *_ = browsed("prosedur/1")

    assert [text_of(first).count(number) for number in ("1.1", "1.3", "1.8 ·")] == [3, 1, 1]


def test_no_heading_of_a_page_stands_alone_at_the_foot_of_a_sheet(browsed: Any) -> None:
    headings = ("Evaluasi", "Nilai menurut formulir", "Perikatan 20", "Batas waktu langkah", "Adendum")
    for address in ("pemasok/SUP-003", "kantor"):
        for page in browsed(address):
            last = [line.strip() for line in page.extract_text().splitlines() if line.strip()][-1]
            assert not last.startswith(headings), (address, last)


def test_what_a_heading_and_its_sentence_are_about_begins_on_their_sheet(
    browser: Browser, showcase: Showcase, tmp_path: Path
) -> None:
    for address, heading, begins in (
        ("index.html", "Tahun 2026", "Januari"),
        ("keputusan/index.html", "Perubahan daftar peran", "29 Mei 2026"),
    ):
        page = browser.new_page()
        page.goto((showcase.site(Edition.OFFICE) / address).as_uri())
        page.pdf(path=tmp_path / "x.pdf", prefer_css_page_size=True)
        page.close()
        [sheet] = [text for text in map(text_of, PdfReader(tmp_path / "x.pdf").pages) if heading in text]
        assert begins in sheet.partition(heading)[2], address


@pytest.mark.parametrize(
    ("has_scripts", "shown"),
    [
        pytest.param(True, "561199c248704771be1164aa1066c65a2bb889bbafd39d5ebec7d1c4f30eafdc", id="whole"),
        pytest.param(False, "561199c24870…", id="without scripts in its short form"),
    ],
)
def test_a_digest_is_printed(browsed: Any, *, has_scripts: bool, shown: str) -> None:
    pages = browsed("pemasok/SUP-003", java_script_enabled=has_scripts)

    assert shown in "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("has_backgrounds", [False, True], ids=["without backgrounds", "with backgrounds"])
@pytest.mark.parametrize(
    "address", [".", "pemasok/SUP-003", "prosedur/1", "meja/kepala-lpse", "kalender", "evaluasi/EVL-2026-005"]
)
def test_a_dark_page_is_printed_as_a_light_one(browsed: Any, address: str, *, has_backgrounds: bool) -> None:
    light, dark = (
        [
            page.get_contents().get_data()
            for page in browsed(address, has_backgrounds=has_backgrounds, **theme)
        ]
        for theme in ({"color_scheme": "light"}, {"color_scheme": "dark"})
    )

    assert dark == light
