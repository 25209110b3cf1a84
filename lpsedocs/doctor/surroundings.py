"""What may stand around a gate: the keys and variables that are known to change nothing about it.

Everything else is named, as it is written: doctor does not understand it, and says so.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

_LONGEST: Final = 60
"""How much of something odd is shown."""

# ---- Keys


def odd_keys(part: Mapping[str, Any], known: Collection[str]) -> Iterator[str]:
    """Yield the keys of a part of a CI file that are not known, with a value that fits behind them."""
    for key, value in part.items():
        if key not in known:
            yield shown(f"{key}: {value}" if isinstance(value, str | int | float) else str(key))


def shown(text: str) -> str:
    """Return something odd as it is shown in a message."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= _LONGEST else f"'{line[:_LONGEST]}...'"


# ---- Variables

_ANY: Final = re.compile(r".*", re.DOTALL)
_NAME: Final = re.compile(r"[\w.@-]+", re.ASCII)
_VARIABLES: Final[Mapping[str, re.Pattern[str]]] = {
    "DARI_FORK": re.compile(
        r"\$\{\{ github\.event\.pull_request\.head\.repo\.full_name != github\.repository \}\}"
    ),
    "GIT_DEPTH": re.compile(r"[0-9]+"),
    "GIT_STRATEGY": re.compile(r"clone|fetch"),
    "PIP_CACHE_DIR": re.compile(r"/(opt|tmp|var/cache)/[\w-]+"),
    "PIP_INDEX_URL": re.compile(r"https://\S+"),
    **dict.fromkeys(("LANG", "LC_ALL"), _NAME),
    "TZ": re.compile(r"[A-Z]\w+(/[A-Z]\w+)?", re.ASCII),
    **dict.fromkeys(
        (
            *("PIP_DISABLE_PIP_VERSION_CHECK", "PIP_NO_CACHE_DIR", "PYTHONUNBUFFERED", "PYTHONUTF8"),
            *("LPSEDOCS_TRUST_ROOT", "LPSEDOCS_LANG", "LPSEDOCS_FORGE", "LPSEDOCS_API"),
            *("LPSEDOCS_REPOSITORY", "LPSEDOCS_BOT", "LPSEDOCS_TOKEN", "LPSEDOCS_FORGE_TOKEN"),
            *("LPSEDOCS_WITNESS_KEY", "LPSEDOCS_PAGES", "LPSEDOCS_SAKSI", "LPSEDOCS_TUGAS"),
            "LPSEDOCS_CODE_SCANNING",
        ),
        _ANY,
    ),
}
"""The variables whose effect is known, and the values of which it is; no list of bad ones could be whole."""


def odd_variables(given: Mapping[str, str]) -> Iterator[str]:
    """Yield the variables of which it is not known that they change nothing."""
    for name, value in given.items():
        known = _VARIABLES.get(name)
        if not (known and known.fullmatch(value)):
            yield shown(f"{name}: {value}")
