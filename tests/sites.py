"""Pages of a corpus, sites of a workspace, and records with other texts in them."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from lpsedocs.checker import check
from lpsedocs.corpus import Corpus, Entry, build_corpus
from lpsedocs.language import ENGLISH, INDONESIAN, Language
from lpsedocs.models.fields import Audience, Pattern, Text
from lpsedocs.models.shapes import Choice, Fields, Items, Leaf, Shape, Table, slot_at_or_none
from lpsedocs.models.walking import Passage, walk_texts
from lpsedocs.rules import all_rules
from lpsedocs.site.addresses import Links
from lpsedocs.site.building import Built, Order, build_site
from lpsedocs.site.editions import Edition
from lpsedocs.site.pages import Page, all_pages
from lpsedocs.site.templates import templates_of
from lpsedocs.site.view import Build, View
from lpsedocs.source import parse_source
from lpsedocs.workspace import Workspace

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 7, 15)
EDITIONS = tuple(Edition)


def view_of(corpus: Corpus, edition: Edition = Edition.OFFICE, language: Language = ENGLISH) -> View:
    return View(
        corpus, check(corpus, all_rules()), edition, language, Links(""), Build("0.1.0", "71ae03" * 6)
    )


def page_at(view: View, address: str) -> Page:
    return next(page for page in all_pages(view) if page.address == address)


def html_of(view: View) -> dict[str, str]:
    templates = templates_of(None)
    return {page.address: page.html(view, templates) for page in all_pages(view)}


def words_of(html: str) -> str:
    """Return what a person reads, on one line."""
    reader = _Words()
    reader.feed(html)
    return " ".join("".join(reader.words).split())


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.skips = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words.append(" ")
        self.skips += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.words.append(" ")
        self.skips -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.skips:
            self.words.append(data)


# ---- Whole sites


def build(workspace: Path, edition: Edition, output: Path, language: Language = INDONESIAN) -> Built:
    return build_site(Order(Workspace(workspace), edition, language, TODAY), output)


def copy_of_example(target: Path) -> Path:
    """Copy the example office to where a test may change it."""
    for name in ("records", "docs"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


@dataclass(frozen=True)
class Tag:
    """A start tag of a page, and the text right after it."""

    page: str
    name: str
    attributes: dict[str, str]
    text: str


def tags_of(folder: Path) -> Iterator[Tag]:
    """Yield every start tag of every page."""
    for path in sorted(folder.rglob("*.html")):
        reader = _Tags(path.relative_to(folder).as_posix())
        reader.feed(path.read_text("utf-8"))
        reader.close()
        yield from reader.found


class _Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Tag(self.page, tag, {name: value or "" for name, value in attrs}, ""))

    def handle_data(self, data: str) -> None:
        if self.found and not self.found[-1].text:
            last = self.found[-1]
            self.found[-1] = Tag(last.page, last.name, last.attributes, data)


def contents_of(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


# ---- Records with other texts


@dataclass(frozen=True)
class Written:
    """A text that somebody wrote into a record, as opposed to an id, a number or a word of a list."""

    record: str
    passage: Passage

    @property
    def is_public(self) -> bool:
        return self.passage.audience is Audience.PUBLIC


def written_in(entry: Entry[Any]) -> Iterator[Written]:
    for passage in walk_texts(entry.it):
        if _is_free(entry, passage):
            yield Written(entry.name, passage)


def _is_free(entry: Entry[Any], passage: Passage) -> bool:
    slot = slot_at_or_none(type(entry.it), passage.route)
    leaf = _leaf(slot.shape) if slot else None
    return leaf is not None and leaf.due == _TEXT.due


def _leaf(shape: Shape) -> Leaf | None:
    match shape:
        case Leaf():
            return shape
        case Items(item=inner) | Table(value=inner):
            return _leaf(inner)
        case Choice(by_tag=options):
            return next((_leaf(option) for _, option in options if not isinstance(option, Fields)), None)
    return None


_TEXT: Pattern = next(mark for mark in Text.__metadata__ if isinstance(mark, Pattern))  # type: ignore[attr-defined]


def rewritten(entry: Entry[Any], change: Callable[[Written], str]) -> bytes:
    """Return a record's file with each text that somebody wrote changed."""
    data = json.loads(json.dumps(entry.source.data, default=str))
    for written in written_in(entry):
        inner = data
        *way, last = written.passage.route
        for step in way:
            inner = inner[step]
        inner[last] = change(written)
    # JSON is YAML too.
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def rewritten_corpus(corpus: Corpus, change: Callable[[Written], str]) -> Corpus:
    sources = [parse_source(e.path, rewritten(e, change)) for e in corpus.entries if e.record is not None]
    return build_corpus(sources, corpus.files.values(), corpus.today)
