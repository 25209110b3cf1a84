"""What may stand around a gate: the keys, variables and commands that are known to change nothing about it.

Everything else is named, as it is written: doctor does not understand it, and says so.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import PurePosixPath
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

_OWN_FILE: Final = r"(?:/tmp/|\$\{?RUNNER_TEMP\}?/)?\w[\w.-]*|/dev/(?:null|std\w+)"
_TARGET: Final = rf"(?:{_OWN_FILE}|\$\{{?GITHUB_(?:STEP_SUMMARY|OUTPUT)\}}?|&?[12])"
"""A file that a command may write: none of git's, of the records or of a program."""
_SWITCH: Final = (
    r"-q|--quiet|-U|--upgrade|--require-hashes|--no-deps|--no-cache-dir|--no-input|--user|--break-system-packages"
    r"|--disable-pip-version-check|--only-binary \S+|(?:-i|--index-url) https://\S+"
)
_PACKAGE: Final = (
    r"[A-Za-z0-9][\w.-]*(?<!\.whl)(?<!\.gz)(?<!\.zip)(?:\[[\w,-]+\])?(?:[=<>~!]=?[\w.*,<>=!~]+)?"
    r"|(?:lpsedocs ?@ ?)?(?:git\+)?https://\S+"
)
_INSTALL: Final = r"(?:pip[\d.]*|python[\d.]* -m pip|uv pip|uv tool|pipx) install"
_COMMANDS: Final = (
    r"(?:echo|printf|test|\[\[?|true|false|:|exit|return|cd|cat|head|tail|grep|ls|pwd|date)(?: .*)?",
    r"(?:sleep|mkdir) .*|fi|done|esac|else|\}",
    r"set(?: (?:[-+][euxo]+|errexit|nounset|pipefail|xtrace))+",
    rf"tee(?: -a)?(?: {_TARGET})*",
    r"git (?:clone|rev-parse|log|show|diff|status)(?: .*)?",
    r"git fetch(?: -[\w=-]+)*(?: origin(?: \+?refs/heads/([^: ]+):refs/remotes/origin/\1| [\w/.${}-]+)*)?",
    r"git worktree add .*|git config --global --add safe\.directory .*",
    r"python[\d.]* (?:-I )?(?:-m venv .*|-c import ensurepip)",
    r"(?:apt-get|apk)(?: [\w.+=-]+)+",
    rf"{_INSTALL}(?: (?:{_SWITCH}|{_PACKAGE}))+",
    rf"{_INSTALL}(?=.* --require-hashes\b)(?: (?:{_SWITCH}|(?:-r|--requirement) \S+))+",
    r"lpsedocs (?:check|verify|review|status|doctor)(?: .*)?|lpsedocs build .*--untrusted\b.*",
)
"""Commands after which the records, git, lpsedocs and the shell are the same as before."""
_COMMAND: Final = re.compile("|".join(f"(?:{command})" for command in _COMMANDS), re.DOTALL)
_ORDER: Final = re.compile(r"::(set-env|add-path)")
"""What runners obey in the output of a command."""
_REDIRECT: Final = re.compile(r"[<>&|]*[<>][<>&|]*")
_WRITTEN: Final = re.compile(_TARGET)
_TO_PATH: Final = re.compile(rf"echo {_PLACE} >> \$\{{?GITHUB_PATH\}}?")


def odd_command(words: Sequence[str]) -> str | None:
    """Return a command as it is written, unless it is known to change nothing of what comes after it."""
    return None if not words or _is_known(words) else shown(" ".join(words))


def is_odd_program(word: str) -> bool:
    """Tell whether a program may be one that the request brings."""
    return "/" in word and not _ELSEWHERE.fullmatch(word)


def has_substitution(words: Sequence[str]) -> bool:
    """Tell whether a command has the output of others in its words."""
    return any("$(" in word or "`" in word or word.endswith("$") or word in ("<(", ">(") for word in words)


def without_redirects(words: Sequence[str]) -> Iterator[str]:
    """Yield the words of a command itself."""
    for index, word in enumerate(words):
        is_target = index > 0 and _REDIRECT.fullmatch(words[index - 1])
        is_number = word.isdigit() and index + 1 < len(words) and _REDIRECT.fullmatch(words[index + 1])
        if not (is_target or is_number or _REDIRECT.fullmatch(word)):
            yield word


def _is_known(words: Sequence[str]) -> bool:
    if has_substitution(words) or is_odd_program(words[0]) or any(map(_ORDER.search, words)):
        return False
    if _TO_PATH.fullmatch(" ".join(words)):
        return True
    if not all(_WRITTEN.fullmatch(target) for target in _targets(words)):
        return False
    program, *rest = without_redirects(words)
    if program == "export" or "=" in program:
        return all(_is_plain(word) for word in words if word != "export")
    return _COMMAND.fullmatch(" ".join([PurePosixPath(program).name, *rest])) is not None


def _targets(words: Sequence[str]) -> Iterator[str]:
    """Yield the files that a command writes."""
    for sign, target in pairwise(words):
        if _REDIRECT.fullmatch(sign) and ">" in sign:
            yield target


def _is_plain(assignment: str) -> bool:
    name, _, value = assignment.partition("=")
    return not _HEEDED.fullmatch(name) or (name == "PATH" and _PATHS.fullmatch(value) is not None)
