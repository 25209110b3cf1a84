"""The place on disk where an office keeps its records: finds it, and reads it into a corpus.

Never runs or imports anything that the workspace brings: no plugins, no templates.
"""

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from lpsedocs.corpus import ENDINGS, RECORDS, Corpus, File, build_corpus, lfs_oid_or_none
from lpsedocs.findings import Refusal, say
from lpsedocs.git import Objects, Repository, checked_out, find_repository, open_objects, read_log
from lpsedocs.history import Chronicle, Revision, revisions_by_name
from lpsedocs.language import Language, chosen_language
from lpsedocs.memory import Memory
from lpsedocs.models import (
    ATTACHMENTS,
    decision_at_or_none,
    kind_at_or_none,
    kind_of_id_or_none,
    name_at,
)
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.kak import Kak
from lpsedocs.pins import pins_file
from lpsedocs.source import (
    HIDDEN,
    MAX_BYTES,
    NO_FILE,
    PROGRAM,
    SYMBOLIC_LINK,
    Source,
    Trouble,
    parse_source,
    unreadable,
)
from lpsedocs.trust.cabinet import limits_at
from lpsedocs.trust.objects import BadObjectError, MissingObjectError, algorithm_of
from lpsedocs.trust.proof import UNPINNED, AtHand, DecisionFile, Proof, prove
from lpsedocs.trust.standing import DigestOf
from lpsedocs.trust.verdicts import CannotVerifyError, NotPinnedError
from lpsedocs.verification import Request, Verification, verify

CONFIGURATION = "mkdocs.yml"
LARGEST_POINTER = 1024
"""Of a git-LFS pointer, in bytes."""
_UNSETTLED = 2_000_000_000
"""For how many nanoseconds after a change the clock of a file system may not tell the next one."""


@dataclass(frozen=True)
class _Known:
    """A verification, and what it asked of the records at hand."""

    verification: Verification
    asked: Mapping[str, str | None]


@dataclass(frozen=True)
class Workspace:
    """A directory with ``mkdocs.yml`` and ``records/``."""

    root: Path

    @property
    def records(self) -> Path:
        """The folder of the records."""
        return self.root / RECORDS

    def load(
        self, today: date | None = None, trust_root: str | None = None, memory: Memory | None = None
    ) -> Corpus:
        """Read every file under ``records/``, and what the history proves of its decisions.

        Without a day, today is that of the roster's time zone; without a root, the pinned one is trusted.
        With a memory, what did not change since the last time is the same object as then.
        """
        memory = memory or Memory()
        corpus = self._read(today, memory)
        return replace(corpus, proof=self._proof(corpus, trust_root, memory))

    def _read(self, today: date | None, memory: Memory) -> Corpus:
        sources: list[Source] = []
        files: list[File] = []
        for path in _walk(self.records):
            place = PurePosixPath(path.relative_to(self.root).as_posix())
            if _is_hidden(place.relative_to(RECORDS)) and not _is_hidden_record(place.relative_to(RECORDS)):
                continue
            if place.is_relative_to(RECORDS / ATTACHMENTS) and _is_ordinary(path):
                files.append(_recalled_file(path, place.relative_to(RECORDS), memory))
            else:
                sources.append(_read_source(path, place, memory))
        sources = list(_with_marks(self.root, sources))
        corpus = build_corpus(sources, files, today or date.min, memory)
        return corpus if today else replace(corpus, today=_today(corpus))

    def _proof(self, corpus: Corpus, trust_root: str | None, memory: Memory) -> Proof | None:
        if not (self.root / ".git").exists():
            return None  # decisions count only in records/ at the top of a repository
        hand = at_hand(corpus)
        try:
            found = self._verified(corpus.today, trust_root, hand.digest_of, memory)
        except NotPinnedError:
            return UNPINNED
        except CannotVerifyError as error:
            return Proof(None, obstacle=error.message)
        return prove(found.history, found.remarks, hand, found.circumstances)

    def _verified(
        self, today: date, trust_root: str | None, digest_of: DigestOf, memory: Memory
    ) -> Verification:
        """Verify the history; one that has not moved says the same of records that have not changed."""
        state = find_repository(self.root).state, _told_of(pins_file(os.environ)), today, trust_root
        known: list[_Known] = memory.recall(("verified", *state), list)
        fitting = (one for one in known if all(digest_of(name) == said for name, said in one.asked.items()))
        found = next(fitting, None)
        if found is None:
            asked: dict[str, str | None] = {}

            def noted(name: str) -> str | None:
                return asked.setdefault(name, digest_of(name))

            request = Request(self.root, today, os.environ, trust_root, at_hand=noted)
            found = _Known(verify(request), asked)
            known[:] = [found]
        return found.verification

    def chronicle(self, memory: Memory | None = None) -> Chronicle | None:
        """Return what became of each record up to the commit that is checked out; None without one."""
        if not (self.root / ".git").exists():
            return None
        repository = find_repository(self.root)
        tip = checked_out(repository)
        if tip is None:
            return None
        return (memory or Memory()).recall(
            ("chronicle", repository.state), lambda: self._chronicle(repository, tip)
        )

    def _chronicle(self, repository: Repository, tip: str) -> Chronicle:
        try:
            revisions = revisions_by_name(read_log(repository, tip), _record_at)
        except MissingObjectError:
            return Chronicle(obstacle=say("commits are missing from this copy of the repository"))
        with open_objects(repository, algorithm_of(tip)) as objects:
            return Chronicle(revisions, _versions(objects, revisions.values()))

    def language(self, option: str | None, environment: Mapping[str, str]) -> Language:
        """Return the language to speak: the option's, the environment's, or the office's."""
        return chosen_language(option, environment, self._language_of_the_office())

    def _language_of_the_office(self) -> str | None:
        path = self.records / "organization.yaml"
        if path.is_symlink() or not path.is_file():
            return None
        data = _read_source(path, RECORDS / "organization.yaml", Memory()).data
        language = data.get("language") if isinstance(data, dict) else None
        return language if isinstance(language, str) and language in ("id", "en") else None


def _record_at(path: PurePosixPath) -> str | None:
    """Return the name of the record that belongs at a path of the repository."""
    if not path.is_relative_to(RECORDS) or path.suffix.lower() not in ENDINGS:
        return None
    place = path.relative_to(RECORDS)
    return name_at(place) if kind_at_or_none(place) else None


def _versions(objects: Objects, revisions: Iterable[Iterable[Revision]]) -> dict[str, bytes]:
    """Return the versions of records that are at hand; some may not have been fetched."""
    ids = {id_ for some in revisions for revision in some for id_ in revision.versions}
    found = ((id_, _version_or_none(objects, id_)) for id_ in sorted(ids))
    return {id_: content for id_, content in found if content is not None}


def _version_or_none(objects: Objects, id_: str) -> bytes | None:
    try:
        kind, content = objects.read(id_)
    except (MissingObjectError, BadObjectError):
        return None
    return content if kind == "blob" and len(content) <= MAX_BYTES else None


def at_hand(corpus: Corpus) -> AtHand:
    """Return what verdicts are held against: decidable records, decisions, the roster."""
    return AtHand(
        tuple(entry.name for model in (Evaluation, Kak) for entry in corpus.all(model)),
        corpus.decidable_digest_of,
        tuple(
            DecisionFile(*place, entry.source.content, entry.record)
            for entry in corpus.entries
            if (place := decision_at_or_none(entry.place))
        ),
        next((entry.source.content for entry in corpus.entries if entry.name == "roster"), None),
    )


def is_workspace(directory: Path) -> bool:
    """Tell whether a directory is one by what lies in it."""
    return (directory / CONFIGURATION).is_file() and (directory / RECORDS).is_dir()


def find_workspace(start: Path) -> Workspace:
    """Return the workspace that a directory lies in; refuses a place outside of any."""
    start = start.absolute()
    for directory in (start, *start.parents):
        if is_workspace(directory):
            return Workspace(directory)
    raise Refusal(
        say(
            "there is no workspace here: neither {start} nor a directory above it has 'mkdocs.yml' "
            "and 'records'; "
            "go to one, name one with --root, or make one with 'lpsedocs init'",
            start=str(start),
        )
    )


def _today(corpus: Corpus) -> date:
    return datetime.now(ZoneInfo(corpus.roster.timezone) if corpus.roster else None).date()


def _walk(directory: Path) -> Iterator[Path]:
    """Yield all but directories below a directory, sorted; git itself keeps nothing of a folder ``.git``."""
    for item in sorted(os.scandir(directory), key=lambda item: item.name):
        if item.name == ".git":
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _walk(Path(item.path))
        else:
            yield Path(item.path)


def _is_hidden(place: PurePosixPath) -> bool:
    return any(part.startswith(".") for part in place.parts)


def _is_hidden_record(place: PurePosixPath) -> bool:
    """Tell whether a file would be a record to git. All else that is hidden is the editor's."""
    is_record = place.suffix.lower() in ENDINGS and kind_of_id_or_none(place.stem.upper()) is not None
    return is_record and not place.is_relative_to(ATTACHMENTS)


def _with_marks(root: Path, sources: Sequence[Source]) -> Iterator[Source]:
    """Add to each source what makes its file none that git takes for a plain, visible one."""
    programs = {source.path for source in sources if _is_program(root / source.path)}
    if len(programs) == len(sources):
        programs = set()  # a file system that keeps no such mark
    for source in sources:
        marks: list[Trouble] = [HIDDEN] if _is_hidden(source.path.relative_to(RECORDS)) else []
        marks += [PROGRAM] if source.path in programs else []
        yield replace(source, troubles=(*source.troubles, *marks)) if marks else source


def _is_program(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) and bool(mode & stat.S_IXUSR)


def _read_source(path: Path, place: PurePosixPath, memory: Memory) -> Source:
    if not _is_ordinary(path):
        # A pipe would never be read to its end.
        return unreadable(place, SYMBOLIC_LINK if path.is_symlink() else NO_FILE)
    with path.open("rb") as file:
        # One byte more than allowed is enough for the reader to refuse it as too large.
        content = file.read(MAX_BYTES + 1)
    limits = limits_at(place.relative_to(RECORDS))
    return memory.recall(("source", place, content), lambda: parse_source(place, content, limits))


def _is_ordinary(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def _told_of(path: Path) -> object:
    """Return what the file system tells of a file, which is another thing after each change."""
    if not path.exists():
        return None
    told = path.stat()
    if time.time_ns() - told.st_ctime_ns < _UNSETTLED:
        # It could change once more within the same tick of the file system's clock.
        return object()
    return told.st_ino, told.st_mode, told.st_size, told.st_mtime_ns, told.st_ctime_ns


def _recalled_file(path: Path, place: PurePosixPath, memory: Memory) -> File:
    """Read an attachment, unless the file system says that it is the one of before."""
    return memory.recall(("file", place, _told_of(path)), lambda: _read_file(path, place))


def _read_file(path: Path, place: PurePosixPath) -> File:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
        file.seek(0)
        oid = lfs_oid_or_none(file.read()) if size <= LARGEST_POINTER else None
    return File(place, size, digest, oid)


def within(corpus: Corpus, root: Path, paths: Iterable[Path]) -> frozenset[str]:
    """Return which of the corpus's files lie at or below the given paths; refuses a path without any."""
    known = [*(str(e.path) for e in corpus.entries), *(str(s.path) for s in corpus.strays)]
    known += [str(RECORDS / file) for file in corpus.files]
    chosen: set[str] = set()
    for path in paths:
        # The path as written, without '..', but with its symbolic links.
        absolute = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow the links
        place = PurePosixPath(absolute.relative_to(root)) if absolute.is_relative_to(root) else None
        found = {name for name in known if place is not None and PurePosixPath(name).is_relative_to(place)}
        if not found:
            raise Refusal(say("{path} is no file or folder of this workspace's records", path=str(path)))
        chosen |= found
    return frozenset(chosen)
