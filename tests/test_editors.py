"""What an editor with a YAML language server shows of the schemas, in a workspace as init makes it.

The places are found in the models: a new kind or field is tried without a word about it here.
"""

import dataclasses
import json
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

from lpsedocs.checker import check
from lpsedocs.cli._starter import Office, workspace_files
from lpsedocs.corpus import RECORDS
from lpsedocs.findings import Finding, Route
from lpsedocs.language import ENGLISH, INDONESIAN
from lpsedocs.models import ATTACHMENTS, KINDS, Kind, kind_at_or_none, kind_named
from lpsedocs.models.conditions import ExactlyOne
from lpsedocs.models.shapes import Choice, Fields, Items, Leaf, Shape, Slot, Table, slot_at_or_none
from lpsedocs.models.words import WORDS
from lpsedocs.rules import all_rules
from lpsedocs.rules.examples import corpus_of
from lpsedocs.schema import schema_of
from lpsedocs.source import Source, parse_source
from tests.filled import Filler
from tests.language_server import Complaint, LanguageServer, Proposal, language_server, settings_of
from tests.test_schema import UNSAYABLE, UNSAYABLE_CHANGE, innermost, mutants_of, records_of

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 7, 15)
STARTER = workspace_files(Office("LPSE Contoh", "Contoh", "Contoh", "0" * 32), TODAY, INDONESIAN)
SUPPLIER = kind_named("supplier")
EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@pytest.fixture(scope="session")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    root = tmp_path_factory.mktemp("office")
    for path, content in STARTER.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    with language_server(root, settings_of(root)) as server:
        yield server


def place_of(kind: Kind, number: int = 1) -> str:
    """Return where a new record of the kind may lie; where it has one place, what is above it differs."""
    if kind.name == "attestation":
        return f"records/decisions/EVL-2026-{number:03}/1.witness.yaml"
    return f"records/{kind.folder}/{number}.yaml" if kind.folder else f"{number}/records/{kind.name}.yaml"


def proposals_in(editor: LanguageServer, kind: Kind, text: str) -> list[Proposal]:
    """Return what the editor proposes at the end of the text."""
    lines = text.split("\n")
    with editor.opened(place_of(kind), text + "\n") as document:
        return document.proposals(len(lines) - 1, len(lines[-1]))


# ---- Where something may be written


@dataclasses.dataclass(frozen=True)
class Spot:
    """A place in a kind of record, and a text that ends there."""

    kind: Kind
    text: str
    shape: Shape
    slot: Slot | None = None

    def __str__(self) -> str:
        return f"{self.kind.name} {' '.join(self.text.split()) or 'at the beginning'}"


def spots() -> Iterator[Spot]:
    for kind in KINDS:
        yield from _spots(Spot(kind, "", Fields(kind.model)), "")


def _spots(spot: Spot, blanks: str) -> Iterator[Spot]:
    yield spot
    inside = blanks + "  "
    match spot.shape:
        case Fields(slots=slots):
            for key, slot in slots.items():
                yield from _below(dataclasses.replace(spot, shape=slot.shape, slot=slot), key, inside)
        case Table(key=key, value=value):
            sample = str(Filler(str).leaf(key, "", 0))
            yield from _below(dataclasses.replace(spot, shape=value), sample, inside)
        case Items(item=item):
            yield from _spots(Spot(spot.kind, f"{spot.text}- ", item), inside)
        case Choice(by_tag=options):
            for _, shape in options:
                if isinstance(shape, Fields):
                    text = f"{spot.text.rstrip()}\n{blanks}"
                    yield from _spots(dataclasses.replace(spot, text=text, shape=shape), blanks)


def _below(spot: Spot, key: str, blanks: str) -> Iterator[Spot]:
    shape = spot.shape
    gap = " " if isinstance(shape, Leaf | Choice) else f"\n{blanks}"
    yield from _spots(dataclasses.replace(spot, text=f"{spot.text}{key}:{gap}"), blanks)


MAPPINGS = [spot for spot in spots() if isinstance(spot.shape, Fields)]
ENUMERATED = [spot for spot in spots() if isinstance(spot.shape, Leaf) and spot.shape.values]
TABLES = [spot for spot in spots() if isinstance(spot.shape, Table) and spot.shape.key.values]


def in_both(source: str) -> set[str]:
    return {INDONESIAN.text(source), ENGLISH.text(source)}


def is_told(source: str, shown: str) -> bool:
    return all(text in shown for text in in_both(source))


def test_no_key_is_left_without_an_explanation() -> None:
    silent = [
        f"{spot.shape.model.__name__}.{key}"
        for spot in MAPPINGS
        if isinstance(spot.shape, Fields)
        for key, slot in spot.shape.slots.items()
        if not slot.description
    ]

    assert silent == []


# ---- Proposals


@pytest.mark.parametrize("spot", MAPPINGS, ids=str)
def test_every_key_is_proposed_and_explained_in_both_languages(editor: LanguageServer, spot: Spot) -> None:
    assert isinstance(spot.shape, Fields)
    proposals = {proposal.label: proposal for proposal in proposals_in(editor, spot.kind, spot.text)}

    assert spot.shape.slots.keys() <= proposals.keys()
    for key, slot in spot.shape.slots.items():
        assert proposals[key].text.startswith(f"{key}:")
        assert is_told(slot.description, proposals[key].explanation)


@pytest.mark.parametrize("spot", ENUMERATED, ids=str)
def test_every_value_is_proposed_and_explained_in_both_languages(editor: LanguageServer, spot: Spot) -> None:
    assert isinstance(spot.shape, Leaf)
    proposals = {proposal.label: proposal for proposal in proposals_in(editor, spot.kind, spot.text)}

    assert set(spot.shape.values) <= proposals.keys()
    assert all(is_told(WORDS[value], proposals[value].explanation) for value in spot.shape.values)


@pytest.mark.parametrize("spot", TABLES, ids=str)
def test_keys_that_are_enumerated_are_proposed(editor: LanguageServer, spot: Spot) -> None:
    assert isinstance(spot.shape, Table)

    assert set(spot.shape.key.values) <= {p.label for p in proposals_in(editor, spot.kind, spot.text)}


@EVERY_KIND
def test_an_empty_file_is_offered_every_key_that_a_new_record_needs(
    editor: LanguageServer, kind: Kind
) -> None:
    [whole] = [p for p in proposals_in(editor, kind, "") if p.label not in Fields(kind.model).slots]

    assert whole.label == schema_of(kind)["title"]
    assert is_told(kind.summary, whole.explanation)
    written = yaml.safe_load(re.sub(r"\$\{?\d+(?::([^}]*))?\}?", r"\1", whole.text))
    assert required_in(Fields(kind.model)) <= paths_in(written)


def required_in(shape: Fields, around: str = "") -> set[str]:
    """Return the paths of the keys that a record needs."""
    found = set()
    for key, slot in shape.slots.items():
        if slot.is_required:
            found.add(f"{around}{key}")
            if isinstance(slot.shape, Fields):
                found |= required_in(slot.shape, f"{around}{key}.")
    return found


def paths_in(data: Any, around: str = "") -> set[str]:
    if not isinstance(data, dict):
        return set()
    return {f"{around}{key}" for key in data}.union(
        *(paths_in(value, f"{around}{key}.") for key, value in data.items())
    )


# ---- Other editors


@pytest.mark.parametrize("written", ["json", "toml"])
def test_the_settings_that_the_guide_gives_other_editors_do_the_same(
    editor: LanguageServer, tmp_path: Path, written: str
) -> None:
    text = (ROOT / "docs/panduan/menulis-berkas.md").read_text("utf-8")
    [block] = re.findall(rf"```{written}\n(.*?)```", text, re.DOTALL)
    shutil.copytree(editor.root, tmp_path / "office")

    with language_server(tmp_path / "office", {"yaml": yaml_settings(written, block)}) as other:
        theirs, ours = (proposals_in(e, SUPPLIER, "criticality: ") for e in (other, editor))

    assert theirs == ours
    assert "sedang" in {proposal.label for proposal in theirs}


def yaml_settings(written: str, block: str) -> Any:
    if written == "json":
        return json.loads(block)["lsp"]["yaml-language-server"]["settings"]["yaml"]
    return tomllib.loads(block)["language-server"]["yaml-language-server"]["config"]["yaml"]


# ---- Explanations


def starters() -> Iterator[Source]:
    for path, content in STARTER.items():
        if path.is_relative_to(RECORDS) and path.suffix == ".yaml":
            yield parse_source(path, content)


def keys_in(data: Any, route: Route = ()) -> Iterator[Route]:
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, child in children:
        if isinstance(data, dict):
            yield (*route, step)
        yield from keys_in(child, (*route, step))


@pytest.mark.parametrize("source", list(starters()), ids=lambda source: str(source.path))
def test_every_key_of_a_starter_example_is_named_and_explained(
    editor: LanguageServer, source: Source
) -> None:
    kind = kind_at_or_none(source.path.relative_to(RECORDS))
    assert kind
    with editor.opened(str(source.path), source.text) as document:
        for route in keys_in(source.data):
            slot = slot_at_or_none(kind.model, route)
            if slot and slot.key == route[-1]:
                place = source.locate(route, key=True)
                shown = document.explanation(place.line - 1, place.column - 1)
                assert is_told(slot.title, shown), route
                assert is_told(slot.description, shown), route


# ---- Complaints


def test_the_starter_examples_are_fine(editor: LanguageServer) -> None:
    complaints = editor.complaints({str(source.path): source.text for source in starters()})

    assert [place for place, told in complaints.items() if told] == []


def test_the_example_office_is_fine(editor: LanguageServer) -> None:
    paths = [path for path in (ROOT / RECORDS).rglob("*.yaml") if ATTACHMENTS.name not in path.parts]

    complaints = editor.complaints({str(path.relative_to(ROOT)): path.read_text("utf-8") for path in paths})

    assert complaints.keys() >= {"records/organization.yaml", "records/roster.yaml"}
    assert {place: told for place, told in complaints.items() if told} == {}


class _Written(yaml.CSafeDumper):
    """Writes texts in quotes, so that none is taken for something else."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Written.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, '"')
)
_Written.add_representer(
    Decimal, lambda dumper, number: dumper.represent_scalar("tag:yaml.org,2002:float", str(number))
)


def broken_records(kind: Kind) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a record of the kind, and its text."""
    for name, data in (*mutants_of(kind), *misfits_of_model(kind)):
        yield name, yaml.dump(data, Dumper=_Written, sort_keys=False, allow_unicode=True, width=10**6)


def misfits_of_model(kind: Kind) -> Iterator[tuple[str, Any]]:
    """Yield records in which a value is another one of its enumeration, or keys exclude each other."""
    seen: set[object] = set()
    for name, data in records_of(kind):
        for route, shape, value in walk(Fields(kind.model), data, ()):
            for step, other in changes(shape, value):
                place = (*(0 if isinstance(s, int) else s for s in route), step, str(other))
                around = tuple(value) if isinstance(value, dict) else ()
                if (place, around) not in seen:
                    seen.add((place, around))
                    yield f"{name} {route}: {step} {other}", changed(data, route, step, other)


def walk(shape: Shape, data: Any, route: Route) -> Iterator[tuple[Route, Fields, Any]]:
    match shape:
        case Fields(slots=slots) if isinstance(data, dict):
            yield route, shape, data
            for key, value in data.items():
                yield from walk(slots[key].shape, value, (*route, key))
        case Items(item=item):
            for index, value in enumerate(data or ()):
                yield from walk(item, value, (*route, index))


def changes(shape: Fields, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield keys of a mapping with another value than they have."""
    for key, slot in shape.slots.items():
        if isinstance(slot.shape, Leaf):
            yield from ((key, value) for value in slot.shape.values if value != data.get(key))
    for condition in shape.model.conditions:
        for key in condition.keys if isinstance(condition, ExactlyOne) else ():
            if data.get(key) is None:
                yield key, Filler(str).slot(shape.slots[key], "SUP-001", 0)


def changed(data: Any, route: Route, key: str, value: Any) -> Any:
    if not route:
        return {**data, key: value}
    step, *rest = route
    inner = changed(data[step], tuple(rest), key, value)
    return {**data, step: inner} if isinstance(data, dict) else [*data[:step], inner, *data[step + 1 :]]


FITTING = [rule for rule in all_rules() if rule.code[0] == "S" or rule.code == "R101"]
"""The rules that a schema can know of: of the text, and of the form of a record."""


def findings_in(kind: Kind, text: str) -> tuple[Finding, ...]:
    path = RECORDS / PurePosixPath(place_of(kind)).relative_to("1/records" if not kind.folder else "records")
    return check(corpus_of({path: text.encode()}, TODAY), FITTING).findings


BY_THE_SERVER_ALONE = {
    "Missing property": "where a misspelt key stands for the missing one, ours tells only of the misspelling",
    "condition": "ours weighs keys against each other only where each of them fits by itself",
}
"""What the server says on lines where ours is silent, and why."""
BY_US_ALONE = {**UNSAYABLE, UNSAYABLE_CHANGE[0]: UNSAYABLE_CHANGE[1]}
"""What ours says on lines where the server is silent, and why."""


def conditions_in(schema: Any) -> Iterator[str]:
    """Yield what the schema says of keys that demand or exclude each other."""
    if isinstance(schema, dict):
        if schema.get("required") == [""]:
            yield schema["errorMessage"]
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from conditions_in(part)


def reason_of_server(complaint: Complaint, findings: tuple[Finding, ...], conditions: set[str]) -> str | None:
    missing = re.fullmatch(r'Missing property "(.+)"\.', complaint.message)
    meant = {dict(near.values)["key"] for f in findings if (near := dict(f.message.values).get("near"))}
    if missing and missing[1] in meant:
        return "Missing property"
    return "condition" if complaint.message in conditions and findings else None


def reason_of_ours(finding: Finding, name: str) -> str | None:
    template = innermost(finding.message).template
    if template in UNSAYABLE:
        return template
    return UNSAYABLE_CHANGE[0] if name.endswith(UNSAYABLE_CHANGE[0]) else None


def differences(editor: LanguageServer, kind: Kind) -> Iterator[tuple[str | None, str]]:
    """Yield what only one of the two says of a line, after the written reason if there is one."""
    records = {place_of(kind, number): record for number, record in enumerate(broken_records(kind))}
    conditions = set(conditions_in(schema_of(kind)))
    complaints = editor.complaints({place: text for place, (_, text) in records.items()})
    for place, (name, text) in records.items():
        findings = findings_in(kind, text)
        ours, theirs = {f.location.line for f in findings}, {c.line for c in complaints[place]}
        for complaint in complaints[place]:
            if complaint.line not in ours:
                yield reason_of_server(complaint, findings, conditions), f"{name}: server: {complaint}"
        for finding in findings:
            if finding.location.line not in theirs:
                yield reason_of_ours(finding, name), f"{name}: ours: {ENGLISH.say(finding.message)}"


@pytest.fixture(scope="module")
def all_differences(editor: LanguageServer) -> dict[str, list[tuple[str | None, str]]]:
    return {kind.name: list(differences(editor, kind)) for kind in KINDS}


@EVERY_KIND
def test_the_server_complains_on_the_lines_where_check_does(
    all_differences: Mapping[str, list[tuple[str | None, str]]], kind: Kind
) -> None:
    assert [what for reason, what in all_differences[kind.name] if reason is None] == []


def test_each_written_disagreement_is_met(
    all_differences: Mapping[str, list[tuple[str | None, str]]],
) -> None:
    met = {reason for found in all_differences.values() for reason, _ in found}

    assert {*BY_THE_SERVER_ALONE, *BY_US_ALONE} == met
