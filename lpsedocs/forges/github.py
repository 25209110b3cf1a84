"""GitHub's REST API: docs.github.com/rest, "Pull requests", "Reviews", and "Commits"."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from pydantic import AwareDatetime, TypeAdapter

from lpsedocs.findings import say
from lpsedocs.forges.client import AccountNumber, Answered, Client, CommitId, Name, Number
from lpsedocs.forges.merges import (
    Account,
    Ending,
    MergeCommit,
    Request,
    Review,
    Verdict,
    Voice,
    machine,
    refuse_other_ending,
    refuse_without_request,
    voices_in,
)


class _User(Answered):
    id: AccountNumber
    login: Name
    type: Name


class _Branch(Answered):
    ref: Name
    sha: CommitId


class _Listed(Answered):
    number: Number
    merge_commit_sha: CommitId | None


class _Pull(_Listed):
    title: Name
    merged: bool
    merged_at: AwareDatetime | None
    merged_by: _User | None
    auto_merge: object = None
    head: _Branch
    base: _Branch


class _Review(Answered):
    id: Number
    user: _User | None
    state: Name
    commit_id: CommitId | None
    submitted_at: AwareDatetime | None = None


_LISTED: Final = TypeAdapter(list[_Listed])
_PULL: Final = TypeAdapter(_Pull)
_REVIEWS: Final = TypeAdapter(list[_Review])
_VERDICTS: Final[dict[str, Verdict]] = {
    "APPROVED": "approved",
    "CHANGES_REQUESTED": "objected",
    "DISMISSED": "dismissed",
}


def address(url: str) -> str:
    """Return the address of the API of GitHub, or of a GitHub Enterprise Server."""
    return "https://api.github.com" if urlsplit(url).hostname == "github.com" else f"{url}/api/v3"


def read(client: Client, project: str, merge: MergeCommit) -> Request:
    """Return the request that ended in a merge."""
    listed = client.every(_LISTED, f"/repos/{project}/commits/{merge.id}/pulls", "per_page")
    number = next((one.number for one in listed if one.merge_commit_sha == merge.id), None)
    if number is None:
        raise refuse_without_request(merge)
    pull = client.one(_PULL, f"/repos/{project}/pulls/{number}")
    refuse_other_ending(
        Ending(pull.number, pull.merged, pull.merge_commit_sha, pull.head.sha, pull.base.ref), merge
    )
    reviews = client.every(_REVIEWS, f"/repos/{project}/pulls/{number}/reviews", "per_page")
    voices = voices_in(filter(None, map(_review, reviews)), merge.head, pull.merged_at)
    return Request(pull.number, pull.title, (*_merger(pull), *voices))


def _merger(pull: _Pull) -> Iterator[Voice]:
    if pull.merged_by is None:
        return
    doubt = None if pull.merged_by.type == "User" else machine()
    if pull.auto_merge is not None:
        doubt = say("it let the forge merge later by itself (auto-merge), so what was merged may be other")
    yield Voice(_account(pull.merged_by), "merged", doubt)


def _review(review: _Review) -> Review | None:
    verdict = _VERDICTS.get(review.state)
    if verdict is None or review.user is None:
        return None
    doubt = None if review.user.type == "User" else machine()
    account = _account(review.user)
    return Review(review.id, account, verdict, review.commit_id, review.submitted_at, doubt)


def _account(user: _User) -> Account:
    return Account(str(user.id), user.login)
