"""What a diagnosis is: what was looked at, how it stands, and what to do."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lpsedocs.findings import Message, Value, say


class State(enum.StrEnum):
    """How something stands; what can't be told is never taken for fine."""

    FINE = "fine"
    MEND = "mend"
    UNKNOWN = "unknown"


class Family(enum.StrEnum):
    """What a diagnosis is about."""

    WORKSPACE = "workspace"
    CI = "ci"
    ROSTER = "roster"
    CONTROL = "control"


@dataclass(frozen=True)
class Diagnosis:
    """Something that was looked at, and what was found."""

    family: Family
    code: str
    """What was looked at, for programs; the same in every version."""
    looked_at: Message
    state: State
    found: Message
    remedy: Message | None = None
    """What to do; None where it is fine."""
    place: str | None = None
    """The file that it is about, where there is one."""


@dataclass(frozen=True)
class Look:
    """Something that is looked at; gives the diagnoses of it."""

    family: Family
    code: str
    looked_at: Message

    def fine(self, found: Message) -> Diagnosis:
        """Say that it is as it should be."""
        return Diagnosis(self.family, self.code, self.looked_at, State.FINE, found)

    def mend(self, found: Message, remedy: Message, place: str | None = None) -> Diagnosis:
        """Say that it has to be mended, and how."""
        return Diagnosis(self.family, self.code, self.looked_at, State.MEND, found, remedy, place)

    def unknown(self, found: Message, remedy: Message, place: str | None = None) -> Diagnosis:
        """Say that it can't be told, and where to look."""
        return Diagnosis(self.family, self.code, self.looked_at, State.UNKNOWN, found, remedy, place)


def worst(diagnoses: Iterable[Diagnosis]) -> State:
    """Return what weighs most: something to mend, then something that can't be told."""
    states = {diagnosis.state for diagnosis in diagnoses}
    return next((state for state in (State.MEND, State.UNKNOWN) if state in states), State.FINE)


_GRAVEST: Final = (
    *("tip", "top", "history", "main-branch"),
    *("ci-files", "ci-check", "ci-options", "control", "control-hidden", "ci-verify", "ci-guard"),
    *("ci-strangers", "ci-history"),
    *("attributes", "ignored", "pin", "roster", "rights", "roles", "acting", "deciders", "ended", "keys"),
    *("ci-owners", "ci-rights", "ci-pinned"),
)
"""What makes decisions or the gate worth nothing, the worst first; the rest is an inconvenience."""


_OF_THE_GATE: Final = ("ci-check", "ci-verify")
"""While these can't be told, nobody knows whether there is a gate at all."""


def is_urgent(diagnosis: Diagnosis) -> bool:
    """Tell whether it has to be seen to: it is to be mended, or it can't be told whether there is a gate."""
    return diagnosis.state is State.MEND or _is_open(diagnosis)


def _is_open(diagnosis: Diagnosis) -> bool:
    return diagnosis.state is State.UNKNOWN and diagnosis.code in _OF_THE_GATE


def gravity(diagnosis: Diagnosis) -> int:
    """Return the place of a diagnosis among others that are urgent."""
    if _is_open(diagnosis):
        return -1
    return _GRAVEST.index(diagnosis.code) if diagnosis.code in _GRAVEST else len(_GRAVEST)


def listed(items: Iterable[Value]) -> Message:
    """Return things one after the other."""
    return say("{items}", items=tuple(items))
