"""A criterion is said not to apply, although the form does not allow that for this service.

Why it matters: leaving out what a provider does badly lifts his result. The form names the services for which
a criterion may be left out.

Bad:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, score: 3, evidence: Pemantauan mandiri LPSE}
  - {criterion: tanggap, not_rated: tidak_berlaku}  # W411
```

Good:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - {criterion: mutu, score: 3, evidence: Pemantauan mandiri LPSE}
  - {criterion: tanggap, not_rated: tidak_ada_kejadian}
```

How to fix: give the criterion a score, or say with `tidak_ada_kejadian` or `data_tidak_tersedia` why there is
none. If it never applies to this service, a new version of the form can say so (`optional_for`).
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.supplier import Supplier
from lpsedocs.models.words import glossed

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for evaluation in corpus.all(Evaluation):
        form, supplier = corpus.form_of(evaluation.it), corpus.find(Supplier, evaluation.it.supplier)
        if form is None or supplier is None:
            continue
        optional_for = {criterion.id: criterion.optional_for for criterion in form.criteria}
        for index, score in enumerate(evaluation.it.scores):
            # W402 speaks of a criterion that the form does not have.
            allowed = optional_for.get(score.criterion, supplier.it.services)
            if score.not_rated == "tidak_berlaku" and not set(allowed) & set(supplier.it.services):
                message = say(
                    "{form} does not leave {criterion} out for {services}",
                    form=form.id,
                    criterion=score.criterion,
                    services=tuple(glossed(service) for service in supplier.it.services),
                )
                yield evaluation.breach(("scores", index, "not_rated"), message)
