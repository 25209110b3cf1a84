"""Records as they lie in a commit's tree."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TypeVar

from lpsedocs.findings import say
from lpsedocs.models import DEEPEST, KINDS, kind_of_id_or_none
from lpsedocs.models.decision import Attestation, Decision
from lpsedocs.models.fields import Model
from lpsedocs.models.fitting import fit
from lpsedocs.source import Limits, Trouble, TroubleKind, parse_source
from lpsedocs.trust.folders import Folder
from lpsedocs.trust.objects import BadObjectError
from lpsedocs.trust.trees import RECORDS, Trees

M = TypeVar("M", bound=Model)

_KIND_OF = {kind.model: kind for kind in KINDS}
_MOST_FOLDERS = 10_000
_BLOB = PurePosixPath("records/blob.yaml")
"""Where a file is said to lie that is asked for by its id."""
_KEPT = 32
"""How many answers are kept: one decision asks the same several times."""


OF_DECISIONS = Limits(
    64 * 1024,
    Trouble(
        TroubleKind.TOO_LARGE,
        1,
        1,
        say("the file is larger than 64 KiB, and no decision is so long; put the rest into the record"),
    ),
    1000,
)
"""For decisions and attestations, which are read before it is known who set them.

A decision has some twenty values, and its note a page; anyone can push thousands of large ones.
"""


def limits_at(path: PurePosixPath) -> Limits:
    """Return how much a file may hold that lies at a path under ``records/``."""
    return OF_DECISIONS if path.is_relative_to(_KIND_OF[Decision].folder) else Limits()


class Cabinet:
    """Finds and reads records in trees."""

    def __init__(self, trees: Trees) -> None:
        self._trees = trees
        self.find = lru_cache(maxsize=_KEPT)(self._find)
        self._find_below = lru_cache(maxsize=_KEPT)(self._look)
        self._unfit: set[tuple[str, type[Model]]] = set()
        self._fitted = lru_cache(maxsize=_KEPT)(self._fit)

    def content(self, blob: str) -> bytes:
        """Return a file's bytes."""
        return self._trees.blob(blob)

    def digest(self, blob: str) -> str:
        """Return the SHA-256 of a file's bytes."""
        return self._trees.digest(blob)

    def _find(self, tree: str, record: str) -> str | None:
        """Return the blob of a record that lies exactly once under its kind's folder, as a plain file.

        Names that differ in case only are the same to many file systems, so a record with such a twin does
        not lie there once, also where the twin's folder is that of the kind in other letters; nor does one
        beside a folder that can't be read. What is no file is nobody's twin.
        """
        kind = kind_of_id_or_none(record)
        try:
            tops = self._tops(tree, kind.folder) if kind else ()
            return self._find_below(tops, f"{record}.yaml")
        except BadObjectError:
            return None

    def _look(self, tops: tuple[str, ...], name: str) -> str | None:
        holders = [(top, folder) for top, folder in self._folders(tops) if folder.count_files_alike(name)]
        if len(holders) != 1:
            return None
        [(top, folder)] = holders
        entry = folder.find(name) if top == tops[0] and folder.count_files_alike(name) == 1 else None
        return entry.id if entry and entry.is_plain_file else None

    def holds(self, tree: str, record: str, digest: str) -> bool:
        """Tell whether a record lies there once, with these bytes."""
        blob = self.find(tree, record)
        return blob is not None and self.is_of(blob, digest)

    def is_of(self, blob: str, digest: str) -> bool:
        """Tell whether a file can be read and has these bytes."""
        try:
            return self.digest(blob) == digest
        except BadObjectError:
            return False

    def _tops(self, tree: str, name: str) -> tuple[str, ...]:
        """Return a folder of the records, and behind it those of its name in other letters.

        Nothing where it isn't there; raises BadObjectError for what can't be read.
        """
        records = self._trees.folder(tree).find(RECORDS)
        if records is None or not records.is_tree:
            return ()
        around = self._trees.folder(records.id)
        own = around.find(name)
        if own is None or not own.is_tree:
            return ()
        # Nearly always it is the only one, and the others needn't be looked at.
        folders = around.folders if around.count_folders_alike(name) > 1 else ()
        others = (id_ for other, id_ in folders if other != name and other.casefold() == name)
        return (own.id, *others)

    def _folders(self, tops: tuple[str, ...]) -> Iterator[tuple[str, Folder]]:
        """Yield the folders where records may lie, each with the one of ``tops`` that it is or lies in.

        Raises BadObjectError for one that can't be read, or for too many.
        """
        waiting = [(top, top, 0) for top in tops]
        for _ in range(_MOST_FOLDERS):
            if not waiting:
                return
            top, id_, depth = waiting.pop()
            folder = self._trees.folder(id_)
            yield top, folder
            waiting += [(top, below, depth + 1) for _, below in folder.folders] if depth < DEEPEST else []
        raise BadObjectError(say("it has too many folders"))

    def record(self, tree: str, record: str, model: type[M]) -> M | None:
        """Return a record of a tree, if it is there once and fits its model."""
        blob = self.find(tree, record)
        return self.read(blob, model) if blob else None

    def read(self, blob: str, model: type[M]) -> M | None:
        """Return what a file says, if its text has no trouble at all and it fits the model."""
        if (blob, model) in self._unfit:
            return None
        found = self._fitted(blob, model)
        if not isinstance(found, model):
            self._unfit.add((blob, model))
            return None
        return found

    def _fit(self, blob: str, model: type[Model]) -> object:
        limits = OF_DECISIONS if model in (Decision, Attestation) else Limits()
        try:
            source = parse_source(_BLOB, self._trees.blob(blob), limits)
        except BadObjectError:
            return None
        return fit(_KIND_OF[model], source.data) if source.is_clean else None
