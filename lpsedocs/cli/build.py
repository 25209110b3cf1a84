"""lpsedocs build."""

from datetime import date
from pathlib import Path

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._days import DAY
from lpsedocs.cli._paths import PathType
from lpsedocs.findings import Severity, say
from lpsedocs.site.building import Order, build_site, build_untrusted
from lpsedocs.site.editions import Edition


@click.command()
@click.option(
    "--edition",
    type=click.Choice([edition.value for edition in Edition]),
    default=Edition.PUBLIC.value,
    show_default=True,
    help="Everything for the office, or what everybody may read.",
)
@click.option(
    "--output",
    type=PathType(path_type=Path),
    help="The folder to build into; by default build/office or build/public in the workspace.",
)
@click.option(
    "--today",
    type=DAY,
    help="The day to build as of; by default today.",
)
@click.option(
    "--untrusted",
    is_flag=True,
    help="Use nothing of the workspace but its records: no settings, templates, pages, hooks, plugins.",
)
@click.pass_context
def command(
    ctx: click.Context, *, edition: str, output: Path | None, today: date | None, untrusted: bool
) -> None:
    """Build the site as a folder that any web server can serve.

    The folder is emptied first. Records with errors are shown as far as they can be, and the findings stand
    on a page of the office edition; the exit code is 1 then, and when MkDocs warns of something.

    What mkdocs.yml names is run by a build. Whoever builds somebody else's records says --untrusted.

    \b
    Examples:
      lpsedocs build
      lpsedocs build --edition office
      lpsedocs build --output /var/www/lpse
      lpsedocs --root copy build --untrusted --output site
    """
    workspace, language = workspace_of(ctx), language_of(ctx)
    folder = output or workspace.root / "build" / edition
    run = build_untrusted if untrusted else build_site
    built = run(Order(workspace, Edition(edition), language, today), folder)
    errors = built.report.count(Severity.ERROR) if built.report else 0
    if errors:
        told = say("the records have {count} errors; 'lpsedocs check' shows them", count=errors)
        click.echo(language.say(told), err=True)
    if not built.is_sound:
        ctx.exit(1)
    click.echo(language.say(say("the site lies in {folder}", folder=str(folder))))
    ctx.exit(1 if errors else 0)
