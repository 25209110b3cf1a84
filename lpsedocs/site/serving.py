"""Serves an edition while people write: a page is made when a browser asks for it.

So nothing has to be known of what a page depends on. What MkDocs makes around the pages (menu, written pages,
assets) is made again when anything that it is made from has changed: not when pages outside the menu come or
go for which nobody asked there. What is served is, file by file, what a whole build makes.
"""

import gc
import logging
import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from hashlib import sha256
from html import escape
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from threading import RLock
from typing import Any, Final, TypeAlias

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from mkdocs.commands.build import _build_theme_template, build, get_context
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.utils import write_file

from lpsedocs.checker import Report
from lpsedocs.findings import Refusal
from lpsedocs.language import Language
from lpsedocs.memory import Memory
from lpsedocs.place import CONFIGURATION
from lpsedocs.site import addresses
from lpsedocs.site.agenda import calendar
from lpsedocs.site.building import Order, commit_of, configured, plugin_of, printed
from lpsedocs.site.pages import Page, all_pages
from lpsedocs.site.plugin import LpsedocsPlugin, ReadyPage, search_entries, search_entries_of
from lpsedocs.site.templates import FOLDER, Templates
from lpsedocs.site.view import View
from lpsedocs.site.wrapping import is_known
from lpsedocs.workspace import Workspace

Tell: TypeAlias = Callable[[Report, Language], None]

_SEARCH: Final = "material/search"
_SEARCH_INDEX: Final = "search/search_index.json"
_SITEMAP: Final = ("sitemap.xml", "sitemap.xml.gz")
_FIRST: Final = "index.html"

log = logging.getLogger("mkdocs")


def serve_site(order: Order, host: str, port: int, tell: Tell) -> None:
    """Serve an edition until somebody interrupts it."""
    with TemporaryDirectory(prefix="lpsedocs-") as folder, printed(logging.INFO):
        site = ServedSite(order, Path(folder), f"http://{host}:{port}/", tell)
        server = LiveReloadServer(site.renew, host, port, folder)
        server.set_app(_making(site, server.serve_request))
        # Whoever presses Ctrl+C twice must not be left with a thread that nobody ends.
        server.serve_thread.daemon = True
        server.builder()
        # What was read stays; the collector need not look through it after each change.
        gc.freeze()
        for path in _watched(order.workspace):
            server.watch(str(path))
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()


def _making(site: "ServedSite", serve: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Return a server of files that makes a file before it serves it."""

    def application(environment: Mapping[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environment["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        site.make(path)
        return serve(environment, start)

    return application


def _watched(workspace: Workspace) -> Iterator[Path]:
    places = ("records", "docs", FOLDER, CONFIGURATION)
    yield from (workspace.root / place for place in places if (workspace.root / place).exists())


class ServedSite:
    """A folder in which each file is, as soon as it was asked for, that of a whole build."""

    def __init__(self, order: Order, folder: Path, url: str, tell: Tell) -> None:
        self._order, self._folder, self._url, self._tell = order, folder, url, tell
        self._memory, self._compiled = Memory(), Compiled()
        self._frame: Frame | None = None
        self._asked: set[str] = set()
        """The pages that browsers asked for since the last change."""
        self._turn = RLock()

    def renew(self) -> None:
        """Read everything anew after a change; when that can't be done, say why and leave what is there."""
        with self._turn:
            try:
                self._renew()
            except MkDocsException as error:
                log.error(error.message)
            except Refusal as refusal:
                log.error(self._order.language.say(refusal.message))

    def _renew(self) -> None:
        self._memory.turn()
        frame = self._frame
        if frame is None or not frame.holds(self._order.workspace):
            self._build(None)
        elif not frame.read():
            self._build(frame.plugin)
        if self._frame is not None:
            asked, self._asked = self._asked, set()
            self._frame.forget()
            for name in asked:
                self._frame.make(name)

    def _build(self, read: LpsedocsPlugin | None) -> None:
        """Build what lies around the pages, by what was read of the records already."""
        config = configured(self._order, self._folder, is_strict=False)
        config.site_url = self._url
        plugin = plugin_of(config)
        plugin.tell, plugin.memory = self._tell, self._memory
        if not is_known(config):
            self._frame = None
            build(config, serve_url=self._url)
            return
        frame = Frame(config, plugin, self._order.workspace, self._compiled, self._lose_frame)
        if read is not None:
            plugin.begin = lambda _: plugin.take(read)
            plugin.make = lambda view, templates: read.pages
        config.plugins["lpsedocs/frame"] = frame
        build(config, serve_url=self._url)
        self._frame = frame

    def _lose_frame(self) -> None:
        self._frame = None

    def make(self, path: str) -> None:
        """Make what lies at a path of the site, if that is for us to make."""
        name = posixpath.normpath("/" + path).lstrip("/")
        with self._turn:
            for place in (name, posixpath.join(name, "index.html")):
                if self._frame is not None and self._frame.make(place):
                    self._asked.add(place)

    def make_all(self) -> None:
        """Make everything that was not asked for."""
        with self._turn:
            if self._frame is not None:
                for name in self._frame.names:
                    self._frame.make(name)


def _nothing_yet(view: View, templates: Templates) -> dict[Page, str]:
    return dict.fromkeys(all_pages(view), "")


class NoOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs annotates only in part
    """Nothing that ``mkdocs.yml`` says."""


class Compiled(BytecodeCache):
    """The theme's templates as they were compiled; Jinja takes none whose text has changed."""

    def __init__(self) -> None:
        self._found: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand over what was kept."""
        if bucket.key in self._found:
            bucket.bytecode_from_string(self._found[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._found[bucket.key] = bucket.bytecode_to_string()


class Asked(Files):
    """Files that remember for which of them somebody asked, such as a link on a written page."""

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__(files)
        self.asked: set[str] = set()

    def get_file_from_path(self, path: str) -> File | None:
        """Return a file, if it is there."""
        self.asked.add(PurePath(path).as_posix())
        return super().get_file_from_path(path)


class Frame(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """What MkDocs makes around the pages, and the means to make one of them."""

    def __init__(
        self,
        config: MkDocsConfig,
        plugin: LpsedocsPlugin,
        workspace: Workspace,
        compiled: Compiled,
        begin: Callable[[], None],
    ) -> None:
        self._mkdocs, self.plugin, self._compiled, self._begin = config, plugin, compiled, begin
        self._around = _around(workspace, config)
        plugin.make = _nothing_yet
        plugin.calendar = lambda view: ""
        plugin.entries = lambda page, files: ()
        self._made: set[str] = set()

    # -- while MkDocs builds -------------------------------------------------------------------------

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Say that the folder will be emptied now."""
        self._begin()
        self._pages = _by_place(self.plugin.pages)
        # As long as the frame holds, the templates are what they were.
        ours = self.plugin.workspace, self.plugin.templates
        self.plugin.sources = lambda _: ours

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Watch from now on what is asked for."""
        self._watched = Asked(files)
        return self._watched

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Keep the menu."""
        self._nav = nav

    @event_priority(-100)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Keep our pages from being made, except the first one: MkDocs dates the site map by a page.

        Nor are attachments copied.
        """
        env.bytecode_cache = self._compiled
        self._env, self._places = env, self._places_of(self._pages)
        self._lasting = [file for file in files if file.src_uri not in self._places]
        self._take(Files(files))
        later = {*self._ours, *self._others} - {_FIRST}
        for file in [file for file in files if file.dest_uri in later]:
            if file.page is not None:
                file.page.present_anchor_ids = None
            files.remove(file)
        self._key = self._key_of(self.plugin.pages)
        self._index: Any = getattr(config.plugins[_SEARCH], "search_index", None)
        self._first_written = len(search_entries(config) or ())

    def _take(self, files: Files) -> None:
        """Know all files, and how each is made that isn't there before somebody asks for it."""
        self._files = files
        self._documents = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        self._mapped = files.documentation_pages()
        self._ours = {file.dest_uri: file for file in self._documents if isinstance(file.page, ReadyPage)}
        attachments = [files.src_uris[address] for address in self.plugin.view.files.values()]
        self._others: dict[str, Callable[[], None]] = {
            addresses.CALENDAR_FILE: self._make_calendar,
            _SEARCH_INDEX: self._make_search_index,
            **dict.fromkeys(self.plugin.headers, self._make_headers),
            **dict.fromkeys(_SITEMAP, self._make_sitemap),
            **{file.dest_uri: file.copy_file for file in attachments},
        }

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Show all pages to the site map."""
        return {**context, "pages": self._mapped}

    def on_page_context(self, context: Any, *, page: Any, config: MkDocsConfig, nav: Navigation) -> Any:
        """Show all pages to a page."""
        return {**context, "pages": self._documents}

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Remove the first page, and what tells of all pages, which aren't there yet."""
        del (search_entries(config) or [])[: self._first_written]
        for name in (_FIRST, *self._others):
            (Path(config.site_dir) / name).unlink(missing_ok=True)

    # -- afterwards ----------------------------------------------------------------------------------

    def holds(self, workspace: Workspace) -> bool:
        """Tell whether all is as it was, but for the records."""
        return self._around == _around(workspace, self._mkdocs)

    def read(self) -> bool:
        """Read the records anew; tell whether all that MkDocs makes of them stays as it is."""
        self.plugin.read(self._mkdocs)
        pages = all_pages(self.plugin.view)
        self.plugin.pages = dict.fromkeys(pages, "")
        if self._key != self._key_of(pages) or not self._follow(_by_place(pages)):
            return False
        assert self.plugin.report is not None
        self.plugin.tell(self.plugin.report, self.plugin.view.language)
        return True

    def _follow(self, pages: dict[str, Page]) -> bool:
        """Take up what came and leave what went, unless somebody asked for it or wrote it by hand."""
        places = self._places_of(pages)
        strange = places ^ self._places
        if strange & self._watched.asked or not self.plugin.has_room(strange, self._mkdocs):
            return False
        files, config = Files(self._lasting), copy(self._mkdocs)
        config.repo_url = self.plugin.repository
        for place, page in pages.items():
            if place in self._pages and page.source == self._pages[place].source:
                files.append(self._files.src_uris[place])
            else:
                self.plugin.add_page(page, "", files, config)
        self.plugin.add_attachments(files, config)
        self.plugin.date(files)
        self._pages, self._places = pages, places
        self._take(files)
        return True

    def _key_of(self, pages: Iterable[Page]) -> object:
        """Return all that MkDocs takes from the records, but for what there is outside the menu."""
        view, asked = self.plugin.view, self._watched.asked
        menu = tuple((p.place, p.source, p.menu, p.title) for p in pages if p.menu or p.place in asked)
        return view.corpus.today, view.language.code, view.build, menu

    def _places_of(self, pages: Iterable[str]) -> set[str]:
        """Return where MkDocs looks for whatever comes from the records."""
        return {*pages, *self.plugin.view.files.values()}

    @property
    def names(self) -> tuple[str, ...]:
        """The files that are made when somebody asks for them."""
        return (*self._ours, *self._others)

    def forget(self) -> None:
        """Remove what was made."""
        for name in self._made:
            (Path(self._mkdocs.site_dir) / name).unlink(missing_ok=True)
        self._made.clear()

    def make(self, name: str) -> bool:
        """Make a file, unless it is there; tell whether it is a page of ours."""
        is_page = name in self._ours
        if name not in self._made and (is_page or name in self._others):
            self._made.add(name)
            if is_page:
                self._write(name, self._html(self._ours[name]).encode("utf-8", errors="xmlcharrefreplace"))
            else:
                self._others[name]()
        return is_page

    def _write(self, name: str, content: bytes) -> None:
        write_file(content, str(Path(self._mkdocs.site_dir) / name))

    def _html(self, file: File) -> str:
        page = self._pages[file.src_uri]
        try:
            return self._finished(file, page, page.html(self.plugin.view, self.plugin.templates))
        except Refusal as refusal:
            said = self.plugin.view.language.say(refusal.message)
            log.error(said)
            return f"<!doctype html><title>lpsedocs</title><body><p>{escape(said)}</p></body>"

    def _finished(self, file: File, page: Page, html: str) -> str:
        """Lay out a page as MkDocs does."""
        config, events, ready = self._mkdocs, self._mkdocs.plugins, file.page
        assert isinstance(ready, ReadyPage)
        ready.take(page, html)
        events.on_pre_page(ready, config=config, files=self._files)
        ready.read_source(config)
        ready.markdown = events.on_page_markdown("", page=ready, config=config, files=self._files)
        ready.render(config, self._files)
        content = ready.content or ""
        ready.content = events.on_page_content(content, page=ready, config=config, files=self._files)
        ready.active = True
        context = get_context(self._nav, self._documents, config, ready)
        template = self._env.get_template("main.html")
        context = events.on_page_context(context, page=ready, config=config, nav=self._nav)
        output: str = events.on_post_page(template.render(context), page=ready, config=config)
        ready.active = False
        return output

    def _make_calendar(self) -> None:
        self._write(addresses.CALENDAR_FILE, calendar(self.plugin.view))

    def _make_sitemap(self) -> None:
        self._made.update(_SITEMAP)
        _build_theme_template(_SITEMAP[0], self._env, self._files, self._mkdocs, self._nav)

    def _make_headers(self) -> None:
        """Let our plugin look through all pages for their scripts."""
        for name in self._ours:
            self.make(name)
        self._made.update(self.plugin.headers)
        self.plugin.on_post_build(config=self._mkdocs)

    def _make_search_index(self) -> None:
        """Let the search write its index of our entries and those of the written pages."""
        search: Any = self._mkdocs.plugins[_SEARCH]
        ours = [entry for page in self._pages.values() for entry in search_entries_of(page, self._files)]
        # MkDocs has one search for all configurations of a process.
        search.search_index = self._index
        search.search_index.entries[:0] = ours
        search.on_post_build(config=self._mkdocs)
        del search.search_index.entries[: len(ours)]


def _by_place(pages: Iterable[Page]) -> dict[str, Page]:
    return {page.place: page for page in pages}


def _around(workspace: Workspace, config: MkDocsConfig) -> object:
    """Return all that is no record, and which commit is checked out."""
    folders = (Path(config.docs_dir), workspace.root / FOLDER)
    files = [workspace.root / CONFIGURATION, *(file for folder in folders for file in _files_in(folder))]
    return {file: sha256(file.read_bytes()).digest() for file in files}, commit_of(workspace)


def _files_in(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder, followlinks=True):
        yield from (path for name in names if (path := Path(place, name)).is_file())
