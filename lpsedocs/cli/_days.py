"""A day as somebody types it: ``--today 2026-01-31``."""

import re
from datetime import date
from typing import Final

import click

from lpsedocs.cli import language_of
from lpsedocs.findings import Message, say
from lpsedocs.models.fields import FIRST_YEAR, LAST_YEAR

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class _Day(click.ParamType):  # type: ignore[type-arg]  # only newer versions of click know the argument
    """A day that a record could have too."""

    name = "day"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        found = value if isinstance(value, date) else _day(str(value))
        if isinstance(found, Message):
            self.fail(language_of(ctx).say(found) if ctx else found.template, param, ctx)
        return found


def _day(text: str) -> date | Message:
    """Return the day, or why there is none."""
    if not _WRITTEN.fullmatch(text):
        return say("'{text}' is no day; a day is written as 2026-01-31", text=text)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return say("there is no such day as {text}; a day is written as 2026-01-31", text=text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return say(
            "{text} lies outside of the years {first} to {last}",
            text=text,
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
        )
    return day


DAY: Final = _Day()
