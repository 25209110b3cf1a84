"""The pages that a forge has for a file, worked out from the one address that the site is told."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote, urlsplit


@dataclass(frozen=True)
class OnForge:
    """The addresses of one file."""

    source: str
    edit: str
    history: str


_FORMS: Final = (
    (
        # GitLab
        re.compile(r"(?P<repository>.+?)/-/(?:edit|blob|tree|raw)/(?P<place>.+)"),
        ("{repository}/-/blob/{place}", "{repository}/-/edit/{place}", "{repository}/-/commits/{place}"),
    ),
    (
        # Gitea and Forgejo
        re.compile(r"(?P<repository>.+?)/(?:_edit|(?:src|raw)/branch)/(?P<place>.+)"),
        (
            "{repository}/src/branch/{place}",
            "{repository}/_edit/{place}",
            "{repository}/commits/branch/{place}",
        ),
    ),
    (
        # GitHub
        re.compile(r"(?P<repository>https?://[^/]+/[^/]+/[^/]+)/(?:edit|blob|tree|raw)/(?P<place>.+)"),
        ("{repository}/blob/{place}", "{repository}/edit/{place}", "{repository}/commits/{place}"),
    ),
)
"""The address of a file on each forge, and the pages made of it: what it says, to edit it, its history."""


def on_forge_or_none(address: str, path: PurePosixPath) -> OnForge | None:
    """Return the pages of a file below an address such as ``https://github.com/o/r/edit/main/``."""
    if urlsplit(address).scheme not in ("http", "https"):
        return None
    whole = _with_dash(f"{address.rstrip('/')}/{quote(str(path))}")
    for form, pages in _FORMS:
        found = form.fullmatch(whole)
        if found:
            return OnForge(*(page.format(**found.groupdict()) for page in pages))
    return None


def _with_dash(address: str) -> str:
    """Return GitLab's address in its present form; MkDocs still makes the old one."""
    host = urlsplit(address).hostname or ""
    if "gitlab" not in host or "/-/" in address:
        return address
    return re.sub(r"/(edit|blob|tree|raw)/", r"/-/\1/", address, count=1)
