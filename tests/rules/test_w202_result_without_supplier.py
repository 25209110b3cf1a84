from datetime import date

import pytest

from tests.office import told

UNLISTED = """\
# records/suppliers/SUP-001.yaml
REMOVED
"""
LONGER = """\
# records/organization.yaml
review: {step_limit_working_days: {"2.4": 15}}
"""
NO_CHECK = "list_check: null\n"
CLOSED = """\
# records/filings/USL-2026-001.yaml
record: USL-2026-001
sha256: "SHA256(USL-2026-001)"
filed: {by: budi, date: 2026-03-20}
reason: duplikat
"""


RESULT = """\
# records/proposals/2026/USL-2026-001.yaml
result:
  by: budi
  date: 2026-03-09
  outcome: berkontrak
  informed_by: Surat pesanan 1/2026
  supplier_name: PT Tautan Misal
  npwp: "0999999990001000"
"""


def finding(due: str) -> str:
    return (
        "records/proposals/2026/USL-2026-001.yaml:6:18: error: no supplier on the list has an engagement "
        "of this "
        f"proposal; that of PT Tautan Misal was due by {due}"
    )


@pytest.mark.parametrize(
    ("text", "today", "findings"),
    [
        pytest.param(UNLISTED, date(2026, 3, 23), [], id="on the tenth working day"),
        pytest.param(UNLISTED, date(2026, 3, 24), [finding("23 March 2026")], id="after it"),
        pytest.param(UNLISTED + LONGER, date(2026, 3, 30), [], id="the office gives longer"),
        pytest.param(UNLISTED + LONGER, date(2026, 3, 31), [finding("30 March 2026")], id="but not for ever"),
        pytest.param(
            NO_CHECK + UNLISTED, date(2026, 3, 24), [finding("23 March 2026")], id="not even looked up"
        ),
        pytest.param(UNLISTED + CLOSED, date(2026, 7, 15), [], id="closed"),
        pytest.param("", date(2026, 7, 15), [], id="listed"),
    ],
)
def test_whoever_won_comes_on_the_list(text: str, today: date, findings: list[str]) -> None:
    assert told("W202", RESULT + text, today) == findings
