"""lpsedocs verify."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from lpsedocs.cli import language_of
from lpsedocs.findings import Message, Term, say
from lpsedocs.language import Language
from lpsedocs.models.words import word
from lpsedocs.trust.standing import Standing, standings
from lpsedocs.trust.verdicts import CannotVerifyError, Judged, RosterChange
from lpsedocs.verification import Request, Verification, remember, verify


@click.command()
@click.option(
    "--repo",
    type=click.Path(exists=True, path_type=Path),
    default=Path(),
    help="A clone, a bare clone, a worktree or a bundle file.",
)
@click.option(
    "--bundle",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A file that 'lpsedocs audit' or 'git bundle' wrote, instead of a repository.",
)
@click.option("--tip", metavar="REF", help="Judge this branch or commit instead of the main branch.")
@click.option("--trust-root", metavar="ID", help="Trust this root commit for this run.")
@click.option(
    "--allow-unpinned", is_flag=True, help="Without a pin, take the first commit with a roster as root."
)
@click.option("--explain", metavar="RECORD", help="Tell the whole chain of reasoning about one record.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="The form of the answer."
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day to judge as of; by default today.",
)
@click.pass_context
def command(
    ctx: click.Context,
    repo: Path,
    bundle: Path | None,
    tip: str | None,
    trust_root: str | None,
    allow_unpinned: bool,  # noqa: FBT001  # click hands it over so
    explain: str | None,
    format_: str,
    today: datetime | None,
) -> None:
    """Prove from the git history who decided what, on which bytes; needs no network.

    Exit code 0: no decision on the main branch is unproved; 1: some are; 3: it can't be verified.

    \b
    Examples:
      lpsedocs verify
      lpsedocs verify --repo /srv/git/office.git --format json
      lpsedocs verify --explain EVL-2026-003
    """
    day = today.date() if today else datetime.now(UTC).astimezone().date()
    try:
        request = Request(bundle or repo, day, os.environ, trust_root, tip, allow_unpinned)
        verification = verify(request)
    except CannotVerifyError as error:
        click.echo(language_of(ctx).say(say("can't verify: {why}", why=error.message)), err=True)
        ctx.exit(3)
    remember(request, verification)
    found = standings(verification.history, verification.decidable, verification.digest_of)
    if format_ == "json":
        click.echo(json.dumps(_document(verification, found, language_of(ctx)), ensure_ascii=False, indent=2))
    else:
        lines = _explained(explain, verification, found) if explain else _told(verification, found)
        click.echo("\n".join(language_of(ctx).say(line) if line else "" for line in lines))
    ctx.exit(1 if any(judged.reason for judged in verification.history.decisions) else 0)


def _told(verification: Verification, found: dict[str, Standing]) -> Iterator[Message | None]:
    history = verification.history
    yield say("root: {root} ({why})", root=history.root, why=_why_believed(verification))
    yield say("tip: {tip}", tip=history.tip)
    for remark in verification.remarks:
        yield say("note: {remark}", remark=remark.message)
    for standing in found.values():
        yield None
        yield say("{record}: {status}", record=standing.record, status=Term(standing.status.value))
        for judged in standing.decisions:
            yield say("  {decision}", decision=_decision(judged, verification))
    if history.roster_changes:
        yield None
        yield say("changes of the roster:")
        for change in history.roster_changes:
            yield say("  {change}", change=_change(change))
    for problem in history.problems:
        yield say(
            "problem {code} at {commit}: {message}",
            code=problem.code,
            commit=problem.commit[:12],
            message=problem.message,
        )


def _why_believed(verification: Verification) -> Message:
    if verification.pin_source is None:
        return say("not pinned: this is only what the repository says of itself")
    return say("pinned by {source}", source=Term(verification.pin_source))


def _decision(judged: Judged, verification: Verification) -> Message:
    if judged.decision is None:
        return say("{number}: the file can't be read", number=judged.number)
    head = say(
        "{number}: {word} by {by}",
        number=judged.number,
        word=word(judged.decision.decision),
        by=_name(judged.decision.by, verification),
    )
    if judged.is_taken_over:
        return say("{decision}, taken over at the root", decision=head)
    if judged.reason is not None:
        return say(
            "{decision}, NOT PROVED: {reason} (commit {commit})",
            decision=head,
            reason=judged.reason.message,
            commit=(judged.commit or "-")[:12],
        )
    proved = say(
        "{decision} as {role}, proved ({evidence}), key {key}, commit {commit}, {day}",
        decision=head,
        role=word(judged.decision.role),
        evidence=word(judged.evidence or ""),
        key=judged.fingerprint or "",
        commit=(judged.commit or "")[:12],
        day=judged.day or date.min,
    )
    return (
        say("{proof}; IN DOUBT: the key was reported as leaked", proof=proved)
        if judged.is_in_doubt
        else proved
    )


def _name(person: str, verification: Verification) -> str:
    known = verification.history.force.people.get(person)
    return f"{known.name} ({person})" if known else person


def _change(change: RosterChange) -> Message:
    if change.reason is not None:
        return say(
            "{commit}, {day}: IGNORED: {reason}",
            commit=change.commit[:12],
            day=change.day,
            reason=change.reason.message,
        )
    return say(
        "{commit}, {day}: by {by}, counts", commit=change.commit[:12], day=change.day, by=change.by or ""
    )


def _explained(record: str, verification: Verification, found: dict[str, Standing]) -> Iterator[Message]:
    standing = found.get(record)
    if standing is None:
        yield say("there is no decision on {record}, and no record of that id that is decided", record=record)
        return
    history = verification.history
    yield say("{record}: {status}", record=record, status=Term(standing.status.value))
    yield say("1. The root is {root}: {why}.", root=history.root, why=_why_believed(verification))
    yield say(
        "2. From there the first parents lead over {count} commits to the tip {tip}.",
        count=len(history.line),
        tip=history.tip,
    )
    counted = [change for change in history.roster_changes if change.reason is None]
    yield say(
        "3. The roster of the root was changed {count} times by right; ignored changes: {others}.",
        count=len(counted),
        others=len(history.roster_changes) - len(counted),
    )
    for position, judged in enumerate(standing.decisions, 4):
        yield say(
            "{position}. Decision {decision}.", position=position, decision=_decision(judged, verification)
        )
        if judged.landed and judged.decision:
            yield say(
                "   It is on the bytes {digest}, and counts from {landed}.",
                digest=judged.decision.sha256,
                landed=judged.landed,
            )
    present = verification.digest_of(record)
    yield say("The record's bytes at the tip: {digest}", digest=present or "-")


def _document(
    verification: Verification, found: dict[str, Standing], language: Language
) -> dict[str, object]:
    history = verification.history
    return {
        "version": 1,
        "root": {
            "commit": history.root,
            "pinned": verification.is_pinned,
            "pin_source": verification.pin_source,
        },
        "tip": history.tip,
        "records": [
            {
                "id": standing.record,
                "status": standing.status.value,
                "evidence": standing.evidence,
                "decisions": [_judged(judged, language) for judged in standing.decisions],
            }
            for standing in found.values()
        ],
        "roster_changes": [
            {
                "commit": change.commit,
                "landed": change.landed,
                "date": change.day.isoformat(),
                "by": change.by,
                "counts": change.reason is None,
                "reason": language.say(change.reason.message) if change.reason else None,
            }
            for change in history.roster_changes
        ],
        "problems": [
            {
                "code": problem.code,
                "commit": problem.commit,
                "path": f"records/{problem.path}" if problem.path else None,
                "message": language.say(problem.message),
                "help": language.text("look at the commit, and undo what it did in a new one"),
            }
            for problem in history.problems
        ]
        + [
            {
                "code": remark.code,
                "commit": history.tip,
                "path": None,
                "message": language.say(remark.message),
                "help": language.text("ask the office's IT person before you rely on this copy"),
            }
            for remark in verification.remarks
        ],
    }


def _judged(judged: Judged, language: Language) -> dict[str, object]:
    verdict = "taken-over" if judged.is_taken_over else "in-doubt" if judged.is_in_doubt else "proved"
    return {
        "number": judged.number,
        "decision": judged.decision.decision if judged.decision else None,
        "by": judged.decision.by if judged.decision else None,
        "commit": judged.commit,
        "evidence": judged.evidence,
        "verdict": judged.reason.code if judged.reason else verdict,
        "reason": language.say(judged.reason.message) if judged.reason else None,
    }
