"""The documents of the repository: what they link to and show is there."""

import importlib
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])

_LITERAL = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^)]*)?\)")
_DEFINED = re.compile(r"^ {0,3}\[[^\]]+\]:\s+<?([^\s>]+)", re.MULTILINE)
_HTML = re.compile(r"<(?:a|img)\b[^>]*?\b(?:href|src)=[\"']([^\"']+)[\"']")


def links_in(text: str) -> list[str]:
    prose = _LITERAL.sub("", text)
    return [link for pattern in (_INLINE, _DEFINED, _HTML) for link in pattern.findall(prose)]


def test_links_of_every_way_to_write_them_are_found() -> None:
    text = """\
[satu](a.md) ![dua](b.png "judul") [tiga](<c.md#bagian>) <img src="d.png"> [empat][4]

```text
[bukan](x.md)
```

`[bukan](y.md)`

[4]: e.md
"""
    assert links_in(text) == ["a.md", "b.png", "c.md#bagian", "e.md", "d.png"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_and_images_lead_to_a_file(document: Path) -> None:
    broken = [
        link
        for link in links_in(document.read_text("utf-8"))
        if not (parts := urlsplit(link)).scheme
        and not parts.netloc
        and parts.path
        and not (document.parent / unquote(parts.path)).exists()
    ]
    assert broken == []


def test_the_measurements_that_are_told_can_be_run() -> None:
    told = set(re.findall(r"python -m (benchmarks\.\w+)", (ROOT / "docs/performance.md").read_text("utf-8")))

    assert told == {f"benchmarks.{path.stem}" for path in (ROOT / "benchmarks").glob("*.py")}
    for module in told:
        assert importlib.import_module(module).__doc__
