"""For programs: every finding with its template and values, so that no reader depends on the language."""

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from lpsedocs.checker import Report
from lpsedocs.findings import Finding, Message, Rupiah, Severity, Term, Value, printable
from lpsedocs.fingerprints import fingerprints
from lpsedocs.language import Language


def render(report: Report, language: Language) -> str:
    """Return the report as JSON of version 1."""
    document = {
        "version": 1,
        "findings": [
            finding(one, fingerprint, language)
            for one, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True)
        ],
        "summary": {
            "today": report.today.isoformat(),
            "records": report.records,
            **{severity.value: report.count(severity) for severity in Severity},
            "waived": len(report.findings) - len(report.live),
            "lowered": {code: severity.value for code, severity in report.lowered.items()},
            "waivers": [waiver.model_dump(mode="json") for waiver in report.waivers],
            "base": asdict(report.request) if report.request else None,
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def finding(finding: Finding, fingerprint: str, language: Language) -> dict[str, object]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "path": finding.location.name,
        "line": finding.location.line,
        "column": finding.location.column,
        "record": finding.record and printable(finding.record),
        "message": language.say(finding.message),
        "template": finding.message.template,
        "values": {name: plain(value) for name, value in finding.message.values},
        "help": language.say(finding.help),
        "waived": finding.waived,
        "fingerprint": fingerprint,
    }


def plain(value: Value) -> object:
    match value:
        case Term():
            return value.text
        case Rupiah():
            return str(value.amount)
        case Message():
            return {"template": value.template, "values": {name: plain(v) for name, v in value.values}}
        case tuple():
            return [plain(item) for item in value]
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case str():
            return _unicode(value)
        case _:
            return value


def _unicode(text: str) -> str:
    """Escape the bytes of a file's name that are no UTF-8."""
    return text.encode(errors="backslashreplace").decode()
