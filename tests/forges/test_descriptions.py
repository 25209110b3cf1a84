"""What stands here by hand of an API is what its forge publishes, as far as it is written down.

Forgejo and Gitea publish theirs on each instance; the npm packages forgejo-js and gitea-js are generated from
it.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
DESCRIBED = yaml.safe_load((HERE / "forgejo.yml").read_text("utf-8"))
SCHEMAS = DESCRIBED["components"]["schemas"]
SAID = {"string": "string", "integer": "number", "boolean": "boolean"}
"""What types are called there."""
NEWER = {("Repository", "autodetect_manual_merge")}
"""What came to Gitea, and to it alone, after the version that its package was made from."""


@pytest.fixture(params=["forgejo-js", "gitea-js"])
def published(request: pytest.FixtureRequest) -> str:
    """Return the declarations that were generated from what a forge publishes."""
    file = HERE.parent / "node_modules" / request.param / "dist/index.d.ts"
    if not file.exists():
        pytest.skip("npm is not installed, so what Forgejo and Gitea publish is not there")
    return file.read_text("utf-8")


def declared(published: str, name: str) -> Mapping[str, str]:
    """Return the type of each property; of those with a name of their own, what is behind it."""
    aliases = dict(re.findall(r"^type (\w+) = (\w+);$", published, re.MULTILINE))
    body = re.search(rf"^interface {name} \{{\n(.*?)^\}}", published, re.MULTILINE | re.DOTALL)
    assert body is not None, name
    found = re.findall(r"^ {4}(\w+)\??: ([\w\[\]]+);$", body[1], re.MULTILINE)
    return {name: aliases.get(type_, type_) for name, type_ in found}


def name_of(schema: Mapping[str, Any]) -> str:
    """Return what the type of a schema is called there."""
    schema = {**schema, **dict(*schema.get("allOf", ()))}
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    return f"{name_of(schema['items'])}[]" if schema["type"] == "array" else SAID[schema["type"]]


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_answer_has_what_it_is_said_to_have(name: str, published: str) -> None:
    there = declared(published, name)
    by_hand = {key: name_of(schema) for key, schema in SCHEMAS[name]["properties"].items()}
    missing = {(name, key) for key in by_hand.keys() - there.keys()}

    assert missing in (set(), NEWER)
    assert {key: there[key] for key in by_hand if key in there} == {
        key: type_ for key, type_ in by_hand.items() if key in there
    }


def parameters(operation: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield where each parameter stands, its name and its type."""
    for given in operation["parameters"]:
        one = (
            DESCRIBED["components"]["parameters"][given["$ref"].rpartition("/")[2]]
            if "$ref" in given
            else given
        )
        yield one["in"], one["name"], SAID[one["schema"]["type"]]


@pytest.mark.parametrize("path", DESCRIBED["paths"])
def test_a_question_is_one_that_the_forge_answers_so(path: str, published: str) -> None:
    operation = DESCRIBED["paths"][path]["get"]
    asked = re.search(
        rf"@request GET:{re.escape(path)}\n.*?: \((?P<given>.*?)(?:, query\?: \{{(?P<query>.*?)\}})?, "
        r"params\?: RequestParams\) => Promise<HttpResponse<(?P<answer>[\w\[\]]+),",
        published,
        re.DOTALL,
    )
    assert asked is not None
    in_path = [(name, type_) for where, name, type_ in parameters(operation) if where == "path"]
    in_query = {(name, type_) for where, name, type_ in parameters(operation) if where == "query"}

    assert re.findall(r"(\w+): (\w+)", asked["given"]) == in_path
    assert in_query <= set(re.findall(r"(\w+)\?: (\w+);", asked["query"] or ""))
    content = operation["responses"]["200"]["content"]["application/json"]
    assert name_of(content["schema"]) == asked["answer"]
