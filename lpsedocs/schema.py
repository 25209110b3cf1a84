"""The JSON Schema of each kind of record, for editors and other validators, in Indonesian and English.

Made from the models; what pydantic adds for itself (class names, docstrings) is left out.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from lpsedocs.language import INDONESIAN
from lpsedocs.models import Kind
from lpsedocs.models.conditions import JsonSchema
from lpsedocs.models.words import WORDS

_NULL: Final = {"type": "null"}
_SAID: Final = ("title", "description", "x-audience", "default")
"""Keywords that describe a value and demand nothing of it."""


def file_name(kind: Kind) -> str:
    """Return the name of the kind's file in ``schemas/``."""
    return f"{kind.name}.schema.json"


def render(kind: Kind) -> str:
    """Return the text of the kind's file in ``schemas/``."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"


def schema_of(kind: Kind) -> JsonSchema:
    """Return the JSON Schema (draft 2020-12) of a kind."""
    made = kind.model.model_json_schema(by_alias=True, mode="validation")
    parts = made.get("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": file_name(kind),
        "title": _in_both(kind.title, " / "),
        "description": _in_both(kind.summary, "\n\n"),
        **_mapping(made),
        **({"$defs": {name: _mapping(part) for name, part in parts.items()}} if parts else {}),
    }


def _mapping(made: JsonSchema) -> JsonSchema:
    required = made.get("required", [])
    properties = {
        key: _property(part) if key in required else _nullable(_property(part))
        for key, part in made["properties"].items()
    }
    own: JsonSchema = {key: made[key] for key in ("required", "allOf") if key in made}
    return {"type": "object", "properties": properties, **own, "additionalProperties": False}


def _property(made: JsonSchema) -> JsonSchema:
    paragraphs = [*_description(made), *_values(made)]
    # pydantic leaves out a title that is the name of the class referred to.
    title = made.get("title") or made["$ref"].rpartition("/")[2]
    return {
        "title": _in_both(title, " / "),
        **({"description": "\n\n".join(paragraphs)} if paragraphs else {}),
        "x-audience": made["audience"],
        **_demand({key: part for key, part in made.items() if key not in (*_SAID[:2], "audience")}),
    }


def _description(made: JsonSchema) -> Iterator[str]:
    if "description" in made:
        yield _in_both(made["description"], "\n\n")


def _values(made: object) -> Iterator[str]:
    """Yield as lists, in words, what the value, its entries or its keys may be."""
    if isinstance(made, dict):
        if "enum" in made:
            yield "\n".join(f"- {value}: {_in_both(WORDS[value], ' / ')}" for value in made["enum"])
        for part in made.values():
            yield from _values(part)
    elif isinstance(made, list):
        for part in made:
            yield from _values(part)


def _demand(made: Any) -> Any:
    """Say what a pattern asks for, and let a table have no keys of another form; at any depth."""
    if isinstance(made, list):
        return [_demand(part) for part in made]
    if not isinstance(made, dict):
        return made
    demanded = {key: _demand(part) for key, part in made.items() if key != "due"}
    if "due" in made:
        demanded["patternErrorMessage"] = _in_both(made["due"], " / ")
    if "patternProperties" in made:
        demanded["additionalProperties"] = False
    return demanded


def _nullable(part: JsonSchema) -> JsonSchema:
    """Allow null, which says the same as leaving the key out."""
    said = {key: value for key, value in part.items() if key in _SAID}
    demanded = {key: value for key, value in part.items() if key not in _SAID}
    options = demanded.get("anyOf", [demanded])
    return {**said, "anyOf": [*(option for option in options if option != _NULL), _NULL]}


def _in_both(source: str, between: str) -> str:
    translated = INDONESIAN.text(source)
    return source if translated == source else f"{translated}{between}{source}"
