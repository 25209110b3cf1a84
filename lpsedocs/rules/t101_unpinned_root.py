"""No root of this repository is trusted here, so no decision can be shown as proved.

Why it matters: whoever can push could bring a whole history of his own, with a roster that names him Kepala.
Only a root that was compared with what the office wrote down tells that history from the true one.

How to fix: run `lpsedocs trust pin`, and compare what it shows, figure by figure, with the paper on which the
office wrote down its root; the Kepala LPSE or the archive has it. In CI the IT person sets
`LPSEDOCS_TRUST_ROOT`, a variable of the organization or group.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.proving import breach_of_office
from lpsedocs.trust.proof import UNBEGUN, UNPINNED
from lpsedocs.trust.verdicts import NOT_BEGUN

SEVERITY = Severity.WARNING


def breaches(corpus: Corpus) -> Iterator[Breach]:
    if corpus.proof is UNBEGUN:
        yield breach_of_office(corpus, NOT_BEGUN)
    elif corpus.proof is UNPINNED:
        message = say("no root of this repository is pinned here, so no decision in it is proved")
        yield breach_of_office(corpus, message)
