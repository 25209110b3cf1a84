from tests.office import told

BOTH = """\
# records/requirements/2026/KEB-2026-001.yaml
recommendation: {by: budi, date: 2026-02-03, use_existing: [AST-001]}
"""


def test_both_ends_are_told_at_the_recommendation() -> None:
    assert told("W153", BOTH) == [
        "records/requirements/2026/KEB-2026-001.yaml:1:17: error: "
        "there is a recommendation to use what exists, and also a proposal to buy: USL-2026-001"
    ]


def test_one_end_passes() -> None:
    assert told("W153") == []
    assert told("W153", BOTH + "# records/proposals/2026/USL-2026-001.yaml\nREMOVED\n") == []
