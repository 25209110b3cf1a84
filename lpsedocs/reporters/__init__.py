"""The forms in which a report is printed: one module each, found by its place.

Each has ``render(report, language) -> str``; the module's name is the value of ``--format``.
"""

import importlib
import pkgutil
from collections.abc import Callable
from typing import cast

from lpsedocs.checker import Report
from lpsedocs.language import Language

FORMATS = tuple(sorted(module.name.rstrip("_") for module in pkgutil.iter_modules(__path__)))


def reporter(format_: str) -> Callable[[Report, Language], str]:
    """Return the function that renders a report in one of the FORMATS."""
    name = next(m.name for m in pkgutil.iter_modules(__path__) if m.name.rstrip("_") == format_)
    module = importlib.import_module(f"{__name__}.{name}")
    return cast("Callable[[Report, Language], str]", module.render)
