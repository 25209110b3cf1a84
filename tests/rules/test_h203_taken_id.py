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
