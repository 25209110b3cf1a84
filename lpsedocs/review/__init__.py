"""A request in words: what it changes, what that moves, and what merging it means.

Takes two corpora with their reports, and what the history says of the request; gives a value. How that value
is printed stands in a module for each format. Nothing here decides or proves anything: what a decision is
worth is asked of ``lpsedocs.trust``.
"""

import importlib
from collections.abc import Callable
from typing import Final, cast

from lpsedocs.language import Language
from lpsedocs.review.reviewing import Review, Side, review

__all__ = ["FORMATS", "Review", "Side", "printer", "review"]

FORMATS: Final = ("json", "markdown", "text")


def printer(format_: str) -> Callable[[Review, Language], str]:
    """Return the function that prints a review in one of the FORMATS."""
    module = importlib.import_module(f"{__name__}.{format_}_")
    return cast("Callable[[Review, Language], str]", module.render)
