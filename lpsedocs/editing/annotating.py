"""What each key of a record is called, as comments in the text for whoever fills it in."""

import textwrap
from collections.abc import Iterator, Mapping
from typing import Final

from lpsedocs.editing.keys import slots_at
from lpsedocs.editing.places import Entry, Value, line_start, places_in
from lpsedocs.editing.rendering import WIDTH, written
from lpsedocs.findings import Route, say
from lpsedocs.language import Language
from lpsedocs.models.fields import Model
from lpsedocs.models.shapes import Fields, Items, Leaf, Shape, Slot, slots_of
from lpsedocs.source import Plain

_NARROW: Final = 110


def annotated(text: str, model: type[Model], language: Language) -> str:
    """Return the text with a comment above each key, the first time that it stands there."""
    told: set[Route] = set()
    comments = dict(_comments(places_in(text), (), model, language, told, text))
    for place, lines in sorted(comments.items(), reverse=True):
        column = " " * (_first_sign(text, place) - place)
        gap = "" if column or not place else "\n"
        text = text[:place] + gap + "".join(f"{column}{line}\n" for line in lines) + text[place:]
    return text


def drafted(
    data: Mapping[str, Plain], model: type[Model], language: Language, remarks: Mapping[str, str]
) -> str:
    """Return a new record as text; keys to be filled in later stand in comments, with what to do there."""
    ordered = _ordered(Fields(model), dict(data))
    assert isinstance(ordered, dict)
    blocks = [_block(slot, ordered, language, remarks.get(slot.key)) for slot in slots_of(model).values()]
    return annotated("".join(blocks), model, language)


def _ordered(shape: Shape, value: Plain) -> Plain:
    """Put the keys of mappings into the order of their model."""
    if isinstance(shape, Fields) and isinstance(value, dict):
        return {key: _ordered(slot.shape, value[key]) for key, slot in shape.slots.items() if key in value}
    if isinstance(shape, Items) and isinstance(value, list):
        return [_ordered(shape.item, item) for item in value]
    return value


def _block(slot: Slot, data: Mapping[str, Plain], language: Language, remark: str | None) -> str:
    remarks = "".join(f"# {line}\n" for line in (remark or "").splitlines())
    if slot.key in data:
        value = written(data[slot.key], WIDTH - len(slot.key) - 2)
        return "\n".join([f"{slot.key}: {value.head}".rstrip(" "), *value.body]) + "\n" + remarks
    label = "".join(f"{line}\n" for line in _label(slot, language))
    return f"\n{label}# {slot.key}:\n{remarks}"


def _comments(
    value: Value, route: Route, model: type[Model], language: Language, told: set[Route], text: str
) -> Iterator[tuple[int, list[str]]]:
    """Yield the comments of a mapping or list, each with the start of the line that it belongs above."""
    if value.is_flow:
        return
    slots = slots_at(model, route)
    above: dict[int, list[str]] = {}
    for key, entry in (value.by_key or {}).items():
        if key in slots and (*route, key) not in told:
            told.add((*route, key))
            inner = _inside(entry, (*route, key), model, language)
            above.setdefault(line_start(text, entry.start), []).extend(_label(slots[key], language, inner))
    yield from above.items()
    for key, entry in (value.by_key or {}).items():
        yield from _comments(entry.value, (*route, key), model, language, told, text)
    for entry in value.items or ():
        yield from _comments(entry.value, (*route, 0), model, language, told, text)


def _first_sign(text: str, place: int) -> int:
    return place + len(text[place:]) - len(text[place:].lstrip(" "))


def _label(slot: Slot, language: Language, inner: str = "") -> list[str]:
    title, description = language.text(slot.title), language.text(slot.description)
    label = f"{title}: {description}" if description else f"{title}."
    values = _values(slot.shape)
    if values:
        label += " " + language.say(say("One of: {values}.", values=", ".join(values)))
    return textwrap.wrap(
        label + inner, _NARROW, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
    )


def _values(shape: Shape) -> tuple[str, ...]:
    match shape:
        case Leaf(values=values):
            return values
        case Items(item=item):
            return _values(item)
        case _:
            return ()


def _inside(entry: Entry, route: Route, model: type[Model], language: Language) -> str:
    """Name the keys that stand among brackets, where no comment fits."""
    labels: dict[str, str] = {}
    for path, slot in _keys_in_brackets(entry.value, route, model):
        labels.setdefault(path, language.text(slot.title))
    return " (" + "; ".join(f"{key}: {label}" for key, label in labels.items()) + ")" if labels else ""


def _keys_in_brackets(value: Value, route: Route, model: type[Model]) -> Iterator[tuple[str, Slot]]:
    if not value.is_flow:
        items = [entry.value for entry in value.items or () if entry.value.is_flow]
        for item in items:
            yield from _keys_in_brackets(item, (*route, 0), model)
        return
    slots = slots_at(model, route)
    for key, entry in (value.by_key or {}).items():
        if key in slots:
            yield key, slots[key]
        yield from (
            (f"{key}.{path}", slot) for path, slot in _keys_in_brackets(entry.value, (*route, key), model)
        )
    for entry in value.items or ():
        yield from _keys_in_brackets(entry.value, (*route, 0), model)
