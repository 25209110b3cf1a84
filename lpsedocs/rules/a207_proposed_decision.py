"""A decision lies here that is not on the main branch yet.

Why it matters: it is no fault, and a request that asks for an approval looks just so. The decision counts once the main
branch has it with what proves it: the person's signature, or his click on merge.

How to fix: nothing, while the request waits. The person named reads the record and merges the request on the forge, or
signs with `lpsedocs approve` (a KAK: `lpsedocs accept`). If the decision is no longer wanted, close the request.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.proving import breach, told

SEVERITY = Severity.NOTE


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for proposal in corpus.proof.proposed if corpus.proof else ():
        message = say("{decision} is proposed: it is not on the main branch yet", decision=told(proposal))
        yield breach(corpus, proposal, message)
