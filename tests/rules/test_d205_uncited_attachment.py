import pytest

from tests.office import told

FILE = "# records/attachments/EVL-2026-001/grafik.pdf\nFILE(Grafik)\n"
FINDING = "records/attachments/EVL-2026-001/grafik.pdf:1:1: warning: no record cites this file"
EVL = "# records/evaluations/2026/EVL-2026-001.yaml\n"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(FILE, [FINDING], id="by nobody"),
        pytest.param(
            FILE + EVL + 'attachments: [{kind: a, file: attachments/EVL-2026-001/grafik.pdf, sha256: "1"}]\n',
            [],
            id="by a record, even one that does not fit its model",
        ),
        pytest.param(FILE + EVL + "scores: [\n", [], id="its record can't be read"),
    ],
)
def test_every_file_is_cited(text: str, findings: list[str]) -> None:
    assert told("D205", text) == findings


def test_the_logo_is_cited_by_the_letterhead() -> None:
    text = """\
# records/organization.yaml
letterhead: {lines: [LPSE], address: Jalan 1, city: Misal, logo: attachments/organization/logo.svg}
# records/attachments/organization/logo.svg
FILE(<svg/>)
"""

    assert told("D205", text) == []
