"""lpsedocs init."""

import os
import secrets
import shlex
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

import click

from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._asking import is_terminal
from lpsedocs.cli._ci import FORGES, REQUIREMENTS, Source, ci_files, source_at, source_of, with_accounts_at
from lpsedocs.cli._paths import PathType
from lpsedocs.cli._records import today_option
from lpsedocs.cli._starter import Office, workspace_files
from lpsedocs.editing import add_to_tree, create_tree, others_in_tree
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.language import INDONESIAN, Language, chosen_language
from lpsedocs.place import is_place
from lpsedocs.workspace import Workspace

_NAME = "LPSE Contoh"
_INSTITUTION = "Pemerintah Daerah Contoh"
_CITY = "Kota Contoh"


@click.command()
@click.argument("directory", required=False, type=PathType())
@click.option("--name", help="The name of the LPSE.")
@click.option("--institution", help="The government that it belongs to.")
@click.option("--city", help="The place that is named before the date of a paper.")
@click.option("--ci", "forge", type=click.Choice(FORGES), help="Add what lets this forge check requests.")
@click.option(
    "--lpsedocs-from",
    metavar="WHEEL",
    help="Where the pipelines get lpsedocs: a wheel, which is copied, or https://...whl#sha256=...",
)
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    directory: str | None,
    name: str | None,
    institution: str | None,
    city: str | None,
    forge: str | None,
    lpsedocs_from: str | None,
    today: date | None,
) -> None:
    """Make a new workspace in DIRECTORY, with one annotated example of each kind of record.

    The directory must be new or empty; an empty git repository counts as empty.

    With --ci, pipelines, CODEOWNERS and texts of requests are written, too; in a workspace that is there
    already, these alone. Nothing is overwritten: where one of them is not as this lpsedocs writes it, it is
    named, and nothing is written at all.

    \b
    Examples:
      lpsedocs init my-office
      lpsedocs init my-office --name "LPSE Provinsi Contoh" --city "Kota Contoh"
      lpsedocs init --ci forgejo --lpsedocs-from ../lpsedocs-0.1.0-py3-none-any.whl
    """
    if lpsedocs_from is not None and forge is None:
        raise Refusal(say("--lpsedocs-from says where pipelines get lpsedocs; name their forge with --ci"))
    source = source_of(lpsedocs_from)
    if forge and (workspace := _workspace_at(ctx, directory)):
        source = _add_ci(workspace, forge, lpsedocs_from, ctx)
    else:
        ci = ci_files(forge, source, _written_language(ctx)) if forge else {}
        _make(ctx, _named(directory), (name, institution, city), today, ci)
    if forge:
        _tell_of_ci(source, language_of(ctx))


def _workspace_at(ctx: click.Context, directory: str | None) -> Workspace | None:
    """Return the workspace that is there already: the one that is named, or that the user stands in."""
    if directory is None:
        return workspace_of(ctx)
    target = Path(directory).absolute()
    return Workspace(target) if is_place(target) else None


def _named(directory: str | None) -> str:
    if directory is None or not directory.strip():
        raise Refusal(say("the name of the directory is empty; name a new one, such as 'my-office'"))
    return directory


def _make(
    ctx: click.Context,
    directory: str,
    answers: tuple[str | None, str | None, str | None],
    today: date | None,
    ci: Mapping[PurePosixPath, bytes],
) -> None:
    target = Path(directory).absolute()
    _refuse_filled(target)
    language = language_of(ctx)
    office = _office(answers, language)
    create_tree(target, {**workspace_files(office, today or _today(), _written_language(ctx)), **ci})
    click.echo(language.say(say("{path} is a workspace now", path=directory)))
    for message in (
        say(
            "next: fill in records/organization.yaml and records/roster.yaml; docs/panduan/index.md "
            "says how to go on"
        ),
        say("try: cd {path} && lpsedocs check && lpsedocs build", path=shlex.quote(directory)),
        say(
            "then, in this order: 'git init -b main'; the office's people with their keys ('lpsedocs roster "
            "add-key'); its papers in place of the examples; the first commit; 'lpsedocs trust pin'. What "
            "that commit has is taken over without proof, so no example may be in it"
        ),
    ):
        click.echo(language.say(message))


def _office(answers: tuple[str | None, str | None, str | None], language: Language) -> Office:
    name, institution, city = answers
    return Office(
        _asked(name, say("Name of the LPSE"), _NAME, language),
        _asked(institution, say("Government that it belongs to"), _INSTITUTION, language),
        _asked(city, say("City"), _CITY, language),
        secrets.token_hex(16),
    )


def _add_ci(workspace: Workspace, forge: str, wish: str | None, ctx: click.Context) -> Source:
    """Write what is missing, and return where the pipelines get lpsedocs: as before, unless it is named."""
    language = language_of(ctx)
    source = source_of(wish) if wish else source_at(workspace.root)
    spoken = workspace.language(ctx.find_root().params.get("lang"), os.environ)
    files = with_accounts_at(workspace.root, ci_files(forge, source, spoken))
    if wish is None:
        _refuse_other_packages(others_in_tree(workspace.root, files))
    written = add_to_tree(workspace.root, files)
    if not written:
        click.echo(language.say(say("everything that {forge} needs is there already", forge=forge)))
    for path in written:
        click.echo(language.say(say("{path} written", path=str(path))))
    return source


def _refuse_other_packages(others: tuple[PurePosixPath, ...]) -> None:
    if REQUIREMENTS in others:
        raise Refusal(
            say(
                "not as this lpsedocs writes them: {paths}; nothing is overwritten, and nothing was written. "
                "Compare, move yours away, and do it again with --lpsedocs-from: it names the lpsedocs that "
                "the pipelines get",
                paths=tuple(map(str, others)),
            )
        )


def _tell_of_ci(source: Source, language: Language) -> None:
    if not source.is_named:
        click.echo(
            language.say(
                say(
                    "still to do: the first line of .lpsedocs/requirements.txt must say where the pipelines "
                    "get lpsedocs; until then they fail"
                )
            )
        )
    click.echo(
        language.say(
            say(
                "still to do: put the office's accounts into CODEOWNERS, and set the forge up as "
                "docs/panduan/satu-siang.md of lpsedocs says"
            )
        )
    )


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
