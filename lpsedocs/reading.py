"""Which files under ``records/`` are read, and as what: the same in a folder and in a commit."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from lpsedocs.corpus import ENDINGS, GIT_ATTRIBUTES, RECORDS
from lpsedocs.models import ATTACHMENTS, kind_at_or_none, kind_of_id_or_none, name_at
from lpsedocs.source import HIDDEN, PROGRAM, Source, Trouble

LARGEST_POINTER = 1024
"""Of a git-LFS pointer, in bytes."""


def is_read(place: PurePosixPath) -> bool:
    """Tell whether a file is read: what is hidden is the editor's, unless git may take it for a record.

    Or unless git goes by it: with attributes it writes other bytes to disk than were decided.
    """
    kind = kind_of_id_or_none(place.stem.casefold().upper()) if place.suffix.lower() in ENDINGS else None
    is_record = kind is not None and not place.is_relative_to(ATTACHMENTS)
    return not _is_hidden(place) or is_record or place.name == GIT_ATTRIBUTES


def is_attachment(place: PurePosixPath) -> bool:
    """Tell whether a file that is read is an attachment, unless it is a link."""
    return place.is_relative_to(ATTACHMENTS) and place.name != GIT_ATTRIBUTES


def _is_hidden(place: PurePosixPath) -> bool:
    return any(part.startswith(".") for part in place.parts)


def record_at(path: PurePosixPath) -> str | None:
    """Return the name of the record that belongs at a path of the repository."""
    if not path.is_relative_to(RECORDS) or path.suffix.lower() not in ENDINGS:
        return None
    place = path.relative_to(RECORDS)
    return name_at(place) if kind_at_or_none(place) else None


def with_marks(sources: Sequence[Source], programs: Collection[PurePosixPath]) -> Iterator[Source]:
    """Add to each source what makes its file none that git takes for a plain, visible one."""
    for source in sources:
        marks: list[Trouble] = [HIDDEN] if _is_hidden(source.path.relative_to(RECORDS)) else []
        marks += [PROGRAM] if source.path in programs else []
        yield replace(source, troubles=(*source.troubles, *marks)) if marks else source
