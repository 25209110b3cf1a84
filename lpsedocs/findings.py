"""What a check says: a message in no language yet, the place it speaks of, and how grave it is.

Knows nothing of records, of YAML or of how a message is printed.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath
from typing import TypeAlias

Route: TypeAlias = tuple[str | int, ...]
"""The way into a record: ``("scores", 2, "score")``."""


class Severity(enum.StrEnum):
    """How grave a finding is; only an error makes a check fail by itself."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Term:
    """A word of the product inside a message (a label, an enumerated value): translated with it."""

    text: str


@dataclass(frozen=True)
class Rupiah:
    """An amount of money in rupiah, printed as ``Rp 150.000.000``."""

    amount: Decimal


Value: TypeAlias = "str | int | Decimal | date | Term | Rupiah | Message | tuple[Value, ...]"


@dataclass(frozen=True)
class Message:
    """A sentence as an English template with named gaps, and what fills them."""

    template: str
    values: tuple[tuple[str, Value], ...] = ()


def say(template: str, **values: Value) -> Message:
    """Return the message; the template is what the catalogue translates, so it is a literal."""
    return Message(template, tuple(values.items()))


def printable(text: str) -> str:
    """Escape what a terminal would obey or hide, and what is no Unicode."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file; the path is relative to the workspace, line and column start at 1."""

    path: PurePosixPath
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.name}:{self.line}:{self.column}"

    @property
    def name(self) -> str:
        """The path as it may be printed: a file's name may have any byte but NUL and the slash."""
        return printable(str(self.path))


@dataclass(frozen=True)
class Breach:
    """A rule broken: where, and in words that say what is there and what was due."""

    location: Location
    message: Message
    record: str | None = None
    """The id of the record that the breach belongs to, for waivers."""
    severity: Severity | None = None
    """How grave it is, where that differs from breach to breach of one rule."""
    route: Route = ()
    """The way to the value at fault, if the rule knows it: unlike the line, it stays when the file grows."""


@dataclass(frozen=True)
class Finding:
    """A breach with the rule that it breaks; what reporters print."""

    code: str
    name: str
    severity: Severity
    location: Location
    message: Message
    help: Message
    record: str | None = None
    waived: str | None = None
    """Why a waiver of the organization lets it pass, if one does."""
    route: Route = ()
    """The way to the value at fault, with the names of entries instead of their numbers."""


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity among findings that no waiver covers."""
    order = list(Severity)
    live = [finding.severity for finding in findings if finding.waived is None]
    return max(live, key=order.index, default=None)


class SpokenError(Exception):
    """An error whose reason a person may read: a message, which is no text before it is printed."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class Refusal(SpokenError):
    """What the user asked for can't be done; the message says why and what to do. Exit code 2."""
