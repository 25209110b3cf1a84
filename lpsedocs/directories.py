"""Every file below a directory, however deeply anybody has nested directories in it.

Until Python 3.12, ``os.walk`` and ``Path.rglob`` call themselves for each directory that lies in another one,
and come to an end after a thousand.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path


def entries_below(
    directory: Path, on_error: Callable[[OSError], None] | None = None
) -> Iterator[os.DirEntry[str]]:
    """Yield all but directories below a directory, in order; no link is followed.

    Leaves out what has the name ``.git``, of which git itself keeps nothing. Raises OSError for a directory
    that can't be listed, unless ``on_error`` takes it.
    """
    waiting = _listed(directory, on_error)
    while waiting:
        entry = waiting.pop()
        if entry.is_dir(follow_symlinks=False):
            waiting += _listed(entry.path, on_error)
        else:
            yield entry


def _listed(directory: Path | str, on_error: Callable[[OSError], None] | None) -> list[os.DirEntry[str]]:
    """Return what is in a directory, the last first."""
    try:
        with os.scandir(directory) as entries:
            found = [entry for entry in entries if entry.name != ".git"]
    except OSError as error:
        if on_error is None:
            raise
        on_error(error)
        return []
    return sorted(found, key=lambda entry: entry.name, reverse=True)
