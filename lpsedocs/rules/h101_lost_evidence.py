"""The commit of a decision was made anew, by squash, rebase, cherry-pick or amending, and its evidence is lost.

Why it matters: a signature holds for one exact commit. A squash or rebase makes another one with the same content, in which
nobody can see any more who decided.

How to fix: ask the person named to decide again; the new decision takes the place of the file. Then ask the IT person
to let the forge make merge commits only (settings of the repository: no squash, no rebase), so that it does not happen
again. If the branch with the signed commit still exists, merging it with a merge commit is enough.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.proving import breach, lost, short, told

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for judged in lost(corpus.proof) if corpus.proof else ():
        assert judged.reason is not None
        message = say(
            "{decision} is not proved: commit {commit} was made anew from another one, and the evidence is lost ({why})",
            decision=told(judged),
            commit=short(judged.commit),
            why=judged.reason.message,
        )
        yield breach(corpus, judged, message)
