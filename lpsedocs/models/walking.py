"""Walks through a record that fits its model: what it refers to, and every text with who may read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from lpsedocs.findings import Route
from lpsedocs.models.fields import Audience, Model
from lpsedocs.models.shapes import Choice, Fields, Items, Leaf, Shape, Slot, Table, slots_of

_STRICTER = list(Audience)


@dataclass(frozen=True)
class Reference:
    """A place that names something else by its id."""

    route: Route
    to: tuple[str, ...]
    """Names of the kinds that it may be, or ``person``, or ``engagement``."""
    id: str


class Passage(NamedTuple):
    """A text in a record."""

    route: Route
    text: str
    audience: Audience
    """The strictest of the field and of all around it."""
    title: str
    """The title of the field."""


def walk_references(record: Model) -> Iterator[Reference]:
    """Yield every place that names a record, a person or an engagement."""
    return _references_in_fields(record, type(record), ())


def _references_in_fields(record: Model, model: type[Model], route: Route) -> Iterator[Reference]:
    for slot in _referring_slots(model):
        value = getattr(record, slot.name)
        if value is not None:
            yield from _references(slot.shape, value, (*route, slot.key))


def _references(shape: Shape, value: Any, route: Route) -> Iterator[Reference]:
    match shape:
        case Leaf():
            yield Reference(route, shape.refers, value)
        case Items():
            for position, item in enumerate(value):
                yield from _references(shape.item, item, (*route, position))
        case Table():
            for key, item in value.items():
                if shape.key.refers:
                    yield Reference((*route, key), shape.key.refers, key)
                if _refers(shape.value):
                    yield from _references(shape.value, item, (*route, key))
        case Fields():
            yield from _references_in_fields(value, shape.model, route)
        case Choice() if _refers(chosen := shape.of_value(value)):
            yield from _references(chosen, value, route)


@cache
def _referring_slots(model: type[Model]) -> tuple[Slot, ...]:
    return tuple(slot for slot in slots_of(model).values() if _refers(slot.shape))


def _refers(shape: Shape) -> bool:
    match shape:
        case Leaf():
            return bool(shape.refers)
        case Items():
            return _refers(shape.item)
        case Table():
            return _refers(shape.key) or _refers(shape.value)
        case Fields():
            return bool(_referring_slots(shape.model))
        case Choice():
            return any(_refers(option) for _, option in shape.by_tag)


def walk_texts(record: Model) -> Iterator[Passage]:
    """Yield every text that is a value, in the order of the model."""
    return _texts_in_fields(record, type(record), (), Audience.PUBLIC)


def _texts_in_fields(record: Model, model: type[Model], route: Route, around: Audience) -> Iterator[Passage]:
    for slot in slots_of(model).values():
        value = getattr(record, slot.name)
        if value is not None:
            audience = max(around, slot.audience, key=_STRICTER.index)
            yield from _texts(slot.shape, value, (*route, slot.key), audience, slot.title)


def _texts(shape: Shape, value: Any, route: Route, audience: Audience, title: str) -> Iterator[Passage]:
    match shape:
        case Leaf():
            if isinstance(value, str):
                yield Passage(route, value, audience, title)
        case Items():
            for position, item in enumerate(value):
                yield from _texts(shape.item, item, (*route, position), audience, title)
        case Table():
            for key, item in value.items():
                yield from _texts(shape.value, item, (*route, key), audience, title)
        case Fields():
            yield from _texts_in_fields(value, shape.model, route, audience)
        case Choice():
            yield from _texts(shape.of_value(value), value, route, audience, title)
