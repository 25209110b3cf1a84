"""What each commit of a request writes down of steps, or changes in what they wrote."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final, NamedTuple, TypeAlias

from lpsedocs.corpus import RECORDS, Base, Corpus
from lpsedocs.findings import Route
from lpsedocs.history import Commit, Revision
from lpsedocs.models import kind_at_or_none
from lpsedocs.procedures import CITED, Act, Held, Said, Written, written_in
from lpsedocs.rules.slips import Fitted, fitted
from lpsedocs.source import parse_source


@dataclass(frozen=True)
class Recorded:
    """A step that a commit writes down or changes, as it stands at hand."""

    commit: Commit
    act: Act
    changed: tuple[Route, ...] = ()
    """What the commit changes in it that is still so; empty where it writes the step down."""


def recorded(corpus: Corpus, base: Base) -> Iterator[Recorded]:
    """Yield the steps that each commit of the request writes down or changes, the newest commit first."""
    done: dict[Commit, list[tuple[str, Revision]]] = {commit: [] for commit, _ in base.commits}
    for name, revisions in base.chronicle.revisions.items():
        for revision in revisions:
            done[revision.commit].append((name, revision))
    new = _in_new_records(corpus, base)
    for commit, changes in done.items():
        known: _Known = defaultdict(list)
        for name, revision in changes:
            for one in _found_by(corpus, base, name, revision):
                known[_place(name, revision), _traits(one)].append(one)
        for name, revision in changes:
            after = _written(corpus, base, name, revision, revision.after)
            for one, old in _paired(known, _place(name, revision), after):
                yield from _standing(corpus, base, new, _Change(commit, one, old))


_Traits: TypeAlias = tuple[object, ...]
_Known: TypeAlias = dict[tuple[str, _Traits], list[Written]]
_ELSEWHERE: Final = ""
_SLIP: Final = object()
"""Stands for whatever does not fit: whoever puts something else there has changed it."""


class _Change(NamedTuple):
    """An act as a commit writes it down, and as it was before."""

    commit: Commit
    one: Written
    old: Written | None


def _place(name: str, revision: Revision) -> str:
    """Return where to look for what a commit found there; what has another id now may lie in any new record."""
    return name if any(revision.before) and revision.after else _ELSEWHERE


def _paired(known: _Known, place: str, after: Sequence[Written]) -> Iterator[tuple[Written, Written | None]]:
    """Yield what is new with None, and what is another with what it was."""
    differing = [one for one in after if not _take_same(known[place, _traits(one)], one)]
    for one in differing:
        some = known[place, _traits(one)]
        yield one, some.pop(0) if some else None


def _take_same(known: list[Written], one: Written) -> bool:
    same = next((old for old in known if not _changed(old, one)), None)
    if same is not None:
        known.remove(same)
    return same is not None


def _changed(old: Written, new: Written) -> tuple[str, ...]:
    """Return the keys of what both have and say otherwise, and of files that are gone."""
    both = [key for key, said in old.fields.items() if key in new.fields or said.route[0] == CITED]
    return tuple(key for key in both if _value(new, key) != _value(old, key))


def _value(one: Written, key: str) -> object:
    return one.fields[key].value if key in one.fields else None


def _standing(
    corpus: Corpus, base: Base, new: Mapping[_Traits, Written], change: _Change
) -> Iterator[Recorded]:
    """Yield a step as it stands at hand, if it does, and something of the change with it."""
    commit, one, old = change
    now = _now(corpus, base, new, one)
    keys = _changed(old, one) if old else ()
    still = [key for key in keys if now and _value(now, key) == _value(one, key)]
    if now and (still or old is None):
        yield Recorded(commit, now.act, tuple(_way(now, key) for key in still))


def _now(corpus: Corpus, base: Base, new: Mapping[_Traits, Written], one: Written) -> Written | None:
    """Return an act at hand: in its record, or where a new one has another id since."""
    name, traits = one.act.record, _traits(one)
    entry = corpus.get(name)
    there = written_in(entry.held) if entry and entry.record else ()
    found = next((now for now in there if _traits(now) == traits), None)
    is_away = name not in base.corpus.names and (entry is None or name in base.latest.names)
    return found or (new.get(traits) if is_away else None)


def _in_new_records(corpus: Corpus, base: Base) -> dict[_Traits, Written]:
    names = [name for name in base.chronicle.revisions if name not in base.corpus.names]
    entries = [entry for name in names if (entry := corpus.get(name)) and entry.record]
    return {_traits(one): one for entry in entries for one in written_in(entry.held)}


def _way(now: Written, key: str) -> Route:
    """Return the way to a value; to the list of files where one is gone."""
    return now.fields[key].route if key in now.fields else (CITED,)


def _traits(one: Written) -> _Traits:
    """Return what an act is known by, wherever it stands: a record that gets another id tells the same acts."""
    act = one.act
    return act.step, act.role, act.by, act.date, one.section[:1]


def _found_by(corpus: Corpus, base: Base, name: str, revision: Revision) -> Iterator[Written]:
    for version in revision.before:
        yield from _written(corpus, base, name, revision, version)


def _written(
    corpus: Corpus, base: Base, name: str, revision: Revision, version: str | None
) -> tuple[Written, ...]:
    found = _record(corpus, base, name, revision.path, version)
    return (
        tuple(_marked(one, found.slips) for one in written_in(Held(name, found.model, ""))) if found else ()
    )


def _marked(one: Written, slips: Sequence[Route]) -> Written:
    fields = {
        key: Said(said.route, _SLIP) if any(_meet(said.route, slip) for slip in slips) else said
        for key, said in one.fields.items()
    }
    return replace(one, fields=fields) if slips else one


def _meet(one: Route, other: Route) -> bool:
    """Tell whether one way leads to the other's place, or through it."""
    return all(step == there for step, there in zip(one, other, strict=False))


def _record(corpus: Corpus, base: Base, name: str, path: PurePosixPath, version: str | None) -> Fitted | None:
    """Return what a version of a record says, if it is at hand and fits its model, with slips mended."""
    content = base.chronicle.contents.get(version or "")
    known = [entry for one in (corpus, base.corpus) if (entry := one.get(name))]
    same = next((entry for entry in known if entry.source.content == content), None)
    kind = kind_at_or_none(path.relative_to(RECORDS))
    if same is not None and same.record is not None:
        return Fitted(same.record, ())
    if kind is None or content is None:
        return None
    there = corpus.get(name)
    return fitted(kind, parse_source(path, content).data, there.source.data if there else None)
