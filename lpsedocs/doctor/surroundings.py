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

_HEEDED: Final = re.compile(
    r"(BASH|DYLD|GLIBC|LD|PIP|UV|GIT|SSH|SSL|OPENSSL|NODE|XDG|ACTIONS|GITHUB|RUNNER|GITLAB|FF|LPSEDOCS|CI)_\w*"
    r"|(PYTHON|PERL|REQUESTS|CURL)\w*|(?i:\w+_PROXY)|CI|BASHOPTS|PATH|HOME|ENV|IFS|SHELLOPTS|CDPATH|TMPDIR"
    r"|PROMPT_COMMAND|POSIXLY_CORRECT|VIRTUAL_ENV|GCONV_PATH|LOCPATH"
)
"""What a shell, the loader, Python, pip, git, lpsedocs or the forge take for more than a name."""
_NAME: Final = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_ANY: Final = re.compile(r".*", re.DOTALL)
_VARIABLES: Final[Mapping[str, re.Pattern[str]]] = {
    "GIT_DEPTH": re.compile(r"[0-9]+"),
    "GIT_STRATEGY": re.compile(r"clone|fetch"),
    "PIP_INDEX_URL": re.compile(r"https://\S+"),
    **dict.fromkeys(
        (
            *("PIP_CACHE_DIR", "PIP_DISABLE_PIP_VERSION_CHECK", "PIP_NO_CACHE_DIR", "PYTHONUNBUFFERED"),
            *("PYTHONUTF8", "LPSEDOCS_TRUST_ROOT", "LPSEDOCS_LANG", "LPSEDOCS_FORGE", "LPSEDOCS_API"),
            *("LPSEDOCS_REPOSITORY", "LPSEDOCS_BOT", "LPSEDOCS_TOKEN", "LPSEDOCS_FORGE_TOKEN"),
            *("LPSEDOCS_WITNESS_KEY", "LPSEDOCS_PAGES", "LPSEDOCS_SAKSI", "LPSEDOCS_TUGAS"),
            "LPSEDOCS_CODE_SCANNING",
        ),
        _ANY,
    ),
}
"""The variables of those whose effect is known, and the values of which it is."""


def odd_variables(given: Mapping[str, str]) -> Iterator[str]:
    """Yield the variables that may change what a command does."""
    for name, value in given.items():
        known = _VARIABLES.get(name)
        is_heeded = _HEEDED.fullmatch(name) or not _NAME.fullmatch(name)
        if is_heeded and not (known and known.fullmatch(value)):
            yield shown(f"{name}: {value}")
