from dataclasses import replace
from datetime import UTC, datetime

from lpsedocs.checker import check
from lpsedocs.history import Commit
from lpsedocs.rules import rule_with
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


def test_another_kind_of_thing_with_another_name_is_another() -> None:
    service = PROJECTOR.replace("kind: barang", "kind: jasa")
    assert len(told("H203", f"# base\n{GENSET}{REQUEST}{service}")) == 1


def test_a_record_that_is_only_called_otherwise_or_only_has_other_values_passes() -> None:
    more = GENSET.replace("name: Genset", "name: Genset 50 kVA (cadangan)")
    for edited in (more.replace("kind: barang", "kind: jasa"), GENSET.replace("quantity: 1", "quantity: 2")):
        assert told("H203", f"# base\n{GENSET}{REQUEST}{edited}") == []
    assert told("H203", f"# base\n{GENSET}{REQUEST}{GENSET}specification: Baru ditulis\n") == []


def test_an_id_that_was_removed_once_is_not_given_again() -> None:
    corpus = office_with(f"# base\n{REQUEST}{GENSET}")
    removal = Commit("ab" * 20, (), "Budi", "budi@contoh.example", datetime(2026, 3, 2, tzinfo=UTC), "hapus")
    assert corpus.base is not None
    corpus = replace(corpus, base=replace(corpus.base, removed={"AST-002": removal}))

    assert [spoken(finding) for finding in check(corpus, [rule_with("H203")]).findings] == [
        "records/assets/AST-002.yaml:1:5: error: AST-002 stood for another record until commit abababababab "
        "of "
        "2 March 2026 took that away, and an id is never used again; 'lpsedocs renumber AST-002 --base "
        "origin/main' "
        "gives this one the next free id"
    ]
