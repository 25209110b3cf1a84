import pytest

from tests.office import told

SUP = "records/suppliers/SUP-001.yaml"


def document(kind: str, place: str) -> str:
    return f"""\
# {SUP}
engagements:
  - id: 2026-1
    basis: diambil_alih
    number: 027/1/2026
    signed: 2026-03-09
    starts: 2026-04-01
    ends: 2027-03-31
    value: 117000000
    recorded: {{by: budi, date: 2026-03-10}}
    documents:
      - {{kind: {kind}, sha256: "{"1" * 64}", {place}}}
"""


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            document("nda", "file: attachments/SUP-001/nda.pdf"),
            [f"{SUP}:11:103: warning: the NDA is attached; it belongs in the archive, with its SHA-256 here"],
            id="an NDA",
        ),
        pytest.param(
            document("kontrak", "file: attachments/SUP-001/kontrak.pdf"),
            [
                f"{SUP}:11:107: warning: the contract is attached; "
                "it belongs in the archive, with its SHA-256 here"
            ],
            id="a contract",
        ),
        pytest.param(document("nda", "archive: Lemari 1 map 2"), [], id="in the archive"),
        pytest.param(document("bast", "file: attachments/SUP-001/bast.pdf"), [], id="another document"),
    ],
)
def test_confidential_papers_stay_in_the_archive(text: str, findings: list[str]) -> None:
    assert told("D209", text) == findings
