"""A step was recorded although the step before it is missing.

Why it matters: the SOP is a chain of duties. A file that jumps ahead cannot show that the earlier duty
was carried out, and an assessor will ask for it.

Bad:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
submitted: null
availability: {by: budi, date: 2026-02-03, result: tidak_tersedia, considered: [AST-001]}  # W101
```

Good:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
submitted: {by: agus, date: 2026-02-02, to: budi}
availability: {by: budi, date: 2026-02-03, result: tidak_tersedia, considered: [AST-001]}
```

A KAK without an approved budget, a proposal without an accepted KAK and an engagement from a proposal without
a result have rules of their own: W141, W151 and W203.

How to fix: record the missing step with the day on which it was really done, or remove the step that
was recorded too early.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, Term, say
from lpsedocs.models.proposal import Proposal
from lpsedocs.procedures import Progress, Skip

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for progress in corpus.all_progress:
        for skip in progress.skips:
            entry = corpus.get(skip.record)
            if entry is not None and not _has_a_rule_of_its_own(corpus, progress, skip):
                yield entry.breach(
                    skip.route,
                    say(
                        "step {step} ({title}) was recorded, but step {missing} ({missing_title}) is missing",
                        step=skip.step.number,
                        title=Term(skip.step.title),
                        missing=skip.missing.number,
                        missing_title=Term(skip.missing.title),
                    ),
                )


def _has_a_rule_of_its_own(corpus: Corpus, progress: Progress, skip: Skip) -> bool:
    if skip.missing.number == "1.4":
        return bool(corpus.kaks_of(progress.record))
    if skip.step.number == "2.4":
        proposal = corpus.find(Proposal, progress.record)
        return proposal is not None and proposal.it.result is None
    return (skip.step.number, skip.missing.number) == ("1.7", "1.6")
