import pytest

from tests.office import told

KAK = "records/kak/2026/KAK-2026-001.yaml"


def pointer(cited: str) -> str:
    return f"""\
# {KAK}
attachments:
  - {{kind: survei, file: attachments/KAK-2026-001/survei.pdf, sha256: "{cited}"}}
# records/attachments/KAK-2026-001/survei.pdf
FILE(version https://git-lfs.github.com/spec/v1
oid sha256:{"2" * 64}
size 123
)
"""


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            pointer("1" * 64),
            [
                f"{KAK}:2:71: error: records/attachments/KAK-2026-001/survei.pdf is a git-LFS pointer "
                f"to a file with another SHA-256: {'2' * 64}"
            ],
            id="to another file",
        ),
        pytest.param(
            pointer("SHA256(survei.pdf)"),
            [
                f"{KAK}:2:71: error: records/attachments/KAK-2026-001/survei.pdf is a git-LFS pointer "
                f"to a file with another SHA-256: {'2' * 64}"
            ],
            id="cited is the pointer itself",
        ),
        pytest.param(pointer("2" * 64), [], id="to the file cited"),
        pytest.param(pointer("1" * 64).replace("version", "versi"), [], id="no pointer, which D202 tells"),
    ],
)
def test_a_pointer_names_the_file_that_is_cited(text: str, findings: list[str]) -> None:
    assert told("D206", text) == findings
