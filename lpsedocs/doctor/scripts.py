"""The commands of lpsedocs in a shell script of a CI file, and what would hide that one of them failed.

Reads lists, pipes and redirections as a shell does; of what it does not read it says so.
"""

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from lpsedocs.findings import Message, say
from lpsedocs.numerals import counted_or_none

EXPRESSION: Final = "${EXPRESSION}"
"""Stands for what the forge fills in, unless that is a name alone: that stays, without blanks."""
_EXPRESSIONS: Final = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_ASSIGNMENT: Final = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)
_BEFORE: Final = frozenset(
    {"exec", "time", "nice", "command", "env", "sudo", "uvx", "uv", "run", "pipx", "poetry"}
)
_CONTROL: Final = frozenset(
    {"if", "elif", "while", "until", "for", "case", "then", "else", "do", "!", "{", "(", "function"}
)
_REDIRECT: Final = re.compile(r"[<>&|]*[<>][<>&|]*")
_ENDS: Final = frozenset({";", ";;", "&&", "||", "|", "|&", "&", "\n", "(", ")"})


@dataclass(frozen=True)
class Shell:
    """How a script is run."""

    stops: bool = True
    """Whether it ends at the first command that fails."""
    pipefail: bool = False
    """Whether a pipe fails with any of its commands."""
    odd: str | None = None
    """How it is written, if that is no form that is known."""


TELLING: Final = ("--help", "-h", "--version")
"""The options with which a command shows a text about itself, and does nothing else."""


@dataclass(frozen=True)
class Call:
    """A command of lpsedocs in a script."""

    words: tuple[str, ...]
    """What stands after ``lpsedocs``."""
    environment: tuple[tuple[str, str], ...]
    """What the line sets for it alone."""
    loopholes: tuple[Message, ...]
    """Why nothing would stop if it failed."""
    doubts: tuple[Message, ...]
    """Why that can't be told."""

    @property
    def command(self) -> str | None:
        """The name of the command, after the options of the group."""
        rest = iter(self.words)
        for word in rest:
            if word in ("--lang", "--root"):
                next(rest, None)
            elif not word.startswith("-"):
                return word
        return None


@dataclass(frozen=True)
class _Part:
    """A simple command of a script, what stands before it in its list, and what joins it to the next."""

    words: tuple[str, ...]
    before: str
    after: str
    is_last: bool


def calls_in(script: str, shell: Shell = Shell()) -> Iterator[Call]:
    """Yield the commands of lpsedocs in a script."""
    text = _EXPRESSIONS.sub(_expression, script)
    try:
        parts = list(_parts(text))
    except ValueError:  # an open quote
        if re.search(r"\blpsedocs\b", text):
            yield Call((), (), (), (say("a script that names lpsedocs can't be read here"),))
        return
    is_set = {"e": shell.stops, "pipefail": shell.pipefail}
    depth = 0
    turns: dict[str, Message] = {}
    for index, part in enumerate(parts):
        depth += _opened(part.words)
        _follow(part.words, is_set)
        call = _call(part, Shell(is_set["e"], is_set["pipefail"]), parts[index + 1 :], depth)
        if call is not None:
            yield replace(call, doubts=(*call.doubts, *turns.values()))
        _turn(part.words, turns)


def _expression(match: re.Match[str]) -> str:
    name = match[1].strip()
    return f"${{{{{name}}}}}" if re.fullmatch(r"[\w.-]+", name) else EXPRESSION


def _rest(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _CONTROL or word == "function"]


_OVER: Final = say("an 'exit' before it may end the script")
_PLACES: Final = ("$CI_PROJECT_DIR", "${CI_PROJECT_DIR}", "$GITHUB_WORKSPACE", "${GITHUB_WORKSPACE}")
"""What forges call the folder that the repository is checked out to."""
_TURNING: Final = frozenset(
    {"trap", "alias", "function", "eval", "source", ".", "shopt", "builtin", "hash", "enable", "pushd"}
)
"""Commands after which the names and the rules of a shell may be others."""


def _turn(words: tuple[str, ...], turns: dict[str, Message]) -> None:
    """Note what a command makes of those after it, by what it is; the folder is the last one named."""
    rest = _rest(words)
    first = rest[0] if rest else ""
    if _is_an_early_end(rest):
        turns["exit"] = _OVER
    if "<<" in words or "<<-" in words:
        turns["<<"] = say("lines after '<<' are a text here, and no commands")
    is_activation = first in (".", "source") and rest[-1].endswith("/bin/activate")
    if (first in _TURNING and not is_activation) or "()" in words[:2]:
        turns["turn"] = say("'{words}' before it may change what its name or its failure means", words=first)
    if first == "cd":
        turns["cd"] = say("it is run in another folder ({folder})", folder=" ".join(rest[1:]))
    if first == "cd" and " ".join(rest[1:]) in _PLACES:
        del turns["cd"]


def _is_an_early_end(rest: list[str]) -> bool:
    if rest[:1] == ["exec"]:
        return bool(list(_without_redirects(rest[1:]))) and "lpsedocs" not in " ".join(rest)
    return rest[:1] in (["exit"], ["return"]) and not _is_a_failure(rest[1:])


def _is_a_failure(codes: Sequence[str]) -> bool:
    """Tell whether an exit code that stands in the script is one of a failure: shells keep eight bits."""
    code = counted_or_none(codes[0]) if len(codes) == 1 else None
    return code is not None and code % 256 != 0


def _opened(words: tuple[str, ...]) -> int:
    """Tell how many conditions or loops of the shell a command opens, less those it closes."""
    first = words[0] if words else ""
    return (first in ("if", "while", "until", "for", "case")) - (first in ("fi", "done", "esac"))


_LETTERS: Final = {"errexit": "e"}


def _follow(words: tuple[str, ...], is_set: dict[str, bool]) -> None:
    if words[:1] != ("set",):
        return
    for word in words[1:]:
        sign, letters = word[:1], word[1:]
        if word in ("pipefail", "errexit"):
            is_set[_LETTERS.get(word, word)] = "+o" not in words
        elif sign in "+-" and "e" in letters:
            is_set["e"] = sign == "-"


def _parts(text: str) -> Iterator[_Part]:
    tokens = list(_tokens(text))
    words: list[str] = []
    before = "\n"
    for index, token in enumerate(tokens):
        if token in _ENDS:
            if words:
                is_last = all(later in ("\n", ";") for later in tokens[index:])
                yield _Part(tuple(words), before, token, is_last)
            before, words = (token if words or token != "\n" else before), []
        else:
            words.append(token)


def _tokens(text: str) -> Iterator[str]:
    for line in text.replace("\\\n", " ").split("\n"):
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        yield from lexer
        yield "\n"


def _call(part: _Part, shell: Shell, later: Sequence[_Part], depth: int) -> Call | None:
    words = list(_without_redirects(part.words))
    is_condition = bool(words) and words[0] in _CONTROL
    while words and words[0] in _CONTROL:
        words.pop(0)
    environment: list[tuple[str, str]] = []
    while words and (words[0] in _BEFORE or _ASSIGNMENT.fullmatch(words[0])):
        if match := _ASSIGNMENT.fullmatch(words[0]):
            environment.append((match[1], match[2]))
        words.pop(0)
    rest = _after_name(words)
    if rest is None:
        if any(re.search(r"\blpsedocs\s+(check|verify)\b", word) for word in part.words):
            return Call((), (), (), (say("a command of lpsedocs stands within another command"),))
        return None
    doubts = []
    if depth or is_condition:
        doubts.append(say("it stands within a condition or loop of the script"))
    if part.before == "&&":
        doubts.append(say("it is left out where the command before '&&' fails"))
    if part.before == "(":
        doubts.append(say("it stands in parentheses, and what is made of its exit code is not read here"))
    if part.before == "||":
        doubts.append(say("it is run only where the command before '||' fails"))
    if elsewhere := next((word for word in rest if word.partition("=")[0] == "--root"), None):
        doubts.append(say("with '{option}' another workspace may be looked at", option=elsewhere))
    return Call(rest, tuple(environment), tuple(_loopholes(rest, part, shell, later)), tuple(doubts))


def _without_redirects(words: Sequence[str]) -> Iterator[str]:
    """Yield the words of a command itself."""
    for index, word in enumerate(words):
        is_target = index > 0 and _REDIRECT.fullmatch(words[index - 1])
        is_number = word.isdigit() and index + 1 < len(words) and _REDIRECT.fullmatch(words[index + 1])
        if not (is_target or is_number or _REDIRECT.fullmatch(word)):
            yield word


def _after_name(words: Sequence[str]) -> tuple[str, ...] | None:
    if words and PurePosixPath(words[0]).name == "lpsedocs":
        return tuple(words[1:])
    return None


def _loopholes(rest: Sequence[str], part: _Part, shell: Shell, later: Sequence[_Part]) -> Iterator[Message]:
    if (told := next((word for word in rest if word in TELLING), None)) is not None:
        yield say("with '{option}' it only shows a text, and checks nothing", option=told)
    if part.after == "||" and not (later and (_fails(later[0]) or _is_kept(later))):
        what = " ".join(later[0].words) if later else ""
        yield say("'|| {what}' stands after it, and hides that it failed", what=what)
    if part.after in ("|", "|&") and not shell.pipefail:
        yield say("its output goes into a pipe, which hides that it failed ('set -o pipefail' does not)")
    if part.after == "&":
        yield say("it is run in the background, and nobody waits for it")
    if part.after == "&&" and later and not later[0].is_last:
        yield say("it stands before '&&', and the script goes on if it fails")
    if not shell.stops and not part.is_last and part.after not in ("||", "&&"):
        yield say("the script goes on after a command that failed ('set +e', or a shell without '-e')")


def _fails(part: _Part) -> bool:
    """Tell whether what stands after '||' fails again, and nothing after it hides that."""
    words = list(part.words)
    fails = words == ["false"] or (
        words[:1] in (["exit"], ["return"]) and (words[1:] in ([], ["$?"]) or _is_a_failure(words[1:]))
    )
    return fails and part.after in (";", "\n")


def _is_kept(later: Sequence[_Part]) -> bool:
    """Tell whether the exit code is kept in a variable that the script ends with."""
    kept = re.fullmatch(r"(\w+)=\$\?", " ".join(later[0].words))
    return kept is not None and any(
        part.words[:1] == ("exit",) and part.words[1:] in ((f"${kept[1]}",), (f"${{{kept[1]}}}",))
        for part in later[1:]
        if part.before in ("\n", ";")
    )
