"""What became of a record, in words: who changed what, when, from what to what, as far as an edition says it.

Names and days are what commits claim; what proves a decision is told elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePosixPath
from textwrap import shorten
from typing import Any, Final
from zoneinfo import ZoneInfo

from lpsedocs import legends
from lpsedocs.changes import Change, Legend, Plain, changes
from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Message, Route, Rupiah, Term, Value, printable, say
from lpsedocs.history import Chronicle, Commit, Revision
from lpsedocs.models.fields import Audience, Model
from lpsedocs.models.shapes import slot_at_or_none
from lpsedocs.models.words import spoken
from lpsedocs.site.keys import fingerprint_or_none
from lpsedocs.site.view import View
from lpsedocs.source import parse_source
from lpsedocs.trust.objects import algorithm_of, object_id

FIRST: Final = 2
"""How many changes a page shows before the others are folded away."""
_LONGEST: Final = 120
"""How many characters of a commit's own words are shown."""


@dataclass(frozen=True)
class Told:
    """A change of a record in words."""

    moment: date | None
    """In the office's time zone; None for what no commit has yet."""
    who: str | None
    """The name that the commit claims: the roster's, where it knows the address; for a merge, as proved."""
    is_known: bool
    """Whether the roster knows the address."""
    commit: str | None
    subject: str
    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Part:
    """One thing that a change did."""

    message: Message
    fields: tuple["Part", ...] = ()
    """What a block or a list says that came or went, each by itself."""


@dataclass(frozen=True)
class Past:
    """What became of a record."""

    told: tuple[Told, ...]
    """The newest first."""
    cut: date | None
    """The day before which nothing is known in this copy of the repository."""
    obstacle: Message | None

    @property
    def first(self) -> tuple[Told, ...]:
        """What is shown at once."""
        return self.told[:FIRST]

    @property
    def others(self) -> tuple[Told, ...]:
        """What is shown to who wants it."""
        return self.told[FIRST:]


def past_of(view: View, entry: Entry[Model]) -> Past | None:
    """Return what became of a record; None where nothing is known of that, or nothing may be said."""
    chronicle = view.chronicle
    if chronicle is None:
        return None
    revisions = chronicle.of(entry.name)
    found = (
        *_unrecorded(view, chronicle, entry),
        *_merged(view, entry),
        *(_told(view, chronicle, entry, one) for one in revisions),
    )
    told = tuple(one for one in found if one.parts)
    cut = min(
        (_moment(view.corpus, one.commit).date() for one in revisions if one.commit.is_cut), default=None
    )
    obstacle = chronicle.obstacle if view.is_office else None
    return Past(told, cut if told else None, obstacle) if told or obstacle else None


def _told(view: View, chronicle: Chronicle, entry: Entry[Model], revision: Revision) -> Told:
    parts = tuple(_parts(chronicle, entry.kind.model, revision, legend_of(view, entry)))
    if not view.is_office:
        opened = tuple(Part(one) for one in _opened(entry.kind.model, parts))
        return Told(_moment(view.corpus, revision.commit), None, False, None, "", opened)
    person = view.corpus.whose(revision.commit.address)
    return Told(
        _moment(view.corpus, revision.commit),
        person.name if person else claimed(revision.commit.author),
        person is not None,
        revision.commit.id,
        claimed(revision.commit.subject),
        tuple(in_words(part) for part in parts),
    )


def _unrecorded(view: View, chronicle: Chronicle, entry: Entry[Model]) -> Iterator[Told]:
    """Yield what the file says that no commit has."""
    revisions, content = chronicle.of(entry.name), entry.source.content
    if not view.is_office or chronicle.obstacle:
        return
    if not revisions:
        yield Told(None, None, False, None, "", (Part(say("written, and in no commit yet")),))
        return
    own = object_id("blob", content, algorithm_of(revisions[0].commit.id))
    if all(own != revision.after for revision in revisions):
        earlier = _data(entry.path, chronicle.contents.get(revisions[0].after or "", b"{}"))
        now = _with_fingerprints(entry.source.data or {})
        found = changes(entry.kind.model, earlier or {}, now, legend_of(view, entry))
        yield Told(None, None, False, None, "", tuple(in_words(change) for change in found))


def _merged(view: View, entry: Entry[Model]) -> Iterator[Told]:
    """Yield the merge that proves a decision: what a merge takes over as it is, no commit of it tells."""
    judged = view.judged(entry)
    what = _MERGED.get(judged.evidence or "") if judged and judged.is_proved and view.is_office else None
    if judged and judged.decision and what:
        yield Told(judged.day, view.person(judged.decision.by), True, judged.commit, "", (Part(what),))


_MERGED: Final[Mapping[str, Message]] = {
    "forge": say("merged: this is what proves the decision, signed by the forge"),
    "witness": say(
        "merged, or approved what was merged: this is what proves the decision, attested by the office's CI"
    ),
}
"""What a merge did, by the evidence that it is."""


def in_words(part: "Change | Message") -> Part:
    """Return a change for who only reads, the fields of a block each by itself."""
    if isinstance(part, Message):
        return Part(part)
    change = _spoken(part)
    if not change.fields:
        return Part(change.message)
    fields = tuple(_field(one) for one in change.fields)
    if change.before is None:
        return Part(say("{where}: new", where=change.where), fields)
    return Part(say("{where}: taken away", where=change.where), fields)


def _field(field: Message) -> Part:
    """Return a field of a block; where it is a list of blocks, each of these by itself."""
    label, value = (dict(field.values)[key] for key in ("label", "value"))
    if isinstance(value, tuple) and any(isinstance(one, tuple) for one in value):
        return Part(say("{label}:", label=label), tuple(Part(say("{text}", text=one)) for one in value))
    return Part(say("{label}: {value}", label=label, value=value))


def _spoken(change: Change) -> Change:
    where = spoken(change.where)
    before, after = (None if value is None else spoken(value) for value in (change.before, change.after))
    return Change(change.route, where if isinstance(where, Message) else change.where, before, after)


# ---- What ids and keys stand for


def legend_of(view: View, entry: Entry[Any]) -> Legend:
    """Return what stands for the ids in a record; for those of people, nothing in public."""
    if view.is_office:
        return legends.legend_of(view.corpus, entry)
    return Legend(titles=legends.titles_in(view.corpus, entry))


def _with_fingerprints(value: Plain) -> Plain:
    """Return the list of roles with the fingerprints of public keys in their place."""
    match value:
        case dict():
            return {key: _in_place(key, inner) for key, inner in value.items()}
        case list():
            return [_with_fingerprints(inner) for inner in value]
    return value


def _in_place(key: str, value: Plain) -> Plain:
    is_key = key in _KEYS and isinstance(value, str)
    return fingerprint_or_none(value) or value if is_key else _with_fingerprints(value)


_KEYS: Final = frozenset({"ssh", "openpgp"})
"""The fields of the list of roles in which a public key stands."""


def _moment(corpus: Corpus, commit: Commit) -> datetime:
    zone = ZoneInfo(corpus.roster.timezone) if corpus.roster else None
    return commit.moment.astimezone(zone) if zone else commit.moment


def claimed(text: str) -> str:
    """Return what a commit says of itself, of which nobody checks signs or length."""
    return printable(shorten(text, _LONGEST, placeholder="…") if " " in text else text[:_LONGEST])


# ---- One revision


_Part = Change | Message


def _parts(chronicle: Chronicle, model: type[Model], revision: Revision, legend: Legend) -> Iterator[_Part]:
    if revision.commit.is_cut:
        yield say("what it said then; what was before is not in this copy of the repository")
    elif revision.is_new:
        yield say("written")
    elif revision.after is None:
        yield say("removed")
    else:
        if revision.came_from is not None:
            yield say(
                "moved from {before} to {after}", before=str(revision.came_from), after=str(revision.path)
            )
        yield from _changed(chronicle, model, revision, legend)


def _changed(chronicle: Chronicle, model: type[Model], revision: Revision, legend: Legend) -> Iterator[_Part]:
    if any(id_ not in chronicle.contents for id_ in revision.versions):
        yield say("changed; a version of it is not in this copy of the repository")
        return
    *befores, after = (
        _data(revision.path, chronicle.contents.get(id_ or "", b"{}"))
        for id_ in (*revision.before, revision.after)
    )
    if after is None:
        yield say("changed so that it could not be read")
    elif any(before is None for before in befores):
        yield say("mended; before, it could not be read")
    else:
        found = in_all([changes(model, before, after, legend) for before in befores])
        yield from found
        if not found and len(befores) == 1 and revision.before != (revision.after,):
            yield say("laid out anew, or with other comments; it says the same")


def in_all(found: list[tuple[Change, ...]]) -> tuple[Change, ...]:
    """Return the changes against each parent; what a merge took over from one of them was told there."""
    first, *others = found
    places = [{(change.route, repr(change.after)) for change in some} for some in others]
    return tuple(c for c in first if all((c.route, repr(c.after)) in place for place in places))


@lru_cache(maxsize=16384)
def _data(path: PurePosixPath, content: bytes) -> Plain:
    """Return what a version says; None where it can't be read."""
    data = parse_source(path, content).data
    return _with_fingerprints(data) if isinstance(data, dict) else None


# ---- What everybody may know


def _opened(model: type[Model], parts: tuple[_Part, ...]) -> tuple[Message, ...]:
    """Return the changes of public fields without words that somebody wrote.

    What was taken out of a text may have been taken out because it should never have been there.
    """
    open_ = (_spoken(part) for part in parts if isinstance(part, Change) and _is_public(model, part.route))
    return tuple(dict.fromkeys(_in_public(model, change) for change in open_))


def _is_public(model: type[Model], route: Route) -> bool:
    slots = [slot_at_or_none(model, route[:depth]) for depth in range(1, len(route) + 1)]
    return bool(slots) and all(slot is not None and slot.audience is Audience.PUBLIC for slot in slots)


def _in_public(model: type[Model], change: Change) -> Message:
    where = _labels(model, change.route)
    before, after = change.before, change.after
    if before is not None and after is not None and _is_plain(before) and _is_plain(after):
        return say("{where}: {before} becomes {after}", where=where, before=before, after=after)
    if before is None:
        return say("{where}: put in", where=where)
    if after is None:
        return say("{where}: taken out", where=where)
    return say("{where}: changed", where=where)


def _labels(model: type[Model], route: Route) -> Message:
    slots = [slot_at_or_none(model, route[:depth]) for depth in range(1, len(route) + 1)]
    titles = list(dict.fromkeys(slot.title for slot in slots if slot))
    where = say("{label}", label=Term(titles[0]))
    for title in titles[1:]:
        where = say("{around}, {inner}", around=where, inner=say("{label}", label=Term(title)))
    return where


def _is_plain(value: Value) -> bool:
    """Tell whether a value is no text: a day, a number, an amount, a word of a list."""
    return isinstance(value, date | Decimal | Rupiah | Term | Message)
