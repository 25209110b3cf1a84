"""What a condition of a CI file comes to for an event: true, false, or not to be told from the file.

Reads what GitHub (also Forgejo and Gitea) writes after ``if:`` and GitLab in its rules: names, texts, ``==``,
``!=``, ``=~``, ``!``, ``&&``, ``||``, parentheses, and the functions that ask how the steps before went.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*'|\"[^\"]*\")|(?P<pattern>/(?:[^/\\]|\\.)+/i?)|(?P<op>&&|\|\||==|!=|=~|!~|!|\(|\))"
    r"|(?P<name>\$?[A-Za-z_][\w.\-]*|\$\{\w+\})|(?P<other>\S))"
)
_ASKED: Final = {"always": True, "success": True, "failure": False, "cancelled": False}
"""What the functions say where nothing before has failed."""

_DEEPEST: Final = 50
"""How many parentheses and negations lie in each other in anything that a person wrote."""


@dataclass(frozen=True)
class Varying:
    """A text that differs from one run to the next; only its form is known."""

    form: re.Pattern[str]


Value = str | bool | Varying | None
Known = Mapping[str, Value]
"""What names stand for; a name that is left out can't be told."""


class _Unknown:
    """A value that can't be told from the file."""


UNKNOWN: Final = _Unknown()
_Any = Value | _Unknown | re.Pattern[str]


def holds(condition: object, known: Known) -> bool | None:
    """Tell what a condition comes to; None where it can't be told."""
    if isinstance(condition, bool) or condition is None:
        return condition is not False
    text = str(condition).strip()
    if text.startswith("${{") and text.endswith("}}") and text.count("${{") == 1:
        text = text[3:-2]
    elif "${{" in text:
        return None  # A text around an expression is always true on GitHub, and hardly ever meant so.
    try:
        reader = _Reader(_tokens(text), known)
        value = reader.either()
    except _OddError:
        return None
    return _truth(value) if reader.is_done else None


class _OddError(Exception):
    """Something that is not read here."""


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    place = 0
    while place < len(text.rstrip()):
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup == "other":
            raise _OddError
        found.append((str(match.lastgroup), match[str(match.lastgroup)]))
        place = match.end()
    return found


def _truth(value: _Any) -> bool | None:
    return None if isinstance(value, _Unknown | re.Pattern) else bool(value)


@dataclass
class _Reader:
    tokens: list[tuple[str, str]]
    known: Known
    place: int = field(default=0)
    depth: int = field(default=0)

    @property
    def is_done(self) -> bool:
        return self.place == len(self.tokens)

    def either(self) -> _Any:
        value = self.both()
        while self._takes("||"):
            value = _joined(_truth(value), _truth(self.both()), decisive=True)
        return value

    def both(self) -> _Any:
        value = self.compared()
        while self._takes("&&"):
            value = _joined(_truth(value), _truth(self.compared()), decisive=False)
        return value

    def compared(self) -> _Any:
        value = self.plain()
        for sign in ("==", "!=", "=~", "!~"):
            if self._takes(sign):
                same = _same(value, self.plain())
                return UNKNOWN if same is None else same is (sign in ("==", "=~"))
        return value

    def plain(self) -> _Any:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _OddError
        value = self._plain()
        self.depth -= 1
        return value

    def _plain(self) -> _Any:
        if self._takes("!"):
            truth = _truth(self.plain())
            return UNKNOWN if truth is None else not truth
        if self._takes("("):
            value = self.either()
            self._must(")")
            return value
        return self._value()

    def _value(self) -> _Any:
        if self.is_done:
            raise _OddError
        kind, text = self.tokens[self.place]
        self.place += 1
        if kind == "text":
            return text[1:-1].replace("''", "'")
        if kind == "pattern":
            return _pattern(text)
        if kind == "name":
            return self._called(text) if self._takes("(") else self._named(text)
        raise _OddError

    def _called(self, name: str) -> _Any:
        if self._takes(")"):
            return _ASKED.get(name, UNKNOWN)
        raise _OddError

    def _named(self, text: str) -> _Any:
        name = text.lstrip("$").strip("{}")
        if name in ("true", "false"):
            return name == "true"
        if name == "null":
            return None
        is_bare = name == text and name.isupper()  # GitLab refuses the name of a variable without its sign
        return UNKNOWN if is_bare else self.known.get(name, UNKNOWN)

    def _takes(self, sign: str) -> bool:
        if not self.is_done and self.tokens[self.place] == ("op", sign):
            self.place += 1
            return True
        return False

    def _must(self, sign: str) -> None:
        if not self._takes(sign):
            raise _OddError


def _pattern(text: str) -> re.Pattern[str]:
    body, _, marks = text[1:].rpartition("/")
    try:
        return re.compile(body, re.IGNORECASE if marks else 0)
    except re.error:
        raise _OddError from None


def _joined(one: bool | None, other: bool | None, *, decisive: bool) -> _Any:  # noqa: FBT001  # three-valued logic
    if decisive in (one, other):
        return decisive
    return UNKNOWN if None in (one, other) else not decisive


def _same(one: _Any, other: _Any) -> bool | None:
    if isinstance(one, _Unknown) or isinstance(other, _Unknown):
        return None
    if isinstance(one, Varying):
        return _may_be(one, other)
    if isinstance(other, Varying):
        return _may_be(other, one)
    if isinstance(other, re.Pattern):
        return bool(other.search(one)) if isinstance(one, str) else False
    if (one, other) in ((None, ""), ("", None)) or isinstance(one, bool) is not isinstance(other, bool):
        return None  # Forges turn one kind of value into the other, each in its way.
    # GitHub compares without case, and GitLab with it.
    return None if one != other and _folded(one) == _folded(other) else one == other


def _may_be(varying: Varying, other: _Any) -> bool | None:
    fits = not isinstance(other, str) or varying.form.fullmatch(other)
    return None if fits and other is not None else False


def _folded(value: _Any) -> _Any:
    return value.casefold() if isinstance(value, str) else value
