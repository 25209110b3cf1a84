"""What is read of a merged request, from each forge, by its published description."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from lpsedocs.findings import Refusal
from lpsedocs.forges import Account, MergeCommit, Request, Run, read_request
from lpsedocs.forges.github import address as github_address
from lpsedocs.forges.merges import Review, voices_in
from lpsedocs.language import ENGLISH
from tests.forges.cases import (
    AFTER,
    BUDI,
    HEAD,
    KINDS,
    MERGE,
    OTHER,
    PROJECTS,
    PUSHED,
    RAHMA,
    STRANGER,
    Case,
    Said,
    Somebody,
    tell,
)
from tests.forges.mocks import BASES, Mock, running


@pytest.fixture(params=KINDS)
def forge(request: pytest.FixtureRequest) -> Iterator[Mock]:
    with running(request.param) as mock:
        yield mock


@pytest.fixture
def github() -> Iterator[Mock]:
    with running("github") as mock:
        yield mock


@pytest.fixture
def gitlab() -> Iterator[Mock]:
    with running("gitlab") as mock:
        yield mock


@pytest.fixture
def forgejo() -> Iterator[Mock]:
    with running("forgejo") as mock:
        yield mock


def read(mock: Mock, case: Case, token: str | None = "rahasia") -> Request:
    tell(mock, case)
    run = Run(mock.kind, mock.url, PROJECTS[mock.kind], MERGE, "main")  # type: ignore[arg-type]
    return read_request(run, token, MergeCommit(MERGE, HEAD, "main"))


def told(request: Request) -> list[str]:
    """Return who did what, and what is held against it."""
    return [
        f"{voice.act} by {voice.account.id} {voice.account.name}"
        + (f": {ENGLISH.say(voice.doubt)}" if voice.doubt else "")
        for voice in request.voices
    ]


def refused(mock: Mock, case: Case) -> str:
    with pytest.raises(Refusal) as caught:
        read(mock, case)
    return ENGLISH.say(caught.value.message)


# ---- Who merged


def test_who_merged_is_told_by_the_number_of_the_account(forge: Mock) -> None:
    request = read(forge, Case())
    assert (request.number, request.title) == (42, "SETUJUI EVL-2026-001")
    assert told(request) == ["merged by 1001 rahma"]


def test_a_renamed_account_is_the_same_one(forge: Mock) -> None:
    assert told(read(forge, Case(merger=Somebody(1001, "rahma-baru")))) == ["merged by 1001 rahma-baru"]


def test_another_account_with_the_old_name_is_another_one(forge: Mock) -> None:
    assert told(read(forge, Case(merger=STRANGER))) == ["merged by 9999 rahma"]


def test_a_merge_of_an_account_that_is_gone_is_by_nobody(forge: Mock) -> None:
    assert told(read(forge, Case(merger=None))) == []


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_a_program_that_merges_or_approves_does_not_count(kind: str) -> None:
    robot = Somebody(1001, "robot", is_bot=True)
    with running(kind) as mock:
        assert told(read(mock, Case().by(robot))) == ["merged by 1001 robot: it is the account of a program"]
    with running(kind) as mock:
        assert told(read(mock, Case().by(BUDI, Said(robot)))) == [
            "merged by 1002 budi",
            "approved by 1001 robot: it is the account of a program",
        ]


def test_a_merge_that_the_forge_made_later_by_itself_does_not_count(github: Mock) -> None:
    waiting = {"enabled_by": {"id": 1001}, "merge_method": "merge"}
    assert told(read(github, Case(more=(("auto_merge", waiting),)))) == [
        "merged by 1001 rahma: it let the forge merge later by itself (auto-merge), so what was merged may "
        "be other"
    ]


def test_who_merged_is_not_believed_where_the_forge_guesses(forgejo: Mock) -> None:
    tell(forgejo, Case())
    forgejo.answers["/repos/dinas/arsip"] = {"autodetect_manual_merge": True}
    run = Run("gitea", forgejo.url, "dinas/arsip", MERGE, "main")
    assert told(read_request(run, "x", MergeCommit(MERGE, HEAD, "main"))) == [
        "merged by 1001 rahma: the forge is set up to guess who merged (autodetect manual merge), by an "
        "address that anybody can write; switch that off"
    ]


# ---- What was merged


def test_a_test_merge_of_an_open_request_is_refused(forge: Mock) -> None:
    assert refused(forge, Case(is_merged=False)) == {
        "forgejo": "the forge knows no merged request that ended in aaaaaaaaaaaa; a merge that somebody "
        "pushed is not attested"
    }.get(
        forge.kind,
        "request #42 is not merged: aaaaaaaaaaaa is how the forge tried whether it could be, and nobody has "
        "decided by it",
    )


def test_a_merge_that_belongs_to_no_request_is_refused(forge: Mock) -> None:
    tell(forge, Case(ended=OTHER))
    if forge.kind == "forgejo":
        del forge.answers[f"/repos/dinas/arsip/commits/{MERGE}/pull"]
    with pytest.raises(Refusal) as caught:
        read_request(
            Run(forge.kind, forge.url, PROJECTS[forge.kind], MERGE, "main"),  # type: ignore[arg-type]
            "x",
            MergeCommit(MERGE, HEAD, "main"),
        )
    assert ENGLISH.say(caught.value.message) == (
        "the forge knows no merged request that ended in aaaaaaaaaaaa; a merge that somebody pushed is not "
        "attested"
    )


def test_a_request_that_ended_in_another_commit_is_refused(forgejo: Mock) -> None:
    assert refused(forgejo, Case(ended=OTHER)) == (
        "request #42 did not end in the merge commit aaaaaaaaaaaa, but in cccccccccccc; only a merge commit "
        "shows what was merged, so have the forge make no other (no squash, no rebase)"
    )


def test_a_request_that_ended_in_no_commit_is_refused(forgejo: Mock) -> None:
    assert refused(forgejo, Case(more=(("merge_commit_sha", None),))) == (
        "request #42 did not end in the merge commit aaaaaaaaaaaa, but in none; only a merge commit shows "
        "what was merged, so have the forge make no other (no squash, no rebase)"
    )


def test_a_squashed_request_is_refused(forge: Mock) -> None:
    # GitLab makes a merge commit of the squashed one: it is no commit of the request.
    more = (("squash_commit_sha", HEAD),) if forge.kind == "gitlab" else ()
    assert refused(forge, Case(shown=OTHER, more=more)) == (
        "request #42 has the last commit cccccccccccc, and the merge aaaaaaaaaaaa brought bbbbbbbbbbbb: what "
        "was merged is not what the request shows (no squash, no rebase)"
    )


def test_a_request_into_another_branch_is_refused(forge: Mock) -> None:
    assert refused(forge, Case(branch="uji")) == (
        "request #42 was merged into uji, and decisions count in main"
    )


def test_a_request_from_a_fork_is_read_like_any_other(forge: Mock) -> None:
    where = {"github": "head", "forgejo": "head", "gitlab": "source_project_id"}[forge.kind]
    fork: Any = (
        99 if forge.kind == "gitlab" else {"sha": HEAD, "ref": "main", "label": "luar:main", "repo_id": 99}
    )
    assert told(read(forge, Case(more=((where, fork),)))) == ["merged by 1001 rahma"]


# ---- Who approved


def test_an_approval_of_the_merged_head_stands(forge: Mock) -> None:
    assert told(read(forge, Case().by(BUDI, Said(RAHMA)))) == [
        "merged by 1002 budi",
        "approved by 1001 rahma",
    ]


def test_a_comment_takes_no_approval_back(github: Mock, forgejo: Mock) -> None:
    for mock in (github, forgejo):
        request = read(mock, Case().by(BUDI, Said(RAHMA), Said(RAHMA, "commented", at=AFTER)))
        assert told(request) == ["merged by 1002 budi", "approved by 1001 rahma"]


@pytest.mark.parametrize("kind", ["github", "forgejo"])
def test_a_dismissed_approval_does_not_stand(kind: str) -> None:
    with running(kind) as mock:
        assert told(read(mock, Case().by(BUDI, Said(RAHMA, "dismissed")))) == [
            "merged by 1002 budi",
            "approved by 1001 rahma: the approval was dismissed",
        ]


def test_an_approval_taken_back_is_not_there_any_more(gitlab: Mock) -> None:
    said = Said(RAHMA), Said(RAHMA, "dismissed")
    assert told(read(gitlab, Case().by(BUDI, *said))) == ["merged by 1002 budi"]


@pytest.mark.parametrize("kind", ["github", "forgejo"])
def test_an_approval_of_another_head_does_not_stand(kind: str) -> None:
    with running(kind) as mock:
        assert told(read(mock, Case().by(BUDI, Said(RAHMA, of=OTHER)))) == [
            "merged by 1002 budi",
            "approved by 1001 rahma: the approval was of cccccccccccc, and bbbbbbbbbbbb was merged",
        ]


def test_an_approval_before_the_last_push_does_not_stand(gitlab: Mock) -> None:
    pushes = (OTHER, "2026-07-06T00:30:00Z"), (HEAD, "2026-07-06T02:30:00Z")
    case = replace(Case().by(BUDI, Said(RAHMA)), pushes=pushes)
    assert told(read(gitlab, case)) == [
        "merged by 1002 budi",
        "approved by 1001 rahma: something was pushed after the approval",
    ]
    gitlab.answers.clear()
    case = replace(Case().by(BUDI, Said(RAHMA)), pushes=((OTHER, PUSHED),))
    assert told(read(gitlab, case))[1:] == ["approved by 1001 rahma: something was pushed after the approval"]


def test_what_an_old_gitlab_tells_of_an_approval_is_not_enough(gitlab: Mock) -> None:
    assert told(read(gitlab, Case().by(BUDI, Said(RAHMA, at=""))))[1:] == [
        "approved by 1001 rahma: this version of GitLab does not tell when it was approved, so not of which "
        "commit either"
    ]


def test_an_approval_that_the_forge_calls_stale_does_not_stand(forgejo: Mock) -> None:
    tell(forgejo, Case().by(BUDI, Said(RAHMA)))
    forgejo.answers["/repos/dinas/arsip/pulls/42/reviews"][0]["stale"] = True
    run = Run("forgejo", forgejo.url, "dinas/arsip", MERGE, "main")
    assert told(read_request(run, "x", MergeCommit(MERGE, HEAD, "main")))[1:] == [
        "approved by 1001 rahma: the forge calls the approval stale: something was pushed after it"
    ]


def test_an_approval_of_whoever_may_not_approve_does_not_stand(forgejo: Mock) -> None:
    assert told(read(forgejo, Case().by(BUDI, Said(RAHMA, is_official=False))))[1:] == [
        "approved by 1001 rahma: the forge does not count the approval: the account may not approve there"
    ]


def test_changes_requested_later_take_an_approval_back(forge: Mock) -> None:
    said = Said(RAHMA), Said(RAHMA, "objected", at="2026-07-06T02:30:00Z")
    assert told(read(forge, Case().by(BUDI, *said)))[1:] == [
        "approved by 1001 rahma: it asked for changes after that"
    ]


def test_an_approval_after_changes_were_requested_stands(forge: Mock) -> None:
    said = Said(RAHMA, "objected", at=PUSHED), Said(RAHMA)
    assert told(read(forge, Case().by(BUDI, *said)))[1:] == ["approved by 1001 rahma"]


def test_an_approval_after_the_merge_does_not_stand(forge: Mock) -> None:
    assert told(read(forge, Case().by(BUDI, Said(RAHMA, at=AFTER))))[1:] == [
        "approved by 1001 rahma: the approval was given after the merge"
    ]


def test_an_approval_without_the_moment_of_the_merge_does_not_stand(forge: Mock) -> None:
    case = replace(Case().by(BUDI, Said(RAHMA)), more=(("merged_at", None),))
    assert told(read(forge, case))[1:] == ["approved by 1001 rahma: the approval was given after the merge"]


def test_an_approval_of_no_moment_does_not_stand(github: Mock) -> None:
    assert told(read(github, Case().by(BUDI, Said(RAHMA, at=""))))[1:] == [
        "approved by 1001 rahma: the approval was given after the merge"
    ]


def test_an_approval_of_no_commit_does_not_stand() -> None:
    review = Review(1, Account("1001", "rahma"), "approved", None, datetime.now(UTC))
    [voice] = voices_in([review], HEAD, datetime.now(UTC))
    assert voice.doubt is not None
    assert ENGLISH.say(voice.doubt) == "the approval was of none, and bbbbbbbbbbbb was merged"


def test_an_approval_of_a_request_without_versions_does_not_stand(gitlab: Mock) -> None:
    tell(gitlab, Case().by(BUDI, Said(RAHMA)))
    gitlab.answers["/projects/7/merge_requests/42/versions"] = []
    run = Run("gitlab", gitlab.url, "7", MERGE, "main")
    assert told(read_request(run, "x", MergeCommit(MERGE, HEAD, "main")))[1:] == [
        "approved by 1001 rahma: something was pushed after the approval"
    ]


def test_an_account_that_can_not_be_seen_any_more_is_no_program(gitlab: Mock) -> None:
    tell(gitlab, Case())
    del gitlab.answers["/users/1001"]
    run = Run("gitlab", gitlab.url, "7", MERGE, "main")
    assert told(read_request(run, "x", MergeCommit(MERGE, HEAD, "main"))) == ["merged by 1001 rahma"]


def test_reviews_are_read_to_the_last_page(github: Mock, forgejo: Mock) -> None:
    others = tuple(Said(Somebody(2000 + number, f"orang{number}")) for number in range(120))
    for mock in (github, forgejo):
        request = read(mock, Case().by(BUDI, *others, Said(RAHMA)))
        assert told(request)[-1] == "approved by 1001 rahma"
        assert len(request.voices) == 122


def test_a_page_that_is_not_full_need_not_be_the_last_one(github: Mock, forgejo: Mock) -> None:
    said = Said(RAHMA), Said(BUDI, "commented"), Said(BUDI, "commented"), Said(RAHMA, "objected")
    for mock in (github, forgejo):
        mock.most = 2
        assert told(read(mock, Case().by(BUDI, *said)))[1:] == [
            "approved by 1001 rahma: it asked for changes after that"
        ]


def test_a_review_of_an_account_that_is_gone_is_nobodys(github: Mock, forgejo: Mock) -> None:
    for mock in (github, forgejo):
        tell(mock, Case().by(BUDI, Said(RAHMA)))
        mock.answers["/repos/dinas/arsip/pulls/42/reviews"][0]["user"] = None
        run = Run(mock.kind, mock.url, "dinas/arsip", MERGE, "main")  # type: ignore[arg-type]
        assert told(read_request(run, "x", MergeCommit(MERGE, HEAD, "main"))) == ["merged by 1002 budi"]


# ---- How it is asked


def test_the_token_is_sent_as_the_forge_wants_it(forge: Mock) -> None:
    read(forge, Case())
    assert forge.tokens == {"token rahasia" if forge.kind == "forgejo" else "Bearer rahasia"}


def test_without_a_token_none_is_sent(forge: Mock) -> None:
    read(forge, Case(), token=None)
    assert forge.tokens == {None}


def ask_wrongly(kind: str, method: str, path: str) -> None:
    with running(kind) as mock:
        mock.answers["/repos/a/b/pulls/1"] = {"number": "satu"}
        mock.answer(method, BASES[kind] + path)


@pytest.mark.parametrize(
    ("kind", "method", "path", "why"),
    [
        ("forgejo", "GET", "/repos/a/b/pulls/1/reviews?urutan=naik", "takes no urutan"),
        ("forgejo", "DELETE", "/repos/a/b", "takes no DELETE"),
        ("forgejo", "GET", "/repos/a/b/pulls/x/reviews", "takes a number as index"),
        ("gitlab", "GET", "/projects/7/merge_requests/1?page=2", "takes no page"),
        ("github", "GET", "/repos/a/b/tarik", "there is no path /repos/a/b/tarik"),
        ("github", "GET", "/repos/a/b/pulls/1", "/repos/a/b/pulls/1 answers number: 'satu' is not"),
    ],
)
def test_the_mock_refuses_what_the_description_does_not_allow(
    kind: str, method: str, path: str, why: str
) -> None:
    with pytest.raises(AssertionError, match=why):
        ask_wrongly(kind, method, path)


def test_github_has_its_api_at_an_address_of_its_own() -> None:
    assert github_address("https://github.com") == "https://api.github.com"
    assert github_address("https://git.contoh.example") == "https://git.contoh.example/api/v3"
