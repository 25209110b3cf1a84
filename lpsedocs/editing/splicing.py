"""A new value set into a text: every byte that is not part of the change stays."""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from lpsedocs.editing.keys import slots_at
from lpsedocs.editing.places import Entry, OddTextError, Root, Value, line_end, line_start, places_in
from lpsedocs.editing.rendering import WIDTH, Written, written, written_inline, written_item, written_key
from lpsedocs.findings import Refusal, Route, say
from lpsedocs.models.fields import Model
from lpsedocs.source import Plain, Source, parse_source


@dataclass(frozen=True)
class Put:
    """A key gets a value, in place of the one it has or anew."""

    route: Route
    value: Plain


@dataclass(frozen=True)
class Append:
    """A list gets one more item; a list that isn't there yet begins with it."""

    route: Route
    item: Plain


Change: TypeAlias = Put | Append


class _CannotSplice(Exception):
    """The text is laid out in a way that the change has no safe place in."""


def edited(source: Source, model: type[Model], changes: Iterable[Change]) -> bytes:
    """Return the record's bytes with the changes in them; refuses what can't be set in safely."""
    text = source.text
    for change in changes:
        text = _edited(source, text, model, change)
    return text.encode()


def _edited(source: Source, text: str, model: type[Model], change: Change) -> str:
    before = parse_source(source.path, text.encode())
    if not before.is_clean:
        raise Refusal(
            say(
                "{path}:{line}: the file can't be changed before this is mended: {trouble}",
                path=str(source.path),
                line=before.troubles[0].line,
                trouble=before.troubles[0].message,
            )
        )
    due = _changed(before.data, change)
    try:
        result = _spliced(text, before.data, model, change)
    except (_CannotSplice, OddTextError):
        raise _refusal(source, change) from None
    after = parse_source(source.path, result.encode())
    if not after.is_clean or after.data != due:
        raise _refusal(source, change)
    return result


def _refusal(source: Source, change: Change) -> Refusal:
    return Refusal(
        say(
            "{path}: '{key}' can't be written into the file as it is laid out; write it there by hand, "
            "with this value: {value}",
            path=str(source.path),
            key=".".join(map(str, change.route)),
            value=written_inline(change.value if isinstance(change, Put) else change.item),
        )
    )


def _changed(data: Plain, change: Change) -> Plain:
    changed: Any = copy.deepcopy(data)
    *way, last = change.route
    around = changed
    for step in way:
        around = around[step]
    if isinstance(change, Put):
        around[last] = change.value
    else:
        there = around.get(last) if isinstance(around, dict) else around[last]
        around[last] = [*(there or []), change.item]
    result: Plain = changed
    return result


def _spliced(text: str, data: Plain, model: type[Model], change: Change) -> str:
    root = places_in(text)
    if isinstance(change, Append):
        return _appended(text, data, root, model, change)
    return _put(text, root, model, change.route, change.value)


def _put(text: str, root: Root, model: type[Model], route: Route, value: Plain) -> str:
    around = root.at(route[:-1])
    if around is None:
        raise _CannotSplice
    entry = around.entry(route[-1])
    if entry is None:
        order = tuple(slots_at(model, route[:-1]))
        return _inserted(text, around, str(route[-1]), value, order)
    if around.is_flow:
        return text[: entry.colon] + _spaced(around, written_inline(value)) + text[entry.value.end :]
    return _replaced(text, around, entry, value)


def _spaced(around: Value, text: str) -> str:
    return f" {text}" if around.by_key is not None else text


def _inserted(text: str, around: Value, key: str, value: Plain, order: Sequence[str]) -> str:
    if around.by_key is None:
        raise _CannotSplice
    if around.is_flow:
        return _inserted_in_brackets(text, around, f"{written_key(key)}: {written_inline(value)}")
    before = _before(around.by_key, key, order)
    column = _column(text, before.start)
    place = line_end(text, before.value.end)
    lines = _lines(written(value, WIDTH - column), f"{written_key(key)}:")
    return text[:place] + "".join(f"\n{_indented(line, column)}" for line in lines) + text[place:]


def _before(by_key: dict[str, Entry], key: str, order: Sequence[str]) -> Entry:
    """Return the entry behind which a new key belongs: the nearest that the model has before it."""
    earlier = order[: order.index(key)] if key in order else ()
    return next((by_key[name] for name in reversed(earlier) if name in by_key), [*by_key.values()][-1])


def _inserted_in_brackets(text: str, around: Value, new: str) -> str:
    if not around.entries:
        return text[: around.start + 1] + new + text[around.end - 1 :]
    place = around.entries[-1].value.end
    return f"{text[:place]}, {new}{text[place:]}"


def _replaced(text: str, around: Value, entry: Entry, value: Plain) -> str:
    """Replace the value of a key in a line of its own; a comment on that line stays."""
    if around.by_key is None:
        return _replaced_item(text, around, entry, value)
    column = _column(text, entry.start)
    new = written(value, WIDTH - column)
    old = entry.value
    after = line_end(text, old.end)
    if old.is_block:
        blank, comment = " ", text[entry.colon : line_end(text, entry.colon)].rstrip(" ")
    else:
        blank, comment = text[entry.colon : old.start] or " ", text[old.end : after].rstrip(" ")
    first = f"{blank}{new.head}" if new.head else ""
    body = "".join(f"\n{_indented(line, column)}" for line in new.body)
    return text[: entry.colon] + first + comment + body + text[after:]


def _replaced_item(text: str, around: Value, item: Entry, value: Plain) -> str:
    start = line_start(text, item.start) + around.column
    if not text.startswith("-", start):
        raise _CannotSplice
    lines = written_item(value, WIDTH - around.column if item.value.is_flow else 0)
    body = f"\n{' ' * around.column}".join(lines)
    after = line_end(text, item.value.end)
    return text[:start] + body + text[after:]


def _appended(text: str, data: Plain, root: Root, model: type[Model], change: Append) -> str:
    found = root.at(change.route)
    if found is None or found.items is None:
        return _put(text, root, model, change.route, [change.item])
    if found.is_block:
        return _appended_below(text, found, change.item)
    around = root.at(change.route[:-1])
    assert around is not None
    if around.is_flow or (found.items and not isinstance(change.item, dict)):
        return _inserted_in_brackets(text, found, written_inline(change.item))
    return _put(text, root, model, change.route, [*_items_at(data, change.route), change.item])


def _items_at(data: Plain, route: Route) -> list[Plain]:
    found: Any = data
    for step in route:
        found = found[step]
    return list(found)


def _appended_below(text: str, found: Value, item: Plain) -> str:
    last = found.entries[-1].value
    width = 0 if last.is_block else WIDTH - found.column
    place = line_end(text, found.end)
    lines = written_item(item, width)
    return text[:place] + "".join(f"\n{_indented(line, found.column)}" for line in lines) + text[place:]


def _lines(new: Written, key: str) -> tuple[str, ...]:
    return (f"{key} {new.head}".rstrip(" ") if new.head else key, *new.body)


def _indented(line: str, column: int) -> str:
    return " " * column + line if line else line


def _column(text: str, index: int) -> int:
    return index - text.rfind("\n", 0, index) - 1
