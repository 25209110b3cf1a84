"""The root of this repository is pinned, but its history can't be verified.

Why it matters: nothing that is shown of decisions is worth more than what anybody may have written. A history
that lacks a piece, or that doesn't come from the pinned root, may have been cut off or exchanged.

How to fix: fetch the whole history (`git fetch --unshallow origin "+refs/heads/*:refs/remotes/origin/*"`; in
CI "fetch-depth: 0"), or clone the repository anew from the office's server. If the root is not on its line, stop and ask the IT person who replaced the
main branch; compare with another copy. `lpsedocs verify` says the same until it is mended.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.proving import breach_of_office

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    if corpus.proof and corpus.proof.obstacle:
        message = say("the decisions can't be verified: {why}", why=corpus.proof.obstacle)
        yield breach_of_office(corpus, message)
