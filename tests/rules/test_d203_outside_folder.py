import pytest

from tests.office import told


def kak(path: str) -> str:
    return f"""\
# records/kak/2026/KAK-2026-001.yaml
attachments:
  - {{kind: survei, file: {path}, sha256: "{"1" * 64}"}}
"""


def decision(path: str) -> str:
    return f"""\
# records/decisions/KAK-2026-001/1.yaml
document: {{kind: basah, signed: 2026-02-06, file: {path}, sha256: "{"1" * 64}", entered: budi}}
"""


def filing(path: str) -> str:
    return f"""\
# records/filings/EVL-2026-001.yaml
signed_copies:
  - {{kind: tte, signer_position: Kepala LPSE, signed: 2026-07-06, file: {path}, sha256: "{"1" * 64}"}}
"""


def logo(path: str) -> str:
    return f"""\
# records/organization.yaml
letterhead: {{lines: [LPSE], address: Jalan Misal Nomor 1, city: Misal, logo: {path}}}
"""


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            kak("attachments/KEB-2026-001/a.pdf"),
            [
                "records/kak/2026/KAK-2026-001.yaml:2:26: error: "
                "attachments/KEB-2026-001/a.pdf lies outside records/attachments/KAK-2026-001"
            ],
            id="of another record",
        ),
        pytest.param(
            kak("attachments/KAK-2026-0011/a.pdf"),
            [
                "records/kak/2026/KAK-2026-001.yaml:2:26: error: "
                "attachments/KAK-2026-0011/a.pdf lies outside records/attachments/KAK-2026-001"
            ],
            id="of one whose name begins alike",
        ),
        pytest.param(
            logo("attachments/SUP-001/logo.svg"),
            [
                "records/organization.yaml:1:78: error: "
                "attachments/SUP-001/logo.svg lies outside records/attachments/organization"
            ],
            id="the logo",
        ),
        pytest.param(kak("attachments/KAK-2026-001/lampiran/a.pdf"), [], id="deep in its own"),
        pytest.param(decision("attachments/KAK-2026-001/a.pdf"), [], id="a decision's, of its record"),
        pytest.param(filing("attachments/EVL-2026-001/a.pdf"), [], id="a filing's, of its record"),
        pytest.param(logo("attachments/organization/logo.svg"), [], id="the office's own"),
    ],
)
def test_a_record_keeps_its_files_together(text: str, findings: list[str]) -> None:
    assert told("D203", text) == findings
