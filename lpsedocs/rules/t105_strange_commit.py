"""A commit on the main branch is not in the form that git writes, or attests what it can't attest.

Why it matters: such a commit may look one way in one program and another way in the next, so it proves nothing, and
nothing that it brings counts. Programs do not make them by accident.

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

_TOLD_BY_A203 = frozenset({"decision-edited", "decision-removed"})


def breaches(corpus: Corpus) -> Iterator[Breach]:
    history = corpus.proof.history if corpus.proof else None
    for problem in history.problems if history else ():
        if problem.code not in _TOLD_BY_A203:
            yield _breach(corpus, problem)


def _breach(corpus: Corpus, problem: Problem) -> Breach:
    message = say(
        "commit {commit} of the main branch proves nothing: {why}",
        commit=short(problem.commit),
        why=problem.message,
    )
    path = RECORDS / problem.path if problem.path else None
    entry = next((entry for entry in corpus.entries if entry.path == path), None)
    return Breach(Location(entry.path), message, entry.name) if entry else breach_of_office(corpus, message)
