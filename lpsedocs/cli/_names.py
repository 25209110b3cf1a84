"""A name as somebody types it: of a record, a person, a key."""

from typing import Any, Final

import click

from lpsedocs.cli import language_of
from lpsedocs.findings import say


class _Name(click.ParamType):  # type: ignore[type-arg]  # only newer versions of click know the argument
    """A text that says something: an empty one comes of a variable that a script forgot to fill."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not str(value).strip():
            empty = say("it is empty, and a name or an id is due")
            self.fail(language_of(ctx).say(empty) if ctx else empty.template, param, ctx)
        return str(value)


NAME: Final = _Name()
