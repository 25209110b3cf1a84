"""A name as somebody types it: of a record, a person, a key."""

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
