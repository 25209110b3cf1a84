"""Texts of records: earlier ones, from which what came later is cut out, and new ones."""

from collections.abc import Iterable, Mapping

from lpsedocs.editing.places import Entry, Value, line_end, line_start, places_in
from lpsedocs.editing.rendering import written
from lpsedocs.findings import Route
from lpsedocs.source import Plain

_WIDTH = 110


def rendered(data: Mapping[str, Plain]) -> str:
    """Return the text of a record."""
    lines: list[str] = []
    for key, value in data.items():
        text = written(value, _WIDTH)
        lines += [f"{key}: {text.head}".rstrip(), *text.body]
    return "\n".join(lines) + "\n"


def without(text: str, routes: Iterable[Route]) -> str:
    """Return the text without what stands at these routes; a mapping or list that would be empty goes."""
    root = places_in(text)
    end = len(text) + 1
    spans = (_span(text, root, route) for route in _widened(root, set(routes)))
    for start, stop in sorted(spans, reverse=True):
        if stop <= end:
            text, end = text[:start] + text[stop:], start
    return text


def without_heading(text: str) -> str:
    """Return the text without the comments that it begins with."""
    lines = text.splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if not line.startswith("#")), 0)
    return "".join(lines[first:])


def _widened(root: Value, routes: set[Route]) -> set[Route]:
    """Replace all entries of a mapping or list by itself; leave out what lies inside of another route."""
    for around in {route[:-1] for route in routes if len(route) > 1}:
        value = root.at(around)
        steps = value.by_key if value and value.by_key else range(len(value.entries) if value else 0)
        if all((*around, step) in routes for step in steps):
            return _widened(root, {*(r for r in routes if r[: len(around)] != around), around})
    return {route for route in routes if not any(route[:length] in routes for length in range(len(route)))}


def _span(text: str, root: Value, route: Route) -> tuple[int, int]:
    around = root.at(route[:-1])
    entry = around.entry(route[-1]) if around else None
    if around is None or entry is None:
        raise KeyError(route)
    if around.is_flow:
        return _span_in_brackets(around, entry)
    begun = text[line_start(text, entry.start) : entry.start].strip()
    if begun != ("-" if around.items else ""):
        raise ValueError(f"{route} does not begin its line")
    return line_start(text, entry.start), line_end(text, entry.value.end) + 1


def _span_in_brackets(around: Value, entry: Entry) -> tuple[int, int]:
    entries = around.entries
    position = entries.index(entry)
    if position > 0:
        return entries[position - 1].value.end, entry.value.end
    return entry.start, entries[1].start
