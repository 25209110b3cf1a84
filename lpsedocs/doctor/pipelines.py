"""What a CI file runs of lpsedocs, when, and how: the same for every forge."""

import enum
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from lpsedocs.doctor.options import Options, options_of
from lpsedocs.doctor.scripts import TELLING, Call
from lpsedocs.doctor.surroundings import odd_variables, shown
from lpsedocs.findings import Message, Value, say

Forge = Literal["github", "gitlab", "forgejo", "gitea"]
FORGE_NAMES: Final[Mapping[Forge, str]] = {
    "github": "GitHub",
    "gitlab": "GitLab",
    "forgejo": "Forgejo",
    "gitea": "Gitea",
}
_IF_SET: Final = re.compile(r"\$\{(\w+):\+([^{}$]*)\}")
"""A word of the shell that is there only if a variable is set."""
_VARIABLE: Final = re.compile(r"\$\{?(\w+)\}?")
DIGEST: Final = re.compile(r"@(sha256:)?([0-9a-f]{40}|[0-9a-f]{64})")
_BASE: Final = re.compile(
    r"(refs/remotes/)?origin/(main|master"
    r"|\$\{?(GITHUB_BASE_REF|CI_DEFAULT_BRANCH|CI_MERGE_REQUEST_TARGET_BRANCH_NAME)\}?"
    r"|\$\{\{github\.(base_ref|event\.pull_request\.base\.ref|event\.repository\.default_branch)\}\})"
    r"|\$\{?CI_MERGE_REQUEST_DIFF_BASE_SHA\}?|\$\{\{github\.event\.pull_request\.base\.sha\}\}"
)
_OPTIONS: Final = frozenset(
    {"--allow-unpinned", "--base", "--fail-on", "--format", "--ignore", "--require-pin", "--select"}
    | {"--today", "--trust-root", *TELLING}
)
"""The options of a gate whose effect is known."""
MAIN: Final = ("main", "master")
"""What a main branch is called, where nobody says what it is called here."""


class Event(enum.StrEnum):
    """What a pipeline is run for."""

    REQUEST = "request"
    MAIN = "main"
    SCHEDULE = "schedule"


@dataclass(frozen=True)
class Command:
    """A command of lpsedocs that a pipeline runs."""

    path: str
    job: str
    line: int
    call: Call
    events: frozenset[Event]
    """The events it is run for, for certain."""
    maybe: frozenset[Event]
    """The events it may be run for; which of them can't be told."""
    loopholes: tuple[Message, ...]
    """Why a failure would stop nothing, beside those of the script itself."""
    doubts: tuple[Message, ...]
    environment: Mapping[str, str]
    is_whole: bool | None
    """Whether the whole history is fetched before; None where that can't be told."""
    around: tuple[Value, ...] = ()
    """What of its script, and around it, is not understood, beside its variables."""
    is_written: bool = False
    """Whether all that is run with it is as ``lpsedocs init --ci`` writes it."""
    status: str | None = None
    """The name by which a forge may require its job, where others can have the same."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words as the shell makes them of what the file sets."""
        return tuple(word for given in self.call.words for word in self._filled(given))

    def _filled(self, word: str) -> Sequence[str]:
        if match := _IF_SET.fullmatch(word):
            return (match[2],) if self.environment.get(match[1]) else ()
        match = _VARIABLE.fullmatch(word)
        value = self.environment.get(match[1]) if match else None
        return value.split() if value is not None and "$" not in value else (word,)

    @property
    def options(self) -> Options:
        """The options of the command line."""
        return options_of(self.words[self.words.index(self.call.command or "") + 1 :])

    def _unfilled(self) -> Iterator[Message]:
        """Yield what decides on what is looked at, and only the forge or the script knows."""
        if self.call.command is not None and self.call.command in self.words:
            given = self.options
            for word in (*given.arguments, *given.of("--select", "--ignore", "--fail-on", "--today")):
                if "$" in word:
                    yield say("what '{word}' comes to can't be told from the file", word=word)

    @property
    def place(self) -> str:
        """Where it stands, as people read it."""
        return f"{self.path}:{self.line}"

    @property
    def holes(self) -> tuple[Message, ...]:
        """Every reason why its failure would stop nothing."""
        return (*self.loopholes, *self.call.loopholes)

    @property
    def all_doubts(self) -> tuple[Message, ...]:
        """Every reason why it can't be told whether its failure stops anything."""
        return (*self.doubts, *self.call.doubts, *self._unfilled(), *self._not_understood())

    def _not_understood(self) -> Iterator[Message]:
        given = self.options if self.call.command in self.words else None
        options = (shown(name) for name in (given.values if given else ()) if name not in _OPTIONS)
        odd = dict.fromkeys((*self.around, *odd_variables(self.environment), *options))
        if odd:
            yield say(
                "doctor does not understand {what} here, so it can't say that the gate runs", what=tuple(odd)
            )

    @property
    def stops(self) -> bool:
        """Whether its failure stops the pipeline, for certain."""
        return not self.holes and not self.all_doubts


@dataclass(frozen=True)
class Borrowed:
    """Something of others that a pipeline runs."""

    name: str
    place: str
    is_image: bool = False

    @property
    def is_pinned(self) -> bool:
        """Whether its name holds the digest of what is run."""
        return bool(DIGEST.search(self.name))


@dataclass(frozen=True)
class Pipeline:
    """What a CI file says."""

    forge: Forge
    path: str
    commands: tuple[Command, ...] = ()
    borrowed: tuple[Borrowed, ...] = ()
    excess: tuple[tuple[str, Message], ...] = ()
    """Rights that jobs have beyond what they need, with their place."""
    exposed: tuple[tuple[str, Message], ...] = ()
    """Where requests of strangers could come by secrets or rights."""
    privileged: tuple[tuple[str, str], ...] = ()
    """Events with the rights of the main branch that strangers can cause, unless what they start is known."""
    unread: tuple[Message, ...] = ()
    """What of the file can't be read here."""
    gaps: tuple[Message, ...] = ()
    """Why it is not started each time that it should."""
    statuses: tuple[tuple[str, str], ...] = ()
    """The names by which a forge may require the jobs of requests, with their places."""


def is_base(value: str, main: str | None = None) -> bool:
    """Tell whether a value of ``--base`` is the branch that a request is for, which the office calls so."""
    name = value.rpartition("/")[2]
    is_other = main is not None and name != main and name in MAIN
    return not is_other and _BASE.fullmatch(value) is not None


def texts_of(value: object) -> tuple[str, ...] | None:
    """Return a text, or a list of texts, as a tuple."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None
