"""What pydantic finds wrong with a value, in words that an office knows: what is there, and what was due."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias

from pydantic_core import ErrorDetails
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from lpsedocs.findings import Message, Term, say
from lpsedocs.models.fields import shown
from lpsedocs.models.shapes import Leaf, Shape
from lpsedocs.models.words import choice

_NEAR: Final = 0.6
"""How alike a misspelt word and the one that was meant are at least; 1 is the same."""

_Wording: TypeAlias = Callable[[object, Mapping[str, Any], Shape | None], Message]
"""Words an error: the value, what pydantic says about it, and what was due there."""


def trouble_of(detail: ErrorDetails, shape: Shape | None) -> Message:
    """Return what is wrong with a value."""
    wording = _WORDINGS.get(detail["type"], _does_not_fit)
    return wording(detail["input"], detail.get("ctx", {}), shape)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the word that was probably meant, if one is near."""
    alike = DamerauLevenshtein.normalized_similarity
    found = process.extractOne(word[:40], list(known), scorer=alike, processor=_bare, score_cutoff=_NEAR)
    return found[0] if found else None


def _bare(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_")


def _does_not_fit(value: object, context: Mapping[str, Any], shape: Shape | None) -> Message:
    return say("{value} does not fit here", value=shown(value))


def _from_a_validator(value: object, context: Mapping[str, Any], shape: Shape | None) -> Message:
    message: Message = context["message"]
    return message


def _none_of_the_values(value: object, context: Mapping[str, Any], shape: Shape | None) -> Message:
    if not isinstance(shape, Leaf) or isinstance(value, dict | list | tuple):
        return _other_type(Term("a text"))(value, context, shape)
    values = tuple(choice(allowed) for allowed in shape.values)
    near = nearest(str(value), shape.values)
    if near:
        return say(
            "{value} is none of these: {values}; did you mean '{near}'?",
            value=shown(value),
            values=values,
            near=near,
        )
    return say("{value} is none of these: {values}", value=shown(value), values=values)


def _below(value: object, context: Mapping[str, Any], shape: Shape | None) -> Message:
    return say("{value} is less than {limit}, the least allowed", value=shown(value), limit=context["ge"])


def _above(value: object, context: Mapping[str, Any], shape: Shape | None) -> Message:
    return say("{value} is more than {limit}, the most allowed", value=shown(value), limit=context["le"])


def _too_few(value: object, context: Mapping[str, Any], shape: Shape | None) -> Message:
    return say(
        "the list is too short: at least {least} due, {number} there",
        least=context["min_length"],
        number=context["actual_length"],
    )


def _other_type(due: Term) -> _Wording:
    def wording(value: object, context: Mapping[str, Any], shape: Shape | None) -> Message:
        return say("{due} was due, there is {found}", due=due, found=_found(value))

    return wording


def _no_text(value: object, context: Mapping[str, Any], shape: Shape | None) -> Message:
    if isinstance(value, int | float | Decimal):
        return say("a text was due, there is {found}; write it in quotes", found=_found(value))
    return _other_type(Term("a text"))(value, context, shape)


def _no_whole_number(value: object, context: Mapping[str, Any], shape: Shape | None) -> Message:
    if isinstance(value, str) and value.isdecimal():
        return say("a whole number was due, there is {found}; write it without quotes", found=_found(value))
    return _other_type(Term("a whole number"))(value, context, shape)


def _found(value: object) -> Message:
    match value:
        case str():
            return say("the text {value}", value=shown(value))
        case bool():
            return say("the word {value}", value=shown(value))
        case int() | float() | Decimal():
            return say("the number {value}", value=shown(value))
        case dict():
            return say("a mapping of keys and values")
        case None:
            return say("nothing")
        case _:
            return say("a list")


_WORDINGS: Final[dict[str, _Wording]] = {
    "misfit": _from_a_validator,
    "literal_error": _none_of_the_values,
    "string_type": _no_text,
    "int_type": _no_whole_number,
    "bool_type": _other_type(Term("true or false")),
    "tuple_type": _other_type(Term("a list")),
    "dict_type": _other_type(Term("a mapping of keys and values")),
    "model_type": _other_type(Term("a mapping of keys and values")),
    "greater_than_equal": _below,
    "less_than_equal": _above,
    "too_short": _too_few,
}
