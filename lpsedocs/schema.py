"""The JSON Schema of each kind of record, for editors and other validators, in Indonesian and English.

Made from the models; what pydantic adds for itself (class names, docstrings) is left out. Nothing is referred
to, and nothing has alternatives where one demand says the same: editors explain and propose more for it.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from lpsedocs.findings import Message, Term, say
from lpsedocs.language import ENGLISH, INDONESIAN
from lpsedocs.models import Kind
from lpsedocs.models.conditions import JsonSchema
from lpsedocs.models.words import WORDS

_SAID: Final = ("title", "description")
_EMPTY: Final[tuple[object, ...]] = (None, [], {})
"""Defaults that say the same as leaving the key out; an editor would write them where a value is due."""
_TYPES: Final = ("string", "object", "array", "integer", "boolean", "null")
"""The types of JSON that records use; editors propose a value of the first that is allowed."""


def file_name(kind: Kind) -> str:
    """Return the name of the kind's file in ``schemas/``."""
    return f"{kind.name}.schema.json"


@cache
def render(kind: Kind) -> str:
    """Return the text of the kind's file in ``schemas/``."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"


def schema_of(kind: Kind) -> JsonSchema:
    """Return the JSON Schema (draft 2020-12) of a kind."""
    made = kind.model.model_json_schema(by_alias=True, mode="validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": file_name(kind),
        "title": _in_both(Term(kind.title), " / "),
        "description": _in_both(Term(kind.summary), "\n\n"),
        **_demand(_whole(made, made.get("$defs", {}))),
    }


# ---- One schema without references and alternatives


def _whole(made: Any, parts: Mapping[str, JsonSchema]) -> Any:
    """Put in place of each reference what it refers to, and one demand in place of alternatives."""
    if isinstance(made, list):
        return [_whole(part, parts) for part in made]
    if not isinstance(made, dict):
        return made
    around = {key: _whole(part, parts) for key, part in made.items() if key not in ("$ref", "$defs")}
    if "$ref" not in made:
        return _joined(around)
    name = made["$ref"].rpartition("/")[2]
    part = {key: value for key, value in _whole(parts[name], parts).items() if key not in _SAID}
    # pydantic leaves out a title that is the name of the class referred to.
    return part | ({"title": name} if "audience" in made else {}) | around


def _joined(made: JsonSchema) -> JsonSchema:
    """Make one demand of alternatives that differ in type: each keyword asks something of one type alone."""
    kind = next((key for key in ("anyOf", "oneOf") if key in made), None)
    if kind is None or not all("type" in option for option in made[kind]):
        return made
    joined: JsonSchema = {}
    for option in made[kind]:
        joined |= option
    types = [type_ for option in made[kind] for type_ in _types(option)]
    return {**joined, **{key: part for key, part in made.items() if key != kind}, **_typed(types, joined)}


def _nullable(made: JsonSchema) -> JsonSchema:
    """Allow null, which says the same as leaving the key out."""
    return {**made, **_typed([*_types(made), "null"], made)}


def _types(made: JsonSchema) -> list[str]:
    return [made["type"]] if isinstance(made["type"], str) else made["type"]


def _typed(types: list[str], made: JsonSchema) -> JsonSchema:
    ordered = sorted(set(types), key=_TYPES.index)
    typed: JsonSchema = {"type": ordered if len(ordered) > 1 else ordered[0]}
    if "enum" in made and "null" in ordered:
        typed["enum"] = [*(value for value in made["enum"] if value is not None), None]
    return typed


# ---- What it demands, and how that is said


def _demand(made: Any) -> Any:
    """Say what a value must be, at any depth."""
    if isinstance(made, list):
        return [_demand(part) for part in made]
    if not isinstance(made, dict):
        return made
    keys = _properties(made) | _table(made)
    told = (*_SAID, "due", "type", "properties", "propertyNames", "patternProperties", *keys)
    demanded = {key: _demand(part) for key, part in made.items() if key not in told}
    first = {"type": made["type"]} if "type" in made else {}
    return first | keys | demanded | _messages(made) | _values_described(made)


def _properties(made: JsonSchema) -> JsonSchema:
    if "properties" not in made:
        return {}
    if "additionalProperties" not in made:
        # A condition: what it says of keys is no property of a record.
        return {"properties": made["properties"]}
    required = made.get("required", [])
    return {
        "properties": {
            key: _property(part if key in required else _nullable(part))
            for key, part in made["properties"].items()
        }
    }


def _table(made: JsonSchema) -> JsonSchema:
    """Say which keys a table may have, and what stands at each; editors propose named keys alone."""
    if "patternProperties" in made:
        [(pattern, value)] = made["patternProperties"].items()
        names = {"pattern": pattern, "due": made["propertyNames"]["due"]}
        return {"propertyNames": _demand(names), "additionalProperties": _demand(value)}
    if "propertyNames" in made:
        value, names = made["additionalProperties"], made["propertyNames"]["enum"]
        properties = {name: {"description": _word(name), **_demand(value)} for name in names}
        return {"properties": properties, "additionalProperties": False}
    return {}


def _property(made: JsonSchema) -> JsonSchema:
    title = _in_both(Term(made["title"]), " / ")
    default = {} if made.get("default") in _EMPTY else {"default": made["default"]}
    demanded = _demand({key: part for key, part in made.items() if key not in ("audience", "default")})
    if "properties" in demanded.get("items", {}):
        demanded["items"] = {"title": title, **demanded["items"]}
    return {"title": title, **_descriptions(made), "x-audience": made["audience"], **default, **demanded}


def _descriptions(made: JsonSchema) -> JsonSchema:
    description = [_in_both(Term(made["description"]), "\n\n")] if "description" in made else []
    paragraphs = [*description, *_values(made)]
    said = {"description": "\n\n".join(paragraphs)} if paragraphs else {}
    # Editors that know this word show beside each value what it means.
    return said | ({"markdownDescription": description[0]} if "enum" in made and description else {})


def _values(made: object) -> Iterator[str]:
    """Yield as lists, in words, what the value, its entries or its keys may be."""
    if isinstance(made, list):
        for part in made:
            yield from _values(part)
    elif isinstance(made, dict) and "properties" not in made:
        if "enum" in made:
            yield "\n".join(f"- {value}: {_word(value)}" for value in made["enum"] if value)
        for key, part in made.items():
            yield from _values(part) if key != "default" else ()


def _values_described(made: JsonSchema) -> JsonSchema:
    return {"enumDescriptions": [_word(value) for value in made["enum"]]} if "enum" in made else {}


def _word(value: str | None) -> str:
    return _in_both(Term(WORDS[value]) if value else say("as if the key were not there"), " / ")


def _messages(made: JsonSchema) -> JsonSchema:
    """Say in words what is due; for a text also where another type stands, mostly for want of quotes."""
    due = made.get("due")
    if due is None:
        return {}
    known = due if isinstance(due, Message) else say("{text}", text=Term(due))
    quoted = say("{due}; in quotes, if it looks like a number", due=known)
    pattern = {"patternErrorMessage": _in_both(known, " / ")} if "pattern" in made else {}
    if "properties" in made:
        # There it would be told of a missing key as well.
        return pattern
    return {**pattern, "errorMessage": _in_both(due if isinstance(due, Message) else quoted, " / ")}


def _in_both(source: Term | Message, between: str) -> str:
    message = say("{text}", text=source)
    translated, english = INDONESIAN.say(message), ENGLISH.say(message)
    return english if translated == english else f"{translated}{between}{english}"
