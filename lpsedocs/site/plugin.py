"""The MkDocs plugin: hands the pages of the records to MkDocs as generated files, and nothing else.

Works under MkDocs 1.6 and what stands in for it; nothing is written into ``docs/``.
"""

import logging
import os
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote, urljoin, urlsplit

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import nest_paths

from lpsedocs import __version__
from lpsedocs.checker import Report, check
from lpsedocs.directories import entries_below
from lpsedocs.findings import Message, Refusal, Severity, say
from lpsedocs.language import INDONESIAN, Language, language
from lpsedocs.memory import Memory
from lpsedocs.rules import all_rules
from lpsedocs.site import addresses
from lpsedocs.site.addresses import Links
from lpsedocs.site.agenda import calendar
from lpsedocs.site.checkout import committed_at, pin_source
from lpsedocs.site.editions import Edition
from lpsedocs.site.headers import allowed_scripts, header_files, policy
from lpsedocs.site.html import Heading, headings_in, with_tables_as_ours
from lpsedocs.site.logo import LARGEST_ON_A_PAGE, logo_or_none
from lpsedocs.site.pages import Page, all_pages
from lpsedocs.site.searching import entries_of
from lpsedocs.site.templates import FOLDER, THEME, Templates, templates_of
from lpsedocs.site.view import Build, View
from lpsedocs.site.wrapping import SEARCH_MARK, TEMPLATE, Wrapping, wraps_alike
from lpsedocs.workspace import Workspace, find_workspace

log = logging.getLogger(f"mkdocs.plugins.{__name__}")


_ANGLES = str.maketrans(
    {
        "<": "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}",
        ">": "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}",
    }
)


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs annotates only in part
    """What ``mkdocs.yml`` may say of the plugin."""

    edition = config_options.Choice([edition.value for edition in Edition], default=Edition.PUBLIC.value)
    today = config_options.Optional(config_options.Type((str, date)))
    language = config_options.Optional(config_options.Choice(["id", "en"]))
    commit = config_options.Optional(config_options.Type(str))
    office_docs = config_options.Optional(config_options.PathSpec())
    """Which hand-written files only the office's edition has, in the way of ``exclude_docs``."""


_PICTURE = re.compile(r"!\[(?P<text>[^\]]*)\]\((?P<to>[^)\s]+)[^)]*\)")
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\[\]]*)\]\((?P<to>[^)\s]+)[^)]*\)")

_COMPRESSED = frozenset({".br", ".gz", ".zst"})
"""Endings of files that web servers hand out, to browsers that take them, in place of the files without."""

_SEARCH_INDEX = "search/search_index.json"
"""What the search of MkDocs writes when all else is done."""

Sources: TypeAlias = tuple[Workspace, Templates]


class ReadyPage(MkDocsPage):
    """A page whose HTML is there already, so that it skips Markdown."""

    def __init__(self, name: str, page: Page, html: str, file: File, config: MkDocsConfig) -> None:
        super().__init__(_tame(name), file, config)
        self.take(page, html)

    def take(self, page: Page, html: str) -> None:
        """Show this from now on."""
        self.html = html
        self._hidden = ["toc"] if page.is_wide else []
        self._full_title = _tame(page.title)
        if not page.menu:
            self.title = self._full_title

    def read_source(self, config: MkDocsConfig) -> None:
        """Read nothing; the search finds the page by an entry of its own."""
        self.markdown, self.meta = "", {"search": {"exclude": True}, "hide": self._hidden}
        if not self.is_homepage:
            self.meta["title"] = self._full_title

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the HTML as it is."""
        self.content = self.html
        self.headings = headings_in(self.html)
        self.toc = get_toc(_contents(self.headings))
        self.present_anchor_ids = {heading.id for heading in self.headings}

    def be_wrapped(self) -> None:
        """Leave what it says to our own template, so that the search doesn't look through all of it."""
        self.meta["template"] = TEMPLATE
        if SEARCH_MARK not in self.html:
            self.content = ""


class LpsedocsPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Pages of the records, their menu, and what a search finds them by."""

    def __init__(self) -> None:
        self.tell: Callable[[Report, Language], None] = _warn_of_errors
        """What is done with the findings of the check."""
        self.sources: Callable[[MkDocsConfig], Sources] = _beside_the_configuration
        """Where records and templates come from."""
        self.begin: Callable[[MkDocsConfig], None] = self.read
        """How the records are come by."""
        self.make: Callable[[View, Templates], dict[Page, str]] = at_once
        """How the pages are made."""
        self.calendar: Callable[[View], str | bytes] = calendar
        """How the calendar is made."""
        self.entries: Callable[[Page, Files], Iterable[dict[str, str]]] = search_entries_of
        """What the search knows of a page."""
        self.memory = Memory()
        """What is known from reading the same records before."""
        self.pages: dict[Page, str] = {}
        """The pages with their HTML."""
        self.report: Report | None = None

    # Before others ask for the language of the theme.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the records, and settle what every page of the site needs."""
        self.repository = config.repo_url
        """The address of the repository on the forge, from which pages have their links."""
        try:
            self.begin(config)
            # Before MkDocs empties the folder of the site, so that a broken template leaves the old one.
            self.pages = self.make(self.view, self.templates)
        except Refusal as refusal:
            speaks = language(self.config.language) if self.config.language else INDONESIAN
            raise PluginError(speaks.say(refusal.message)) from refusal
        assert self.report is not None
        self.tell(self.report, self.view.language)
        self._refuse_links(Path(config.docs_dir))
        for style in (addresses.CSS, addresses.PAPER_CSS):
            if style not in config.extra_css:
                config.extra_css.append(style)
        if addresses.JAVASCRIPT not in config.extra_javascript:
            config.extra_javascript.append(addresses.JAVASCRIPT)
        # Before the theme's own pages, and after those of whoever has some for this site.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        early = config.extra.setdefault("polyfills", [])
        early.extend(name for name in (addresses.FROM_DISK, addresses.SEARCH) if name not in early)
        if "language" in config.theme:
            config.theme["language"] = self.view.language.code
        return config

    def read(self, config: MkDocsConfig) -> None:
        """Read the records, and what is to be known of them."""
        self.workspace, templates = self.sources(config)
        corpus = self.workspace.load(_day(self.config.today), memory=self.memory)
        report = check(corpus, all_rules())
        view = View(
            corpus,
            report,
            Edition(self.config.edition),
            language(self.config.language) if self.config.language else self.workspace.language(None, {}),
            Links("" if config.use_directory_urls else "index.html"),
            Build(
                __version__,
                self.config.commit,
                committed_at(self.workspace, corpus, self.config.commit) if self.config.commit else None,
                pin_source(corpus, os.environ),
                self.repository.rstrip("/") if self.repository else None,
                _source_url(config, self.repository, self.workspace),
                logo_or_none(self.workspace, corpus, LARGEST_ON_A_PAGE),
            ),
            self.workspace.chronicle(self.memory),
            self.memory,
        )
        self.view, self.report, self.templates = view, report, templates

    def take(self, other: "LpsedocsPlugin") -> None:
        """Go by what another one has just read of the same records."""
        self.workspace, self.view, self.templates = other.workspace, other.view, other.templates
        self.report = other.report

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages, the attachments that the edition shows, and what makes them look right."""
        self._refuse_theme(files, config)
        for file in [file for file in files if self._is_withheld(file.src_uri)]:
            files.remove(file)
        hidden = (InclusionLevel.NOT_IN_NAV, InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
        own = [file.src_uri for file in files.documentation_pages() if file.inclusion not in hidden]
        written = nest_paths(own) if config.nav is None else config.nav  # type: ignore[no-untyped-call]
        menu = self._without_withheld(written)
        served = (file for file in files if file.inclusion is not InclusionLevel.EXCLUDED)
        self._written = {_place(file): file.src_uri for file in served}
        self._way = _from_docs(config, self.workspace)
        for page, html in self.pages.items():
            self.add_page(page, html, files, config)
        self.add_attachments(files, config)
        for name in (
            addresses.CSS,
            addresses.PAPER_CSS,
            addresses.JAVASCRIPT,
            addresses.FROM_DISK,
            addresses.SEARCH,
        ):
            self._add(files, File.generated(config, name, content=self.templates.asset(name)))
        self._add(files, File.generated(config, addresses.CALENDAR_FILE, content=self.calendar(self.view)))
        self._refuse_compressed(files, config)
        config.nav = _menu(list(self.pages), self.view.language, menu)
        return files

    def _refuse_theme(self, files: Files, config: MkDocsConfig) -> None:
        """Refuse hand-written files that every page would be shown by."""
        for file in files:
            if file.src_dir == config.docs_dir and _is_of_the_theme(file.src_uri, config):
                raise self._refusal(
                    say(
                        "{file} would take the place of a file of the theme, by which every page is shown; "
                        "give it another name (and a picture is named in mkdocs.yml, as in 'theme: favicon')",
                        file=file.src_uri,
                    )
                )

    def _refuse_compressed(self, files: Files, config: MkDocsConfig) -> None:
        """Refuse what a web server hands out instead of a file, since it is called like that, compressed."""
        served = {file.dest_uri.casefold() for file in files} | {_SEARCH_INDEX}
        for file in files:
            name, ending = posixpath.splitext(file.dest_uri)
            is_served = name.casefold() in served or _is_of_the_theme(name, config)
            if ending.casefold() in _COMPRESSED and is_served:
                raise self._refusal(
                    say(
                        "a web server may show {file} in place of {name}, whatever it holds; remove it",
                        file=file.src_uri,
                        name=name,
                    )
                )

    def _refuse_links(self, docs: Path) -> None:
        """Refuse links among what is written by hand: MkDocs follows them, wherever they lead."""
        links = (Path(entry.path) for entry in entries_below(docs) if entry.is_symlink())
        # An editor's lock is a hidden link that leads nowhere.
        bad = (link for link in links if not link.name.startswith(".") or link.exists())
        found = docs if docs.is_symlink() else next(bad, None)
        if found is not None:
            raise self._refusal(
                say(
                    "{path} is a link, and whatever it leads to would be published; put the file itself "
                    "there",
                    path=posixpath.join(docs.name, *found.relative_to(docs).parts),
                )
            )

    def _refusal(self, message: Message) -> PluginError:
        return PluginError(self.view.language.say(message))

    def _is_withheld(self, path: str) -> bool:
        """Tell whether a hand-written file is for the office, and this edition isn't."""
        only = self.config.office_docs
        return only is not None and not self.view.is_office and only.match_file(path)

    def _without_withheld(self, menu: Any) -> Any:
        """Return a part of the menu that was written, without what this edition lacks."""
        match menu:
            case list():
                kept = [self._without_withheld(item) for item in menu]
                return [item for item in kept if item]
            case dict():
                parts = {title: self._without_withheld(part) for title, part in menu.items()}
                return {title: part for title, part in parts.items() if part}
            case str():
                return None if self._is_withheld(menu) else menu

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Take pictures and links that the edition lacks out of a hand-written page, whose text goes on."""
        folder = posixpath.dirname(page.file.src_uri)

        def is_withheld(found: re.Match[str]) -> bool:
            path = unquote(urlsplit(found["to"].strip("<>")).path)
            return self._is_withheld(posixpath.normpath(posixpath.join(folder, path)))

        markdown = _PICTURE.sub(lambda found: "" if is_withheld(found) else found[0], markdown)
        return _LINK.sub(lambda found: found["text"] if is_withheld(found) else found[0], markdown)

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Let the tables of a hand-written page be read on a phone and without a mouse, as ours are."""
        return html if isinstance(page, ReadyPage) else with_tables_as_ours(html, str(page.title))

    def add_attachments(self, files: Files, config: MkDocsConfig) -> None:
        """Add the attachments that the edition shows."""
        for path, address in self.view.files.items():
            source = str(self.workspace.records / path)
            self._add(files, File.generated(config, address, abs_src_path=source))

    def add_page(self, page: Page, html: str, files: Files, config: MkDocsConfig) -> None:
        """Add a page."""
        inclusion = InclusionLevel.INCLUDED if page.menu else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, page.place, content="", inclusion=inclusion)
        # The path to the record from the folder of the pages, for the theme's link to the source.
        is_linked = page.source and self.view.is_office
        file.edit_uri = posixpath.normpath(f"{self._way}/{page.source}") if is_linked else None
        self._add(files, file)
        name = self.view.language.text(page.menu[1].text) if page.menu else page.title
        ReadyPage(name, page, html, file, config)

    def has_room(self, places: Iterable[str], config: MkDocsConfig) -> bool:
        """Tell whether nothing is written by hand where these would stand."""
        files = (File.generated(config, place, content="") for place in places)
        return all(_place(file) not in self._written for file in files)

    def _add(self, files: Files, file: File) -> None:
        written = self._written.get(_place(file))
        if written is not None:
            message = say(
                "the page {path} is made from the records, but {file} would stand in its place; rename it",
                path=file.src_uri,
                file=written,
            )
            raise self._refusal(message)
        files.append(file)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Date every page by the day of the build's records, and tell the search about ours."""
        env.globals["_"] = self.view.language.text
        self.date(files)
        if wraps_alike(config):
            env.globals["wrapped"] = Wrapping(env, (file.url for file in files if not _is_apart(file))).page
            for file in filter(_is_apart, files):
                assert isinstance(file.page, ReadyPage)
                file.page.be_wrapped()
        entries = search_entries(config)
        if entries is not None:
            entries.extend(entry for page in self.pages for entry in self.entries(page, files))
        # Pages have their links to the forge by now; a theme that knows its address asks it for stars.
        config.repo_url = config.repo_name = None

    def date(self, files: Files) -> None:
        """Date every page by the day of the build's records."""
        for file in files.documentation_pages():
            if file.page is not None:
                file.page.update_date = self.view.corpus.today.isoformat()

    # After whatever else changes pages.
    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Tell web servers what browsers may load; a written file of the same name stays."""
        folder = Path(config.site_dir)
        scripts = allowed_scripts(folder, urlsplit(config.site_url or "/").path)
        told = header_files(policy(scripts))
        for name in self.headers:
            (folder / name).write_text(told[name], "utf-8")

    @property
    def headers(self) -> tuple[str, ...]:
        """The files that tell web servers what browsers may load, unless they are written."""
        return tuple(name for name in header_files("") if name not in self._written)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Build again when a record or a template is saved."""
        for folder in (self.workspace.records, self.workspace.root / FOLDER):
            if folder.is_dir():
                server.watch(str(folder))
        return server


def at_once(view: View, templates: Templates) -> dict[Page, str]:
    """Make every page."""
    return {page: page.html(view, templates) for page in all_pages(view)}


def _beside_the_configuration(config: MkDocsConfig) -> Sources:
    path = config.config_file_path
    workspace = find_workspace(Path(path).parent if path else Path.cwd())
    return workspace, templates_of(workspace.root)


def _is_apart(file: File) -> bool:
    return isinstance(file.page, ReadyPage) and file.inclusion is InclusionLevel.NOT_IN_NAV


def _is_of_the_theme(path: str, config: MkDocsConfig) -> bool:
    return any(Path(folder, path).is_file() for folder in config.theme.dirs)


def _place(file: File) -> str:
    """Return where a server finds a file; to many, the ending and capital letters make no difference."""
    path = unicodedata.normalize("NFC", file.dest_uri).casefold().removesuffix(".html")
    return "" if path == "index" else path.removesuffix("/index")


def _day(day: object) -> date | None:
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(str(day))
    except ValueError:
        raise Refusal(say("today: {day} is no day such as 2026-07-15", day=str(day))) from None


def _warn_of_errors(report: Report, language: Language) -> None:
    """Make a strict build fail on records with errors."""
    for finding in report.live:
        if finding.severity is Severity.ERROR:
            log.warning("%s: %s %s", finding.location, finding.code, language.say(finding.message))


def _tame(title: str) -> str:
    """Return a title that is harmless as HTML even where a theme decodes it once more."""
    return escape(title.translate(_ANGLES))


def _contents(headings: Sequence[Heading]) -> list[Any]:
    """Nest headings as the table of contents wants them."""
    top: list[Any] = []
    above: list[dict[str, Any]] = []
    for heading in headings:
        token = {"level": heading.level, "id": heading.id, "name": escape(heading.text), "children": []}
        while above and above[-1]["level"] >= heading.level:
            above.pop()
        (above[-1]["children"] if above else top).append(token)
        above.append(token)
    return top


def _menu(pages: Sequence[Page], language: Language, own: Sequence[Any]) -> list[Any]:
    """Return the menu: our pages by section, with the hand-written ones before the reference."""
    sections: dict[str, list[str]] = {}
    for page in pages:
        if page.menu:
            title = language.text(page.menu[0].text) if page.menu[0] else ""
            sections.setdefault(title, []).append(page.place)
    *first, (last, reference) = sections.items()
    ours: list[Any] = []
    for title, items in first:
        ours.extend([{title: items}] if title else items)
    return [*ours, *own, {last: reference}]


def _source_url(config: MkDocsConfig, repository: str | None, workspace: Workspace) -> str | None:
    """Return the address of the workspace on the forge, from which the theme's links to sources start too."""
    if not config.edit_uri:
        return None
    pages = urljoin(f"{repository.rstrip('/')}/" if repository else "", config.edit_uri)
    return urljoin(pages, _from_docs(config, workspace)).rstrip("/") + "/"


def _from_docs(config: MkDocsConfig, workspace: Workspace) -> str:
    return Path(os.path.relpath(workspace.root, config.docs_dir)).as_posix()


def search_entries(config: MkDocsConfig) -> list[dict[str, str]] | None:
    """Return the entries of the theme's search, where it has such."""
    for plugin in config.plugins.values():
        entries = getattr(getattr(plugin, "search_index", None), "entries", None)
        if isinstance(entries, list):
            return entries
    return None


def search_entries_of(page: Page, files: Files) -> Iterator[dict[str, str]]:
    """Yield what the search knows of a page."""
    file = files.get_file_from_path(page.place)
    assert file is not None
    return entries_of(file.url.removeprefix("./"), page.title, page.search, page.parts())
