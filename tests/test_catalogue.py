"""The Indonesian catalogue is complete, and says what the English says."""

import re
from collections.abc import Sequence

import pytest

from lpsedocs.findings import Message
from lpsedocs.language import ENGLISH
from tests.sites import ROOT
from tools.catalogue import CATALOGUE, MessageId, collect, ids_in, read, render, updated

TEXT = CATALOGUE.read_text("utf-8")
FOUND = read(TEXT)
GAP = re.compile(r"\{[^{}\s]*\}|%\([a-z]+\)s")
CODE = re.compile(r"`[^`]+`")

THE_SAME = {
    *(
        "210 × 297 mm",
        "215 × 330 mm",
        "Commit",
        "Data",
        "Forge",
        "Forgejo",
        "GitHub",
        "GitLab",
        "Gitea",
        "Logo",
    ),
    *(
        "Kepala LPSE",
        "Pejabat Pembuat Komitmen",
        "Pengelola",
        "Pengelola Pendukung Layanan",
        "Pengguna",
        "Status",
        "Unit",
        "commit {commit}",
        "e-purchasing",
        "helpdesk",
        "hosting",
        "internet",
        "tender",
        "forge {id}",
        "{evidence} ({key}), commit {commit}",
    ),
}
"""Words and forms that are the same in both languages."""


@pytest.fixture(scope="module")
def due() -> set[MessageId]:
    return collect()


def texts_of(string: str | Sequence[str] | None) -> tuple[str, ...]:
    return (string or "",) if not isinstance(string, Sequence) or isinstance(string, str) else tuple(string)


# Of a singular and a plural, Indonesian translates the plural.
PAIRS = [(texts_of(message.id)[-1], texts_of(message.string)[0]) for message in FOUND if message.id]


def test_every_text_is_in_the_catalogue(due: set[MessageId]) -> None:
    assert sorted(due - ids_in(FOUND), key=str) == [], "run 'make catalogue' and translate what is new"


def test_nothing_in_the_catalogue_is_gone(due: set[MessageId]) -> None:
    assert sorted(ids_in(FOUND) - due, key=str) == [], "run 'make catalogue'"


def test_the_file_is_laid_out_as_the_tool_does() -> None:
    assert render(updated(FOUND, ids_in(FOUND))) == TEXT, "run 'make catalogue'"


def test_everything_is_translated() -> None:
    assert [source for source, translation in PAIRS if not translation] == []
    assert [message.id for message in FOUND if message.id and message.fuzzy] == []


def test_a_translation_has_the_gaps_of_its_source() -> None:
    assert [one for one, other in PAIRS if set(GAP.findall(one)) != set(GAP.findall(other))] == []


def test_code_in_a_text_is_the_same_in_its_translation() -> None:
    assert [one for one, other in PAIRS if sorted(CODE.findall(one)) != sorted(CODE.findall(other))] == []


def test_what_is_not_to_be_wrapped_is_so_in_its_translation_too() -> None:
    assert [one for one, other in PAIRS if one.count("\b\n") != other.count("\b\n")] == []


def test_no_sentence_was_left_in_english() -> None:
    same = {one for one, other in PAIRS if one == other and re.search(r"[a-z]{2}", GAP.sub("", one))}
    assert same == THE_SAME


def test_the_catalogue_compiles() -> None:
    assert [(message.id, errors) for message, errors in FOUND.check()] == []


# ---- What is counted

_FILLED_BY_COUNTING = (r"(\w+)=(?:len|sum)\(", r"(\w+)=[\w.]+\|length", r"(\w+)=[\w.]*\bcount\(")
COUNTS = {"count", "days", "months", "seconds", "records", "files"} | {
    name
    for folder, ending in (("lpsedocs", "py"), ("templates", "html"))
    for path in (ROOT / folder).rglob(f"*.{ending}")
    for pattern in _FILLED_BY_COUNTING
    for name in re.findall(pattern, path.read_text("utf-8"))
}
"""The gaps that a count fills somewhere."""
_PLURAL = re.compile(
    r"\b1 (?!is\b|was\b|has\b|this\b)(?:(?!in\b|on\b)[a-z]+ )?(?:[a-z]+s|[a-z]+ (?:are|have|were))\b"
)


def test_one_of_anything_is_no_plural_in_english() -> None:
    assert len(COUNTS) > 10
    one = tuple((name, 1) for name in COUNTS)
    said = [
        ENGLISH.say(Message(source, one))
        for source, _ in PAIRS
        if COUNTS & {*re.findall(r"\{(\w+)\}", source)}
    ]
    assert [text for text in said if _PLURAL.search(text)] == []
