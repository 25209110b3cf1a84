"""What the characters of a text show before a parser is asked."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lpsedocs.findings import Message, say
from lpsedocs.source.troubles import MAX_LISTED, Trouble, TroubleKind

# U+0085, U+2028 and U+2029 end a line for libyaml, which reads YAML 1.1; in YAML 1.2 they don't.
_CONTROLS: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff"
_BIDI: Final = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL_CHARACTER = re.compile(f"[{_CONTROLS}]")
_OBEYED: Final = re.compile(f"[{_CONTROLS}{_BIDI}]")
_ODD_CHARACTER = re.compile(rf"[\t\r\ufeff{_BIDI}{_CONTROLS}]")
HIDDEN: Final = (
    (TroubleKind.BYTE_ORDER_MARK, re.compile("\ufeff")),
    (TroubleKind.CONTROL_CHARACTER, _CONTROL_CHARACTER),
    (TroubleKind.BIDI_CHARACTER, re.compile(f"[{_BIDI}]")),
)
# The line break before makes the search fast.
_FOREIGN_LINE = re.compile(r"\n(?:%|(?:<{7}|>{7}|\|{7})(?![^ \n]))")


def as_counted(written: str) -> str:
    return written.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def without_hidden(text: str) -> str:
    """Return a text with U+FFFD for what a screen would obey, or turn around what stands beside it."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)


def _trouble_at(kind: TroubleKind, text: str, index: int, message: Message) -> Trouble:
    line = text.count("\n", 0, index) + 1
    return Trouble(kind, line, index - text.rfind("\n", 0, index), message)


def not_utf8(content: bytes, index: int) -> Trouble:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = say("the file is in UTF-16; save it as UTF-8")
    else:
        message = say("the byte {byte} is not UTF-8; save the file as UTF-8", byte=f"0x{content[index]:02X}")
    before = as_counted(content[:index].decode())
    return _trouble_at(TroubleKind.NOT_UTF8, before, len(before), message)


def odd_characters(written: str, text: str) -> Iterator[Trouble]:
    if not _ODD_CHARACTER.search(written):
        return
    shown = written.removeprefix("\ufeff")
    if shown != written:
        message = say("the file begins with a byte-order mark; save it as UTF-8 without one")
        yield Trouble(TroubleKind.BYTE_ORDER_MARK, 1, 1, message)
    if "\r" in shown:
        message = say("this line ends with a carriage return, as on Windows; let all lines end with LF alone")
        yield _trouble_at(TroubleKind.CARRIAGE_RETURN, shown, shown.index("\r"), message)
    if "\t" in text:
        message = say("a tab stands here; replace every tab in the file by spaces")
        yield _trouble_at(TroubleKind.TAB, text, text.index("\t"), message)
    for kind, characters in HIDDEN:
        for match in islice(characters.finditer(text), MAX_LISTED + 1):
            code = code_of(match[0])
            message = say("the hidden character {character} stands here; delete it", character=code)
            yield _trouble_at(kind, text, match.start(), message)


def foreign_lines(text: str) -> Iterator[Trouble]:
    is_inside = False
    for match in islice(_FOREIGN_LINE.finditer("\n" + text), 3 * MAX_LISTED):
        sign = match[0][1]
        if sign == "%":
            message = say("a line that begins with '%' is a directive; delete it")
            yield _trouble_at(TroubleKind.TAG, text, match.start(), message)
        elif not is_inside:
            message = say("a merge conflict begins here; keep what is right and delete the lines of signs")
            yield _trouble_at(TroubleKind.MERGE_CONFLICT, text, match.start(), message)
        is_inside = sign == "<" or (is_inside and sign != ">")


def code_of(character: str) -> str:
    return f"U+{ord(character):04X}"


def short(text: str) -> str:
    """Make what somebody wrote fit into a message."""
    start = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text[:40])
    return start if len(text) <= 40 else f"{start[:39]}…"
