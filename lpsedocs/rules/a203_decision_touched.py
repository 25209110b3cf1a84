"""The file of a decision that counts was edited or removed.

Why it matters: what was decided stays decided, and nobody can take it back by editing a file; the history still
proves the decision as it was made. But whoever reads the file is told something else, and the next decision on the
record gets the wrong number.

How to fix: put the file back with the command in the message, and commit it. A decision that no longer holds is
withdrawn by the person who may decide (`lpsedocs withdraw`), or followed by a new one under the next number.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.rules.proving import breach, short, told
from lpsedocs.trust.verdicts import Judged

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for judged in corpus.proof.touched if corpus.proof else ():
        yield breach(corpus, judged, _message(corpus, judged))


def _message(corpus: Corpus, judged: Judged) -> Message:
    path = f"decisions/{judged.record}/{judged.number}"
    restore = say(
        "'git restore --source={source} -- records/{path}.yaml' brings it back",
        source=short(judged.commit),
        path=path,
    )
    if corpus.get(path):
        return say(
            "{decision} counts, but its file was edited; {restore}", decision=told(judged), restore=restore
        )
    return say(
        "{decision} counts, but its file is missing; {restore}", decision=told(judged), restore=restore
    )
