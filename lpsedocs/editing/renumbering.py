"""A record under another id: its file, its folders, and all that refers to it, as one change of files."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from lpsedocs.corpus import RECORDS, Corpus, Entry
from lpsedocs.editing.files import Rewrite
from lpsedocs.editing.splicing import Put, edited
from lpsedocs.findings import Location, Route
from lpsedocs.models import ATTACHMENTS, decision_at_or_none
from lpsedocs.models.decision import Decision
from lpsedocs.models.filing import Filing
from lpsedocs.source import Plain


@dataclass(frozen=True)
class Renumbering:
    """What becomes of the files when a record gets another id."""

    old: str
    new: str
    rewrites: tuple[Rewrite, ...]
    """By path: files that move, or that get another content, or both."""
    folders: Mapping[PurePosixPath, PurePosixPath]
    """Folders that move with all that is in them."""
    mentions: tuple[Location, ...]
    """Where a text speaks of the old id, which only a person can judge."""
    decisions: tuple[Entry[Any], ...]
    """The decisions that this changes: they have to be made anew if somebody has signed them."""


def renumbering(corpus: Corpus, entry: Entry[Any], new: str) -> Renumbering:
    """Return what is to be done; refuses where a value can't be set into its text as it is laid out."""
    old, routes = entry.name, _routes(corpus, entry.name)
    contents = {one: _rewritten(one, entry, new, routes.get(one, {})) for one in corpus.entries}
    digests = {
        one.name: (one.source.sha256, sha256(content).hexdigest())
        for one, content in contents.items()
        if content != one.source.content and not _is_about_bytes(one)
    }
    for one in corpus.entries:
        if _is_about_bytes(one):
            contents[one] = _repeated(one, contents[one], old, new, digests)
    rewrites = [
        Rewrite(one.path, one.source.content, content, _moved(one, entry, new))
        for one, content in contents.items()
        if content != one.source.content or _moved(one, entry, new) != one.path
    ]
    changed = {rewrite.place for rewrite in rewrites}
    attachments = RECORDS / ATTACHMENTS
    is_attached = any(file.startswith(f"{ATTACHMENTS}/{old}/") for file in corpus.files)
    return Renumbering(
        old,
        new,
        tuple(rewrites),
        {attachments / old: attachments / new} if is_attached else {},
        tuple(_mentions(corpus, old, routes)),
        tuple(one for one in corpus.entries if one.kind.folder == "decisions" and one.path in changed),
    )


def _is_about_bytes(entry: Entry[Any]) -> bool:
    return isinstance(entry.record, Decision | Filing)


# ---- Where the old id stands


def _routes(corpus: Corpus, old: str) -> dict[Entry[Any], dict[Route, Plain]]:
    """Return by record the values that refer to the old id, each by its route."""
    found: dict[Entry[Any], dict[Route, Plain]] = {}
    for entry, reference in corpus.links:
        value = _at(entry.source.data, reference.route)
        if value == reference.id and reference.id.partition("/")[0] == old:
            found.setdefault(entry, {})[reference.route] = value
    for entry in corpus.entries:
        for route, text in _texts(entry.source.data, ()):
            if text.startswith(f"{ATTACHMENTS}/{old}/") and not re.search(r"\s", text):
                found.setdefault(entry, {})[route] = text
    return found


def _at(data: Plain, route: Route) -> object:
    inner: Any = data
    for step in route:
        known = (
            step in inner if isinstance(inner, dict) else isinstance(inner, list) and isinstance(step, int)
        )
        inner = inner[step] if known else None
    return inner


def _texts(data: Plain, route: Route) -> Iterator[tuple[Route, str]]:
    match data:
        case dict():
            for key, value in data.items():
                yield from _texts(value, (*route, key))
        case list():
            for index, value in enumerate(data):
                yield from _texts(value, (*route, index))
        case str():
            yield route, data


def _mentions(
    corpus: Corpus, old: str, routes: Mapping[Entry[Any], Mapping[Route, Plain]]
) -> Iterator[Location]:
    """Yield where a text names the old id and is not rewritten."""
    naming = re.compile(rf"(?<![A-Z0-9-]){re.escape(old)}(?![0-9A-Za-z])")
    for entry in corpus.entries:
        for route, text in _texts(entry.source.data, ()):
            if naming.search(text) and route not in routes.get(entry, {}) and route != ("id",):
                yield entry.at_words(route, old)


# ---- The new text


def _rewritten(one: Entry[Any], entry: Entry[Any], new: str, values: Mapping[Route, Plain]) -> bytes:
    """Return a record's bytes with the new id in the place of the old one."""
    changes = [Put(("id",), new)] if one is entry else []
    changes += [Put(route, str(value).replace(entry.name, new, 1)) for route, value in values.items()]
    return edited(one.source, one.kind.model, changes) if changes else one.source.content


def _repeated(
    one: Entry[Any], content: bytes, old: str, new: str, digests: Mapping[str, tuple[str, str]]
) -> bytes:
    """Return a decision or filing with the digests that the records it is about have now."""
    before, after = digests.get(one.it.record, ("", ""))
    changes = [Put(("sha256",), after)] if one.it.sha256 == before else []
    rests_on = getattr(one.it, "rests_on", {})
    grounds: dict[str, Plain] = {
        (new if name == old else name): _digest(digests.get(name), digest)
        for name, digest in rests_on.items()
    }
    if grounds != rests_on:
        changes.append(Put(("rests_on",), grounds))
    source = replace(one.source, content=content)
    return edited(source, one.kind.model, changes) if changes else content


def _digest(pair: tuple[str, str] | None, digest: str) -> str:
    return pair[1] if pair and pair[0] == digest else digest


def _moved(one: Entry[Any], entry: Entry[Any], new: str) -> PurePosixPath:
    """Return where a file lies after it: the record itself, its decisions and its filing move."""
    if one is entry:
        folder = one.path.parent
        year = new.split("-")[1]
        is_of_year = one.kind.by_year and folder.name == entry.name.split("-")[1]
        return (folder.with_name(year) if is_of_year else folder) / f"{new}.yaml"
    decided = decision_at_or_none(one.place) or (one.place.parent.name, 0)
    if one.kind.folder == "decisions" and decided[0] == entry.name:
        return RECORDS / "decisions" / new / one.path.name
    if one.name == f"filings/{entry.name}":
        return one.path.with_name(f"{new}.yaml")
    return one.path
