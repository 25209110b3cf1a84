"""What the records do not tell, read from ``story.yaml``: requests, merges, earlier texts, words."""

from datetime import date, datetime
from functools import cache
from importlib import resources
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from lpsedocs.source import parse_source


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stage(_Part):
    """A change of the roster, as it stands when all is known up to some day."""

    by: str
    at: datetime
    knows: date
    message: str
    branch: str | None = None


class RosterStory(_Part):
    """How the roster came about."""

    heading: str
    positions: dict[str, str]
    """By person, the position as long as the end of the role is not known."""
    accounts: dict[str, str]
    stages: tuple[Stage, ...]


class ForgeStory(_Part):
    """The forge that the office uses."""

    id: str
    owner: str
    from_: date = Field(alias="from")


class Beginning(_Part):
    """The first two commits: what was there before, and the site."""

    by: str
    message: str
    site: str


class Later(_Part):
    """A document that came in after its engagement was recorded."""

    supplier: str
    engagement: str
    kind: str
    day: date


class Earlier(_Part):
    """What stood in a record before some day, by keys with dots between them."""

    record: str
    until: date
    texts: dict[str, Any]


class Draft(_Part):
    """A decision that the records do not keep."""

    record: str
    number: int
    decision: str
    role: str
    by: str
    made: datetime
    note: str | None = None


class Step(_Part):
    """What somebody does on the forge, some time after what went before."""

    by: str
    after_minutes: int


class Branch(_Part):
    """A branch; with a number, a request on the forge."""

    branch: str
    number: int | None = None
    title: str | None = None
    opened_by: str | None = None
    written_by: str | None = None
    brings: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] = ()
    updated: Step | None = None
    merged: Step | None = None
    closed: bool = False
    """Closed without a merge."""


class Attempt(_Part):
    """A decision file that nobody had the right to, and its end."""

    written_by: str
    message: str
    draft: Draft
    removed_by: str
    removed_at: datetime
    removed_message: str


class Story(_Part):
    """All of it."""

    roster: RosterStory
    signing: tuple[str, ...]
    """Who signs every commit, not only decisions and changes of the roster."""
    forge: ForgeStory
    beginning: Beginning
    words: dict[str, str]
    later: tuple[Later, ...]
    earlier: tuple[Earlier, ...]
    requests: tuple[Branch, ...]
    attempts: tuple[Attempt, ...]

    def branch_of(self, thing: str) -> str | None:
        """Return the branch that brings something; None for the main line."""
        return next((request.branch for request in self.requests if thing in request.brings), None)

    def named(self) -> set[str]:
        """Return the ids of the records that the story speaks of."""
        brought = {thing.partition("/")[0].partition(" ")[0] for r in self.requests for thing in r.brings}
        drafts = [*(draft for r in self.requests for draft in r.drafts), *(a.draft for a in self.attempts)]
        told = {later.supplier for later in self.later} | {earlier.record for earlier in self.earlier}
        return brought | told | {draft.record for draft in drafts}


@cache
def read_story() -> Story:
    """Return the story that comes with lpsedocs."""
    content = (resources.files("lpsedocs.demo") / "story.yaml").read_bytes()
    return Story.model_validate(parse_source(PurePosixPath("story.yaml"), content).data)
