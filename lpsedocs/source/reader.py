"""Data and places out of the events of PyYAML's C parser."""

import contextlib
import re
import warnings
from collections.abc import Callable
from typing import Any, Final, NoReturn, Protocol

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from lpsedocs.findings import Message, Route, say
from lpsedocs.source.characters import HIDDEN, code_of, short, without_hidden
from lpsedocs.source.complaints import BAD_START, explain, place_of
from lpsedocs.source.scalars import MEANING_STARTS, Plain, TooLong, meaning_of
from lpsedocs.source.troubles import MAX_LISTED, Mark, Trouble, TroubleKind

MAX_VALUES: Final = 100_000
MAX_DEPTH: Final = 50
MAX_TROUBLES: Final = 10 * MAX_LISTED
"""After so many the reader stops: one of the ten kinds that it reports has more than would be listed."""

_UNREADABLE: Final = {
    TroubleKind.ALIAS,
    TroubleKind.KEY_NOT_TEXT,
    TroubleKind.NUMBER_TOO_LONG,
    TroubleKind.SEVERAL_DOCUMENTS,
}
_TAG = re.compile(r"![^\s,\[\]{}]*")


class _Parser(Protocol):
    def get_event(self) -> Event | None: ...


def find_parser() -> Callable[[str], _Parser]:
    if yaml.__with_libyaml__:
        return yaml.CBaseLoader
    warnings.warn(
        "PyYAML is installed without its C extension, so every file is read many times more slowly; "
        "install a wheel of PyYAML, or build it with libyaml",
        RuntimeWarning,
        stacklevel=2,
    )
    return yaml.BaseLoader


_parser = find_parser()


def _nowhere(mark: Mark) -> int:
    index: int = mark.index
    return ~index


class _GiveUp(Exception):
    """Something was reported that makes it pointless to read on."""


class Reader:
    """Makes data and places out of the parser's events.

    Events and not nodes: libyaml's composer recurses in C as deep as the text goes. Here MAX_DEPTH ends it.
    """

    def __init__(self, text: str, most: int = MAX_VALUES) -> None:
        self._most = most
        self.places: dict[Route, tuple[Mark, Mark]] = {}
        self.troubles: list[Trouble] = []
        # Without the last line break libyaml loses one in a block text.
        self._text = text if text.endswith("\n") else text + "\n"
        # Only with one of these signs in the file there is anything to inspect at each event.
        self._is_suspect = any(sign in text for sign in "&*!?\\")
        self._next: Callable[[], Any] = _parser(self._text).get_event

    def read(self) -> Plain:
        with contextlib.suppress(_GiveUp):
            return self._stream()
        return None

    def _stream(self) -> Plain:
        try:
            data = self._document()
        except yaml.MarkedYAMLError as error:
            self._report_syntax(error)
            return None
        if any(trouble.kind in _UNREADABLE for trouble in self.troubles):
            return None
        self._report_shape(data)
        return data

    def _document(self) -> Plain:
        self._next()  # the start of the stream
        if isinstance(self._next(), StreamEndEvent):
            return None
        root = self._next()
        data = self._value(root, (), root.start_mark)
        self._next()  # the end of the document
        after = self._next()
        if not isinstance(after, StreamEndEvent):
            message = say("a second document begins here; put it into a file of its own")
            self._report(TroubleKind.SEVERAL_DOCUMENTS, after.start_mark, message)
        return data

    def _value(self, event: Any, route: Route, key_mark: Mark) -> Plain:
        if len(self.places) >= self._most:
            message = say("the file has more than {limit} values; split it into several", limit=self._most)
            self._give_up(TroubleKind.TOO_LARGE, event.start_mark, message)
        self.places[route] = (key_mark, event.start_mark)
        if self._is_suspect:
            self._inspect(event)
        if isinstance(event, ScalarEvent):
            is_text = event.style or event.value[:1] not in MEANING_STARTS
            return event.value if is_text else self._plain(event)
        if isinstance(event, AliasEvent):
            return None
        if len(route) >= MAX_DEPTH:
            message = say("lists and mappings are nested more than {limit} levels deep here", limit=MAX_DEPTH)
            self._give_up(TroubleKind.TOO_DEEP, event.start_mark, message)
        return self._mapping(route) if isinstance(event, MappingStartEvent) else self._sequence(route)

    def _mapping(self, route: Route) -> dict[str, Plain]:
        data: dict[str, Plain] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._key(event, route, data)
            value = self._value(self._next(), (*route, key), event.start_mark)
            if isinstance(key, str):
                data[key] = value
        return data

    def _sequence(self, route: Route) -> list[Plain]:
        data: list[Plain] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            data.append(self._value(event, (*route, len(data)), event.start_mark))
        return data

    def _key(self, event: Any, route: Route, before: dict[str, Plain]) -> str | int:
        """Return the key; for one that the data can't have, a number that no route leads to."""
        if not isinstance(event, ScalarEvent):
            return self._complex_key(event, route)
        if self._is_suspect:
            self._inspect(event)
        if event.value in before:
            self._report_duplicate(event, self.places[*route, event.value][0])
        elif event.value or event.style:
            return event.value
        else:
            message = say("a key is missing in front of this colon")
            self._report(TroubleKind.KEY_NOT_TEXT, event.start_mark, message)
        return _nowhere(event.start_mark)

    def _complex_key(self, event: Any, route: Route) -> int:
        if not isinstance(event, AliasEvent):  # that has a trouble of its own
            message = say("a key is a text, not a list or a mapping; put a text with brackets in quotes")
            self._report(TroubleKind.KEY_NOT_TEXT, event.start_mark, message)
        self._value(event, (*route, _nowhere(event.start_mark)), event.start_mark)
        return _nowhere(event.start_mark)

    def _plain(self, event: Any) -> Plain:
        try:
            return meaning_of(event.value)
        except TooLong:
            message = say(
                "the number {number} is too long or too large; put it in quotes if it is a text",
                number=short(event.value),
            )
            self._report(TroubleKind.NUMBER_TOO_LONG, event.start_mark, message)
            return None

    def _report(self, kind: TroubleKind, mark: Mark, message: Message) -> None:
        self.troubles.append(Trouble(kind, mark.line + 1, mark.column + 1, message))
        if len(self.troubles) >= MAX_TROUBLES:
            raise _GiveUp

    def _give_up(self, kind: TroubleKind, mark: Mark, message: Message) -> NoReturn:
        self._report(kind, mark, message)
        raise _GiveUp

    def _report_shape(self, data: Plain) -> None:
        if data is None:
            message = say("the file says nothing; fill it in, or delete it")
            self.troubles.append(Trouble(TroubleKind.EMPTY, 1, 1, message))
        elif not isinstance(data, dict):
            message = say("a file is made of keys, each with a colon and its value; this is something else")
            self._report(TroubleKind.NOT_MAPPING, self.places[()][1], message)

    def _report_duplicate(self, event: Any, first: Mark) -> None:
        message = say(
            "the key '{key}' stands twice in one mapping; the first is in line {line}",
            key=short(event.value),
            line=first.line + 1,
        )
        self._report(TroubleKind.DUPLICATE_KEY, event.start_mark, message)

    def _inspect(self, event: Any) -> None:
        """Report what is seldom there: `_is_suspect` says whether to look at all."""
        start = event.start_mark
        if isinstance(event, AliasEvent):
            self._report_alias(event)
            return
        if event.anchor is not None:
            self._report_anchor(event)
        is_scalar = isinstance(event, ScalarEvent)
        # Not every libyaml tells of the tag '!' on a scalar.
        if event.tag is not None or (is_scalar and self._text.startswith("!", start.index)):
            self._report_tag(start)
        if is_scalar:
            self._report_escapes(event)
        # In YAML 1.2 the text `?x` begins with its question mark, in brackets too.
        if self._text[start.index - 1 : start.index] == "?" and start.index < event.end_mark.index:
            self._give_up(TroubleKind.NOT_YAML, start, BAD_START)

    def _report_alias(self, event: Any) -> None:
        message = say(
            "'*{name}' is an alias; write out what it stands for, or put a text with '*' in quotes",
            name=short(event.anchor),
        )
        self._report(TroubleKind.ALIAS, event.start_mark, message)

    def _report_anchor(self, event: Any) -> None:
        message = say(
            "'&{name}' is an anchor; delete it, or put a text with '&' in quotes",
            name=short(event.anchor),
        )
        self._report(TroubleKind.ANCHOR, event.start_mark, message)

    def _report_tag(self, mark: Mark) -> None:
        tag = next(_TAG.finditer(self._text, mark.index))
        message = say(
            "'{name}' is a tag; delete it, or put a text with '!' in quotes",
            name=short(tag[0]),
        )
        self._report(TroubleKind.TAG, mark, message)

    def _report_escapes(self, event: Any) -> None:
        written = self._text[event.start_mark.index : event.end_mark.index]
        for kind, characters in HIDDEN:
            hidden = characters.search(event.value)
            if hidden and hidden[0] not in written:
                message = say(
                    "an escape in this text stands for the hidden character {character}; delete it",
                    character=code_of(hidden[0]),
                )
                self._report(kind, event.start_mark, message)
        event.value = without_hidden(event.value)

    def _report_syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = place_of(error)
        if self._text.startswith("!", mark.index):
            self._report_tag(mark)
        elif not self._text.startswith("\t", mark.index):  # a tab is reported already
            self._report(TroubleKind.NOT_YAML, mark, explain(error))
