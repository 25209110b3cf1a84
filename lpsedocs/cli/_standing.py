"""Where records stand in the procedures: which of them belong to a record, and who acts next."""

from collections.abc import Iterator
from typing import Any

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.filing import Filing
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.kak import Kak
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.supplier import Supplier
from lpsedocs.procedures import Progress, StepProgress

_OF_THE_UNIT = frozenset({"1.1", "1.2", "1.6"})
"""The steps that belong to the requester or somebody of his unit, and not to every Pengguna."""


def progress_about(corpus: Corpus, entry: Entry[Any]) -> tuple[Progress, ...]:
    """Return the procedures that a record is part of: its own, or those of the records it belongs to."""
    own = corpus.progress(entry.name)
    names = [entry.name] if own else dict.fromkeys(_belongs_to(corpus, entry))
    return tuple(found for name in names if (found := corpus.progress(name)))


def _belongs_to(corpus: Corpus, entry: Entry[Any]) -> Iterator[str]:
    match entry.record:
        case Kak(requirement=requirement):
            yield requirement
        case Decision(record=record) | Filing(record=record):
            decided = corpus.get(record)
            yield from (
                [record] if decided is None or corpus.progress(record) else _belongs_to(corpus, decided)
            )
        case Supplier(engagements=engagements):
            yield from (engagement.proposal for engagement in engagements if engagement.proposal)
            yield from _mentioning(corpus, entry.name, (Proposal, Inspection, Evaluation, Requirement))
        case _:
            yield from _mentioning(corpus, entry.name, (Requirement, Proposal, Inspection, Evaluation))


def _mentioning(corpus: Corpus, name: str, models: tuple[type[Any], ...]) -> Iterator[str]:
    mentions = [other for other, _ in corpus.mentions_of(name)]
    for model in models:
        yield from (other.name for other in mentions if isinstance(other.record, model))


def decided_in(corpus: Corpus, progress: Progress) -> tuple[str, ...]:
    """Return the ids of the records that are decided in a procedure: the evaluation, or the KAK."""
    if corpus.find(Evaluation, progress.record):
        return (progress.record,)
    return tuple(kak.name for kak in corpus.kaks_of(progress.record))


def acting(corpus: Corpus, progress: Progress, step: StepProgress) -> tuple[str, ...]:
    """Return the names of those whose turn it is: who holds the role today and may use it here."""
    role = step.step.role
    holders = corpus.deciders(progress.record) if role == "kepala_lpse" else corpus.holders(role)
    if step.step.number in _OF_THE_UNIT:
        requirement = corpus.find(Requirement, progress.record)
        unit = requirement.it.unit if requirement else None
        requester = (requirement.it.requester,) if requirement else ()
        holders = (*requester, *(p for p in holders if p not in requester and _unit(corpus, p) == unit))
    return tuple(name_of(corpus, person) for person in holders)


def _unit(corpus: Corpus, person: str) -> str | None:
    holding = corpus.holding(person, "pengguna", corpus.today)
    return holding.unit if holding else None


def name_of(corpus: Corpus, person: str) -> str:
    """Return a person's name, or the id of somebody who is not in the roster."""
    found = corpus.people.get(person)
    return found.name if found else person
