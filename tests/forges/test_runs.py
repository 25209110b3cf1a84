"""Which forge a pipeline belongs to, by the environment that the forge sets."""

import pytest

from lpsedocs.findings import Refusal
from lpsedocs.forges import Run, run_of, token_of
from lpsedocs.language import ENGLISH
from lpsedocs.models.roster import ForgeKind

COMMIT = "a" * 40
GITHUB = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": "dinas/arsip",
    "GITHUB_SHA": COMMIT,
    "GITHUB_REF": "refs/heads/main",
}
HERE = {**GITHUB, "GITHUB_SERVER_URL": "https://git.contoh.example/"}
GITLAB = {
    "GITLAB_CI": "true",
    "CI_SERVER_URL": "https://gitlab.contoh.example",
    "CI_PROJECT_ID": "7",
    "CI_COMMIT_SHA": COMMIT,
    "CI_COMMIT_BRANCH": "main",
}
FORGEJO = {
    "FORGEJO_ACTIONS": "true",
    "FORGEJO_SERVER_URL": "https://forgejo.contoh.example",
    "FORGEJO_REPOSITORY": "dinas/lain",
    "FORGEJO_SHA": "b" * 40,
    "FORGEJO_REF": "refs/heads/utama",
}


@pytest.mark.parametrize(
    ("environment", "run"),
    [
        pytest.param(GITHUB, Run("github", "https://github.com", "dinas/arsip", COMMIT, "main"), id="GitHub"),
        pytest.param(
            {**HERE, "GITEA_ACTIONS": "true"},
            Run("gitea", "https://git.contoh.example", "dinas/arsip", COMMIT, "main"),
            id="Gitea",
        ),
        pytest.param(
            {**HERE, "GITEA_ACTIONS": "true", "FORGEJO_ACTIONS": "true"},
            Run("forgejo", "https://git.contoh.example", "dinas/arsip", COMMIT, "main"),
            id="Forgejo by the names that it shares with GitHub",
        ),
        pytest.param(
            {**HERE, "GITEA_ACTIONS": "true", **FORGEJO},
            Run("forgejo", "https://forgejo.contoh.example", "dinas/lain", "b" * 40, "utama"),
            id="Forgejo by its own names",
        ),
        pytest.param(
            GITLAB, Run("gitlab", "https://gitlab.contoh.example", "7", COMMIT, "main"), id="GitLab"
        ),
        pytest.param(
            {**GITHUB, "GITHUB_SHA": "c" * 64},
            Run("github", "https://github.com", "dinas/arsip", "c" * 64, "main"),
            id="a repository of SHA-256",
        ),
        pytest.param(
            {**GITHUB, "GITHUB_REF": "refs/pull/42/merge"},
            Run("github", "https://github.com", "dinas/arsip", COMMIT, "refs/pull/42/merge"),
            id="a pipeline of a request, which is on no branch",
        ),
    ],
)
def test_the_environment_tells_forge_project_and_commit(environment: dict[str, str], run: Run) -> None:
    assert run_of(environment, None) == run


def test_an_option_overrides_the_kind() -> None:
    assert run_of(HERE, "forgejo").kind == "forgejo"
    assert run_of({**GITLAB, "GITLAB_CI": ""}, "gitlab").kind == "gitlab"


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        (
            {},
            "no pipeline that is known runs here: none of GITLAB_CI, FORGEJO_ACTIONS, GITEA_ACTIONS, and "
            "GITHUB_ACTIONS is 'true'; run this in CI after a merge, or name the kind of forge with --forge",
        ),
        (
            {**GITHUB, "GITHUB_SHA": ""},
            "the environment variable GITHUB_SHA is not set; the forge sets it in a pipeline of a branch, "
            "and not in one of a request",
        ),
        (
            {name: value for name, value in GITLAB.items() if name != "CI_COMMIT_BRANCH"},
            "the environment variable CI_COMMIT_BRANCH is not set; the forge sets it in a pipeline of a "
            "branch, and not in one of a request",
        ),
        (
            {**GITHUB, "GITHUB_REPOSITORY": "dinas/../lain"},
            "the environment variable GITHUB_REPOSITORY has 'dinas/../lain', which no forge sets there",
        ),
        (
            {**GITHUB, "GITHUB_REPOSITORY": "../arsip"},
            "the environment variable GITHUB_REPOSITORY has '../arsip', which no forge sets there",
        ),
        (
            {**GITHUB, "GITHUB_REPOSITORY": "dinas/.."},
            "the environment variable GITHUB_REPOSITORY has 'dinas/..', which no forge sets there",
        ),
        (
            {**GITHUB, "GITHUB_SHA": "HEAD"},
            "the environment variable GITHUB_SHA has 'HEAD', which no forge sets there",
        ),
    ],
)
def test_what_does_not_tell_enough_is_refused(environment: dict[str, str], why: str) -> None:
    with pytest.raises(Refusal) as caught:
        run_of(environment, None)
    assert ENGLISH.say(caught.value.message) == why


@pytest.mark.parametrize(
    ("kind", "environment", "token"),
    [
        ("github", {"GITHUB_TOKEN": "a"}, "a"),
        ("github", {"GITHUB_TOKEN": "a", "LPSEDOCS_FORGE_TOKEN": " b\n"}, "b"),
        ("github", {"GITHUB_TOKEN": "a", "LPSEDOCS_FORGE_TOKEN": ""}, "a"),
        ("forgejo", {"GITHUB_TOKEN": "a", "FORGEJO_TOKEN": "b"}, "b"),
        ("forgejo", {"GITHUB_TOKEN": "a"}, "a"),
        ("gitea", {"GITEA_TOKEN": "a"}, "a"),
        ("gitlab", {"GITHUB_TOKEN": "a", "CI_JOB_TOKEN": "b"}, None),
        ("gitlab", {"LPSEDOCS_FORGE_TOKEN": "a"}, "a"),
        ("github", {}, None),
    ],
)
def test_the_token_comes_from_the_environment(
    kind: ForgeKind, environment: dict[str, str], token: str | None
) -> None:
    assert token_of(environment, kind) == token


@pytest.mark.parametrize("token", ["rahas ia", "rahasia\nX: y", "rahasía", "r" * 5000])
def test_a_token_that_can_be_none_is_refused_unseen(token: str) -> None:
    with pytest.raises(Refusal) as caught:
        token_of({"LPSEDOCS_FORGE_TOKEN": token}, "github")
    assert ENGLISH.say(caught.value.message) == (
        "the environment variable LPSEDOCS_FORGE_TOKEN has signs that stand in no token; set it anew"
    )
