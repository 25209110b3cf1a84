"""An object store on disk that holds what a story's store in memory does, and is read as any repository."""

import os
import shutil
import tempfile
import weakref
import zlib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from lpsedocs.git import Repository
from lpsedocs.trust.objects import Algorithm
from lpsedocs.verification.opening import Foresight, foreseeing

Stored = Mapping[str, tuple[str, bytes]]
"""Kind and content of objects, by their ids."""
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Budi",
    "GIT_AUTHOR_EMAIL": "budi@contoh.example",
    "GIT_COMMITTER_NAME": "Budi",
    "GIT_COMMITTER_EMAIL": "budi@contoh.example",
    "GIT_AUTHOR_DATE": "2026-07-06T03:00:00Z",
    "GIT_COMMITTER_DATE": "2026-07-06T03:00:00Z",
    "GIT_PROTOCOL_FROM_USER": "1",
}
"""In which git reads nobody's configuration, and commits the same each time."""


def put(repository: Path, id_: str, kind: str, content: bytes) -> None:
    """Write a loose object under an id, which need not be its own."""
    file = repository / "objects" / id_[:2] / id_[2:]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.write_bytes(zlib.compress(b"%s %d\0%s" % (kind.encode(), len(content), content), 1))


class Disk:
    """Loose objects in a folder of their own, which goes when nobody needs it any more."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="lpsedocs-story-"))
        self._held: Stored = {}
        (self._folder / "objects").mkdir()
        weakref.finalize(self, shutil.rmtree, self._folder)

    def hold(self, objects: Stored) -> None:
        """Hold these objects and no other."""
        for id_ in self._held.keys() - objects.keys():
            (self._folder / "objects" / id_[:2] / id_[2:]).unlink()
        for id_, (kind, content) in objects.items():
            if self._held.get(id_) != (kind, content):
                put(self._folder, id_, kind, content)
        self._held = dict(objects)

    def opened(self, algorithm: Algorithm) -> AbstractContextManager[Foresight]:
        """Open the objects as those of a repository are."""
        return foreseeing(Repository(self._folder, self._folder), algorithm)
