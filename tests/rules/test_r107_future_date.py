from datetime import date

import pytest

from tests.office import told


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            "# records/requirements/2026/KEB-2026-001.yaml\ncreated: 2026-07-16\n",
            [
                (
                    "records/requirements/2026/KEB-2026-001.yaml:1:10: error: "
                    "Created (created) is dated 16 July 2026, but today is 15 July 2026"
                ),
            ],
            id="a requirement written tomorrow",
        ),
        pytest.param(
            "# records/decisions/EVL-2026-001/1.yaml\ndate: 2027-07-06\n",
            [
                (
                    "records/decisions/EVL-2026-001/1.yaml:1:7: error: "
                    "Date (date) is dated 6 July 2027, but today is 15 July 2026"
                ),
            ],
            id="a decision next year",
        ),
        pytest.param(
            "# records/filings/EVL-2026-001.yaml\nfiled: {by: tia, date: 2026-08-01}\n"
            "signed_copies: [{kind: basah, signer_position: Kepala, signed: 2026-08-02, archive: Map 1, "
            'sha256: "1111111111111111111111111111111111111111111111111111111111111111"}]\n',
            [
                (
                    "records/filings/EVL-2026-001.yaml:1:24: error: "
                    "Filed (filed.date) is dated 1 August 2026, but today is 15 July 2026"
                ),
                (
                    "records/filings/EVL-2026-001.yaml:2:64: error: "
                    "Signed (signed_copies.1.signed) is dated 2 August 2026, but today is 15 July 2026"
                ),
            ],
            id="a filing with a signature to come",
        ),
        pytest.param(
            "# records/suppliers/SUP-001.yaml\nupdates: [{by: budi, date: 2026-07-15, what: Alamat}, "
            "{by: budi, date: 2026-07-16, what: Nomor}]\n",
            [
                (
                    "records/suppliers/SUP-001.yaml:1:72: error: "
                    "Updates (updates.2.date) is dated 16 July 2026, but today is 15 July 2026"
                ),
            ],
            id="the second of two updates",
        ),
    ],
)
def test_what_happened_after_today_is_told(text: str, findings: list[str]) -> None:
    assert told("R107", text) == findings


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            (
                "# records/requirements/2026/KEB-2026-001.yaml\nneeded_from: 2030-01-01\n"
                "needed_until: 2031-01-01\n"
            ),
            id="a need",
        ),
        pytest.param(
            "# records/suppliers/SUP-001.yaml\nended: {by: budi, date: 2026-12-31, reason: Habis}\n",
            id="an end that is known ahead",
        ),
        pytest.param(
            "# records/roster.yaml\nroles: [{role: kepala_lpse, person: rahma, from: 2026-09-01}]\n",
            id="a role to come",
        ),
    ],
)
def test_what_is_planned_may_lie_ahead(text: str) -> None:
    assert told("R107", text) == []


def test_today_is_not_after_today() -> None:
    assert told("R107", today=date(2026, 7, 7)) == []
    assert told("R107", today=date(2026, 7, 6)) == [
        (
            "records/filings/EVL-2026-001.yaml:3:24: error: "
            "Filed (filed.date) is dated 7 July 2026, but today is 6 July 2026"
        ),
    ]
