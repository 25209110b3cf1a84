"""For code scanning, and for editors that show its results. Format: OASIS, SARIF 2.1.0."""

import json
from urllib.parse import quote

from lpsedocs import __version__
from lpsedocs.checker import Report
from lpsedocs.findings import Finding, Location
from lpsedocs.fingerprints import fingerprints
from lpsedocs.language import Language, paragraphs, spoken_page
from lpsedocs.reporters.text import summary
from lpsedocs.rules import Rule, rule_with

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, language: Language) -> str:
    """Return one run with the rules that were broken; what is waived is there as suppressed."""
    codes = sorted({finding.code for finding in report.findings})
    marked = zip(report.findings, fingerprints(report.findings), strict=True)
    run = {
        "tool": {
            "driver": {
                "name": "lpsedocs",
                "version": __version__,
                "rules": [_rule(rule_with(code), language) for code in codes],
            }
        },
        "language": language.code,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, language)],
        "results": [_result(finding, mark, codes, language) for finding, mark in marked],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _invocation(report: Report, language: Language) -> dict[str, object]:
    """Return that the check ran, with what the office lowers and waives, and the counts."""
    notes = [{"level": "note", "message": {"text": line}} for line in summary(report, language)]
    return {"executionSuccessful": True, "toolExecutionNotifications": notes}


def _rule(rule: Rule, language: Language) -> dict[str, object]:
    page = spoken_page(rule.page, language)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": language.text(rule.summary)},
        "fullDescription": {"text": _description(page)},
        "help": {"text": _without_fences(page), "markdown": page},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _description(page: str) -> str:
    """Return what the page says before its examples: what breaks the rule, and why that matters."""
    said, why, *_ = [text for is_code, text in paragraphs(page) if not is_code]
    return f"{said}\n\n{why}"


def _without_fences(page: str) -> str:
    return "\n\n".join(
        "\n".join(text.split("\n")[1:-1]) if is_code else text for is_code, text in paragraphs(page)
    )


def _result(finding: Finding, fingerprint: str, codes: list[str], language: Language) -> dict[str, object]:
    message = f"{language.say(finding.message)}\n{language.say(finding.help)}"
    waived = finding.waived
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": finding.severity.value,
        "message": {"text": message},
        "locations": [{"physicalLocation": _place(finding.location)}],
        # GitHub knows an alert again by the first name only.
        "partialFingerprints": {"primaryLocationLineHash": fingerprint, "lpsedocs/v1": fingerprint},
        # The empty list says that nothing was suppressed; without it nobody knows.
        "suppressions": [{"kind": "external", "justification": waived}] if waived is not None else [],
    }


def _place(location: Location) -> dict[str, object]:
    # A file's name may have any byte; a reference to it says which.
    uri = quote(str(location.path), errors="surrogateescape")
    return {
        "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": location.line, "startColumn": location.column},
    }
