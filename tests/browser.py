"""Chromium on a site that a small server hands out with the headers that the site itself asks for.

Nothing but that server can be reached: other hosts have no address, and whoever asks for one is recorded.
"""

import functools
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright

ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@contextmanager
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", ALONE])
        yield browser
        browser.close()


# ---- A server


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    headers_of_site: Mapping[str, str]

    def end_headers(self) -> None:
        for name, value in self.headers_of_site.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Be silent."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site under the headers in its own ``_headers``, and give the address of its first page."""
    handler = type("Handler", (_Handler,), {"headers_of_site": headers_of(site)})
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(site))) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def headers_of(site: Path) -> dict[str, str]:
    _, *lines = (site / "_headers").read_text("utf-8").splitlines()
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


# ---- What pages do


@dataclass
class Visitor:
    """Somebody who looks at pages, and writes down what goes wrong."""

    page: Page
    site: str
    """The address of the first page; ends in a slash."""
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    """Errors of scripts, what the policy forbade, and what the console warns of."""

    def __post_init__(self) -> None:
        self.page.on("request", self._asked)
        self.page.on("console", self._said)
        self.page.on("pageerror", self._failed)
        self.page.on("dialog", lambda dialog: self.troubles.append(f"a dialog: {dialog.message}"))

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"{self.page.url}: {message.text}")

    def _failed(self, error: Error) -> None:
        self.troubles.append(f"{self.page.url}: {error.message}")

    def goes_to(self, page: str) -> None:
        self.page.goto(self.site + page, wait_until="load")

    @property
    def outside(self) -> list[str]:
        """What was asked of anybody else than the server."""
        own = (self.site, "data:", "blob:" + self.site.rstrip("/"))
        return [url for url in self.requests if not url.startswith(own)]


@contextmanager
def visiting(browser: Browser, site: str, width: int = 1280, **options: Any) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="id-ID", **options)
    context.set_default_timeout(10_000)
    yield Visitor(context.new_page(), site)
    context.close()
