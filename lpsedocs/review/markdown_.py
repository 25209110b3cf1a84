"""For the comment on a request, on GitHub, GitLab, Gitea and Forgejo: bounded, and no text in it acts.

All that is said is escaped, whoever wrote it; only the marks of this module make anything bold, a list or a
heading. A mark in front of what might be read as a name, a number or an address keeps the forges from
linking it: they look for these in the finished text, where a character that was escaped is itself again.
"""

import re
from collections.abc import Iterator
from typing import Final

from lpsedocs.findings import Message, say
from lpsedocs.language import Language
from lpsedocs.review.layout import Block, Heading, Layout, Outline, Paragraph, Points, Strong, Table, layout
from lpsedocs.review.reviewing import Review
from lpsedocs.review.sentences import sentence

MARKER: Final = "<!-- lpsedocs-review -->"
"""The first line, by which CI knows its one comment again."""
LIMIT: Final = 60_000
"""GitHub takes comments of 65,536 characters."""
LONGEST: Final = 1_500
"""How long one sentence may be, as written."""
_BREAK: Final = "<!-- -->"
"""Nothing to a reader; to a forge, two texts where one would be a mention, a reference or an address."""
_NOTHING: Final = "–"
"""In place of an empty text, which would leave a mark of ours without one."""
_ACTIVE: Final = re.compile(
    r"(?P<break>[@#!$%~^&:*\[](?=\S)|/(?=/)|(?<=\S)>|www(?=\.)|[0-9a-f]{6}(?=[0-9a-f])|\bG[HL](?=-))"
    r"|(?P<plain>\A[^a-z]|[^\w ,;:()?!%/'\".·–—…=-]|_)",
    re.IGNORECASE,
)
"""What makes a mention, a reference, an emoji, an address or a commit's link; and other signs that mark."""


def render(review: Review, language: Language) -> str:
    """Return the review as Markdown; whole records are left out where it would be too long."""
    return laid_out(layout(review), language, _left_out(review))


def laid_out(found: Layout, language: Language, lack: Message) -> str:
    """Return a layout as Markdown; with the message, where parts of it had to be left out."""
    opening, closing = _blocks(found.opening, language), _blocks(found.closing, language)
    room = LIMIT - len(MARKER) - len(opening) - len(closing) - 2 * LONGEST
    kept: list[str] = []
    for section in found.sections:
        told = _blocks(section.blocks, language)
        if len(told) <= room:
            room -= len(told) + 2
            kept.append(told)
    left = len(found.sections) - len(kept)
    lacking = [_paragraph(say(lack.template, **dict(lack.values), count=left), language)] if left else []
    return "\n\n".join(part for part in (MARKER, opening, *kept, *lacking, closing) if part) + "\n"


def _left_out(review: Review) -> Message:
    return say(
        "left out here, because the text would be too long: {count} parts; 'lpsedocs review --base {base}' "
        "tells all",
        base=review.facts.base[:12],
    )


def _blocks(blocks: tuple[Block, ...], language: Language) -> str:
    return "\n\n".join(_block(block, language) for block in blocks)


def _block(block: Block, language: Language) -> str:
    match block:
        case Heading(message):
            return f"### {escaped(language.say(message))}"
        case Paragraph(message):
            return _paragraph(message, language)
        case Strong(message):
            return f"**{escaped(sentence(message, language))}**"
        case Points(label, (item,)):
            return f"**{escaped(language.say(label))}:** {escaped(language.say(item))}"
        case Points(label, items):
            listed = "\n".join(f"- {escaped(language.say(item))}" for item in items)
            return f"**{escaped(language.say(label))}:**\n\n{listed}"
        case Outline(label, lines):
            told = (f"{'  ' * line.depth}- {escaped(language.say(line.message))}" for line in lines)
            return f"**{escaped(language.say(label))}:**\n\n" + "\n".join(told)
        case Table(header, rows):
            return "\n".join(_table(header, rows, language))


def _paragraph(message: Message, language: Language) -> str:
    return escaped(sentence(message, language))


def _table(
    header: tuple[Message, ...], rows: tuple[tuple[Message, ...], ...], language: Language
) -> Iterator[str]:
    yield _row(header, language)
    yield "|" + " --- |" * len(header)
    yield from (_row(row, language) for row in rows)


def _row(cells: tuple[Message, ...], language: Language) -> str:
    return "| " + " | ".join(escaped(language.say(cell)) for cell in cells) + " |"


def escaped(text: str) -> str:
    """Return a text, on one line, as Markdown that is nothing but this text; cut if it is long."""
    found, end = "", 0
    line = " ".join(text.split()) or _NOTHING
    for match in _ACTIVE.finditer(line):
        piece = line[end : match.start()] + _mark(match)
        if len(found) + len(piece) > LONGEST:
            return f"{found}{line[end : match.start()][: LONGEST - len(found)]}…"
        found, end = found + piece, match.end()
    rest = line[end:]
    room = LONGEST - len(found)
    return found + (rest if len(rest) <= room else f"{rest[:room]}…")


def _mark(match: re.Match[str]) -> str:
    if match["plain"]:
        return f"&#x{ord(match['plain']):x};"
    sign = match["break"]
    if sign == ">":
        return f"{_BREAK}&#x3e;"  # GitLab links group/project>
    return f"&#x{ord(sign):x};{_BREAK}" if len(sign) == 1 else f"{sign}{_BREAK}"
