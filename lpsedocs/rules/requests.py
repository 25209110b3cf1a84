"""What rules over a request share: which records it changed or took away, and what they are called."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from lpsedocs.corpus import Base, Corpus, Entry
from lpsedocs.findings import Breach, Location, Message, Route
from lpsedocs.identities import steady
from lpsedocs.models.decision import Attestation, Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.fields import Model
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.kak import Kak
from lpsedocs.models.organization import Organization
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.requirement import Budget, Requirement
from lpsedocs.models.roster import Roster
from lpsedocs.models.supplier import Supplier
from lpsedocs.procedures import Act, State, acts_in
from lpsedocs.rules.proving import is_changed
from lpsedocs.source import Plain

_OF_OTHERS = (Organization, Roster, Decision, Attestation)
"""Kinds of which other rules tell that a file is gone."""
_ALIKE = 85
"""From here on, in percent, a new record is taken for one that is gone under another id."""
_MOST_COMPARED = 2_000
_UNLIKE = 50
"""Below this, in percent, two titles are not two forms of one."""
_NAMING = frozenset({"id", "title", "name", "supplier", "supplier_name", "form", "period", "requirement"})
"""What a record is called and about; the rest is what it says of that."""


class Changed(NamedTuple):
    """A record that a request changed."""

    before: Entry[Any]
    after: Entry[Any]


def changed_records(corpus: Corpus, base: Base) -> Iterator[Changed]:
    """Yield the records that a request has with other bytes than where it began, and than the base has now."""
    for before in base.corpus.entries:
        after = corpus.get(before.name)
        if after and before is base.corpus.get(before.name) and after.source.content != before.source.content:
            latest = base.latest.get(before.name)
            if latest is None or latest.source.content != after.source.content:
                yield Changed(before, after)


def edited_though_decided(corpus: Corpus) -> Iterator[tuple[Changed, Decision]]:
    """Yield what a request changed of records that had been accepted as they were, with that decision.

    Not what was decided anew as it stands now, nor that of which A202 or W152 speaks.
    """
    for changed in changed_records(corpus, corpus.base) if corpus.base else ():
        name = changed.before.name
        decision = corpus.base.corpus.last_decision_on(name) if corpus.base else None
        if (
            decision is not None
            and decision.decision in ("disetujui", "sesuai")
            and decision.sha256 == changed.before.source.sha256
            and corpus.last_decision_on(name) == decision
            and not is_changed(corpus, name)
            and not any(reference.route == ("kak",) for _, reference in corpus.mentions_of(name))
        ):
            yield changed, decision


def gone(corpus: Corpus, base: Base) -> Iterator[Entry[Any]]:
    """Yield the records whose id nobody bears any more, though the base still has them."""
    for entry in base.corpus.entries:
        is_gone = entry.name not in corpus.names and entry.name in base.latest.names
        if is_gone and entry.kind.model not in _OF_OTHERS:
            yield entry


def renamed(corpus: Corpus, base: Base) -> dict[str, Entry[Any]]:
    """Return, by the ids that are gone, the new record that says the same under another id."""
    lost = [entry for entry in gone(corpus, base) if entry.kind.prefix]
    new = [entry for entry in corpus.entries if entry.kind.prefix and entry.name not in base.corpus.names]
    found: dict[str, Entry[Any]] = {}
    for entry in lost if len(lost) * len(new) <= _MOST_COMPARED else ():
        likenesses = [(_likeness(entry, other), other) for other in new if other not in found.values()]
        best, other = max(likenesses, key=lambda pair: pair[0], default=(0.0, None))
        if other is not None and best >= _ALIKE:
            found[entry.name] = other
    return found


def _likeness(entry: Entry[Any], other: Entry[Any]) -> float:
    if entry.kind is not other.kind:
        return 0.0
    return fuzz.ratio(_said_in(entry), _said_in(other))


def _said_in(entry: Entry[Any]) -> str:
    """Return what a record says but for its id, as a text."""
    return repr({key: value for key, value in _fields_of(entry).items() if key != "id"})


def replaced(corpus: Corpus, base: Base) -> Iterator[Changed]:
    """Yield the records in whose place another thing was written, under the same id."""
    for changed in changed_records(corpus, base):
        if changed.before.kind.prefix and _is_another(*changed):
            yield changed


def _is_another(before: Entry[Any], after: Entry[Any]) -> bool:
    """Tell whether a record is about something else, and with it the kind of thing, or most of what is said."""
    was, now = _fields_of(before), _fields_of(after)
    if _is_the_same_supplier(was, now) or not (
        _is_called_otherwise(before, after) or _is_of_other(before, after)
    ):
        return False
    return was.get("kind") != now.get("kind") or 2 * _size(_said(was) & _said(now)) < _size(_said(was))


def _said(fields: dict[str, Plain]) -> Counter[tuple[str, str]]:
    """Return what a record says beside what it is called and about, value by value, each by its key."""
    rest = {key: value for key, value in fields.items() if key not in _NAMING}
    return Counter((str(key), str(value)) for key, value in _leaves("", rest))


def _leaves(key: str, value: Plain) -> Iterator[tuple[str, Plain]]:
    if isinstance(value, dict):
        yield from (leaf for inner, said in value.items() for leaf in _leaves(inner, said))
    elif isinstance(value, list):
        yield from (leaf for said in value for leaf in _leaves(key, said))
    else:
        yield key, value


def _size(said: Counter[tuple[str, str]]) -> int:
    """Return how much is said: a number that many things have counts less than a text about one."""
    return sum(len(value) * count for (_, value), count in said.items())


def _is_the_same_supplier(was: dict[str, Plain], now: dict[str, Plain]) -> bool:
    return any(was.get(number) and was.get(number) == now.get(number) for number in ("npwp", "nib"))


def _is_called_otherwise(before: Entry[Any], after: Entry[Any]) -> bool:
    titles = [entry.title.casefold() for entry in (before, after)]
    return all(titles) and fuzz.token_set_ratio(*titles) < _UNLIKE


def _is_of_other(before: Entry[Any], after: Entry[Any]) -> bool:
    """Tell whether a record is of another need, or of days none of which are those that it was of."""
    match before.record, after.record:
        case (Kak(requirement=was), Kak(requirement=now)) | (
            Proposal(requirement=was),
            Proposal(requirement=now),
        ):
            return was != now
        case (Evaluation(period=old), Evaluation(period=new)) | (
            Inspection(period=old),
            Inspection(period=new),
        ):
            return new.from_ > old.until or old.from_ > new.until
    return False


def _fields_of(entry: Entry[Any]) -> dict[str, Plain]:
    return entry.source.data if isinstance(entry.source.data, dict) else {}


@dataclass(frozen=True)
class Section:
    """A part of a record that tells of a step."""

    record: Model
    act: Act
    day: date


def sections_of(entry: Entry[Any]) -> dict[Route, Section]:
    """Return the sections of a record that fits its model, by what tells each from the others."""
    return {
        steady(entry.source.data, act.route, ("id",)): Section(entry.it, act, act.date)
        for act in acts_in(entry.held)
        if act.date is not None
    }


def is_open(base: Base, before: Entry[Any], section: Section, after: Entry[Any]) -> bool:
    """Tell whether a section may still be written anew, since what it tells of has not come to an end."""
    match before.record, section.act.route:
        case Requirement(budget=Budget(result="belum_disetujui")), ("budget",):
            again = after.it.budget
            return again is not None and again.date >= section.day
        case Supplier(), ("ended",):
            return section.day > base.corpus.today
        case Evaluation(submissions=handed), ("evaluated",):
            progress = base.corpus.progress(before.name)
            is_handed_in = progress is not None and progress.at("3.2").state is State.DONE
            return not is_handed_in or len(after.it.submissions) > len(handed)
    return False


def breach_where_it_was(entry: Entry[Any], message: Message) -> Breach:
    """Return a breach at a file that is not there any more."""
    return Breach(Location(entry.path), message, entry.name)
