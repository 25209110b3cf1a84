from datetime import date

import pytest

from tests.office import told

DRAFT = "# records/evaluations/2026/EVL-2026-001.yaml\nsubmissions: []\n"
HIGH = "# records/suppliers/SUP-001.yaml\ncriticality: tinggi\n"
LOW = HIGH.replace("tinggi", "rendah")
UNSET = HIGH.replace("tinggi", "null")
ENDED = "# records/suppliers/SUP-001.yaml\nended: {by: budi, date: 2026-07-02, reason: Diganti}\n"


def finding(since: str, due: str) -> str:
    return (
        "records/suppliers/SUP-001.yaml:1:14: warning: the next evaluation of PT Tautan Misal "
        f"(criticality tinggi (high): 6 months after {since}) was due by {due}"
    )


@pytest.mark.parametrize(
    ("text", "today", "findings"),
    [
        pytest.param("", date(2026, 12, 31), [], id="on the last day"),
        pytest.param(
            HIGH,
            date(2027, 1, 1),
            [finding("30 June 2026", "31 December 2026")],
            id="after it",
        ),
        pytest.param(
            DRAFT + HIGH,
            date(2026, 10, 2),
            [finding("1 April 2026", "1 October 2026")],
            id="a draft does not count",
        ),
        pytest.param(
            DRAFT + LOW,
            date(2027, 2, 1),
            [],
            id="less critical, longer",
        ),
        pytest.param(
            DRAFT + UNSET,
            date(2027, 3, 31),
            [],
            id="of no criticality, as if it were low",
        ),
        pytest.param(ENDED, date(2027, 3, 1), [], id="not active any more"),
    ],
)
def test_a_supplier_is_evaluated_in_time(text: str, today: date, findings: list[str]) -> None:
    assert told("W303", text, today) == findings
