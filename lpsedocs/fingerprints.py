"""By what a finding is known again in a later report: neither its line nor its words, which both move.

What tells it is the rule, the file, the record, the route, and the texts that the message quotes. Numbers
and days among the message's values are left out: lines are numbers, and some days pass by themselves. So is
the number of an entry in a place such as ``scores.3.score``: it moves when another entry comes before it.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lpsedocs.findings import Finding, Message, Value

_PLACE = re.compile(r"[A-Za-z_][\w.]*")
_ENTRY_NUMBER = re.compile(r"(?<=\.)[0-9]+(?=\.|\Z)", re.ASCII)


def fingerprints(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the fingerprint of each finding of a report, in order; those alike are counted."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for finding in findings:
        traits = _traits(finding)
        seen[traits] += 1
        found.append(hashlib.sha256(f"{traits}{seen[traits]}".encode()).hexdigest())
    return tuple(found)


def _traits(finding: Finding) -> str:
    place = [finding.code, str(finding.location.path), finding.record, finding.route]
    return json.dumps([*place, list(_quoted(finding.message))])


def _quoted(value: Value) -> Iterator[str]:
    match value:
        case str():
            yield _ENTRY_NUMBER.sub("", value) if _PLACE.fullmatch(value) else value
        case Message():
            for _, part in value.values:
                yield from _quoted(part)
        case tuple():
            for part in value:
                yield from _quoted(part)
