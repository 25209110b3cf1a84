"""A recommendation is not the one that the result suggests, and no reason is given.

Why it matters: the Kepala LPSE approves the recommendation with the result. Where they don't go together, he
needs to know why.

Bad:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
recommendation: tidak_dilanjutkan  # W408
```

Good:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
recommendation: tidak_dilanjutkan
reason: LPSE memakai jaringan intra provinsi mulai 2027
```

A good result suggests `lanjut`, or `perpanjangan` when the contract ends within its lead time; a middling one
`pembinaan`; the lowest `pergantian` or `pembinaan`. A score that closes a gate of the form asks for a reason
with `lanjut` and `perpanjangan` even where the result is good.

How to fix: write the reason in one or two sentences in `reason`, or change the recommendation.
"""

from collections.abc import Iterator
from datetime import timedelta

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.deadlines import criticality_of, followers_of, is_continued
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.form import EvaluationForm
from lpsedocs.models.supplier import Supplier
from lpsedocs.models.words import glossed
from lpsedocs.scoring import score, suggested_recommendations

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for evaluation in corpus.all(Evaluation):
        form = corpus.form_of(evaluation.it)
        if form and evaluation.it.submissions and evaluation.it.recommendation and not evaluation.it.reason:
            yield from _unexplained(corpus, evaluation, form)


def _unexplained(corpus: Corpus, evaluation: Entry[Evaluation], form: EvaluationForm) -> Iterator[Breach]:
    outcome, recommendation = score(form, evaluation.it), evaluation.it.recommendation or ""
    if outcome is None:
        return
    suggested = suggested_recommendations(
        outcome, form, ends_within_lead_time=_ends_soon(corpus, evaluation.it)
    )
    closed = _closed_gates(form, evaluation.it)
    if recommendation not in suggested:
        message = say(
            "{recommendation} without a reason, where the result {band} suggests {suggested}",
            recommendation=glossed(recommendation),
            band=outcome.band,
            suggested=tuple(glossed(word) for word in suggested),
        )
        yield evaluation.breach(("recommendation",), message)
    elif closed and recommendation in ("lanjut", "perpanjangan"):
        message = say(
            "{recommendation} without a reason, where the score of {criteria} closes a gate of the form",
            recommendation=glossed(recommendation),
            criteria=closed,
        )
        yield evaluation.breach(("recommendation",), message)


def _ends_soon(corpus: Corpus, evaluation: Evaluation) -> bool:
    """Tell whether on that day an engagement was to end within its lead time, with nothing to follow yet."""
    supplier, day = corpus.find(Supplier, evaluation.supplier), evaluation.evaluated.date
    if supplier is None:
        return False
    lead = timedelta(days=corpus.review.renewal_lead_days.get(criticality_of(supplier.it), 0))
    return any(
        engagement.id in evaluation.engagements
        and engagement.last_day - lead <= day
        and not is_continued(supplier.it, engagement)
        and not any(later.it.created <= day for later in followers_of(corpus, supplier, engagement))
        for engagement in supplier.it.engagements
    )


def _closed_gates(form: EvaluationForm, evaluation: Evaluation) -> tuple[str, ...]:
    scores = {entry.criterion: entry.score for entry in evaluation.scores if entry.score is not None}
    closed = (
        gate.criterion for gate in form.gates if scores.get(gate.criterion, gate.score + 1) <= gate.score
    )
    return tuple(dict.fromkeys(closed))
