"""lpsedocs accept."""

import click

from lpsedocs.cli._deciding import Deciding, How, Verb, commit_options
from lpsedocs.cli._records import record_argument


@click.command()
@record_argument("kak")
@click.option("--note", metavar="TEXT", help="What is to be said with it.")
@commit_options
@click.pass_context
def command(ctx: click.Context, kak: str, note: str | None, how: How) -> None:
    """Accept a KAK as its requester or a Pengguna of his unit, with your own signed commit (SOP 1.6).

    \b
    Examples:
      lpsedocs accept KAK-2026-002
      lpsedocs accept KAK-2026-002 --note "Sesuai setelah diperbaiki" --push
    """
    verb = Verb("accept", {"kak": "sesuai"})
    Deciding(ctx, verb, (kak,), note, how).run()
