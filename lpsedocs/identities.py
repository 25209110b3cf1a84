"""What an entry of a list is known by, when others come before it."""

from collections.abc import Sequence
from typing import Any, Final

from lpsedocs.findings import Route

_SURE: Final = ("id", "criterion", "supplier", "file", "key", "number")
_LIKELY: Final = ("date", "what", "description", "kind")
NAMING: Final = (*_SURE, *_LIKELY)
"""The keys that tell people the entries of a list apart, the surest first."""
_NAMELESS: Final = ("person", "record", "name", "ssh", "openpgp", "account", "action")
IDENTIFYING: Final = (*_SURE, "sha256", *_LIKELY, *_NAMELESS)
"""The keys by which a program knows an entry again, be they fit to be read or not."""


def steady(data: Any, route: Route, naming: Sequence[str] = IDENTIFYING) -> Route:
    """Return a route with what names each entry of a list instead of its number, which moves."""
    steps: list[str | int] = []
    for step in route:
        is_list = isinstance(data, list)
        data = inside(data, step)
        steps.append(_name_or_none(data, naming) or step if is_list else step)
    return tuple(steps)


def inside(data: Any, step: str | int) -> Any:
    """Return what stands in plain data at a key or a number; None where nothing does."""
    match data, step:
        case dict(), _:
            return data.get(step)
        case list(), int() if step < len(data):
            return data[step]
    return None


def _name_or_none(item: Any, naming: Sequence[str]) -> str | None:
    values = (item.get(key) for key in naming) if isinstance(item, dict) else (item,)
    return next((str(value) for value in values if isinstance(value, str | int)), None)
