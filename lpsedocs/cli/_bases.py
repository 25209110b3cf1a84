"""What commands share that hold a request against the branch that it is for."""

from datetime import date

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.corpus import Corpus
from lpsedocs.findings import say
from lpsedocs.trust.verdicts import CannotVerifyError

base_option = click.option(
    "--base",
    metavar="REV",
    help="Only what was done since this branch, tag or commit, for example origin/main.",
)


def loaded_against(
    ctx: click.Context, base: str | None, today: date | None = None, trust_root: str | None = None
) -> Corpus:
    """Read the workspace, and the base if one is named; where that doesn't tell enough, end with 3."""
    try:
        return workspace_of(ctx).load(today, trust_root, base=base)
    except CannotVerifyError as error:
        language = language_of(ctx)
        click.echo(language.say(say("can't tell what was done here: {why}", why=error.message)), err=True)
        ctx.exit(3)
