import pytest

from tests.office import told

HEAD = "# records/organization.yaml\n"
REST = "record: SUP-001, reason: Sesuai SLA, until: 2026-12-31}\n"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            "severities: {W999: warning}\n",
            [
                "records/organization.yaml:1:14: error: there is no rule W999",
            ],
            id="a rule that there isn't, lowered",
        ),
        pytest.param(
            "severities: {R106: note, S108: warning, A101: note, T101: note}\n",
            [
                (
                    "records/organization.yaml:1:26: error: "
                    "S108 belongs to the family Reading of files, whose rules are never lowered or waived"
                ),
                (
                    "records/organization.yaml:1:41: error: "
                    "A101 belongs to the family Decisions, whose rules are never lowered or waived"
                ),
                (
                    "records/organization.yaml:1:53: error: "
                    "T101 belongs to the family Trust, whose rules are never lowered or waived"
                ),
            ],
            id="families never lowered",
        ),
        pytest.param(
            f"waivers:\n  - {{rule: D999, {REST}",
            [
                "records/organization.yaml:2:12: error: there is no rule D999",
            ],
            id="a rule that there isn't, waived",
        ),
        pytest.param(
            f"waivers:\n  - {{rule: S108, {REST}",
            [
                (
                    "records/organization.yaml:2:12: error: "
                    "S108 belongs to the family Reading of files, whose rules are never lowered or waived"
                ),
            ],
            id="a family that is never waived",
        ),
        pytest.param(
            "waivers:\n  - {rule: P103, record: SUP-999, reason: Sesuai SLA, until: 2026-12-31}\n",
            [
                "records/organization.yaml:2:26: error: there is no record SUP-999 to waive a rule for",
            ],
            id="a record that there isn't",
        ),
    ],
)
def test_an_exception_that_has_no_effect_is_told(text: str, findings: list[str]) -> None:
    assert told("R110", HEAD + text) == findings


def test_an_exception_that_may_have_an_effect_passes() -> None:
    assert told("R110", f"{HEAD}severities: {{R106: note}}\nwaivers:\n  - {{rule: P103, {REST}") == []
