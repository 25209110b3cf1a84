"""The options of a command line, read without running it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_FLAGS: Final = frozenset({"--require-pin", "--allow-unpinned", "--help", "-h", "--version"})
"""The options without a value, of the commands that a gate runs."""


@dataclass(frozen=True)
class Options:
    """What a command line says."""

    values: Mapping[str, tuple[str, ...]]
    """By option; a flag has an empty text."""
    arguments: tuple[str, ...]

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def of(self, *names: str) -> tuple[str, ...]:
        """Return every value of options."""
        return tuple(value for name in names for value in self.values.get(name, ()))


def options_of(words: Sequence[str]) -> Options:
    """Return the options and arguments of the words after the name of a command."""
    values: dict[str, list[str]] = {}
    arguments: list[str] = []
    for name, value in _read(words):
        if name is None:
            arguments.append(value)
        else:
            values.setdefault(name, []).append(value)
    return Options({name: tuple(given) for name, given in values.items()}, tuple(arguments))


def _read(words: Sequence[str]) -> Iterator[tuple[str | None, str]]:
    rest = iter(words)
    for word in rest:
        name, is_joined, value = word.partition("=")
        if word == "--":
            yield from ((None, later) for later in rest)
        elif not word.startswith("-") or word == "-":
            yield None, word
        elif name in _FLAGS:
            yield name, ""
        else:
            yield name, value if is_joined else next(rest, "")
