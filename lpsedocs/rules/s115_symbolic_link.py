"""A symbolic link, or something else that is no file, lies where a record or an attachment belongs.

Why it matters: a link leads to another file, perhaps outside of this repository. What it leads to can
change without a trace, and is not there on other computers. A pipe or a device has no content to keep.

How to fix: delete the link, and put the file itself in its place. For an attachment, `lpsedocs attach`
copies it and writes its SHA-256 into the record.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.SYMBOLIC_LINK)
