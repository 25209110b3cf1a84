"""What each commit of a request writes down of steps, or changes in what they wrote."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lpsedocs.corpus import Base, Corpus
from lpsedocs.findings import Route
from lpsedocs.history import Commit, Revision
from lpsedocs.models.fields import Model
from lpsedocs.models.fitting import fit
from lpsedocs.procedures import Act, Held, Written, written_in
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
        versions = [(name, id_) for name, change in changes for id_ in change.before]
        before = [one for name, id_ in versions for one in _written(corpus, base, name, id_)]
        after = [one for name, change in changes for one in _written(corpus, base, name, change.after)]
        for one, old in _paired(before, after):
            yield from _standing(corpus, commit, one, old)


def _paired(before: list[Written], after: list[Written]) -> Iterator[tuple[Written, Written | None]]:
    """Yield what is new with None, and what is another with what it was."""
    known: dict[tuple[object, ...], list[Written]] = defaultdict(list)
    for one in before:
        known[_traits(one)].append(one)
    differing = [one for one in after if not _take_same(known[_traits(one)], one)]
    for one in differing:
        some = known[_traits(one)]
        yield one, some.pop(0) if some else None


def _take_same(known: list[Written], one: Written) -> bool:
    same = next((old for old in known if not _changed(old, one)), None)
    if same is not None:
        known.remove(same)
    return same is not None


def _changed(old: Written, new: Written) -> tuple[str, ...]:
    """Return the keys of what both have and say otherwise."""
    return tuple(key for key in new.fields if key in old.fields and old.fields[key] != new.fields[key])


def _standing(corpus: Corpus, commit: Commit, one: Written, old: Written | None) -> Iterator[Recorded]:
    """Yield a step as it stands at hand, if it does, and something of the change with it."""
    entry = corpus.get(one.act.record)
    there = written_in(entry.held) if entry and entry.record else ()
    for now in [now for now in there if _traits(now) == _traits(one)][:1]:
        keys = _changed(old, one) if old else ()
        still = [key for key in keys if now.fields.get(key) == one.fields[key]]
        if still or old is None:
            yield Recorded(commit, now.act, tuple((*now.section, key) for key in still))


def _traits(one: Written) -> tuple[object, ...]:
    """Return what an act is known by, wherever it stands: a record that gets another id tells the same acts."""
    act = one.act
    return act.step, act.role, act.by, act.date, one.section[:1]


def _written(corpus: Corpus, base: Base, name: str, version: str | None) -> tuple[Written, ...]:
    record = _record(corpus, base, name, version)
    return written_in(Held(name, record, "")) if record else ()


def _record(corpus: Corpus, base: Base, name: str, version: str | None) -> Model | None:
    """Return what a version of a record says, if it is at hand and fits its model."""
    content = base.chronicle.contents.get(version or "")
    known = [entry for one in (corpus, base.corpus) if (entry := one.get(name))]
    same = next((entry for entry in known if entry.source.content == content), None)
    if same is not None or not known or content is None:
        return same.record if same else None
    found = fit(known[0].kind, parse_source(known[0].path, content).data)
    return found if isinstance(found, Model) else None
