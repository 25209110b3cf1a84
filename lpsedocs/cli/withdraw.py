"""lpsedocs withdraw."""

import click

from lpsedocs.cli._deciding import Deciding, How, Verb, commit_options
from lpsedocs.cli._records import record_argument
from lpsedocs.deciding.files import WITHDRAWING


@click.command()
@record_argument("record")
@click.option("--note", metavar="TEXT", required=True, help="Why it is withdrawn.")
@commit_options
@click.pass_context
def command(ctx: click.Context, record: str, note: str, how: How) -> None:
    """Withdraw the last decision on an evaluation or a KAK, with your own signed commit and a note.

    Whoever may decide may withdraw. The decision stays in the history; the record waits again.

    \b
    Examples:
      lpsedocs withdraw EVL-2026-005 --note "Salah gabung"
    """
    verb = Verb("withdraw", WITHDRAWING)
    Deciding(ctx, verb, (record,), note, how).run()
