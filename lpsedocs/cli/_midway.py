"""What a command that was killed has left, told by those that only read."""

from pathlib import Path

import click

from lpsedocs.findings import say
from lpsedocs.git import find_repository
from lpsedocs.language import Language


def tell_of_killed(root: Path, language: Language) -> None:
    """Tell on the error stream of a command that was killed midway in the repository of a workspace."""
    if (root / ".git").exists() and find_repository(root).is_midway:
        message = say(
            "note: a command of lpsedocs was killed here midway, or is at work; commit nothing before you "
            "have given it once more, which finishes what it began or takes it back"
        )
        click.echo(language.say(message), err=True)
