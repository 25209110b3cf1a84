"""The sites of the example office, replayed as a repository: built once for every process of a test run."""

import fcntl
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from lpsedocs.demo.replay import replay
from lpsedocs.language import INDONESIAN
from lpsedocs.site.editions import Edition
from tests.sites import EDITIONS, ROOT, build, copy_of_example


@dataclass(frozen=True)
class Showcase:
    """Both editions, side by side."""

    folder: Path

    def site(self, edition: Edition) -> Path:
        return self.folder / edition.value

    @property
    def office(self) -> Path:
        """The repository."""
        return self.folder / "lpse"

    @property
    def root(self) -> str:
        """The commit to be trusted."""
        return (self.folder / "root").read_text("ascii")


def showcase(factory: pytest.TempPathFactory) -> Showcase:
    return Showcase(made_once(factory, "showcase", _make))


def _make(folder: Path) -> None:
    office = folder / "lpse"
    root = replay(ROOT / "records", office).root
    (folder / "root").write_text(root, "ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LPSEDOCS_TRUST_ROOT", root)
        for edition in EDITIONS:
            assert build(office, edition, folder / edition.value, INDONESIAN).is_sound


def example_site(factory: pytest.TempPathFactory, edition: Edition) -> Path:
    """Return the site of the example office by itself: what git knows of this checkout is no part of it."""

    def make(folder: Path) -> None:
        assert build(copy_of_example(folder / "workspace"), edition, folder / edition.value).is_sound

    return made_once(factory, f"example-{edition.value}", make) / edition.value


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that the first process makes and the others find."""
    base = factory.getbasetemp()
    run = base.parent if re.fullmatch(r"popen-gw\d+", base.name) else base
    folder, done = run / name, run / f"{name}.done"
    with _alone(run / f"{name}.lock"):
        if not done.exists():
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


# ---- Kinds of page


def kinds_of_page(site: Path) -> dict[str, str]:
    """Return the longest page of each kind: the same folder, the same depth, whatever record it shows."""
    found: dict[str, str] = {}
    pages = sorted(site.rglob("*.html"), key=lambda path: (path.stat().st_size, path.as_posix()))
    for path in pages:
        page = path.relative_to(site).as_posix()
        found[kind_of_page(page)] = page
    return dict(sorted(found.items()))


def kind_of_page(page: str) -> str:
    """Return the kind of a page: its address without what names a single record, rule or procedure."""
    steps = page.removesuffix("index.html").split("/")
    return "/".join("*" if re.search(r"\d|[.]html$", step) else step for step in steps)
