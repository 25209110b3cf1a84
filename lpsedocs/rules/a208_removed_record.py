"""A record on which there is a decision is not there any more.

Why it matters: the decision is still proved, but nobody can see what it was about. Decided records are kept as long as
the archive rules say; a file that comes to nothing is closed with a filing, not deleted.

How to fix: put the record back with the command in the message, in its folder and exactly once, and commit it. If it
should be closed, write a filing with its reason.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.proving import breach, short, told
from lpsedocs.trust.remedies import files_of
from lpsedocs.trust.standing import Status

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    standings = corpus.proof.standings if corpus.proof else None
    for standing in (standings or {}).values():
        if standing.status is Status.REMOVED and standing.last:
            message = say(
                "{decision} counts, but the record is gone; 'git restore --source={source} -- \"{files}\"' "
                "brings it back",
                decision=told(standing.last),
                source=short(standing.last.commit),
                files=files_of(standing.record),
            )
            yield breach(corpus, standing.last, message)
