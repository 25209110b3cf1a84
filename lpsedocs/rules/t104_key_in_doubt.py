"""A decision, or a change of the roster, was signed with a key that leaked, and nothing proves that it is older than the leak.

Why it matters: whoever has the key can sign in the name of its owner, and can give a commit any date he likes. Only
an act of somebody else that was made on top of it, dated before the leak, shows that something was there already.

How to fix: ask the person named whether he made the decision. If so, let him decide the same once more with his new
key (`lpsedocs approve`, or `accept` for a KAK; `return` and `withdraw` where it was that); if not, let him withdraw it
(`lpsedocs withdraw`). Of a change of the roster: let the Kepala LPSE or an admin look through the roster, mend what is
wrong, and sign that change. What has been settled so is only a note.
"""

from collections.abc import Iterator
from dataclasses import replace

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Severity, say
from lpsedocs.rules.proving import breach, breach_of_office, short, told
from lpsedocs.trust.verdicts import History

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    standings = corpus.proof.standings if corpus.proof else None
    for standing in (standings or {}).values():
        for judged in standing.decisions:
            if judged.is_in_doubt:
                message = say(
                    "{decision} is in doubt: the key {key} was reported as leaked, and nothing proves that the decision is older than the leak",
                    decision=told(judged),
                    key=judged.fingerprint or "",
                )
                found = breach(corpus, judged, message)
                yield found if judged is standing.last else replace(found, severity=Severity.NOTE)
    if corpus.proof and corpus.proof.history:
        yield from _changes(corpus, corpus.proof.history)


def _changes(corpus: Corpus, history: History) -> Iterator[Breach]:
    counted = [change for change in history.roster_changes if change.reason is None]
    for change in counted:
        if change.is_in_doubt:
            message = say(
                "the change of the roster in commit {commit} by {person} is in doubt: the key {key} was reported as leaked, and nothing proves that the change is older than the leak",
                commit=short(change.commit),
                person=change.by or "",
                key=change.fingerprint or "",
            )
            is_settled = not counted[-1].is_in_doubt
            yield breach_of_office(corpus, message, Severity.NOTE if is_settled else None)
