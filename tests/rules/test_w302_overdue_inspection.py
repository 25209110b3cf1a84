from datetime import date

import pytest

from tests.office import told

PRS = "records/inspections/2026/PRS-2026-001.yaml"
NONE_YET = f"""\
# {PRS}
REMOVED
# records/suppliers/SUP-001.yaml
listed: {{by: budi, date: 2026-03-10}}
"""
ENDED = """\
# records/suppliers/SUP-001.yaml
ended: {by: budi, date: 2026-07-02, reason: Diganti}
"""
QUARTERLY = "# records/organization.yaml\nreview: {inspection_every_months: 3}\n"


@pytest.mark.parametrize(
    ("text", "today", "findings"),
    [
        pytest.param("", date(2026, 12, 31), [], id="on the last day"),
        pytest.param(
            "",
            date(2027, 1, 1),
            [
                f"{PRS}:2:35: warning: the next inspection (6 months after 30 June 2026) was due by 31 "
                "December 2026"
            ],
            id="after it",
        ),
        pytest.param(
            QUARTERLY,
            date(2026, 10, 1),
            [
                f"{PRS}:2:35: warning: the next inspection (3 months after 30 June 2026) was due by 30 "
                "September 2026"
            ],
            id="as often as the office says",
        ),
        pytest.param(
            NONE_YET,
            date(2026, 10, 2),
            [
                "records/suppliers/SUP-001.yaml:1:26: warning: "
                "the first inspection (6 months after 1 April 2026) was due by 1 October 2026"
            ],
            id="never since somebody served",
        ),
        pytest.param(ENDED, date(2027, 3, 1), [], id="nobody to inspect"),
    ],
)
def test_the_list_is_inspected_in_time(text: str, today: date, findings: list[str]) -> None:
    assert told("W302", text, today) == findings


def test_a_planned_inspection_does_not_count() -> None:
    text = f"# {PRS}\ninspected: null\n"

    assert len(told("W302", text, date(2026, 10, 2))) == 1
