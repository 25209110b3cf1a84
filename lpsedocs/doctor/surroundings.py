"""What may stand around a gate: the keys, variables and commands that are known to change nothing about it.

Everything else is named, as it is written: doctor does not understand it, and says so.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

_LONGEST: Final = 60
"""How much of something odd is shown."""

# ---- Keys


def odd_keys(part: Mapping[str, Any], known: Collection[str]) -> Iterator[str]:
    """Yield the keys of a part of a CI file that are not known, with a value that fits behind them."""
    for key, value in part.items():
        if key not in known:
            yield shown(f"{key}: {value}" if isinstance(value, str | int | float) else key)


def shown(text: str) -> str:
    """Return something odd as it is shown in a message."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= _LONGEST else f"'{line[:_LONGEST]}...'"


# ---- Variables

_HEEDED: Final = re.compile(
    r"(BASH|DYLD|GLIBC|LD|PIP|UV|GIT|SSH|XDG|GITHUB|RUNNER|GITLAB|FF|LPSEDOCS|CI)_\w*|PYTHON\w*|CI|BASHOPTS|PATH|HOME|ENV|IFS|SHELLOPTS|CDPATH|PROMPT_COMMAND|POSIXLY_CORRECT|VIRTUAL_ENV"
)
"""What a shell, the loader, Python, pip, git, lpsedocs or the forge take for more than a name."""
_OWN: Final = r"(?:PWD|OLDPWD|GITHUB_WORKSPACE|CI_PROJECT_DIR)\b"
_PLACE: Final = rf"(?!.*\.\.)(?:~|\.?venv|\$\{{?(?!{_OWN})\w+\}}?|\$\{{\{{runner\.temp\}}\}})?/[^:\s]*"
"""A path that does not lead into what the request brings."""
_ELSEWHERE: Final = re.compile(_PLACE)
_PATHS: Final = re.compile(rf"({_PLACE}|\$\{{?PATH\}}?)(:({_PLACE}|\$\{{?PATH\}}?))*")
_ANY: Final = re.compile(r".*", re.DOTALL)
_VARIABLES: Final[Mapping[str, re.Pattern[str]]] = {
    "PATH": _PATHS,
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
        if _HEEDED.fullmatch(name) and not (known and known.fullmatch(value)):
            yield shown(f"{name}: {value}")


# ---- Commands

_HARMLESS: Final = frozenset(
    {"echo", "printf", "test", "[", "[[", "true", "false", ":", "exit", "return", "cd", "cat", "tee", "head"}
    | {"tail", "grep", "ls", "pwd", "date", "sleep", "mkdir", "tar", "fi", "done", "esac", "else", "}"}
    | {"apt-get", "apk"}
)
_KNOWN: Final = (
    *(("git", verb) for verb in ("fetch", "clone", "rev-parse", "log", "show", "diff", "status")),
    ("git", "worktree", "add"),
    ("git", "config", "--global", "--add", "safe.directory"),
    ("python", "-m", "venv"),
    ("python", "-c", "import ensurepip"),
    *(("lpsedocs", name) for name in ("check", "verify", "review", "status", "build", "doctor", "attest")),
)
_INSTALLERS: Final = (
    ("pip", "install"),
    ("python", "-m", "pip", "install"),
    ("uv", "pip", "install"),
    ("uv", "tool", "install"),
    ("pipx", "install"),
)
_PYTHON: Final = re.compile(r"(python|pip)3?(\.\d+)?")
_SET: Final = re.compile(r"[-+][euxo]+|errexit|nounset|pipefail|xtrace")
_PACKAGE: Final = re.compile(
    r"[A-Za-z0-9][\w.-]*(?<!\.whl)(?<!\.gz)(?<!\.zip)(\[[\w,-]+\])?([=<>~!]=?[\w.*,<>=!~]+)?"
    r"|(lpsedocs ?@ ?)?(git\+)?https://\S+"
)
_SWITCHES: Final = frozenset(
    {"-q", "--quiet", "-U", "--upgrade", "--require-hashes", "--no-deps", "--no-cache-dir", "--no-input"}
    | {"--user", "--break-system-packages", "--disable-pip-version-check"}
)
_LISTS: Final = frozenset({"-r", "--requirement"})
_WITH_VALUE: Final = _LISTS | {"--only-binary", "--index-url", "-i"}
_REDIRECTS: Final = re.compile(r"[<>&|]*[<>][<>&|]*")
_TO_PATH: Final = re.compile(r"\$\{?GITHUB_PATH\}?")


def odd_command(words: Sequence[str]) -> str | None:
    """Return a command as it is written, unless it is known to change nothing of what comes after it."""
    return None if not words or _is_known(words) else shown(" ".join(words))


def is_odd_program(word: str) -> bool:
    """Tell whether a program may be one that the request brings."""
    return "/" in word and not _ELSEWHERE.fullmatch(word)


def has_substitution(words: Sequence[str]) -> bool:
    """Tell whether a command has the output of others in its words."""
    return any("$(" in word or "`" in word or word.endswith("$") for word in words)


def without_redirects(words: Sequence[str]) -> Iterator[str]:
    """Yield the words of a command itself."""
    skipped = False
    for index, word in enumerate(words):
        if skipped:
            skipped = False
        elif _REDIRECTS.fullmatch(word):
            skipped = True
        elif not (word.isdigit() and index + 1 < len(words) and _REDIRECTS.fullmatch(words[index + 1])):
            yield word


def _is_known(words: Sequence[str]) -> bool:
    if has_substitution(words) or is_odd_program(words[0]):
        return False
    if any("GITHUB_ENV" in word or "GITHUB_PATH" in word for word in words):
        return _is_a_known_path(words)
    words = list(without_redirects(words))
    name = PurePosixPath(words[0]).name
    plain = (_PYTHON.sub(r"\1", name) if _PYTHON.fullmatch(name) else name, *words[1:])
    if plain[0] == "set":
        return all(_SET.fullmatch(word) for word in plain[1:])
    if plain[0] == "export" or "=" in plain[0]:
        return _assigns_nothing_odd(words)
    for start in _INSTALLERS:
        if plain[: len(start)] == start:
            return _is_from_elsewhere(plain[len(start) :])
    return plain[0] in _HARMLESS or any(plain[: len(start)] == start for start in _KNOWN)


def _is_a_known_path(words: Sequence[str]) -> bool:
    """Tell whether a command is the one way to name a folder of programs for the steps to come."""
    return (
        len(words) == 4
        and (words[0], words[2]) == ("echo", ">>")
        and bool(_ELSEWHERE.fullmatch(words[1]) and _TO_PATH.fullmatch(words[3]))
    )


def _assigns_nothing_odd(words: Sequence[str]) -> bool:
    pairs = [word.partition("=") for word in words if word != "export"]
    return all(
        not _HEEDED.fullmatch(name) or (name == "PATH" and bool(_PATHS.fullmatch(value)))
        for name, _, value in pairs
    )


def _is_from_elsewhere(words: Sequence[str]) -> bool:
    """Tell whether packages are installed by name or address, and not out of the folder itself."""
    rest = iter(words)
    for word in rest:
        if word in _WITH_VALUE:
            next(rest, None)
        elif word not in _SWITCHES and not _PACKAGE.fullmatch(word):
            return False
    return "--require-hashes" in words or not _LISTS & {*words}
