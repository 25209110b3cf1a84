"""Where the history lies that a command is to judge."""

from pathlib import Path

import click

from lpsedocs.git import Repository, named_repository


def place_of(ctx: click.Context, repo: Path | None) -> Path | Repository:
    """Return what --repo names, a repository or a bundle file; else where --root or the user is."""
    if repo is None:
        return ctx.find_root().params.get("root") or Path()
    return repo if repo.is_file() else named_repository(repo)
