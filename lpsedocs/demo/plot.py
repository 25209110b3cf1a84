"""The story as acts in the order of time: who writes what, when, on which branch, and who merges it."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from lpsedocs.corpus import RECORDS
from lpsedocs.demo.cast import REPOSITORY, Cast
from lpsedocs.demo.growth import Piece, Round, Version, versions_of
from lpsedocs.demo.office import ROSTER, Office, cited_in, git_settings, kind_of
from lpsedocs.demo.story import Branch, Draft, Story
from lpsedocs.demo.texts import rendered
from lpsedocs.editing import Put, edited
from lpsedocs.models.decision import Decision
from lpsedocs.source import Source, parse_source
from lpsedocs.trust.clicks import TITLES

Files = Mapping[str, bytes]
"""The files of a commit, by path."""
Changes = dict[str, bytes | None]
"""New contents by path; None removes a file."""

_OPENS = time(8, 5)
_BETWEEN = timedelta(minutes=6)
"""The office's day: when the first act without a time is committed, and how long till the next."""
_SITE_AFTER = timedelta(minutes=10)
_ORDER = (
    "organization",
    "form",
    "requirement",
    "kak",
    "proposal",
    "supplier",
    "asset",
    "inspection",
    "evaluation",
    "filing",
)
"""Kinds of records in the order in which those of one day are committed: what is cited first."""


@dataclass(frozen=True)
class Act:
    """Somebody commits something."""

    moment: datetime
    by: str
    message: str
    write: Callable[[Files], Changes]
    """Returns the changes, from the files at hand: a decision names their digests."""
    branch: str | None = None
    """None for the main line."""
    is_solemn: bool = False
    """Whether it is signed in any case: a decision of one's own, or a change of the roster."""


@dataclass(frozen=True)
class Joining:
    """A branch is merged into the main line, or the main line into it."""

    moment: datetime
    by: str
    request: Branch
    is_update: bool = False


@dataclass(frozen=True)
class Plot:
    """What happens, from the root on."""

    root: Act
    events: tuple[Act | Joining, ...]


class Planner:
    """Makes the plot of an office."""

    def __init__(self, office: Office, story: Story, cast: Cast) -> None:
        self._office = office
        self._story = story
        self._cast = cast
        self._zone = ZoneInfo(office.roster["timezone"])

    def plot(self) -> Plot:
        """Return what happens, in the order of time."""
        grown = sorted(self._grown(), key=_order)
        first = min(version.day for _, version in grown if version.day)
        beginning = self._story.beginning
        opening = datetime.combine(first, _OPENS, self._zone)
        files = self._begin(grown, first)
        root = Act(opening, beginning.by, beginning.message, lambda _: files, is_solemn=True)
        site = Act(opening + _SITE_AFTER, beginning.by, beginning.site, lambda _: dict(self._office.site))
        acts = [site, *self._daily(grown, first), *self._decisions(), *self._rosters(), *self._attempts()]
        events: list[Act | Joining] = [*acts, *self._joinings(acts)]
        return Plot(root, tuple(sorted(events, key=lambda event: event.moment)))

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone)

    # -- records -------------------------------------------------------------------------------------

    def _grown(self) -> Iterator[tuple[str, Version]]:
        for path, source in self._office.records.items():
            if path != ROSTER and kind_of(path).folder != "decisions":
                versions = versions_of(source, self._rounds(path, source), self._later(path, source))
                yield from ((path, self._dated(source, version)) for version in versions)

    def _rounds(self, path: str, source: Source) -> list[Round]:
        rounds = []
        for earlier in self._story.earlier:
            if self._office.paths[earlier.record] == path:
                changes = [Put(_route(keys), value) for keys, value in earlier.texts.items()]
                content = edited(source, kind_of(path).model, changes)
                rounds.append(Round(earlier.until, parse_source(source.path, content)))
        return rounds

    def _later(self, path: str, source: Source) -> list[Piece]:
        pieces = []
        for later in self._story.later:
            if self._office.paths[later.supplier] == path:
                [place] = _documents(source.data, later.engagement, later.kind)
                pieces.append(Piece(place, "documents", later.day, None))
        return pieces

    def _dated(self, source: Source, version: Version) -> Version:
        """Give a record without dates the day of the engagement that it cites."""
        engagement = source.data.get("engagement") if isinstance(source.data, dict) else None
        if version.day is not None or not isinstance(engagement, str):
            return version
        supplier, _, id_ = engagement.partition("/")
        data: Any = self._office.records[self._office.paths[supplier]].data
        recorded = next(e["recorded"] for e in data["engagements"] if e["id"] == id_)
        return Version(date.fromisoformat(recorded["date"]), recorded["by"], ("",), (), version.content)

    def _begin(self, grown: list[tuple[str, Version]], first: date) -> Changes:
        """Return the files of the root: all that was there on the first day, or that bears no day."""
        changes: Changes = {ROSTER: self._cast.first_roster(first), **git_settings()}
        cited = {place for source in self._office.records.values() for place in cited_in(source.data)}
        changes |= {p: content for p, content in self._office.attachments.items() if p not in cited}
        for path, version in grown:
            if version.day is None or version.day <= first:
                changes |= self._written(path, version, {})
        return changes

    def _written(self, path: str, version: Version, files: Files) -> Changes:
        """Return a version's file, with the attachments that it is the first to cite."""
        data = parse_source(self._office.records[path].path, version.content).data
        papers = {p: self._office.attachments[p] for p in cited_in(data) if p not in files}
        return {path: version.content, **papers}

    def _daily(self, grown: list[tuple[str, Version]], first: date) -> Iterator[Act]:
        dated = [(path, version) for path, version in grown if version.day and version.day > first]
        for day, group in groupby(dated, key=lambda pair: pair[1].day):
            assert day is not None
            moment = datetime.combine(day, _OPENS, self._zone)
            for path, version in group:
                yield self._act(path, version, moment)
                moment += _BETWEEN

    def _act(self, path: str, version: Version, moment: datetime) -> Act:
        def write(files: Files) -> Changes:
            return self._written(path, version, files)

        branch = self._story.branch_of(f"{self._office.records[path].path.stem} {version.day}")
        assert version.by is not None
        return Act(moment, version.by, self._message(path, version), write, branch)

    def _message(self, path: str, version: Version) -> str:
        kind, data = kind_of(path).name, self._office.records[path].data
        assert isinstance(data, dict)
        if kind == "filing" and "reason" in data:
            kind = "closing"
        known = (self._story.words.get(f"{kind}.{name}", name) for name in version.names)
        *words, last = (word for word in known if word)
        act = f"{', '.join(words)} {self._story.words['and']} {last}" if words else last
        title = data.get("title") or data.get("name") or data.get("supplier_name")
        subject = f"{act[:1].upper()}{act[1:]} {self._office.records[path].path.stem}"
        return "\n\n".join([f"{subject}: {title}" if title else subject, *version.remarks])

    # -- decisions and the roster --------------------------------------------------------------------

    def _decisions(self) -> Iterator[Act]:
        for path in self._office.of_kind("decision"):
            source = self._office.records[path]
            branch = self._story.branch_of(path.removeprefix(f"{RECORDS}/decisions/").removesuffix(".yaml"))
            yield self._decision(source, self._request(branch))
        for request in self._story.requests:
            for draft in request.drafts:
                title = f"{TITLES[draft.decision]} {draft.record}"
                yield self._draft(draft, request.written_by or draft.by, title, request.branch)

    def _request(self, branch: str | None) -> Branch | None:
        return next((request for request in self._story.requests if request.branch == branch), None)

    def _decision(self, source: Source, request: Branch | None) -> Act:
        data: Any = source.data
        paper = data.get("document")
        writer = paper["entered"] if paper else data["by"]
        title = f"{TITLES[data['decision']]} {data['record']}"
        return Act(
            self._local(datetime.fromisoformat(data["made"])),
            (request and request.written_by) or writer,
            f"{self._story.words['paper']}: {title}" if paper else title,
            lambda files: {str(source.path): self._decided(source, files)},
            request.branch if request else None,
            is_solemn=not (request and request.written_by),
        )

    def _decided(self, source: Source, files: Files) -> bytes:
        """Return a decision file of the office, made for this repository and on the bytes at hand."""
        data: Any = source.data
        changes = [Put(("repository",), REPOSITORY), Put(("sha256",), self._digest(data["record"], files))]
        changes += [Put(("rests_on", id_), self._digest(id_, files)) for id_ in data.get("rests_on", {})]
        return edited(source, Decision, changes)

    def _digest(self, record: str, files: Files) -> str:
        return hashlib.sha256(files[self._office.paths[record]]).hexdigest()

    def _draft(self, draft: Draft, by: str, message: str, branch: str | None) -> Act:
        def write(files: Files) -> Changes:
            return {_place(draft): self._drafted(draft, files).encode()}

        return Act(self._local(draft.made), by, message, write, branch, is_solemn=by == draft.by)

    def _drafted(self, draft: Draft, files: Files) -> str:
        record: Any = self._office.records[self._office.paths[draft.record]].data
        base = record.get("form") or record["requirement"]
        return rendered(
            {
                "repository": REPOSITORY,
                "record": draft.record,
                "sha256": self._digest(draft.record, files),
                "rests_on": {base: self._digest(base, files)},
                "decision": draft.decision,
                "role": draft.role,
                "by": draft.by,
                "date": self._local(draft.made).date().isoformat(),
                "note": draft.note,
                "made": f"{draft.made:%Y-%m-%dT%H:%M:%SZ}",
            }
        )

    def _rosters(self) -> Iterator[Act]:
        for stage in self._story.roster.stages:
            write = _putting(ROSTER, self._cast.roster_of(stage))
            moment = self._local(stage.at)
            yield Act(moment, stage.by, stage.message, write, stage.branch, is_solemn=True)

    def _attempts(self) -> Iterator[Act]:
        for attempt in self._story.attempts:
            yield self._draft(attempt.draft, attempt.written_by, attempt.message, None)
            removal = _putting(_place(attempt.draft), None)
            yield Act(self._local(attempt.removed_at), attempt.removed_by, attempt.removed_message, removal)

    # -- branches ------------------------------------------------------------------------------------

    def _joinings(self, acts: list[Act]) -> Iterator[Joining]:
        for request in self._story.requests:
            moment = max(act.moment for act in acts if act.branch == request.branch)
            for step in (request.updated, request.merged):
                if step:
                    moment += timedelta(minutes=step.after_minutes)
                    yield Joining(moment, step.by, request, is_update=step is request.updated)


def _order(pair: tuple[str, Version]) -> tuple[date, int, str]:
    path, version = pair
    return version.day or date.min, _ORDER.index(kind_of(path).name), path


def _route(keys: str) -> tuple[str | int, ...]:
    return tuple(int(key) if key.isdigit() else key for key in keys.split("."))


def _documents(supplier: Any, engagement: str, kind: str) -> list[tuple[str | int, ...]]:
    return [
        ("engagements", number, "documents", place)
        for number, entry in enumerate(supplier["engagements"])
        for place, document in enumerate(entry["documents"])
        if (entry["id"], document["kind"]) == (engagement, kind)
    ]


def _place(draft: Draft) -> str:
    return str(RECORDS / "decisions" / draft.record / f"{draft.number}.yaml")


def _putting(path: str, content: bytes | None) -> Callable[[Files], Changes]:
    return lambda _: {path: content}
