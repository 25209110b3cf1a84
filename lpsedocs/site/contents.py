"""How what is shown of a record is laid out: facts, long texts, tables and sections, from any model.

Knows the shapes of values and no kind of record.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lpsedocs.models.fields import Act, Span
from lpsedocs.models.shapes import Slot
from lpsedocs.site.editions import Cell, Shown, Value
from lpsedocs.site.markdown import is_long


@dataclass(frozen=True)
class Facts:
    """Fields with short values."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Prose:
    """A long text under a heading."""

    slot: Slot
    text: str


@dataclass(frozen=True)
class Grid:
    """A list of mappings as a table, with a column for each field that any of them has."""

    slot: Slot
    columns: tuple[Slot, ...]
    rows: tuple[Shown, ...]


@dataclass(frozen=True)
class Pairs:
    """A mapping whose keys are data."""

    slot: Slot
    rows: tuple[tuple[Value, Value], ...]


@dataclass(frozen=True)
class Section:
    """A mapping of its own under a heading."""

    slot: Slot
    blocks: "tuple[Block, ...]"


_ACT = ("by", "date", "to")

Block: TypeAlias = "Facts | Prose | Grid | Pairs | Section"


def blocks_of(shown: Shown, leave_out: Collection[str] = ()) -> tuple[Block, ...]:
    """Return the fields of a record: those with short values first, then the others as in the model."""
    cells = [cell for cell in _joined(shown) if cell.slot.key not in leave_out]
    if is_text_by_text(cells):
        return tuple(_block(cell.slot, cell.value) for cell in cells)
    short = tuple(cell for cell in cells if is_short(cell.value))
    facts = [Facts(short)] if short else []
    return (*facts, *(_block(cell.slot, cell.value) for cell in cells if cell not in short))


def is_text_by_text(cells: Iterable[Cell]) -> bool:
    """Tell whether fields are the sections of one text, whose order matters."""
    values = [cell.value for cell in cells]
    texts = [value for value in values if isinstance(value, str)]
    return texts == values and any(map(is_long, texts))


def _joined(shown: Shown) -> Iterator[Cell]:
    """Yield the fields, with who and when of an act as one."""
    keys = _ACT if issubclass(shown.of, Act) else ()
    act = {key: cell for key, cell in shown.cells.items() if key in keys}
    if act:
        yield Cell(next(iter(act.values())).slot, Shown(Act, act))
    yield from (cell for key, cell in shown.cells.items() if key not in act)


def _block(slot: Slot, value: Value) -> Block:
    match value:
        case Shown():
            return Section(slot, blocks_of(value))
        case Mapping():
            return Pairs(slot, tuple(value.items()))
        case tuple():
            rows = tuple(row for row in value if isinstance(row, Shown))
            return Grid(slot, columns_of(rows), rows)
    return Prose(slot, str(value))


def is_short(value: Value) -> bool:
    """Tell whether a value fits beside its label: a single one, an act, a time, or a list of such."""
    match value:
        case Shown():
            return is_inline(value)
        case tuple():
            return not any(isinstance(item, Shown) for item in value)
        case Mapping():
            return False
        case str():
            return not is_long(value)
    return True


def is_inline(shown: Shown) -> bool:
    """Tell whether a mapping is nothing but who and when, or from when to when."""
    return set(shown.cells) <= set(_ACT) if issubclass(shown.of, Act) else is_time(shown)


def is_time(shown: Shown) -> bool:
    """Tell whether a mapping is nothing but a time."""
    return issubclass(shown.of, Span) and set(shown.cells) <= {"from", "until"}


def columns_of(rows: Iterable[Shown]) -> tuple[Slot, ...]:
    """Return the fields that any of the rows has, in the order of their model."""
    found = {key: cell.slot for row in rows for key, cell in row.cells.items()}
    order = list(dict.fromkeys(key for row in rows for key in row.of.model_fields))
    aliases = {field.alias or name: name for row in rows for name, field in row.of.model_fields.items()}
    return tuple(sorted(found.values(), key=lambda slot: order.index(aliases[slot.key])))
