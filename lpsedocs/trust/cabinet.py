"""Records as they lie in a commit's tree."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TypeVar

from lpsedocs.models import KINDS, kind_of_id_or_none
from lpsedocs.models.fields import Model
from lpsedocs.models.fitting import fit
from lpsedocs.source import parse_source
from lpsedocs.trust.objects import TreeEntry
from lpsedocs.trust.trees import Trees

M = TypeVar("M", bound=Model)

_KIND_OF = {kind.model: kind for kind in KINDS}


class Cabinet:
    """Finds and reads records in trees."""

    def __init__(self, trees: Trees) -> None:
        self._trees = trees

    def digest(self, blob: str) -> str:
        """Return the SHA-256 of a file's bytes."""
        return sha256(self._trees.blob(blob)).hexdigest()

    def find(self, tree: str, record: str) -> str | None:
        """Return the blob of a record that lies exactly once under its kind's folder, as a plain file."""
        kind = kind_of_id_or_none(record)
        folder = self._trees.at(tree, kind.folder) if kind else None
        if folder is None or not folder.is_tree:
            return None
        found = list(self._named(folder.id, f"{record}.yaml"))
        return found[0].id if len(found) == 1 and found[0].is_plain_file else None

    def holds(self, tree: str, record: str, digest: str) -> bool:
        """Tell whether a record lies there once, with these bytes."""
        blob = self.find(tree, record)
        return blob is not None and self.digest(blob) == digest

    def _named(self, folder: str, name: str) -> Iterator[TreeEntry]:
        entries = self._trees.entries(folder)
        if name in entries:
            yield entries[name]
        for entry in entries.values():
            if entry.is_tree:
                yield from self._named(entry.id, name)

    def record(self, tree: str, record: str, model: type[M]) -> M | None:
        """Return a record of a tree, if it is there once and fits its model."""
        blob = self.find(tree, record)
        return self.read(blob, model) if blob else None

    def read(self, blob: str, model: type[M]) -> M | None:
        """Return what a file says, if it fits the model."""
        source = parse_source(PurePosixPath("records/blob.yaml"), self._trees.blob(blob))
        found = fit(_KIND_OF[model], source.data) if not source.troubles else None
        return found if isinstance(found, model) else None
