"""How a record is built, read from the annotations of its model: which key holds what.

For walking along a route without asking pydantic again; worked out once for each model.
"""

import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import Tag

from lpsedocs.findings import Route, Term
from lpsedocs.models.fields import Audience, Model, Pattern, Refers, audience_of


@dataclass(frozen=True)
class Leaf:
    """A single value."""

    type: type
    values: tuple[str, ...] = ()
    """What it may be, where that is enumerated."""
    refers: tuple[str, ...] = ()
    """Names of what it may be the id of."""
    due: str | None = None
    """In words, the form that a text must have."""


@dataclass(frozen=True)
class Items:
    """A list."""

    item: "Shape"


@dataclass(frozen=True)
class Table:
    """A mapping with keys of one form, which are data themselves."""

    key: Leaf
    value: "Shape"


@dataclass(frozen=True)
class Fields:
    """A mapping with fixed keys."""

    model: type[Model]

    @property
    def slots(self) -> Mapping[str, "Slot"]:
        """What stands at each key."""
        return slots_of(self.model)


@dataclass(frozen=True)
class Choice:
    """One of several shapes, by the tags that pydantic puts into its routes."""

    by_tag: tuple[tuple[str, "Shape"], ...]

    def of_value(self, value: object) -> "Shape":
        """Return the shape that a value has: a mapping or a single value."""
        is_mapping = isinstance(value, dict | Model)
        return next(shape for _, shape in self.by_tag if isinstance(shape, Fields) is is_mapping)


Shape: TypeAlias = Leaf | Items | Table | Fields | Choice


@dataclass(frozen=True)
class Slot:
    """A field of a model."""

    name: str
    """The attribute."""
    key: str
    """The key in the file."""
    title: str
    description: str
    audience: Audience
    is_required: bool
    shape: Shape


@cache
def slots_of(model: type[Model]) -> Mapping[str, Slot]:
    """Return the fields of a model by their keys."""
    slots = (
        Slot(
            name=name,
            key=field.alias or name,
            title=field.title or name,
            description=field.description or "",
            audience=audience_of(field.json_schema_extra),
            is_required=field.is_required(),
            shape=_shape(field.annotation, tuple(field.metadata)),
        )
        for name, field in model.model_fields.items()
    )
    return {slot.key: slot for slot in slots}


def _shape(annotation: Any, metadata: tuple[object, ...] = ()) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0], (*arguments[1:], *metadata))
    if origin in (Union, types.UnionType):
        return _choice([argument for argument in arguments if argument is not types.NoneType])
    if origin is tuple:
        return Items(_shape(arguments[0]))
    if origin is dict:
        key = _shape(arguments[0])
        assert isinstance(key, Leaf)
        return Table(key, _shape(arguments[1]))
    if origin is Literal:
        return Leaf(str, values=arguments)
    if issubclass(annotation, Model):
        return Fields(annotation)
    return _leaf(annotation, metadata)


def _choice(arguments: list[Any]) -> Shape:
    if len(arguments) == 1:
        return _shape(arguments[0])
    return Choice(tuple((_tag(argument), _shape(argument)) for argument in arguments))


def _tag(annotation: Any) -> str:
    return next(mark.tag for mark in get_args(annotation) if isinstance(mark, Tag))


def _leaf(annotation: type, metadata: tuple[object, ...]) -> Leaf:
    refers = next((mark.to for mark in metadata if isinstance(mark, Refers)), ())
    due = next((mark.due for mark in metadata if isinstance(mark, Pattern)), None)
    return Leaf(annotation, refers=refers, due=due)


def slot_at_or_none(model: type[Model], route: Route) -> Slot | None:
    """Return the innermost field that a place in a record belongs to."""
    shape: Shape | None = Fields(model)
    slot: Slot | None = None
    for step in route:
        if isinstance(shape, Choice):
            shape = next((s for _, s in shape.by_tag if isinstance(s, Fields)), None)
        match shape:
            case Fields(slots=slots):
                slot = slots.get(str(step))
                shape = slot.shape if slot else None
            case Items(item=inner) | Table(value=inner):
                shape = inner
            case _:
                return None
        if shape is None:
            return None
    return slot


def label_of(model: type[Model], route: Route) -> Term | None:
    """Return what a person calls the place: the title of the field, of a list's field for its entries."""
    slot = slot_at_or_none(model, route)
    return Term(slot.title) if slot else None
