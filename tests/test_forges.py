"""The pages that a forge has for a file."""

from pathlib import PurePosixPath

import pytest

from lpsedocs.site.forges import OnForge, on_forge_or_none

FILE = PurePosixPath("records/assets/AST 001.yaml")


@pytest.mark.parametrize(
    ("address", "source", "edit", "history"),
    [
        pytest.param(
            "https://github.com/o/r/edit/main/",
            "https://github.com/o/r/blob/main/",
            "https://github.com/o/r/edit/main/",
            "https://github.com/o/r/commits/main/",
            id="GitHub",
        ),
        pytest.param(
            "https://github.com/o/edit/blob/cabang/satu/",
            "https://github.com/o/edit/blob/cabang/satu/",
            "https://github.com/o/edit/edit/cabang/satu/",
            "https://github.com/o/edit/commits/cabang/satu/",
            id="a repository and a branch with odd names",
        ),
        pytest.param(
            "https://gitlab.contoh.example/a/b/r/-/edit/main/",
            "https://gitlab.contoh.example/a/b/r/-/blob/main/",
            "https://gitlab.contoh.example/a/b/r/-/edit/main/",
            "https://gitlab.contoh.example/a/b/r/-/commits/main/",
            id="GitLab with groups",
        ),
        pytest.param(
            "https://gitlab.com/o/r/edit/main/",
            "https://gitlab.com/o/r/-/blob/main/",
            "https://gitlab.com/o/r/-/edit/main/",
            "https://gitlab.com/o/r/-/commits/main/",
            id="GitLab as MkDocs still writes it",
        ),
        pytest.param(
            "https://git.contoh.example/o/r/_edit/main/",
            "https://git.contoh.example/o/r/src/branch/main/",
            "https://git.contoh.example/o/r/_edit/main/",
            "https://git.contoh.example/o/r/commits/branch/main/",
            id="Forgejo, to edit",
        ),
        pytest.param(
            "https://git.contoh.example/o/r/src/branch/main/",
            "https://git.contoh.example/o/r/src/branch/main/",
            "https://git.contoh.example/o/r/_edit/main/",
            "https://git.contoh.example/o/r/commits/branch/main/",
            id="Forgejo, to read",
        ),
    ],
)
def test_the_pages_of_a_file_follow_from_one_address(
    address: str, source: str, edit: str, history: str
) -> None:
    name = "records/assets/AST%20001.yaml"
    assert on_forge_or_none(address, FILE) == OnForge(source + name, edit + name, history + name)


@pytest.mark.parametrize(
    "address", ["https://contoh.example/berkas/", "javascript:alert(1)/o/r/edit/main/", "../records/"]
)
def test_an_address_of_no_known_form_has_no_pages(address: str) -> None:
    assert on_forge_or_none(address, FILE) is None
