"""A decision was made in a way that the roster does not accept for its role.

Why it matters: the office settled under `accept` in the roster what it believes: the person's own signature, a merge on
the forge, a merge that CI attests, or a signed paper. Paper counts only for people who have neither key nor account.

How to fix: ask the person to decide again in a way that is accepted, usually with `lpsedocs approve` or `accept` and
his own key. If the office wants to accept more, the Kepala LPSE or an admin changes `accept` in
`records/roster.yaml`; that holds for decisions made afterwards.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.proving import CLASS, breach, told, unproved

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    for judged, why in unproved(corpus, CLASS):
        yield breach(corpus, judged, say("{decision} does not count: {why}", decision=told(judged), why=why))
