"""Which records are fixed: a decision or a filing names the digest of their bytes."""

from collections.abc import Iterator

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.models.decision import Decision
from lpsedocs.models.fields import Model

_ACCEPTING = frozenset({"sesuai", "disetujui"})


def settled_by(corpus: Corpus, entry: Entry[Model]) -> str | None:
    """Return the decision or filing that holds for a record's present bytes: a change would undo it."""
    digest = entry.source.sha256
    last = corpus.decisions_on(entry.name)[-1:]
    for decision in last:
        if decision.it.decision in _ACCEPTING and decision.it.sha256 == digest:
            return decision.name
    for decision in _resting_on(corpus, entry.name):
        if decision.it.rests_on[entry.name] == digest:
            return decision.name
    return next((filing.name for filing in corpus.filings_of(entry.name) if filing.it.sha256 == digest), None)


def named_by(corpus: Corpus, entry: Entry[Model]) -> str | None:
    """Return a decision or filing that names the record at all, whichever bytes of it."""
    naming = [decision.name for decision in corpus.decisions_on(entry.name)]
    naming += [filing.name for filing in corpus.filings_of(entry.name)]
    naming += [decision.name for decision in corpus.all(Decision) if entry.name in decision.it.rests_on]
    return next(iter(naming), None)


def _resting_on(corpus: Corpus, name: str) -> Iterator[Entry[Decision]]:
    """Yield the accepting decisions that rest on a record and are the last on theirs."""
    for decision in corpus.all(Decision):
        if name in decision.it.rests_on and decision.it.decision in _ACCEPTING:
            last = corpus.decisions_on(decision.it.record)[-1:]
            if decision in last:
                yield decision
