from tests.office import told

FOREIGN = """\
# records/decisions/EVL-2026-001/1.yaml
repository: "ffffffffffffffffffffffffffffffff"
"""


def test_a_decision_of_another_repository_is_told() -> None:
    assert told("A104", FOREIGN) == [
        "records/decisions/EVL-2026-001/1.yaml:1:13: error: this decision is for the repository "
        "ffffffffffffffffffffffffffffffff; this one is 0123456789abcdef0123456789abcdef"
    ]


def test_our_own_pass_and_without_a_roster_nobody_knows() -> None:
    assert told("A104") == []
    assert told("A104", FOREIGN + "# records/roster.yaml\nREMOVED\n") == []
