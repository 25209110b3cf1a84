"""The picture of the letterhead as an address that holds it whole: papers need no file beside them."""

from base64 import b64encode
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from lpsedocs.corpus import Corpus
from lpsedocs.workspace import Workspace

LARGEST_ON_A_PAGE: Final = 20_000
"""In bytes; every page of a record carries it."""
LARGEST_ON_PAPER: Final = 2_000_000
_KINDS: Final[Mapping[str, str]] = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}


def logo_or_none(workspace: Workspace, corpus: Corpus, most: int) -> str | None:
    """Return the logo that the letterhead names; None where it isn't an ordinary picture of that size."""
    path = corpus.organization.letterhead.logo if corpus.organization else None
    file = corpus.files.get(path) if path else None
    kind = _KINDS.get(PurePosixPath(path or "").suffix.lower())
    if file is None or kind is None or file.size > most or file.lfs_oid is not None:
        return None
    content = (workspace.records / file.place).read_bytes()
    return f"data:{kind};base64,{b64encode(content).decode()}"
