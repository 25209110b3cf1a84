"""Where the keys and values of a text begin and end, to the character: what a change may touch."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from lpsedocs.findings import Route

_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """A key with its value in a mapping, or an item of a list."""

    start: int
    """Where the key begins; of an item, the value."""
    colon: int
    """Behind the key's colon; of an item, where the value begins."""
    value: "Value"


@dataclass(frozen=True)
class Value:
    """A value in the text; empty where nothing was written."""

    start: int
    end: int
    """Behind its last character; comments after it are not part of it."""
    column: int
    is_flow: bool
    """Whether it has brackets, or stands among them."""
    style: str | None
    """The sign that a text begins with, if it has one."""
    by_key: dict[str, Entry] | None = None
    items: tuple[Entry, ...] | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What stands in it."""
        return tuple(self.by_key.values()) if self.by_key is not None else self.items or ()

    @property
    def is_block(self) -> bool:
        """Whether it is a mapping or list in lines of its own."""
        return not self.is_flow and (self.by_key is not None or self.items is not None)

    def at(self, route: Route) -> "Value | None":
        """Return the value at a route, if there is one."""
        value: Value | None = self
        for step in route:
            entry = value.entry(step) if value else None
            value = entry.value if entry else None
        return value

    def entry(self, step: str | int) -> Entry | None:
        """Return what stands at a key or a position, if there is something."""
        if isinstance(step, str):
            return (self.by_key or {}).get(step)
        return dict(enumerate(self.items or ())).get(step)


Root: TypeAlias = Value


class OddTextError(Exception):
    """The text is YAML, but laid out in a way that ruamel.yaml doesn't read."""


@lru_cache(maxsize=2)
def places_in(text: str) -> Root:
    """Return the places in a text that the reader finds clean; raises OddTextError.

    The last texts are kept: one and the same is looked through several times while it is laid out anew.
    """
    try:
        node = YAML(pure=True).compose(text)
    except YAMLError as error:
        raise OddTextError from error
    return _value(node, text, node.start_mark.index, is_flow=False)


def line_start(text: str, index: int) -> int:
    """Return where the line of a character begins."""
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Return where the line of a character ends, before its line break."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found


def comments_in(text: str) -> list[str]:
    """Return every comment, sorted."""
    masked = list(text)
    for start, end in _scalars(places_in(text)):
        masked[start:end] = ["x" if sign != "\n" else sign for sign in masked[start:end]]
    return sorted(match[0].rstrip(" ") for match in _COMMENT.finditer("".join(masked)))


def _scalars(value: Value) -> Iterator[tuple[int, int]]:
    for entry in value.entries:
        if value.by_key is not None:
            yield entry.start, entry.colon
        yield from _scalars(entry.value)
    if value.by_key is None and value.items is None:
        yield value.start, value.end


def _value(node: Node, text: str, start: int, *, is_flow: bool) -> Value:
    """Make a place of a node; ``start`` is where an empty one stands."""
    if isinstance(node, ScalarNode):
        return _scalar(node, text, start, is_flow=is_flow)
    assert isinstance(node, MappingNode | SequenceNode)
    is_flow = is_flow or bool(node.flow_style)
    first, column = node.start_mark.index, node.start_mark.column
    if isinstance(node, MappingNode):
        by_key = {key.value: _keyed(key, value, text, is_flow=is_flow) for key, value in node.value}
        end = _end(node, tuple(by_key.values()), is_flow=is_flow)
        return Value(first, end, column, is_flow, None, by_key=by_key)
    items = tuple(_item(item, text, is_flow=is_flow) for item in node.value)
    return Value(first, _end(node, items, is_flow=is_flow), column, is_flow, None, items=items)


def _scalar(node: ScalarNode, text: str, start: int, *, is_flow: bool) -> Value:
    first, last = node.start_mark.index, node.end_mark.index
    if first == last:
        return Value(start, start, 0, is_flow, None)
    end = first + len(text[first:last].rstrip("\n ")) if node.style in ("|", ">") else last
    return Value(first, end, node.start_mark.column, is_flow, node.style)


def _keyed(key: Node, value: Node, text: str, *, is_flow: bool) -> Entry:
    colon = text.index(":", key.end_mark.index) + 1
    return Entry(key.start_mark.index, colon, _value(value, text, colon, is_flow=is_flow))


def _item(node: Node, text: str, *, is_flow: bool) -> Entry:
    start = node.start_mark.index
    value = _value(node, text, start, is_flow=is_flow)
    return Entry(value.start, value.start, value)


def _end(node: Node, entries: tuple[Entry, ...], *, is_flow: bool) -> int:
    # The parser sees a block end only where the next thing begins, behind comments that are not part of it.
    return node.end_mark.index if is_flow or not entries else entries[-1].value.end
