"""A record lies in a hidden folder, or its file is marked as a program.

Why it matters: people and editors do not see a folder whose name begins with a dot, but git does. A second file of a
record's name in there makes every decision on the record void, as nobody can tell which one was decided. A file that is
marked as a program is no plain file to git, and no decision on it counts.

How to fix: move the file out of the hidden folder, or delete it if it is a copy. Take the mark of a program away with
`chmod -x FILE` and `git update-index --chmod=-x FILE`, and commit that.
"""

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.source import TroubleKind

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> tuple[Breach, ...]:
    return corpus.troubles(TroubleKind.NOT_PLAIN)
