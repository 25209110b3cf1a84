"""The address of a record's page as a code, by which whoever holds the paper finds the page."""

from dataclasses import dataclass
from typing import Final

import segno
from markupsafe import Markup

from lpsedocs.site.view import View

_LONGEST: Final = 500
"""How long an address may be whose code a camera still reads off paper."""


@dataclass(frozen=True)
class Code:
    """An address for people, and for the camera of a phone."""

    address: str

    @property
    def drawing(self) -> Markup:
        """Return the code as SVG, with the quiet margin that readers need."""
        code = segno.make(self.address, error="m", micro=False)
        return Markup(code.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None, light="#fff"))


def code_or_none(view: View, name: str) -> Code | None:
    """Return the code of a record's page; None where the office doesn't say where its pages are."""
    site = view.corpus.organization.site if view.corpus.organization else None
    page = view.page_of(name)
    address = f"{site.rstrip('/')}/{page}" if site and page else ""
    return Code(address) if 0 < len(address) <= _LONGEST else None
