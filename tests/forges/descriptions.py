"""What a forge publishes of its API: which questions it takes, and what its answers look like.

GitHub's is the one that it publishes itself, from npm. The other two are written down by hand beside this;
what Forgejo and Gitea publish is held against theirs (test_descriptions.py).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

HERE = Path(__file__).parent
GITHUB = HERE.parent / "node_modules/@octokit/openapi/generated/api.github.com.json"


@dataclass(frozen=True)
class Question:
    """A path with its query, as a description knows it."""

    schema: Mapping[str, Any]
    """Of its answer."""
    size_name: str | None
    """The parameter by which it takes the size of a page."""


class Description:
    """An API, by its OpenAPI description."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document

    def question(self, method: str, path: str, query: Mapping[str, str]) -> Question | str:
        """Return what is asked, or why the API takes no such question."""
        for template, operations in self._document["paths"].items():
            names = re.findall(r"\{(\w+)\}", template)
            form = "".join(
                "([^/]+)" if part.startswith("{") else re.escape(part)
                for part in re.split(r"(\{\w+\})", template)
            )
            match = re.fullmatch(form, path)
            if match is None:
                continue
            if method.lower() not in operations:
                return f"{path} takes no {method}"
            operation = operations[method.lower()]
            given = {**dict(zip(names, match.groups(), strict=True)), **query}
            return self._fault(operation, path, given) or self._question(operation)
        return f"there is no path {path}"

    def _fault(self, operation: Mapping[str, Any], path: str, given: Mapping[str, str]) -> str | None:
        known = {p["name"]: self._plain(p["schema"]) for p in self._parameters(operation)}
        for name, value in given.items():
            if name not in known:
                return f"{path} takes no {name}"
            number = re.fullmatch("-?[0-9]+", value)
            if known[name].get("type") == "integer" and not number:
                return f"{path} takes a number as {name}, and not {value}"
        return None

    def _question(self, operation: Mapping[str, Any]) -> Question:
        names = {p["name"] for p in self._parameters(operation)}
        content = self._resolved(operation["responses"]["200"])["content"]
        size = next((name for name in ("per_page", "limit") if name in names), None)
        return Question(self._plain(content["application/json"]["schema"]), size)

    def _parameters(self, operation: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        return [self._resolved(parameter) for parameter in operation.get("parameters", [])]

    def _resolved(self, part: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in part:
            found: Any = self._document
            for name in part["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            part = found
        return part

    def _plain(self, part: Any) -> Any:
        """Return a schema of OpenAPI 3.0 as JSON Schema: without references, and null as a type."""
        if isinstance(part, list):
            return [self._plain(one) for one in part]
        if not isinstance(part, dict):
            return part
        plain = {
            key: {name: self._plain(one) for name, one in value.items()}
            if key == "properties"
            else self._plain(value)
            for key, value in self._resolved(part).items()
            if key not in ("nullable", "example", "examples")
        }
        return {"anyOf": [{"type": "null"}, plain]} if self._resolved(part).get("nullable") else plain


@cache
def description_of(kind: str) -> Description:
    if kind == "github":
        if not GITHUB.exists():
            pytest.skip("npm is not installed, so GitHub's description is not there")
        return Description(json.loads(GITHUB.read_text("utf-8")))
    return Description(yaml.safe_load((HERE / f"{kind}.yml").read_text("utf-8")))


def fault_of(schema: Mapping[str, Any], answer: object) -> str | None:
    """Return why an answer is not as described."""
    error = next(jsonschema.Draft202012Validator(schema).iter_errors(answer), None)
    return f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" if error else None


def filled(schema: Mapping[str, Any], values: object = None) -> Any:
    """Return the smallest thing that a schema allows, with these values in it."""
    for key in ("anyOf", "oneOf"):
        if key in schema:
            fitting = [one for one in schema[key] if (one.get("type") == "null") == (values is None)]
            return filled((fitting or schema[key])[0], values)
    if "allOf" in schema:
        return filled(schema["allOf"][0], values)
    if schema.get("type") == "object" or "properties" in schema:
        given = values if isinstance(values, dict) else {}
        properties = schema.get("properties", {})
        names = [
            *schema.get("required", ()),
            *(name for name in given if name not in schema.get("required", ())),
        ]
        return {
            name: filled(properties[name], given.get(name)) if name in properties else given[name]
            for name in names
        }
    if schema.get("type") == "array":
        return [filled(schema["items"], one) for one in values] if isinstance(values, list) else []
    if values is not None:
        return values
    if "enum" in schema:
        return schema["enum"][0]
    return {"string": "x", "integer": 1, "number": 1, "boolean": False}.get(schema.get("type", "null"))
