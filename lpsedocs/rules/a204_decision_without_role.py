"""A decision was made by somebody who did not hold the role for it, or not for this unit.

Why it matters: an evaluation is decided by the Kepala LPSE or an acting head, a KAK by its requester or somebody of his
unit. What counts is the roster as it stood on the main branch before the decision: a role that was entered
afterwards does not make it good, and one that had ended can't be used by dating back.

How to fix: let whoever holds the role decide; `records/roster.yaml` says who held it on that day. Who made the evaluation
never decides on it, in whatever role. Only if the person held the role by a decree that was never entered, let the
Kepala LPSE or an admin enter it (`lpsedocs roster add-role` with the decree), and when that is on the main branch let
the person decide again. The file may be removed.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.proving import ROLE, breach, told, unproved

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for judged, why in unproved(corpus, ROLE):
        yield breach(corpus, judged, say("{decision} does not count: {why}", decision=told(judged), why=why))
