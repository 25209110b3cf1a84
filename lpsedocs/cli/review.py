"""lpsedocs review."""

import gc
import os
from datetime import date

import click

from lpsedocs.checker import check
from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._bases import loaded_against
from lpsedocs.cli._days import DAY
from lpsedocs.git import checked_out, find_repository
from lpsedocs.review import FORMATS, Side, printer, review
from lpsedocs.review.gathering import Question, gather
from lpsedocs.rules import all_rules


@click.command()
@click.option(
    "--base",
    "rev",
    required=True,
    metavar="REV",
    help="The branch that the request is for, such as origin/main; or a tag, or a whole commit id.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="The form of the review; markdown is for the comment on a request.",
)
@click.option(
    "--title", metavar="TEXT", help="The title that the request has on the forge, to see whether it counts."
)
@click.option(
    "--today",
    type=DAY,
    help="The day to work as of; by default today.",
)
@click.option(
    "--trust-root",
    metavar="ID",
    help="Trust this root commit for this run, in place of a pin and of LPSEDOCS_TRUST_ROOT.",
)
@click.pass_context
def command(
    ctx: click.Context, rev: str, format_: str, title: str | None, today: date | None, trust_root: str | None
) -> None:
    """Say in words what a request changes, and what merging it means.

    On the main branch, after the merge, with the commit before it as base: say what the merge decided, or why
    it counts for nothing and how that is mended. Nothing is ever written.

    \b
    Examples:
      lpsedocs review --base origin/main
      lpsedocs review --base origin/main --format markdown --title "SETUJUI EVL-2026-005"
      lpsedocs review --base $(git rev-parse HEAD^1)
    """
    # As in 'check': much is made, and little is dropped before the end.
    gc.disable()
    language, workspace = language_of(ctx), workspace_of(ctx)
    corpus = loaded_against(ctx, rev, today, trust_root)
    base, head = corpus.base, checked_out(find_repository(workspace.root))
    assert base is not None
    assert head is not None
    question = Question(
        workspace.root, os.environ, base.point, base.id, head, corpus.today, trust_root, title
    )
    facts = gather(question, base.corpus, corpus)
    before, after = (Side(one, check(one, all_rules())) for one in (base.corpus, corpus))
    click.echo(printer(format_)(review(before, after, facts), language), nl=False)
