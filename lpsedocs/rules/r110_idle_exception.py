"""A lowered rule or a waiver in `organization.yaml` can have no effect.

Why it matters: somebody believes that a rule is lowered or waived, but it is not, or the wrong one is. Rules
of the families S, A and T (reading, decisions, trust) are never lowered or waived.

Bad:

```yaml
# records/organization.yaml
severities:
  W999: warning  # R110
  S108: note  # R110
waivers:
  - {rule: R105, record: KEB-2099-001, reason: Tanggal surat sesuai arsip, until: 2026-12-31}  # R110
```

Good:

```yaml
# records/organization.yaml
severities: {R106: note}
waivers:
  - {rule: R105, record: KEB-2026-001, reason: Tanggal surat sesuai arsip, until: 2026-12-31}
```

How to fix: correct the code or the id, or take the line out. `lpsedocs rule` lists all rules.
"""

from collections.abc import Iterator

from lpsedocs.corpus import NEVER_LOWERED, Corpus
from lpsedocs.findings import Breach, Message, Severity, Term, say
from lpsedocs.models.organization import Organization
from lpsedocs.rules import FAMILIES, all_rules

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    entry = corpus.find(Organization, "organization")
    if entry is None:
        return
    for code in entry.it.severities:
        if trouble := _trouble(code):
            yield entry.breach(("severities", code), trouble, key=True)
    for index, waiver in enumerate(entry.it.waivers):
        if trouble := _trouble(waiver.rule):
            yield entry.breach(("waivers", index, "rule"), trouble)
        if corpus.get(waiver.record) is None:
            yield entry.breach(
                ("waivers", index, "record"),
                say("there is no record {id} to waive a rule for", id=waiver.record),
            )


def _trouble(code: str) -> Message | None:
    if code[0] in NEVER_LOWERED:
        return say(
            "{code} belongs to the family {family}, whose rules are never lowered or waived",
            code=code,
            family=Term(FAMILIES[code[0]]),
        )
    if all(rule.code != code for rule in all_rules()):
        return say("there is no rule {code}", code=code)
    return None
