"""A tour of every kind of page of a site: what a browser and axe say of it, kept for all tests."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import Visitor, served, visiting
from tests.showcase import kinds_of_page, made_once
from tests.sites import ROOT

AXE = ROOT / "tests/node_modules/axe-core/axe.min.js"
SCHEMES: Mapping[str, str] = {"light": "default", "dark": "slate"}
"""What the theme calls light and dark."""
NARROW = (390, 360, 320)

_ASK_AXE = """async () => {
  const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
  const options = {runOnly: {type: "tag", values: wcag}, rules: {"target-size": {enabled: true}}};
  const {violations} = await axe.run(document, options);
  return violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 150)}`));
}"""
_MEASURE = """async () => {
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  // What still moves after the window has another size is measured where it comes to rest.
  for (const one of document.getAnimations()) {
    if (one.effect.getComputedTiming().endTime !== Infinity) one.finish();
  }
  await new Promise(requestAnimationFrame);
  const root = document.documentElement, found = [];
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll(".md-header *, .md-content *")].filter(
      (e) => e.getBoundingClientRect().right > root.clientWidth + 1);
    const widest = wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 90));
    found.push(`the page is ${root.scrollWidth} wide: ${widest}`);
  }
  for (const e of document.querySelectorAll(".md-content *, .md-footer *")) {
    const {overflowX, clipPath} = getComputedStyle(e);
    const isCut = ["hidden", "clip"].includes(overflowX) && e.scrollWidth > e.clientWidth + 1;
    if (isCut && clipPath === "none" && e.clientWidth && e.textContent.trim())
      found.push(`cut off: ${e.outerHTML.slice(0, 90)}`);
  }
  return found;
}"""
_SCROLLING = """() => [...document.querySelectorAll(".lp-table, .lp-sheet:not(.lp-sheet--list)")]
  .filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.getAttribute("aria-label"))"""
_TWICE = "document.documentElement.style.fontSize = '250%'"
"""The theme's own size is 125 % on this screen."""


@dataclass(frozen=True)
class Seen:
    """What was seen of one page."""

    page: str
    scheme: str
    outside: list[str]
    troubles: list[str]
    barriers: list[str]
    """What axe finds."""
    misfits: dict[str, list[str]]
    """What doesn't fit on the screen, by its width or the size of the text."""
    scrolling: list[str]
    """The tables that have to be scrolled sideways on the narrowest screen, but for the landscape list."""


def tour(
    factory: pytest.TempPathFactory, browser: Browser, site: Path, name: str, scheme: str
) -> tuple[Seen, ...]:
    """Return what was seen on a tour that only one of the processes makes."""

    def make(folder: Path) -> None:
        seen = [asdict(one) for one in _seen(browser, site, scheme)]
        (folder / "seen.json").write_text(json.dumps(seen), "utf-8")

    found: list[dict[str, Any]] = json.loads(
        (made_once(factory, name, make) / "seen.json").read_text("utf-8")
    )
    return tuple(Seen(**one) for one in found)


def _seen(browser: Browser, site: Path, scheme: str) -> list[Seen]:
    with served(site) as url, visiting(browser, url, color_scheme=scheme) as visitor:
        return [_look(visitor, page, scheme) for page in kinds_of_page(site).values()]


def _look(visitor: Visitor, page: str, scheme: str) -> Seen:
    visitor.goes_to(page)
    assert visitor.page.get_attribute("body", "data-md-color-scheme") == SCHEMES[scheme]
    barriers = ask_axe(visitor.page)
    misfits, scrolling = {}, []
    if scheme == "light":
        misfits |= {f"{width} px": _misfits(visitor.page, width) for width in NARROW}
        scrolling = visitor.page.evaluate(_SCROLLING)
        # What scrolls only on a phone has to be reached by the keyboard there.
        barriers += ask_axe(visitor.page)
        visitor.page.evaluate(_TWICE)
        misfits |= {f"{width} px, 200 %": _misfits(visitor.page, width) for width in (*NARROW, 1280)}
    seen = Seen(page, scheme, visitor.outside, list(visitor.troubles), barriers, misfits, scrolling)
    visitor.requests.clear()
    visitor.troubles.clear()
    return seen


def _misfits(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    found: list[str] = page.evaluate(_MEASURE)
    return found


def ask_axe(page: Page) -> list[str]:
    """Return what axe finds of WCAG 2.2 A and AA."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed; 'make setup' does it where npm is")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(_ASK_AXE)
    return found
