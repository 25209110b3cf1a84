"""A commit on the main branch is not what a commit of the office ought to be.

Why it matters: one that is not in the form that git writes may look one way in one program and another way in the next, so
nothing that it brings counts; programs do not make such commits by accident. Nothing counts either of a merge of several
branches at once, or of an attestation by somebody other than the office's CI. A committer's address that the roster does
not have is only a note: the key decides, not the address.

How to fix: ask the IT person which program made the commit named here, and who pushed it. What it was to bring has
to be done again: a decision is made anew, a change of the roster signed anew, an attestation made by the office's CI
with the key that the roster has for it. The commit itself stays in the history and keeps being told.
"""

from collections.abc import Iterator

from lpsedocs.corpus import RECORDS, Corpus
from lpsedocs.findings import Breach, Location, Severity, say
from lpsedocs.rules.proving import breach_of_office, short
from lpsedocs.trust.verdicts import Problem

SEVERITY = Severity.WARNING

_TOLD_ELSEWHERE = frozenset({"decision-edited", "decision-removed", "roster-not-in-force"})
"""By A203 and T103, as long as it is so."""
_HARMLESS = frozenset({"foreign-address"})


def breaches(corpus: Corpus) -> Iterator[Breach]:
    history = corpus.proof.history if corpus.proof else None
    for problem in history.problems if history else ():
        if problem.code not in _TOLD_ELSEWHERE:
            yield _breach(corpus, problem)


def _breach(corpus: Corpus, problem: Problem) -> Breach:
    message = say(
        "commit {commit} on the main branch: {why}",
        commit=short(problem.commit),
        why=problem.message,
    )
    severity = Severity.NOTE if problem.code in _HARMLESS else None
    path = RECORDS / problem.path if problem.path else None
    entry = next((entry for entry in corpus.entries if entry.path == path), None)
    if entry is None:
        return breach_of_office(corpus, message, severity)
    return Breach(Location(entry.path), message, entry.name, severity)
