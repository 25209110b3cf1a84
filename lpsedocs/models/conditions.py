"""What the keys of one mapping demand of each other, as data: the models check it, the schemas say it.

Knows no kind of record.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Protocol, TypeAlias

from lpsedocs.findings import Message, Term, say

JsonSchema: TypeAlias = dict[str, Any]
Titles: TypeAlias = Mapping[str, str]
"""What each key of the mapping is called."""


class Condition(Protocol):
    """Something that the keys of a mapping must fulfil together."""

    def trouble(self, mapping: object, titles: Titles) -> Message | None:
        """Return what is wrong, if something is."""

    def schema(self, titles: Titles) -> JsonSchema:
        """Return the same as JSON Schema; what the message is stands at ``due``."""


@dataclass(frozen=True)
class When:
    """A case: a key has one of some values; without values, any at all."""

    key: str
    values: tuple[str, ...] = ()

    def holds_in(self, mapping: object) -> bool:
        """Tell whether it is so."""
        return getattr(mapping, self.key) in self.values if self.values else _has(mapping, self.key)

    def found(self, mapping: object, titles: Titles) -> Message:
        """Name the case as it was found."""
        key = _named(self.key, titles)
        if not self.values:
            return say("{key} is there", key=key)
        return say("{key} is {value}", key=key, value=getattr(mapping, self.key))

    def due(self, titles: Titles) -> Message:
        """Name the case as it ought to be."""
        key = _named(self.key, titles)
        if not self.values:
            return say("{key} is there", key=key)
        if len(self.values) == 1:
            return say("{key} is {value}", key=key, value=self.values[0])
        return say("{key} is one of these: {values}", key=key, values=self.values)

    def schema(self) -> JsonSchema:
        """Return the same as JSON Schema."""
        if not self.values:
            return _present(self.key)
        return {"properties": {self.key: {"enum": list(self.values)}}, "required": [self.key]}


@dataclass(frozen=True)
class ExactlyOne:
    """Of these keys exactly one has a value."""

    keys: tuple[str, ...]

    def trouble(self, mapping: object, titles: Titles) -> Message | None:
        """Return what is wrong, if something is."""
        there = [key for key in self.keys if _has(mapping, key)]
        if not there:
            return say("one of these keys must be there: {keys}", keys=_each_named(self.keys, titles))
        if len(there) > 1:
            return say("only one of these keys may be there: {keys}", keys=_each_named(there, titles))
        return None

    def schema(self, titles: Titles) -> JsonSchema:
        """Return the same as JSON Schema."""
        none = say("one of these keys must be there: {keys}", keys=_each_named(self.keys, titles))
        several = say("only one of these keys may be there: {keys}", keys=_each_named(self.keys, titles))
        pairs = [{"allOf": [_present(key) for key in pair]} for pair in combinations(self.keys, 2)]
        return {
            "allOf": [
                _refused({"not": {"anyOf": [_present(key) for key in self.keys]}}, none),
                _refused({"anyOf": pairs}, several),
            ]
        }


@dataclass(frozen=True)
class Needed:
    """In any of these cases, these keys must have a value."""

    keys: tuple[str, ...]
    when: tuple[When, ...]

    def trouble(self, mapping: object, titles: Titles) -> Message | None:
        """Return what is wrong, if something is."""
        case = next((case for case in self.when if case.holds_in(mapping)), None)
        missing = [key for key in self.keys if not _has(mapping, key)]
        if case is None or not missing:
            return None
        return say(
            "these keys are missing: {keys}; they must be there because {case}",
            keys=_each_named(missing, titles),
            case=case.found(mapping, titles),
        )

    def schema(self, titles: Titles) -> JsonSchema:
        """Return the same as JSON Schema."""
        due = say(
            "these keys must be there: {keys}, when one of these is so: {cases}",
            keys=_each_named(self.keys, titles),
            cases=tuple(case.due(titles) for case in self.when),
        )
        lack = {"not": {"allOf": [_present(key) for key in self.keys]}}
        return _refused({"allOf": [_any_of(self.when), lack]}, due)


@dataclass(frozen=True)
class Only:
    """This key has a value in these cases only."""

    key: str
    when: tuple[When, ...]

    def trouble(self, mapping: object, titles: Titles) -> Message | None:
        """Return what is wrong, if something is."""
        if not _has(mapping, self.key) or any(case.holds_in(mapping) for case in self.when):
            return None
        return self._due(titles)

    def _due(self, titles: Titles) -> Message:
        return say(
            "{key} must not be there, unless one of these is so: {cases}",
            key=_named(self.key, titles),
            cases=tuple(case.due(titles) for case in self.when),
        )

    def schema(self, titles: Titles) -> JsonSchema:
        """Return the same as JSON Schema."""
        return _refused({"allOf": [_present(self.key), {"not": _any_of(self.when)}]}, self._due(titles))


def _has(mapping: object, key: str) -> bool:
    # An empty list is what stands there when nothing was written.
    return getattr(mapping, key) not in (None, ())


def _refused(trouble: JsonSchema, due: Message) -> JsonSchema:
    """Refuse a mapping with this trouble, by asking for a key that there can't be.

    Editors tell what asks for a key where a missing key is told, and in our words.
    """
    return {"if": trouble, "then": {"required": [""], "due": due}}


def _present(key: str) -> JsonSchema:
    return {"required": [key], "properties": {key: {"not": {"enum": [None, []]}}}}


def _any_of(cases: tuple[When, ...]) -> JsonSchema:
    return cases[0].schema() if len(cases) == 1 else {"anyOf": [case.schema() for case in cases]}


def _named(key: str, titles: Titles) -> Message:
    return say("{label} ({key})", label=Term(titles[key]), key=key)


def _each_named(keys: Iterable[str], titles: Titles) -> tuple[Message, ...]:
    return tuple(_named(key, titles) for key in keys)
