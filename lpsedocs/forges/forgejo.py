"""The API of Forgejo and Gitea: ``/swagger.v1.json`` of any instance; the two differ in nothing read here."""

from collections.abc import Iterator
from typing import Final

from pydantic import AwareDatetime, TypeAdapter

from lpsedocs.findings import Message, say
from lpsedocs.forges.client import AccountNumber, Answered, Client, CommitId, Name, Number
from lpsedocs.forges.merges import (
    Account,
    Ending,
    MergeCommit,
    Request,
    Review,
    Verdict,
    Voice,
    refuse_other_ending,
    refuse_without_request,
    voices_in,
)


class _Repository(Answered):
    autodetect_manual_merge: bool = False
    """Only Gitea tells."""


class _User(Answered):
    id: AccountNumber
    login: Name


class _Branch(Answered):
    ref: Name
    sha: CommitId


class _Pull(Answered):
    number: Number
    title: Name
    merged: bool
    merged_at: AwareDatetime | None
    merged_by: _User | None
    merge_commit_sha: CommitId | None
    head: _Branch
    base: _Branch


class _Review(Answered):
    id: Number
    user: _User | None
    state: Name
    commit_id: Name
    submitted_at: AwareDatetime
    dismissed: bool
    official: bool
    stale: bool


_REPOSITORY: Final = TypeAdapter(_Repository)
_PULL: Final = TypeAdapter(_Pull)
_REVIEWS: Final = TypeAdapter(list[_Review])
_VERDICTS: Final[dict[str, Verdict]] = {"APPROVED": "approved", "REQUEST_CHANGES": "objected"}


def address(url: str) -> str:
    """Return the address of the API of an instance."""
    return f"{url}/api/v1"


def read(client: Client, project: str, merge: MergeCommit) -> Request:
    """Return the request that ended in a merge."""
    repository = client.one(_REPOSITORY, f"/repos/{project}")
    pull = client.one_or_none(_PULL, f"/repos/{project}/commits/{merge.id}/pull")
    if pull is None:
        raise refuse_without_request(merge)
    refuse_other_ending(
        Ending(pull.number, pull.merged, pull.merge_commit_sha, pull.head.sha, pull.base.ref), merge
    )
    reviews = client.every(_REVIEWS, f"/repos/{project}/pulls/{pull.number}/reviews", "limit")
    voices = voices_in(filter(None, map(_review, reviews)), merge.head, pull.merged_at)
    return Request(pull.number, pull.title, (*_merger(pull, repository), *voices))


def _merger(pull: _Pull, repository: _Repository) -> Iterator[Voice]:
    """Yield who merged; where the forge guesses, it takes the address that a pushed commit claims for it."""
    if pull.merged_by is None:
        return
    doubt = None
    if repository.autodetect_manual_merge:
        doubt = say(
            "the forge is set up to guess who merged (autodetect manual merge), by an address that anybody "
            "can write; switch that off"
        )
    yield Voice(_account(pull.merged_by), "merged", doubt)


def _review(review: _Review) -> Review | None:
    verdict = _VERDICTS.get(review.state)
    if verdict is None or review.user is None:
        return None
    if review.dismissed:
        verdict = "dismissed"
    account = _account(review.user)
    return Review(review.id, account, verdict, review.commit_id, review.submitted_at, _doubt(review))


def _doubt(review: _Review) -> Message | None:
    if review.stale:
        return say("the forge calls the approval stale: something was pushed after it")
    if not review.official:
        return say("the forge does not count the approval: the account may not approve there")
    return None


def _account(user: _User) -> Account:
    return Account(str(user.id), user.login)
