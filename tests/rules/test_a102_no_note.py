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
