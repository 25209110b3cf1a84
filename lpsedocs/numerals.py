"""Whole numbers in what other people wrote: names of files and ids, which anybody may push."""

import re
from typing import Final

MOST_DIGITS: Final = 9
"""Of a number of anything that an office counts; nobody has a billion of it."""
_COUNTED: Final = re.compile(rf"[0-9]{{1,{MOST_DIGITS}}}", re.ASCII)


def counted_or_none(text: str) -> int | None:
    """Return the number that a text is; None for digits of other scripts, and for too many of them."""
    return int(text) if _COUNTED.fullmatch(text) else None
