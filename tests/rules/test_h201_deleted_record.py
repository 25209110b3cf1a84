import pytest

from tests.office import told

ASSET = "id: AST-002\nname: Genset\nkind: barang\nquantity: 1\nunit: unit\ncondition: baik\n"
BASE = f"# base\n# records/assets/AST-002.yaml\n{ASSET}"
REQUEST = "# request by budi@contoh.example\n"


def test_a_deleted_record_is_told_where_it_was() -> None:
    assert told("H201", f"{BASE}{REQUEST}# records/assets/AST-002.yaml\nREMOVED\n") == [
        "records/assets/AST-002.yaml:1:1: error: AST-002, 'Genset', is on origin/main, and this request "
        "deletes it; "
        "'git restore --source=origin/main -- records/assets/AST-002.yaml' brings it back"
    ]


def test_a_path_is_spelt_as_a_shell_takes_it() -> None:
    place = "records/assets/gudangé/AST-002.yaml"

    [finding] = told("H201", f"# base\n# {place}\n{ASSET}{REQUEST}# {place}\nREMOVED\n")

    assert finding.endswith(f"'git restore --source=origin/main -- '{place}'' brings it back")


def test_a_filing_is_a_record_too() -> None:
    [finding] = told("H201", f"# base\n{REQUEST}# records/filings/EVL-2026-001.yaml\nREMOVED\n")

    assert finding.startswith("records/filings/EVL-2026-001.yaml:1:1: error: filings/EVL-2026-001, ")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{BASE}{REQUEST}# records/assets/AST-002.yaml\ncondition: rusak\n", id="edited"),
        pytest.param(
            f"{BASE}# base since\n# records/assets/AST-002.yaml\nREMOVED\n{REQUEST}"
            "# records/assets/AST-002.yaml\nREMOVED\n",
            id="deleted on the base as well",
        ),
        pytest.param(
            f"{BASE}{REQUEST}# records/assets/AST-002.yaml\nREMOVED\n# "
            f"records/assets/lain/AST-002.yaml\n{ASSET}",
            id="moved",
        ),
        pytest.param(
            f"{BASE}{REQUEST}# records/assets/AST-002.yaml\nREMOVED\n"
            f"# records/assets/AST-009.yaml\n{ASSET.replace('AST-002', 'AST-009')}",
            id="given another id",
        ),
        pytest.param(f"# base\n{REQUEST}# records/decisions/EVL-2026-001/1.yaml\nREMOVED\n", id="a decision"),
        pytest.param("# records/assets/AST-001.yaml\nREMOVED\n", id="no request"),
    ],
)
def test_what_is_not_deleted_passes(text: str) -> None:
    assert told("H201", text) == []
