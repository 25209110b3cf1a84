from datetime import date

import pytest

from tests.office import told

EVL = "records/evaluations/2026/EVL-2026-001.yaml"
RENEW = f"# {EVL}\nrecommendation: perpanjangan\n"
REQUIREMENT = """\
# records/requirements/2026/KEB-2026-002.yaml
id: KEB-2026-002
title: Tautan internet utama, kelanjutan
requester: agus
unit: Administrator Sistem LPSE
kind: jasa_lainnya
created: 2026-07-14
reason: Kontrak berakhir
items: [{description: Tautan internet 100 Mbps, quantity: 12, unit: bulan}]
needed_from: 2027-04-01
priority: tinggi
origin: EVL-2026-001
"""
UNDATED = "# records/decisions/EVL-2026-001/1.yaml\ndate: null\n"
SENT_BACK = "# records/decisions/EVL-2026-001/1.yaml\ndecision: evaluasi_ulang\nnote: Periksa lagi\n"
NO_LIMIT = '# records/organization.yaml\nreview: {step_limit_working_days: {"1.3": 5}}\n'


def finding(recommendation: str) -> str:
    return (
        f"{EVL}:1:17: error: a requirement with the origin EVL-2026-001 ({recommendation}, "
        "approved on 6 July 2026) was due by 20 July 2026"
    )


@pytest.mark.parametrize(
    ("text", "today", "findings"),
    [
        pytest.param(RENEW, date(2026, 7, 20), [], id="on the tenth working day"),
        pytest.param(RENEW, date(2026, 7, 21), [finding("perpanjangan (renewal)")], id="after it"),
        pytest.param(
            RENEW.replace("perpanjangan", "pergantian"),
            date(2026, 7, 21),
            [finding("pergantian (replacement)")],
            id="a replacement as well",
        ),
        pytest.param(RENEW + REQUIREMENT, date(2026, 12, 1), [], id="begun"),
        pytest.param("", date(2026, 12, 1), [], id="nothing to follow"),
        pytest.param(RENEW + SENT_BACK, date(2026, 12, 1), [], id="not approved"),
        pytest.param(RENEW + UNDATED, date(2026, 12, 1), [], id="approved on nobody knows which day"),
        pytest.param(RENEW + NO_LIMIT, date(2026, 12, 1), [], id="the office sets no limit"),
    ],
)
def test_a_renewal_begins_a_procurement(text: str, today: date, findings: list[str]) -> None:
    assert told("W304", text, today) == findings
