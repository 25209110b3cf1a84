"""Where each page lies, and how one links to another. Knows nothing of what pages say."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final

from lpsedocs.models.roster import Role

FOLDERS: Final[Mapping[str, str]] = {
    "requirement": "kebutuhan",
    "kak": "kak",
    "proposal": "usulan",
    "supplier": "pemasok",
    "asset": "aset",
    "inspection": "pemeriksaan",
    "form": "formulir",
    "evaluation": "evaluasi",
    "decision": "keputusan",
    "filing": "arsip",
}
"""The folder of each kind that has pages of its own, in the order in which people read them."""

DESKS: Final[Mapping[Role, str]] = {
    "pengguna": "meja/pengguna/",
    "pengelola": "meja/pengelola/",
    "kepala_lpse": "meja/kepala-lpse/",
}
HOME: Final = ""
PROCEDURES: Final = "prosedur/"
RULES: Final = "aturan/"
FINDINGS: Final = "temuan/"
WAIVERS: Final = "pengecualian/"
CALENDAR: Final = "kalender/"
CALENDAR_FILE: Final = "calendar.ics"
GLOSSARY: Final = "istilah/"
OFFICE: Final = "kantor/"
ABOUT: Final = "tentang/"
SUPPLIER_LIST: Final = "daftar-pendukung-layanan/"
FILES: Final = "berkas/"
CSS: Final = "assets/lpsedocs.css"
PAPER_CSS: Final = "assets/lpsedocs-paper.css"
JAVASCRIPT: Final = "assets/lpsedocs.js"
FROM_DISK: Final = "assets/lpsedocs-disk.js"
"""What runs before the theme does, on pages that are opened from a disk."""
SEARCH: Final = "assets/lpsedocs-search.js"
"""What makes the theme's search find words in other forms; it runs before the theme does too."""

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*", re.ASCII)


def list_page(kind: str) -> str:
    """Return the address of the list of a kind."""
    return f"{FOLDERS[kind]}/"


@lru_cache(maxsize=10_000)
def record_page_or_none(kind: str, name: str) -> str | None:
    """Return the address of a record's page; names that make no safe address, and some kinds, have none."""
    steps = PurePosixPath(name).parts[1:] if "/" in name else (name,)
    if kind not in FOLDERS or not steps or not all(_SAFE.fullmatch(step) for step in steps):
        return None
    return posixpath.join(FOLDERS[kind], *steps, "")


def procedure_page(number: int) -> str:
    """Return the address of a procedure."""
    return f"{PROCEDURES}{number}/"


def rule_page(code: str) -> str:
    """Return the address of a rule."""
    return f"{RULES}{code}/"


def file_address(path: str) -> str:
    """Return the address of an attachment by its path under ``records/``."""
    return FILES + path.partition("/")[2]


@dataclass(frozen=True)
class Links:
    """How links are written: to the folder where a server finds its index, or to the index itself."""

    index: str
    """``index.html`` for sites that are opened from a disk, else nothing."""

    def relative(self, here: str, there: str) -> str:
        """Return the link from one page to another, or to a file."""
        address, mark, fragment = there.partition("#")
        if address == here and mark:
            return mark + fragment
        path = _way(here, address)
        if address == "" or address.endswith("/"):
            path = posixpath.join(path, self.index)
        return path + mark + fragment


def _way(here: str, there: str) -> str:
    """Return the way from a folder to a place; ``posixpath.relpath`` would ask the disk where it stands."""
    start, end = ([step for step in path.split("/") if step] for path in (here, there))
    shared = len(posixpath.commonprefix([start, end]))
    return "/".join([".."] * (len(start) - shared) + end[shared:]) or "."


class NoLinks(Links):
    """On paper nothing can be followed."""

    def relative(self, here: str, there: str) -> str:
        """Return nothing."""
        return ""


ON_PAPER: Final = NoLinks("")
