"""For GitLab: what a merge request shows as code quality. Format: GitLab, "Code Quality report format"."""

import json

from lpsedocs.checker import Report
from lpsedocs.findings import Finding, Severity
from lpsedocs.fingerprints import fingerprints
from lpsedocs.language import Language

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report, language: Language) -> str:
    """Return a list of what no waiver covers: the format has no word for what is let pass."""
    marked = zip(report.findings, fingerprints(report.findings), strict=True)
    issues = [_issue(finding, mark, language) for finding, mark in marked if finding.waived is None]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(finding: Finding, fingerprint: str, language: Language) -> dict[str, object]:
    return {
        "description": f"{finding.code} {finding.name}: {language.say(finding.message)}",
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": finding.location.name, "lines": {"begin": finding.location.line}},
    }
