"""What the rules on personal data share: where they look, what is exempt, and how they quote what they found."""

import re
from collections.abc import Iterator

from lpsedocs.corpus import Corpus, Writing
from lpsedocs.findings import Breach, Message


def matches(corpus: Corpus, pattern: re.Pattern[str]) -> Iterator[tuple[Writing, re.Match[str]]]:
    """Yield where a pattern occurs in the values of records."""
    for writing in corpus.telling_texts:
        for match in pattern.finditer(writing.text):
            yield writing, match


def is_office_contact(writing: Writing) -> bool:
    """Tell whether it stands in the roster, in the letterhead, or among the contacts of a supplier."""
    match writing.entry.kind.name:
        case "roster":
            return True
        case "organization":
            return writing.route[0] == "letterhead"
        case "supplier":
            return writing.route[0] == "contacts"
    return False


def breach_at(writing: Writing, words: str, message: Message) -> Breach:
    """Return a breach at the line in which the words stand."""
    place = writing.entry.at_words(writing.route, words)
    return Breach(place, message, writing.entry.name, route=writing.route)


def masked(text: str) -> str:
    """Return personal data with only the last three signs left, as LKPP's own data service shows them."""
    return "*" * (len(text) - 3) + text[-3:]
