"""Runs rules over a corpus: what they find, sorted, with what the office lowers and waives."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from lpsedocs.corpus import NEVER_LOWERED, Corpus
from lpsedocs.findings import Breach, Finding, Message, Severity
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


def check(corpus: Corpus, rules: Iterable[Rule]) -> Report:
    """Run the rules over the corpus."""
    lowered, waivers = lowered_rules(corpus), waivers_in_force(corpus)
    findings = [finding for rule in rules for finding in _findings(rule, corpus, lowered, waivers)]
    findings.sort(key=lambda finding: (finding.location, finding.code, repr(finding.message)))
    paths = {str(finding.location.path) for finding in findings}
    sources = [*(entry.source for entry in corpus.entries), *corpus.strays]
    return Report(
        corpus.today,
        len(corpus.entries),
        tuple(findings),
        lowered,
        waivers,
        {str(source.path): source for source in sources if str(source.path) in paths},
        corpus.proof,
    )


def lowered_rules(corpus: Corpus) -> dict[str, Severity]:
    """Return the rules that the office lowers, with their severity there."""
    severities = corpus.organization.severities if corpus.organization else {}
    return {code: Severity(word) for code, word in sorted(severities.items()) if code[0] not in NEVER_LOWERED}


def waivers_in_force(corpus: Corpus) -> tuple[Waiver, ...]:
    """Return the waivers that hold today."""
    waivers = corpus.organization.waivers if corpus.organization else ()
    return tuple(w for w in waivers if corpus.today <= w.until and w.rule[0] not in NEVER_LOWERED)


def _findings(
    rule: Rule, corpus: Corpus, lowered: Mapping[str, Severity], waivers: Iterable[Waiver]
) -> Iterator[Finding]:
    reasons = {waiver.record: waiver.reason for waiver in waivers if waiver.rule == rule.code}
    severity = min(rule.severity, lowered.get(rule.code, rule.severity), key=list(Severity).index)
    for breach in rule.breaches(corpus):
        yield _finding(rule, severity, breach, reasons.get(breach.record or ""))


def _finding(rule: Rule, severity: Severity, breach: Breach, waived: str | None) -> Finding:
    return Finding(
        rule.code,
        rule.name,
        breach.severity or severity,
        breach.location,
        breach.message,
        Message(rule.remedy),
        breach.record,
        waived,
        breach.route,
    )
