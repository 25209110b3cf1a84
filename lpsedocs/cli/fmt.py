"""lpsedocs fmt."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._paths import PathType
from lpsedocs.cli._settled import named_by
from lpsedocs.corpus import Corpus, Entry
from lpsedocs.editing import canonical, replace, writable_place
from lpsedocs.findings import Refusal, say
from lpsedocs.workspace import within

_NEVER: Final = frozenset({"decision", "attestation", "filing", "roster"})
"""The kinds whose bytes somebody answers for from the first day."""


@click.command()
@click.argument("paths", nargs=-1, type=PathType(exists=True, path_type=Path))
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if a file is not laid out so."
)
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], only_check: bool) -> None:  # noqa: FBT001  # click's way
    """Lay records out in one way: two spaces, keys in the order of the form, comments kept.

    What a decision or a filing names, and the roster, is never touched: its bytes are what was decided.

    \b
    Examples:
      lpsedocs fmt
      lpsedocs fmt records/suppliers
      lpsedocs fmt --check
    """
    workspace = workspace_of(ctx)
    corpus = workspace.load()
    language = language_of(ctx)
    chosen = within(corpus, workspace.root, paths) if paths else None
    refused, changed = False, False
    for entry in _layable(corpus):
        if chosen is not None and str(entry.path) not in chosen:
            continue
        try:
            content = canonical(entry.source, entry.kind.model)
        except Refusal as refusal:
            refused = True
            click.echo(language.say(refusal.message), err=True)
            continue
        if content != entry.source.content:
            changed = True
            if not only_check:
                replace(writable_place(workspace.root, entry.path), content, read=entry.source.content)
            told = say("{path} would be laid out anew") if only_check else say("{path} laid out anew")
            click.echo(language.say(say(told.template, path=str(entry.path))))
    if not changed and not refused:
        click.echo(language.say(say("everything is laid out so already")))
    ctx.exit(1 if refused or (changed and only_check) else 0)


def _layable(corpus: Corpus) -> Iterator[Entry[Any]]:
    for entry in corpus.entries:
        if entry.kind.name not in _NEVER and not named_by(corpus, entry):
            yield entry
