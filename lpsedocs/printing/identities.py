"""Numbers of officials for papers: from a private file, because no repository may hold them."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from lpsedocs.findings import Message, Refusal, say
from lpsedocs.source import Plain, parse_source

_NUMBER: Final = re.compile(r"(?:NIP|NIPPPK|NRP)?[ .]*[0-9][0-9 ./-]{3,38}[0-9]", re.ASCII)


def read_identities(file: Path, workspace: Path, people: Collection[str]) -> Mapping[str, str]:
    """Return the number of each person in a file of lines such as ``budi: 19800101 200501 1 001``."""
    if file.resolve().is_relative_to(workspace.resolve()):
        raise Refusal(
            say(
                "{path} lies in the workspace, where a commit would take the numbers along; "
                "keep it elsewhere",
                path=str(file),
            )
        )
    source = parse_source(PurePosixPath(file.name), file.read_bytes())
    numbers = source.data if isinstance(source.data, dict) else {}
    for wrong in (*(trouble.message for trouble in source.troubles), *_wrong(numbers, people)):
        raise Refusal(say("{path}: {wrong}", path=str(file), wrong=wrong))
    return {person: _written(number) for person, number in numbers.items()}


def _wrong(numbers: Mapping[str, Plain], people: Collection[str]) -> Iterator[Message]:
    for person, number in numbers.items():
        if person not in people:
            yield say(
                "there is no {person} in the roster; it has {people}", person=person, people=tuple(people)
            )
        elif not _NUMBER.fullmatch(str(number)):
            yield say(
                "'{number}' of {person} is no number of an official, such as 19800101 200501 1 001",
                number=str(number),
                person=person,
            )


def _written(number: Plain) -> str:
    """Return a number as it stands below a name, with what it is."""
    text = str(number)
    return text if text.startswith("N") else f"NIP. {text}"
