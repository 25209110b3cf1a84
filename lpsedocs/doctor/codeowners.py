"""Reads CODEOWNERS as each forge does: whom it asks for a path, and which lines are not understood.

GitHub takes the last line that matches, Gitea and Forgejo every one; GitLab the last one of each section, of
which an optional one guards nothing, by the documentation of each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lpsedocs.doctor.pipelines import Forge
from lpsedocs.doctor.surroundings import shown

_HEADING: Final = re.compile(
    r"(?P<optional>\^?)\[(?P<name>[^\]\[]+)\](?:\[[0-9]+\])?(?P<owners>(?:\s+\S*@\S+)*)"
)
_GLOB: Final = re.compile(r"/?[\w.*/@-]+", re.ASCII)
"""A pattern that all readers of globs take in one way."""
_REGEX: Final = re.compile(r"!?(?:[\w./@|*+?-]|[(](?![?])|[)](?![*+])|\\\\[.])+", re.ASCII)
"""A pattern that Go and Python take in one way."""
_MOST: Final = 4
"""So many stars are tried in a pattern; each more of them costs as much as all before it."""


@dataclass(frozen=True)
class Line:
    """A path, and who is asked for it."""

    pattern: str
    accounts: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """Lines of which one decides."""

    lines: tuple[Line, ...]
    is_optional: bool = False


@dataclass(frozen=True)
class Owners:
    """What a file says to a forge."""

    forge: Forge
    sections: tuple[Section, ...] = ()
    odd: tuple[str, ...] = ()
    """The lines that are not understood."""

    def asked(self, path: str) -> tuple[str, ...]:
        """Return who must agree, or is asked, for a path."""
        required = (section for section in self.sections if not section.is_optional)
        return tuple(account for section in required for account in self._of_section(section, path))

    def _of_section(self, section: Section, path: str) -> tuple[str, ...]:
        found = [line for line in section.lines if _matches(line.pattern, path, self.forge)]
        if self.forge in ("forgejo", "gitea"):
            return tuple(account for line in found for account in line.accounts)
        if self.forge == "gitlab" and any(line.pattern.startswith("!") for line in found):
            return ()  # What a section leaves out, no other line of it takes in again.
        return found[-1].accounts if found else ()


def owners_in(text: str, forge: Forge) -> Owners:
    """Return what a file says to a forge."""
    lines = [line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#")]
    if forge == "gitlab":
        return _in_sections(lines)
    found = tuple(_line(words[0], words[1:]) for line in lines if (words := line.partition(" #")[0].split()))
    odd = tuple(shown(line.pattern) for line in found if not _is_known(line.pattern, forge))
    return Owners(forge, (Section(found),), odd)


def _in_sections(lines: list[str]) -> Owners:
    """Read what GitLab reads; sections of one name are one, and required if any of them is."""
    found: dict[str, list[Line]] = {"": []}
    required, odd = {""}, []
    name, default = "", ()
    for line in lines:
        if heading := _HEADING.fullmatch(line):
            name, default = heading["name"].strip().casefold(), tuple(heading["owners"].split())
            found.setdefault(name, [])
            required |= set() if heading["optional"] else {name}
            continue
        pattern, *accounts = line.split()
        found[name].append(_line(pattern, [*accounts] or [*default]))
        if not _is_known(pattern, "gitlab"):
            odd.append(shown(line))
    sections = (Section(tuple(items), name not in required) for name, items in found.items())
    return Owners("gitlab", tuple(sections), tuple(odd))


def _line(pattern: str, words: list[str]) -> Line:
    """Return a line without the words that are no accounts, which name nobody."""
    return Line(pattern, tuple(word for word in words if "@" in word))


# ---- Patterns


def _is_known(pattern: str, forge: Forge) -> bool:
    plain = _REGEX if forge in ("forgejo", "gitea") else _GLOB
    bare = pattern.removeprefix("!") if forge == "gitlab" else pattern
    return plain.fullmatch(bare) is not None and bare.count("*") + bare.count("+") <= _MOST


def _matches(pattern: str, path: str, forge: Forge) -> bool:
    if not _is_known(pattern, forge):
        return False
    bare = pattern.removeprefix("!")
    if forge in ("forgejo", "gitea"):
        return _fits(bare, path) is (bare == pattern)
    globs = _globs_of_gitlab if forge == "gitlab" else _globs_of_github
    return any(_matcher(one).fullmatch(path) for one in globs(bare))


def _fits(pattern: str, path: str) -> bool:
    try:
        return re.fullmatch(pattern.replace("\\\\", "\\"), path) is not None
    except re.error:
        return False


def _globs_of_github(pattern: str) -> Iterator[str]:
    """Yield what a pattern of a file or folder means; a star at its end takes in no folders."""
    bare = pattern.strip("/")
    start = "" if "/" in pattern.rstrip("/") else "**/"
    if pattern.endswith("/") or "*" not in bare.rpartition("/")[2]:
        yield f"{start}{bare}/**"
    if not pattern.endswith("/"):
        yield f"{start}{bare}"


def _globs_of_gitlab(pattern: str) -> Iterator[str]:
    """Yield what a pattern means: a folder ends with a stroke, and two stars before none are one."""
    start = "" if pattern.startswith("/") else "**/"
    bare = re.sub(r"\*\*(?!/)", "*", pattern.strip("/"))
    yield f"{start}{bare}/**" if pattern.endswith("/") else f"{start}{bare}"


def _matcher(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(_parts(pattern)))


def _parts(pattern: str) -> Iterator[str]:
    for part in re.findall(r"\*\*/|\*\*|\*|[^*]+", pattern):
        match part:
            case "**/":
                yield "(?:.*/)?"
            case "**":
                yield ".*"
            case "*":
                yield "[^/]*"
            case _:
                yield re.escape(part)
