"""lpsedocs audit."""

import os
import shlex
from datetime import date
from pathlib import Path

import click

from lpsedocs.audit import how_to_check, write_audit_file
from lpsedocs.cli import language_of
from lpsedocs.cli._days import DAY
from lpsedocs.cli._names import NAME
from lpsedocs.cli._paths import PathType
from lpsedocs.cli._places import place_of
from lpsedocs.editing import create
from lpsedocs.findings import Refusal, say
from lpsedocs.trust.standing import Standing
from lpsedocs.trust.verdicts import CannotVerifyError
from lpsedocs.verification import MAIN, PAGE, Papers, Recorder, Request, Verification, papers_of, recorded


@click.command()
@click.argument("record", type=NAME)
@click.option(
    "-o",
    "--output",
    type=PathType(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE.zip",
    help="The file to write.",
)
@click.option("--repo", type=PathType(exists=True, path_type=Path), help="The repository.")
@click.option("--trust-root", metavar="ID", help="Trust this root commit for this run.")
@click.option(
    "--today",
    type=DAY,
    help="The day to judge as of; by default today.",
)
@click.pass_context
def command(
    ctx: click.Context,
    record: str,
    output: Path,
    repo: Path | None,
    trust_root: str | None,
    today: date | None,
) -> None:
    """Put all that proves the decisions on RECORD into one file, for an auditor without the repository.

    It holds the record, its decisions, the roster, and every git object that the verdict rests on, with a
    page in Indonesian on how to check it. 'lpsedocs verify --bundle FILE.zip' judges it anew.

    \b
    Examples:
      lpsedocs audit EVL-2026-003 -o EVL-2026-003.zip
      lpsedocs verify --bundle EVL-2026-003.zip
    """
    place = place_of(ctx, repo)
    try:
        with recorded(Request(place, today, os.environ, trust_root)) as (verification, recorder):
            standing = _standing(verification, record)
            ref = verification.ref or MAIN[0]
            made = papers_of(standing, verification.history, recorder)
            _refuse_too_large(recorder, ref)
    except CannotVerifyError as error:
        click.echo(language_of(ctx).say(say("can't verify: {why}", why=error.message)), err=True)
        ctx.exit(3)
    files = {**made.files, PAGE: _page(standing, verification, made).encode()}
    create(output, write_audit_file(record, ref, verification.history.tip, recorder.recorded, files))
    click.echo(language_of(ctx).say(say("written: {path}", path=str(output))))


def _standing(verification: Verification, record: str) -> Standing:
    standing = verification.standings.get(record)
    if standing is None:
        raise Refusal(say("there is no evaluation or KAK {record} on the main branch", record=record))
    return standing


def _refuse_too_large(recorder: Recorder, ref: str) -> None:
    if recorder.too_large:
        raise Refusal(
            say(
                "the history has objects that are too large for an audit file, such as {id}; give the "
                "auditor what 'git bundle create FILE {ref}' writes, which 'lpsedocs verify --bundle' takes, "
                "too",
                id=recorder.too_large[0][:12],
                ref=shlex.quote(ref),
            )
        )


def _page(standing: Standing, verification: Verification, made: Papers) -> str:
    last = standing.last
    return how_to_check(
        made.signature,
        made.owner,
        record=standing.record,
        root=verification.history.root,
        tip=verification.history.tip,
        commit=(last and last.commit) or "",
        steps="\n".join(f"    {step}" for step in made.steps),
        last=f"commit {last.commit}, oleh {last.decision.by}" if last and last.decision else "belum ada",
    )
