"""A score names a file as evidence that is not among the attachments of its evaluation.

Why it matters: only the attachments carry a SHA-256. A file that is merely named could be exchanged, and the
approval would not notice.

Bad:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - criterion: mutu
    score: 3
    evidence:
      text: Grafik ketersediaan
      attachment: attachments/EVL-2026-001/grafik.pdf  # W409
  - {criterion: tanggap, score: 3}
```

Good:

```yaml
# records/evaluations/2026/EVL-2026-001.yaml
scores:
  - criterion: mutu
    score: 3
    evidence:
      text: Grafik ketersediaan
      attachment: attachments/EVL-2026-001/grafik.pdf
  - {criterion: tanggap, score: 3}
attachments:
  - kind: laporan
    file: attachments/EVL-2026-001/grafik.pdf
    sha256: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
```

How to fix: add the file with `lpsedocs attach`, or correct its path here.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.models.evaluation import Evaluation, EvidenceFile

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for evaluation in corpus.all(Evaluation):
        attached = {attachment.file for attachment in evaluation.it.attachments}
        for index, score in enumerate(evaluation.it.scores):
            if isinstance(score.evidence, EvidenceFile) and score.evidence.attachment not in attached:
                yield evaluation.breach(
                    ("scores", index, "evidence", "attachment"),
                    say(
                        "{file} is not among the attachments of {evaluation}",
                        file=score.evidence.attachment,
                        evaluation=evaluation.name,
                    ),
                )
