"""What a scalar without quotes means by the core schema of YAML 1.2."""

import re
from decimal import Decimal
from typing import Final, TypeAlias

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | Decimal | float | bool | None"
"""What a file says. A number with a point or an exponent is a Decimal; only .inf and .nan are floats."""

MAX_DIGITS: Final = 40

_WORDS: Final[dict[str, Plain]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
MEANING_STARTS: Final = frozenset("+-.0123456789") | {word[:1] for word in _WORDS}
"""Only with one of these in front a text can mean something else than itself."""

_NUMBER = re.compile(
    r"(?P<integer>[-+]?[0-9]+)"
    r"|(?P<based>0o[0-7]+|0x[0-9a-fA-F]+)"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE](?P<exponent>[-+]?[0-9]+))?"
)


class TooLong(ValueError):
    """A number is so long or so large that reckoning with it might take for ever."""


def meaning_of(text: str) -> Plain:
    """Return what the text means; raise TooLong for a number that nobody means."""
    if text in _WORDS:
        return _WORDS[text]
    match = _NUMBER.fullmatch(text)
    if not match:
        return text
    if len(text) > MAX_DIGITS or abs(int(match["exponent"] or 0)) > MAX_DIGITS:
        raise TooLong
    if match["integer"]:
        return int(text)
    return int(text, base=0) if match["based"] else Decimal(text)
