from datetime import date

import pytest

from tests.office import told

PRS = "records/inspections/2026/PRS-2026-001.yaml"
EVL = "records/evaluations/2026/EVL-2026-001.yaml"
ACTION = f"# {EVL}\nactions:\n  - {{what: Menyerahkan NDA., by: PT Tautan Misal, due: 2026-07-14}}\n"
FILING = "# records/filings/EVL-2026-001.yaml\nfollow_ups: [{action: menyerahkan  NDA, closed: 2026-07-13}]\n"


def found(closed: str) -> str:
    return f"""\
# {PRS}
suppliers:
  - supplier: SUP-001
    data: sesuai
    findings:
      - what: NDA belum ada
        follow_up: |
          Penyedia menyerahkan NDA teknisi pengganti, dan sampai itu teknisi hanya masuk dengan
          pendamping
        due: 2026-07-14
        closed: {closed}
"""


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            found("null"),
            [
                f"{PRS}:9:14: warning: 'Penyedia menyerahkan NDA teknisi pengganti, dan sampai itu teknisi "
                "hanya masuk …' "
                "(SUP-001) was due by 14 July 2026"
            ],
            id="a finding of an inspection",
        ),
        pytest.param(found("2026-07-20"), [], id="one that is closed, if late"),
        pytest.param(
            ACTION,
            [f"{EVL}:2:56: warning: 'Menyerahkan NDA.' (SUP-001) was due by 14 July 2026"],
            id="an action of an evaluation",
        ),
        pytest.param(ACTION + FILING, [], id="one that the filing closes, in much the same words"),
        pytest.param(
            ACTION + FILING.replace("2026-07-13", "null"),
            [f"{EVL}:2:56: warning: 'Menyerahkan NDA.' (SUP-001) was due by 14 July 2026"],
            id="one that it only mentions",
        ),
        pytest.param(ACTION + "submissions: []\n", [], id="an action of a draft"),
    ],
)
def test_what_was_promised_is_done(text: str, findings: list[str]) -> None:
    assert told("W306", text) == findings


def test_it_is_in_time_on_its_day() -> None:
    assert told("W306", found("null") + ACTION, date(2026, 7, 14)) == []
