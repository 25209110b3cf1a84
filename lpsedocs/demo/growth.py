"""How a record grew: its versions, from the days and people that its last version names.

A mapping with ``by`` and ``date`` is an act; what bears no date belongs to the first one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lpsedocs.demo.texts import without, without_heading
from lpsedocs.findings import Route
from lpsedocs.source import Plain, Source


@dataclass(frozen=True)
class Piece:
    """A part of a record that was not there from the beginning, or not before some day."""

    route: Route
    name: str
    """What it is, such as ``submitted``."""
    day: date
    by: str | None
    """Who added it; None for whoever acts next."""
    what: str | None = None
    """What its author says of it."""


@dataclass(frozen=True)
class Version:
    """A record as somebody left it on some day."""

    day: date | None
    """None for a record without any date."""
    by: str | None
    names: tuple[str, ...]
    """What is new, such as ``submitted``."""
    remarks: tuple[str, ...]
    content: bytes


@dataclass(frozen=True)
class Round:
    """The text that a record had before some day, when more in it was changed than its dates tell."""

    until: date
    """The day from which the next text holds."""
    source: Source


def versions_of(
    source: Source, rounds: Sequence[Round] = (), later: Iterable[Piece] = ()
) -> tuple[Version, ...]:
    """Return the versions of a record, the first one first; the last one is the record."""
    texts = [*((round_.source, round_.until) for round_ in rounds), (source, date.max)]
    versions: list[Version] = []
    begins = date.min
    for text, until in texts:
        grown = _grown(text, tuple(later))
        versions += [version for version in grown if begins <= (version.day or date.min) < until]
        begins = until
    # The heading tells how the story of the record ends, so it comes last.
    bare = [replace(v, content=without_heading(v.content.decode()).encode()) for v in versions[:-1]]
    return (*bare, versions[-1])


def _grown(source: Source, later: tuple[Piece, ...]) -> Iterator[Version]:
    acts = _acts([*_pieces(source.data, ()), *later])
    for position, pieces in enumerate(acts):
        missing = [piece.route for act in acts[position + 1 :] for piece in act]
        content = without(source.text, missing).encode() if missing else source.content
        names = tuple(dict.fromkeys(piece.name for piece in pieces))
        remarks = tuple(piece.what for piece in pieces if piece.what)
        yield Version(pieces[0].day, pieces[0].by, names, remarks, content)
    if not acts:
        yield Version(None, None, (), (), source.content)


def _acts(pieces: list[Piece]) -> list[list[Piece]]:
    """Return what was added together: by one person on one day."""
    signed = sorted((piece for piece in pieces if piece.by), key=lambda piece: piece.day)
    acts: dict[tuple[date, str | None], list[Piece]] = {}
    for piece in signed:
        acts.setdefault((piece.day, piece.by), []).append(piece)
    for piece in pieces:
        if piece.by is None:
            following = next((other for other in signed if other.day >= piece.day), None)
            joined = following or replace(piece, by=signed[0].by)
            acts.setdefault((joined.day, joined.by), []).append(replace(piece, day=joined.day, by=joined.by))
    return [acts[key] for key in sorted(acts, key=lambda key: key[0])]


def _pieces(value: Plain, route: Route) -> Iterator[Piece]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _pieces(item, (*route, index))
    if not isinstance(value, dict):
        return
    match value:
        case {"by": str(by), "date": str(day), **more} if route:
            yield _stamped(route, date.fromisoformat(day), by, more.get("what"))
        case {"created": str(day), "requester": str(by)}:
            yield Piece(("created",), "created", date.fromisoformat(day), by)
        case {"closed": str(day)}:
            is_noted = "follow_ups" in route
            place = route if is_noted else (*route, "closed")
            yield Piece(place, "follow_ups" if is_noted else "closed", date.fromisoformat(day), None)
        case {"signed": str(day)} if "addenda" in route:
            yield Piece(route, "addenda", date.fromisoformat(day), None)
        case {"result": _, "submissions": [{"date": str(day)}, *_]}:
            yield Piece(("result",), "result", date.fromisoformat(day), None)
    for key, item in value.items():
        yield from _pieces(item, (*route, key))


def _stamped(route: Route, day: date, by: str, what: Plain) -> Piece:
    remark = what if isinstance(what, str) else None
    if route[-1] == "recorded":
        return Piece(route[:-1], str(route[0]), day, by)
    return Piece(route, str(route[0]), day, by, remark)
