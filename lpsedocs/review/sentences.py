"""Messages as sentences: they are written without the capital and the full stop."""

from lpsedocs.findings import Message
from lpsedocs.language import Language


def sentence(message: Message, language: Language) -> str:
    """Return a message as a sentence."""
    text = language.say(message)
    end = "" if text.endswith((".", "!", "?", "…")) else "."
    return f"{text[:1].upper()}{text[1:]}{end}"
