"""Hostile texts in every text field of every kind: they neither run, nor load, nor break a page."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from lpsedocs.site.editions import Edition
from lpsedocs.workspace import Workspace
from tests.browser import Visitor, served, visiting
from tests.filled import fill
from tests.showcase import kinds_of_page, made_once
from tests.sites import TODAY, build

MARKUP = (
    '<script>ran()</script><img src="https://evil.example/a.png" onerror=ran()><svg onload=ran()>'
    "\"'><a href=\"javascript:ran()\" onclick='ran()'>a</a></div></article></main></body>"
    "</title></textarea></style><iframe srcdoc='<script>ran()</script>'><base href=https://evil.example/>"
    "<!-- <![CDATA[ &lt;script&gt;ran()&lt;/script&gt; &amp;lt;img src=x onerror=ran()&amp;gt; "
    "{{7*7}} {% raise %} {# a #} ${7*7} __proto__ \\u003cscript\\u003e %3Cscript%3E"
)
MARKDOWN = (
    "[a](javascript:ran()) ![b](https://evil.example/b.png) <javascript:ran()> [c][d]\n\n"
    "[d]: data:text/html,<script>ran()</script>\n\n| a | b |\n|---|---|\n"
    f"| {MARKUP} | ![e](//evil.example/e.png) |\n\n# Judul\n\n```\n{MARKUP}\n\n"
    "> kutipan\n\n1. satu\n   - dua\n"
)
LONG = "M" * 10_000
RIGHT_TO_LEFT = "مرحبا בעולם שלום " * 20
ALONE = (MARKUP, MARKDOWN, LONG, RIGHT_TO_LEFT)
TOGETHER = (f"{MARKUP}\n\n{MARKDOWN}", f"{LONG[:4_500]} {RIGHT_TO_LEFT}")
"""Two and two: the Markdown last, as it ends in code; of the long word what lets records not be too large."""
TEXTS = ALONE if settings().max_examples > 1_000 else TOGETHER
"""In ``make thorough`` each by itself."""

_LANDMARKS = """() => [...document.querySelectorAll(
    "header, main, article, footer, h1, .lp, .lp-foot, .md-sidebar, script[src]")].map((e) => {
  let depth = 0;
  for (let above = e; above; above = above.parentElement) depth += 1;
  return `${depth} ${e.localName}`;
})"""
_WIDTH = "document.documentElement.scrollWidth"
_TOO_WIDE = """() => [...document.querySelectorAll("main *")]
  .filter((e) => e.getBoundingClientRect().right > 361 && !e.closest(".lp-table"))
  .slice(0, 3).map((e) => e.outerHTML.slice(0, 120))"""


def text_at(number: int, turn: int) -> str:
    """Return a text for a field; in as many turns as there are texts each field gets each of them."""
    return TEXTS[(number + turn) % len(TEXTS)]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A harmless site, and one for each turn."""

    def make(folder: Path) -> None:
        fill(folder / "harmless", lambda number: f"Teks {number}")
        for turn in range(len(TEXTS)):
            fill(folder / f"turn-{turn}", lambda number, turn=turn: text_at(number, turn))
        for workspace in sorted(folder.iterdir()):
            entries = Workspace(workspace).load(TODAY).entries
            assert [(str(e.path), e.misfits) for e in entries if e.record is None] == []
            build(workspace, Edition.OFFICE, folder / "sites" / workspace.name)

    return made_once(tmp_path_factory, "hostile", make) / "sites"


@pytest.fixture(scope="session", params=range(len(TEXTS)))
def hostile(request: pytest.FixtureRequest, sites: Path) -> Path:
    return sites / f"turn-{request.param}"


MARKDOWN_TAGS = {"p", "br", "hr", "a", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li"}
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
HEADINGS = {"h4", "h5", "h6"}
"""Of fields whose text is long here, and short on the harmless site."""


def test_hostile_texts_make_no_tags_and_no_attributes(hostile: Path, sites: Path) -> None:
    known = {tag for path in (sites / "harmless").rglob("*.html") for tag, _ in _markup_of(path)}
    for path in hostile.rglob("*.html"):
        page, found = path.relative_to(hostile).as_posix(), _markup_of(path)
        assert {tag for tag, _ in found} <= known | MARKDOWN_TAGS | TABLE_TAGS | HEADINGS, page
        assert [(tag, name) for tag, name in found if name.startswith("on") or name == "srcdoc"] == [], page
        assert "javascript:" not in " ".join(found.values()), page
        assert [url for (tag, name), url in found.items() if name == "src" and "evil" in url] == [], page


def _markup_of(path: Path) -> Mapping[tuple[str, str], str]:
    """Return the values of each attribute of each tag."""
    reader = _Markup()
    reader.feed(path.read_text("utf-8"))
    reader.close()
    return reader.found


class _Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[tuple[str, str], str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.setdefault((tag, ""), "")
        for name, value in attrs:
            if name in ("href", "src", "srcdoc", "style", "action") or name.startswith("on"):
                self.found[tag, name] = f"{self.found.get((tag, name), '')} {(value or '').strip().lower()}"


@pytest.fixture(scope="session")
def landmarks(browser: Browser, sites: Path) -> Iterator[Callable[[str], list[str]]]:
    """What a page has on the harmless site; each is looked at once."""
    with served(sites / "harmless") as url, visiting(browser, url, width=360) as visitor:

        @cache
        def due(page: str) -> list[str]:
            visitor.goes_to(page)
            found: list[str] = visitor.page.evaluate(_LANDMARKS)
            return found

        yield due


def test_hostile_texts_neither_run_nor_load_nor_break_a_page(
    browser: Browser, hostile: Path, landmarks: Callable[[str], list[str]]
) -> None:
    with served(hostile) as url, visiting(browser, url, width=360) as visitor:
        visitor.page.add_init_script("window.ran = () => console.error('a text ran')")
        for kind, page in kinds_of_page(hostile).items():
            visitor.goes_to(page)
            assert visitor.page.evaluate(_LANDMARKS) == landmarks(page), kind
            assert visitor.page.evaluate(_WIDTH) <= 360, (kind, visitor.page.evaluate(_TOO_WIDE))
        _search(visitor)
        assert visitor.troubles == []
        assert visitor.outside == []


def _search(visitor: Visitor) -> None:
    """Let the theme show what is found as HTML."""
    page = visitor.page
    visitor.goes_to("index.html")
    page.keyboard.press("/")
    for query in ("script", "SUP-001", "MMMM"):
        page.locator(".md-search__input").fill(query)
        page.keyboard.press("End")
        page.wait_for_timeout(150)
