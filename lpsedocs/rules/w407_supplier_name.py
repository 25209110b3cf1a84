"""An evaluation names its supplier otherwise than the list did on that day.

Why it matters: the name is printed on the sheet that is signed. It must be that of the company evaluated.

Bad:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
supplier_name: PT Tautan Contoh  # W407
```

Good:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
supplier_name: PT Tautan Misal
```

How to fix: copy the name from the supplier's record, letter by letter. If the company has a new name, enter
it in the supplier's record and move the old one to `former_names` with its last day.
"""

from collections.abc import Iterator
from datetime import date

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.supplier import Supplier

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for evaluation in corpus.all(Evaluation):
        supplier, day = corpus.find(Supplier, evaluation.it.supplier), evaluation.it.evaluated.date
        if supplier and evaluation.it.supplier_name != _name_on(supplier.it, day):
            message = say(
                "{supplier} was called '{name}' on {day}, not '{written}'",
                supplier=supplier.name,
                name=_name_on(supplier.it, day),
                day=day,
                written=evaluation.it.supplier_name,
            )
            yield evaluation.breach(("supplier_name",), message)


def _name_on(supplier: Supplier, day: date) -> str:
    """Return the name that the supplier had on a day."""
    former = [former for former in supplier.former_names if day <= former.until]
    return min(former, key=lambda former: former.until).name if former else supplier.name
