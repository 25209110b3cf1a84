"""Reports on a few records laid into the small sound office that rule pages use."""

from datetime import date

from lpsedocs.checker import Report, check
from lpsedocs.corpus import Corpus
from lpsedocs.findings import Finding
from lpsedocs.language import ENGLISH
from lpsedocs.rules import all_rules, rule_with
from lpsedocs.rules.examples import TODAY, corpus_of_example, examples_in


def office_with(text: str = "", today: date = TODAY) -> Corpus:
    """Return the sound office with files in the notation of rule pages: ``# records/...``, then its keys."""
    if not text:
        return office_with("# records/assets/AST-001.yaml\n", today)
    [example] = examples_in(f"Bad:\n\n```yaml\n{text}```\n")
    return corpus_of_example(example, today)


def without_contract(outcome: str) -> str:
    """Return the proposal of the sound office with a result that ends it."""
    told = f"{{by: budi, date: 2026-03-02, outcome: {outcome}, informed_by: Nota dinas 1/2026}}"
    return f"# records/proposals/2026/USL-2026-001.yaml\nresult: {told}\nlist_check: null\n"


def report_of(code: str, text: str, today: date = TODAY) -> Report:
    return check(office_with(text, today), [rule_with(code)])


def told(code: str, text: str = "", today: date = TODAY) -> list[str]:
    """Return what one rule says of the office with these files: ``path:line:column: severity: message``."""
    return [spoken(finding) for finding in report_of(code, text, today).findings]


def told_by_all(text: str = "", today: date = TODAY) -> list[str]:
    report = check(office_with(text, today), all_rules())
    return [f"{finding.code} {spoken(finding)}" for finding in report.findings]


def spoken(finding: Finding) -> str:
    return f"{finding.location}: {finding.severity}: {ENGLISH.say(finding.message)}"
