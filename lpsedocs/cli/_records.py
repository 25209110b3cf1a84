"""What several commands need: the day, and the record that somebody names."""

import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from rapidfuzz import process

from lpsedocs.cli._days import DAY
from lpsedocs.cli._names import NAME
from lpsedocs.corpus import Corpus, Entry
from lpsedocs.directories import entries_below
from lpsedocs.findings import Refusal, Term, say
from lpsedocs.models import KINDS, kind_of_id_or_none
from lpsedocs.models.fields import Model
from lpsedocs.workspace import find_workspace

R = TypeVar("R", bound=Model)
F = TypeVar("F", bound=Callable[..., Any])


def today_option(function: F) -> F:
    """Let a command be told what day it is."""
    return click.option(
        "--today",
        type=DAY,
        help="The day to work as of; by default today.",
    )(function)


def record_argument(name: str) -> Callable[[F], F]:
    """Let a command be told a record; the shell completes its id."""
    return click.argument(name, metavar="RECORD", type=NAME, shell_complete=_complete)


def optional_record_argument(name: str) -> Callable[[F], F]:
    """Let a command be told a record, or none for all."""
    return click.argument(name, metavar="[RECORD]", type=NAME, required=False, shell_complete=_complete)


def _complete(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    try:
        workspace = find_workspace(ctx.find_root().params.get("root") or Path.cwd())
    except Refusal:
        return []
    files = (Path(entry.path) for entry in entries_below(workspace.records))
    names = {path.stem for path in files if path.suffix == ".yaml" and kind_of_id_or_none(path.stem)}
    return sorted(name for name in names if name.startswith(incomplete.upper()))


def loaded(workspace: Any, today: date | None) -> Corpus:
    """Return the workspace's corpus on the day that was asked for."""
    corpus: Corpus = workspace.load(today)
    return corpus


def entry_named(corpus: Corpus, name: str) -> Entry[Any]:
    """Return a record by its id, its place or its path; refuses an unknown one with the nearest."""
    wanted = name.removeprefix("records/").removesuffix(".yaml")
    decision = f"decisions/{wanted.upper()}"  # which pages call EVL-2026-001/1
    for called in (wanted, wanted.upper(), wanted.rpartition("/")[2], decision):
        if found := corpus.get(called):
            return found
    known = [entry.name for entry in corpus.entries if kind_of_id_or_none(entry.name)]
    near = process.extractOne(wanted.upper(), known, score_cutoff=80)
    if near:
        raise Refusal(say("there is no record {name}; did you mean {near}?", name=name, near=near[0]))
    raise Refusal(say("there is no record {name}; 'lpsedocs status' lists them", name=name))


def fitting_entry(corpus: Corpus, name: str) -> Entry[Any]:
    """Return a record that can be understood; refuses one that has errors."""
    entry = entry_named(corpus, name)
    if entry.record is None:
        raise Refusal(
            say(
                "{name} can't be understood as it is written; 'lpsedocs check {path}' says why",
                name=entry.name,
                path=shlex.quote(str(entry.path)),
            )
        )
    return entry


def entry_of(model: type[R], corpus: Corpus, name: str) -> Entry[R]:
    """Return a record of one kind; refuses one of another."""
    entry = fitting_entry(corpus, name)
    if not isinstance(entry.record, model):
        raise Refusal(
            say(
                "{name} is a record of the kind '{there}'; one of the kind '{due}' is needed here",
                name=entry.name,
                there=Term(entry.kind.title),
                due=Term(next(kind.title for kind in KINDS if kind.model is model)),
            )
        )
    return entry
