"""Programs that git runs in place of its own, and what is said of their answers."""

from pathlib import Path

from lpsedocs.findings import Message
from lpsedocs.language import ENGLISH
from tests.real_office import RealOffice


def spoken(message: str | Message | None) -> str | None:
    return ENGLISH.say(message) if isinstance(message, Message) else message


def program(office: RealOffice, name: str, text: str) -> Path:
    place = office.home / "programs" / name
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"#!/bin/sh\n{text}\n")
    place.chmod(0o755)
    return place


def unwritable(path: str) -> str:
    return (
        f"git can't write to {path}; see that the folder of the repository, with '.git' in it, belongs to "
        "you and is not read-only"
    )
