"""What a file that does not fit its model says all the same: whom it refers to, where that can be read.

So that all that is wrong with a file is told in one run. Takes plain data; knows no kind of record.
"""

from collections.abc import Collection, Iterator
from typing import Any

from lpsedocs.findings import Route
from lpsedocs.models.fields import Model
from lpsedocs.models.shapes import Choice, Fields, Items, Leaf, Shape, Table
from lpsedocs.models.walking import Reference


def salvage_references(model: type[Model], data: object, unfit: Collection[Route]) -> Iterator[Reference]:
    """Yield every place that names something, but for those whose own form is wrong."""
    return (found for found in _references(Fields(model), data, ()) if found.route not in unfit)


def _references(shape: Shape, data: Any, route: Route) -> Iterator[Reference]:
    match shape:
        case Leaf(refers=to) if to and isinstance(data, str):
            yield Reference(route, to, data)
        case Fields(slots=slots) if isinstance(data, dict):
            for key, value in data.items():
                if slot := slots.get(key):
                    yield from _references(slot.shape, value, (*route, key))
        case Items(item=item) if isinstance(data, list):
            for index, value in enumerate(data):
                yield from _references(item, value, (*route, index))
        case Table(value=inner) if isinstance(data, dict):
            for key, value in data.items():
                yield from _references(inner, value, (*route, key))
        case Choice():
            yield from _references(shape.of_value(data), data, route)
