import pytest

from tests.office import told

EVL = "records/evaluations/2026/EVL-2026-001.yaml"
ATTACHED = """\
attachments:
  - {kind: laporan, file: attachments/EVL-2026-001/grafik.pdf, sha256: "SHA256(FRM-2026-LPSE)"}
"""


def evidence(written: str) -> str:
    return f"# {EVL}\nscores:\n  - {{criterion: mutu, score: 3, evidence: {written}}}\n"


FILE = "{text: Grafik, attachment: attachments/EVL-2026-001/grafik.pdf}"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            evidence(FILE),
            [
                f"{EVL}:2:70: error: attachments/EVL-2026-001/grafik.pdf "
                "is not among the attachments of EVL-2026-001"
            ],
            id="not attached",
        ),
        pytest.param(evidence(FILE) + ATTACHED, [], id="attached"),
        pytest.param(evidence("Buku tiket"), [], id="words"),
    ],
)
def test_a_file_as_evidence_is_attached(text: str, findings: list[str]) -> None:
    assert told("W409", text) == findings
