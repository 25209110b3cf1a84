"""A record being filled in: what is missing, values as somebody types them, questions at a terminal."""

import copy
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any, Final

import click

from lpsedocs.cli._stopping import Declined
from lpsedocs.findings import Message, Refusal, Route, say
from lpsedocs.language import Language
from lpsedocs.models import Kind
from lpsedocs.models.conditions import Needed
from lpsedocs.models.fitting import Misfit, fit
from lpsedocs.models.shapes import Fields, Items, Leaf, Shape, Slot, slots_of
from lpsedocs.models.words import WORDS, word
from lpsedocs.numerals import counted_or_none
from lpsedocs.source import Plain, parse_source

_NOWHERE: Final = PurePosixPath("value.yaml")
Data = dict[str, Plain]
_LISTED: Final = 20


@dataclass(frozen=True)
class Gap:
    """A key that needs a value."""

    route: Route
    slot: Slot
    shape: Shape

    @property
    def key(self) -> str:
        """The way to it as people count, as --set takes it."""
        return dotted(self.route)


def dotted(route: Route) -> str:
    """Return a route as people write it: ``items.1.description``."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in route)


def is_terminal() -> bool:
    """Tell whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


# ---- What is missing


def gaps(kind: Kind, data: Data) -> list[Gap]:
    """Return the keys that need a value and have none, in the model's order."""
    found = [*_gaps_in_fields(Fields(kind.model), data, ())]
    missing = {gap.route for gap in found}
    also = (key for condition in kind.model.conditions for key in _needed(condition, kind, data))
    slots = slots_of(kind.model)
    found += [Gap((key,), slots[key], slots[key].shape) for key in also if (key,) not in missing]
    return found


def _needed(condition: object, kind: Kind, data: Data) -> tuple[str, ...]:
    """Return what a condition of the whole record asks for, as far as the record goes."""
    if not isinstance(condition, Needed):
        return ()
    there = SimpleNamespace(**dict.fromkeys(slots_of(kind.model)) | data)
    if not any(case.holds_in(there) for case in condition.when):
        return ()
    return tuple(key for key in condition.keys if data.get(key) is None)


def _gaps_in_fields(shape: Fields, data: Mapping[str, Plain], route: Route) -> Iterator[Gap]:
    for slot in shape.slots.values():
        here = (*route, slot.key)
        value = data.get(slot.key)
        if slot.key in data and value is not None:
            yield from _gaps_inside(slot.shape, value, here)
        elif slot.is_required:
            yield from _gaps_where_nothing_is(slot, slot.shape, here)


def _gaps_inside(shape: Shape, value: Plain, route: Route) -> Iterator[Gap]:
    if isinstance(shape, Fields) and isinstance(value, dict):
        yield from _gaps_in_fields(shape, value, route)
    elif isinstance(shape, Items) and isinstance(value, list):
        for position, item in enumerate(value):
            yield from _gaps_inside(shape.item, item, (*route, position))


def _gaps_where_nothing_is(slot: Slot, shape: Shape, route: Route) -> Iterator[Gap]:
    if isinstance(shape, Fields):
        yield from _gaps_in_fields(shape, {}, route)
    elif isinstance(shape, Items) and isinstance(shape.item, Fields):
        yield from _gaps_in_fields(shape.item, {}, (*route, 0))
    else:
        yield Gap(route, slot, shape)


# ---- Yes or no

_YES: Final = frozenset({"y", "yes", "ya"})
_NO: Final = frozenset({"", "n", "no", "t", "tidak"})


def is_agreed(language: Language, question: Message) -> bool:
    """Ask until somebody says yes or no, in either language; nothing typed is a no."""
    while (typed := _typed_answer(language, question)) not in _YES | _NO:
        click.echo(language.say(say("'{typed}' is neither yes nor no", typed=typed)))
    return typed in _YES


def refuse_unless_agreed(language: Language, question: Message, refused: Message) -> None:
    """Stop unless somebody says yes, and say what that comes to; whoever breaks off says no."""
    try:
        agrees = is_agreed(language, question)
    except click.Abort:
        click.echo()
        agrees = False
    if not agrees:
        raise Declined(refused)


def _typed_answer(language: Language, question: Message) -> str:
    asked = language.say(say("{question} [y/N]", question=question))
    return str(click.prompt(asked, default="", show_default=False)).strip().casefold()


# ---- Values as somebody types them


def filled(kind: Kind, data: Data, route: Route, typed: str) -> Data:
    """Return the data with a value that was typed; refuses one that does not fit."""
    refusal: tuple[Misfit, ...] = ()
    for value in _readings(typed):
        changed = with_value(data, route, value)
        misfits = _misfits_at(kind, changed, route)
        if not misfits:
            return changed
        refusal = refusal or misfits
    raise Refusal(refusal[0].message)


def _readings(typed: str) -> Iterator[Plain]:
    """Yield what a text may mean: what YAML says if that is no text, the text itself, a list with commas."""
    source = parse_source(_NOWHERE, f"value: {typed}\n".encode(errors="replace"))
    is_value = source.is_clean and isinstance(source.data, dict) and len(source.data) == 1
    meant = source.data["value"] if is_value and isinstance(source.data, dict) else typed
    if not isinstance(meant, str):
        yield meant
    yield typed
    yield meant
    yield [part.strip() for part in typed.split(",") if part.strip()]


def with_value(data: Data, route: Route, value: Plain) -> Data:
    """Return the data with a value at a route, making what is around it; refuses a way without a place."""
    changed: Any = copy.deepcopy(data)
    around = changed
    for step, following in zip(route, [*route[1:], None], strict=True):
        if not _takes(around, step):
            raise Refusal(say("there is no place '{key}' in the record so far", key=dotted(route)))
        if following is None:
            _set(around, step, value)
        else:
            there = _get(around, step)
            if not isinstance(there, dict | list):
                _set(around, step, [] if isinstance(following, int) else {})
            around = _get(around, step)
    assert isinstance(changed, dict)
    return changed


def _takes(around: Any, step: str | int) -> bool:
    if isinstance(around, dict):
        return isinstance(step, str)
    return isinstance(around, list) and isinstance(step, int) and 0 <= step <= len(around)


def _get(around: Any, step: Any) -> Any:
    if isinstance(around, dict):
        return around.get(step)
    return around[step] if step < len(around) else None


def _set(around: Any, step: Any, value: Plain) -> None:
    if isinstance(around, list) and step == len(around):
        around.append(value)
    else:
        around[step] = value


def _misfits_at(kind: Kind, data: Data, route: Route) -> tuple[Misfit, ...]:
    """Return what doesn't fit about a value; what is missing elsewhere is told in its turn."""
    found = fit(kind, data)
    misfits = found if isinstance(found, tuple) else ()
    at_value = (m for m in misfits if m.route[: len(route)] == route and not _is_only_missing(m, route))
    return tuple(misfit for misfit in at_value)


def _is_only_missing(misfit: Misfit, route: Route) -> bool:
    return misfit.route == route and misfit.at_key and misfit.message.template.endswith("is missing")


def parsed_route(key: str) -> Route:
    """Return the route that somebody writes as ``items.1.description``; refuses an empty or odd one."""
    steps = key.strip().split(".")
    if not all(steps) or "0" in steps:
        raise Refusal(
            say("'{key}' names no key; write one such as title, budget.year or items.1.description", key=key)
        )
    numbers = (None, *map(counted_or_none, steps[1:]))
    return tuple(number - 1 if number else step for number, step in zip(numbers, steps, strict=True))


# ---- Questions at a terminal


@dataclass(frozen=True)
class Asking:
    """Somebody at a terminal who is asked for the keys of a new record."""

    kind: Kind
    offered: Mapping[Route, Plain]
    """What is offered for a key; Enter takes it."""
    candidates: Callable[[tuple[str, ...]], list[tuple[str, str]]]
    """What a key may name, given the kinds: each id and what it is called."""
    language: Language

    def ask(self, data: Data, gap: Gap) -> Data:
        """Return the data with the answer to one question, asked until it fits."""
        known = self._explain(gap)
        offered = self.offered.get(gap.route)
        default = None if offered is None else _typed(offered)
        label = self.language.say(
            say("{label} ({key})", label=self.language.text(gap.slot.title), key=gap.key)
        )
        while True:
            typed = click.prompt(label, default=default, type=str).strip()
            try:
                if known and typed not in known:
                    raise Refusal(say("there is no {id}; one of the ids above is due", id=typed))
                return filled(self.kind, data, gap.route, _chosen(gap.shape, typed))
            except Refusal as refusal:
                click.echo(self.language.say(refusal.message), err=True)

    def _explain(self, gap: Gap) -> frozenset[str]:
        """Say what is asked and what may be answered; return the ids that there are, where one is due."""
        click.echo()
        if gap.slot.description:
            click.echo(self.language.text(gap.slot.description))
        for number, value in enumerate(_values(gap.shape), 1):
            click.echo(f"  {number:>2}  {value}  {_called(value, self.language)}".rstrip())
        refers = gap.shape.refers if isinstance(gap.shape, Leaf) else ()
        named = self.candidates(refers) if refers else []
        for id_, called in named[-_LISTED:]:
            click.echo(f"  {id_}  {called}".rstrip())
        return frozenset(id_ for id_, _ in named)


def _called(value: str, language: Language) -> str:
    called = language.say(say("{word}", word=word(value))) if value in WORDS else ""
    return "" if called.casefold() == value.replace("_", " ").casefold() else called


def _values(shape: Shape) -> Sequence[str]:
    match shape:
        case Leaf(values=values):
            return values
        case Items(item=item):
            return _values(item)
        case _:
            return ()


def _chosen(shape: Shape, typed: str) -> str:
    """Take the numbers of a list for the values that they stand before."""
    values = _values(shape)
    numbers = [counted_or_none(part.strip()) or 0 for part in typed.split(",")]
    if values and all(0 < number <= len(values) for number in numbers):
        return ", ".join(values[number - 1] for number in numbers)
    return typed


def _typed(value: Plain) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


# ---- What is wrong with the whole


def troubles(misfits: Sequence[Misfit]) -> Message:
    """Return all misfits as one message."""
    return say("the record would not fit its form: {misfits}", misfits=tuple(m.message for m in misfits))
