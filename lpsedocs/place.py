"""In which folder an office keeps its records, and which language it speaks.

Every command begins with this; help and completion need no more, so that nothing heavy is imported here.
"""

from pathlib import Path, PurePosixPath
from typing import Final

from lpsedocs.findings import Refusal, say
from lpsedocs.source import MAX_BYTES, parse_source

CONFIGURATION: Final = "mkdocs.yml"
_OFFICE: Final = PurePosixPath("records/organization.yaml")


def is_place(directory: Path) -> bool:
    """Tell whether records are kept in a directory; a link leads to records of somewhere else."""
    records = directory / "records"
    return (directory / CONFIGURATION).is_file() and records.is_dir() and not records.is_symlink()


def find_place(start: Path) -> Path:
    """Return the directory with records that another one lies in; refuses one outside of any."""
    start = start.absolute()
    for directory in (start, *start.parents):
        if is_place(directory):
            return directory
    raise Refusal(
        say(
            "there is no workspace here: neither {start} nor a directory above it has 'mkdocs.yml' "
            "and 'records'; "
            "go to one, name one with --root, or make one with 'lpsedocs init'",
            start=str(start),
        )
    )


def language_at(root: Path) -> str | None:
    """Return the language that the office has chosen, 'id' or 'en'; None where nothing can be read of it."""
    path = root / _OFFICE
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        data = parse_source(_OFFICE, file.read(MAX_BYTES + 1)).data
    language = data.get("language") if isinstance(data, dict) else None
    return language if isinstance(language, str) and language in ("id", "en") else None
