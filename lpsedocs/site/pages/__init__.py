"""The pages of the site: one module for each sort, found by its place.

A module has ``ORDER``, its place in the menu, and ``pages(view)``, which yields its pages. What an edition
leaves out is left out by ``editions`` and ``view``; a module only asks what there is.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from types import ModuleType

from lpsedocs.findings import Term
from lpsedocs.site.searching import Part
from lpsedocs.site.templates import Templates
from lpsedocs.site.view import View


@dataclass(frozen=True, eq=False)
class Page:
    """A page before it is HTML."""

    address: str
    """Where it lies, such as ``kebutuhan/KEB-2026-001/``; empty for the home page."""
    title: str
    """What it is called, as plain text."""
    template: str
    values: Callable[[], Mapping[str, object]] = dict
    """What the template needs beside the view; asked for when the page is made."""
    menu: tuple[Term | None, Term] | None = None
    """The part of the menu, where there is one, and the name in it; a page without stays out of it."""
    source: PurePosixPath | None = None
    """The file of the workspace that it shows."""
    is_wide: bool = False
    """Whether it takes the room of the table of contents."""
    finds: Callable[[], str] = str
    """What a search tells of it, and below, a line each, what else it finds it by beside its title."""

    parts: Callable[[], Iterable[Part]] = tuple
    """What a search finds in it under a title of its own."""

    @property
    def place(self) -> str:
        """Return where MkDocs looks for it."""
        return f"{self.address}index.md"

    @property
    def search(self) -> str:
        """What a search finds it by, beside its title."""
        return self.finds()

    def html(self, view: View, templates: Templates) -> str:
        """Return the body of the page."""
        return templates.render(self.template, view, self.address, {**self.values(), "title": self.title})


def all_pages(view: View) -> tuple[Page, ...]:
    """Return every page of the site, in the order of the menu."""
    return tuple(page for module in _modules() for page in module.pages(view))


@cache
def _modules() -> tuple[ModuleType, ...]:
    names = (module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(sorted(modules, key=_place))


def _place(module: ModuleType) -> tuple[int, str]:
    order: int = module.ORDER
    return order, module.__name__


def searched(lines: Iterator[str], longest: int = 1_000, most: int = 6_000) -> str:
    """Join texts for the search, each on a line of its own, without what goes on for too long."""
    return "\n".join(line[:longest] for line in lines)[:most]
