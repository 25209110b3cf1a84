from dataclasses import replace
from datetime import UTC, datetime

from lpsedocs.checker import check
from lpsedocs.history import Commit, Removal
from lpsedocs.rules import rule_with
from lpsedocs.trust.objects import object_id
from tests.office import office_with, spoken, told

ASSET = "kind: barang\nquantity: 1\nunit: unit\ncondition: baik\n"
GENSET = f"# records/assets/AST-002.yaml\nid: AST-002\nname: Genset\n{ASSET}"
PROJECTOR = GENSET.replace("Genset", "Proyektor")
REQUEST = "# request by budi@contoh.example\n"


def test_an_id_that_the_base_took_meanwhile_names_both_records() -> None:
    assert told("H203", f"# base since\n{GENSET}{REQUEST}{PROJECTOR}") == [
        "records/assets/AST-002.yaml:1:5: error: AST-002 was taken on origin/main since this request began: "
        "there it "
        "is 'Genset', here 'Proyektor'; 'lpsedocs renumber AST-002 --base origin/main' gives this one the "
        "next free id"
    ]


def test_the_same_record_on_both_sides_passes() -> None:
    assert told("H203", f"# base since\n{GENSET}{REQUEST}{GENSET}") == []


def test_an_edited_record_of_the_base_passes() -> None:
    assert told("H203", f"# base\n{GENSET}{REQUEST}{PROJECTOR}") == []


def test_another_record_in_the_place_of_one_of_the_base_names_both() -> None:
    application = f"{GENSET}specification: Dikembangkan sendiri\nacquired: 2024\nin_use: 1\n"
    two = PROJECTOR.replace("quantity: 1", "quantity: 2")
    projector = f"{two}specification: Resolusi WXGA\nacquired: 2026\nin_use: 0\n"

    assert told("H203", f"# base\n{application}{REQUEST}{projector}") == [
        "records/assets/AST-002.yaml:1:5: error: AST-002 is 'Genset' on origin/main, and here 'Proyektor' "
        "stands in its place; an id never stands for two things: save this one under the next free id, then "
        "'git restore --source=origin/main -- records/assets/AST-002.yaml' brings back the other"
    ]


def test_numbers_that_most_things_have_leave_another_thing_another() -> None:
    generator = f"{GENSET}specification: Daya 50 kVA, dengan tangki harian\nin_use: 1\nacquired: 2021\n"
    projector = f"{PROJECTOR}specification: Resolusi WXGA, 3.500 lumen\nin_use: 1\nacquired: 2023\n"

    [finding] = told("H203", f"# base\n{generator}{REQUEST}{projector}")

    assert "AST-002 is 'Genset' on origin/main, and here 'Proyektor' stands in its place" in finding


def test_a_record_that_keeps_most_of_its_text_under_another_name_passes() -> None:
    text = "specification: Daya 50 kVA, dengan tangki harian\n"
    projector = PROJECTOR.replace("quantity: 1", "quantity: 2").replace("baik", "rusak_berat")

    assert told("H203", f"# base\n{GENSET}{text}{REQUEST}{projector}{text}") == []


def test_another_kind_of_thing_with_another_name_is_another() -> None:
    service = PROJECTOR.replace("kind: barang", "kind: jasa")
    assert len(told("H203", f"# base\n{GENSET}{REQUEST}{service}")) == 1


def test_a_record_that_is_only_called_otherwise_or_only_has_other_values_passes() -> None:
    more = GENSET.replace("name: Genset", "name: Genset 50 kVA (cadangan)")
    for edited in (more.replace("kind: barang", "kind: jasa"), GENSET.replace("quantity: 1", "quantity: 2")):
        assert told("H203", f"# base\n{GENSET}{REQUEST}{edited}") == []
    assert told("H203", f"# base\n{GENSET}{REQUEST}{GENSET}specification: Baru ditulis\n") == []


def given_again(version: bytes | None = None) -> list[str]:
    """Return what is told of an id that was taken away with a version; without one, with the same."""
    corpus = office_with(f"# base\n{REQUEST}{GENSET}")
    there = corpus.get("AST-002")
    assert corpus.base is not None
    assert there is not None
    commit = Commit("ab" * 20, (), "Budi", "budi@contoh.example", datetime(2026, 3, 2, tzinfo=UTC), "hapus")
    removal = Removal(commit, (object_id("blob", version or there.source.content, "sha1"),))
    corpus = replace(corpus, base=replace(corpus.base, removed={"AST-002": removal}))
    return [spoken(finding) for finding in check(corpus, [rule_with("H203")]).findings]


def test_an_id_that_was_removed_once_is_not_given_again() -> None:
    assert given_again(PROJECTOR.encode()) == [
        "records/assets/AST-002.yaml:1:5: error: AST-002 stood for another record until commit abababababab "
        "of "
        "2 March 2026 took that away, and an id is never used again; 'lpsedocs renumber AST-002 --base "
        "origin/main' "
        "gives this one the next free id"
    ]


def test_a_record_that_is_brought_back_as_it_was_passes() -> None:
    assert given_again() == []


KAK = "# records/kak/2026/KAK-2026-001.yaml\n"
EVALUATION = "# records/evaluations/2026/EVL-2026-001.yaml\n"
NEXT = f"""\
{EVALUATION}period: {{from: 2026-07-01, until: 2026-12-31}}
inspection: PRS-2026-002
evaluated: {{by: budi, date: 2027-01-04}}
scores: [{{criterion: mutu, score: 2, evidence: Log}}, {{criterion: tanggap, score: 2, evidence: Buku}}]
result: {{score: "2.00", band: cukup}}
submissions: []
"""


def test_an_evaluation_of_another_half_year_is_another_though_of_the_same_supplier() -> None:
    assert told("H203", f"# base\n{EVALUATION}submissions: []\n{REQUEST}{NEXT}") == [
        "records/evaluations/2026/EVL-2026-001.yaml:7:5: error: EVL-2026-001 is 'PT Tautan Misal, 1 April "
        "2026 to 30 June 2026' on origin/main, and here 'PT Tautan Misal, 1 July 2026 to 31 December 2026' "
        "stands in its place; an id never stands for two things: save this one under the next free id, then "
        "'git restore --source=origin/main -- records/evaluations/2026/EVL-2026-001.yaml' brings back the "
        "other"
    ]


def test_an_evaluation_of_more_days_or_of_days_that_were_mistaken_is_the_same() -> None:
    longer = NEXT.replace("from: 2026-07-01", "from: 2026-04-01")
    mistaken = f"{EVALUATION}period: {{from: 2026-07-01, until: 2026-12-31}}\n"
    for edited in (longer, mistaken):
        assert told("H203", f"# base\n{EVALUATION}submissions: []\n{REQUEST}{edited}") == []


def test_an_inspection_of_other_days_is_another() -> None:
    other = """\
# records/inspections/2026/PRS-2026-001.yaml
period: {from: 2026-07-01, until: 2026-09-30}
inspected: {by: tia, date: 2026-10-02}
suppliers: [{supplier: SUP-001, data: sesuai, documents: []}]
"""
    [finding] = told("H203", f"# base\n{REQUEST}{other}")
    assert "here '1 July 2026 to 30 September 2026' stands in its place" in finding


def test_a_kak_of_another_need_is_another_though_both_titles_begin_alike() -> None:
    kak = f"""\
{KAK}requirement: KEB-2026-002
title: Kerangka Acuan Kerja Kursi Antrean
drafted: {{by: tia, date: 2026-07-01}}
estimate: 9000000
sections: {{background: Kursi patah, purpose: Duduk, scope: Empat kursi}}
"""
    begun = f"# base\n{KAK}title: Kerangka Acuan Kerja Tautan Internet\nsent: []\n"
    assert len(told("H203", f"{begun}{REQUEST}{kak}")) == 1
    only = f"{KAK}requirement: KEB-2026-002\n"
    assert told("H203", f"{begun}{REQUEST}{only}") == []


def test_a_supplier_that_changed_its_name_and_form_is_the_same_by_its_number() -> None:
    supplier = "# records/suppliers/SUP-001.yaml\n"
    renamed = f"""\
{supplier}name: CV Sumber Daya Andal
former_names: [{{name: PT Tautan Misal, until: 2026-07-01}}]
legal_form: CV
address: Jalan Baru 2
city: Kota Lain
contacts: []
services: [jaringan]
criticality: sedang
updates: [{{by: tia, date: 2026-07-02, what: Nama baru}}]
engagements: []
"""
    assert told("H203", f"# base\n{REQUEST}{renamed}") == []
    numbers = f'{renamed}npwp: "0999999990007000"\nnib: "9999000000007"\n'
    assert len(told("H203", f"# base\n{REQUEST}{numbers}")) == 1
