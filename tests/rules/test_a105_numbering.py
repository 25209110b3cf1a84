import pytest

from tests.office import told


def decision(folder: str, number: int, record: str = "EVL-2026-001") -> str:
    return f"""\
# records/decisions/{folder}/{number}.yaml
record: {record}
repository: "0123456789abcdef0123456789abcdef"
sha256: "SHA256(EVL-2026-001)"
decision: disetujui
role: kepala_lpse
by: rahma
made: 2026-07-07T03:00:00Z
"""


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            decision("EVL-2026-001", 3),
            ["records/decisions/EVL-2026-001/3.yaml:1:9: error: this is number 3, but there is no number 2"],
            id="a gap",
        ),
        pytest.param(
            decision("KAK-2026-001", 2),
            [
                "records/decisions/KAK-2026-001/2.yaml:1:9: error: "
                "this decision is on EVL-2026-001, but lies in the folder of KAK-2026-001"
            ],
            id="in the folder of another",
        ),
        pytest.param(decision("EVL-2026-001", 2), [], id="the next one"),
        pytest.param(
            decision("EVL-2026-001", 3) + "# records/decisions/EVL-2026-001/2.yaml\nrecord: rusak\n",
            [],
            id="after one that does not fit its model",
        ),
        pytest.param("", [], id="the first"),
    ],
)
def test_decisions_are_numbered_without_a_gap(text: str, findings: list[str]) -> None:
    assert told("A105", text) == findings
