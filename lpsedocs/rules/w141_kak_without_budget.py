"""A KAK was drafted although its requirement has no approved budget.

Why it matters: step 1.4 asks for both, the approved budget and the KAK. A KAK without money raises hopes
that nobody can keep, and the procurement cannot begin.

Bad:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
budget: {by: budi, date: 2026-02-04, result: belum_disetujui}

# records/kak/2026/KAK-2026-001.yaml
drafted: {by: budi, date: 2026-02-05}  # W141
```

Good:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
budget:
  by: budi
  date: 2026-02-04
  result: disetujui
  document: {kind: DPA, number: DPA/1/2026, date: 2026-01-05, approved_by: Kepala Biro}
  kode_rekening: "5.1.02.02.01.0063"
  sumber_dana: APBD
  year: 2026
  pagu_anggaran: 120000000

# records/kak/2026/KAK-2026-001.yaml
drafted: {by: budi, date: 2026-02-05}
```

How to fix: record the approval with its document in `budget` of the requirement. Without an approval, wait
with the KAK, or close the file with a filing that says why. An office that drafts early on purpose can
lower this rule to a warning in `organization.yaml` (`severities`).
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.models.kak import Kak
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.words import glossed

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for kak in corpus.all(Kak):
        requirement = corpus.find(Requirement, kak.it.requirement)
        if requirement and not corpus.is_closed(kak.name, requirement.name):
            message = _lack(requirement.name, requirement.it)
            if message:
                yield kak.breach(("drafted",), message)


def _lack(name: str, requirement: Requirement) -> Message | None:
    budget = requirement.budget
    if budget is None:
        return say("the KAK was drafted, but {requirement} says nothing about a budget", requirement=name)
    if budget.result != "disetujui":
        return say(
            "the KAK was drafted, but the budget of {requirement} is {result} since {date}",
            requirement=name,
            result=glossed(budget.result),
            date=budget.date,
        )
    return None
