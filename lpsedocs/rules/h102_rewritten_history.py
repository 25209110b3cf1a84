"""The main branch is not what was verified before: it was rewritten, turned, or is an older one.

Why it matters: decisions that everybody has seen may be missing from a branch that was rewritten by force. A branch that
was turned, usually by a `git pull` that merged and was pushed, still holds everything, but merges that people
clicked on the forge no longer lie on its main line. What is only older lacks the latest decisions, which is a note.

How to fix: rewritten: stop working, ask the IT person who pushed by force, compare with another copy, and push the old
tip back; forbid force pushes on the forge. Only if the office agrees to the new history, run `lpsedocs trust pin`
again. Turned: anybody makes and pushes the merge that the message names. Older: `git pull --ff-only`.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity
from lpsedocs.rules.proving import breach_of_office

SEVERITY = Severity.ERROR

_GRAVE = frozenset({"rewritten", "turned"})


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for remark in corpus.proof.remarks if corpus.proof else ():
        severity = SEVERITY if remark.code in _GRAVE else Severity.NOTE
        yield breach_of_office(corpus, remark.message, severity)
