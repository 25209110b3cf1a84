import pytest

from tests.office import told

KEB = "records/requirements/2026/KEB-2026-001.yaml"


def test_a_skipped_step_is_reported_where_the_next_one_was_written() -> None:
    text = """\
# records/requirements/2026/KEB-2026-001.yaml
submitted: null
availability: {by: budi, date: 2026-02-03, result: tidak_tersedia}
"""

    assert told("W101", text) == [
        f"{KEB}:2:15: error: step 1.3 (Find out whether the office has it already) was recorded, "
        "but step 1.2 (Hand the requirement to the Pengelola) is missing"
    ]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            """\
# records/kak/2026/KAK-2026-001.yaml
sent: []
""",
            [
                "records/decisions/KAK-2026-001/1.yaml:5:11: error: step 1.6 (Check the KAK and mend it) was "
                "recorded, but step 1.5 (Send the KAK to the Pengguna) is missing"
            ],
            id="1.6 before 1.5",
        ),
        pytest.param(
            """\
# records/proposals/2026/USL-2026-001.yaml
result: null
""",
            [
                "records/proposals/2026/USL-2026-001.yaml:8:13: error: step 2.2 (Look the supplier up in "
                "the list) "
                "was recorded, but step 2.1 (Learn who the supplier is) is missing",
            ],
            id="2.2 before 2.1",
        ),
        pytest.param(
            """\
# records/evaluations/2026/EVL-2026-001.yaml
submissions: []
""",
            [
                "records/decisions/EVL-2026-001/1.yaml:5:11: error: step 3.4 (Approve the result, or ask "
                "for a new "
                "evaluation) was recorded, but step 3.2 (Evaluate the supplier and hand in the result) is "
                "missing"
            ],
            id="3.4 before 3.2",
        ),
        pytest.param(
            """\
# records/decisions/EVL-2026-001/1.yaml
REMOVED
""",
            [
                "records/filings/EVL-2026-001.yaml:3:8: error: step 3.5 (Document the result, and begin a "
                "procurement "
                "if it calls for one) was recorded, but step 3.4 (Approve the result, or ask for a new "
                "evaluation) "
                "is missing"
            ],
            id="3.5 before 3.4",
        ),
    ],
)
def test_each_procedure_is_looked_at(text: str, findings: list[str]) -> None:
    assert told("W101", text) == findings


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing missing"),
        pytest.param(
            """\
# records/requirements/2026/KEB-2026-001.yaml
budget: null
""",
            id="a KAK without a budget, which W141 tells",
        ),
        pytest.param(
            """\
# records/decisions/KAK-2026-001/1.yaml
REMOVED
""",
            id="a proposal without an accepted KAK, which W151 tells",
        ),
        pytest.param(
            """\
# records/proposals/2026/USL-2026-001.yaml
result: null
list_check: null
""",
            id="an engagement without a result, which W203 tells",
        ),
    ],
)
def test_steps_in_order_and_what_other_rules_tell_pass(text: str) -> None:
    assert told("W101", text) == []
