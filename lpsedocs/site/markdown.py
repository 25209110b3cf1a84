"""Long texts of records as HTML in which nothing can act: Markdown without HTML or images, sanitized."""

from functools import lru_cache

import markdown
import nh3
from markupsafe import Markup

_TAGS = {
    *("p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_MOST_CHARACTERS = 200_000
_MOST_BRACKETS = 500
"""Python-Markdown looks for the end of every bracket: thousands of open ones would take it minutes."""


def is_long(text: str) -> bool:
    """Tell whether a text was written over several lines, as Markdown; what stands on one line is plain."""
    return "\n" in text


@lru_cache(maxsize=8192)
def prose(text: str) -> Markup:
    """Return a text that a person wrote into a record."""
    if len(text) > _MOST_CHARACTERS or text.count("[") > _MOST_BRACKETS:
        return Markup('<p class="lp-plain">{}</p>').format(text)
    html = _for_records().convert(text)
    # The second wall; whoever finds a hole in the first stands before it.
    return Markup(nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES))


@lru_cache(maxsize=1024)
def rule_page(text: str) -> Markup:
    """Return a page of a rule, which lpsedocs brings itself."""
    html = markdown.markdown(text, extensions=["fenced_code", "tables", "sane_lists"], output_format="html")
    return Markup(nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES))


@lru_cache(maxsize=1)
def _reader() -> markdown.Markdown:
    reader = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="html")
    # A tag is a text like any other here, and an image would be a request to another host.
    reader.preprocessors.deregister("html_block")
    for pattern in ("html", "image_link", "image_reference", "short_image_ref"):
        reader.inlinePatterns.deregister(pattern)
    # Headings belong to the page; a line of a letter may begin with a hash.
    for processor in ("hashheader", "setextheader"):
        reader.parser.blockprocessors.deregister(processor)
    return reader


def _for_records() -> markdown.Markdown:
    reader = _reader()
    reader.reset()
    return reader
