"""The rules: one module each, found by its place.

A module ``w101_skipped_step.py`` is the rule W101, skipped-step. Its docstring is the rule's page, its
``SEVERITY`` how grave a breach is, its function ``breaches(corpus)`` finds them. Codes are never reused.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Refusal, Severity, say

FAMILIES = {
    "S": "Reading of files",
    "R": "Records",
    "L": "Links",
    "W": "Workflow of the SOP",
    "D": "Supporting documents",
    "A": "Decisions",
    "T": "Trust",
    "H": "History",
    "P": "Privacy",
}
"""The families of rules, by the first letter of their codes; English source strings."""

_MODULE = re.compile(r"([a-z])(\d{3})_(\w+)")


@dataclass(frozen=True)
class Rule:
    """A check with a code, a name and a page."""

    code: str
    name: str
    severity: Severity
    page: str
    """Markdown in English, by paragraphs; the first one says in a sentence what breaks the rule."""
    breaches: Callable[[Corpus], Iterable[Breach]]

    @property
    def summary(self) -> str:
        """The first paragraph of the page."""
        return self.page.partition("\n\n")[0].replace("\n", " ")

    @property
    def remedy(self) -> str:
        """The paragraph of the page that says how to fix it."""
        found = next(p for p in self.page.split("\n\n") if p.startswith("How to fix:"))
        return found.replace("\n", " ").strip()


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, by code."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(_load(match) for match in map(_MODULE.fullmatch, sorted(names)) if match)


def rule_with(code: str) -> Rule:
    """Return the rule of that code or name; refuses an unknown one."""
    for rule in all_rules():
        if code.upper() == rule.code or code == rule.name:
            return rule
    raise Refusal(say("there is no rule {code}; 'lpsedocs rule' lists them", code=code or "''"))


def _load(match: re.Match[str]) -> Rule:
    module = importlib.import_module(f"{__name__}.{match[0]}")
    code = f"{match[1].upper()}{match[2]}"
    return Rule(
        code,
        match[3].replace("_", "-"),
        module.SEVERITY,
        (module.__doc__ or "").strip() + "\n",
        module.breaches,
    )
