"""What the commands may be told: from when to when, a public key, and whether to commit."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from lpsedocs.cli._days import DAY
from lpsedocs.cli._deciding import How, commit_options
from lpsedocs.cli._paths import PathType
from lpsedocs.cli.roster._changing import Changing

F = TypeVar("F", bound=Callable[..., Any])


def days(function: F) -> F:
    """Let a command be told from when to when."""
    first = click.option("--from", "first", type=DAY, help="The first day; by default today.")
    last = click.option("--until", "last", type=DAY, help="The last day, included.")
    return first(last(function))


def key_options(function: F) -> F:
    """Let a command be told a public key."""
    ssh = click.option(
        "--ssh", metavar="FILE", help="A public SSH key: the file ending in .pub, or the line itself."
    )
    openpgp = click.option(
        "--openpgp",
        type=PathType(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="An OpenPGP certificate: gpg --armor --export --export-options export-minimal.",
    )
    return ssh(openpgp(function))


def changing(function: F) -> F:
    """Let a command change the roster: it yields the changes, which are checked, written, and told."""

    @wraps(function)
    def changing(commit: bool, how: How, **options: Any) -> None:  # noqa: FBT001
        # What a command is told about days is worked out on the day that its commit would bear.
        ctx = click.get_current_context()
        Changing(ctx, how, lambda desk: function(desk, **options)).run(commits=commit)

    flag = click.option("--commit", is_flag=True, help="Commit the change, signed with your key.")
    changing = flag(commit_options(changing))
    return cast("F", changing)
