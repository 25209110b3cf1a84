"""The file is larger than 1 MiB, or has more than 100,000 values; of a decision, 64 KiB or 1,000 values.

Why it matters: a record is something that a person reads and signs. A file of this size holds something
else, and makes every check slow.

How to fix: put what is long into a file of its own, such as a PDF or a spreadsheet, and attach it with
`lpsedocs attach`. Keep in the record what has to be decided.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.TOO_LARGE)
