"""A path as somebody types it."""

import copy
from typing import Any

import click

from lpsedocs.language import said_in_gettext


class PathType(click.Path):
    """A path, of which is said in the language of the run whether a file or a directory is due.

    click itself says it in the language of the import, when the office's is not known yet.
    """

    def __init__(self, **due: Any) -> None:
        super().__init__(**due)
        kinds = {(True, False): "file", (False, True): "directory"}
        self.name = kinds.get((self.file_okay, self.dir_okay), "path")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; refuses one of another kind, or that is not there."""
        spoken = copy.copy(self)
        spoken.name = said_in_gettext(self.name)
        return super(PathType, spoken).convert(value, param, ctx)
