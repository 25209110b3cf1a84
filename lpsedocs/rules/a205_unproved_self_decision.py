"""Somebody signed a decision on an evaluation in which he had a part, so it does not count.

Why it matters: who evaluates never decides. Besides the people whom the evaluation names, the one who signed the
commit with which it first came in is taken for somebody who made it.

How to fix: let the Kepala LPSE decide, or an acting head (Plh.) who had no part in it; if the Kepala made the
evaluation, let a Pengelola evaluate anew. Remove the file in a new commit, or let the new decision take its number.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.proving import SELF, breach, told, unproved

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for judged, why in unproved(corpus, SELF):
        yield breach(corpus, judged, say("{decision} does not count: {why}", decision=told(judged), why=why))
