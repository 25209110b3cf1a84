import pytest

from tests.office import told

KAK = "records/kak/2026/KAK-2026-001.yaml"
CITED = f"""\
# {KAK}
attachments:
  - {{kind: survei, file: attachments/KAK-2026-001/survei.pdf, sha256: "{"1" * 64}"}}
"""
FILE = "# records/attachments/KAK-2026-001/survei.pdf\nFILE(Survei)\n"
LOGO = """\
# records/organization.yaml
letterhead:
  lines: [LPSE]
  address: Jalan Misal Nomor 1
  city: Misal
  logo: attachments/organization/logo.svg
"""


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            CITED,
            [f"{KAK}:2:26: error: there is no file records/attachments/KAK-2026-001/survei.pdf"],
            id="an attachment",
        ),
        pytest.param(
            LOGO,
            [
                "records/organization.yaml:5:9: error: there is no file "
                "records/attachments/organization/logo.svg"
            ],
            id="the logo",
        ),
        pytest.param(CITED + FILE, [], id="there"),
        pytest.param(
            LOGO + "# records/attachments/organization/logo.svg\nFILE(<svg/>)\n", [], id="a logo there"
        ),
    ],
)
def test_what_is_cited_is_there(text: str, findings: list[str]) -> None:
    assert told("D201", text) == findings
