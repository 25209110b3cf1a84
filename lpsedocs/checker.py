"""Runs rules over a corpus: what they find, sorted, with what the office lowers and waives."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from lpsedocs.corpus import NEVER_LOWERED, Base, Corpus
from lpsedocs.findings import Breach, Finding, Message, Severity
from lpsedocs.fingerprints import fingerprints
from lpsedocs.identities import steady
from lpsedocs.models.organization import Waiver
from lpsedocs.rules import Rule
from lpsedocs.source import Source
from lpsedocs.trust.proof import Proof


@dataclass(frozen=True)
class Report:
    """What a check found, and what the office had lowered or waived while it ran."""

    today: date
    records: int
    findings: tuple[Finding, ...]
    """By path, line, column and code; those that a waiver covers are marked."""
    lowered: Mapping[str, Severity]
    waivers: tuple[Waiver, ...]
    """The waivers in force."""
    sources: Mapping[str, Source]
    """The files that findings speak of, by path, for showing the line."""
    proof: Proof | None = None
    """What the history proves, for telling which changes of the roster count."""
    request: "Request | None" = None
    """What was left out, where only what a request did is reported."""

    @property
    def live(self) -> tuple[Finding, ...]:
        """The findings that no waiver covers."""
        return tuple(finding for finding in self.findings if finding.waived is None)

    def only(self, paths: Collection[str]) -> "Report":
        """Return the report on these files alone."""
        kept = tuple(finding for finding in self.findings if str(finding.location.path) in paths)
        return replace(self, findings=kept, records=len(paths))

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity that no waiver covers."""
        return sum(finding.severity is severity for finding in self.live)


@dataclass(frozen=True)
class Request:
    """What a report on a request alone leaves out, and what the request would lower or waive."""

    rev: str
    """What the base is called."""
    commit: str
    """The commit that it is."""
    point: str
    """The commit at which the request left it."""
    untouched: int
    """How many findings were there before, in files that the request did not touch."""
    mended: int
    """How many were there before and are gone."""
    changes_exceptions: bool
    """Whether the request changes what the office lowers or waives: it counts once it is merged."""


def check(corpus: Corpus, rules: Iterable[Rule]) -> Report:
    """Run the rules over the corpus; of a request, what its base lowers and waives counts."""
    office = corpus.base.latest if corpus.base else corpus
    lowered, waivers = lowered_rules(office), waivers_in_force(office)
    was = corpus.base.corpus.sources if corpus.base else ()
    # Of a file that a request took away, the line is told that was there.
    sources = {source.path: source for source in (*was, *corpus.sources)}
    findings = [finding for rule in rules for finding in _findings(rule, corpus, lowered, waivers, sources)]
    findings.sort(key=lambda finding: (finding.location, finding.code, repr(finding.message)))
    return Report(
        corpus.today,
        len(corpus.entries),
        tuple(findings),
        lowered,
        waivers,
        {str(path): sources[path] for path in {one.location.path for one in findings} & sources.keys()},
        corpus.proof,
    )


def check_request(corpus: Corpus, base: Base, rules: Sequence[Rule]) -> Report:
    """Return only what a request brings, or has in files that it touched, and what rules say of its doing."""
    report = check(corpus, rules)
    before = frozenset(fingerprints(check(base.corpus, rules).findings))
    marks = fingerprints(report.findings)
    kept = tuple(
        finding
        for finding, mark in zip(report.findings, marks, strict=True)
        if mark not in before or finding.location.path in base.changed
    )
    request = Request(
        base.rev,
        base.id,
        base.point,
        untouched=len(report.findings) - len(kept),
        mended=len(before.difference(marks)),
        changes_exceptions=_exceptions(corpus) != _exceptions(base.corpus),
    )
    return replace(report, findings=kept, request=request)


def _exceptions(corpus: Corpus) -> tuple[dict[str, Severity], tuple[Waiver, ...]]:
    return lowered_rules(corpus), waivers_in_force(corpus)


def lowered_rules(corpus: Corpus) -> dict[str, Severity]:
    """Return the rules that the office lowers, with their severity there."""
    severities = corpus.organization.severities if corpus.organization else {}
    return {code: Severity(word) for code, word in sorted(severities.items()) if code[0] not in NEVER_LOWERED}


def waivers_in_force(corpus: Corpus) -> tuple[Waiver, ...]:
    """Return the waivers that hold today."""
    waivers = corpus.organization.waivers if corpus.organization else ()
    return tuple(w for w in waivers if corpus.today <= w.until and w.rule[0] not in NEVER_LOWERED)


def _findings(
    rule: Rule,
    corpus: Corpus,
    lowered: Mapping[str, Severity],
    waivers: Iterable[Waiver],
    sources: Mapping[PurePosixPath, Source],
) -> Iterator[Finding]:
    reasons = {waiver.record: waiver.reason for waiver in waivers if waiver.rule == rule.code}
    for breach in rule.breaches(corpus):
        severity = breach.severity or rule.severity
        least = min(severity, lowered.get(rule.code, severity), key=list(Severity).index)
        source = sources.get(breach.location.path)
        route = steady(source.data if source else None, breach.route)
        yield _finding(rule, least, replace(breach, route=route), reasons.get(breach.record or ""))


def _finding(rule: Rule, severity: Severity, breach: Breach, waived: str | None) -> Finding:
    return Finding(
        rule.code,
        rule.name,
        severity,
        breach.location,
        breach.message,
        Message(rule.remedy),
        breach.record,
        waived,
        breach.route,
    )
