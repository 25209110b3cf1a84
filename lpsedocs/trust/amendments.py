"""What a change of the roster changes, in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from typing import Any, Final

from lpsedocs.changes import NO_LEGEND, Change, Legend, differences
from lpsedocs.findings import Message, say
from lpsedocs.models.roster import Roster
from lpsedocs.source import parse_source
from lpsedocs.trust.rosters import PATH
from lpsedocs.trust.signatures import BadSignatureError, parse_openpgp_key, parse_ssh_key

_FINGERPRINTS: Final[Mapping[str, Callable[[str], str]]] = {
    "ssh": lambda line: parse_ssh_key(line).fingerprint,
    "openpgp": lambda armored: parse_openpgp_key(armored).fingerprint,
}


_LARGEST: Final = 512 * 1024
"""Of both versions together, in bytes: a hundred times what an office has."""


@dataclass(frozen=True)
class Amendment:
    """One thing that a change of the roster changes."""

    message: Message
    """In full."""
    brief: Message
    """Where it is, and whether something is new, gone, or another."""
    change: Change | None = None
    """The fields that differ, where they can be told."""


def amendments(before: bytes, after: bytes, legend: Legend = NO_LEGEND) -> Iterator[Amendment]:
    """Yield what differs between two versions of the roster file; keys are told by their fingerprints.

    An empty version is one that is not there, or can't be read.
    """
    if len(before) + len(after) > _LARGEST:
        yield in_a_word(say("the roster is too large for what changed in it to be told"))
        return
    old, new = _roster(before), _roster(after)
    if old is None or new is None:
        yield in_a_word(say("one of the two versions is no roster that can be read"))
        return
    found = differences(Roster, _legible(old), _legible(new), legend)
    first = next(found, None)
    if first is None:
        yield in_a_word(say("nothing but comments or the layout"))
        return
    for change in chain((first,), found):
        yield Amendment(change.message, _brief(change), change)


def in_a_word(message: Message) -> Amendment:
    """Return what is told of a change whose parts are not told."""
    return Amendment(message, message)


def _brief(change: Change) -> Message:
    if change.before is None:
        return say("{where}: new", where=change.where)
    if change.after is None:
        return say("{where}: taken away", where=change.where)
    return say("{where}: changed", where=change.where)


def _roster(content: bytes) -> Mapping[str, Any] | None:
    source = parse_source(PurePosixPath("records", PATH), content)
    if not source.is_clean:
        return None
    assert isinstance(source.data, dict)
    return source.data


def _legible(value: Any) -> Any:
    match value:
        case dict():
            return {key: _key(key, inner) for key, inner in value.items()}
        case list():
            return [_legible(inner) for inner in value]
    return value


def _key(name: str, value: Any) -> Any:
    if name not in _FINGERPRINTS or not isinstance(value, str):
        return _legible(value)
    try:
        return _FINGERPRINTS[name](value)
    except BadSignatureError:
        return value  # as it is written, since that is what was put in
