"""Plain data to YAML text in the style of the house: what is short on one line, the rest in several."""

import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from lpsedocs.source import Plain, parse_source

WIDTH: Final = 120
"""The column at which a mapping or list no longer fits on one line."""

_DIGEST = re.compile("[0-9a-f]{32,}", re.ASCII)
"""What other readers might take for a number with an exponent, whatever its letters are."""
_NOWHERE: Final = PurePosixPath("value.yaml")


class _Verbatim(VersionedResolver):
    """Leaves every plain scalar as it is written: 010, null and 2026-01-31 are read and written as texts."""

    @property
    def versioned_resolver(self) -> Mapping[str, Sequence[Any]]:
        return {}


def round_trip() -> YAML:
    """Return the reader and writer that keeps comments, order, quotes and the letters of every scalar."""
    yaml = YAML()
    yaml.Resolver = _Verbatim
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.width = 1_000_000  # lines break where somebody broke them
    return yaml


class Written(NamedTuple):
    """A value as text: what follows the key on its line, and the lines below, for a key at column 0."""

    head: str
    body: tuple[str, ...] = ()


def written(value: Plain, width: int = WIDTH) -> Written:
    """Return a value as it stands behind a key, on one line if it is short."""
    head, *body = _dumped({"key": _styled(value, width)}).rstrip("\n").split("\n")
    return Written(head.removeprefix("key:").removeprefix(" "), tuple(body))


def written_item(value: Plain, width: int = WIDTH) -> tuple[str, ...]:
    """Return a value as an item of a list, with its dash at 0."""
    lines = _dumped([_styled(value, width)]).rstrip("\n").split("\n")
    return tuple(line[2:] for line in lines)


def written_inline(value: Plain) -> str:
    """Return a value as it stands among the brackets of another."""
    return _dumped(_flow([_flow_value(value)])).strip()[1:-1]


def written_key(key: str) -> str:
    """Return a key as it stands before its colon."""
    return written_inline(key)


def _dumped(data: object) -> str:
    stream = io.StringIO()
    round_trip().dump(data, stream)
    return stream.getvalue()


def _styled(value: Plain, width: int) -> object:
    if isinstance(value, str):
        return _block_text(value)
    if not isinstance(value, dict | list):
        return _flow_value(value)
    if not value or (_is_simple(value) and len(written_inline(value)) <= width):
        return _flow_value(value)
    if isinstance(value, dict):
        return CommentedMap((_flow_text(key), _styled(item, width - 2)) for key, item in value.items())
    return CommentedSeq(_styled(item, width - 4) for item in value)


def _is_simple(value: Plain) -> bool:
    """Tell whether everything inside a mapping or list is a short single value, or a list of such."""
    if isinstance(value, dict):
        return all(_is_word(item) or (isinstance(item, list) and _is_simple(item)) for item in value.values())
    return isinstance(value, list) and all(_is_word(item) for item in value)


def _is_word(value: Plain) -> bool:
    return not isinstance(value, dict | list) and "\n" not in str(value)


def _block_text(text: str) -> str:
    if "\n" in text and text[0] not in " \n" and not text.endswith("\n\n"):
        return _literal(text)
    return text if _reads_back(text, [text]) else _quoted(text)


def _literal(text: str) -> str:
    literal: str = LiteralScalarString(text)
    return literal


def _quoted(text: str) -> str:
    quoted: str = DoubleQuotedScalarString(text)
    return quoted


def _flow_value(value: Plain) -> object:
    match value:
        case str():
            return _flow_text(value)
        case dict():
            return _flow(CommentedMap((_flow_text(key), _flow_value(item)) for key, item in value.items()))
        case list():
            return _flow(CommentedSeq(map(_flow_value, value)))
        case None | bool():
            return "null" if value is None else str(value).lower()
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)


def _flow_text(text: str) -> str:
    return text if _reads_back(f"[{text}]", [[text]]) else _quoted(text)


def _flow(collection: Any) -> Any:
    commented = (
        collection if isinstance(collection, CommentedMap | CommentedSeq) else CommentedSeq(collection)
    )
    commented.fa.set_flow_style()
    return commented


def _reads_back(text: str, due: Plain) -> bool:
    """Tell whether a text without quotes means itself."""
    if _DIGEST.fullmatch(text.strip("[]")):
        return False
    source = parse_source(_NOWHERE, f"key:\n- {text}\n".encode(errors="replace"))
    return source.is_clean and source.data == {"key": due}
