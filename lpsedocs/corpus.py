"""Everything that a workspace holds, loaded and linked, read-only: what rules, pages and exports read."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial
from pathlib import PurePosixPath
from typing import Any, Generic, NamedTuple, TypeVar, cast

from rapidfuzz import fuzz

from lpsedocs.findings import Breach, Location, Message, Route
from lpsedocs.history import Chronicle, Commit, FileChange, Removal
from lpsedocs.memory import Memory
from lpsedocs.models import (
    ATTACHMENTS,
    DEEPEST,
    KINDS,
    Kind,
    decision_at_or_none,
    kind_at_or_none,
    kind_of_id_or_none,
    name_at,
    sole_files,
)
from lpsedocs.models.chronology import Dated, Sequel, past_days, sequels
from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.fields import Model
from lpsedocs.models.filing import Filing
from lpsedocs.models.fitting import Misfit, fit
from lpsedocs.models.form import EvaluationForm
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.kak import Kak
from lpsedocs.models.organization import Organization, Review
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.roster import Person, Role, RoleHolding, Roster
from lpsedocs.models.salvage import salvage_references
from lpsedocs.models.supplier import Basis, DocumentKind, Engagement, Supplier
from lpsedocs.models.walking import Reference, walk_references
from lpsedocs.procedures import (
    EvaluationFile,
    Held,
    InspectionFile,
    ListFile,
    ProcurementFile,
    Progress,
    progress,
)
from lpsedocs.source import NO_FILE, PROGRAM, SYMBOLIC_LINK, Plain, Source, TroubleKind
from lpsedocs.trust.proof import Proof
from lpsedocs.trust.standing import NOT_ONCE

RECORDS = PurePosixPath("records")
ENDINGS = frozenset({".yaml", ".yml"})
"""How the name of a file ends that is read as a record; the second one is a trouble of its own."""
GIT_ATTRIBUTES = ".gitattributes"
"""By which git writes other bytes to disk than it keeps."""

NEVER_LOWERED = frozenset("SAT")
"""Families of rules that no office may lower or waive: reading, decisions, trust."""

_ALMOST = 75
"""How alike, in percent, a misspelt name of a file and the right one are at least."""
_TELLING = re.compile(r"@|(?!\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z)[0-9](?:[^0-9]{0,2}[0-9]){7}")
"""An @, or eight digits near each other that are more than a date."""
_FORGE_ADDRESS = re.compile(r"([0-9]+)\+[^@]*@users\.noreply\.", re.ASCII)
_RESTS_ON = {"evaluation": ("form",), "kak": ("requirement",)}
"""The kinds of records that a decision on a kind of record rests on."""

R = TypeVar("R", bound=Model)


@dataclass(frozen=True, eq=False)
class Entry(Generic[R]):
    """A record in its place: the file as written, and what it says if it fits its model."""

    name: str
    """The record's id, or its place under ``records/`` where that names it."""
    kind: Kind
    source: Source
    record: R | None
    misfits: tuple[Misfit, ...]

    @property
    def path(self) -> PurePosixPath:
        """The path relative to the workspace."""
        return self.source.path

    @cached_property
    def place(self) -> PurePosixPath:
        """The path under ``records/``."""
        return self.source.path.relative_to(RECORDS)

    @property
    def title(self) -> str:
        """What the record is called beside its id, on one line, also if it fits no model; may be empty."""
        data = self.source.data if isinstance(self.source.data, dict) else {}
        texts = (data.get(key) for key in ("title", "name", "supplier_name"))
        return " ".join(next((text for text in texts if isinstance(text, str)), "").split())

    @property
    def it(self) -> R:
        """The record; only for entries that are known to fit their model."""
        assert self.record is not None
        return self.record

    @property
    def held(self) -> Held[R]:
        """The record as the procedures look at it."""
        return Held(self.name, self.it, self.source.sha256)

    @property
    def kind_due(self) -> Kind:
        """The kind that the name tells, whichever folder the file lies in."""
        return kind_named_by(self.name) or self.kind

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every record, engagement or person that it mentions; nothing if it does not fit its model."""
        return tuple(walk_references(self.record)) if self.record is not None else ()

    @cached_property
    def salvaged(self) -> tuple[Reference, ...]:
        """What it mentions although it does not fit its model."""
        return tuple(_salvaged(self))

    @cached_property
    def telling_texts(self) -> tuple[tuple[Route, str], ...]:
        """Every value with an @ or as many digits as may tell of a person."""
        return tuple(found for found in _texts(self.source.data, ()) if _TELLING.search(found[1]))

    @cached_property
    def past_days(self) -> tuple[Dated, ...]:
        """The days on which something has happened, as it says."""
        return tuple(past_days(self.record)) if self.record is not None else ()

    @cached_property
    def sequels(self) -> tuple[Sequel, ...]:
        """The days in it that can't run backwards."""
        return tuple(sequels(self.record)) if self.record is not None else ()

    @cached_property
    def named_files(self) -> frozenset[str]:
        """Every attachment that it names, with a digest or without, and whether it fits its model or not."""
        return frozenset(_named_files(self.source.data))

    @cached_property
    def cited_files(self) -> tuple[tuple[Route, str, str], ...]:
        """Every attachment that it cites with its digest; nothing if it does not fit its model."""
        return tuple(_cited_files(self.source.data, ())) if self.record is not None else ()

    def at(self, route: Route) -> Location:
        """Return the place of the value at a route."""
        return self.source.locate(route)

    def at_words(self, route: Route, words: str) -> Location:
        """Return the place of words in the text at a route, or of the text if it is folded or escaped."""
        start = self.source.locate(route)
        for number, line in enumerate(self.source.text.split("\n")[start.line - 1 :], start.line):
            column = line.find(words, start.column - 1 if number == start.line else 0)
            if column >= 0:
                return Location(self.path, number, column + 1)
        return start

    def breach(self, route: Route, message: Message, *, key: bool = False) -> Breach:
        """Return a breach at the value of a route, or at its key."""
        return Breach(self.source.locate(route, key=key), message, self.name, route=route)


@dataclass(frozen=True)
class File:
    """A file under ``records/attachments``."""

    place: PurePosixPath
    """The path under ``records/``, as records cite it."""
    size: int
    sha256: str
    lfs_oid: str | None = None
    """The SHA-256 that a git-LFS pointer in its place names."""


_LFS_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n"
    rb"(?:[a-z0-9.-]+ [^\n]*\n)*?oid sha256:([0-9a-f]{64})\nsize \d+\n"
)
"""Format: git-lfs, docs/spec.md, "The Pointer"."""


def lfs_oid_or_none(content: bytes) -> str | None:
    """Return the SHA-256 that a git-LFS pointer names, if that is what the file's content is."""
    pointer = _LFS_POINTER.fullmatch(content)
    return pointer[1].decode() if pointer else None


@dataclass(frozen=True)
class Citation:
    """A record's mention of an attachment."""

    entry: Entry[Any]
    route: Route
    file: str
    sha256: str


class Writing(NamedTuple):
    """A value as text, in its place."""

    entry: Entry[Any]
    route: Route
    text: str


@lru_cache(maxsize=100_000)
def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """Order ids as people count: EVL-2026-999 before EVL-2026-1000."""
    return tuple(map(_counted, name.replace("/", "-").split("-")))


def _counted(part: str) -> tuple[int, str]:
    """Order numbers of any length by how long they are, then by their digits, and after all other texts."""
    digits = part.lstrip("0")
    return (len(digits), digits) if part.isascii() and part.isdecimal() else (-1, part)


@dataclass(frozen=True, eq=False)
class Corpus:
    """All records and attachments on one day."""

    today: date
    entries: tuple[Entry[Any], ...]
    """Every file that lies where a kind of record belongs, by path."""
    strays: tuple[Source, ...]
    """Files under ``records/`` that lie where no kind of record belongs, by path."""
    files: Mapping[str, File]
    """Attachments by their path under ``records/``."""
    proof: Proof | None = None
    """What the history proves of the decisions; None where there is no history."""
    base: "Base | None" = None
    """What the files are held against, where they are those of a request."""

    # -- finding records ---------------------------------------------------------------------------

    def all(self, model: type[R]) -> tuple[Entry[R], ...]:
        """Return the records of a kind that fit their model, by id."""
        return cast("tuple[Entry[R], ...]", self._by_model.get(model, ()))

    def get(self, name: str) -> Entry[Any] | None:
        """Return the record of that id, whether or not it fits its model."""
        return self._by_name.get(name)

    def find(self, model: type[R], name: str | None) -> Entry[R] | None:
        """Return the record of that id if it is of that kind and fits its model."""
        entry = self._by_name.get(name) if name else None
        return cast("Entry[R]", entry) if entry and isinstance(entry.record, model) else None

    def digest_of(self, name: str) -> str | None:
        """Return the SHA-256 of a record's bytes; None for a record that isn't there."""
        entry = self._by_name.get(name)
        return entry.source.sha256 if entry else None

    def decidable_digest_of(self, name: str) -> str | None:
        """Return the SHA-256 of a record; NOT_ONCE if it is no plain file, or another has its name."""
        return self._decidable_digests.get(name)

    @cached_property
    def _decidable_digests(self) -> dict[str, str]:
        soles = sole_files((source.path.relative_to(RECORDS), source) for source in self.sources)
        return {
            name: source.sha256 if source and _is_plain_file(source) else NOT_ONCE
            for name, source in soles.items()
        }

    @cached_property
    def _by_name(self) -> dict[str, Entry[Any]]:
        # Of several the first counts, but never before one that lies in its place.
        found: dict[str, Entry[Any]] = {}
        for entry in sorted(self.entries, key=lambda entry: not _is_in_place(entry)):
            found.setdefault(entry.name, entry)
        return found

    @cached_property
    def _by_model(self) -> dict[type[Model], tuple[Entry[Any], ...]]:
        found: dict[type[Model], list[Entry[Any]]] = {}
        for entry in sorted(self.entries, key=_by_id):
            if entry.record is not None:
                found.setdefault(type(entry.record), []).append(entry)
        return {model: tuple(entries) for model, entries in found.items()}

    @cached_property
    def names(self) -> frozenset[str]:
        """The ids of all records, whether or not they fit their models."""
        return frozenset(entry.name for entry in self.entries)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files as written, but for attachments."""
        return (*(entry.source for entry in self.entries), *self.strays)

    @cached_property
    def prints(self) -> Mapping[PurePosixPath, object]:
        """What tells each file from any other with its path: its bytes, and whether it is a plain one."""
        return {source.path: (source.content, source.troubles) for source in self.sources} | {
            RECORDS / file.place: file.sha256 for file in self.files.values()
        }

    def troubles(self, kind: TroubleKind) -> tuple[Breach, ...]:
        """Return what is wrong with the text of files, of one kind of trouble, by path and place."""
        return tuple(self._troubles.get(kind, ()))

    @cached_property
    def _troubles(self) -> dict[TroubleKind, list[Breach]]:
        named = [(entry.source, entry.name) for entry in self.entries]
        found: dict[TroubleKind, list[Breach]] = {}
        for source, name in [*named, *((stray, None) for stray in self.strays)]:
            for trouble in source.troubles:
                # What isn't meant to be YAML, such as a README, is no bad YAML.
                if source.path.suffix.lower() in ENDINGS or trouble.kind is TroubleKind.SYMBOLIC_LINK:
                    place = Location(source.path, trouble.line, trouble.column)
                    found.setdefault(trouble.kind, []).append(Breach(place, trouble.message, name))
        return found

    # -- the office --------------------------------------------------------------------------------

    @property
    def organization(self) -> Organization | None:
        """The office, if its file is there and fits."""
        entry = self.find(Organization, "organization")
        return entry.record if entry else None

    @property
    def roster(self) -> Roster | None:
        """The roster in force by the history; without one, that in the file if it is there and fits.

        That of a request counts only once it is merged.
        """
        if self.proof and self.proof.roster:
            return self.proof.roster
        if self.base:
            return self.base.latest.roster
        entry = self.find(Roster, "roster")
        return entry.record if entry else None

    def lacking(self, name: str) -> Iterator[Location]:
        """Yield where a file of the office itself is missing: at one of nearly that name, or at its place."""
        if not any(entry.kind.name == name for entry in self.entries):
            beside = [stray.path for stray in self.strays if stray.path.parent == RECORDS]
            almost = (path for path in beside if fuzz.ratio(path.stem.lower(), name) >= _ALMOST)
            yield Location(next(almost, RECORDS / f"{name}.yaml"))

    @property
    def review(self) -> Review:
        """The office's periods and limits, or the shipped ones."""
        return self.organization.review if self.organization else Review()

    def required_documents(self, basis: Basis) -> tuple[DocumentKind, ...]:
        """Return the kinds of documents that an engagement of that basis must have."""
        return self.organization.required_documents.get(basis, ()) if self.organization else ()

    @cached_property
    def people(self) -> dict[str, Person]:
        """Everybody in the roster, by id."""
        return {person.id: person for person in self.roster.people} if self.roster else {}

    def whose(self, address: str) -> Person | None:
        """Return whose address it is by the roster: his own, or one that a forge made for his account."""
        account = _FORGE_ADDRESS.match(address)
        for person in self.people.values():
            is_account = account and any(forge.account == account[1] for forge in person.forges)
            if is_account or address.casefold() in (known.casefold() for known in person.emails):
                return person
        return None

    def holding(self, person: str, role: Role, day: date) -> RoleHolding | None:
        """Return how a person holds a role on a day, if he does."""
        holdings = self.roster.roles if self.roster else ()
        return next((h for h in holdings if (h.person, h.role) == (person, role) and h.holds_on(day)), None)

    def holders(self, role: Role) -> tuple[str, ...]:
        """Return who holds a role today, in the order of the roster."""
        holdings = self.roster.roles if self.roster else ()
        return tuple(dict.fromkeys(h.person for h in holdings if h.role == role and h.holds_on(self.today)))

    def deciders(self, record: str) -> tuple[str, ...]:
        """Return who may decide an evaluation today: the Kepala LPSE, but for whoever made it."""
        evaluation = self.find(Evaluation, record)
        makers = evaluation.it.evaluators if evaluation else frozenset()
        return tuple(person for person in self.holders("kepala_lpse") if person not in makers)

    # -- links -------------------------------------------------------------------------------------

    @cached_property
    def references(self) -> tuple[tuple[Entry[Any], Reference], ...]:
        """Every mention of a record, an engagement or a person by a record that fits its model."""
        return tuple((entry, reference) for entry in self.entries for reference in entry.references)

    @cached_property
    def links(self) -> tuple[tuple[Entry[Any], Reference], ...]:
        """The references, those in files that don't fit, and those that need what is around them."""
        return (
            *self.references,
            *((entry, found) for entry in self.entries for found in entry.salvaged),
            *((entry, found) for entry in self.all(Decision) for found in _rests_on(entry.it)),
            *((entry, found) for entry in self.all(Evaluation) for found in _evaluated_engagements(entry.it)),
            *((entry, found) for entry in self.all(Inspection) for found in _inspected_engagements(entry.it)),
        )

    @cached_property
    def _mentions(self) -> dict[str, list[tuple[Entry[Any], Reference]]]:
        mentions: dict[str, list[tuple[Entry[Any], Reference]]] = {}
        for entry, reference in self.references:
            mentions.setdefault(reference.id.partition("/")[0], []).append((entry, reference))
        return mentions

    def mentions_of(self, name: str) -> list[tuple[Entry[Any], Reference]]:
        """Return who mentions a record, or an engagement of it, and where."""
        return [(entry, reference) for entry, reference in self._mentions.get(name, []) if entry.name != name]

    def engagement(self, reference: str) -> tuple[Entry[Supplier], Engagement] | None:
        """Return the engagement that ``SUP-001/2026-1`` names."""
        supplier_id, _, id_ = reference.partition("/")
        supplier = self.find(Supplier, supplier_id)
        found = (e for e in (supplier.it.engagements if supplier else ()) if e.id == id_)
        return next(((supplier, e) for e in found if supplier), None)

    def decisions_on(self, name: str) -> tuple[Entry[Decision], ...]:
        """Return the decisions on a record, first to last."""
        return self._decisions.get(name, ())

    @cached_property
    def _decisions(self) -> dict[str, tuple[Entry[Decision], ...]]:
        return self._grouped(
            Decision, lambda entry: [_decided(entry)[0]], key=lambda entry: _decided(entry)[1]
        )

    @property
    def decided(self) -> tuple[str, ...]:
        """The ids of the records on which there are decisions."""
        return tuple(self._decisions)

    def last_decision_on(self, name: str) -> Decision | None:
        """Return the decision on a record that holds now, taken at its word."""
        return next((entry.it for entry in reversed(self.decisions_on(name))), None)

    def filings_of(self, *names: str) -> tuple[Entry[Filing], ...]:
        """Return the filings of these records."""
        return tuple(entry for name in names for entry in self._filings.get(name, ()))

    def is_closed(self, *names: str) -> bool:
        """Tell whether one of these files was closed with a reason."""
        return any(filing.it.reason is not None for filing in self.filings_of(*names))

    @cached_property
    def _filings(self) -> dict[str, tuple[Entry[Filing], ...]]:
        return self._grouped(Filing, lambda entry: [entry.it.record])

    def kaks_of(self, requirement: str) -> tuple[Entry[Kak], ...]:
        """Return the KAK written for a requirement."""
        return self._kaks.get(requirement, ())

    @cached_property
    def _kaks(self) -> dict[str, tuple[Entry[Kak], ...]]:
        return self._grouped(Kak, lambda entry: [entry.it.requirement])

    def proposals_of(self, requirement: str) -> tuple[Entry[Proposal], ...]:
        """Return the proposals that serve a requirement."""
        return self._proposals.get(requirement, ())

    @cached_property
    def _proposals(self) -> dict[str, tuple[Entry[Proposal], ...]]:
        return self._grouped(Proposal, lambda entry: [entry.it.requirement])

    def follow_ups_of(self, origin: str) -> tuple[Entry[Requirement], ...]:
        """Return the requirements whose origin is a record, or an engagement such as SUP-001/2026-1."""
        return self._follow_ups.get(origin, ())

    @cached_property
    def _follow_ups(self) -> dict[str, tuple[Entry[Requirement], ...]]:
        return self._grouped(Requirement, lambda entry: [entry.it.origin] if entry.it.origin else [])

    def evaluations_of(self, supplier: str) -> tuple[Entry[Evaluation], ...]:
        """Return the evaluations of a supplier, by the end of their period."""
        return self._evaluations.get(supplier, ())

    @cached_property
    def _evaluations(self) -> dict[str, tuple[Entry[Evaluation], ...]]:
        return self._grouped(
            Evaluation,
            lambda entry: [entry.it.supplier],
            key=lambda entry: (entry.it.period.until, entry.name),
        )

    def form_of(self, evaluation: Evaluation) -> EvaluationForm | None:
        """Return the form by which it was evaluated."""
        entry = self.find(EvaluationForm, evaluation.form)
        return entry.record if entry else None

    def active_suppliers(self, day: date) -> tuple[Entry[Supplier], ...]:
        """Return the suppliers with an engagement in force on that day."""
        return tuple(entry for entry in self.all(Supplier) if entry.it.is_active_on(day))

    def _grouped(
        self,
        model: type[R],
        names: Callable[[Entry[R]], Iterable[str]],
        key: Callable[[Entry[R]], Any] = lambda entry: _natural(entry.name),
    ) -> dict[str, tuple[Entry[R], ...]]:
        groups: dict[str, list[Entry[R]]] = {}
        for entry in self.all(model):
            for name in names(entry):
                groups.setdefault(name, []).append(entry)
        return {name: tuple(sorted(entries, key=key)) for name, entries in groups.items()}

    @cached_property
    def telling_texts(self) -> tuple[Writing, ...]:
        """Every value with an @ or as many digits as may tell of a person; of files that don't fit too."""
        return tuple(
            Writing(entry, route, text) for entry in self.entries for route, text in entry.telling_texts
        )

    # -- attachments -------------------------------------------------------------------------------

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Every mention of an attachment with its digest, by path and route."""
        return tuple(
            Citation(entry, route, file, digest)
            for entry in self.entries
            for route, file, digest in entry.cited_files
        )

    @cached_property
    def named_files(self) -> tuple[tuple[Entry[Any], Route, str], ...]:
        """Every mention of an attachment that has to be there: the citations, and the letterhead's logo."""
        logos = (
            (entry, ("letterhead", "logo"), entry.it.letterhead.logo)
            for entry in self.all(Organization)
            if entry.it.letterhead.logo
        )
        return (*((citation.entry, citation.route, citation.file) for citation in self.citations), *logos)

    # -- procedures --------------------------------------------------------------------------------

    def progress(self, name: str) -> Progress | None:
        """Return what a record shows against its procedure; None for kinds without one."""
        return self._progress.get(name)

    @cached_property
    def all_progress(self) -> tuple[Progress, ...]:
        """Progress of every requirement, proposal, inspection and evaluation, by procedure and id."""
        return tuple(self._progress.values())

    @cached_property
    def _progress(self) -> dict[str, Progress]:
        return {found.record: found for found in map(progress, self._procedure_files())}

    def _procedure_files(self) -> Iterator[ProcurementFile | ListFile | InspectionFile | EvaluationFile]:
        suppliers = tuple(entry.held for entry in self.all(Supplier))
        for requirement in self.all(Requirement):
            yield self._procurement_file(requirement)
        for proposal in self.all(Proposal):
            yield ListFile(
                proposal.held,
                suppliers,
                self.required_documents("usulan"),
                tuple(e.held for e in self.filings_of(proposal.name, proposal.it.requirement)),
            )
        for inspection in self.all(Inspection):
            yield InspectionFile(inspection.held, suppliers)
        for evaluation in self.all(Evaluation):
            yield EvaluationFile(
                evaluation.held,
                tuple(entry.held for entry in self.decisions_on(evaluation.name)),
                tuple(entry.held for entry in self.filings_of(evaluation.name)),
                tuple(entry.held for entry in self.follow_ups_of(evaluation.name)),
                {form.name: form.source.sha256 for form in self.all(EvaluationForm)},
            )

    def _procurement_file(self, requirement: Entry[Requirement]) -> ProcurementFile:
        kaks = self.kaks_of(requirement.name)
        proposals = self.proposals_of(requirement.name)
        filed = self.filings_of(requirement.name, *(e.name for e in kaks), *(e.name for e in proposals))
        return ProcurementFile(
            requirement.held,
            tuple(entry.held for entry in kaks),
            tuple(decision.held for kak in kaks for decision in self.decisions_on(kak.name)),
            tuple(entry.held for entry in proposals),
            tuple(entry.held for entry in filed),
        )


@dataclass(frozen=True, eq=False)
class Base:
    """What a request is held against: the branch that it is for, and what it did since it left that."""

    rev: str
    """What somebody calls it."""
    id: str
    """The commit that it is."""
    point: str
    """The commit at which the request left it."""
    corpus: Corpus
    """The records where the request left it."""
    latest: Corpus
    """The records that it has now: the same object, while the two commits are one."""
    commits: tuple[tuple[Commit, tuple[FileChange, ...]], ...]
    """The commits of the request with the files that each changed, the newest first."""
    removed: Mapping[str, Removal]
    """By the names of records that its history once took away: how it did that last. Empty while no name
    is new at hand."""
    chronicle: Chronicle
    """What these commits did to each record, and the bytes of every version of it."""
    changed: frozenset[PurePosixPath]
    """The files under ``records/`` that are at hand with other bytes than where the request began, or not at
    all, or were not there then; by their paths in the workspace. What nobody has committed is among them."""


def changed_between(one: Corpus, other: Corpus) -> frozenset[PurePosixPath]:
    """Return the files that differ, by their paths in the workspace."""
    before, after = one.prints, other.prints
    return frozenset(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def _is_plain_file(source: Source) -> bool:
    return not any(trouble in source.troubles for trouble in (NO_FILE, PROGRAM, SYMBOLIC_LINK))


def _is_in_place(entry: Entry[Any]) -> bool:
    """Tell whether git can take a file for the record that its name tells: a decision may be on it."""
    place = entry.place
    is_near = len(place.parts) <= DEEPEST + 2
    return entry.kind_due is entry.kind and is_near and place.suffix.casefold() == ".yaml"


def _by_id(entry: Entry[Any]) -> tuple[object, ...]:
    """Order entries by id; of several of one id that which lies in its place comes last, and counts."""
    return _natural(entry.name), _is_in_place(entry), entry.path


def kind_named_by(name: str) -> Kind | None:
    """Return the kind of record that a file of that name, without its ending, is."""
    of_the_office = (kind for kind in KINDS if not kind.folder and kind.name == name)
    return kind_of_id_or_none(name) or next(of_the_office, None)


def build_corpus(
    sources: Iterable[Source], files: Iterable[File], today: date, memory: Memory | None = None
) -> Corpus:
    """Link sources and attachments into a corpus; what does not fit stays in it with its misfits.

    With a memory, the entry of the same source is the same object as the last time.
    """
    memory = memory or Memory()
    entries: list[Entry[Any]] = []
    strays: list[Source] = []
    for source in sorted(sources, key=lambda source: source.path):
        place = source.path.relative_to(RECORDS)
        kind = kind_at_or_none(place) if place.suffix.lower() in ENDINGS else None
        if kind is None:
            strays.append(source)
        else:
            # The entry keeps its source, so that no other one can get its identity.
            make = partial(_entry, source, kind, name_at(place))
            entries.append(memory.recall(("entry", id(source)), make))
    return Corpus(today, tuple(entries), tuple(strays), {str(file.place): file for file in files})


def _entry(source: Source, kind: Kind, name: str) -> Entry[Any]:
    if not source.is_readable:
        return Entry(name, kind, source, None, ())
    found = fit(kind, source.data)
    if isinstance(found, tuple):
        return Entry(name, kind, source, None, found)
    return Entry(name, kind, source, found, ())


def _named_files(data: Plain) -> Iterator[str]:
    match data:
        case str() if data.startswith(f"{ATTACHMENTS}/"):
            yield data
        case list():
            for item in data:
                yield from _named_files(item)
        case dict():
            for value in data.values():
                yield from _named_files(value)


def _salvaged(entry: Entry[Any]) -> Iterator[Reference]:
    if entry.record is None and entry.kind_due is entry.kind:
        unfit = [misfit.route for misfit in entry.misfits]
        yield from salvage_references(entry.kind.model, entry.source.data, unfit)


def _rests_on(decision: Decision) -> Iterator[Reference]:
    decided = kind_of_id_or_none(decision.record)
    due = _RESTS_ON.get(decided.name, ()) if decided else ()
    for name in decision.rests_on:
        yield Reference(("rests_on", name), due, name)


def _evaluated_engagements(evaluation: Evaluation) -> Iterator[Reference]:
    for index, engagement in enumerate(evaluation.engagements):
        yield Reference(("engagements", index), ("engagement",), f"{evaluation.supplier}/{engagement}")
    if evaluation.terminated:
        engagement = evaluation.terminated.engagement
        yield Reference(("terminated", "engagement"), ("engagement",), f"{evaluation.supplier}/{engagement}")


def _inspected_engagements(inspection: Inspection) -> Iterator[Reference]:
    for position, inspected in enumerate(inspection.suppliers):
        for index, document in enumerate(inspected.documents):
            route = ("suppliers", position, "documents", index, "engagement")
            yield Reference(route, ("engagement",), f"{inspected.supplier}/{document.engagement}")


def _decided(entry: Entry[Decision]) -> tuple[str, int]:
    return decision_at_or_none(entry.place) or (entry.it.record, 0)


def _cited_files(data: object, route: Route) -> Iterator[tuple[Route, str, str]]:
    """Find every mapping with a path under attachments; records cite files in one shape everywhere."""
    if isinstance(data, dict):
        file, digest = data.get("file"), data.get("sha256")
        if isinstance(file, str) and file.startswith(f"{ATTACHMENTS}/") and isinstance(digest, str):
            yield (*route, "file"), file, digest
        for key, value in data.items():
            yield from _cited_files(value, (*route, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _cited_files(value, (*route, index))


def _texts(data: object, route: Route) -> Iterator[tuple[Route, str]]:
    match data:
        case dict():
            for key, value in data.items():
                yield from _texts(value, (*route, key))
        case list():
            for index, value in enumerate(data):
                yield from _texts(value, (*route, index))
        case str() | int():
            # A number that was not put in quotes tells as much.
            yield route, str(data)
