"""What libyaml complains of, in words that say what to do."""

from typing import Final

import yaml

from lpsedocs.findings import Message, say
from lpsedocs.source.troubles import Mark

BAD_START: Final = say("a text that begins with this sign needs quotes around it")
_NOT_UNDERSTOOD: Final = say(
    "this is not YAML; check the indentation, the colons and the quotes here and just above"
)
_BAD_ESCAPE: Final = say(
    "in double quotes a backslash has a meaning of its own; write it twice, or use single quotes"
)
_UNCLOSED_QUOTE: Final = say("the quote that opens here is never closed")
_SYNTAX: Final = {
    "mapping values are not allowed in this context": say(
        "a colon is out of place here; put a text that holds a colon in quotes, or check the indentation"
    ),
    "could not find expected ':'": say(
        "this line has no colon after its key; add it, or indent the line so that it continues the text above"
    ),
    "did not find expected key": say(
        "this fits neither the line above nor the keys above it; check the indentation, quotes and brackets"
    ),
    "did not find expected '-' indicator": say(
        "a list item with its dash was due here; check the indentation against the items above"
    ),
    "block sequence entries are not allowed in this context": say(
        "a list item can't begin here; begin it on a line of its own, or put a text with a dash in quotes"
    ),
    "mapping keys are not allowed in this context": say(
        "a question mark with a space is out of place here; put the text in quotes"
    ),
    "did not find expected <document start>": say(
        "this does not belong to what stands above it; check the indentation"
    ),
    "did not find expected node content": say("a value, or a closing bracket, was due here"),
    "found character that cannot start any token": BAD_START,
    "did not find expected alphabetic or numeric character": BAD_START,
    "did not find expected comment or line break": say("after '|' or '>' the text begins on the next line"),
    "found unexpected end of stream": _UNCLOSED_QUOTE,
    "found unexpected document indicator": _UNCLOSED_QUOTE,
    "found unknown escape character": _BAD_ESCAPE,
    "did not find expected hexdecimal number": _BAD_ESCAPE,
    "found invalid Unicode character escape code": _BAD_ESCAPE,
}
_UNCLOSED_BRACKET: Final = ("did not find expected ',' or ']'", "did not find expected ',' or '}'")
_SHOWN_WHERE_IT_BEGAN: Final = (
    "could not find expected ':'",
    "did not find expected alphabetic or numeric character",
    "found unexpected end of stream",
    "found unexpected document indicator",
)


def place_of(error: yaml.MarkedYAMLError) -> Mark:
    """Return the place where somebody would look for it, not always the one where libyaml noticed it."""
    is_tag = "tag" in (error.context or "")
    if is_tag or error.problem in _SHOWN_WHERE_IT_BEGAN:
        return error.context_mark
    return error.problem_mark


def explain(error: yaml.MarkedYAMLError) -> Message:
    if error.problem in _UNCLOSED_BRACKET and error.context_mark:
        return say(
            "a comma is missing before this, or the closing bracket of what was opened in line {line}",
            line=error.context_mark.line + 1,
        )
    return _SYNTAX.get(error.problem or "", _NOT_UNDERSTOOD)
