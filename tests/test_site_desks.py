"""The pages that a day starts on: home, desks, register, waivers, calendar, and the build about itself."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from lpsedocs.corpus import Corpus
from lpsedocs.deadlines import Duty
from lpsedocs.findings import say
from lpsedocs.language import ENGLISH, INDONESIAN, Language
from lpsedocs.models.decision import Decision
from lpsedocs.models.roster import Forge
from lpsedocs.site.agenda import agenda, calendar
from lpsedocs.site.checkout import pin_source
from lpsedocs.site.editions import Edition
from lpsedocs.site.matters import matters
from lpsedocs.site.notices import notice
from lpsedocs.site.overview import by_band, endings, year
from lpsedocs.site.templates import templates_of
from lpsedocs.site.view import Build, View
from lpsedocs.trust.proof import UNPINNED, Circumstances, Proof
from lpsedocs.trust.standing import Proposed, Standing
from lpsedocs.trust.standing import Status as Settled
from lpsedocs.trust.verdicts import History, Judged, Reason
from lpsedocs.workspace import Workspace
from tests.office import office_with
from tests.sites import EDITIONS, TODAY, build, copy_of_example, html_of, page_at, view_of, words_of
from tests.trust.story import Story

KEPALA = "meja/kepala-lpse/"
WAITING = """\
# records/decisions/EVL-2026-001/1.yaml
REMOVED
# records/filings/EVL-2026-001.yaml
REMOVED
"""
BEFORE = """\
# records/evaluations/2025/EVL-2025-001.yaml
id: EVL-2025-001
supplier: SUP-001
supplier_name: PT Tautan Misal
engagements: [2026-1]
form: FRM-2026-LPSE
period: {from: 2026-01-01, until: 2026-03-31}
inspection: PRS-2026-001
evaluated: {by: tia, date: 2026-04-02}
scores:
  - {criterion: mutu, score: 4, evidence: Pemantauan}
  - {criterion: tanggap, score: 2, evidence: Buku tiket}
result: {score: "3.20", band: baik}
recommendation: lanjut
submissions:
  - {by: tia, date: 2026-04-03, to: rahma}
"""


def words_at(address: str, text: str, edition: Edition = Edition.OFFICE) -> str:
    return words_on(address, view_of(office_with(text), edition))


def words_on(address: str, view: View) -> str:
    return words_of(page_at(view, address).html(view, templates_of(None)))


def with_proof(corpus: Corpus, standing: Standing, **more: object) -> Corpus:
    proof = Proof(None, standings={standing.record: standing}, obstacle=say("shallow"), **more)  # type: ignore[arg-type]
    return replace(corpus, proof=proof)


def decision_of(corpus: Corpus) -> Decision:
    return next(entry.it for entry in corpus.all(Decision) if entry.it.record == "EVL-2026-001")


# ---- The desk of the Kepala


def test_the_kepala_reads_in_the_order_in_which_he_asks() -> None:
    _, _, words = words_at(KEPALA, WAITING + BEFORE).partition("PT Tautan Misal EVL-2026-001")

    parts = [
        "Do you approve this result and this recommendation, or ask for a new evaluation?",
        "3.00 Baik of 4 before: 3.20 Baik, January – March 2026",
        "What fell since EVL-2025-001, or is low Mutu layanan: 4 ↓ falls to 3 Pemantauan mandiri LPSE",
        "Recommendation Continue . It starts no procurement. "
        "027/1/2026 is worth Rp 117,000,000 and ends on 31 March 2027, in 259 days.",
        "Open findings and missing documents",
        "Who evaluated Tia Contohnya, 2 July 2026 ; handed in by Tia Contohnya on 3 July 2026; "
        "rests on the inspection PRS-2026-001",
        "How to decide Approve Merge the request with this title: SETUJUI EVL-2026-001 "
        "or, at your own computer: lpsedocs approve EVL-2026-001",
        "Ask for a new evaluation Write your reason into the note, then merge the request with this title: "
        "EVALUASI ULANG EVL-2026-001 or, at your own computer: "
        'lpsedocs return EVL-2026-001 --note "..."',
        "Read and print the whole Lembar Evaluasi",
        "Technical: which version is decided",
        "Don't lend your account or your key",
        "Who may decide today: Rahma Umpama",
    ]
    assert [part for part in parts if part not in words] == []
    assert sorted(parts, key=words.index) == parts


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (TODAY, "Waiting for a decision since 3 July 2026 (12 days) · due by 17 July 2026"),
        (date(2026, 7, 30), "Waiting for a decision since 3 July 2026 (27 days) · ✖ was due by 17 July 2026"),
    ],
)
def test_the_kepala_reads_since_when_and_until_when_a_decision_is_waited_for(today: date, told: str) -> None:
    view = view_of(office_with(WAITING, today=today))
    page = page_at(view, KEPALA).html(view, templates_of(None))

    assert told in words_of(page)
    assert "&lt;" not in page


def test_what_rose_is_told_in_one_line_unless_it_is_still_low() -> None:
    assert "Better: Tanggap gangguan 2 → 3" in words_at(KEPALA, WAITING + BEFORE)


def test_a_low_score_is_told_without_an_earlier_evaluation() -> None:
    low = """\
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, score: 3, evidence: Pemantauan}
  - {criterion: tanggap, score: 2, evidence: "Buku tiket, lihat PRS-2026-001", note: Dua tiket terlambat}
"""
    words = words_at(KEPALA, WAITING + low)

    assert "the first evaluation of this supplier" in words
    assert (
        "What is low Tanggap gangguan: 2 Buku tiket, lihat PRS-2026-001 Dua tiket terlambat PRS-2026-001"
        in words
    )


def test_a_criterion_that_is_no_longer_rated_has_fallen() -> None:
    unrated = """\
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, score: 4, evidence: Pemantauan}
  - {criterion: tanggap, not_rated: tidak_ada_kejadian, reason: Tidak ada tiket}
"""
    assert "Tanggap gangguan: 2 ↓ falls to nothing happened Tidak ada tiket" in words_at(
        KEPALA, WAITING + BEFORE + unrated
    )


def test_a_renewal_says_that_it_starts_a_procurement_and_whether_there_is_a_requirement() -> None:
    renewal = "# records/evaluations/2026/EVL-2026-001.yaml\nrecommendation: perpanjangan\n"
    follower = """\
# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Tautan 2027
requester: agus
unit: Administrator Sistem LPSE
kind: jasa_lainnya
origin: SUP-001/2026-1
created: 2026-07-01
reason: Kontrak berakhir
items: [{description: Tautan, quantity: 1, unit: paket}]
needed_from: 2027-04-01
priority: tinggi
"""
    assert "Renewal . It starts a new procurement proposal. 027/1/2026 is worth" in words_at(
        KEPALA, WAITING + renewal
    )
    assert "The requirement is there already: KEB-2026-002" in words_at(KEPALA, WAITING + renewal + follower)


def test_what_an_inspection_left_open_about_the_supplier_stands_there() -> None:
    finding = """\
# records/inspections/2026/PRS-2026-001.yaml
suppliers:
  - supplier: SUP-001
    data: sesuai
    documents: [{engagement: 2026-1, kind: nda, state: belum_lengkap}]
    findings: [{what: NDA kurang, follow_up: Minta NDA petugas, due: 2026-07-31, closed: null}]
"""
    words = words_at(KEPALA, WAITING + finding)
    assert (
        "Open findings and missing documents ▲ in 16 days "
        "'Minta NDA petugas' (SUP-001 PT Tautan Misal) is due by 31 July 2026"
    ) in words


def test_what_is_open_stands_there_in_full_however_long_it_is() -> None:
    long = " ".join(f"Langkah {number} dijalankan." for number in range(1, 9))
    finding = f"""\
# records/inspections/2026/PRS-2026-001.yaml
suppliers:
  - supplier: SUP-001
    data: sesuai
    documents: [{{engagement: 2026-1, kind: nda, state: belum_lengkap}}]
    findings: [{{what: NDA kurang, follow_up: {long}, due: 2026-07-31, closed: null}}]
"""

    assert f"'{long}' (SUP-001 PT Tautan Misal) is due by" in words_at(KEPALA, WAITING + finding)
    assert "…' (SUP-001 PT Tautan Misal) is due by" in words_at("", WAITING + finding)


def test_a_missing_document_stands_there() -> None:
    lacking = """\
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
    recorded: {by: budi, date: 2026-03-10}
    documents: [{kind: kak, record: KAK-2026-001}]
"""
    assert (
        "✖ error SUP-001/2026-1, of the basis procurement proposal, has neither these documents"
        in words_at(KEPALA, WAITING + lacking)
    )


@pytest.mark.parametrize(
    ("word", "note", "meaning"),
    [
        pytest.param(
            "disetujui",
            None,
            "Merging this request means: Rahma Umpama APPROVES the result and the recommendation below.",
            id="approval",
        ),
        pytest.param(
            "evaluasi_ulang",
            "Bukti kurang",
            "Merging this request means: Rahma Umpama ASKS FOR A NEW EVALUATION. Note: Bukti kurang",
            id="return",
        ),
        pytest.param(
            "evaluasi_ulang",
            None,
            "ASKS FOR A NEW EVALUATION. ✖ The note is missing; write it before you merge.",
            id="return without a note",
        ),
        pytest.param(
            "dicabut",
            "Salah gabung",
            "Merging this request means: Rahma Umpama TAKES BACK the decision on this evaluation.",
            id="withdrawal",
        ),
    ],
)
def test_a_proposed_decision_is_what_merging_would_mean(word: str, note: str | None, meaning: str) -> None:
    corpus = office_with()
    decision = decision_of(corpus).model_copy(update={"decision": word, "note": note})
    proposal = Proposed("EVL-2026-001", 1, decision)
    corpus = with_proof(corpus, Standing("EVL-2026-001", Settled.PROPOSED, None, (), (proposal,)))

    words = words_on(KEPALA, view_of(corpus))

    assert meaning in words
    assert "Do you approve this result" not in words
    assert "Since the last decision" not in words


def test_what_a_build_proposes_to_decide_comes_before_what_waits_longer() -> None:
    corpus = office_with(BEFORE)
    proposal = Proposed("EVL-2026-001", 1, decision_of(corpus))
    corpus = with_proof(corpus, Standing("EVL-2026-001", Settled.PROPOSED, None, (), (proposal,)))

    assert [matter.name for matter in matters(view_of(corpus))] == ["EVL-2026-001", "EVL-2025-001"]


def test_a_decision_that_is_only_proposed_leaves_its_step_to_be_done_on_every_page() -> None:
    corpus = office_with("# records/filings/EVL-2026-001.yaml\nREMOVED\n")
    proposal = Proposed("EVL-2026-001", 1, decision_of(corpus))
    view = view_of(with_proof(corpus, Standing("EVL-2026-001", Settled.PROPOSED, None, (), (proposal,))))
    step = "step 3.4, Kepala LPSE: Approve the result, or ask for a new evaluation"
    status = view.status_of("EVL-2026-001")
    [progress] = view.progress_of("EVL-2026-001")

    assert status is not None
    assert ENGLISH.say(status.message) == step
    assert [current.step.number for current in progress.current] == ["3.4"]
    assert [task.record for task in view.tasks("kepala_lpse")] == ["EVL-2026-001"]
    assert view.tasks_at("3.5") == ()
    assert [due.step for due in view.dues if due.record == "EVL-2026-001"] == ["3.4"]
    assert sum(month.decided for month in year(view)) == 1


def test_a_proposed_decision_that_cannot_be_read_is_not_to_be_merged() -> None:
    proposal = Proposed("EVL-2026-001", 1, None)
    corpus = with_proof(office_with(), Standing("EVL-2026-001", Settled.PROPOSED, None, (), (proposal,)))

    assert "Don't merge this request: its decision file can't be read." in words_on(KEPALA, view_of(corpus))


def test_a_decision_that_does_not_count_leaves_the_evaluation_on_the_desk() -> None:
    corpus = office_with()
    judged = Judged(
        "EVL-2026-001",
        1,
        "b",
        decision_of(corpus),
        reason=Reason("not-signed", say("the commit is not signed")),
    )
    corpus = with_proof(corpus, Standing("EVL-2026-001", Settled.UNPROVED, None, (judged,)))

    words = words_on(KEPALA, view_of(corpus))
    assert "✖ A decision on this sheet does not count: the commit is not signed" in words


RETURNED = """\
# records/decisions/EVL-2026-001/1.yaml
sha256: "1111111111111111111111111111111111111111111111111111111111111111"
decision: evaluasi_ulang
note: Buku tiket tidak cukup
# records/filings/EVL-2026-001.yaml
REMOVED
# records/evaluations/2026/EVL-2026-001.yaml
submissions:
  - {by: tia, date: 2026-07-03, to: rahma}
  - {by: tia, date: 2026-07-08, to: rahma}
"""


def test_a_new_round_shows_the_last_note_and_what_changed_since() -> None:
    corpus = office_with(RETURNED)
    entry = corpus.get("EVL-2026-001")
    assert entry is not None
    earlier = entry.source.content.replace(b"Buku tiket", b"Ingatan")
    corpus = with_proof(
        corpus,
        Standing("EVL-2026-001", Settled.WAITING, None, ()),
        circumstances=Circumstances({"1" * 64: earlier}),
    )

    words = words_on(KEPALA, view_of(corpus))

    assert "or ask for a new evaluation? Round 2." in words
    assert "Rahma Umpama, 6 July 2026 : Buku tiket tidak cukup" in words
    assert "Scores, Tanggap gangguan, Evidence: Ingatan becomes Buku tiket" in words
    assert "Submissions" not in words


def test_without_the_earlier_version_the_page_says_how_to_see_what_changed() -> None:
    assert (
        "The version of that time isn't at hand here; "
        "lpsedocs verify --explain EVL-2026-001 shows what changed."
    ) in words_at(KEPALA, RETURNED)


def test_a_known_forge_gets_links_to_the_requests() -> None:
    corpus = office_with(WAITING)
    roster = corpus.roster
    assert roster is not None
    forge = Forge.model_validate(
        {"id": "gh", "kind": "github", "committer": "noreply@github.com", "from": "2025-01-01"}
    )
    entry = corpus.get("roster")
    changed = replace(entry, record=roster.model_copy(update={"forges": (forge,)}))  # type: ignore[type-var]
    entries = tuple(changed if e.name == "roster" else e for e in corpus.entries)
    view = view_of(replace(corpus, entries=entries))  # type: ignore[arg-type]
    view = replace(view, build=Build("0.1.0", forge_url="https://forge.example/lpse"))

    [matter] = matters(view)

    assert matter.approval.url == "https://forge.example/lpse/pulls?q=SETUJUI%20EVL-2026-001"
    assert matter.refusal.url == "https://forge.example/lpse/pulls?q=EVALUASI%20ULANG%20EVL-2026-001"


def test_without_a_head_the_desk_says_so_first() -> None:
    nobody = """\
# records/roster.yaml
roles:
  - {role: kepala_lpse, person: rahma, from: 2025-01-02, until: 2026-07-10}
  - {role: pengelola, person: budi, from: 2025-01-02}
  - {role: pengelola, person: tia, from: 2025-01-02}
  - {role: pengguna, person: agus, unit: Administrator Sistem LPSE, from: 2025-01-02}
"""
    words = words_at(KEPALA, WAITING + nobody)
    assert "Desk: Kepala LPSE ✖ Nobody holds the role of Kepala LPSE today." in words


def test_an_empty_desk_is_quiet() -> None:
    words = words_at(KEPALA, "")
    assert "Desk: Kepala LPSE Nothing waits here. Your account and your key" in words


# ---- The other desks


def test_what_was_sent_back_stands_on_the_desk_with_its_reason() -> None:
    returned = RETURNED.replace("  - {by: tia, date: 2026-07-08, to: rahma}\n", "")
    words = words_at("meja/pengelola/", returned)
    assert "Sent back by Rahma Umpama: Buku tiket tidak cukup decision" in words


def test_what_is_only_proposed_to_be_sent_back_was_not_sent_back() -> None:
    corpus = office_with(RETURNED.replace("  - {by: tia, date: 2026-07-08, to: rahma}\n", ""))
    proposal = Proposed("EVL-2026-001", 1, decision_of(corpus))
    corpus = with_proof(corpus, Standing("EVL-2026-001", Settled.PROPOSED, None, (), (proposal,)))

    assert "Sent back by" not in words_on("meja/pengelola/", view_of(corpus))


def test_a_step_says_when_it_is_done() -> None:
    words = words_at("meja/pengguna/", DRAFTED)
    assert "1.2 Hand the requirement to the Pengelola KEB-2026-002 Kursi antrean" in words
    assert "· Dewi Seumpama, Unit Verifikasi Done when: The requirement says when" in words


DRAFTED = """\
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
"""
LATE = DRAFTED + "submitted: {by: dewi, date: 2026-07-02, to: budi}\n"


def test_what_is_late_comes_first_on_the_home_page_and_is_named_on_its_desk() -> None:
    home = words_at("", LATE)
    assert "✖ 1 late KEB-2026-002 Kursi antrean ✖ late · 1.3 Find out" in home
    assert "1 to be done · ✖ 1 late : KEB-2026-002" in words_at("meja/pengelola/", LATE)


def test_the_page_of_a_record_says_by_when_its_step_is_due_and_what_makes_it_done() -> None:
    words = words_at("kebutuhan/KEB-2026-002/", LATE)

    assert (
        "▶ to be done now · Pengelola · since 2 July 2026 · ✖ was due by 9 July 2026 "
        "Done when: The requirement has the result of that check. The step in the SOP 1.4"
    ) in words


def test_the_home_page_shows_the_deadlines_of_steps_and_a_desk_those_of_its_tasks() -> None:
    step = "✖ 6 days late Step 1.3 (Find out whether the office has it already; open since 2 July 2026) "
    step += "was due by 9 July 2026 KEB-2026-002 Kursi antrean · Pengelola"

    assert step in words_at("", LATE)
    assert step not in words_at("meja/pengelola/", LATE)
    assert "✖ was due by 9 July 2026" in words_at("meja/pengelola/", LATE)


def test_a_list_says_of_each_record_how_late_it_is() -> None:
    assert "KEB-2026-002 ▶ 1.3 Pengelola ✖ 6 days late Kursi antrean" in words_at("kebutuhan/", LATE)
    assert "late" not in words_at("kebutuhan/", LATE, Edition.PUBLIC)


def test_a_list_says_what_is_late_of_a_record_where_that_is_not_its_step() -> None:
    told = "SUP-001 ✓ active ✖ evaluation: 5 days late ✖ continuation: 5 days late PT Tautan Misal"

    assert told in words_on("pemasok/", view_of(office_with(today=date(2027, 1, 5))))


@pytest.mark.parametrize(
    ("today", "told"),
    [
        pytest.param(date(2026, 7, 15), "31/12/2026", id="later"),
        pytest.param(date(2026, 12, 2), "31/12/2026 ▲ in 29 days", id="soon"),
        pytest.param(date(2027, 1, 1), "31/12/2026 ✖ expired", id="over"),
    ],
)
def test_a_list_says_whether_what_it_shows_still_holds(today: date, told: str) -> None:
    text = "# records/assets/AST-001.yaml\nvalid_until: 2026-12-31\n"

    assert words_on("aset/", view_of(office_with(text, today))).partition(" As of")[0].endswith(told)


def test_an_inspection_is_called_by_whom_it_looked_at_as_far_as_an_edition_says_it() -> None:
    corpus = office_with()
    two = """\
# records/inspections/2026/PRS-2026-001.yaml
suppliers:
  - {supplier: SUP-001, data: sesuai, documents: []}
  - {supplier: SUP-001, data: sesuai, documents: []}
"""

    assert view_of(corpus).title_of("PRS-2026-001") == "PT Tautan Misal, April – June 2026"
    assert view_of(office_with(two)).title_of("PRS-2026-001") == "2 suppliers, April – June 2026"
    public = view_of(corpus, Edition.PUBLIC)
    assert public.title_of("PRS-2026-001") == "Inspection, April – June 2026"


# ---- The office at a glance


def test_a_contract_within_its_lead_time_is_named_until_a_requirement_is_there() -> None:
    corpus = office_with(today=date(2027, 1, 5))
    [ending] = endings(view_of(corpus))

    assert (ending.supplier.name, ending.engagement.id, ending.days) == ("SUP-001", "2026-1", 85)
    assert ending.acts_by == date(2026, 12, 31)
    assert ending.is_late
    assert "not there; it was due by 31 December 2026" in words_on("", view_of(corpus))


@pytest.mark.parametrize(
    ("today", "count"),
    [
        pytest.param(date(2026, 10, 31), 0, id="151 days before"),
        pytest.param(date(2026, 11, 1), 1, id="150 days before, two months before the lead time"),
        pytest.param(date(2027, 4, 1), 0, id="after its end"),
    ],
)
def test_a_contract_is_named_from_two_months_before_its_lead_time(today: date, count: int) -> None:
    assert len(endings(view_of(office_with(today=today)))) == count


def test_suppliers_are_counted_by_the_band_of_their_last_evaluation() -> None:
    bands = by_band(view_of(office_with(BEFORE)))

    assert [(band.title, [s.name for s, _ in band.ratings]) for band in bands] == [("Baik", ["SUP-001"])]
    words = words_at("", BEFORE)
    assert "Suppliers by band The same figures stand in the table below. Baik 1" in words
    assert "Baik 1 SUP-001 3.00" in words


def test_a_supplier_without_an_evaluation_is_counted_as_such() -> None:
    drafted = "# records/evaluations/2026/EVL-2026-001.yaml\nsubmissions: []\n"
    assert [band.title for band in by_band(view_of(office_with(WAITING + drafted)))] == ["no evaluation yet"]


def test_the_year_has_twelve_months_with_what_ends_is_due_and_was_decided() -> None:
    months = year(view_of(office_with()))

    assert [month.first.month for month in months] == list(range(1, 13))
    assert [month.first.month for month in months if month.is_now] == [7]
    assert [month.decided for month in months] == [0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert [month.inspections for month in months] == [0] * 11 + [1]
    assert [month.evaluations for month in months] == [0] * 11 + [1]
    assert [month.inspected for month in months] == [0] * 6 + [1] + [0] * 5
    assert [month.evaluated for month in months] == [0] * 6 + [1] + [0] * 5


def test_the_year_tells_what_was_done_from_what_is_due() -> None:
    words = words_at("", "")

    assert "▶ July this month · 0 ✓ 1 done ✓ 1 done ✓ 1 done" in words
    assert "December · 0 1 1 · 0" in words


# ---- The register


def test_the_register_tells_by_whom_and_how_well_each_decision_is_proved() -> None:
    words = words_at("keputusan/", "")

    assert "These records lie in no repository, so that nothing can be proved." in words
    assert (
        "2 06/07/2026 EVL-2026-001 decision 1 approved Rahma Umpama Kepala LPSE – not verified 1 06/02/2026"
        in words
    )


def test_the_public_register_names_nobody() -> None:
    words = words_at("keputusan/", "", Edition.PUBLIC)

    assert "06/07/2026 EVL-2026-001 decision 1 approved Kepala LPSE – not verified" in words
    assert "Rahma" not in words


@pytest.mark.parametrize("address", ["keputusan/", "keputusan/EVL-2026-001/1/"])
def test_the_public_edition_does_not_say_why_a_decision_is_not_proved(address: str) -> None:
    corpus = office_with()
    reason = Reason("wrong-key", say("the key of {owner} is not in force", owner="rahma"))
    judged = Judged("EVL-2026-001", 1, "b", decision_of(corpus), reason=reason)
    proof = Proof(_history(), verdicts={("EVL-2026-001", 1): judged})
    corpus = replace(corpus, proof=proof)

    pages = {e: words_on(address, view_of(corpus, e)) for e in EDITIONS}

    assert "not proved" in pages[Edition.PUBLIC]
    assert "rahma" not in pages[Edition.PUBLIC]
    assert "not proved: the key of rahma is not in force" in pages[Edition.OFFICE]


def _history() -> History:
    return Story().judge()


def test_a_decision_says_whether_it_still_counts() -> None:
    corpus = office_with(RETURNED)
    decision = decision_of(corpus)
    first = Judged("EVL-2026-001", 1, "b", decision)
    second = replace(first, number=2)
    standing = Standing("EVL-2026-001", Settled.APPROVED, "personal", (first, second))

    words = words_on("keputusan/", view_of(with_proof(corpus, standing)))

    assert "– superseded by decision 2" in words


# ---- Waivers and lowered rules

WAIVED = """\
# records/organization.yaml
severities: {D208: note}
waivers:
  - {rule: D204, record: SUP-001, reason: Diatur dalam SLA, until: 2026-12-31}
  - {rule: W101, record: KEB-2026-001, reason: Sudah lewat, until: 2026-07-01}
"""


def test_waivers_stand_with_their_reason_and_their_end() -> None:
    words = words_at("pengecualian/", WAIVED)

    assert "SUP-001 PT Tautan Misal Diatur dalam SLA 31/12/2026 ▶ in force nothing now" in words
    assert "Sudah lewat 01/07/2026 – has ended" in words
    assert "D208" in words
    assert "▲ warning ▶ note" in words


def test_the_public_edition_keeps_the_reason_of_a_waiver_to_itself() -> None:
    words = words_at("pengecualian/", WAIVED, Edition.PUBLIC)

    assert "SUP-001 PT Tautan Misal 31/12/2026 ▶ in force" in words
    assert "Diatur dalam SLA" not in words


def test_an_evaluation_that_waits_for_the_kepala_leads_to_his_desk() -> None:
    leads = 'href="../../meja/kepala-lpse/#EVL-2026-001">Decide at the desk of the Kepala LPSE</a>'

    assert leads in html_of(view_of(office_with(WAITING)))["evaluasi/EVL-2026-001/"]
    assert leads not in html_of(view_of(office_with()))["evaluasi/EVL-2026-001/"]
    assert leads not in html_of(view_of(office_with(WAITING), Edition.PUBLIC))["evaluasi/EVL-2026-001/"]


# ---- The calendar


def events(view: View) -> list[dict[str, object]]:
    parsed = Calendar.from_ical(calendar(view))
    return [
        {
            "uid": str(event["uid"]),
            "day": event.decoded("dtstart"),
            "summary": str(event["summary"]),
            "stamp": event.decoded("dtstamp"),
        }
        for event in parsed.walk("VEVENT")
    ]


def test_the_calendar_file_holds_whole_days_and_the_day_of_the_records() -> None:
    view = view_of(office_with())

    found = events(view)

    assert len(found) == len(agenda(view)) > 3
    assert {event["stamp"] for event in found} == {datetime(2026, 7, 15, tzinfo=UTC)}
    assert {
        "uid": "SUP-001.expiry.engagements.0.ends@0123456789abcdef0123456789abcdef",
        "day": date(2027, 3, 31),
        "summary": "end: the contract 027/1/2026 (PT Tautan Misal)",
        "stamp": datetime(2026, 7, 15, tzinfo=UTC),
    } in found
    assert calendar(view) == calendar(view)
    assert all(len(line) <= 75 for line in calendar(view).split(b"\r\n"))


@pytest.mark.parametrize("language", [INDONESIAN, ENGLISH], ids=["Indonesian", "English"])
def test_nothing_that_is_due_stutters(language: Language, tmp_path: Path) -> None:
    view = view_of(Workspace(copy_of_example(tmp_path)).load(TODAY), Edition.OFFICE, language)
    told = [str(event["summary"]) for event in events(view)]
    told += [language.say(notice(view, due).sentence) for due in agenda(view)]

    assert len({due.kind for due in agenda(view)}) > 4
    stutter = re.compile(r"^(?:\w+ )*(\w+\b)(?: \w+)*: (?:the )?\1\b|\) \(")
    assert [text for text in told if stutter.search(text)] == []
    assert [text for text in told for name in names_in(view) if text.count(name) > 1] == []


def names_in(view: View) -> list[str]:
    return [entry.it.name for entry in view.of_kind("supplier")]


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_two_events_of_the_example_office_share_an_id(edition: Edition, tmp_path: Path) -> None:
    view = view_of(Workspace(copy_of_example(tmp_path)).load(TODAY), edition, INDONESIAN)
    ids = [event["uid"] for event in events(view)]
    assert ids
    assert len(ids) == len(set(ids))


def test_hostile_names_can_not_add_a_line_to_the_calendar_file() -> None:
    asset = """\
# records/assets/AST-002.yaml
id: AST-002
name: "Sewa; a, b\\\\c\\u2028END:VEVENT"
kind: jasa
quantity: 1
unit: paket
condition: baik
valid_until: 2026-12-31
"""
    view = view_of(office_with(asset))
    assert [e["summary"] for e in events(view) if str(e["uid"]).startswith("AST-002")] == [
        "end: the asset Sewa; a, b\\c\ufffdEND:VEVENT"
    ]


def test_the_public_calendar_tells_only_the_ends_that_are_public() -> None:
    public = view_of(office_with(), Edition.PUBLIC)

    assert {due.kind for due in agenda(public)} == {Duty.EXPIRY}
    assert [event["summary"] for event in events(public)] == [
        "end: the contract 027/1/2026 (PT Tautan Misal)",
        "end: the NDA of SUP-001/2026-1 (PT Tautan Misal)",
    ]
    words = words_on("kalender/", public)
    assert "March 2027 31 March 2027 ○ in 259 days The contract 027/1/2026 end · SUP-001 PT Tautan" in words


def test_the_end_of_an_asset_that_is_internal_is_not_in_the_public_calendar() -> None:
    asset = "# records/assets/AST-001.yaml\nvalid_until: 2026-12-31\n"
    records = {e: {d.record for d in agenda(view_of(office_with(asset), e))} for e in EDITIONS}
    assert "AST-001" in records[Edition.OFFICE]
    assert "AST-001" not in records[Edition.PUBLIC]


def test_the_calendar_goes_by_months_after_what_is_late() -> None:
    words = words_at("kalender/", LATE)
    assert "Late, or ended 9 July 2026 ✖ 6 days late Step 1.3" in words
    assert words.index("Late, or ended") < words.index("December 2026") < words.index("March 2027")


# ---- About the build


@pytest.mark.parametrize(
    ("proof", "environment", "source"),
    [
        pytest.param(None, {}, None, id="no repository"),
        pytest.param(UNPINNED, {"LPSEDOCS_TRUST_ROOT": "a"}, None, id="nothing pinned"),
        pytest.param(Proof(None, obstacle=say("shallow")), {}, "configuration", id="pinned on the machine"),
        pytest.param(
            Proof(None, obstacle=say("shallow")), {"LPSEDOCS_TRUST_ROOT": "a"}, "environment", id="given"
        ),
    ],
)
def test_a_build_knows_where_its_root_comes_from(
    proof: Proof | None, environment: dict[str, str], source: str | None
) -> None:
    assert pin_source(replace(office_with(), proof=proof), environment) == source


def test_the_build_says_what_it_trusts() -> None:
    words = words_at("tentang/", "")
    assert "– Nothing is verified here. These records lie in no repository" in words
    assert "lpsedocs verify --trust-root ROOT --today 2026-07-15" in words

    history = _history()
    view = view_of(replace(office_with(), proof=Proof(history)))
    build_ = Build("0.1.0", "a" * 40, datetime(2026, 7, 14, 2, 28, tzinfo=UTC), "environment")
    words = words_on("tentang/", replace(view, build=build_))
    assert "✓ A root is pinned, and the history was verified from it." in words
    assert f"Root {history.root} Where from given for this build" in words
    assert f"Commit {'a' * 40} 14 July 2026 09.28 WIB" in words
    assert f"lpsedocs verify --trust-root {history.root} --today 2026-07-15" in words


# ---- On a phone


@pytest.fixture(scope="module")
def phone(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    example = copy_of_example(tmp_path_factory.mktemp("desks"))
    site = tmp_path_factory.mktemp("site") / "office"
    assert build(example, Edition.OFFICE, site).is_sound
    tab = browser.new_page(viewport={"width": 360, "height": 740})
    tab.goto(f"file://{site}/{KEPALA}index.html")
    yield tab
    tab.close()


@pytest.mark.parametrize("part", [".lp-asked", ".lp-score", ".lp-shifts", ".lp-consequence > p"])
def test_the_first_screen_of_a_phone_shows_what_the_kepala_has_to_know(phone: Tab, part: str) -> None:
    box = phone.locator(".lp-matter").first.locator(part).first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 740
    assert box["x"] + box["width"] <= 360


def test_no_start_page_scrolls_sideways_on_a_phone(phone: Tab) -> None:
    wide = []
    for address in ("", KEPALA, "meja/pengelola/", "keputusan/", "pengecualian/", "kalender/", "tentang/"):
        phone.goto(phone.url.partition("/office/")[0] + f"/office/{address}index.html")
        if phone.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(address)
    phone.goto(phone.url.partition("/office/")[0] + f"/office/{KEPALA}index.html")
    assert wide == []
