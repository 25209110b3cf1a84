"""A step was recorded that the way taken before it rules out.

Why it matters: after step 1.3 the file goes either to 1.4 or to 1.8, and a procurement that failed adds
nobody to the list. A file with both ways says two things at once.

Bad:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: budi, date: 2026-02-03, result: tersedia, considered: [AST-001]}
budget:
  by: budi  # W105
  date: 2026-02-04
  result: belum_disetujui
```

Good:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: budi, date: 2026-02-03, result: tidak_tersedia, considered: [AST-001]}
```

How to fix: if the earlier answer was wrong, correct it with a note; otherwise remove the step that does
not belong to the way taken.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, Term, Value, say
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.words import glossed
from lpsedocs.procedures import Progress, step

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for progress in corpus.all_progress:
        # Of an engagement without a contract W203 speaks.
        act = next((act for act in progress.astray if act.step != "2.4"), None)
        entry = corpus.get(act.record) if act else None
        if act and entry and not _has_both_ends(corpus, progress):
            fork, answer = _fork(corpus, progress)
            yield entry.breach(
                act.route,
                say(
                    "step {step} ({title}) was recorded, but step {fork} says {answer}, which leads elsewhere",
                    step=act.step,
                    title=Term(step(act.step).title),
                    fork=fork,
                    answer=answer,
                ),
            )


def _has_both_ends(corpus: Corpus, progress: Progress) -> bool:
    """Tell whether W153 speaks of the file."""
    requirement = corpus.find(Requirement, progress.record)
    return bool(requirement and requirement.it.recommendation and corpus.proposals_of(progress.record))


def _fork(corpus: Corpus, progress: Progress) -> tuple[str, Value]:
    """Return the step at which the ways part, and what it says."""
    requirement, proposal = corpus.find(Requirement, progress.record), corpus.find(Proposal, progress.record)
    if requirement and requirement.it.availability:
        return "1.3", glossed(requirement.it.availability.result)
    if proposal and proposal.it.result:
        return "2.1", glossed(proposal.it.result.outcome)
    return "-", "-"
