"""A YAML file as written: plain data, the place of every key and value, and what is wrong with the text.

Plain scalars mean what the core schema of YAML 1.2 says: `no` is a text, `010` is ten, a date stays text.
Knows nothing of records, of rules or of where files lie; bad text is a value here, never an exception.
"""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from lpsedocs.findings import Location, Route, say
from lpsedocs.source.characters import as_counted, foreign_lines, not_utf8, odd_characters, without_hidden
from lpsedocs.source.reader import MAX_VALUES, Reader
from lpsedocs.source.scalars import Plain
from lpsedocs.source.troubles import (
    HIDDEN,
    NO_FILE,
    PROGRAM,
    SYMBOLIC_LINK,
    TOO_LARGE,
    Mark,
    Trouble,
    TroubleKind,
    listed,
)

__all__ = [
    "HIDDEN",
    "MAX_BYTES",
    "NO_FILE",
    "PROGRAM",
    "SYMBOLIC_LINK",
    "TOO_LARGE",
    "Limits",
    "Plain",
    "Source",
    "Trouble",
    "TroubleKind",
    "parse_source",
    "unreadable",
]

MAX_BYTES: Final = 1024 * 1024
# A directive is not left to libyaml, which takes time by the square of their number.
_NOT_TO_BE_PARSED: Final = {TroubleKind.MERGE_CONFLICT, TroubleKind.TAG}


@dataclass(frozen=True)
class Limits:
    """How much a file may hold; what has more is not read."""

    bytes_: int = MAX_BYTES
    too_large: Trouble = TOO_LARGE
    """What is said of a file with more bytes."""
    values: int = MAX_VALUES


@dataclass(frozen=True)
class Source:
    """A file as written.

    Some troubles leave data that is worth judging further: the first value of a duplicate key, U+FFFD for a
    control or bidirectional character, a value without its anchor or tag. After the others `data` is None;
    only a file that is no mapping keeps what it is. Whoever *trusts* a file asks `is_clean`; `is_readable`
    is not enough.
    """

    path: PurePosixPath
    content: bytes = field(repr=False)
    data: Plain = field(repr=False, compare=False)
    troubles: tuple[Trouble, ...] = field(compare=False)

    @property
    def is_readable(self) -> bool:
        """Whether data is a mapping that can be judged further, though the text may have troubles."""
        return isinstance(self.data, dict)

    @property
    def is_clean(self) -> bool:
        """Whether the text has no trouble at all, so that no reader of YAML 1.2 finds other data in it."""
        return not self.troubles

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def text(self) -> str:
        """The text as lines and columns are counted: no byte-order mark in front, LF after each line."""
        return as_counted(self.content.decode(errors="replace"))

    def line(self, number: int) -> str:
        """Return the line, empty if there is none."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def locate(self, route: Route, *, key: bool = False) -> Location:
        """Return the place of the value at the route, or of its key; failing that, of the value around it."""
        found = self._nearest(route)
        if found not in self._places:
            return Location(self.path)
        key_mark, value_mark = self._places[found]
        mark = key_mark if key and len(found) == len(route) else value_mark
        return Location(self.path, mark.line + 1, mark.column + 1)

    def _nearest(self, route: Route) -> Route:
        found: Route = ()
        for step in route:
            if (*found, step) in self._places:
                found = (*found, step)
            elif (*found, str(step)) in self._places:
                found = (*found, str(step))
            else:
                break
        return found

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _places(self) -> "dict[Route, tuple[Mark, Mark]]":
        # Read anew when somebody asks: most files have no findings, and all marks would fill the memory.
        if self.data is None:
            return {}
        reader = Reader(without_hidden(self.text))
        reader.read()
        return reader.places


def parse_source(path: PurePosixPath, content: bytes, limits: Limits = Limits()) -> Source:
    """Read the bytes; whatever is wrong with them is among the troubles."""
    data, troubles = _read(content, limits)
    if path.suffix.lower() == ".yml":
        message = say("the file's name ends in '.yml'; rename it so that it ends in '.yaml'")
        troubles.append(Trouble(TroubleKind.YML_ENDING, 1, 1, message))
    return Source(path, content, data, tuple(listed(troubles)))


def unreadable(path: PurePosixPath, trouble: Trouble) -> Source:
    """Return the source of what is never read, such as a symbolic link."""
    return Source(path, b"", None, (trouble,))


def _read(content: bytes, limits: Limits) -> tuple[Plain, list[Trouble]]:
    if len(content) > limits.bytes_:
        return None, [limits.too_large]
    try:
        written = content.decode()
    except UnicodeDecodeError as error:
        return None, [not_utf8(content, error.start)]
    text = as_counted(written)
    troubles = [*odd_characters(written, text), *foreign_lines(text)]
    if any(trouble.kind in _NOT_TO_BE_PARSED for trouble in troubles):
        return None, troubles
    reader = Reader(without_hidden(text) if troubles else text, limits.values)
    data = reader.read()
    return data, troubles + reader.troubles
