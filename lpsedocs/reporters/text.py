"""For a person at a terminal: the line at fault with a caret, and what to do."""

from collections.abc import Iterator
from functools import reduce

from lpsedocs.checker import Report, Request
from lpsedocs.findings import Finding, Message, Severity, say
from lpsedocs.language import Language
from lpsedocs.trust.proof import Proof
from lpsedocs.trust.verdicts import RosterChange

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTE: "36"}
_WIDEST = 160
_FEW = 5
"""So many changes of the roster are told at the end of a report."""


def render(report: Report, language: Language) -> str:
    """Return the report as lines; colours are for a terminal, and stripped elsewhere by who prints."""
    told: set[str] = set()
    blocks = ["\n".join(_finding(finding, report, language, told)) for finding in report.findings]
    return "\n\n".join([*blocks, "\n".join(summary(report, language))]) + "\n"


def _finding(finding: Finding, report: Report, language: Language, told: set[str]) -> Iterator[str]:
    severity = language.text(finding.severity.value)
    yield (
        f"{finding.location}: \x1b[{_COLOURS[finding.severity]}m{severity}\x1b[0m "
        f"{finding.code} {finding.name}: {language.say(finding.message)}"
    )
    # The line would show the personal datum that a message of this family masks.
    if not finding.code.startswith("P"):
        yield from _excerpt(finding, report)
    if finding.waived is not None:
        yield "  = " + language.say(say("waived: {reason}", reason=finding.waived))
    elif finding.code not in told:
        # Once a rule and report is enough; the page has the rest.
        told.add(finding.code)
        yield f"  = {language.say(finding.help)}"


def _excerpt(finding: Finding, report: Report) -> Iterator[str]:
    source = report.sources.get(str(finding.location.path))
    line = source.line(finding.location.line) if source else ""
    if not line.strip():
        return
    column = finding.location.column - 1
    start = max(0, column - _WIDEST // 2)
    margin = f"{finding.location.line:>5} | "
    yield margin + "".join(
        c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line[start : start + _WIDEST]
    )
    yield " " * (len(margin) - 2) + "| " + " " * (column - start) + "^"


def summary(report: Report, language: Language) -> Iterator[str]:
    """Yield the lines that end a report: what the office lowers and waives, new in the roster, the counts."""
    for code, severity in report.lowered.items():
        yield language.say(
            say("note: this office lowers {code} to '{severity}'", code=code, severity=severity.value)
        )
    for waiver in report.waivers:
        yield language.say(
            say(
                "note: {rule} is waived for {record} until {until}: {reason}",
                rule=waiver.rule,
                record=waiver.record,
                until=waiver.until,
                reason=waiver.reason,
            )
        )
    if report.request:
        yield from (language.say(message) for message in _left_out(report.request))
    if report.proof and report.proof.roster_changes:
        yield from (language.say(message) for message in _roster_changes(report.proof))
    yield language.say(
        say(
            "{records} files checked as of {today}; errors: {errors}, warnings: {warnings}, notes: {notes}",
            records=report.records,
            today=report.today,
            errors=report.count(Severity.ERROR),
            warnings=report.count(Severity.WARNING),
            notes=report.count(Severity.NOTE),
        )
    )


def _left_out(request: Request) -> Iterator[Message]:
    yield say(
        "note: only what was done since {rev} ({commit}); left out, as from before and untouched: "
        "{untouched}; mended: {mended}",
        rev=request.rev,
        commit=request.point[:12],
        untouched=request.untouched,
        mended=request.mended,
    )
    if request.changes_exceptions:
        yield say(
            "note: this request changes what the office lowers or waives; that counts once it is merged, and "
            "here what {rev} says",
            rev=request.rev,
        )


def _roster_changes(proof: Proof) -> Iterator[Message]:
    count, last = len(proof.roster_changes), proof.roster_changes[-_FEW:]
    if count > len(last):
        yield say(
            "note: changes of the roster since the root: {count}; here are the last {few}, and 'lpsedocs "
            "verify' tells all",
            count=count,
            few=len(last),
        )
    else:
        yield say("note: changes of the roster since the root: {count}", count=count)
    for change in last:
        told = (amendment.brief for amendment in proof.circumstances.amendments(change.commit))
        yield _roster_change(change, reduce(_together, told))


def _roster_change(change: RosterChange, what: Message) -> Message:
    commit, day = change.commit[:12], change.day
    if change.renewal is None:
        return say(
            "  {commit}, {day}, by {by}: {what}", commit=commit, day=day, by=change.by or "", what=what
        )
    return say("  {commit}, {day}, taken over with a later root: {what}", commit=commit, day=day, what=what)


def _together(one: Message, other: Message) -> Message:
    return say("{one}; {other}", one=one, other=other)
