"""A paper as a value: what every paper has, whatever it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lpsedocs.corpus import Entry
from lpsedocs.findings import Message
from lpsedocs.procedures.rounds import sending_back
from lpsedocs.site.editions import Shown
from lpsedocs.site.papers.codes import Code, code_or_none
from lpsedocs.site.papers.marks import Mark
from lpsedocs.site.papers.signatures import Signature
from lpsedocs.site.view import View


@dataclass(frozen=True)
class Round:
    """How often it went to whoever decides: when it was handed over, and what came back."""

    number: int
    handed: Shown
    decisions: tuple[Shown, ...]


@dataclass(frozen=True, eq=False)
class Paper:
    """What stands on a paper."""

    name: str
    """The id of the record, or what else names the paper."""
    title: Message
    template: str
    number: str | None = None
    """What stands below the title."""
    subtitle: Message | None = None
    mark: Mark | None = None
    """What is printed across it, because nobody has decided it as it is."""
    record: Shown | None = None
    sha256: str | None = None
    """The digest of the record's bytes."""
    signatures: tuple[Signature, ...] = ()
    rounds: tuple[Round, ...] = ()
    evidence: tuple[Message, ...] = ()
    """What the history proves of the decisions on it, one by one."""
    parts: Mapping[str, Any] = field(default_factory=dict)
    """What its own template needs beside the record."""
    rest: tuple[str, ...] = ()
    """The fields of the record that are no part of it."""
    is_landscape: bool = False
    code: Code | None = None
    """Where its page is."""


def of_record(view: View, entry: Entry[Any], title: Message, template: str, **more: Any) -> Paper:
    """Return the paper of a record, with what every such paper has."""
    return Paper(
        entry.name,
        title,
        template,
        record=view.records[entry.name],
        sha256=entry.source.sha256,
        code=code_or_none(view, entry.name),
        **{"number": entry.name, **more},
    )


def rounds_of(view: View, entry: Entry[Any], handed: tuple[Shown, ...]) -> tuple[Round, ...]:
    """Return the rounds of a record: each decision belongs to the round that it ended, or to the last."""
    answers: list[list[Shown]] = [[] for _ in handed]
    place = 0
    decisions = view.corpus.decisions_on(entry.name)
    returns = sending_back([found.it for found in decisions])
    for found, is_return in zip(decisions, returns, strict=True):
        if answers and found.name in view.records:
            answers[min(place, len(answers) - 1)].append(view.records[found.name])
        place += is_return
    return tuple(
        Round(number, act, tuple(given))
        for number, (act, given) in enumerate(zip(handed, answers, strict=True), 1)
    )


def day_of(shown: Shown | None) -> date | None:
    """Return the day of an act."""
    return shown["date"] if shown else None
