import pytest

from tests.office import told

ASSET = "id: AST-002\nname: Genset\nkind: barang\nquantity: 1\nunit: unit\ncondition: baik\n"
REQUEST = "# request by budi@contoh.example\n"


def moved(to: str, content: str = ASSET, base: str = "records/assets/AST-002.yaml") -> str:
    return f"# base\n# {base}\n{ASSET}{REQUEST}# {base}\nREMOVED\n# {to}\n{content}"


def test_another_id_is_told_at_the_new_file_even_if_more_was_changed() -> None:
    content = ASSET.replace("AST-002", "AST-020").replace("baik", "rusak")

    assert told("H202", moved("records/assets/AST-020.yaml", content)) == [
        "records/assets/AST-020.yaml:1:5: error: this is AST-002 of origin/main under another id; a record "
        "keeps the "
        "id that it has there"
    ]


def test_another_folder_is_a_warning() -> None:
    assert told("H202", moved("records/assets/lain/AST-002.yaml")) == [
        "records/assets/lain/AST-002.yaml:1:5: warning: AST-002 lies in records/assets/AST-002.yaml on "
        "origin/main"
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            moved("records/assets/AST-002.yaml", base="records/forms/AST-002.yaml"),
            id="out of a wrong folder",
        ),
        pytest.param(
            moved("records/assets/AST-002.yaml", base="records/assets/AST-2.yaml"), id="to the name of its id"
        ),
        pytest.param(
            moved("records/assets/AST-002.yaml", base="records/assets/AST-002.yml"), id="to its ending"
        ),
        pytest.param(
            moved("records/assets/AST-020.yaml", "id: AST-020\nname: Proyektor ruang rapat\nkind: jasa\n"),
            id="another record",
        ),
    ],
)
def test_what_goes_where_it_belongs_passes(text: str) -> None:
    assert told("H202", text) == []
