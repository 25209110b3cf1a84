"""lpsedocs demo."""

import shlex
from pathlib import Path

import click

from lpsedocs.cli import language_of
from lpsedocs.cli._paths import PathType
from lpsedocs.demo.office import records_of_the_checkout
from lpsedocs.demo.replay import replay
from lpsedocs.findings import say


@click.command()
@click.argument("directory", type=PathType(path_type=Path))
@click.option(
    "--records",
    type=PathType(path_type=Path),
    help="The example office's records; by default those of the checkout that lpsedocs runs from.",
)
@click.pass_context
def command(ctx: click.Context, directory: Path, records: Path | None) -> None:
    """Replay the example office in DIRECTORY, as a real git repository with signed decisions.

    The directory must be new or empty. The same records give the same commits everywhere; all keys are made
    from texts that anybody can read, and protect nothing. The root commit is written to standard output, what
    to try with it beside it.

    \b
    Examples:
      lpsedocs demo build/demo
      lpsedocs demo build/demo --records ~/lpsedocs/records
    """
    done = replay(records or records_of_the_checkout(), directory)
    language, spelled = language_of(ctx), shlex.quote(str(directory))
    for message in (
        say(
            "{path} is the example office, with {count} commits; its keys are examples and no secrets",
            path=str(directory),
            count=done.commits,
        ),
        say("try: lpsedocs trust pin --repo {path} --commit {root}", path=spelled, root=done.root),
        say("then: lpsedocs verify --repo {path}", path=spelled),
    ):
        click.echo(language.say(message), err=True)
    click.echo(done.root)
