"""What differs between two versions of a record, field by field, in words; and a record told in words.

Works on plain data, so that a version that does not fit its model can be compared as well.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias, get_args, get_type_hints

from rapidfuzz.distance import LCSseq

from lpsedocs.findings import Message, Route, Rupiah, Term, Value, say
from lpsedocs.identities import NAMING
from lpsedocs.models.fields import Model, Money
from lpsedocs.models.shapes import Choice, Fields, Items, Leaf, Shape, Slot, Table
from lpsedocs.models.words import WORDS, glossed

Plain: TypeAlias = Any
"""Data as a file has it: mappings, lists and single values."""

_LONG: Final = 90
"""Texts of more characters have lines of their own; two of more together are compared by sentences."""
_NAME: Final = 40
"""The length to which a value that names an entry is cut."""
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_MOST_COMPARED: Final = 4_000_000
"""How many pairs of entries or sentences are held against each other, for what stayed of a list or a text:
two thousand of each. In what is longer, all between the first and the last one that differ counts as new."""
_NUMBER: Final = re.compile(r"[0-9]{1,15}(\.[0-9]{1,9})?", re.ASCII)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_FIELD: Final = "{label} {value}"
"""A field of a block, as one line has it."""
_TEXT: Final = "{text}"
"""A line of a longer text, by itself."""
_SHOWN_SCORE: Final = re.compile(r"[0-9]{1,4}\.[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class Change:
    """A field that differs."""

    route: Route
    """The way to it: in the later version, or in the earlier one if it is gone."""
    where: Message
    """What people call the field, with what is around it."""
    before: "Value | None"
    """What was there; None where nothing was."""
    after: "Value | None"

    @property
    def message(self) -> Message:
        """The change in words."""
        before, after = _on_one_line(self.before), _on_one_line(self.after)
        if before is None:
            return say("{where}: new: {after}", where=self.where, after=after or "")
        if after is None:
            return say("{where}: taken away; it was {before}", where=self.where, before=before)
        if (
            isinstance(self.before, str)
            and isinstance(self.after, str)
            and len(self.before + self.after) > _LONG
        ):
            return _reworded(self.where, self.before, self.after)
        if before == after and isinstance(before, str):
            return say("{where}: laid out anew, in the same words", where=self.where)
        return say("{where}: {before} becomes {after}", where=self.where, before=before, after=after)

    @property
    def fields(self) -> tuple[Message, ...]:
        """What a block says that came or went; nothing where a single value did, or a part of the block."""
        if self.before is not None and self.after is not None:
            return ()
        whole = self.after if self.before is None else self.before
        fields = whole if isinstance(whole, tuple) else ()
        return tuple(one for one in fields if isinstance(one, Message) and one.template == _FIELD)


@dataclass(frozen=True)
class Legend:
    """What stands for ids that nobody knows by heart."""

    people: Mapping[str, str] = field(default_factory=dict)
    """The names of people by their ids."""
    titles: Mapping[str, Mapping[str, "Value"]] = field(default_factory=dict)
    """What else an id stands for, by the key at which it stands, or that of the list whose entry it names."""

    def find(self, route: Route, shape: Shape | None, value: Plain) -> "Value | None":
        """Return what stands for a value at the end of a route."""
        if not isinstance(value, str):
            return None
        if isinstance(shape, Leaf) and "person" in shape.refers:
            return self.people.get(value)
        key = next((step for step in reversed(route) if isinstance(step, str)), "")
        return self.titles.get(key, {}).get(value)


NO_LEGEND: Final = Legend()


def changes(
    model: type[Model], before: Plain, after: Plain, legend: Legend = NO_LEGEND
) -> tuple[Change, ...]:
    """Return what differs between two versions of a record, in the order of its model."""
    return tuple(differences(model, before, after, legend))


def differences(
    model: type[Model], before: Plain, after: Plain, legend: Legend = NO_LEGEND
) -> Iterator[Change]:
    """Yield what differs between two versions of a record, for those who don't look at all of it."""
    return _compared(_Place(Fields(model), legend=legend), before, after)


def _on_one_line(value: "Value | None") -> "Value | None":
    """Return a text without its line breaks, which would be told as signs."""
    return " ".join(value.split()) if isinstance(value, str) and "\n" in value else value


def _reworded(where: Message, before: str, after: str) -> Message:
    old, new = (_sentences(text) for text in (before, after))
    gaps = list(_gaps(old, new))
    gone = tuple(one for gap in gaps for one in old[gap.before])
    come = tuple(one for gap in gaps for one in new[gap.after])
    if not gone and not come:
        return say("{where}: laid out anew, in the same words", where=where)
    if not gone:
        return say("{where}: put in: {new}", where=where, new=_quoted(come))
    if not come:
        return say("{where}: taken out: {old}", where=where, old=_quoted(gone))
    return say("{where}: taken out: {old}; put in: {new}", where=where, old=_quoted(gone), new=_quoted(come))


def _sentences(text: str) -> list[str]:
    return [part for line in text.split("\n") for part in _SENTENCE.split(line.strip()) if part]


def _quoted(sentences: Sequence[str]) -> str:
    return " ".join(sentences)


# ---- What stayed of a list or a text


class _Stretch(NamedTuple):
    """A stretch of one list, and what stands in its place in the other."""

    before: slice
    after: slice


def _gaps(old: Sequence[str], new: Sequence[str]) -> Iterator[_Stretch]:
    """Yield the stretches in which two lists differ.

    Anybody may push two versions of a record, so the time that this takes has an end.
    """
    front = _shared(old, new)
    back = _shared(old[front:][::-1], new[front:][::-1])
    i, j, m, n = front, len(old) - back, front, len(new) - back
    for block in _stayed(old[i:j], new[m:n]):
        yield from _gap(i, front + block.before.start, m, front + block.after.start)
        i, m = front + block.before.stop, front + block.after.stop
    yield from _gap(i, j, m, n)


def _gap(i: int, j: int, m: int, n: int) -> Iterator[_Stretch]:
    if i < j or m < n:
        yield _Stretch(slice(i, j), slice(m, n))


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many entries two lists begin with alike."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(old), len(new)))


def _stayed(old: Sequence[str], new: Sequence[str]) -> Iterator[_Stretch]:
    """Yield the stretches that two lists have in common, if they are not too long to look for them."""
    if len(old) * len(new) > _MOST_COMPARED:
        return
    numbers = {text: number for number, text in enumerate(dict.fromkeys((*old, *new)))}
    numbered = ([numbers[text] for text in texts] for texts in (old, new))
    for step in LCSseq.opcodes(*numbered):
        if step.tag == "equal":
            yield _Stretch(slice(step.src_start, step.src_end), slice(step.dest_start, step.dest_end))


# ---- Comparing


@dataclass(frozen=True)
class _Place:
    """A place in a record, and what is known of what belongs there."""

    shape: Shape | None
    route: Route = ()
    where: Message | None = None
    is_money: bool = False
    legend: Legend = NO_LEGEND

    def inside(
        self, step: str | int, name: Message, shape: Shape | None, *, is_money: bool = False
    ) -> "_Place":
        around = say("{around}, {inner}", around=self.where, inner=name) if self.where else name
        return _Place(shape, (*self.route, step), around, is_money, self.legend)

    def of(self, *values: Plain) -> "_Place":
        """Return the place with the shape that its values have, where several are allowed."""
        if not isinstance(self.shape, Choice):
            return self
        shapes = {id(shape): shape for value in values if (shape := _chosen(self.shape, value))}
        shape = next(iter(shapes.values())) if len(shapes) == 1 else None
        return _Place(shape, self.route, self.where, self.is_money, self.legend)


def _chosen(shape: Choice, value: Plain) -> Shape | None:
    return None if _is_nothing(value) else shape.of_value(value)


def _compared(place: _Place, before: Plain, after: Plain) -> Iterator[Change]:
    if before == after or (_is_nothing(before) and _is_nothing(after)):
        return
    around, place = place, place.of(before, after)
    if isinstance(before, dict) and isinstance(after, dict):
        for key in _keys(place.shape, before, after):
            yield from _compared(_member(place, key), before.get(key), after.get(key))
    elif _are_lists(before, after) and any(
        isinstance(item, dict) for item in (*(before or ()), *(after or ()))
    ):
        yield from _compared_lists(place, before, after)
    else:
        where = place.where or say("the record")
        was, now = _value(around, before), _value(around, after)
        if was == now:
            # Two ids may stand for the same name.
            bare = replace(around, legend=NO_LEGEND)
            was, now = _value(bare, before), _value(bare, after)
        yield Change(place.route, where, was, now)


def _is_nothing(value: Plain) -> bool:
    return value is None or value in ([], {})


def _are_lists(before: Plain, after: Plain) -> bool:
    return all(isinstance(value, list) or value is None for value in (before, after))


def _keys(shape: Shape | None, *mappings: dict[str, Plain]) -> list[str]:
    known = list(shape.slots) if isinstance(shape, Fields) else []
    there = dict.fromkeys(key for mapping in mappings for key in mapping)
    return [*(key for key in known if key in there), *(key for key in there if key not in known)]


def _member(place: _Place, key: str) -> _Place:
    match place.shape:
        case Fields(model=model, slots=slots) if key in slots:
            slot = slots[key]
            is_money = slot.name in _money_in(model)
            return place.inside(key, _named(slot), slot.shape, is_money=is_money)
        case Table(value=inner):
            return place.inside(key, _called(key), inner)
    return place.inside(key, _called(key), None)


def _called(key: Plain) -> Message:
    # It stands in front of every change inside, so that a long one would be told any number of times.
    return say("{key}", key=_cut(str(key), _LONG))


def _named(slot: Slot) -> Message:
    return say("{label}", label=Term(slot.title))


@cache
def _money_in(model: type[Model]) -> frozenset[str]:
    hints = get_type_hints(model, include_extras=True)
    return frozenset(name for name, hint in hints.items() if Money in (hint, *get_args(hint)))


class _Pair(NamedTuple):
    """An entry of a list before and after; None where there is none."""

    before: int | None
    after: int | None


def _compared_lists(place: _Place, before: list[Plain] | None, after: list[Plain] | None) -> Iterator[Change]:
    old, new = before or [], after or []
    naming = _naming_key(old, new)
    for pair in _paired(old, new, naming):
        item = new[pair.after] if pair.after is not None else old[pair.before or 0]
        step = pair.after if pair.after is not None else pair.before or 0
        shape = _item_shape(place.shape)
        inner = place.inside(step, _entry_name(place, item, naming, step), shape)
        was = old[pair.before] if pair.before is not None else None
        now = new[pair.after] if pair.after is not None else None
        yield from _compared(inner, _without(was, naming), _without(now, naming))


def _without(item: Plain, naming: str | None) -> Plain:
    """Leave out of an entry what it is called by."""
    if not isinstance(item, dict) or len(item) == 1:
        return item
    return {key: value for key, value in item.items() if key != naming}


def _item_shape(shape: Shape | None) -> Shape | None:
    return shape.item if isinstance(shape, Items) else None


def _naming_key(old: list[Plain], new: list[Plain]) -> str | None:
    """Return the key that tells the entries of both lists apart."""
    for key in NAMING:
        if all(_tells_apart(key, items) for items in (old, new)):
            return key
    return None


def _tells_apart(key: str, items: list[Plain]) -> bool:
    values = [item.get(key) if isinstance(item, dict) else None for item in items]
    if not all(isinstance(value, str | int) for value in values):
        return False
    return len({_known_by(value) for value in values}) == len(values)


def _known_by(value: Plain) -> str:
    """Return what an entry is looked up by: of numbers anybody can find any number that hash alike."""
    return repr(value)


def _paired(old: list[Plain], new: list[Plain], naming: str | None) -> Iterator[_Pair]:
    if naming is not None:
        places = {_known_by(item[naming]): index for index, item in enumerate(old)}
        yield from (_Pair(places.pop(_known_by(item[naming]), None), index) for index, item in enumerate(new))
        yield from (_Pair(index, None) for index in places.values())
        return
    for before, after in _gaps([repr(item) for item in old], [repr(item) for item in new]):
        gone, come = range(len(old))[before], range(len(new))[after]
        yield from (_Pair(*both) for both in zip(gone, come, strict=False))
        yield from (_Pair(index, None) for index in gone[len(come) :])
        yield from (_Pair(None, index) for index in come[len(gone) :])


def _entry_name(place: _Place, item: Plain, naming: str | None, index: int) -> Message:
    """Name an entry of a list by what tells it apart, or by its first words."""
    if naming is not None:
        return say("{name}", name=_member_name(place, naming, item[naming]))
    members = item.items() if isinstance(item, dict) else ()
    words = [_member_name(place, k, _cut(" ".join(v.split()))) for k, v in members if isinstance(v, str)]
    match words:
        case []:
            return say("entry {number}", number=index + 1)
        case [only]:
            return say("{name}", name=only)
    return say("{label} {value}", label=words[0], value=words[1])


def _member_name(place: _Place, key: str, value: str | int) -> "Value":
    """Return what a value at a key of an entry stands for; an id may be known by the list that it is in."""
    item = _item_shape(place.shape)
    shape = item.slots[key].shape if isinstance(item, Fields) and key in item.slots else None
    found = place.legend.find(place.route if key == "id" else (*place.route, key), shape, value)
    if found is not None:
        return found
    is_word = isinstance(shape, Leaf) and shape.values and value in WORDS
    return glossed(str(value)) if is_word else _named_by(_cut(str(value), _LONG))


def _cut(name: str, most: int = _NAME) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _named_by(value: str | int) -> "Value":
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return str(value)


# ---- Values


def _value(place: _Place, value: Plain) -> "Value | None":
    """Return a value as people read it; whatever is not as it ought to be, as it is written."""
    if _is_nothing(value):
        return None
    place = place.of(value)
    match value:
        case dict():
            members = ((_member(place, key), value[key]) for key in _keys(place.shape, value))
            return tuple(_pair(member, inner) for member, inner in members if not _is_nothing(inner))
        case list():
            inner = _Place(_item_shape(place.shape), place.route, legend=place.legend)
            items = (_value(inner, item) for item in value)
            return tuple(item for item in items if item is not None)
    return _single(place, value)


def _pair(member: _Place, value: Plain) -> Message:
    label = _last_of(member)
    found = _value(member, value)
    return say("{label} {value}", label=label, value=_on_one_line(found) or "")


def _last_of(place: _Place) -> Message:
    """Return what the place itself is called, without what is around it."""
    inner = dict(place.where.values).get("inner") if place.where else None
    return inner if isinstance(inner, Message) else place.where or say("")


def _single(place: _Place, value: Plain) -> "Value":
    leaf = place.shape if isinstance(place.shape, Leaf) else Leaf(str)
    if isinstance(value, bool):
        return Term("yes") if value else Term("no")
    if (found := place.legend.find(place.route, leaf, value)) is not None:
        return found
    if leaf.values:
        return glossed(value) if value in WORDS else str(value)
    if leaf.type is date:
        return _named_by(value)
    if leaf.type is Decimal and (number := _decimal(value)) is not None:
        return Rupiah(number) if place.is_money else number
    if (leaf.due or "").startswith("a score") and _SHOWN_SCORE.fullmatch(str(value)):
        return Decimal(value)
    if isinstance(value, str) and _DIGEST.fullmatch(value):
        return f"{value[:12]}…"
    return value.rstrip("\n") if isinstance(value, str) else str(value)


def _decimal(value: Plain) -> Decimal | None:
    if isinstance(value, int):
        return Decimal(value)
    return Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None


# ---- A whole record


@dataclass(frozen=True)
class Line:
    """A line about a record."""

    depth: int
    message: Message

    @property
    def is_text(self) -> bool:
        """Whether it is a line of a text that is told over several."""
        return self.message.template == _TEXT


def outline(model: type[Model], data: Plain, legend: Legend = NO_LEGEND) -> tuple[Line, ...]:
    """Return a record in words: what each field is called, and what it says."""
    return tuple(_lines(_Place(Fields(model), legend=legend), data, 0))


def _lines(place: _Place, value: Plain, depth: int) -> Iterator[Line]:
    place = place.of(value)
    if isinstance(value, dict):
        for key in _keys(place.shape, value):
            if not _is_nothing(value[key]):
                yield from _line(_member(place, key), value[key], depth)
    elif isinstance(value, list):
        naming = _naming_key(value, value)
        for index, item in enumerate(value):
            name = _entry_name(place, item, naming, index)
            inner = place.inside(index, name, _item_shape(place.shape))
            yield from _line(inner, _without(item, naming), depth)


def _line(place: _Place, value: Plain, depth: int) -> Iterator[Line]:
    place, label = place.of(value), _last_of(place)
    if _is_long(value):
        yield Line(depth, say("{label}:", label=label))
        texts = value.rstrip("\n").split("\n") if isinstance(value, str) else None
        yield from (Line(depth + 1, say("{text}", text=text)) for text in texts or ())
        yield from () if texts else _lines(place, value, depth + 1)
    else:
        found = _value(place, value)
        yield Line(depth, say("{label}: {value}", label=label, value=found if found is not None else ""))


def _is_long(value: Plain) -> bool:
    match value:
        case dict():
            is_deep = any(isinstance(inner, dict | list) or _is_long(inner) for inner in value.values())
            return is_deep or sum(len(str(inner)) for inner in value.values()) > _LONG
        case list():
            return any(isinstance(item, dict | list) or _is_long(item) for item in value)
        case str():
            return "\n" in value.rstrip("\n") or len(value) > _LONG
    return False
