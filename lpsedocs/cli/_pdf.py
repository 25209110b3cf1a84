"""What commands that write a PDF have in common."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from lpsedocs.cli._paths import PathType
from lpsedocs.editing import create, replace
from lpsedocs.findings import Refusal, say

F = TypeVar("F", bound=Callable[..., Any])


def output_options(function: F) -> F:
    """Let a command be told the file to write."""
    forced = click.option("--force", is_flag=True, help="Write over a file that is there already.")
    output = click.option(
        "-o",
        "--output",
        type=PathType(path_type=Path, dir_okay=False),
        required=True,
        metavar="FILE.pdf",
        help="The file to write.",
    )
    return output(forced(function))


identities_option = click.option(
    "--identities",
    type=PathType(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="A private file with the NIP of people, a line each ('budi: 19800101 200501 1 001'), outside of "
    "the workspace: they stand below the signatures.",
)
"""Lets a command be told the numbers of officials."""


def refuse_other_names(output: Path) -> None:
    """Refuse a name that is no PDF's before work is put into it."""
    if output.suffix.lower() != ".pdf":
        raise Refusal(say("{path} does not end in .pdf; name a file that does", path=str(output)))


def refuse_what_is_there(output: Path) -> None:
    """Refuse a file that is there already."""
    if output.exists() or output.is_symlink():
        raise Refusal(
            say(
                "{path} is there already; choose another name, or write over it with --force",
                path=str(output),
            )
        )


def write(output: Path, content: bytes) -> None:
    """Write the file as a whole or not at all."""
    if output.exists() and not output.is_symlink():
        replace(output, content, read=output.read_bytes())
    else:
        create(output, content)
