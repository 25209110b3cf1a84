"""For a person at a terminal."""

from collections.abc import Iterator

from lpsedocs.findings import Message
from lpsedocs.language import Language
from lpsedocs.review.layout import Block, Heading, Layout, Outline, Paragraph, Points, Strong, Table, layout
from lpsedocs.review.reviewing import Review
from lpsedocs.review.sentences import sentence

_STRONG = "\x1b[1m{}\x1b[0m"


def render(review: Review, language: Language) -> str:
    """Return the review as lines; colours are for a terminal, and stripped elsewhere by who prints."""
    return laid_out(layout(review), language)


def laid_out(found: Layout, language: Language) -> str:
    """Return a layout as lines."""
    parts = [found.opening, *(section.blocks for section in found.sections), found.closing]
    told = ["\n".join(line for block in part for line in _lines(block, language)) for part in parts if part]
    return "\n\n".join(told) + "\n"


def _lines(block: Block, language: Language) -> Iterator[str]:
    match block:
        case Heading(message):
            yield _STRONG.format(language.say(message))
        case Paragraph(message):
            yield sentence(message, language)
        case Strong(message):
            yield _STRONG.format(sentence(message, language))
        case Points(label, items):
            yield f"{language.say(label)}:"
            yield from (f"  - {language.say(item)}" for item in items)
        case Outline(label, lines):
            yield f"{language.say(label)}:"
            yield from (f"  {'  ' * line.depth}- {language.say(line.message)}" for line in lines)
        case Table(header, rows):
            yield from _table((header, *rows), language)


def _table(rows: tuple[tuple[Message, ...], ...], language: Language) -> Iterator[str]:
    cells = [[language.say(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        told = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {told}".rstrip()
