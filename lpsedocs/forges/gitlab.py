"""GitLab's REST API: docs.gitlab.com/api, "Merge requests", "Merge request approvals", "Commits", "Users".

An approval there names no commit. It is of the head if it was given after the head was pushed, which the
versions of the request tell.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pydantic import AwareDatetime, TypeAdapter

from lpsedocs.findings import Message, say
from lpsedocs.forges.client import AccountNumber, Answered, Client, CommitId, Name, Number
from lpsedocs.forges.merges import (
    Account,
    Ending,
    MergeCommit,
    Request,
    Voice,
    machine,
    refuse_other_ending,
    refuse_without_request,
)


class _User(Answered):
    id: AccountNumber
    username: Name


class _Known(Answered):
    bot: bool = False


class _Listed(Answered):
    iid: Number
    state: Name
    merge_commit_sha: CommitId | None


class _Change(_Listed):
    title: Name
    target_branch: Name
    sha: CommitId
    merged_at: AwareDatetime | None
    merge_user: _User | None


class _Version(Answered):
    id: Number
    head_commit_sha: CommitId
    created_at: AwareDatetime


class _Approval(Answered):
    user: _User
    approved_at: AwareDatetime | None = None
    """Older versions of GitLab don't tell."""


class _Approvals(Answered):
    approved_by: list[_Approval]


class _Reviewer(Answered):
    user: _User
    state: Name


_LISTED: Final = TypeAdapter(list[_Listed])
_CHANGE: Final = TypeAdapter(_Change)
_VERSIONS: Final = TypeAdapter(list[_Version])
_APPROVALS: Final = TypeAdapter(_Approvals)
_REVIEWERS: Final = TypeAdapter(list[_Reviewer])
_KNOWN: Final = TypeAdapter(_Known)


def address(url: str) -> str:
    """Return the address of the API of an instance."""
    return f"{url}/api/v4"


def read(client: Client, project: str, merge: MergeCommit) -> Request:
    """Return the request that ended in a merge."""
    top = f"/projects/{project}"
    listed = client.every(_LISTED, f"{top}/repository/commits/{merge.id}/merge_requests", "per_page")
    number = next((one.iid for one in listed if one.merge_commit_sha == merge.id), None)
    if number is None:
        raise refuse_without_request(merge)
    change = client.one(_CHANGE, f"{top}/merge_requests/{number}")
    is_merged = change.state == "merged"
    refuse_other_ending(
        Ending(change.iid, is_merged, change.merge_commit_sha, change.sha, change.target_branch), merge
    )
    voices = (*_merger(change), *_approvers(client, f"{top}/merge_requests/{number}", change))
    return Request(change.iid, change.title, tuple(_known(client, voice) for voice in voices))


def _merger(change: _Change) -> Iterator[Voice]:
    if change.merge_user is not None:
        yield Voice(_account(change.merge_user), "merged")


def _approvers(client: Client, place: str, change: _Change) -> Iterator[Voice]:
    approvals = client.one(_APPROVALS, f"{place}/approvals")
    versions = list(client.every(_VERSIONS, f"{place}/versions", "per_page"))
    reviewers = client.one(_REVIEWERS, f"{place}/reviewers")
    objecting = {one.user.id for one in reviewers if one.state == "requested_changes"}
    last = max(versions, key=lambda version: version.id, default=None)
    for approval in approvals.approved_by:
        doubt = _doubt(approval, last, change)
        if approval.user.id in objecting:
            doubt = say("it asked for changes after that")
        yield Voice(_account(approval.user), "approved", doubt)


def _doubt(approval: _Approval, last: _Version | None, change: _Change) -> Message | None:
    if approval.approved_at is None:
        return say("this version of GitLab does not tell when it was approved, so not of which commit either")
    if last is None or last.head_commit_sha != change.sha or approval.approved_at < last.created_at:
        return say("something was pushed after the approval")
    if change.merged_at is None or approval.approved_at > change.merged_at:
        return say("the approval was given after the merge")
    return None


def _known(client: Client, voice: Voice) -> Voice:
    """Return a voice with the doubt that a program has it."""
    known = client.one_or_none(_KNOWN, f"/users/{voice.account.id}")
    return replace(voice, doubt=machine()) if known and known.bot else voice


def _account(user: _User) -> Account:
    return Account(str(user.id), user.username)
