"""A step was done by somebody who did not hold its role on that day.

Why it matters: the SOP gives each step to a role. An act of somebody without that role may not count, and
an assessor compares the dates with the decree that gave it.

Bad:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: dewi, date: 2026-02-03, result: tidak_tersedia, considered: [AST-001]}  # W102
```

Good:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: tia, date: 2026-02-03, result: tidak_tersedia, considered: [AST-001]}
```

A decision without a date is not judged here.

How to fix: name the person who really did it. If that is the one named here, have the role entered in
`roster.yaml` with the days of the decree; until then somebody who holds the role has to do the step.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, Term, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.supplier import Supplier
from lpsedocs.models.words import word
from lpsedocs.procedures import Act, acts_in, step

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    acts = (act for progress in corpus.all_progress for act in progress.acts)
    for act in dict.fromkeys((*acts, *_acts_beside_the_procedures(corpus))):
        entry = corpus.get(act.record)
        if entry is None or act.date is None or act.by not in corpus.people:
            continue
        if corpus.holding(act.by, act.role, act.date) is None:
            yield entry.breach(
                act.by_route,
                say(
                    "{person} did not hold the role {role} on {date}, which step {step} ({title}) is for",
                    person=act.by,
                    role=word(act.role),
                    date=act.date,
                    step=act.step,
                    title=Term(step(act.step).title),
                ),
            )


def _acts_beside_the_procedures(corpus: Corpus) -> Iterator[Act]:
    """Yield the same steps where no proposal led to them, and the evaluating before it is handed in."""
    for model in (Supplier, Evaluation):
        for entry in corpus.all(model):
            yield from acts_in(entry.held)
