"""lpsedocs verify."""

import gc
import json
import os
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path, PurePosixPath

import click

from lpsedocs.changes import changes
from lpsedocs.cli import language_of
from lpsedocs.cli._days import DAY
from lpsedocs.cli._names import NAME, record_id
from lpsedocs.cli._paths import PathType
from lpsedocs.cli._places import place_of
from lpsedocs.findings import Message, Refusal, Term, say
from lpsedocs.language import Language
from lpsedocs.models import kind_of_id_or_none
from lpsedocs.models.decision import Paper
from lpsedocs.models.roster import RoleHolding
from lpsedocs.models.words import glossed, word
from lpsedocs.source import parse_source
from lpsedocs.trust.proof import Remark
from lpsedocs.trust.remedies import (
    TOUCHED,
    remedy_of_changed,
    remedy_of_decision,
    remedy_of_problem,
    remedy_of_removed,
    remedy_of_roster_change,
    remedy_of_touched,
    remedy_on_the_line,
)
from lpsedocs.trust.standing import NOT_ONCE, Standing, Status
from lpsedocs.trust.trees import Change
from lpsedocs.trust.verdicts import CannotVerifyError, Judged, RosterChange
from lpsedocs.trust.words import STATUSES, person, short, verdict, what_to_do
from lpsedocs.verification import Passage, Request, Verification, remember, verify

_SOURCES = {
    "option": say("trusted by --trust-root for this run"),
    "environment": say("trusted by LPSEDOCS_TRUST_ROOT"),
    "configuration": say("pinned in your configuration"),
    None: say("NOT PINNED: what follows is only what the repository says of itself"),
}
"""Why a root is believed, by the source of its pin."""
_ROSTER = "records/roster.yaml"
_FEW = 10
"""So much of a change of the roster is told that is ignored."""
_DECIDED = PurePosixPath("records/decided.yaml")


@click.command(context_settings={"allow_extra_args": True})
@click.option(
    "--repo",
    type=PathType(exists=True, path_type=Path),
    help=(
        "A clone, a bare clone, a worktree or a bundle file; by default the one that this directory lies in."
    ),
)
@click.option(
    "--bundle",
    type=PathType(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A file that 'lpsedocs audit' or 'git bundle' wrote, instead of a repository.",
)
@click.option(
    "--tip",
    metavar="REF",
    help=(
        "Judge this branch or commit instead of the main branch; what the main branch lacks and nobody has "
        "signed or merged yet is only proposed there."
    ),
)
@click.option(
    "--trust-root",
    metavar="ID",
    help=(
        "Trust this root commit for this run, in place of a pin and of LPSEDOCS_TRUST_ROOT. ID@REF names the "
        "main branch, too, by its full name: without it, a branch 'master' that anybody pushed stops the run."
    ),
)
@click.option(
    "--allow-unpinned", is_flag=True, help="Without a pin, take the first commit with a roster as root."
)
@click.option(
    "--explain", metavar="RECORD", type=NAME, help="Tell the whole chain of reasoning about one record."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The form of the answer.",
)
@click.option(
    "--today",
    type=DAY,
    help="The day to judge as of; by default today, and only then the tip is kept as the last verified one.",
)
@click.pass_context
def command(
    ctx: click.Context,
    repo: Path | None,
    bundle: Path | None,
    tip: str | None,
    trust_root: str | None,
    allow_unpinned: bool,  # noqa: FBT001  # click hands it over so
    explain: str | None,
    format_: str,
    today: date | None,
) -> None:
    """Prove from the git history who decided what, on which bytes; needs no network.

    Walks the main branch from the pinned root ('lpsedocs trust pin') to its tip, and judges every decision
    and every change of the roster on the way. Nothing in the repository is run, or believed without proof.

    Exit code 0: no decision on the main branch is unproved; 1: some are; 2: wrong use; 3: it can't be
    verified.

    \b
    Examples:
      lpsedocs verify
      lpsedocs verify --explain EVL-2026-003
      lpsedocs verify --repo /srv/git/office.git --format json
      lpsedocs verify --bundle EVL-2026-003.zip --trust-root 9f2c4e0d5b7a4c1e8f3a6d2b0c9e7f15aabbccdd
    """
    # As in a check: many small values, of which none is dropped before the end.
    gc.disable()
    language = language_of(ctx)
    explain = explain and record_id(explain)
    if ctx.args:
        raise Refusal(
            say(
                "{given} stands there without an option; 'lpsedocs verify --explain {given}' tells all about "
                "one record, and 'lpsedocs verify --repo {given}' verifies another repository",
                given=shlex.quote(ctx.args[0]),
            )
        )
    if bundle is not None and not bundle.is_file():
        raise Refusal(say("{path} is no ordinary file", path=str(bundle)))
    if bundle is not None and repo is not None:
        raise Refusal(say("--bundle takes the place of --repo; leave one of them out"))
    if explain is not None and format_ == "json":
        raise Refusal(say("--explain tells in words; leave '--format json' out, which has every record"))
    request = Request(
        bundle or place_of(ctx, repo),
        today,
        os.environ,
        trust_root,
        tip,
        allow_unpinned,
        chronicle_of=explain,
    )
    try:
        verification = verify(request).with_proposals()
    except CannotVerifyError as error:
        click.echo(language.say(say("can't verify: {why}", why=error.message)), err=True)
        ctx.exit(3)
    found = verification.standings
    if explain is not None and explain not in found:
        raise Refusal(
            say(
                (
                    "there is no evaluation or KAK {record}, and no decision on it; 'lpsedocs verify' lists "
                    "them"
                ),
                record=explain,
            )
        )
    if format_ == "json":
        click.echo(json.dumps(_document(verification, found, language), ensure_ascii=False, indent=2))
    else:
        told = _explained(found[explain], verification) if explain else _told(verification, found)
        click.echo("\n".join(line.said(language) for line in told))
    _remember(request, verification, language)
    ctx.exit(1 if any(_is_unproved(judged) for judged in verification.history.decisions) else 0)


def _is_unproved(judged: Judged) -> bool:
    return judged.reason is not None and not judged.is_proposed


def _remember(request: Request, verification: Verification, language: Language) -> None:
    try:
        remember(request, verification)
    except OSError as error:
        message = say(
            "note: the tip can't be kept as the last verified one: {why}",
            why=Term(error.strerror or str(error)),
        )
        click.echo(language.say(message), err=True)


# ---- Text


@dataclass(frozen=True)
class _Line:
    """A line of the answer; without a message it is empty."""

    message: Message | None = None
    depth: int = 0

    def said(self, language: Language) -> str:
        return "  " * self.depth + language.say(self.message) if self.message else ""


def _told(verification: Verification, found: Mapping[str, Standing]) -> Iterator[_Line]:
    history = verification.history
    yield from _head(verification)
    for standing in found.values():
        yield from (_Line(), _Line(_standing(standing)))
        for judged in standing.decisions:
            yield from _judged_lines(judged, verification)
        yield from _state_of_affairs(standing, verification)
    if history.roster_changes:
        yield from (_Line(), _Line(say("changes of the roster:")))
        for change in history.roster_changes:
            yield from _change_lines(change, verification)
    problems = [*_problems_of_the_line(verification)]
    if problems:
        yield from (_Line(), _Line(say("beside the decisions:")))
        for problem in problems:
            yield from problem.lines
    yield from (_Line(), _Line(_count(history.decisions)))


def _head(verification: Verification) -> Iterator[_Line]:
    history = verification.history
    yield from (_Line(root) for root in _roots(verification))
    if verification.ref:
        yield _Line(say("tip: {tip} ({ref})", tip=history.tip, ref=verification.ref))
    else:
        yield _Line(say("tip: {tip}", tip=history.tip))
    yield _Line(say("judged as of {day}", day=verification.today))
    for remark in verification.remarks:
        yield _Line(_remarked(remark))
        yield _Line(what_to_do(remedy_of_problem(remark.code)), 1)


def _remarked(remark: Remark) -> Message:
    if remark.is_alarming:
        return say("WARNING: {remark}", remark=remark.message)
    return say("note: {remark}", remark=remark.message)


def _roots(verification: Verification) -> Iterator[Message]:
    history = verification.history
    yield say("root: {root} ({why})", root=history.root, why=_SOURCES[verification.pin_source])
    for renewal in history.renewals:
        yield say("later root: {root}", root=renewal)


def _standing(standing: Standing) -> Message:
    return say("{record}: {status}", record=standing.record, status=STATUSES[standing.status])


def _judged_lines(judged: Judged, verification: Verification) -> Iterator[_Line]:
    yield _Line(verdict(judged, verification.history.force.roster), 1)
    if remedy := _remedy_of(judged, verification):
        yield _Line(what_to_do(remedy), 2)


def _remedy_of(judged: Judged, verification: Verification) -> Message | None:
    """Return what to do about a decision that is not proved; one in the place of another gives way to it."""
    if judged.reason is None:
        return None
    if (held := verification.held.get(judged.path)) is not None:
        return remedy_of_touched("decision-edited", short(held.commit), f"records/{judged.path}")
    return remedy_on_the_line(judged.reason.code, [remark.code for remark in verification.remarks])


def _state_of_affairs(standing: Standing, verification: Verification) -> Iterator[_Line]:
    """Tell what became of a decided record that was changed or removed, and what to do."""
    yield from (_Line(line, 1) for line in _differences(standing, verification))
    last = standing.last
    if last is not None and standing.status is Status.CHANGED:
        for name, _ in _other_bytes(last, verification):
            is_once = verification.digest_of(name) != NOT_ONCE
            remedy = (
                remedy_of_changed(short(last.commit), name) if is_once else remedy_of_decision("not-once")
            )
            yield _Line(what_to_do(remedy), 1)
    elif last is not None and standing.status is Status.REMOVED:
        yield _Line(what_to_do(remedy_of_removed(short(last.commit), standing.record)), 1)


def _differences(standing: Standing, verification: Verification) -> Iterator[Message]:
    """Yield what differs from the decided version of a record that was changed."""
    last = standing.last
    if standing.status is not Status.CHANGED or last is None or last.decision is None:
        return
    for name, digest in _other_bytes(last, verification):
        kind = kind_of_id_or_none(name)
        before = verification.circumstances.versions.get(digest)
        after = verification.circumstances.versions.get(verification.digest_of(name) or "")
        yield say("decided was {record} with the SHA-256 {digest}", record=name, digest=digest)
        if before is not None and after is not None and kind is not None:
            for change in changes(kind.model, _plain(before), _plain(after)):
                yield say("{record}: {change}", record=name, change=change.message)


def _other_bytes(last: Judged, verification: Verification) -> Iterator[tuple[str, str]]:
    """Yield what has other bytes than were decided on, with the SHA-256 of those."""
    if last.decision is not None:
        for name, digest in ((last.record, last.decision.sha256), *last.decision.rests_on.items()):
            if verification.digest_of(name) != digest:
                yield name, digest


def _plain(content: bytes) -> object:
    return parse_source(_DECIDED, content).data


def _change_lines(change: RosterChange, verification: Verification) -> Iterator[_Line]:
    where, day = short(change.commit), change.day
    if change.reason is not None:
        yield _Line(
            say("{commit}, {day}: IGNORED: {reason}", commit=where, day=day, reason=change.reason.message), 1
        )
        # Anybody can push one that says a lot, and bury the others.
        yield from (_Line(line, 2) for line in islice(_amendments(change, verification), _FEW))
        yield _Line(what_to_do(remedy_of_roster_change(change.reason.code)), 2)
        return
    by = person(change.by or "", verification.history.force.roster)
    key = change.fingerprint or ""
    if change.renewal:
        yield _Line(
            say(
                "{commit}, {day}: taken over with the root {root}, which was pinned later",
                commit=where,
                day=day,
                root=short(change.renewal),
            ),
            1,
        )
    elif change.is_in_doubt:
        yield _Line(
            say(
                "{commit}, {day}: by {by}, key {key}: counts, but is IN DOUBT: the key was reported as "
                "leaked",
                commit=where,
                day=day,
                by=by,
                key=key,
            ),
            1,
        )
    else:
        yield _Line(
            say(("{commit}, {day}: by {by}, key {key}: counts"), commit=where, day=day, by=by, key=key), 1
        )
    yield from (_Line(line, 2) for line in _amendments(change, verification))


def _amendments(change: RosterChange, verification: Verification) -> Iterator[Message]:
    for told in verification.circumstances.amendments(change.commit):
        yield say("- {change}", change=told.message)


def _count(decisions: tuple[Judged, ...]) -> Message:
    return say(
        "decisions proved: {proved}, taken over: {taken_over}, in doubt: {in_doubt}, not proved: {unproved}",
        proved=sum(judged.is_proved for judged in decisions),
        taken_over=sum(judged.is_taken_over for judged in decisions),
        in_doubt=sum(judged.is_in_doubt for judged in decisions),
        unproved=sum(map(_is_unproved, decisions)),
    )


# ---- What is wrong beside the decisions


@dataclass(frozen=True)
class _Problem:
    """Something to be mended, or to be known."""

    code: str
    commit: str | None
    path: str | None
    message: Message
    remedy: Message

    @property
    def lines(self) -> Iterator[_Line]:
        yield _Line(
            say(
                "{code}, commit {commit}: {message}",
                code=self.code,
                commit=short(self.commit),
                message=self.message,
            ),
            1,
        )
        yield _Line(what_to_do(self.remedy), 2)


def _problems(verification: Verification) -> Iterator[_Problem]:
    """Yield every problem: decisions that are not proved, ignored changes of the roster, and all else."""
    tip = verification.history.tip
    for judged in verification.history.decisions:
        if judged.reason and not judged.is_proposed and (remedy := _remedy_of(judged, verification)):
            path = f"records/{judged.path}"
            yield _Problem(judged.reason.code, judged.commit, path, judged.reason.message, remedy)
    for change in verification.history.roster_changes:
        if change.reason:
            remedy = remedy_of_roster_change(change.reason.code)
            yield _Problem(change.reason.code, change.commit, _ROSTER, change.reason.message, remedy)
    yield from _problems_of_the_line(verification)
    for remark in verification.remarks:
        yield _Problem(remark.code, tip, None, remark.message, remedy_of_problem(remark.code))


def _problems_of_the_line(verification: Verification) -> Iterator[_Problem]:
    history = verification.history
    for problem in history.problems:
        path = f"records/{problem.path}" if problem.path else None
        held = verification.held.get(problem.path or "")
        remedy = (
            remedy_of_touched(problem.code, short(held.commit), path)
            if held is not None and path is not None and problem.code in TOUCHED
            else remedy_of_problem(problem.code)
        )
        yield _Problem(problem.code, problem.commit, path, problem.message, remedy)
    for holding in history.force.roster.roles:
        if holding.until and history.clock <= holding.until < verification.today:
            remedy = remedy_of_problem("ended-role")
            yield _Problem("ended-role", history.tip, _ROSTER, _ended(holding, verification), remedy)


def _ended(holding: RoleHolding, verification: Verification) -> Message:
    return say(
        "the role {role} of {person} ended on {day}, but nothing on the main branch proves that this day "
        "has passed; an act that is dated back would still count",
        role=word(holding.role),
        person=person(holding.person, verification.history.force.roster),
        day=holding.until or "",
    )


# ---- The whole story of one record


def _explained(standing: Standing, verification: Verification) -> Iterator[_Line]:
    history = verification.history
    yield _Line(_standing(standing))
    yield _Line()
    yield _Line(say("Why the history is believed:"))
    yield from (_Line(root, 1) for root in _roots(verification))
    yield _Line(
        say(
            "from there the first parents lead over {count} commits to {tip}",
            count=len(history.line),
            tip=history.tip,
        ),
        1,
    )
    for remark in verification.remarks:
        yield _Line(_remarked(remark), 1)
    yield from (_Line(), _Line(say("Who may decide: the roster of the root, and these changes of it:")))
    for change in history.roster_changes:
        yield from _change_lines(change, verification)
    if not history.roster_changes:
        yield _Line(say("none"), 1)
    yield from (_Line(), _Line(say("What the main branch did to it, commit by commit:")))
    yield from _chronicle(standing.record, verification)
    yield from (_Line(), _Line(say("What was decided:")))
    for judged in standing.decisions:
        yield from _judged_lines(judged, verification)
        yield from (_Line(line, 2) for line in _grounds(judged, verification))
    if not standing.decisions:
        yield _Line(say("nothing yet"), 1)
    yield from (_Line(), _Line(_present(standing, verification)))
    yield from _state_of_affairs(standing, verification)


def _chronicle(record: str, verification: Verification) -> Iterator[_Line]:
    by_commit: dict[str | None, list[_Problem]] = {}
    for problem in _problems_of_the_line(verification):
        if problem.path is None or problem.path.startswith(f"records/decisions/{record}/"):
            by_commit.setdefault(problem.commit, []).append(problem)
    for passage in verification.chronicle:
        yield _Line(_passage(passage), 1)
        for judged in passage.failed:
            if judged not in verification.proposed:
                yield _Line(verdict(judged, verification.history.force.roster), 2)
        for problem in by_commit.get(passage.commit, ()):
            yield _Line(problem.message, 2)
            yield _Line(what_to_do(problem.remedy), 2)
    if not verification.chronicle:
        yield _Line(say("nothing since the root"), 1)


def _passage(passage: Passage) -> Message:
    """Return what a main-line commit did to the record; who wrote it is only what it says itself."""
    commit, day = short(passage.commit), passage.day or say("without a day")
    kind = say("merge") if passage.is_merge else say("commit")
    deeds = tuple(map(_deed, passage.changes)) or say("what it changes can't be told")
    if not passage.author:
        return say("{commit}, {day}, {kind}: {deeds}", commit=commit, day=day, kind=kind, deeds=deeds)
    return say(
        "{commit}, {day}, {kind} in the name of {author}: {deeds}",
        commit=commit,
        day=day,
        kind=kind,
        author=passage.author,
        deeds=deeds,
    )


def _deed(change: Change) -> Message:
    if change.before is None:
        return say("sets {path}", path=change.path)
    if change.after is None:
        return say("removes {path}", path=change.path)
    return say("changes {path}", path=change.path)


def _grounds(judged: Judged, verification: Verification) -> Iterator[Message]:
    """Yield what a decision that counts is on, and from when it counts."""
    if judged.decision is None or judged.reason is not None:
        return
    yield say("it is on the bytes with the SHA-256 {digest}", digest=judged.decision.sha256)
    for name, digest in judged.decision.rests_on.items():
        yield say("it rests on {record} with the SHA-256 {digest}", record=name, digest=digest)
    if judged.evidence == "forge":
        yield say(
            "the merge was signed by the forge, whose account of the author is that of the person in the "
            "roster"
        )
    elif judged.evidence == "witness":
        yield say("the office's CI signed who pressed merge, as the forge told it")
    elif judged.evidence == "document" and judged.decision.document:
        entered = person(judged.decision.document.entered, verification.history.force.roster)
        yield say("it was signed on paper; {person} entered that, and signed for it", person=entered)
        yield _paper(judged.decision.document)
    elif judged.evidence == "personal":
        yield say("the commit sets nothing else, and was signed with a key of the person that was in force")
    yield say("it counts from the main-line commit {commit}", commit=short(judged.landed))


def _paper(paper: Paper) -> Message:
    return say(
        "the paper: {kind}, signed on {day}; it lies in {place}, with the SHA-256 {digest}",
        kind=glossed(paper.kind),
        day=paper.signed,
        place=f"records/{paper.file}" if paper.file else paper.archive or "",
        digest=paper.sha256,
    )


def _present(standing: Standing, verification: Verification) -> Message:
    digest = verification.digest_of(standing.record)
    if digest == NOT_ONCE:
        return say("The record does not lie there exactly once, so it is no decided version.")
    if digest is not None:
        return say("The record's SHA-256 at the tip: {digest}", digest=digest)
    if standing.record in verification.decidable:
        return say("The record lies at the tip, and nothing was decided on it.")
    return say("The record is not there any more.")


# ---- JSON


def _document(
    verification: Verification, found: Mapping[str, Standing], language: Language
) -> dict[str, object]:
    history = verification.history
    return {
        "version": 1,
        "root": {
            "commit": history.root,
            "pinned": verification.is_pinned,
            "pin_source": verification.pin_source,
            "renewals": list(history.renewals),
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
        "roster_changes": [_changed(change, verification, language) for change in history.roster_changes],
        "problems": [
            {
                "code": problem.code,
                "commit": problem.commit,
                "path": problem.path,
                "message": language.say(problem.message),
                "help": language.say(problem.remedy),
            }
            for problem in _problems(verification)
        ],
    }


def _judged(judged: Judged, language: Language) -> dict[str, object]:
    believed = "taken-over" if judged.is_taken_over else "in-doubt" if judged.is_in_doubt else "proved"
    return {
        "number": judged.number,
        "decision": judged.decision.decision if judged.decision else None,
        "by": judged.decision.by if judged.decision else None,
        "commit": judged.commit,
        "evidence": judged.evidence,
        "verdict": judged.reason.code if judged.reason else believed,
        "reason": language.say(judged.reason.message) if judged.reason else None,
    }


def _changed(change: RosterChange, verification: Verification, language: Language) -> dict[str, object]:
    counts = "taken-over" if change.renewal else "in-doubt" if change.is_in_doubt else "counts"
    return {
        "commit": change.commit,
        "landed": change.landed,
        "date": change.day.isoformat(),
        "by": change.by,
        "verdict": change.reason.code if change.reason else counts,
        "reason": language.say(change.reason.message) if change.reason else None,
        "changes": [
            language.say(told.message) for told in verification.circumstances.amendments(change.commit)
        ],
    }
