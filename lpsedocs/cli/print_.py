"""lpsedocs print."""

from datetime import date
from pathlib import Path

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._names import NAME
from lpsedocs.cli._pdf import (
    identities_option,
    output_options,
    refuse_other_names,
    refuse_what_is_there,
    write,
)
from lpsedocs.cli._records import fitting_entry, today_option
from lpsedocs.findings import Refusal, Term, say
from lpsedocs.printing import press_for
from lpsedocs.site.papers import Paper, paper_or_none, supplier_list
from lpsedocs.site.view import View

LIST = "daftar"
"""In place of an id: Daftar Pendukung Layanan."""


@click.command()
@click.argument("records", type=NAME, nargs=-1, required=True, metavar="RECORD...")
@output_options
@identities_option
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    records: tuple[str, ...],
    output: Path,
    force: bool,  # noqa: FBT001  # click's way
    identities: Path | None,
    today: date | None,
) -> None:
    """Print records as the office's papers into one PDF.

    Requirements, KAK, proposals, inspections, evaluations and decisions have a paper.
    'daftar' in place of an id prints the list of suppliers. A paper that nobody has decided as it now is
    bears the word KONSEP. The same commit and the same day give the same bytes.

    \b
    Examples:
      lpsedocs print EVL-2026-005 -o EVL-2026-005.pdf
      lpsedocs print KEB-2026-004 KAK-2026-002 -o berkas.pdf
      lpsedocs print daftar -o daftar.pdf
    """
    refuse_other_names(output)
    if not force:
        refuse_what_is_there(output)
    press = press_for(workspace_of(ctx), language_of(ctx), today, identities)
    content = press.separately([_paper(press.view, name) for name in records])
    write(output, content)
    click.echo(language_of(ctx).say(say("written: {path}", path=str(output))))


def _paper(view: View, name: str) -> Paper:
    if name.lower() == LIST:
        return supplier_list(view)
    entry = fitting_entry(view.corpus, name)
    paper = paper_or_none(view, entry.name)
    if paper is None:
        raise Refusal(
            say(
                "{name} is a record of the kind '{kind}', which has no paper; requirements, KAK, proposals, "
                "inspections, evaluations and decisions have one",
                name=entry.name,
                kind=Term(entry.kind.title),
            )
        )
    return paper
