"""Runs MkDocs over a workspace: builds an edition."""

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from typing import TypeAlias

# The theme prints a notice about another version of MkDocs, which says nothing to who builds a site.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from lpsedocs.checker import Report
from lpsedocs.findings import Refusal, say
from lpsedocs.git import find_repository
from lpsedocs.language import Language
from lpsedocs.place import CONFIGURATION
from lpsedocs.site.editions import Edition
from lpsedocs.site.plugin import LpsedocsPlugin
from lpsedocs.site.templates import FOLDER, templates_of
from lpsedocs.workspace import Workspace

Tell: TypeAlias = Callable[[Report, Language], None]

_LEFT_BY_A_BUILD = "sitemap.xml"
"""A file that every build leaves, so that only folders of builds are emptied."""


@dataclass(frozen=True)
class Order:
    """What is to be built."""

    workspace: Workspace
    edition: Edition
    language: Language
    today: date | None = None


@dataclass(frozen=True)
class Built:
    """What came of a build."""

    is_sound: bool
    """Whether MkDocs had nothing to warn of."""
    report: Report | None
    """What the check of the records found; None where it didn't come to that."""


def build_site(order: Order, output: Path) -> Built:
    """Build an edition into a folder; what MkDocs warns of is printed and makes the build unsound."""
    refuse_output(order.workspace, output)
    return _built(configured(order, output, is_strict=True))


def _built(config: MkDocsConfig) -> Built:
    plugin = plugin_of(config)
    plugin.tell = _tell_nobody
    with printed(logging.WARNING), _kept(plugin):
        try:
            build(config)
        except MkDocsException as error:
            logging.getLogger("mkdocs").error(error.message)
            return Built(is_sound=False, report=plugin.report)
    return Built(is_sound=True, report=plugin.report)


@contextmanager
def _kept(plugin: LpsedocsPlugin) -> Iterator[None]:
    """Spare the garbage collector from looking through the records again and again: they stay to the end."""

    def begin(config: MkDocsConfig) -> None:
        plugin.read(config)
        gc.freeze()

    plugin.begin = begin
    try:
        yield
    finally:
        gc.unfreeze()


def build_untrusted(order: Order, output: Path) -> Built:
    """Build an edition from the records alone: settings and templates are those that lpsedocs brings."""
    refuse_output(order.workspace, output)
    with TemporaryDirectory(prefix="lpsedocs-") as folder:
        path = Path(folder) / CONFIGURATION
        path.write_text(_shipped_settings(order.language), "utf-8")
        (path.parent / "docs").mkdir()
        config = _loaded(path, output, is_strict=True)
        plugin_of(config).sources = lambda _: (order.workspace, templates_of(None))
        return _built(_ordered(config, order))


def _shipped_settings(language: Language) -> str:
    text = resources.files("lpsedocs").joinpath("starter", "workspace", CONFIGURATION).read_text("utf-8")
    # Not the name of the office, which the theme would take for HTML.
    return Template(text).substitute(name="lpsedocs", language=language.code)


def refuse_output(workspace: Workspace, output: Path) -> None:
    """Refuse a folder whose files a build must not remove: it empties the one that it builds into."""
    root, folder = workspace.root.resolve(), output.resolve()
    sources = [root / name for name in ("records", "docs", FOLDER, ".git")]
    if folder == root or folder in root.parents or any(folder.is_relative_to(source) for source in sources):
        raise Refusal(say("{path} is part of the workspace itself; name another folder", path=str(output)))
    is_foreign = folder.is_dir() and any(folder.iterdir()) and not (folder / _LEFT_BY_A_BUILD).is_file()
    if is_foreign or (folder.exists() and not folder.is_dir()):
        raise Refusal(
            say(
                "{path} holds other things than a site; name an empty folder, or one of an earlier build",
                path=str(output),
            )
        )


def configured(order: Order, output: Path, *, is_strict: bool) -> MkDocsConfig:
    """Return the settings of the workspace, as ordered."""
    return _ordered(_loaded(order.workspace.root / CONFIGURATION, output, is_strict=is_strict), order)


def _loaded(path: Path, output: Path, *, is_strict: bool) -> MkDocsConfig:
    try:
        with printed(logging.ERROR):
            return load_config(str(path), site_dir=str(output.absolute()), strict=is_strict)
    except MkDocsException as error:
        raise Refusal(say("{path} can't be used: {reason}", path=str(path), reason=error.message)) from None


def _ordered(config: MkDocsConfig, order: Order) -> MkDocsConfig:
    options = plugin_of(config).config
    options.edition = order.edition.value
    options.language = order.language.code
    options.today = order.today or options.today
    options.commit = options.commit or commit_of(order.workspace)
    return config


def plugin_of(config: MkDocsConfig) -> LpsedocsPlugin:
    """Return our plugin; refuses a configuration without."""
    found = next((plugin for plugin in config.plugins.values() if isinstance(plugin, LpsedocsPlugin)), None)
    if found is None:
        raise Refusal(
            say("{file} doesn't name the plugin 'lpsedocs'; add it to 'plugins'", file=CONFIGURATION)
        )
    return found


def commit_of(workspace: Workspace) -> str | None:
    """Return the commit that is checked out, if the workspace lies in a repository."""
    try:
        repository = find_repository(workspace.root)
    except Refusal:
        return None
    head = repository.head()
    return repository.refs().get(head, head if head and "/" not in head else None) if head else None


def _tell_nobody(report: Report, language: Language) -> None:
    """Leave it to who ordered the build."""


@contextmanager
def printed(level: int) -> Iterator[None]:
    """Print what MkDocs says from a level upwards."""
    log, handler = logging.getLogger("mkdocs"), logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    before = log.level
    log.setLevel(level)
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(before)
