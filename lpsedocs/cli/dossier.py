"""lpsedocs dossier."""

from datetime import date
from pathlib import Path

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._pdf import (
    identities_option,
    output_options,
    refuse_other_names,
    refuse_what_is_there,
    write,
)
from lpsedocs.cli._records import today_option
from lpsedocs.findings import say
from lpsedocs.printing import press_for
from lpsedocs.printing.dossier import dossier
from lpsedocs.printing.periods import parse_period


@click.command()
@click.option(
    "--period", required=True, metavar="PERIOD", help="2026-S1, 2026-S2, 2026-Q1 to 2026-Q4, or 2026."
)
@output_options
@identities_option
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    period: str,
    output: Path,
    force: bool,  # noqa: FBT001  # click's way
    identities: Path | None,
    today: date | None,
) -> None:
    """Bind what an assessor wants of a period into one PDF, with what is missing on its first page.

    In order: SOP and decrees, the list of suppliers, inspections, evaluations, signed copies by name, the
    register of decisions, follow-ups, waivers, changes of the roles, and how to check it all. A signed PDF is
    named and never bound, for that would break its signature.

    \b
    Examples:
      lpsedocs dossier --period 2026-S1 -o bukti-2026-S1.pdf
      lpsedocs dossier --period 2026 -o bukti-2026.pdf
    """
    wanted = parse_period(period)
    refuse_other_names(output)
    if not force:
        refuse_what_is_there(output)
    press = press_for(workspace_of(ctx), language_of(ctx), today, identities)
    papers = dossier(press.view, wanted)
    title = press.view.language.say(say("Evidence, {period}", period=wanted.title))
    write(output, press.binder(title, papers))
    click.echo(language_of(ctx).say(say("written: {path}", path=str(output))))
