import pytest

from tests.office import told


@pytest.mark.parametrize(
    ("record", "word", "meaning"),
    [
        ("EVL-2026-001", "evaluasi_ulang", "to be evaluated again"),
        ("EVL-2026-001", "dicabut", "withdrawn"),
        ("KAK-2026-001", "perlu_perbaikan", "to be mended"),
    ],
)
def test_sending_back_needs_a_note(record: str, word: str, meaning: str) -> None:
    text = f"# records/decisions/{record}/1.yaml\ndecision: {word}\n"

    assert told("A102", text) == [
        f"records/decisions/{record}/1.yaml:1:11: error: {word} ({meaning}) needs a note that says why"
    ]
    assert told("A102", text + "note: Lihat laporan bulan Mei\n") == []


def test_accepting_needs_none() -> None:
    assert told("A102") == []


WITHDRAWN = """
# records/decisions/EVL-2026-001/2.yaml
repository: "0123456789abcdef0123456789abcdef"
record: EVL-2026-001
sha256: "SHA256(EVL-2026-001)"
rests_on: {FRM-2026-LPSE: "SHA256(FRM-2026-LPSE)"}
decision: dicabut
role: kepala_lpse
by: rahma
made: 2026-07-07T03:00:00Z
"""


def test_of_what_was_decided_anew_nothing_is_told() -> None:
    text = f"# records/decisions/EVL-2026-001/1.yaml\ndecision: evaluasi_ulang\n{WITHDRAWN}"

    assert told("A102", f"{text}note: Tanpa catatan\n") == []
    assert told("A102", text) == [
        "records/decisions/EVL-2026-001/2.yaml:5:11: error: dicabut (withdrawn) needs a note that says why"
    ]
