"""The page of a supplier: its contracts, how it was rated, what was decided, and what led to what."""

import re

import pytest

from lpsedocs.models.supplier import Supplier
from lpsedocs.site.editions import Edition
from lpsedocs.site.suppliers import Chain, chains
from tests.office import office_with
from tests.sites import html_of, view_of, words_of

ADDENDUM = """\
# records/suppliers/SUP-001.yaml
engagements:
  - id: 2026-1
    basis: usulan
    proposal: USL-2026-001
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2026-09-30
    value: 117000000
    recorded: {by: budi, date: 2026-03-10}
    addenda: [{number: 027/2/2026, signed: 2026-05-04, what: Diperpanjang, ends: 2026-12-31}]
    documents:
      - {kind: kak, record: KAK-2026-001}
"""


def page(text: str = "", edition: Edition = Edition.OFFICE) -> str:
    return html_of(view_of(office_with(text), edition))["pemasok/SUP-001/"]


def test_a_page_begins_with_what_a_supplier_is_for_and_how_it_stands() -> None:
    words = words_of(page())

    assert (
        "Supplier · ✓ active internet · Criticality: high Serves until 31 March 2027, 259 days from now "
        "Result: 3.00 Baik · Recommendation: continue · EVL-2026-001"
    ) in words


def test_what_a_supplier_is_comes_before_what_happened_with_it() -> None:
    headings = re.findall(r'<h2 id="([a-z-]+)"', page())

    assert headings[:3] == ["profil", "garis-waktu", "evaluasi"]


def test_only_a_document_that_something_still_rests_on_has_expired() -> None:
    old = ADDENDUM.replace(
        "      - {kind: kak, record: KAK-2026-001}",
        "      - {kind: kak, record: KAK-2026-001, valid_until: 2026-05-31}",
    )
    over = old.replace("ends: 2026-09-30", "ends: 2026-06-30").replace(", ends: 2026-12-31", "")

    assert "31 May 2026 ✖ expired" in words_of(page(old))
    assert "31 May 2026 over" in words_of(page(over))


def test_contracts_stand_on_a_line_of_time_and_in_a_table() -> None:
    html = page(ADDENDUM)

    assert "today , 15/07/2026" in words_of(html).replace("today,", "today ,")
    assert "2026-1: from 1 April 2026 until 31 December 2026." in words_of(html)
    assert "2026-1 01/04/2026 31/12/2026 04/05/2026 02/10/2026 in force, 169 days left" in words_of(html)
    assert 'class="lp-chart__bar lp-chart__bar--added"' in html
    assert 'class="lp-chart__lead"' in html


def test_scores_stand_between_the_bands_of_their_form() -> None:
    html = page()

    assert "Scores by the form FRM-2026-LPSE" in words_of(html)
    assert "Apr–Jun 2026: 3.00. The same is in the table below." in words_of(html)
    assert html.count("lp-chart__point") == 2  # one of them says what the sign means


def test_what_was_not_rated_is_marked() -> None:
    html = page(
        """\
# records/evaluations/2026/EVL-2026-001.yaml
result: {score: null, band: tidak_dinilai}
"""
    )

    assert "Apr–Jun 2026: not rated." in words_of(html)
    assert "lp-chart__gap" in html
    assert "× not rated" in words_of(html)


def test_an_evaluation_that_was_not_approved_has_an_open_point() -> None:
    html = page(
        "# records/decisions/EVL-2026-001/1.yaml\nREMOVED\n# records/filings/EVL-2026-001.yaml\nREMOVED\n"
    )
    assert "lp-chart__point--open" in html
    assert "not approved yet" in words_of(html)


def test_decisions_on_its_evaluations_stand_with_their_proof() -> None:
    assert (
        "Decisions on its evaluations Decisions on its evaluations Evaluation Date Decision By Note "
        "EVL-2026-001 06/07/2026 – approved, not verified EVL-2026-001/1 Rahma Umpama"
    ) in words_of(page())


def test_a_chain_leads_from_the_requirement_to_the_engagement() -> None:
    view = view_of(office_with())
    [entry] = view.corpus.all(Supplier)

    assert chains(view, entry) == (
        Chain(None, "KEB-2026-001", ("KAK-2026-001",), ("USL-2026-001",), (("SUP-001", "2026-1"),), None),
    )


def test_what_follows_from_an_evaluation_says_where_it_stands() -> None:
    view = view_of(
        office_with(
            """\
# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Tautan tahun depan
requester: dewi
unit: Unit Verifikasi
kind: jasa_lainnya
created: 2026-07-08
reason: Perpanjangan
items: [{description: Tautan, quantity: 1, unit: paket}]
needed_from: 2027-04-01
priority: sedang
origin: EVL-2026-001
"""
        )
    )

    words = words_of(html_of(view)["pemasok/SUP-001/"])
    assert "EVL-2026-001 KEB-2026-002 Tautan tahun depan ▶ 1.2 Hand the requirement to the Pengelola" in words


def test_the_public_edition_has_contracts_and_nothing_of_scores() -> None:
    html = page(edition=Edition.PUBLIC)
    words = words_of(html)

    assert "Contracts over time" in words
    assert "2026-1 01/04/2026 31/03/2027 in force, 259 days left" in words
    for hidden in ("Scores by the form", "Prepare from", "lp-chart__lead", "lp-chart__point", "3.00"):
        assert hidden not in html


@pytest.mark.parametrize("edition", list(Edition))
def test_no_link_stands_in_a_picture(edition: Edition) -> None:
    for address, html in html_of(view_of(office_with(), edition)).items():
        for picture in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
            assert "<a " not in picture, address
            if 'role="img"' in picture:
                title, desc = re.search(r'aria-labelledby="(\S+) (\S+)"', picture).groups()  # type: ignore[union-attr]
                assert f'<title id="{title}">' in picture
                assert f'<desc id="{desc}">' in picture
            else:
                assert 'aria-hidden="true"' in picture


def test_a_procedure_has_its_drawing_and_beside_it_who_stands_where() -> None:
    pages = html_of(view_of(office_with()))

    assert "From step 1.6 to step 1.4 if the Pengelola has to mend the KAK." in words_of(pages["prosedur/1/"])
    assert "If the contract is to be renewed or replaced procedure 1 begins, with step 1.1" in words_of(
        pages["prosedur/3/"]
    )
    assert 'href="../1/#langkah-1-1"' in pages["prosedur/3/"]
