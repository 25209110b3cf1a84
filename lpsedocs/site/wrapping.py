"""Wraps pages in what the theme puts around them.

Around pages outside of the menu that is the same but for a few places. So it is made once for all pages that
lie equally deep in the same folder of the menu and have the same headings.
"""

import re
from collections.abc import Hashable, Iterable
from copy import copy
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig

from lpsedocs.site.html import Heading

TEMPLATE: Final = "wrapped.html"
SEARCH_MARK: Final = "data-search-"
"""How attributes begin that are for the search alone, which takes them out."""

_OURS: Final = "lpsedocs"
_SEARCH: Final = "material/search"
_READ_ELSEWHERE: Final = frozenset({"pymdownx.snippets", "pymdownx.b64"})
"""Markdown extensions that read files of which nobody here knows."""
_H1: Final = "<h1"
_BLANK: Final = re.compile(f"(?:{_H1})?\0([a-z_]+)\0")
"""Where a page differs from others; no text that anybody writes has a NUL."""


def is_known(config: MkDocsConfig) -> bool:
    """Tell whether nobody else's code may look at all pages when it makes one, or at other files."""
    return (
        set(config.plugins) == {_OURS, _SEARCH}
        and config.theme.name == "material"
        and not config.theme.custom_dir
        and config.plugins[_SEARCH].config["enabled"]
        and not (config.hooks or config.extra_templates)
        and not _READ_ELSEWHERE & set(config.markdown_extensions)
        and b"INHERIT" not in Path(config.config_file_path).read_bytes()
    )


def wraps_alike(config: MkDocsConfig) -> bool:
    """Tell whether all that the theme shows of a page is known here: it may also link to its source."""
    features = config.theme["features"]
    return is_known(config) and not any(feature.startswith("content.action") for feature in features)


class Wrapping:
    """What the theme puts around pages, with blanks where they differ."""

    def __init__(self, env: Any, linked: Iterable[str]) -> None:
        self._env = env
        self._folders = {folder for url in linked for folder in PurePosixPath(url).parents}
        """The folders of what the theme may link to: on no others depends what a relative link says."""
        self._made: dict[Hashable, tuple[str, ...]] = {}

    @pass_context
    def page(self, context: Context) -> str:
        """Return a page as the theme lays it out."""
        page = context["page"]
        content = page.content or page.html
        alike = (
            *self._place(page.url),
            _outline(page.headings),
            tuple(page.meta["hide"]),
            _H1 in content,
        )
        if alike not in self._made:
            self._made[alike] = self._around(page, content, context)
        filled: dict[str, str] = {
            "content": content,
            "title": page.meta["title"],
            "address": page.canonical_url,
        }
        literal = self._made[alike]
        return "".join(filled[part] if at % 2 else part for at, part in enumerate(literal))

    def _place(self, url: str) -> tuple[int, PurePosixPath]:
        folders = PurePosixPath(f"{url}.").parents
        return len(folders), next(folder for folder in folders if folder in self._folders)

    def _around(self, page: Any, content: str, context: Context) -> tuple[str, ...]:
        blank = copy(page)
        blank.content = f"{_H1 if _H1 in content else ''}\0content\0"
        blank.title = "\0title\0"
        blank.meta = {**page.meta, "title": blank.title}
        blank.canonical_url = page.canonical_url and "\0address\0"
        html = self._env.get_template("main.html").render({**context.get_all(), "page": blank})
        return tuple(_BLANK.split(html))


def _outline(headings: Iterable[Heading]) -> tuple[Heading, ...]:
    """Return what the table of contents shows of the headings: not the title."""
    return tuple(replace(heading, text="") if heading.level == 1 else heading for heading in headings)
