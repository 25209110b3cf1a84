"""The run of a pipeline, as the forge that started it describes it in the environment.

GitHub: docs.github.com, "Default environment variables". GitLab: docs.gitlab.com, "Predefined CI/CD
variables". Forgejo: forgejo.org/docs, "Actions reference"; its runner and Gitea's set GitHub's names, too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lpsedocs.findings import Refusal, say
from lpsedocs.models.roster import ForgeKind

TOKEN: Final = "LPSEDOCS_FORGE_TOKEN"


@dataclass(frozen=True)
class Run:
    """Where a pipeline runs, and on what."""

    kind: ForgeKind
    url: str
    """The forge's own address."""
    project: str
    """What its API calls the repository: OWNER/NAME, or a number."""
    commit: str
    branch: str


@dataclass(frozen=True)
class _Names:
    """By what variables a forge tells it; of several names the first that is set counts."""

    url: tuple[str, ...]
    project: tuple[str, ...]
    commit: tuple[str, ...]
    branch: tuple[str, ...]
    tokens: tuple[str, ...]


_SIGNS: Final[tuple[tuple[str, ForgeKind], ...]] = (
    ("GITLAB_CI", "gitlab"),
    ("FORGEJO_ACTIONS", "forgejo"),
    ("GITEA_ACTIONS", "gitea"),
    ("GITHUB_ACTIONS", "github"),
)
"""What each forge sets to ``true``. Forgejo sets Gitea's and GitHub's signs, too, so its own comes first."""
_GITHUB: Final = _Names(
    ("GITHUB_SERVER_URL",), ("GITHUB_REPOSITORY",), ("GITHUB_SHA",), ("GITHUB_REF",), (TOKEN, "GITHUB_TOKEN")
)
_NAMES: Final[Mapping[ForgeKind, _Names]] = {
    "github": _GITHUB,
    "gitea": _Names(
        _GITHUB.url, _GITHUB.project, _GITHUB.commit, _GITHUB.branch, (TOKEN, "GITEA_TOKEN", "GITHUB_TOKEN")
    ),
    "forgejo": _Names(
        ("FORGEJO_SERVER_URL", *_GITHUB.url),
        ("FORGEJO_REPOSITORY", *_GITHUB.project),
        ("FORGEJO_SHA", *_GITHUB.commit),
        ("FORGEJO_REF", *_GITHUB.branch),
        (TOKEN, "FORGEJO_TOKEN", "GITHUB_TOKEN"),
    ),
    "gitlab": _Names(
        ("CI_SERVER_URL",), ("CI_PROJECT_ID",), ("CI_COMMIT_SHA",), ("CI_COMMIT_BRANCH",), (TOKEN,)
    ),
}
_PROJECT: Final = re.compile(r"[0-9]+|(?!\.+/)[A-Za-z0-9._-]+/(?!\.+$)[A-Za-z0-9._-]+", re.ASCII)
_TOKEN: Final = re.compile(r"[!-~]{1,4096}", re.ASCII)
_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}", re.ASCII)


def run_of(environment: Mapping[str, str], kind: ForgeKind | None) -> Run:
    """Return the run that an environment describes; a kind that is given overrides what it says of that."""
    kind = kind or _kind_of(environment)
    names = _NAMES[kind]
    return Run(
        kind,
        _set(environment, names.url).rstrip("/"),
        _formed(environment, names.project, _PROJECT),
        _formed(environment, names.commit, _COMMIT),
        _set(environment, names.branch).removeprefix("refs/heads/"),
    )


def token_of(environment: Mapping[str, str], kind: ForgeKind) -> str | None:
    """Return the token for the forge's API; None where nobody has set one."""
    name = next((name for name in _NAMES[kind].tokens if environment.get(name, "").strip()), None)
    if name is None:
        return None
    token = environment[name].strip()
    if not _TOKEN.fullmatch(token):
        raise Refusal(
            say("the environment variable {name} has signs that stand in no token; set it anew", name=name)
        )
    return token


def _kind_of(environment: Mapping[str, str]) -> ForgeKind:
    for sign, kind in _SIGNS:
        if environment.get(sign, "").lower() == "true":
            return kind
    raise Refusal(
        say(
            "no pipeline that is known runs here: none of {signs} is 'true'; run this in CI after a merge, "
            "or name the kind of forge with --forge",
            signs=tuple(sign for sign, _ in _SIGNS),
        )
    )


def _set(environment: Mapping[str, str], names: tuple[str, ...]) -> str:
    found = next((environment[name] for name in names if environment.get(name)), None)
    if found is None:
        raise Refusal(
            say(
                "the environment variable {name} is not set; the forge sets it in a pipeline of a branch, "
                "and not in one of a request",
                name=names[-1],
            )
        )
    return found


def _formed(environment: Mapping[str, str], names: tuple[str, ...], form: re.Pattern[str]) -> str:
    found = _set(environment, names)
    if not form.fullmatch(found):
        raise Refusal(
            say(
                "the environment variable {name} has '{given}', which no forge sets there",
                name=names[-1],
                given=found[:100],
            )
        )
    return found
