"""lpsedocs serve."""

from datetime import date

import click

from lpsedocs.checker import Report
from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._days import DAY
from lpsedocs.findings import Refusal, say
from lpsedocs.language import Language
from lpsedocs.numerals import counted_or_none
from lpsedocs.reporters import reporter
from lpsedocs.site.building import Order
from lpsedocs.site.editions import Edition
from lpsedocs.site.serving import serve_site


@click.command()
@click.option(
    "--today",
    type=DAY,
    help="The day to show; by default today.",
)
@click.option(
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    help="Where to serve; at another address than this machine's own, others see everything too.",
)
@click.pass_context
def command(ctx: click.Context, today: date | None, address: str) -> None:
    """Show the office edition in the browser, and build it again when something is saved.

    A record that breaks a rule is told here, and the server goes on. Ctrl+C ends it.

    \b
    Examples:
      lpsedocs serve
      lpsedocs serve --address 127.0.0.1:9000
    """
    host, port = _split(address)
    order = Order(workspace_of(ctx), Edition.OFFICE, language_of(ctx), today)
    serve_site(order, host, port, _tell)


def _split(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    number = counted_or_none(port)
    if not host or not number or number >= 65536:
        raise Refusal(say("{address} is no address such as 127.0.0.1:8000", address=address))
    return host.strip("[]"), number


def _tell(report: Report, language: Language) -> None:
    click.echo(reporter("text")(report, language), nl=False)
