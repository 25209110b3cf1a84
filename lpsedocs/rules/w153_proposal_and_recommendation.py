"""A requirement has both a recommendation to use what exists and a proposal to buy.

Why it matters: steps 1.7 and 1.8 are the two ends of the procedure. Both together say "we have it" and
"buy it" at once.

Bad:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: budi, date: 2026-02-03, result: tersedia, considered: [AST-001]}
recommendation: {by: budi, date: 2026-02-03, use_existing: [AST-001]}  # W153
```

Good:

```yaml
# records/requirements/2026/KEB-2026-001.yaml
availability: {by: budi, date: 2026-02-03, result: tidak_tersedia, considered: [AST-001]}
```

How to fix: keep the end that holds. If only a part is still to be bought, write a new requirement for that
part, name it in `recommendation.followed_by`, and let the proposal serve the new one.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.requirement import Requirement

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for requirement in corpus.all(Requirement):
        proposals = tuple(proposal.name for proposal in corpus.proposals_of(requirement.name))
        if requirement.it.recommendation and proposals:
            yield requirement.breach(
                ("recommendation",),
                say(
                    "there is a recommendation to use what exists, and also a proposal to buy: {proposals}",
                    proposals=proposals,
                ),
            )
