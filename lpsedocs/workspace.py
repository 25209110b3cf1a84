"""The folder in which an office keeps its records, read into a corpus.

Never runs or imports anything that the workspace brings: no plugins, no templates.
"""

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from lpsedocs.bases import Hand, Unlike, find_fork, read_commit, removed_before, tell, unlike, versions
from lpsedocs.corpus import RECORDS, Base, Corpus, File, build_corpus, changed_between, lfs_oid_or_none
from lpsedocs.directories import entries_below
from lpsedocs.findings import Refusal, say
from lpsedocs.git import Repository, checked_out, find_repository, open_objects, read_log
from lpsedocs.history import Chronicle, revisions_by_name
from lpsedocs.language import Language, chosen_language
from lpsedocs.memory import Memory
from lpsedocs.models import decision_at_or_none
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.kak import Kak
from lpsedocs.pins import pins_file
from lpsedocs.place import find_place, language_at
from lpsedocs.reading import LARGEST_POINTER, is_attachment, is_read, record_at, with_marks
from lpsedocs.source import MAX_BYTES, NO_FILE, SYMBOLIC_LINK, Source, parse_source, unreadable
from lpsedocs.trust.cabinet import limits_at
from lpsedocs.trust.objects import Algorithm, MissingObjectError, algorithm_of, hash_of
from lpsedocs.trust.proof import UNBEGUN, UNPINNED, AtHand, DecisionFile, Proof, prove
from lpsedocs.trust.standing import DigestOf
from lpsedocs.trust.verdicts import CannotVerifyError, NotBegunError, NotPinnedError
from lpsedocs.verification import Request, Verification, verify

_PIECE = 1024 * 1024
_UNSETTLED = 2_000_000_000
"""For how many nanoseconds after a change the clock of a file system may not tell the next one."""


@dataclass(frozen=True)
class _Known:
    """A verification, and what it asked of the records at hand."""

    commit: str | None
    """The commit that the records are of; None for what is checked out."""
    verification: Verification
    asked: Mapping[str, str | None]

    def is_of(self, commit: str | None, today: date | None) -> bool:
        """Tell whether records of a commit would be judged by the same part of the main line, on that day."""
        day = today or self.verification.present_day
        return self.verification.today == day and commit in (self.commit, self.verification.history.tip)

    def agrees_with(self, digest_of: DigestOf) -> bool:
        """Tell whether all that was asked has the same answers."""
        return all(digest_of(name) == said for name, said in self.asked.items())


@dataclass(frozen=True)
class Workspace:
    """A directory with ``mkdocs.yml`` and ``records/``."""

    root: Path

    @property
    def records(self) -> Path:
        """The folder of the records."""
        return self.root / RECORDS

    def load(
        self,
        today: date | None = None,
        trust_root: str | None = None,
        memory: Memory | None = None,
        base: str | None = None,
    ) -> Corpus:
        """Read every file under ``records/``, and what the history proves of its decisions.

        Without a day, it is today in the time zone of the roster in force, or of the one at hand where the
        history is not verified; without a root, the pinned one is trusted.
        With a memory, what did not change since the last time is the same object as then. With a base, a
        branch, tag or commit, it is read as well, and what the commits since then did.
        """
        memory = memory or Memory()
        corpus = self._proved(self._read(memory), today, trust_root, memory)
        if base is None:
            return corpus
        return replace(corpus, base=self._base(corpus, trust_root, memory, base))

    def _base(self, corpus: Corpus, trust_root: str | None, memory: Memory, rev: str) -> Base:
        if not (self.root / ".git").exists():
            message = say("this workspace is not the top of a git repository, so it has no history")
            raise CannotVerifyError(message)
        repository = find_repository(self.root)
        fork = find_fork(repository, rev)
        told = tell(repository, fork, rev)

        hand = Hand(corpus, self._git_id)

        def read(commit: str) -> Corpus:
            found = read_commit(repository, commit, rev, hand, memory)
            return self._proved(found, corpus.today, trust_root, memory, commit)

        before = read(fork.point)
        latest = before if fork.base == fork.point else read(fork.base)
        new = corpus.names - before.names - latest.names
        return Base(
            rev,
            fork.base,
            fork.point,
            before,
            latest,
            told.commits,
            # Looking for it takes the whole history, and matters only to ids that are new.
            removed_before(repository, fork, rev) if new else {},
            told.chronicle,
            changed_between(before, corpus),
        )

    def unlike_commit(self, corpus: Corpus) -> Unlike:
        """Return the files of records that are not at hand as the commit that is checked out has them."""
        repository = find_repository(self.root)
        commit = checked_out(repository)
        return unlike(repository, commit, Hand(corpus, self._git_id)) if commit else Unlike()

    def _git_id(self, file: File, algorithm: Algorithm) -> str:
        """Return the id that git gives an attachment's bytes."""
        hash_ = hash_of("blob", file.size, algorithm)
        with (self.records / file.place).open("rb") as opened:
            while piece := opened.read(_PIECE):
                hash_.update(piece)
        return hash_.hexdigest()

    def _programs(self, sources: Sequence[Source]) -> set[PurePosixPath]:
        """Return which files are marked as programs, on a file system that keeps such marks.

        On one that keeps none, git's own files seem to be programs too. Only where there is no git is that
        told by the files themselves: a request may mark every one of them.
        """
        found = {source.path for source in sources if _is_program(self.root / source.path)}
        git = self.root / ".git"
        own = [path for path in (git / "HEAD", git) if path.is_file()]
        keeps_marks = not any(map(_is_program, own)) if own else len(found) < len(sources)
        return found if keeps_marks else set()

    def _read(self, memory: Memory) -> Corpus:
        sources: list[Source] = []
        files: list[File] = []
        for path in (Path(entry.path) for entry in entries_below(self.records)):
            place = PurePosixPath(path.relative_to(self.records).as_posix())
            if not is_read(place):
                continue
            if is_attachment(place) and _is_ordinary(path):
                files.append(_recalled_file(path, place, memory))
            else:
                sources.append(_read_source(path, RECORDS / place, memory))
        return build_corpus(with_marks(sources, self._programs(sources)), files, date.min, memory)

    def _proved(
        self,
        corpus: Corpus,
        today: date | None,
        trust_root: str | None,
        memory: Memory,
        commit: str | None = None,
    ) -> Corpus:
        """Return a corpus with what the history proves of it, and with the day as of which it does."""
        day = today or _today(corpus)
        if not (self.root / ".git").exists():
            return replace(corpus, today=day)  # decisions count only in records/ at the top of a repository
        hand = at_hand(corpus)
        try:
            found = self._verified(today, trust_root, hand.digest_of, memory, commit)
        except NotBegunError:
            return replace(corpus, today=day, proof=UNBEGUN)
        except NotPinnedError:
            return replace(corpus, today=day, proof=UNPINNED)
        except CannotVerifyError as error:
            return replace(corpus, today=day, proof=Proof(None, obstacle=error.message))
        proof = prove(found.history, found.remarks, hand, found.circumstances)
        return replace(corpus, today=found.today, proof=proof)

    def _verified(
        self,
        today: date | None,
        trust_root: str | None,
        digest_of: DigestOf,
        memory: Memory,
        commit: str | None,
    ) -> Verification:
        """Verify the history; one that has not moved says the same of records that have not changed.

        The records are those of a commit, or at hand where another commit is checked out.
        """
        state = find_repository(self.root).state, _told_of(pins_file(os.environ)), trust_root
        known: list[_Known] = memory.recall(("verified", *state), list)
        fitting = (one for one in known if one.is_of(commit, today) and one.agrees_with(digest_of))
        found = next(fitting, None)
        if found is None:
            asked: dict[str, str | None] = {}

            def noted(name: str) -> str | None:
                return asked.setdefault(name, digest_of(name))

            request = Request(self.root, today, os.environ, trust_root, at_hand=noted, hand=commit)
            found = _Known(commit, verify(request), asked)
            known[:] = [found, *(one for one in known if one.commit != commit)]
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
            with open_objects(repository, algorithm_of(tip)) as objects:
                revisions = revisions_by_name(read_log(repository, tip), record_at)
                return Chronicle(revisions, versions(objects, revisions))
        except MissingObjectError:
            return Chronicle(obstacle=say("commits are missing from this copy of the repository"))
        except CannotVerifyError as error:
            return Chronicle(obstacle=error.message)

    def language(self, option: str | None, environment: Mapping[str, str]) -> Language:
        """Return the language to speak: the option's, the environment's, or the office's."""
        return chosen_language(option, environment, language_at(self.root))


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


def find_workspace(start: Path) -> Workspace:
    """Return the workspace that a directory lies in; refuses a place outside of any."""
    return Workspace(find_place(start))


def _today(corpus: Corpus) -> date:
    return datetime.now(ZoneInfo(corpus.roster.timezone) if corpus.roster else None).date()


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
    return memory.recall(
        ("source", place, content),
        lambda: parse_source(place, content, limits_at(place.relative_to(RECORDS))),
    )


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
    known += [str(path) for path in (corpus.base.changed if corpus.base else ())]
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
