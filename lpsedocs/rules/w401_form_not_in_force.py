"""An evaluation uses a form that was not in force on the day of the evaluation.

Why it matters: the Kepala LPSE approves the result by a form that holds. By an old or future form the weights
may be others, and the results can't be compared.

Bad:

```yaml
# records/forms/FRM-2026-LPSE.yaml
in_force: {from: 2025-01-02, until: 2025-12-31}

# records/evaluations/2026/EVL-2026-001.yaml
form: FRM-2026-LPSE  # W401
```

Good:

```yaml
# records/forms/FRM-2026-LPSE.yaml
in_force: {from: 2025-01-02, until: 2026-12-31}

# records/evaluations/2026/EVL-2026-001.yaml
form: FRM-2026-LPSE
```

How to fix: evaluate by the form that was in force on that day and name it in `form`. A form that has been
used is never changed; a new version is a new file in `records/forms`.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.fields import Span

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for evaluation in corpus.all(Evaluation):
        form, day = corpus.form_of(evaluation.it), evaluation.it.evaluated.date
        if form and not form.in_force.holds_on(day):
            message = say(
                "{form} is in force {span}, but the evaluation is of {day}",
                form=form.id,
                span=_in_words(form.in_force),
                day=day,
            )
            yield evaluation.breach(("form",), message)


def _in_words(span: Span) -> Message:
    if span.until is None:
        return say("from {start}", start=span.from_)
    return say("from {start} until {end}", start=span.from_, end=span.until)
