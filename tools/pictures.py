"""Takes pictures of the example office's site: every kind of page, and the few that documents show.

    make site && python -m tools.pictures

Each kind of page goes to build/pictures/ in light, dark, on a phone and as it prints; docs/panduan/gambar/
has the six that README and guide show. They are of the office edition: of this office, all is made up.
Needs Chromium.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

from playwright.sync_api import Browser, sync_playwright

SITE: Final = Path("build/office").absolute()
PICTURES: Final = Path("build/pictures")
GUIDE: Final = Path("docs/panduan/gambar")
SHOWN: Final = {
    "beranda": ("index.html", 1280, 1000),
    "meja-kepala": ("meja/kepala-lpse/index.html", 360, 740),
    "pemasok": ("pemasok/SUP-003/index.html", 1280, 1000),
    "prosedur": ("prosedur/3/index.html", 1280, 1000),
    "lembar-evaluasi": ("evaluasi/EVL-2026-003/index.html", 1280, 1000),
    "register": ("keputusan/index.html", 1280, 800),
}
"""By the name of the picture: the page, and the size of the window."""
WAYS: Final = {"terang": (1280, "light"), "gelap": (1280, "dark"), "ponsel": (360, "light")}


def kinds() -> dict[str, Path]:
    """Return a page of each kind: the largest in each folder."""
    found: dict[str, Path] = {}
    for page in sorted(SITE.rglob("*.html"), key=lambda page: page.stat().st_size):
        found["-".join(page.relative_to(SITE).parts[:1]).removesuffix(".html")] = page
    return found


class Quiet(SimpleHTTPRequestHandler):
    """Hands out files without a word."""

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a site, as a search needs it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def take(browser: Browser, page: str, picture: Path, size: tuple[int, int], scheme: str = "light") -> None:
    """Take a picture of the top of a page."""
    tab = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    tab.goto(page, wait_until="networkidle")
    picture.parent.mkdir(parents=True, exist_ok=True)
    tab.screenshot(path=picture)
    tab.close()


def printed(browser: Browser, page: str, paper: Path) -> None:
    """Write a page as it prints."""
    tab = browser.new_page()
    tab.goto(page, wait_until="networkidle")
    tab.pdf(path=paper, prefer_css_page_size=True)
    tab.close()


def main() -> None:
    """Take all pictures."""
    with sync_playwright() as playwright, served(SITE) as site:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (page, width, height) in SHOWN.items():
            take(browser, site + page, GUIDE / f"{name}.png", (width, height))
        for kind, path in kinds().items():
            address = site + path.relative_to(SITE).as_posix()
            for way, (width, scheme) in WAYS.items():
                take(browser, address, PICTURES / f"{kind}-{way}.png", (width, 1000), scheme)
            printed(browser, address, PICTURES / f"{kind}.pdf")
        browser.close()


if __name__ == "__main__":
    main()
