"""Pages as values: what each says of the small sound office, and what the public edition leaves out."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import pytest

from lpsedocs.findings import Rupiah, Severity
from lpsedocs.language import INDONESIAN
from lpsedocs.models.proposal import Package, Proposal
from lpsedocs.models.shapes import slots_of
from lpsedocs.models.supplier import Criticality, Supplier
from lpsedocs.rules import all_rules
from lpsedocs.site import addresses
from lpsedocs.site.addresses import Links, list_page
from lpsedocs.site.contents import Facts, Grid, Prose, Section, blocks_of
from lpsedocs.site.editions import Digest, Edition, Ref, Word, project
from lpsedocs.site.html import Heading, Writer, headings_in
from lpsedocs.site.markdown import prose
from lpsedocs.site.pages import all_pages, searched
from lpsedocs.site.searching import entries_of
from lpsedocs.workspace import Workspace
from tests.office import office_with, without_contract
from tests.sites import (
    EDITIONS,
    ROOT,
    TODAY,
    Written,
    copy_of_example,
    html_of,
    page_at,
    rewritten_corpus,
    view_of,
    words_of,
)

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKUkZ5hBTMMyCG9KXlPHCkOUQ0pgYAnyD4e/LQ+X0eG1"
OFFICE = html_of(view_of(office_with()))
PUBLIC = html_of(view_of(office_with(), Edition.PUBLIC))


# ---- What is there


def test_there_is_a_page_for_each_record_kind_and_purpose() -> None:
    assert [address for address in OFFICE if not address.startswith("aturan/")] == [
        "",
        *("meja/pengguna/", "meja/pengelola/", "meja/kepala-lpse/"),
        *("kebutuhan/", "kak/", "usulan/", "pemasok/", "aset/", "pemeriksaan/", "formulir/", "evaluasi/"),
        "arsip/",
        *("aset/AST-001/", "kebutuhan/KEB-2026-001/", "kak/KAK-2026-001/", "usulan/USL-2026-001/"),
        *("pemasok/SUP-001/", "pemeriksaan/PRS-2026-001/", "formulir/FRM-2026-LPSE/"),
        *("evaluasi/EVL-2026-001/", "keputusan/EVL-2026-001/1/", "keputusan/KAK-2026-001/1/"),
        *("arsip/EVL-2026-001/", "keputusan/", "daftar-pendukung-layanan/"),
        *("prosedur/", "prosedur/1/", "prosedur/2/", "prosedur/3/"),
        *("kalender/", "temuan/", "pengecualian/", "kantor/", "istilah/", "tentang/"),
    ]


def test_the_public_edition_has_no_desks_findings_or_filings() -> None:
    hidden = {address for address in OFFICE if address.startswith(("meja/", "temuan/", "arsip/"))}
    assert set(OFFICE) - set(PUBLIC) == hidden


@pytest.mark.parametrize("html", [OFFICE, PUBLIC], ids=["office", "public"])
def test_every_page_has_one_title_headings_in_order_and_each_id_once(html: dict[str, str]) -> None:
    for address, text in html.items():
        headings = headings_in(text)
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", text)]
        assert levels[0] == 1, address
        assert levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), address
        ids = [heading.id for heading in headings]
        assert len(ids) == len(set(ids)), (address, ids)


@pytest.mark.parametrize("html", [OFFICE, PUBLIC], ids=["office", "public"])
def test_every_table_has_a_caption_and_says_what_its_headers_are_for(html: dict[str, str]) -> None:
    for address, text in html.items():
        assert text.count("<table") == text.count("<caption>"), address
        assert text.count("<th ") + text.count("<th>") == text.count("scope="), address


_CLICKS = re.compile(r"^- \*\*[^*]+\*\*: \*([^*]+)\* › \*([^*]+)\*", re.MULTILINE)


def test_the_assessor_s_guide_leads_to_pages_that_are_in_the_menu() -> None:
    view = view_of(office_with(), language=INDONESIAN)
    menus = [page.menu for page in all_pages(view) if page.menu]
    entries = {(view.language.text(part.text), view.language.text(name.text)) for part, name in menus if part}
    clicks = _CLICKS.findall((ROOT / "docs/panduan/asesor.md").read_text("utf-8"))

    assert len(clicks) > 8
    assert set(clicks) <= entries


# ---- Single pages, in words


def test_a_requirement_shows_its_steps_with_who_and_when() -> None:
    words = words_of(OFFICE["kebutuhan/KEB-2026-001/"])

    assert (
        "1.2 Hand the requirement to the Pengelola ✓ done · Pengguna · Agus Andai · 2 February 2026" in words
    )
    assert (
        "1.7 Propose the procurement ✓ done · Pengelola · Budi Misal · 9 February 2026 · USL-2026-001"
        in words
    )
    assert "– not applicable · Pengelola" in words


UNDECIDED = """\
# records/decisions/EVL-2026-001/1.yaml
REMOVED
# records/filings/EVL-2026-001.yaml
REMOVED
"""


def test_until_the_kepala_acts_a_result_was_handed_over_to_him_and_not_received() -> None:
    waiting = words_of(html_of(view_of(office_with(UNDECIDED)))["evaluasi/EVL-2026-001/"])
    decided = words_of(OFFICE["evaluasi/EVL-2026-001/"])

    assert (
        "3.3 Have the result on the desk ✓ handed over · to the Kepala LPSE · Rahma Umpama · 3 July 2026"
        in waiting
    )
    assert (
        "3.3 Have the result on the desk ✓ done · Kepala LPSE · Rahma Umpama · handed over on 3 July 2026"
        in decided
    )
    assert "Handed over on 3 July 2026 Received on ......" in waiting
    assert "Handed over on 3 July 2026 Received on 6 July 2026 Decided on 6 July 2026" in decided


def test_a_status_has_words_beside_its_sign() -> None:
    assert (
        '<span class="lp-status lp-status--done"><span aria-hidden="true">✓</span> active</span>'
        in OFFICE["pemasok/SUP-001/"]
    )


def test_fields_are_called_what_the_office_calls_them() -> None:
    title = slots_of(Package)["pagu_paket"].title

    assert f"{title} Rp 120,000,000" in words_of(OFFICE["usulan/USL-2026-001/"])


def test_records_are_linked_both_ways() -> None:
    requirement, kak = OFFICE["kebutuhan/KEB-2026-001/"], OFFICE["kak/KAK-2026-001/"]

    assert "Referred to by</h3>" in requirement
    assert 'href="../../kak/KAK-2026-001/"' in requirement
    assert 'href="../../kebutuhan/KEB-2026-001/"' in kak


def test_a_link_back_has_the_title_of_its_field_only_where_the_kind_does_not_say_it() -> None:
    words = words_of(OFFICE["pemasok/SUP-001/"])
    _, _, back = words.partition("Referred to by")

    period = "PT Tautan Misal, April – June 2026"
    assert f"PRS-2026-001 {period} EVL-2026-001 {period} Source" in back


def test_a_record_that_names_another_in_two_fields_stands_there_once_with_both() -> None:
    words = words_of(html_of(view_of(Workspace(ROOT).load(TODAY)))["aset/AST-006/"])
    _, _, back = words.partition("Referred to by")

    assert back.split(" Source ")[0].split(" Findings ")[0].strip() == (
        "KEB-2026-001 Lima laptop ruang bidding · Availability check, Recommendation"
    )


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("requirements/2026/AST-050.yaml", id="an asset among the requirements"),
        pytest.param("suppliers/AST-001.yaml", id="an asset of the same id among the suppliers"),
        pytest.param("requirements/2026/KEB-2026-050.yaml", id="an asset that is called a requirement"),
    ],
)
@pytest.mark.parametrize("edition", EDITIONS)
def test_links_to_a_record_in_a_wrong_folder_lead_to_a_page(
    edition: Edition, place: str, tmp_path: Path
) -> None:
    copy_of_example(tmp_path)
    asset = (tmp_path / "records/assets/AST-001.yaml").read_text("utf-8")
    misplaced = tmp_path / "records" / place
    misplaced.write_text(asset.replace("AST-001", misplaced.stem))

    view = view_of(Workspace(tmp_path).load(TODAY), edition)
    pages = html_of(view)

    targets = {target for address, html in pages.items() for target in targets_in(address, html)}
    assert {target for target in targets if not target.startswith(("berkas/", "calendar.ics"))} <= set(pages)
    assert any(f.location.path.name == misplaced.name for f in view.findings) == view.is_office


def targets_in(address: str, html: str) -> set[str]:
    links = (link for link in re.findall(r'href="([^"#]+)', html) if not urlsplit(link).scheme)
    paths = {posixpath.normpath(posixpath.join("/", address, link)).strip("/") for link in links}
    return {f"{path}/" if path else path for path in paths}


@pytest.mark.parametrize("edition", EDITIONS)
def test_only_the_office_edition_leads_to_a_forge_where_not_everybody_is_let_in(edition: Edition) -> None:
    view = view_of(office_with(), edition)
    forge = "https://git.misal.example/lpse/arsip"
    build = replace(view.build, forge_url=forge, source_url=f"{forge}/edit/main/")
    pages = html_of(replace(view, build=build))

    path = "records/assets/AST-001.yaml"
    assert (f'href="{forge}/blob/main/{path}"' in pages["aset/AST-001/"]) == view.is_office
    assert any(forge in html for html in pages.values()) == view.is_office
    assert (f"Repository {forge} lpsedocs" in words_of(pages["tentang/"])) == view.is_office
    assert path in pages["aset/AST-001/"]


def test_a_finding_leads_to_its_line_on_the_forge() -> None:
    view = view_of(office_with("# records/assets/AST-001.yaml\nquantity: banyak\n"))
    build = replace(view.build, source_url="https://git.misal.example/lpse/arsip/edit/main/")
    html = html_of(replace(view, build=build))["temuan/"]

    place = "records/assets/AST-001.yaml"
    assert f'<a href="https://git.misal.example/lpse/arsip/blob/main/{place}#L1">' in html


def test_a_supplier_shows_each_document_with_the_place_of_the_paper_and_its_digest() -> None:
    words = words_of(OFFICE["pemasok/SUP-001/"])

    assert "Archive: Lemari 1 map 1" in words
    assert "111111111111…" in words
    assert "1" * 64 in words


def test_an_evaluation_shows_how_its_result_comes_about_and_what_it_is_not() -> None:
    words = words_of(OFFICE["evaluasi/EVL-2026-001/"])

    assert "Baik 3.00 of 4 Recommendation: continue" in words
    assert "1 Mutu layanan Pemantauan mandiri LPSE" in words
    assert "60 3 180" in words
    assert "40 3 120" in words
    assert "Total 300 / 100 = 3.00 ; the sum is divided by the weights of what was rated" in words
    assert "it is not the assessment of a provider's performance that a PPK makes" in words


def test_the_list_of_evaluations_shows_results_as_their_pages_do() -> None:
    html = html_of(view_of(office_with(), language=INDONESIAN))["evaluasi/"]

    assert '<td class="lp-number" data-sort="3.00" role="cell" data-label="Nilai">3,00</td>' in html
    assert '<td data-sort="1" role="cell" data-label="Predikat">Baik</td>' in html
    assert '<th scope="col" class="lp-number" role="columnheader">Nilai</th>' in html


def test_every_cell_of_a_list_that_says_something_has_a_key_to_sort_by() -> None:
    corpus = Workspace(ROOT).load(TODAY)
    cells = [
        (address, cell)
        for edition in Edition
        for address, html in html_of(view_of(corpus, edition, INDONESIAN)).items()
        for cell in re.findall(r'data-sort=""[^>]*>(.*?)</t[dh]>', html, re.DOTALL)
    ]

    assert [(address, cell) for address, cell in cells if words_of(cell) not in ("", "–")] == []


def test_lists_sort_enumerated_values_by_the_order_of_their_model_and_not_by_the_alphabet() -> None:
    view, (supplier,) = view_of(office_with()), office_with().all(Supplier)
    words = get_args(Criticality)
    shown = [project(supplier.it.model_copy(update={"criticality": word}), view.edition) for word in words]
    writer = Writer(view, "")

    assert words == ("kritis", "tinggi", "sedang", "rendah")
    assert [writer.sort_key(one["criticality"]) for one in shown] == ["1", "2", "3", "4"]
    assert [writer.gravity(severity) for severity in reversed(Severity)] == [1, 2, 3]


@pytest.mark.parametrize("kind", ["requirement", "kak", "proposal"])
def test_lists_of_what_an_office_works_on_begin_with_the_newest(kind: str) -> None:
    view = view_of(Workspace(ROOT).load(TODAY))

    entries = page_at(view, list_page(kind)).values()["entries"]
    assert isinstance(entries, tuple)

    names = [entry.name for entry in entries]
    assert names == sorted(names, reverse=True)
    assert len(names) > 1


def test_a_list_says_what_all_of_it_is() -> None:
    words = words_of(html_of(view_of(office_with(), language=INDONESIAN))["pemasok/"])

    assert "Perusahaan dan instansi yang mendukung layanan LPSE. Seluruhnya 1." in words


def test_an_evaluation_that_was_never_submitted_is_marked_as_a_draft() -> None:
    change = """\
# records/evaluations/2026/EVL-2026-001.yaml
submissions: []
# records/decisions/EVL-2026-001/1.yaml
REMOVED
# records/filings/EVL-2026-001.yaml
REMOVED
"""
    pages = html_of(view_of(office_with(change)))

    assert "Evaluation · ○ draft · ▶ step 3.2" in words_of(pages["evaluasi/EVL-2026-001/"])
    assert "EVL-2026-001 ○ draft April – June 2026" in words_of(pages["pemasok/SUP-001/"])
    assert "○ draft · Result: 3.00 Baik" in words_of(pages["meja/pengelola/"])
    assert "○ draft" not in words_of(OFFICE["pemasok/SUP-001/"])
    public = html_of(view_of(office_with(change), Edition.PUBLIC))
    assert "○ draft" not in words_of(public["pemasok/SUP-001/"])


def test_a_result_that_the_scores_do_not_come_to_is_told() -> None:
    view = view_of(
        office_with(
            """\
# records/evaluations/2026/EVL-2026-001.yaml
result: {score: "3.20", band: baik}
"""
        )
    )

    words = words_of(html_of(view)["evaluasi/EVL-2026-001/"])
    assert "Attention The scores come to something else than the result that was written down." in words


def test_decisions_stand_on_the_page_of_their_record_in_order() -> None:
    words = words_of(OFFICE["evaluasi/EVL-2026-001/"])

    assert "– approved, not verified EVL-2026-001/1 06/07/2026" in words
    assert "Rahma Umpama" in words
    assert "this version" in words
    assert "This page is no proof; 'lpsedocs verify --explain EVL-2026-001'" in words


def test_a_record_that_changed_after_its_decision_says_so() -> None:
    view = view_of(
        office_with(
            """\
# records/decisions/KAK-2026-001/1.yaml
sha256: "1111111111111111111111111111111111111111111111111111111111111111"
"""
        )
    )

    words = words_of(html_of(view)["kak/KAK-2026-001/"])
    assert "▲ changed after the decision" in words
    assert "an earlier version" in words


def test_a_desk_shows_what_waits_since_when() -> None:
    view = view_of(
        office_with(
            """\
# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Kursi antrean
requester: dewi
unit: Unit Verifikasi
kind: barang
created: 2026-07-01
reason: Kursi lama patah
items: [{description: Kursi, quantity: 4, unit: buah}]
needed_from: 2026-09-01
priority: sedang
submitted: {by: dewi, date: 2026-07-02, to: budi}
"""
        )
    )

    words = words_of(html_of(view)["meja/pengelola/"])
    assert (
        "1.3 Find out whether the office has it already KEB-2026-002 Kursi antrean "
        "since 2 July 2026 (13 days) · ✖ was due by 9 July 2026"
    ) in words
    home = words_of(html_of(view)[""])
    assert "1 to be done · ✖ 1 late" in home
    assert "KEB-2026-002 Kursi antrean" in words_of(html_of(view)["prosedur/1/"])


def test_the_desk_of_the_kepala_shows_result_and_recommendation() -> None:
    words = words_of(html_of(view_of(office_with(UNDECIDED)))["meja/kepala-lpse/"])
    assert (
        "PT Tautan Misal EVL-2026-001 · April – June 2026 Do you approve this result and this "
        "recommendation, or ask for a new evaluation? How to decide 3.00 Baik of 4"
    ) in words


@pytest.mark.parametrize(
    ("outcome", "status"),
    [("batal", "cancelled"), ("gagal", "failed"), ("ditolak", "refused")],
)
def test_a_proposal_of_which_nothing_came_says_so_instead_of_being_done(outcome: str, status: str) -> None:
    words = words_of(html_of(view_of(office_with(without_contract(outcome))))["usulan/USL-2026-001/"])

    assert f"Procurement proposal · – procurement: {status} Steps of the SOP" in words


def test_a_severity_without_findings_is_no_alarm() -> None:
    view = view_of(office_with())
    assert view.report.count(Severity.ERROR) == 0

    assert '<span class="lp-status lp-status--off"><span aria-hidden="true">–</span> error' in OFFICE[""]
    assert "lp-status--error" not in OFFICE[""]


def test_a_page_says_that_it_is_no_evidence_and_how_to_verify() -> None:
    assert (
        "As of 15 July 2026. Commit 71ae0371ae03 . This page is no evidence: the records are. How to verify"
        in (words_of(OFFICE["aset/AST-001/"]))
    )
    assert "lpsedocs check --today 2026-07-15" in words_of(OFFICE["tentang/"])


def test_a_record_that_fits_no_model_has_a_page_with_its_findings() -> None:
    text = """\
# records/assets/AST-001.yaml
quantity: banyak
"""
    view = view_of(office_with(text))

    words = words_of(html_of(view)["aset/AST-001/"])
    assert "Asset · ✖ can't be shown" in words
    assert "✖ error R101" in words
    assert "aset/AST-001/" not in html_of(view_of(office_with(text), Edition.PUBLIC))


def test_what_a_rule_says_in_code_is_shown_as_code() -> None:
    assert (
        '<td role="cell" data-label="What breaks it">The name of the file ends in <code>.yml</code>.</td>'
        in OFFICE["aturan/"]
    )
    assert (
        '<h1 id="awal"><span class="lp-id">S114</span> The name of the file ends in <code>.yml</code></h1>'
        in OFFICE["aturan/S114/"]
    )


def test_rules_have_a_page_each_with_what_they_found() -> None:
    words = words_of(OFFICE["aturan/W101/"])
    assert "How to fix:" in words
    [rule] = [rule for rule in all_rules() if rule.code == "W101"]
    assert words.startswith(f"W101 {rule.summary.rstrip('.')} ✖ error · skipped-step Why it matters:")


def test_the_page_of_a_decision_says_what_was_decided_on_what() -> None:
    [heading, *_] = headings_in(OFFICE["keputusan/EVL-2026-001/1/"])

    assert heading.text == "EVL-2026-001/1 Approved: PT Tautan Misal, April – June 2026"


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_title_of_a_decision_says_what_was_decided_on_what(edition: Edition) -> None:
    titles = {page.address: page.title for page in all_pages(view_of(office_with(), edition))}
    about = "PT Tautan Misal, April – June 2026"

    assert titles["keputusan/EVL-2026-001/1/"] == f"EVL-2026-001/1 Approved: {about}"
    assert titles["keputusan/KAK-2026-001/1/"] == "KAK-2026-001/1 In order: KAK Tautan Internet Utama"
    filed = f"Documented: {about} (EVL-2026-001)"
    assert titles.get("arsip/EVL-2026-001/") == (filed if edition is Edition.OFFICE else None)


def test_a_decision_on_what_is_gone_is_called_by_its_id() -> None:
    corpus = office_with()
    rest = replace(corpus, entries=tuple(e for e in corpus.entries if e.name != "KAK-2026-001"))

    assert view_of(rest).title_of("decisions/KAK-2026-001/1") == "In order: KAK-2026-001"


def test_times_of_whole_months_are_named_by_them() -> None:
    view = view_of(office_with())
    [inspection] = view.of_kind("inspection")

    assert view.title_of(inspection.name) == "PT Tautan Misal, April – June 2026"


# ---- What an edition shows


def test_a_public_supplier_is_its_public_fields() -> None:
    [entry] = office_with().all(Supplier)

    shown = project(entry.it, Edition.PUBLIC)

    assert list(shown.cells) == ["id", "name", "legal_form", "city", "services", "criticality", "engagements"]
    [engagement] = shown["engagements"]
    assert engagement["value"] == Rupiah(entry.it.engagements[0].value)  # type: ignore[arg-type]
    assert engagement["recorded"] is None
    kak, contract, nda = engagement["documents"]
    assert kak["record"] == Ref("KAK-2026-001")
    assert contract["kind"] == Word("kontrak")
    assert contract["archive"] is None
    assert contract["sha256"] is None
    assert nda["valid_until"] == date(2028, 3, 31)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        pytest.param(
            "evaluasi/EVL-2026-001/",
            "Scores, evidence, the recommendation and notes on decisions are for the LPSE alone "
            "and don't stand here. It can be asked for at ",
            id="evaluation",
        ),
        pytest.param(
            "pemeriksaan/PRS-2026-001/",
            "Which suppliers and documents were inspected and what was found is for the LPSE alone "
            "and doesn't stand here. It can be asked for at ",
            id="inspection",
        ),
    ],
)
def test_a_short_page_of_the_public_edition_says_what_it_keeps_back(address: str, why: str) -> None:
    contact = "letterhead: {lines: [LPSE], address: Jalan, city: Kota, email: a@b.example}\n"
    public = html_of(view_of(office_with(f"# records/organization.yaml\n{contact}"), Edition.PUBLIC))

    assert f"{why}LPSE Kabupaten Misal: a@b.example." in words_of(public[address])
    assert why not in words_of(OFFICE[address])


def test_a_column_that_says_nothing_of_any_document_is_left_out() -> None:
    assert "SHA-256" in words_of(OFFICE["pemasok/SUP-001/"])
    public = words_of(PUBLIC["pemasok/SUP-001/"])
    assert "SHA-256" not in public
    assert "Where it is" in public


def test_a_file_marked_public_is_shown_although_its_list_is_internal() -> None:
    view = view_of(
        office_with(
            """\
# records/attachments/KEB-2026-001/a.txt
FILE(satu)
# records/attachments/KEB-2026-001/b.txt
FILE(dua)
# records/requirements/2026/KEB-2026-001.yaml
attachments:
  - {kind: nota, file: attachments/KEB-2026-001/a.txt, sha256: SHA256(a.txt), audience: public}
  - {kind: nota, file: attachments/KEB-2026-001/b.txt, sha256: SHA256(b.txt)}
"""
        ),
        Edition.PUBLIC,
    )

    assert dict(view.files) == {"attachments/KEB-2026-001/a.txt": "berkas/KEB-2026-001/a.txt"}


def test_a_file_that_is_not_what_was_cited_or_that_could_act_is_no_part_of_the_site() -> None:
    view = view_of(
        office_with(
            """\
# records/attachments/KEB-2026-001/a.txt
FILE(satu)
# records/attachments/KEB-2026-001/b.svg
FILE(<svg/>)
# records/requirements/2026/KEB-2026-001.yaml
attachments:
  - {kind: nota, file: attachments/KEB-2026-001/a.txt, sha256: SHA256(KEB-2026-001)}
  - {kind: gambar, file: attachments/KEB-2026-001/b.svg, sha256: SHA256(b.svg)}
""".replace("SHA256(KEB-2026-001)", '"' + "1" * 64 + '"')
        )
    )

    assert dict(view.files) == {}


@pytest.mark.parametrize(("announced", "shown"), [("true", True), ("false", False)])
def test_the_hps_is_public_once_it_is_announced(announced: str, *, shown: bool) -> None:
    [entry] = office_with(
        f"""\
# records/proposals/2026/USL-2026-001.yaml
package:
  {{kind: jasa_lainnya, method: e_purchasing, year: 2026, pagu_paket: 120000000, hps: 1000,
   hps_announced: {announced}}}
"""
    ).all(Proposal)

    assert (project(entry.it, Edition.PUBLIC)["package"]["hps"] is not None) is shown


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_text_of_the_example_office_is_shown_to_whom_it_is_meant_for(
    edition: Edition, tmp_path: Path
) -> None:
    """A canary in each text: all of them in the office edition, only the public ones in the other."""
    canaries: dict[str, Written] = {}

    def with_canary(written: Written) -> str:
        if written.passage.route == ("timezone",):
            return written.passage.text
        canary = f"Kenari{len(canaries):04d}"
        canaries[canary] = written
        text = written.passage.text
        return f"{text.rstrip()} {canary}\n" if "\n" in text else f"{text} {canary}"

    corpus = rewritten_corpus(Workspace(copy_of_example(tmp_path)).load(TODAY), with_canary)
    view = view_of(corpus, edition)
    pages = "".join([*html_of(view).values(), *(page.title + page.search for page in all_pages(view))])

    seen = {canary for canary in canaries if canary in pages}
    meant = {canary for canary, w in canaries.items() if w.is_public or edition is Edition.OFFICE}
    assert [canaries[canary] for canary in seen ^ meant] == []
    assert len(meant) > 200


# ---- How a record is laid out


def test_short_values_come_first_then_texts_lists_and_sections() -> None:
    view = view_of(office_with())

    facts, items, availability, budget = blocks_of(view.records["KEB-2026-001"])

    assert isinstance(facts, Facts)
    assert [cell.slot.key for cell in facts.cells][:3] == ["id", "title", "requester"]
    assert isinstance(items, Grid)
    assert [slot.key for slot in items.columns] == ["description", "quantity", "unit"]
    assert isinstance(availability, Section)
    assert isinstance(budget, Section)


def test_a_text_in_sections_stays_in_its_order() -> None:
    view = view_of(
        office_with(
            """\
# records/kak/2026/KAK-2026-001.yaml
sections:
  background: Pendek
  purpose: |
    Panjang sekali.
  scope: Pendek lagi
"""
        )
    )

    [sections] = [block for block in blocks_of(view.records["KAK-2026-001"]) if isinstance(block, Section)]
    assert [(block.slot.key, type(block)) for block in sections.blocks if not isinstance(block, Facts)] == [
        ("background", Prose),
        ("purpose", Prose),
        ("scope", Prose),
    ]


# ---- Texts


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("satu **dua**\n", "<p>satu <strong>dua</strong></p>", id="Markdown"),
        pytest.param("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", id="a list"),
        pytest.param("<b>a</b>\n", "<p>&lt;b&gt;a&lt;/b&gt;</p>", id="a tag is text"),
        pytest.param(
            "<script>alert(1)</script>\n",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
            id="a script is text",
        ),
        pytest.param("# a\n", "<p># a</p>", id="a heading is text, for headings belong to the page"),
        pytest.param(
            "[a](javascript:alert(1))\n", '<p><a rel="noopener noreferrer">a</a></p>', id="no link that acts"
        ),
        pytest.param(
            "[a](https://a.example)\n",
            '<p><a href="https://a.example" rel="noopener noreferrer">a</a></p>',
            id="a link",
        ),
        pytest.param(
            "![a](https://a.example/a.png)\n",
            "<p>![a](https://a.example/a.png)</p>",
            id="an image is a request to somebody, so it stays text",
        ),
        pytest.param("{{7*7}} {% raise %}\n", "<p>{{7*7}} {% raise %}</p>", id="a template is text"),
        pytest.param("&lt;script&gt;\n", "<p>&lt;script&gt;</p>", id="an entity stays one"),
    ],
)
def test_long_texts_are_markdown_in_which_nothing_acts(text: str, html: str) -> None:
    assert prose(text) == html


def test_thousands_of_brackets_do_not_hold_up_a_build() -> None:
    assert prose("[" * 100_000) == '<p class="lp-plain">' + "[" * 100_000 + "</p>"


@pytest.mark.parametrize(
    ("value", "html"),
    [
        pytest.param("<b> & \"'", "&lt;b&gt; &amp; &#34;&#39;", id="a text"),
        pytest.param(date(2026, 7, 15), '<time datetime="2026-07-15">15 July 2026</time>', id="a day"),
        pytest.param(2026, "2026", id="a year"),
        pytest.param(20260, "20,260", id="a number"),
        pytest.param(True, "yes", id="a truth"),
        pytest.param(Word("tidak_tersedia"), "not available", id="a word"),
        pytest.param(Word("PT"), "PT (limited company)", id="an abbreviation"),
        pytest.param(Ref("budi", is_person=True), "Budi Misal", id="a person"),
        pytest.param(Ref("siapa", is_person=True), "siapa", id="a person that nobody knows"),
        pytest.param(
            Ref("AST-001"),
            '<a class="lp-id" href="../aset/AST-001/">AST-001</a> '
            '<span class="lp-title">Ruang rapat 30 kursi</span>',
            id="a record",
        ),
        pytest.param(Ref("AST-999"), '<span class="lp-id">AST-999</span>', id="a record that isn't there"),
        pytest.param(
            Ref("SUP-001/2026-1"),
            '<a class="lp-id" href="../pemasok/SUP-001/#perikatan-2026-1">SUP-001/2026-1</a>',
            id="an engagement",
        ),
        pytest.param(
            "https://a.example/?a=1&b=2",
            '<a href="https://a.example/?a=1&amp;b=2" rel="noopener noreferrer">https://a.example/?a=1&amp;b=2</a>',
            id="a web address",
        ),
        pytest.param(
            Digest("a" * 64),
            '<details class="lp-digest"><summary><code>aaaaaaaaaaaa…</code></summary>'
            f"<code>{'a' * 64}</code></details>",
            id="a digest",
        ),
        pytest.param(
            KEY,
            '<details class="lp-digest"><summary>'
            "<code>SHA256:4d0PlTnJ8EKiXPCHZPMe92K/ilSrV+N7c/h54nfd2tA</code>"
            f'</summary><code class="lp-plain">{KEY}</code></details>',
            id="a public key",
        ),
    ],
)
def test_values_are_written_as_people_write_them(value: object, html: str) -> None:
    assert Writer(view_of(office_with()), "kak/").show(value) == html  # type: ignore[arg-type]


def test_a_day_is_written_in_words_in_sentences_and_in_figures_in_tables() -> None:
    writer = Writer(view_of(office_with(), Edition.OFFICE, INDONESIAN), "kak/")

    assert writer.show(TODAY) == '<time datetime="2026-07-15">15 Juli 2026</time>'
    assert writer.in_cell(TODAY) == '<time datetime="2026-07-15">15/07/2026</time>'
    assert "EVL-2026-001/1 06/07/2026 Kepala LPSE" in words_of(OFFICE["evaluasi/EVL-2026-001/"])


# ---- Addresses


@pytest.mark.parametrize(
    ("index", "here", "there", "link"),
    [
        ("", "kak/", "aset/AST-001/", "../aset/AST-001/"),
        ("index.html", "kak/", "aset/AST-001/", "../aset/AST-001/index.html"),
        ("index.html", "kak/", "", "../index.html"),
        ("index.html", "", "kak/", "kak/index.html"),
        ("index.html", "", "berkas/a.pdf", "berkas/a.pdf"),
        ("", "kak/", "kak/#a", "#a"),
        ("index.html", "kak/", "aset/#a", "../aset/index.html#a"),
    ],
)
def test_links_are_relative(index: str, here: str, there: str, link: str) -> None:
    assert Links(index).relative(here, there) == link


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("KEB-2026-001", "kebutuhan/KEB-2026-001/"),
        ("a b", None),
        ("..", None),
        ("<script>", None),
        ("", None),
    ],
)
def test_a_name_that_is_no_safe_address_has_no_page(name: str, address: str | None) -> None:
    assert addresses.record_page_or_none("requirement", name) == address


def test_headings_are_read_as_plain_text() -> None:
    assert headings_in('<h1 id="a">A <b>&lt;b&gt;</b></h1><h2>no id</h2>') == (Heading(1, "a", "A <b>"),)


@pytest.mark.parametrize(
    "part", [lambda page: page.title, lambda page: page.search], ids=["titles", "search"]
)
def test_titles_and_search_entries_see_only_what_the_edition_shows(part: Callable[..., str]) -> None:
    texts = " ".join(part(page) for page in all_pages(view_of(office_with(), Edition.PUBLIC)))

    for secret in ("Budi Misal", "0999999990001000", "Jalan Umpama Nomor 2", "Kontrak lama berakhir"):
        assert secret not in texts


def test_a_search_tells_kind_and_status_and_finds_a_record_by_its_texts_and_then_its_numbers() -> None:
    page = page_at(view_of(office_with()), "pemasok/SUP-001/")
    told, *texts = page.search.split("\n")

    assert page.title == "SUP-001 PT Tautan Misal"
    assert told == "Supplier · active"
    assert texts.index("Bagian Layanan") < texts.index("0999999990001000")
    assert {"SUP-001", "PT Tautan Misal"}.isdisjoint(texts)


def test_a_search_finds_words_titles_and_amounts_as_they_are_shown() -> None:
    view = view_of(office_with())
    evaluation = page_at(view, "evaluasi/EVL-2026-001/").search.split("\n")
    supplier = page_at(view, "pemasok/SUP-001/").search.split("\n")

    assert {"Mutu layanan", "Baik", "continue"} <= set(evaluation)
    assert {"mutu", "baik", "lanjut"}.isdisjoint(evaluation)
    assert {"high", "procurement proposal", "Rp 117,000,000", "117000000"} <= set(supplier)


def test_a_search_finds_what_people_did_by_their_names_in_the_office_edition_alone() -> None:
    office = page_at(view_of(office_with()), "keputusan/EVL-2026-001/1/").search
    public = page_at(view_of(office_with(), Edition.PUBLIC), "keputusan/EVL-2026-001/1/").search

    assert "Rahma Umpama" in office.split("\n")
    assert "Rahma Umpama" not in public


def test_a_search_finds_everybody_on_the_list_of_roles_in_the_office_edition_alone() -> None:
    office = page_at(view_of(office_with()), "kantor/")
    public = page_at(view_of(office_with(), Edition.PUBLIC), "kantor/")

    assert "Rahma Umpama" in [part.title for part in office.parts()]
    assert all(f'id="{part.fragment}"' in OFFICE["kantor/"] for part in office.parts())
    assert list(public.parts()) == []


def test_a_search_finds_engagements_as_pages_write_them() -> None:
    view = view_of(office_with())

    assert "SUP-001/2026-1" in page_at(view, "pemasok/SUP-001/").search.split("\n")
    assert "SUP-001/2026-1" in page_at(view, "evaluasi/EVL-2026-001/").search.split("\n")


def test_a_search_finds_the_rows_of_the_register_without_names_for_the_public() -> None:
    office = page_at(view_of(office_with()), "keputusan/").search.split("\n")
    public = page_at(view_of(office_with(), Edition.PUBLIC), "keputusan/").search.split("\n")

    assert "approved · Kepala LPSE · Rahma Umpama" in office
    assert "approved · Kepala LPSE" in public


def test_a_search_finds_a_score_as_people_write_it() -> None:
    view = view_of(office_with(), Edition.OFFICE, INDONESIAN)
    evaluation = page_at(view, "evaluasi/EVL-2026-001/").search.split("\n")

    assert "3,00" in evaluation
    assert "3.00" not in evaluation


def test_what_a_search_finds_a_record_by_has_an_end() -> None:
    long = searched(iter(["Asset · good", "a" * 3_000, *(f"b{number}" * 300 for number in range(100))]))

    assert [len(line) for line in long.split("\n")][:3] == [12, 1_000, 600]
    assert len(long) == 6_000


def test_a_search_tells_of_a_page_in_one_line_and_of_its_parts_by_paragraph() -> None:
    sentence = "Kunjungan tiap tiga bulan, <b>enam</b> kali setahun"
    assert list(entries_of("a/index.html", "AST-001 <A>", f"Asset · good\n{sentence}\nRp 5.000")) == [
        {
            "location": "a/index.html",
            "title": "AST-001 &lt;A&gt;",
            "text": "Asset · good · Kunjungan tiap tiga bulan, &lt;b&gt;enam&lt;/b&gt; kali setahun",
        },
        {
            "location": "a/index.html#",
            "title": "Asset · good",
            "text": "<p>Kunjungan tiap tiga bulan, &lt;b&gt;enam&lt;/b&gt; kali setahun</p><p>Rp 5.000</p>",
        },
    ]
