import pytest

from tests.office import told, told_by_all

REQUEST = "# request by tia@contoh.example\n"
UNFILED = "# base\n# records/filings/EVL-2026-001.yaml\nREMOVED\n"
EDITED = "# records/evaluations/2026/EVL-2026-001.yaml\nrecommendation: pembinaan\n"


def test_an_edited_approved_evaluation_is_told_once() -> None:
    told_of = [
        line
        for line in told_by_all(f"{UNFILED}{REQUEST}{EDITED}")
        # Whether whoever made it may write there is another question.
        if "EVL" in line and line[0] in "AH" and not line.startswith("H208")
    ]

    assert told_of == [
        "H204 records/evaluations/2026/EVL-2026-001.yaml:2:5: error: on origin/main rahma has said disetujui "
        "(approved) of it as it stands there, and this request edits it"
    ]


@pytest.mark.parametrize(
    ("file", "severity"),
    [
        pytest.param("forms/FRM-2026-LPSE", "error", id="a form"),
        pytest.param("requirements/2026/KEB-2026-001", "note", id="a requirement"),
    ],
)
def test_what_a_decision_rests_on_is_told_by_a107(file: str, severity: str) -> None:
    text = f"# base\n{REQUEST}# records/{file}.yaml\ntitle: Judul lain\n"

    assert told("H204", text) == []
    assert [line.split(": ")[1] for line in told("A107", text)] == [severity]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            UNFILED
            + "# records/decisions/EVL-2026-001/1.yaml\ndecision: evaluasi_ulang\nnote: Lengkapi\n"
            + REQUEST
            + EDITED,
            id="sent back",
        ),
        pytest.param(
            UNFILED
            + REQUEST
            + EDITED
            + "# records/decisions/EVL-2026-001/2.yaml\n"
            + 'repository: "0123456789abcdef0123456789abcdef"\nrecord: EVL-2026-001\n'
            + 'sha256: "SHA256(EVL-2026-001)"\n'
            + 'rests_on: {FRM-2026-LPSE: "SHA256(FRM-2026-LPSE)"}\n'
            + "decision: disetujui\nrole: kepala_lpse\nby: rahma\n"
            + "made: 2026-07-14T03:00:00Z\n",
            id="decided anew",
        ),
        pytest.param(
            '# base\n# records/decisions/EVL-2026-001/1.yaml\nsha256: "'
            + "0" * 64
            + '"\n'
            + REQUEST
            + EDITED,
            id="changed before already",
        ),
        pytest.param(
            f"# base\n{REQUEST}# records/kak/2026/KAK-2026-001.yaml\nestimate: 1\n", id="W152 tells"
        ),
    ],
)
def test_what_is_not_held_by_a_decision_may_be_edited(text: str) -> None:
    assert told("H204", text) == []
