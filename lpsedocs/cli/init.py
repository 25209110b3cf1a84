"""lpsedocs init."""

import os
import secrets
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from lpsedocs.cli import language_of
from lpsedocs.cli._asking import is_terminal
from lpsedocs.cli._records import today_option
from lpsedocs.cli._starter import Office, workspace_files
from lpsedocs.editing import create_tree
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.language import INDONESIAN, Language, chosen_language

_NAME = "LPSE Contoh"
_INSTITUTION = "Pemerintah Daerah Contoh"
_CITY = "Kota Contoh"


@click.command()
@click.argument("directory", type=click.Path())
@click.option("--name", help="The name of the LPSE.")
@click.option("--institution", help="The government that it belongs to.")
@click.option("--city", help="The place that is named before the date of a paper.")
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    directory: str,
    name: str | None,
    institution: str | None,
    city: str | None,
    today: date | None,
) -> None:
    """Make a new workspace in DIRECTORY, with one annotated example of each kind of record.

    The directory must be new or empty; an empty git repository counts as empty.

    \b
    Examples:
      lpsedocs init my-office
      lpsedocs init my-office --name "LPSE Provinsi Contoh" --city "Kota Contoh"
    """
    if not directory.strip():
        raise Refusal(say("the name of the directory is empty; name a new one, such as 'my-office'"))
    target = Path(directory).absolute()
    _refuse_filled(target)
    language = language_of(ctx)
    office = Office(
        _asked(name, say("Name of the LPSE"), _NAME, language),
        _asked(institution, say("Government that it belongs to"), _INSTITUTION, language),
        _asked(city, say("City"), _CITY, language),
        secrets.token_hex(16),
    )
    day = today or _today()
    create_tree(target, workspace_files(office, day, _written_language(ctx)))
    click.echo(language.say(say("{path} is a workspace now", path=str(Path(directory)))))
    for message in (
        say(
            "next: fill in records/organization.yaml and records/roster.yaml; docs/panduan/index.md "
            "says how to go on"
        ),
        say("try: cd {path} && lpsedocs check && lpsedocs build", path=str(Path(directory))),
        say(
            "then, in this order: 'git init -b main'; the office's people with their keys ('lpsedocs roster "
            "add-key'); its papers in place of the examples; the first commit; 'lpsedocs trust pin'. What "
            "that commit has is taken over without proof, so no example may be in it"
        ),
    ):
        click.echo(language.say(message))


def _refuse_filled(target: Path) -> None:
    if target.is_symlink():
        raise Refusal(say("{path} is a symbolic link; name the directory itself", path=str(target)))
    if target.exists() and not target.is_dir():
        raise Refusal(say("{path} is a file; name a new directory", path=str(target)))
    there = sorted(item.name for item in target.iterdir() if item.name != ".git") if target.exists() else []
    if there:
        raise Refusal(
            say(
                "{path} is not empty, it has {item}; name a new or empty directory, "
                "since nothing is overwritten",
                path=str(target),
                item=there[0],
            )
        )


def _asked(given: str | None, question: Message, default: str, language: Language) -> str:
    if given is None and is_terminal():
        given = click.prompt(language.say(question), default=default, type=str)
    text = default if given is None else " ".join(given.split())
    if not text or not text.isprintable():
        raise Refusal(say("'{question}' needs a text on one line", question=question))
    return text


def _today() -> date:
    # The zone that the new roster names.
    return datetime.now(ZoneInfo("Asia/Jakarta")).date()


def _written_language(ctx: click.Context) -> Language:
    """Return the language of the new office: Indonesian, unless somebody asks for another."""
    wish = ctx.find_root().params.get("lang") or os.environ.get("LPSEDOCS_LANG")
    return chosen_language(wish, {}, None) if wish else INDONESIAN
