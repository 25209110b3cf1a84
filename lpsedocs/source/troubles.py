"""The kinds of trouble that a text can have, and those that need no text to be said."""

import enum
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from lpsedocs.findings import Message, say

Mark: TypeAlias = Any
"""Index, line and column of a character; each parser of PyYAML has a class of its own for it."""

MAX_LISTED: Final = 100
"""Of each kind of trouble as many as somebody would read; one more says that there are more."""


class TroubleKind(enum.StrEnum):
    """What can be wrong with the text of a file; the value is the name of its rule."""

    NOT_UTF8 = "not-utf8"
    BYTE_ORDER_MARK = "byte-order-mark"
    CONTROL_CHARACTER = "control-character"
    BIDI_CHARACTER = "bidi-character"
    CARRIAGE_RETURN = "carriage-return"
    TAB = "tab"
    MERGE_CONFLICT = "merge-conflict"
    NOT_YAML = "not-yaml"
    DUPLICATE_KEY = "duplicate-key"
    ANCHOR = "anchor"
    ALIAS = "alias"
    TAG = "tag"
    SEVERAL_DOCUMENTS = "several-documents"
    YML_ENDING = "yml-ending"
    SYMBOLIC_LINK = "symbolic-link"
    NOT_PLAIN = "not-plain"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    KEY_NOT_TEXT = "key-not-text"
    NUMBER_TOO_LONG = "number-too-long"
    EMPTY = "empty"
    NOT_MAPPING = "not-mapping"


@dataclass(frozen=True)
class Trouble:
    """Something wrong with the text; line and column start at 1, columns count characters."""

    kind: TroubleKind
    line: int
    column: int
    message: Message


SYMBOLIC_LINK: Final = Trouble(
    TroubleKind.SYMBOLIC_LINK,
    1,
    1,
    say("this is a symbolic link, which may lead anywhere; put the file itself in its place"),
)
NO_FILE: Final = Trouble(
    TroubleKind.SYMBOLIC_LINK,
    1,
    1,
    say("this is a pipe, a socket or a device; put an ordinary file in its place, or delete it"),
)
HIDDEN: Final = Trouble(
    TroubleKind.NOT_PLAIN,
    1,
    1,
    say("this record lies in a hidden folder, where nobody sees it; move it out, or delete it"),
)
PROGRAM: Final = Trouble(
    TroubleKind.NOT_PLAIN,
    1,
    1,
    say("this file is marked as a program, so no decision on it counts; 'chmod -x' takes the mark away"),
)
TOO_LARGE: Final = Trouble(
    TroubleKind.TOO_LARGE,
    1,
    1,
    say("the file is larger than 1 MiB; move what is long into an attachment and cite it"),
)


def listed(troubles: Iterable[Trouble]) -> Iterator[Trouble]:
    """Yield them in the order of their places, of each kind not more than somebody would read."""
    seen: Counter[TroubleKind] = Counter()
    for trouble in sorted(troubles, key=lambda trouble: (trouble.line, trouble.column)):
        seen[trouble.kind] += 1
        if seen[trouble.kind] <= MAX_LISTED:
            yield trouble
        elif seen[trouble.kind] == MAX_LISTED + 1:
            yield replace(trouble, message=say("there is more of this from here on; it is not listed"))
