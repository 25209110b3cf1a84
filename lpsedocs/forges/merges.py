"""A merged request and the people who spoke for it, as values; and whose approval still stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lpsedocs.findings import Message, Refusal, say

Act = Literal["merged", "approved"]


@dataclass(frozen=True)
class Account:
    """An account on a forge."""

    id: str
    """The number that stays; nothing else of an account does."""
    name: str
    """What it is called now, for people to read."""


@dataclass(frozen=True)
class Voice:
    """Somebody who merged a request, or who reviewed it."""

    account: Account
    act: Act
    doubt: Message | None = None
    """Why this doesn't count, if it doesn't."""


@dataclass(frozen=True)
class MergeCommit:
    """A commit with two parents on the main branch."""

    id: str
    head: str
    """The second parent: what was merged."""
    branch: str
    """The short name of the main branch."""


@dataclass(frozen=True)
class Request:
    """A merged request."""

    number: int
    title: str
    voices: tuple[Voice, ...]
    """Who merged it, then who reviewed it."""


@dataclass(frozen=True)
class Ending:
    """How a forge says that a request ended."""

    number: int
    is_merged: bool
    commit: str | None
    head: str
    branch: str


def refuse_other_ending(ending: Ending, merge: MergeCommit) -> None:
    """Refuse a request that did not end in this merge, of this head, into this branch."""
    if not ending.is_merged:
        raise Refusal(
            say(
                "request #{number} is not merged: {merge} is how the forge tried whether it could be, and "
                "nobody has decided by it",
                number=ending.number,
                merge=merge.id[:12],
            )
        )
    if ending.commit != merge.id:
        raise Refusal(
            say(
                "request #{number} did not end in the merge commit {merge}, but in {other}; only a merge "
                "commit shows what was merged, so have the forge make no other (no squash, no rebase)",
                number=ending.number,
                merge=merge.id[:12],
                other=ending.commit[:12] if ending.commit else say("none"),
            )
        )
    if ending.head != merge.head:
        raise Refusal(
            say(
                "request #{number} has the last commit {head}, and the merge {merge} brought {other}: what "
                "was merged is not what the request shows (no squash, no rebase)",
                number=ending.number,
                head=ending.head[:12],
                merge=merge.id[:12],
                other=merge.head[:12],
            )
        )
    if ending.branch != merge.branch:
        raise Refusal(
            say(
                "request #{number} was merged into {branch}, and decisions count in {main}",
                number=ending.number,
                branch=ending.branch,
                main=merge.branch,
            )
        )


def refuse_without_request(merge: MergeCommit) -> Refusal:
    """Return the refusal of a merge that the forge knows no request of."""
    return Refusal(
        say(
            "the forge knows no merged request that ended in {merge}; a merge that somebody pushed is not "
            "attested",
            merge=merge.id[:12],
        )
    )


# ---- Reviews

Verdict = Literal["approved", "objected", "dismissed"]


@dataclass(frozen=True)
class Review:
    """A review that says yes or no, or that was taken back; comments are none."""

    place: int
    """Its place among all reviews of the request."""
    account: Account
    verdict: Verdict
    head: str | None
    """The commit that was reviewed."""
    submitted: datetime | None
    doubt: Message | None = None
    """What the forge itself holds against it."""


def voices_in(reviews: Iterable[Review], head: str, merged: datetime | None) -> Iterator[Voice]:
    """Yield each reviewer by his last word, and why it is no approval of the merged head that stands."""
    last: dict[str, Review] = {}
    for review in sorted(reviews, key=lambda review: review.place):
        last[review.account.id] = review
    for review in last.values():
        yield Voice(review.account, "approved", _doubt(review, head, merged))


def _doubt(review: Review, head: str, merged: datetime | None) -> Message | None:
    if review.verdict == "objected":
        return say("it asked for changes after that")
    if review.verdict == "dismissed":
        return say("the approval was dismissed")
    if review.head != head:
        return say(
            "the approval was of {other}, and {head} was merged",
            other=review.head[:12] if review.head else say("none"),
            head=head[:12],
        )
    if review.submitted is None or merged is None or review.submitted > merged:
        return say("the approval was given after the merge")
    return review.doubt


def machine() -> Message:
    """Say that an account is no person's."""
    return say("it is the account of a program")
