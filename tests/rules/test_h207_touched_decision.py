from tests.office import told

REQUEST = "# request by budi@contoh.example\n"
FILE = "records/decisions/EVL-2026-001/1.yaml"


def test_an_edited_decision_is_told_with_the_command_that_brings_it_back() -> None:
    assert told("H207", f"# base\n{REQUEST}# {FILE}\nnote: Lain\n") == [
        f"{FILE}:1:1: error: this decision is on origin/main, and this request edits it; 'git restore "
        f"--source=origin/main -- {FILE}' brings it back"
    ]


def test_a_removed_decision_is_told_where_it_was() -> None:
    assert told("H207", f"# base\n{REQUEST}# {FILE}\nREMOVED\n") == [
        f"{FILE}:1:1: error: this decision is on origin/main, and this request removes it; 'git restore "
        f"--source=origin/main -- {FILE}' brings it back"
    ]


def test_a_new_decision_and_one_that_the_base_edited_as_well_pass() -> None:
    edited = f"# {FILE}\nnote: Lain\n"

    assert told("H207", f"# base\n# {FILE}\nREMOVED\n{REQUEST}{edited}") == []
    assert told("H207", f"# base\n# base since\n{edited}{REQUEST}{edited}") == []
