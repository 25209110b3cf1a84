"""The canonical layout of a record: two spaces, keys in the model's order, comments where they belong."""

import io
import textwrap
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, Final

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import FoldedScalarString, ScalarString

from lpsedocs.editing.keys import slots_at
from lpsedocs.editing.places import Entry, OddTextError, Value, comments_in, line_end, line_start, places_in
from lpsedocs.editing.rendering import WIDTH, round_trip
from lpsedocs.findings import Refusal, Route, say
from lpsedocs.models.fields import Model
from lpsedocs.source import Source, TroubleKind, parse_source

_MENDED: Final = {TroubleKind.CARRIAGE_RETURN, TroubleKind.BYTE_ORDER_MARK}
"""What the canonical layout does away with."""


def canonical(source: Source, model: type[Model]) -> bytes:
    """Return a record's bytes in canonical layout; refuses a text that has troubles of another kind."""
    trouble = next((trouble for trouble in source.troubles if trouble.kind not in _MENDED), None)
    if trouble:
        raise Refusal(
            say(
                "{path}:{line}: {trouble}; mend it first",
                path=str(source.path),
                line=trouble.line,
                trouble=trouble.message,
            )
        )
    try:
        text = _laid_out(_ordered(source.text, model), model)
        if text == source.text or _is_kept_and_settled(source, text, model):
            return text.encode()
    except OddTextError:
        pass
    raise Refusal(
        say(
            "{path} can't be laid out anew without losing something; move comments out of brackets "
            "and give each a line of its own",
            path=str(source.path),
        )
    )


def _is_kept_and_settled(source: Source, text: str, model: type[Model]) -> bool:
    """Tell whether a text says the same as before, with the same comments, and is not laid out otherwise."""
    after = parse_source(source.path, text.encode())
    is_kept = after.is_clean and after.data == source.data and comments_in(text) == comments_in(source.text)
    return is_kept and _laid_out(_ordered(text, model), model) == text


# ---- Keys in order: whole lines change places, with the comments above them


def _ordered(text: str, model: type[Model]) -> str:
    done: set[Route] = set()
    while (found := next(_disordered(places_in(text), (), model, done), None)) is not None:
        route, value, order = found
        text = _reordered(text, value, order)
        done.add(route)
    return text


def _disordered(
    value: Value, route: Route, model: type[Model], done: set[Route]
) -> Iterator[tuple[Route, Value, list[str]]]:
    if value.by_key is not None and not value.is_flow and route not in done:
        order = _order(value.by_key, route, model)
        if order != list(value.by_key):
            yield route, value, order
    steps = value.by_key.items() if value.by_key is not None else enumerate(value.items or ())
    for step, entry in steps:
        yield from _disordered(entry.value, (*route, step), model, done)


def _order(keys: Any, route: Route, model: type[Model]) -> list[str]:
    known = list(slots_at(model, route))
    return sorted(keys, key=lambda key: known.index(key) if key in known else len(known))


def _reordered(text: str, value: Value, order: Sequence[str]) -> str:
    assert value.by_key is not None
    entries = value.by_key
    bodies = {key: text[entry.start : line_end(text, entry.value.end)] for key, entry in entries.items()}
    head, *between = _above(text, tuple(entries.values()))
    above = dict(zip(entries, [head, *between], strict=True))
    first, *others = order
    if above[first] and not _begins_line(text, value):
        # Behind the dash of an item there is no line for its comments.
        return text
    start = _first_line(text, value, head)
    end = max(line_end(text, entry.value.end) for entry in entries.values())
    indent = " " * value.column
    blocks = [f"{above[first]}{indent if _begins_line(text, value) else ''}{bodies[first]}"]
    blocks += [f"{above[key]}{indent}{bodies[key]}" for key in others]
    return text[:start] + "\n".join(blocks) + text[end:]


def _begins_line(text: str, value: Value) -> bool:
    return not text[line_start(text, value.start) : value.start].strip()


def _first_line(text: str, value: Value, head: str) -> int:
    return line_start(text, value.start) - len(head) if _begins_line(text, value) else value.start


def _above(text: str, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the lines above each entry that belong to it: comments and blank lines since the one before."""
    top = text[: line_start(text, entries[0].start)]
    is_top_of_file = all(line[:1] in ("#", "") for line in top.split("\n"))
    # What a file begins with is about the whole; behind a blank line the first key's comments begin.
    yield top.rpartition("\n\n")[2] if is_top_of_file and "\n\n" in top else ""
    for before, after in pairwise(entries):
        yield text[line_end(text, before.value.end) + 1 : line_start(text, after.start)]


# ---- Everything else, by ruamel.yaml


def _laid_out(text: str, model: type[Model]) -> str:
    yaml = round_trip()
    places = places_in(text)
    try:
        data = yaml.load(text)
    except YAMLError as error:
        raise OddTextError from error
    _settle(data, places, text, (), model)
    stream = io.StringIO()
    yaml.dump(data, stream)
    lines = [line.rstrip(" ") if not line.strip(" ") else line for line in stream.getvalue().split("\n")]
    return "\n".join(lines).rstrip("\n") + "\n"


def _settle(data: Any, value: Value, text: str, route: Route, model: type[Model]) -> None:
    """Write out what was left empty, order keys among brackets, and open brackets that fill several lines."""
    if value.is_flow and _is_long(value, text):
        data.fa.set_block_style()
    if isinstance(data, CommentedMap):
        if value.is_flow:
            for key in _order(list(data), route, model):
                data.move_to_end(key)
        steps: list[Any] = list(data)
    else:
        steps = list(range(len(data))) if isinstance(data, CommentedSeq) else []
    for step in steps:
        inner = value.at((str(step) if isinstance(data, CommentedMap) else step,))
        if inner is None:
            continue
        if isinstance(data[step], str):
            data[step] = _settled_text(data[step], inner, text)
        else:
            _settle(data[step], inner, text, (*route, step), model)


def _settled_text(scalar: str, value: Value, text: str) -> str:
    if isinstance(scalar, ScalarString):
        return scalar
    if scalar == "":
        return "null"
    return _folded(scalar) if not value.is_flow and _is_long(value, text) else scalar


def _folded(scalar: str) -> str:
    """Fold a plain text that ran over several lines; ruamel.yaml breaks it where it is told."""
    folded: Any = FoldedScalarString(scalar)
    lines = textwrap.wrap(scalar, WIDTH - 10, break_long_words=False, break_on_hyphens=False)
    ends = accumulate(len(line) + 1 for line in lines[:-1])
    folded.fold_pos = [end - 1 for end in ends]
    result: str = folded
    return result


def _is_long(value: Value, text: str) -> bool:
    written = text[value.start : value.end]
    in_one_line = " ".join(written.split())
    return "\n" in written and value.start - line_start(text, value.start) + len(in_one_line) > WIDTH
