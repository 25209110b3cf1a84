"""Which keys belong at a place of a record, in what order, and what a person calls them."""

from collections.abc import Mapping

from lpsedocs.findings import Route
from lpsedocs.models.fields import Model
from lpsedocs.models.shapes import Choice, Fields, Items, Shape, Slot, Table


def slots_at(model: type[Model], route: Route) -> Mapping[str, Slot]:
    """Return the keys of the mapping at a route, in the model's order; nothing where keys are data."""
    shape: Shape | None = Fields(model)
    for step in route:
        shape = _inside(_mapping(shape), step)
    shape = _mapping(shape)
    return shape.slots if isinstance(shape, Fields) else {}


def _mapping(shape: Shape | None) -> Shape | None:
    """Of several shapes choose the mapping, since single values have no keys."""
    if isinstance(shape, Choice):
        return next((option for _, option in shape.by_tag if isinstance(option, Fields)), None)
    return shape


def _inside(shape: Shape | None, step: str | int) -> Shape | None:
    match shape:
        case Fields(slots=slots):
            return slots[str(step)].shape if step in slots else None
        case Items(item=inner) | Table(value=inner):
            return inner
        case _:
            return None
