import hashlib

import pytest

from tests.office import told

KAK = "records/kak/2026/KAK-2026-001.yaml"


def cited(digest: str, content: str = "Survei") -> str:
    return f"""\
# {KAK}
attachments:
  - {{kind: survei, file: attachments/KAK-2026-001/survei.pdf, sha256: "{digest}"}}
# records/attachments/KAK-2026-001/survei.pdf
FILE({content})
"""


POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'2' * 64}\nsize 123\n"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            cited("1" * 64, "kosong"),
            [
                f"{KAK}:2:71: error: records/attachments/KAK-2026-001/survei.pdf has another SHA-256: "
                + hashlib.sha256(b"kosong").hexdigest()
            ],
            id="another file",
        ),
        pytest.param(cited("SHA256(survei.pdf)"), [], id="the one cited"),
        pytest.param(cited("1" * 64, POINTER), [], id="a git-LFS pointer, which D206 judges"),
        pytest.param(cited("1" * 64).partition("# records/att")[0], [], id="no file, which D201 tells"),
    ],
)
def test_a_file_is_the_one_that_was_cited(text: str, findings: list[str]) -> None:
    assert told("D202", text) == findings
