"""What each commit of a request writes down of steps, or changes in what they wrote."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from lpsedocs.corpus import RECORDS, Base, Corpus
from lpsedocs.findings import Route
from lpsedocs.history import Commit, Revision
from lpsedocs.models import kind_at_or_none
from lpsedocs.models.fields import Model
from lpsedocs.models.fitting import fit
from lpsedocs.procedures import CITED, Act, Held, Written, written_in
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
    for commit, changes in done.items():
        told: dict[str, list[Written]] = defaultdict(list)
        for name, revision in changes:
            for id_ in revision.before:
                told[_place(name, revision)] += _written(corpus, base, name, revision, id_)
        for name, revision in changes:
            after = _written(corpus, base, name, revision, revision.after)
            for one, old in _paired(told[_place(name, revision)], after):
                yield from _standing(corpus, base, commit, one, old)


_ELSEWHERE: Final = ""


def _place(name: str, revision: Revision) -> str:
    """Return where to look for what a commit found there; what has another id now may lie in any new record."""
    return name if any(revision.before) and revision.after else _ELSEWHERE


def _paired(before: list[Written], after: Sequence[Written]) -> Iterator[tuple[Written, Written | None]]:
    """Yield what is new with None, and what is another with what it was; takes out what it finds again."""
    differing = [one for one in after if not _take(before, one, _is_same)]
    for one in differing:
        yield one, _take(before, one, lambda old, new: _traits(old) == _traits(new))


def _take(known: list[Written], one: Written, is_it: Callable[[Written, Written], bool]) -> Written | None:
    found = next((old for old in known if is_it(old, one)), None)
    if found is not None:
        known.remove(found)
    return found


def _is_same(old: Written, new: Written) -> bool:
    return _traits(old) == _traits(new) and not _changed(old, new)


def _changed(old: Written, new: Written) -> tuple[str, ...]:
    """Return the keys of what both have and say otherwise, and of files that are gone."""
    both = [key for key, said in old.fields.items() if key in new.fields or said.route[0] == CITED]
    return tuple(key for key in both if _value(new, key) != _value(old, key))


def _value(one: Written, key: str) -> object:
    return one.fields[key].value if key in one.fields else None


def _standing(
    corpus: Corpus, base: Base, commit: Commit, one: Written, old: Written | None
) -> Iterator[Recorded]:
    """Yield a step as it stands at hand, if it does, and something of the change with it."""
    there = (now for now in _at_hand(corpus, base, one.act.record) if _traits(now) == _traits(one))
    for now in islice(there, 1):
        keys = _changed(old, one) if old else ()
        still = [key for key in keys if _value(now, key) == _value(one, key)]
        if still or old is None:
            yield Recorded(commit, now.act, tuple(_way(now, key) for key in still))


def _way(now: Written, key: str) -> Route:
    """Return the way to a value; to the list of files where one is gone."""
    return now.fields[key].route if key in now.fields else (CITED,)


def _at_hand(corpus: Corpus, base: Base, name: str) -> Iterator[Written]:
    """Yield what a record tells; if the request wrote it, also what others of it tell: its id may be another."""
    names = [name] if name in base.corpus.names else [name, *base.chronicle.revisions]
    for known in names:
        entry = corpus.get(known)
        if entry and entry.record and (known == name or known not in base.corpus.names):
            yield from written_in(entry.held)


def _traits(one: Written) -> tuple[object, ...]:
    """Return what an act is known by, wherever it stands: a record that gets another id tells the same acts."""
    act = one.act
    return act.step, act.role, act.by, act.date, one.section[:1]


def _written(
    corpus: Corpus, base: Base, name: str, revision: Revision, version: str | None
) -> tuple[Written, ...]:
    record = _record(corpus, base, name, revision.path, version)
    return written_in(Held(name, record, "")) if record else ()


def _record(corpus: Corpus, base: Base, name: str, path: PurePosixPath, version: str | None) -> Model | None:
    """Return what a version of a record says, if it is at hand and fits its model."""
    content = base.chronicle.contents.get(version or "")
    known = [entry for one in (corpus, base.corpus) if (entry := one.get(name))]
    same = next((entry for entry in known if entry.source.content == content), None)
    kind = kind_at_or_none(path.relative_to(RECORDS))
    if same is not None or kind is None or content is None:
        return same.record if same else None
    found = fit(kind, parse_source(path, content).data)
    return found if isinstance(found, Model) else None
