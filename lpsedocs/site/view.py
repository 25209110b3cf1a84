"""The corpus as one edition shows it: what pages are made from. Knows no HTML, no templates and no MkDocs."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from lpsedocs.checker import Report
from lpsedocs.corpus import Corpus, Entry
from lpsedocs.deadlines import Due, Duty, after_limit, due_dates
from lpsedocs.findings import Finding, Term, say
from lpsedocs.history import Chronicle
from lpsedocs.language import Language
from lpsedocs.memory import Memory
from lpsedocs.models import KINDS, decision_at_or_none, kind_named
from lpsedocs.models.roster import Role, RoleHolding
from lpsedocs.models.words import WORDS
from lpsedocs.procedures import Progress, StepProgress
from lpsedocs.site import addresses
from lpsedocs.site.addresses import Links
from lpsedocs.site.editions import (
    Edition,
    Ref,
    Shown,
    files_in,
    project,
    references_in,
)
from lpsedocs.site.forges import OnForge, on_forge_or_none
from lpsedocs.site.statuses import Status, public_status_of, status_of
from lpsedocs.trust.verdicts import Judged

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

HARMLESS: Final = frozenset(
    {".pdf", ".png", ".jpg", ".jpeg", ".txt", ".csv", ".xlsx", ".ods", ".docx", ".odt"}
)
"""Attachments that become part of the site; what a browser runs as a page, such as SVG or HTML, does not."""

PLURALS: Final[Mapping[str, Term]] = {
    "requirement": Term("Requirements"),
    "kak": Term("Terms of reference (KAK)"),
    "proposal": Term("Procurement proposals"),
    "supplier": Term("Suppliers"),
    "asset": Term("Assets"),
    "inspection": Term("Inspections"),
    "form": Term("Evaluation forms"),
    "evaluation": Term("Evaluations"),
    "decision": Term("Register of decisions"),
    "filing": Term("Documented and closed files"),
}
"""What the list of a kind is called."""


@dataclass(frozen=True)
class Build:
    """What a page says about how it came about."""

    version: str
    commit: str | None = None
    committed: datetime | None = None
    """The commit's own time."""
    pin_source: str | None = None
    """Where the pinned root comes from: ``environment`` or ``configuration``; None without a pin."""
    forge_url: str | None = None
    """The address of the repository on a forge, without a slash at its end."""
    source_url: str | None = None
    """The address of the workspace on a forge, to which the path of a file is added; ends in a slash."""
    logo: str | None = None
    """The picture of the letterhead, as an address that holds it whole."""


@dataclass(frozen=True)
class Mention:
    """A place in a record that names another one."""

    name: str
    """The record at the other end."""
    label: str
    """The title of the field."""
    engagement: str | None = None


@dataclass(frozen=True)
class Task:
    """A step that somebody can do now."""

    progress: Progress
    step: StepProgress
    title: str
    waiting_days: int | None
    due: Due | None

    @property
    def record(self) -> str:
        """The id of the record that stands at the step."""
        return self.progress.record


@dataclass(frozen=True, eq=False)
class View:
    """Everything that pages may know."""

    corpus: Corpus
    report: Report
    edition: Edition
    language: Language
    links: Links
    build: Build
    chronicle: Chronicle | None = None
    """What became of each record; None where there is no history."""
    memory: Memory = field(default_factory=Memory, repr=False)
    """What earlier views of the same records made."""

    @property
    def is_office(self) -> bool:
        """Whether this is the edition with desks, scores and findings."""
        return self.edition is Edition.OFFICE

    # -- records -----------------------------------------------------------------------------------

    @cached_property
    def records(self) -> Mapping[str, Shown]:
        """What is shown of each record, by the name under which it is known."""
        return {entry.name: self._shown(entry) for entry in self.entries if entry.record is not None}

    def _shown(self, entry: Entry[Any]) -> Shown:
        return self.memory.recall(("shown", entry, self.edition), lambda: project(entry.it, self.edition))

    @cached_property
    def entries(self) -> tuple[Entry[Any], ...]:
        """The records that have a page, each name once, by kind and id."""
        known = (self.corpus.get(name) for name in self._names)
        return tuple(entry for entry in known if entry is not None and self.page_of(entry.name) is not None)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        fitting = [e for kind in KINDS for e in self.corpus.all(kind.model)]
        broken = [e for e in self.corpus.entries if e.record is None] if self.is_office else []
        return tuple(dict.fromkeys(entry.name for entry in (*fitting, *broken)))

    def of_kind(self, kind: str) -> tuple[Entry[Any], ...]:
        """Return the records of a kind that fit their model and have a page."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Entry[Any], ...]]:
        return _grouped((e.kind.name, e) for e in self.entries if e.record is not None)

    def lying_on(self, name: str, kind: str) -> tuple[Entry[Any], ...]:
        """Return the decisions or the filings of a record."""
        return self._lying.get((name, kind), ())

    @cached_property
    def _lying(self) -> Mapping[tuple[str, str], tuple[Entry[Any], ...]]:
        kinds = ("decision", "filing")
        return _grouped(((e.it.record, kind), e) for kind in kinds for e in self.of_kind(kind))

    def has_list(self, kind: str) -> bool:
        """Tell whether a kind has a list and pages; a filing has nothing to say to everybody."""
        return self.is_office or kind != "filing"

    def page_of(self, name: str) -> str | None:
        """Return the address of a record's page."""
        entry = self.corpus.get(name)
        if entry is None or (entry.record is None and not self.is_office):
            return None
        if entry.kind.name in ("organization", "roster"):
            return addresses.OFFICE
        if not self.has_list(entry.kind.name):
            return None
        return addresses.record_page_or_none(entry.kind.name, entry.name)

    def title_of(self, name: str) -> str:
        """Return what a record is called, without its id."""
        entry, shown = self.corpus.get(name), self.records.get(name)
        if entry is None or shown is None:
            return self.language.text("can't be shown")
        match entry.kind.name:
            case "evaluation":
                return f"{_on_one_line(shown['supplier_name'])}, {self.period(shown['period'])}"
            case "inspection":
                return f"{self._inspected(shown)}, {self.period(shown['period'])}"
            case "decision":
                word = self.word(shown["decision"].value)
                return f"{word[:1].upper()}{word[1:]}: {self._what(shown['record'].id)}"
            case "filing":
                title = self._what(shown["record"].id)
                filed = say("Documented: {title}", title=title)
                return self.language.say(say("Closed: {title}", title=title) if shown["reason"] else filed)
            case "organization" | "roster":
                return self.language.text(entry.kind.title)
        return _on_one_line(shown["title"] or shown["name"])

    def _inspected(self, shown: Shown) -> str:
        """Return whose inspection it was, as far as the edition says it."""
        suppliers = [one["supplier"].id for one in shown["suppliers"] or ()]
        if len(suppliers) == 1:
            return self._what(suppliers[0])
        title = self.language.text(kind_named("inspection").title)
        return self.language.say(say("{count} suppliers", count=len(suppliers))) if suppliers else title

    def _what(self, name: str) -> str:
        """Return what somebody decided or filed; by its id, where it isn't there any more."""
        return self.title_of(name) if name in self.records else name

    def word(self, value: str) -> str:
        """Return what an enumerated value is called; an abbreviation stays beside its words."""
        words = self.language.text(WORDS.get(value, value))
        return words if value.islower() or value == words else f"{value} ({words})"

    def period(self, shown: Shown) -> str:
        """Return a time from its first day to its last; whole months as such."""
        first, last = shown["from"], shown["until"]
        if last is None:
            return self.language.say(say("from {first}", first=first))
        if first.day != 1 or (last + timedelta(days=1)).day != 1:
            return f"{self.language.day(first)} – {self.language.day(last)}"
        begin, end = self.month(first), self.month(last)
        if begin == end:
            return end
        same_year = first.year == last.year
        return f"{begin.partition(' ')[0] if same_year else begin} – {end}"

    def month(self, day: date) -> str:
        """Return the month of a day, with its year."""
        return self.language.day(day).partition(" ")[2]

    def status_of(self, name: str) -> Status | None:
        """Return where a record stands, as far as the edition says it."""
        entry = self.corpus.get(name)
        if entry is None or entry.record is None:
            return None
        describe = status_of if self.is_office else public_status_of
        return describe(self.settled, entry)

    def person(self, id_: str) -> str:
        """Return the name of a person."""
        person = self.corpus.people.get(id_)
        return person.name if person else id_

    def local(self, moment: datetime) -> datetime:
        """Return a moment in the office's time zone."""
        roster = self.corpus.roster
        return moment.astimezone(ZoneInfo(roster.timezone)) if roster else moment

    def source_page(self, path: PurePosixPath) -> str | None:
        """Return the page of the forge that shows a file."""
        pages = self.on_forge(path)
        return pages.source if pages else f"{self._forge}{path}" if self._forge else None

    def on_forge(self, path: PurePosixPath) -> OnForge | None:
        """Return the pages that the forge has for a file, as far as its form is known."""
        return on_forge_or_none(self._forge, path) if self._forge else None

    @property
    def _forge(self) -> str | None:
        """The address of the workspace on a forge; whom the public edition is for is not let in there."""
        return self.build.source_url if self.is_office else None

    def is_held(self, entry: Entry[Any]) -> bool:
        """Tell whether a file is a decision that the history proves, which any change of it would undo."""
        judged = self.judged(entry)
        return judged is not None and judged.reason is None

    def judged(self, entry: Entry[Any]) -> Judged | None:
        """Return what the history says of a decision at hand; None where it says nothing of it."""
        proof, place = self.corpus.proof, decision_at_or_none(entry.place)
        return proof.verdicts.get(place) if proof and place else None

    # -- links -------------------------------------------------------------------------------------

    def mentioned_by(self, name: str) -> tuple[Mention, ...]:
        """Return which records name this one, and where."""
        return self._mentions.get(name, ())

    @cached_property
    def _mentions(self) -> Mapping[str, tuple[Mention, ...]]:
        found: dict[str, dict[Mention, None]] = {}
        for name, shown in self.records.items():
            for cell in shown.cells.values():
                for reference in references_in(cell.value):
                    target, _, engagement = reference.id.partition("/")
                    if target != name and not reference.is_person:
                        mention = Mention(name, cell.slot.title, engagement or None)
                        found.setdefault(target, {})[mention] = None
        return {target: tuple(mentions) for target, mentions in found.items()}

    def mentions_in(self, name: str) -> tuple[Mention, ...]:
        """Return which records this one names, and where."""
        shown = self.records.get(name)
        found: dict[Mention, None] = {}
        for cell in shown.cells.values() if shown else ():
            for reference in references_in(cell.value):
                target, _, engagement = reference.id.partition("/")
                if not reference.is_person and target != name:
                    found[Mention(target, cell.slot.title, engagement or None)] = None
        return tuple(found)

    # -- attachments -------------------------------------------------------------------------------

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The address of each attachment that is part of the site, by its path under ``records/``."""
        cited = {pair for entry in self.entries if entry.record is not None for pair in self._cited(entry)}
        sound = (path for path, digest in sorted(cited) if self._is_sound(path, digest))
        return {path: addresses.file_address(path) for path in sound}

    def _cited(self, entry: Entry[Any]) -> tuple[tuple[str, str], ...]:
        key = ("cited", entry, self.edition)
        return self.memory.recall(key, lambda: tuple(files_in(self.records[entry.name])))

    def _is_sound(self, path: str, digest: str) -> bool:
        """Tell whether the file is there, is what was cited, and can do no harm in a browser."""
        file = self.corpus.files.get(path)
        is_itself = file is not None and file.lfs_oid is None and file.sha256 == digest
        return is_itself and PurePosixPath(path).suffix.lower() in HARMLESS

    # -- what is to be done ------------------------------------------------------------------------

    @cached_property
    def settled(self) -> Corpus:
        """The records without the decisions that are only proposed: by them it is told who acts next."""
        proof = self.corpus.proof
        proposed = {(one.record, one.number) for one in proof.proposed} if proof else set()
        if not proposed:
            return self.corpus
        entries = (e for e in self.corpus.entries if decision_at_or_none(e.place) not in proposed)
        return replace(self.corpus, entries=tuple(entries))

    @cached_property
    def dues(self) -> tuple[Due, ...]:
        """Everything that is due or going to be, by day; nothing in the public edition."""
        return due_dates(self.settled) if self.is_office else ()

    def tasks(self, role: Role) -> tuple[Task, ...]:
        """Return the steps that a role can do now, the longest waiting first."""
        return tuple(task for task in self._tasks if task.step.step.role == role)

    def tasks_at(self, number: str) -> tuple[Task, ...]:
        """Return the records that stand at a step now."""
        return tuple(task for task in self._tasks if task.step.step.number == number)

    @cached_property
    def _tasks(self) -> tuple[Task, ...]:
        if not self.is_office:
            return ()
        tasks = [self._task(p, current) for p in self.settled.all_progress for current in p.current]
        return tuple(sorted(tasks, key=_longest_first))

    def _task(self, progress: Progress, current: StepProgress) -> Task:
        days = (self.corpus.today - current.since).days if current.since else None
        due = self._limits.get((progress.record, current.step.number))
        return Task(progress, current, self.title_of(progress.record), days, due)

    def late(self, name: str) -> tuple[Due, ...]:
        """Return what is late of a record; not what ended, nor an inspection, which has no record yet."""
        return self._late.get(name, ())

    @cached_property
    def _late(self) -> Mapping[str, tuple[Due, ...]]:
        late = (due for due in self.dues if due.is_overdue_on(self.corpus.today))
        return _grouped((due.record, due) for due in late if due.kind not in (Duty.EXPIRY, Duty.INSPECTION))

    def limit_of(self, current: StepProgress) -> date | None:
        """Return by when a step that can be done now is due; None where the office sets no limit."""
        return after_limit(self.corpus, current.step.number, current.since) if current.since else None

    @cached_property
    def _limits(self) -> Mapping[tuple[str, str | None], Due]:
        return {(due.record, due.step): due for due in reversed(self.dues) if due.kind is Duty.STEP}

    def progress_of(self, name: str) -> tuple[Progress, ...]:
        """Return how far the procedures are that a record is part of; nothing in the public edition."""
        entry, shown = self.corpus.get(name), self.records.get(name)
        if not self.is_office or entry is None or shown is None:
            return ()
        requirement = shown["requirement"] if entry.kind.name in ("kak", "proposal") else None
        files = (requirement.id, name) if isinstance(requirement, Ref) else (name,)
        return tuple(found for found in map(self.settled.progress, files) if found)

    # -- the office --------------------------------------------------------------------------------

    @property
    def office_name(self) -> str:
        """What the office is called."""
        return self.corpus.organization.name if self.corpus.organization else "LPSE"

    @cached_property
    def holders(self) -> Mapping[Role, tuple[RoleHolding, ...]]:
        """Who holds each role today; nobody in the public edition."""
        roster = self.corpus.roster if self.is_office else None
        found: dict[Role, list[RoleHolding]] = {}
        for holding in roster.roles if roster else ():
            if holding.holds_on(self.corpus.today):
                found.setdefault(holding.role, []).append(holding)
        return {role: tuple(holdings) for role, holdings in found.items()}

    # -- findings ----------------------------------------------------------------------------------

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the check found; nothing in the public edition."""
        return self.report.findings if self.is_office else ()

    def findings_of(self, name: str) -> tuple[Finding, ...]:
        """Return the findings in the file of a record, or those that concern it."""
        entry = self.corpus.get(name)
        found = self._findings_by.get(name, ())
        here = self._findings_by.get(entry.path, ()) if entry else ()
        return tuple(sorted({*found, *here}, key=lambda finding: (finding.location, finding.code)))

    @cached_property
    def _findings_by(self) -> Mapping[str | PurePosixPath | None, list[Finding]]:
        found: dict[str | PurePosixPath | None, list[Finding]] = {}
        for finding in self.findings:
            for place in (finding.record, finding.location.path):
                found.setdefault(place, []).append(finding)
        return found


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    found: dict[K, list[T]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return {key: tuple(all_of_it) for key, all_of_it in found.items()}


def _longest_first(task: Task) -> tuple[bool, int, str]:
    return task.waiting_days is None, -(task.waiting_days or 0), task.record


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
