"""lpsedocs schema."""

from pathlib import Path

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._paths import PathType
from lpsedocs.editing import create, replace
from lpsedocs.findings import Refusal, say
from lpsedocs.models import KINDS
from lpsedocs.schema import file_name, render


@click.command()
@click.argument("directory", required=False, type=PathType(file_okay=False, path_type=Path))
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if a schema is missing or stale."
)
@click.pass_context
def command(ctx: click.Context, directory: Path | None, only_check: bool) -> None:  # noqa: FBT001  # click's way
    """Write the JSON Schema of each kind of record into DIRECTORY, by default the workspace's 'schemas'.

    Editors complete and explain the keys of records with them.

    \b
    Examples:
      lpsedocs schema
      lpsedocs schema --check
    """
    folder = directory or workspace_of(ctx).root / "schemas"
    language = language_of(ctx)
    stale = {path: content for path, content in _schemas(folder).items() if _read(path) != content}
    for path, content in stale.items():
        if not only_check:
            _write(path, content)
        done = (
            say("{path} is missing or stale", path=str(path))
            if only_check
            else say("{path} written", path=str(path))
        )
        click.echo(language.say(done))
    if not stale:
        click.echo(language.say(say("the schemas in {folder} are up to date", folder=str(folder))))
    elif only_check:
        click.echo(language.say(say("'lpsedocs schema' writes them")))
        ctx.exit(1)


def _schemas(folder: Path) -> dict[Path, bytes]:
    return {folder / file_name(kind): render(kind).encode() for kind in KINDS}


def _read(path: Path) -> bytes | None:
    if path.is_symlink():
        raise Refusal(
            say("{path} is a symbolic link, and nothing is written through one; remove it", path=str(path))
        )
    return path.read_bytes() if path.exists() else None


def _write(path: Path, content: bytes) -> None:
    there = _read(path)
    if there is None:
        create(path, content)
    else:
        replace(path, content, read=there)
