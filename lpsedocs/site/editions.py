"""What an edition of the site may show of a record: the one place that leaves out what isn't for its readers.

Pages, titles, links and search entries see records only through ``project``.
"""

import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias, get_args, get_type_hints

from lpsedocs.findings import Rupiah
from lpsedocs.models import ATTACHMENTS
from lpsedocs.models.fields import Attachment, Audience, Model, Money
from lpsedocs.models.proposal import Package
from lpsedocs.models.shapes import Choice, Fields, Items, Leaf, Shape, Slot, Table, slots_of


class Edition(enum.StrEnum):
    """For whom a site is built."""

    OFFICE = "office"
    PUBLIC = "public"


@dataclass(frozen=True)
class Word:
    """An enumerated value, which ``models.words`` puts into words."""

    value: str
    rank: int = field(default=0, compare=False)
    """Which of the model's values it is, counted from the first."""


@dataclass(frozen=True)
class Ranked:
    """A text that stands for a place in an order, as the predicate of a score does."""

    text: str
    rank: int


@dataclass(frozen=True)
class Ref:
    """The id of a record, a person or an engagement."""

    id: str
    is_person: bool = False


@dataclass(frozen=True)
class Digest:
    """A SHA-256."""

    hex: str


@dataclass(frozen=True)
class FilePath:
    """The path of an attachment under ``records/``."""

    path: str


@dataclass(frozen=True)
class Cell:
    """A field with its value."""

    slot: Slot
    value: "Value"


@dataclass(frozen=True, eq=False)
class Shown:
    """A record, or a mapping in one, as far as an edition shows it; ``shown["key"]`` is None for the rest."""

    of: type[Model]
    cells: Mapping[str, Cell]

    def __getitem__(self, key: str) -> Any:
        cell = self.cells.get(key)
        return cell.value if cell else None


Value: TypeAlias = (
    "Shown | tuple[Value, ...] | Mapping[Value, Value]"
    " | Word | Ranked | Ref | Digest | FilePath | Rupiah | str | int | Decimal | date | bool"
)

_HEXADECIMAL = re.compile("[0-9a-f]{64}", re.ASCII)


def project(record: Model, edition: Edition) -> Shown:
    """Return what the edition shows of a record."""
    return Shown(type(record), {cell.slot.key: cell for cell in _cells(record, edition)})


def _cells(record: Model, edition: Edition) -> Iterator[Cell]:
    for slot in slots_of(type(record)).values():
        value = getattr(record, slot.name)
        if _is_open(record, slot, edition):
            found = _value(slot.shape, value, edition, is_money=slot.name in _money_in(type(record)))
        else:
            found = _public_files(value)
        if found is not None and found != () and found != {}:
            yield Cell(slot, found)


def _is_open(record: Model, slot: Slot, edition: Edition) -> bool:
    if edition is Edition.OFFICE or slot.audience is Audience.PUBLIC:
        return True
    if isinstance(record, Package) and slot.key == "hps":
        return record.hps_announced
    return slot.key in ("file", "sha256") and getattr(record, "audience", None) == "public"


def _public_files(value: object) -> "Value | None":
    """Return the attachments marked public, which stand in lists that are internal as a whole."""
    if not isinstance(value, tuple):
        return None
    return tuple(project(item, Edition.PUBLIC) for item in value if _is_public_file(item))


def _is_public_file(item: object) -> bool:
    return isinstance(item, Attachment) and item.audience == "public"


def _value(shape: Shape, value: Any, edition: Edition, *, is_money: bool = False) -> "Value | None":
    if value is None:
        return None
    match shape:
        case Fields():
            shown = project(value, edition)
            return shown if shown.cells else None
        case Items():
            return tuple(_present(_value(shape.item, item, edition) for item in value))
        case Table():
            pairs = ((_leaf(shape.key, key), item) for key, item in value.items())
            return {
                key: found for key, item in pairs if (found := _value(shape.value, item, edition)) is not None
            }
        case Choice():
            return _value(shape.of_value(value), value, edition)
        case Leaf():
            return Rupiah(value) if is_money else _leaf(shape, value)


def _present(values: "Iterator[Value | None]") -> "Iterator[Value]":
    return (value for value in values if value is not None)


def _leaf(leaf: Leaf, value: Any) -> "Value":
    if leaf.values:
        return Word(value, leaf.values.index(value))
    if leaf.refers:
        return Ref(value, is_person="person" in leaf.refers)
    if isinstance(value, str) and _HEXADECIMAL.fullmatch(value):
        return Digest(value)
    if isinstance(value, str) and value.startswith(f"{ATTACHMENTS}/"):
        return FilePath(value)
    return value  # type: ignore[no-any-return]  # the model has judged what it is


@cache
def _money_in(model: type[Model]) -> frozenset[str]:
    hints = get_type_hints(model, include_extras=True)
    return frozenset(name for name, hint in hints.items() if Money in (hint, *get_args(hint)))


def references_in(value: "Value | None") -> Iterator[Ref]:
    """Yield every id in what is shown, in order."""
    for found in leaves_in(value):
        if isinstance(found, Ref):
            yield found


def files_in(value: "Value | None") -> Iterator[tuple[str, str]]:
    """Yield each file that is shown together with its SHA-256."""
    match value:
        case Shown():
            file, digest = value["file"], value["sha256"]
            if isinstance(file, FilePath) and isinstance(digest, Digest):
                yield file.path, digest.hex
            for cell in value.cells.values():
                yield from files_in(cell.value)
        case tuple():
            for item in value:
                yield from files_in(item)


def leaves_in(value: "Value | None") -> "Iterator[Value]":
    """Yield every single value in what is shown, in order."""
    match value:
        case None:
            return
        case Shown():
            for cell in value.cells.values():
                yield from leaves_in(cell.value)
        case tuple():
            for item in value:
                yield from leaves_in(item)
        case Mapping():
            for key, item in value.items():
                yield from leaves_in(key)
                yield from leaves_in(item)
        case _:
            yield value
