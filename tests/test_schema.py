"""The JSON Schemas say what the models say, to an independent validator; all but a short written list."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from lpsedocs.findings import Message, Route
from lpsedocs.models import ATTACHMENTS, KINDS, Kind, kind_at_or_none, kind_named
from lpsedocs.models.fields import FIRST_YEAR, LAST_YEAR
from lpsedocs.models.fitting import Misfit, fit
from lpsedocs.schema import file_name, render, schema_of
from lpsedocs.source import parse_source

ROOT = Path(__file__).parent.parent
RECORDS = ROOT / "records"
SCHEMAS = ROOT / "schemas"

UNSAYABLE = {
    "it ends on {ends}, before it begins on {begins}": "JSON Schema compares no two values",
    "the highest score {maximum} is not above the lowest, {minimum}": "JSON Schema compares no two values",
    "the weights sum to {total}; they must sum to exactly 100": "JSON Schema adds nothing up",
    "the id {id} stands twice": "JSON Schema compares whole entries of a list only",
    "the engagement {id} stands twice": "JSON Schema compares whole entries of a list only",
    "the person {id} stands twice": "JSON Schema compares whole entries of a list only",
    "the band {worse} begins at {start}, which is not below {better}; "
    "bands go from the best to the worst": "JSON Schema compares no two values",
    "the lowest band begins at {start}; it must begin at the lowest score, {minimum}": (
        "JSON Schema compares no two values"
    ),
    "the band {band} begins at {start}, above the highest score, {maximum}": (
        "JSON Schema compares no two values"
    ),
    "the form has no criterion {criterion}": "JSON Schema follows no reference",
    "the form has no band {band}": "JSON Schema follows no reference",
    "the score {score} is outside the scale from {minimum} to {maximum}": (
        "JSON Schema compares no two values"
    ),
    "{name} is no time zone; Indonesia has Asia/Jakarta, Asia/Makassar and Asia/Jayapura": (
        "the list of time zones changes every year"
    ),
}
"""Templates of misfits that no schema can report, and why."""
UNSAYABLE_CHANGE = ("with a point", "in JSON Schema 1.0 is a whole number")


ATTESTATION = {
    "repository": "9f2c4e0d5b7a4c1e8f3a6d2b0c9e7f15",
    "decision": "0" * 64,
    "merge": "0" * 40,
    "forge": "ci-forgejo",
    "request": 42,
    "account": "17",
    "read": "2026-07-13T06:45:00Z",
}
"""The example office has no forge that needs a witness."""


def files_of(kind: Kind) -> list[Path]:
    paths = (path for path in sorted(RECORDS.rglob("*.yaml")) if ATTACHMENTS.name not in path.parts)
    return [path for path in paths if kind_at_or_none(PurePosixPath(path.relative_to(RECORDS))) == kind]


def refused_by_schema(kind: Kind, paths: list[Path]) -> set[Path]:
    """Return which files check-jsonschema refuses, all in one call."""
    command = [sys.executable, "-m", "check_jsonschema", "--output-format", "json"]
    done = subprocess.run(
        [*command, "--schemafile", SCHEMAS / file_name(kind), *paths], capture_output=True, text=True
    )
    report = json.loads(done.stdout)
    assert not report.get("parse_errors")
    return {Path(error["filename"]) for error in report["errors"]}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_schema_of_a_kind_is_what_its_model_gives(kind: Kind) -> None:
    assert (SCHEMAS / file_name(kind)).read_text("utf-8") == render(kind), "run 'lpsedocs schema'"


def test_there_is_no_schema_of_a_kind_that_is_gone() -> None:
    assert {path.name for path in SCHEMAS.glob("*.json")} == {file_name(kind) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_another_validator_accepts_the_example_office(kind: Kind) -> None:
    files = files_of(kind)
    assert (kind.name == "attestation") if not files else refused_by_schema(kind, files) == set()


# ---- What a schema says to a person


def schema_at(kind: str, *keys: str) -> dict[str, Any]:
    schema: dict[str, Any] = schema_of(kind_named(kind))
    for key in keys:
        schema = schema["properties"][key]
    return schema


def test_a_property_has_title_and_description_in_both_languages() -> None:
    ceiling = schema_at("requirement", "budget", "pagu_anggaran")

    assert ceiling["title"] == "Pagu anggaran / Budget ceiling"
    assert ceiling["x-audience"] == "public"


def test_each_value_is_described_in_both_languages() -> None:
    result = schema_at("requirement", "availability", "result")

    assert result["enum"] == ["tersedia", "tidak_tersedia"]
    assert result["enumDescriptions"] == ["tersedia / available", "tidak tersedia / not available"]
    assert "- tidak_tersedia: tidak tersedia / not available" in result["description"]


def test_a_key_that_may_be_absent_may_be_null() -> None:
    assert schema_at("organization", "review", "holidays")["type"] == ["array", "null"]
    assert schema_at("supplier", "criticality")["enum"][-1] is None


def test_a_default_that_says_nothing_is_not_offered() -> None:
    assert "default" not in schema_at("organization", "review", "holidays")
    assert schema_at("organization", "review", "inspection_every_months")["default"] == 6


def test_the_calendar_of_a_schema_is_that_of_the_models() -> None:
    pattern = re.compile(schema_at("requirement", "created")["pattern"])
    days = (
        f"{year}-{month:02}-{day:02}"
        for year in range(1940, 2206)
        for month in range(14)
        for day in range(33)
    )

    assert [day for day in days if bool(pattern.search(day)) != is_day(day)] == []


def is_day(text: str) -> bool:
    try:
        return FIRST_YEAR <= date.fromisoformat(text).year <= LAST_YEAR
    except ValueError:
        return False


def test_nothing_of_pydantic_is_left() -> None:
    written = "".join(path.read_text("utf-8") for path in SCHEMAS.glob("*.json"))

    assert "prefixItems" not in written
    assert "(?" not in written.replace("(?:", "")


# ---- Sound records, broken in every way that one change can


def ways_to_break(value: Any) -> Iterator[tuple[str, Any]]:
    yield "null", None
    yield "a text", "salah"
    yield "an empty text", ""
    yield "a blank text", " \n"
    yield "a number", 7
    yield "a negative number", -1
    yield "a great number", 10**16
    yield "a decimal", Decimal("1.5")
    yield "a yes", True
    yield "an empty list", []
    yield "a list", ["salah"]
    yield "an empty mapping", {}
    yield "a mapping", {"salah": "salah"}
    yield "an early day", "1999-01-01"
    yield "no day", "2026-02-30"
    if isinstance(value, str):
        yield "a blank at the end", value + " "
        yield "a line at the end", value + "\n"
        yield "capitals", value.upper()
    if isinstance(value, int) and not isinstance(value, bool):
        yield "with a point", Decimal(f"{value}.0")
        yield "in quotes", str(value)
        yield "one more", value + 1
    if isinstance(value, list) and value:
        yield "the last entry gone", value[:-1]
        yield "the first entry twice", [*value, value[0]]
        yield "backwards", value[::-1]
    if isinstance(value, dict):
        for key in value:
            without = {other: value[other] for other in value if other != key}
            yield f"{key} gone", without
            yield f"{key} misspelt", {**without, f"{key}x": value[key]}
        yield "one key more", {**value, "tambahan": "salah"}


def broken(data: Any, route: Route = ()) -> Iterator[tuple[Route, str, Any]]:
    for way, value in ways_to_break(data):
        yield route, way, value
    children: Mapping[Any, Any] = (
        data if isinstance(data, dict) else dict(enumerate(data)) if isinstance(data, list) else {}
    )
    for step, child in children.items():
        for deeper, way, value in broken(child, (*route, step)):
            whole = dict(data) if isinstance(data, dict) else list(data)
            whole[step] = value
            yield deeper, way, whole


def mutants_of(kind: Kind) -> Iterator[tuple[str, Any]]:
    """Yield records broken in one place; the same change at a like place of a like mapping only once."""
    seen: set[object] = set()
    for name, data in records_of(kind):
        for route, way, mutant in broken(data):
            # What else stands in a mapping matters where a key of it goes away.
            around = shape_at(data, route[:-1]) if way == "null" or way.endswith("gone") else ()
            likeness = (*(0 if isinstance(step, int) else step for step in route), way, around)
            if likeness not in seen:
                seen.add(likeness)
                yield f"{name} {route}: {way}", mutant


def records_of(kind: Kind) -> Iterator[tuple[str, Any]]:
    if kind.name == "attestation":
        yield "attestation", ATTESTATION
    for path in files_of(kind):
        yield path.name, parse_source(PurePosixPath(path.name), path.read_bytes()).data


def shape_at(data: Any, route: Route) -> tuple[object, ...]:
    for step in route:
        data = data[step]
    return tuple(data) if isinstance(data, dict) else ()


def templates_of(misfits: tuple[Misfit, ...]) -> set[str]:
    return {innermost(misfit.message).template for misfit in misfits}


def innermost(message: Message) -> Message:
    trouble = dict(message.values).get("trouble")
    return trouble if isinstance(trouble, Message) else message


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_schema_refuses_what_the_model_refuses_and_nothing_else(kind: Kind, tmp_path: Path) -> None:
    mutants = dict(enumerate(mutants_of(kind)))
    for number, (_, data) in mutants.items():
        (tmp_path / f"{number}.json").write_text(json.dumps(data, default=float))

    refused = refused_by_schema(kind, [tmp_path / f"{number}.json" for number in mutants])

    refused_by_one = []
    for number, (name, data) in mutants.items():
        found = fit(kind, data)
        misfits = found if isinstance(found, tuple) else ()
        if tmp_path / f"{number}.json" in refused:
            refused_by_one += [] if misfits else [f"by the schema: {name}"]
        elif not name.endswith(UNSAYABLE_CHANGE[0]):
            more = templates_of(misfits) - UNSAYABLE.keys()
            refused_by_one += [f"by the model: {name}: {template}" for template in more]
    assert refused_by_one == []


def test_the_list_of_what_no_schema_can_say_is_no_longer_than_needed() -> None:
    found = (fit(kind, data) for kind in KINDS for _, data in mutants_of(kind))

    met = {template for misfits in found if isinstance(misfits, tuple) for template in templates_of(misfits)}

    assert UNSAYABLE.keys() <= met
