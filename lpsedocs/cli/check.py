"""lpsedocs check."""

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

import click

from lpsedocs.bases import Unlike
from lpsedocs.checker import Report, check, check_request
from lpsedocs.cli import language_of, workspace_of
from lpsedocs.cli._bases import base_option, loaded_against
from lpsedocs.cli._days import DAY
from lpsedocs.cli._midway import tell_of_killed
from lpsedocs.cli._paths import PathType
from lpsedocs.corpus import Base, Corpus
from lpsedocs.findings import Message, Refusal, Severity, Value, say
from lpsedocs.reporters import FORMATS, reporter
from lpsedocs.rules import FAMILIES, Rule, all_rules, rule_with
from lpsedocs.trust.proof import UNBEGUN
from lpsedocs.trust.verdicts import NOT_BEGUN
from lpsedocs.workspace import Workspace, within


@click.command()
@click.argument("paths", nargs=-1, type=PathType(path_type=Path))
@click.option(
    "--today",
    type=DAY,
    help="The day to check as of; by default today.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    help="The form of the report.",
    show_default=True,
)
@click.option(
    "--select", multiple=True, metavar="CODE", help="Only these rules or families; may be repeated."
)
@click.option("--ignore", multiple=True, metavar="CODE", help="Not these rules or families; may be repeated.")
@base_option
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in reversed(Severity)]),
    default="error",
    show_default=True,
    help="The severity from which the exit code is 1.",
)
@click.option(
    "--trust-root",
    metavar="ID",
    help="Trust this root commit for this run, in place of a pin and of LPSEDOCS_TRUST_ROOT.",
)
@click.option(
    "--require-pin",
    is_flag=True,
    help="For gates: exit with 3 unless the root is trusted and the history can be verified; with --base, "
    "also where nothing is to be compared, or a file is not as the commit has it.",
)
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    today: date | None,
    format_: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    trust_root: str | None,
    require_pin: bool,  # noqa: FBT001  # click hands it over so
    base: str | None,
) -> None:
    """Check every record against its form, its links and the SOP.

    With PATHS, only what concerns these files or folders is reported. With --base, only what was not there
    before or lies in a file that was touched since, and what that did to records of the base: deleted,
    decided, dated anew. Nothing is ever written.

    \b
    Examples:
      lpsedocs check
      lpsedocs check records/suppliers --fail-on warning
      lpsedocs check --select W --format json
      lpsedocs check --require-pin
      lpsedocs check --base origin/main
    """
    # A check makes many small values and drops none before it ends; collecting them costs a quarter of it.
    gc.disable()
    workspace = workspace_of(ctx)
    corpus = loaded_against(ctx, base, today, trust_root)
    if require_pin and (lacks := tuple(_lacks(workspace, corpus))):
        for lack in lacks:
            click.echo(language_of(ctx).say(say("can't verify: {why}", why=lack)), err=True)
        ctx.exit(3)
    rules = _chosen(_beginnings(select), _beginnings(ignore))
    report = check_request(corpus, corpus.base, rules) if corpus.base else check(corpus, rules)
    if paths:
        report = report.only(within(corpus, workspace.root, paths))
    click.echo(reporter(format_)(report, language_of(ctx)), nl=False)
    tell_of_killed(workspace.root, language_of(ctx))
    ctx.exit(1 if _fails(report, Severity(fail_on)) else 0)


def _lacks(workspace: Workspace, corpus: Corpus) -> Iterator[Message]:
    """Yield why a green check would say nothing of what would be merged."""
    if lack := _lack_of_proof(corpus) or (corpus.base and _nothing_to_compare(corpus.base)):
        yield lack
    elif corpus.base:
        yield from _other_files(workspace.unlike_commit(corpus), corpus.base)


def _lack_of_proof(corpus: Corpus) -> Message | None:
    if corpus.proof is None:
        return say("this workspace is not the top of a git repository, so it has no history")
    if corpus.proof.is_pinned:
        return corpus.proof.obstacle
    if corpus.proof is UNBEGUN:
        return NOT_BEGUN
    return say(
        "no root of this repository is pinned; 'lpsedocs trust pin' pins one, and --trust-root names one"
    )


def _nothing_to_compare(base: Base) -> Message | None:
    """Tell why a check of a request would be green whatever it did: a base that holds all of it already."""
    if base.commits:
        return None
    return say(
        "{rev} ({base}) holds every commit that is checked out, so there is nothing of a request to check; "
        "that is so while a request has no commit of its own, and once it is merged: then nothing is to be "
        "done. Otherwise {rev} is not the branch that the request is for: compare it with the one on the "
        "server, fetch that anew, and check again",
        rev=base.rev,
        base=base.id[:12],
    )


def _other_files(found: Unlike, base: Base) -> Iterator[Message]:
    """Tell why what would be checked is not what would be merged, and how each such file gets right."""
    if found.missing:
        yield say(
            "files of the commit that would be merged are not there: {files}; 'git sparse-checkout disable' "
            "fetches them where only a part is checked out, and 'git checkout HEAD -- records' where "
            "somebody deleted them",
            files=_first(found.missing),
        )
    if found.extra:
        yield say(
            "files lie among the records that the commit that would be merged does not have: {files}; "
            "commit them, or take them out of the folder records",
            files=_first(found.extra),
        )
    if found.other:
        changed = {file.path.name for _, files in base.commits for file in files}
        yield say(
            "files have other bytes than the commit that would be merged: {files}; {cause}",
            files=_first(found.other),
            cause=_BY_REQUEST if ".gitattributes" in changed else _BY_HAND,
        )


_BY_REQUEST: Final = say(
    "the request changes .gitattributes, which has git write other bytes than it keeps; take that back"
)
_BY_HAND: Final = say(
    "commit what was changed or take it back, and see that no .gitattributes has git write other bytes than "
    "it keeps"
)
_MOST: Final = 5


def _first(paths: tuple[PurePosixPath, ...]) -> tuple[Value, ...]:
    rest = (say("{count} more", count=len(paths) - _MOST),) if len(paths) > _MOST else ()
    return (*map(str, paths[:_MOST]), *rest)


def _beginnings(choices: tuple[str, ...]) -> tuple[str, ...]:
    """Return how the codes of chosen rules and families begin; refuses what is neither, also no text."""
    return tuple(
        choice.upper() if choice.upper() in FAMILIES else rule_with(choice).code for choice in choices
    )


def _chosen(select: tuple[str, ...], ignore: tuple[str, ...]) -> list[Rule]:
    rules = [rule for rule in all_rules() if not rule.code.startswith(ignore)]
    chosen = [rule for rule in rules if not select or rule.code.startswith(select)]
    if not chosen:
        raise Refusal(say("--select and --ignore leave no rule to check by; take one of them out"))
    return chosen


def _fails(report: Report, least: Severity) -> bool:
    order = list(Severity)
    return any(order.index(finding.severity) >= order.index(least) for finding in report.live)
