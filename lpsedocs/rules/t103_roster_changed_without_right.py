"""The roster was changed by somebody without the right to it, or in a way that does not count.

Why it matters: the roster says who decides and with which key. Only the Kepala LPSE or an admin changes it, in a
signed commit that changes nothing else; any other change is ignored, and decisions are judged as if it had never
been made. As long as the file says something else, whoever reads it is misled.

A change that is not on the main branch yet is only a warning: it counts once it is signed and there. One that
was undone is a note.

How to fix: if the change is wanted, have the roster in force put back and let the Kepala LPSE or an admin make
the change with `lpsedocs roster`, which tells which commit makes it count. If it is not wanted, put the roster in
force back with the command in the message, commit it, and ask who made the change.
"""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus
from lpsedocs.findings import Breach, Message, Severity, say
from lpsedocs.rules.proving import breach_of_office, short
from lpsedocs.trust.proof import RosterAtHand
from lpsedocs.trust.verdicts import History, RosterChange

SEVERITY = Severity.ERROR


def breaches(corpus: Corpus) -> Iterator[Breach]:
    proof = corpus.proof
    if proof is None or proof.history is None:
        return
    ignored = [change for change in proof.history.roster_changes if change.reason]
    if proof.roster_at_hand is RosterAtHand.WITHOUT_RIGHT:
        last = ignored.pop() if ignored else None
        yield breach_of_office(corpus, _not_in_force(proof.history, last))
    elif proof.roster_at_hand is RosterAtHand.PROPOSED:
        yield breach_of_office(corpus, _proposed(proof.history), Severity.WARNING)
    for change in ignored:
        yield breach_of_office(corpus, _undone(change), Severity.NOTE)


def _not_in_force(history: History, change: RosterChange | None) -> Message:
    message = say(
        "the roster here is not the one in force; 'git restore --source={source} -- records/roster.yaml' brings "
        "that back",
        source=short(history.roster_source),
    )
    if change is None or change.reason is None:
        return message
    return say(
        "commit {commit} of {day} changed the roster, and does not count: {why}; {what}",
        commit=short(change.commit),
        day=change.day,
        why=change.reason.message,
        what=message,
    )


def _proposed(history: History) -> Message:
    return say(
        "the roster here differs from the one in force, and counts only once the Kepala LPSE or an admin has signed it "
        "in a commit of its own on the main branch; 'git restore --source={source} -- records/roster.yaml' takes it back",
        source=short(history.roster_source),
    )


def _undone(change: RosterChange) -> Message:
    assert change.reason is not None
    return say(
        "commit {commit} of {day} changed the roster without effect, and was undone: {why}",
        commit=short(change.commit),
        day=change.day,
        why=change.reason.message,
    )
