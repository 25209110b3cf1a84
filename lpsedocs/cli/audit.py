"""lpsedocs audit."""

import os
import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from lpsedocs.audit import LARGEST, Audited, as_hashed
from lpsedocs.cli import language_of
from lpsedocs.cli._days import DAY
from lpsedocs.cli._names import NAME, record_id
from lpsedocs.cli._paths import PathType
from lpsedocs.cli._places import place_of
from lpsedocs.editing import create
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.trust.remedies import remedy_of_problem
from lpsedocs.trust.standing import Standing
from lpsedocs.trust.verdicts import CannotVerifyError
from lpsedocs.verification import MAIN, Request, Subject, Verification, papers_of, recorded


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
@click.option(
    "--trust-root",
    metavar="ID",
    help="Trust this root commit for this run; ID@REF names the main branch, too.",
)
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
    place, record = place_of(ctx, repo), record_id(record)
    try:
        with recorded(Request(place, today, os.environ, trust_root)) as (verification, recorder):
            _refuse_alarming(verification)
            history, ref = verification.history, verification.ref or MAIN[0]
            subject = Subject(_standing(verification, record), history, ref, verification.today)
            papers = papers_of(subject, recorder)
    except CannotVerifyError as error:
        click.echo(language_of(ctx).say(say("can't verify: {why}", why=error.message)), err=True)
        ctx.exit(3)
    objects = {id_: as_hashed(*found) for id_, found in recorder.recorded.items()}
    content = Audited(record, ref, history.tip, objects, papers, verification.today).written()
    if recorder.too_large or len(content) > LARGEST:
        raise Refusal(_too_large(recorder.too_large, ref))
    create(output, content)
    language = language_of(ctx)
    for remark in verification.remarks:
        told = say("note: {remark}; {help}", remark=remark.message, help=remedy_of_problem(remark.code))
        click.echo(language.say(told), err=True)
    click.echo(language.say(say("written: {path}", path=str(output))))


def _refuse_alarming(verification: Verification) -> None:
    """Refuse to prove anything by a main branch that lost what was verified, perhaps to hide it."""
    alarming = next((remark for remark in verification.remarks if remark.is_alarming), None)
    if alarming is not None:
        raise Refusal(
            say(
                "nothing was written, since {remark}; {help}",
                remark=alarming.message,
                help=remedy_of_problem(alarming.code),
            )
        )


def _standing(verification: Verification, record: str) -> Standing:
    standing = verification.standings.get(record)
    if standing is None:
        raise Refusal(
            say(
                "there is no evaluation or KAK {record} on the main branch, and no decision on it; 'lpsedocs "
                "verify' lists them",
                record=record,
            )
        )
    return standing


def _too_large(objects: Sequence[str], ref: str) -> Message:
    what = (
        say("the history has objects that are too large for an audit file, such as {id}", id=objects[0][:12])
        if objects
        else say("all that the decisions rest on is too large for an audit file")
    )
    return say(
        "{what}; give the auditor what 'git bundle create FILE {ref}' writes, which 'lpsedocs verify "
        "--bundle' takes, too",
        what=what,
        ref=shlex.quote(ref),
    )
