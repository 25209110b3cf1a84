"""A name as somebody types it: of a record, a person, a key."""

from collections.abc import Iterable
from pathlib import PureWindowsPath
from typing import Any, Final

import click

from lpsedocs.cli import language_of
from lpsedocs.findings import say


class _Name(click.types.StringParamType):
    """A text that says something: an empty one comes of a variable that a script forgot to fill."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        name = str(super().convert(value, param, ctx))
        if not name.strip():
            empty = say("it is empty, and a name or an id is due")
            self.fail(language_of(ctx).say(empty) if ctx else empty.template, param, ctx)
        return name


NAME: Final = _Name()


def record_id(name: str) -> str:
    """Return the id of a record that somebody named; a path names a record, too, also where none lies."""
    # Shells of Windows complete paths with backslashes, and others folders with a slash at the end.
    path = PureWindowsPath(name)
    # A decision lies in a folder of its record.
    called = path.parent if path.parent.parent.name == "decisions" else path
    return (called.name or name).removesuffix(".yaml").upper()


def record_ids(names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of records that somebody named, each once."""
    return tuple(dict.fromkeys(map(record_id, names)))
