"""lpsedocs approve."""

import click

from lpsedocs.cli._deciding import Deciding, How, Verb, commit_options, records_argument


@click.command()
@records_argument("evaluations")
@click.option("--note", metavar="TEXT", help="What is to be said with it.")
@commit_options
@click.pass_context
def command(ctx: click.Context, evaluations: tuple[str, ...], note: str | None, how: How) -> None:
    """Approve evaluations as the Kepala LPSE, with your own signed commit (SOP 3.4).

    Shows each evaluation and what changed since the last decision, and asks. The commit holds the decisions
    alone; whatever else is staged or edited stays as it is.

    \b
    Examples:
      lpsedocs approve EVL-2026-005
      lpsedocs approve EVL-2026-005 EVL-2026-007 --push
    """
    verb = Verb("approve", {"evaluation": "disetujui"})
    Deciding(ctx, verb, evaluations, note, how).run()
