"""For GitHub Actions: one annotation a finding. Format: GitHub, "Workflow commands", error message."""

from lpsedocs.checker import Report
from lpsedocs.findings import Finding, Severity
from lpsedocs.language import Language
from lpsedocs.reporters.text import summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, language: Language) -> str:
    """Return workflow commands for what no waiver covers, then the summary as plain lines."""
    commands = [_command(finding, language) for finding in report.live]
    return "\n".join([*commands, *summary(report, language)]) + "\n"


def _command(finding: Finding, language: Language) -> str:
    properties = {
        "file": finding.location.name,
        "line": str(finding.location.line),
        "col": str(finding.location.column),
        "title": f"{finding.code} {finding.name}",
    }
    listed = ",".join(f"{key}={_escaped_property(value)}" for key, value in properties.items())
    body = f"{language.say(finding.message)}\n{language.say(finding.help)}"
    return f"::{_COMMANDS[finding.severity]} {listed}::{_escaped(body)}"


def _escaped(text: str) -> str:
    # A bare newline would end the command; % must go first or it escapes itself.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
