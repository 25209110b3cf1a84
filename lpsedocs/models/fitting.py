"""Fits plain data to the model of its kind; what does not fit is said in words that an office knows.

Each misfit has the route to its place, what the field is called, what is there and what was due.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from lpsedocs.findings import Message, Route, Term, say
from lpsedocs.models import Kind
from lpsedocs.models.fields import Model
from lpsedocs.models.shapes import Choice, Fields, Items, Leaf, Shape, Slot, Table, label_of
from lpsedocs.models.walking import Passage, Reference, walk_references, walk_texts
from lpsedocs.models.wording import nearest, trouble_of

__all__ = ["Misfit", "Passage", "Reference", "fit", "label_of", "walk_references", "walk_texts"]


@dataclass(frozen=True)
class Misfit:
    """A place in a file that does not fit its model."""

    route: Route
    at_key: bool
    """Whether the key at the route is meant, and not the value."""
    message: Message
    is_lack: bool = False
    """Whether nothing stands there, where something is due."""


@dataclass(frozen=True)
class _Place:
    """Where an error of pydantic is, in terms of the file."""

    route: Route
    shape: Shape | None
    slot: Slot | None
    """The innermost field around it."""
    siblings: Mapping[str, Slot]
    """What may stand in the innermost mapping around it, by key."""
    is_key: bool = False

    @property
    def named(self) -> Message:
        """What a person calls the place, with its path as humans count."""
        path = ".".join(str(step + 1) if isinstance(step, int) else _shown_key(step) for step in self.route)
        return say("{label} ({key})", label=Term(self.slot.title if self.slot else path), key=path)


def _shown_key(key: str) -> str:
    """Return a key as a message may quote it."""
    return key if len(key) <= 40 else key[:39] + "…"


def fit(kind: Kind, data: object) -> Model | tuple[Misfit, ...]:
    """Return the record, or everything that keeps the data from being one."""
    shape = Fields(kind.model)
    try:
        return kind.model.model_validate(_prepared(shape, data))
    except ValidationError as error:
        details = error.errors(include_url=False)
    return _misfits(data, [(detail, _place(shape, detail["loc"])) for detail in details])


def _prepared(shape: Shape, data: Any) -> Any:
    """Make tuples of lists, as frozen records have them; a key that may be absent is so when it is null."""
    match shape:
        case Fields() if isinstance(data, dict):
            slots = shape.slots
            return {
                key: _prepared(slots[key].shape, value) if key in slots else value
                for key, value in data.items()
                if value is not None or key not in slots or slots[key].is_required
            }
        case Items() if isinstance(data, list):
            return tuple([_prepared(shape.item, item) for item in data])
        case Table() if isinstance(data, dict):
            return {key: _prepared(shape.value, value) for key, value in data.items()}
        case Choice():
            return _prepared(shape.of_value(data), data)
    return data


def _place(shape: Shape | None, loc: tuple[int | str, ...]) -> _Place:
    """Follow the location that pydantic gives, leaving out what is no step of the file."""
    route: Route = ()
    slot: Slot | None = None
    siblings: Mapping[str, Slot] = {}
    for index, step in enumerate(loc):
        match shape:
            case Fields(slots=siblings):
                found = siblings.get(str(step))
                slot, shape = found, found.shape if found else None
            case Choice(by_tag=options):
                shape = dict(options)[str(step)]
                continue
            case Items(item=inner):
                shape = inner
            case Table(key=key, value=inner):
                if loc[index + 1 :] == ("[key]",):
                    return _Place((*route, step), key, slot, siblings, is_key=True)
                shape = inner
        route = (*route, step)
    return _Place(route, shape, slot, siblings)


_Error: TypeAlias = tuple[ErrorDetails, _Place]


def _misfits(data: object, errors: list[_Error]) -> tuple[Misfit, ...]:
    strangers = [_stranger(data, place) for detail, place in errors if detail["type"] == "extra_forbidden"]
    meant = {stranger.meant for stranger in strangers}
    others = (
        _misfit(detail, place)
        for detail, place in errors
        # Where a misspelt key stands for it, a key is not missing as well.
        if detail["type"] != "extra_forbidden" and place.route not in meant and not _counts_sound_only(detail)
    )
    return tuple(dict.fromkeys([*others, *(stranger.misfit for stranger in strangers)]))


def _counts_sound_only(detail: ErrorDetails) -> bool:
    """Tell whether a list is too short only because pydantic left out the entries that do not fit."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _misfit(detail: ErrorDetails, place: _Place) -> Misfit:
    if detail["type"] == "missing":
        message = say("{field} is missing", field=place.named)
        return Misfit(place.route[:-1], at_key=True, message=message, is_lack=True)
    if detail["input"] is None and place.slot:
        return Misfit(
            place.route, at_key=True, message=say("{field} is empty; a value is due", field=place.named)
        )
    trouble = trouble_of(detail, place.shape)
    message = say("{field}: {trouble}", field=place.named, trouble=trouble) if place.slot else trouble
    is_of_many_keys = detail["type"] == "misfit" and not isinstance(place.shape, Leaf)
    return Misfit(place.route, at_key=place.is_key or is_of_many_keys, message=message)


# ---- A key that the model does not have


@dataclass(frozen=True)
class _Stranger:
    misfit: Misfit
    meant: Route | None
    """The route of the key that was probably meant."""


def _stranger(data: Any, place: _Place) -> _Stranger:
    *around, key = place.route
    for step in around:
        data = data[step]
    free = {slot.key: slot for slot in place.siblings.values() if slot.key not in data}
    near = nearest(str(key), free)
    if near:
        message = say(
            "there is no key '{key}'; did you mean {near}?",
            key=_shown_key(str(key)),
            near=say("{label} ({key})", label=Term(free[near].title), key=near),
        )
        return _Stranger(Misfit(place.route, at_key=True, message=message), (*around, near))
    message = say(
        "there is no key '{key}'; the keys here are {keys}",
        key=_shown_key(str(key)),
        keys=tuple(place.siblings),
    )
    return _Stranger(Misfit(place.route, at_key=True, message=message), None)
