from tests.office import told
from tests.raw import told_of_bytes


def test_each_place_that_does_not_fit_is_told_at_its_key_or_value() -> None:
    text = """\
# records/assets/AST-002.yaml
id: AST-002
nama: Server
kind: barang
quantity: dua
unit: unit
condition: baik
"""
    assert told("R101", text) == [
        "records/assets/AST-002.yaml:2:1: error: there is no key 'nama'; did you mean Name (name)?",
        (
            "records/assets/AST-002.yaml:4:11: error: "
            "Quantity (quantity): a whole number was due, there is the text 'dua'"
        ),
    ]


def test_a_missing_key_is_told_at_the_mapping_that_lacks_it() -> None:
    text = """\
# records/assets/AST-002.yaml
id: AST-002
name: Server
kind: barang
quantity: 2
unit: unit
"""
    assert told("R101", text) == [
        "records/assets/AST-002.yaml:1:1: error: Condition (condition) is missing",
    ]


def test_in_the_wrong_folder_nothing_else_is_told() -> None:
    assert told_of_bytes("R101", b"id: SUP-002\nname: CV Misal\n", "records/assets/SUP-002.yaml") == []


def test_what_cannot_be_read_is_not_judged() -> None:
    assert told_of_bytes("R101", b"id: [\n") == []


def test_a_key_that_a_hidden_character_spoils_is_not_missing_as_well() -> None:
    content = b"id: AST-002\nname\x00: Server\nkind: barang\nquantity: 2\nunit: unit\ncondition: baik\n"

    assert not [line for line in told_of_bytes("R101", content) if "is missing" in line]


def test_a_key_that_stands_twice_hides_no_missing_one() -> None:
    content = b"id: AST-002\nname: Server\nname: Meja\nkind: barang\nquantity: 2\nunit: unit\n"

    assert told_of_bytes("R101", content) == [
        "records/assets/AST-002.yaml:1:1: error: Condition (condition) is missing",
    ]
