"""A decision lies on the main branch, but nothing proves that the person named made it.

Why it matters: anybody who can push may write such a file. As long as it is not proved it is no approval: the record
counts as undecided for the site, for `lpsedocs verify` and for an auditor.

How to fix: do what the message says at its end; usually the person named decides again with
`lpsedocs approve` (an evaluation), `lpsedocs accept` (a KAK) or `lpsedocs return`, which write and sign the file anew
under the same number. If nobody made the decision, remove the file in a new commit, and ask who put it there.
`lpsedocs verify --explain` with the id of the record tells the whole story, commit by commit.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.proving import CLASS, ROLE, SELF, breach, lost, told
from lpsedocs.trust.remedies import remedy_on_the_line

SEVERITY = Severity.ERROR

_HAVE_A_RULE = ROLE | SELF | CLASS


def breaches(corpus: Corpus) -> Iterator[Breach]:
    if corpus.proof is None:
        return
    others = lost(corpus.proof)
    remarks = [remark.code for remark in corpus.proof.remarks]
    for judged in corpus.proof.unproved:
        if judged.reason and judged.reason.code not in _HAVE_A_RULE and judged not in others:
            message = say(
                "{decision} is not proved: {why}; {remedy}",
                decision=told(judged),
                why=judged.reason.message,
                remedy=remedy_on_the_line(judged.reason.code, remarks),
            )
            yield breach(corpus, judged, message)
