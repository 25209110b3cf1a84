"""The example office as it lies in a checkout: its records, and what makes them a workspace."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import Any

import lpsedocs
from lpsedocs.corpus import RECORDS
from lpsedocs.findings import Refusal, say
from lpsedocs.models import ATTACHMENTS, Kind, kind_at_or_none, kind_named, name_at
from lpsedocs.source import Plain, Source, parse_source

ROSTER = str(RECORDS / "roster.yaml")
_SITE = "mkdocs.yml"
_DOCS = "docs"


@dataclass(frozen=True)
class Office:
    """Everything that the office's repository holds in the end, but for its decisions."""

    records: Mapping[str, Source]
    """By path."""
    attachments: Mapping[str, bytes]
    site: Mapping[str, bytes]
    """What a site is built from, besides the records."""

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """Where each record lies, by its id; decisions and filings as ``decisions/EVL-2026-001/1``."""
        return {name_at(PurePosixPath(path).relative_to(RECORDS)): path for path in self.records}

    @property
    def roster(self) -> dict[str, Any]:
        """The roster as data."""
        data = self.records[ROSTER].data
        assert isinstance(data, dict)
        return data

    def of_kind(self, name: str) -> Iterator[str]:
        """Yield the paths of all records of a kind."""
        return (path for path in self.records if kind_of(path) is kind_named(name))


def kind_of(path: str) -> Kind:
    """Return the kind of record that lies at a path."""
    kind = kind_at_or_none(PurePosixPath(path).relative_to(RECORDS))
    assert kind is not None
    return kind


def cited_in(value: Plain) -> Iterator[str]:
    """Yield the paths of the attachments that a record cites."""
    if isinstance(value, str) and value.startswith(f"{ATTACHMENTS}/") and "\n" not in value:
        yield str(RECORDS / value)
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from cited_in(item)


def records_of_the_checkout() -> Path:
    """Return where the example office's records lie in a checkout of lpsedocs."""
    return Path(lpsedocs.__file__).parent.parent / RECORDS


def read_office(records: Path, needed: Iterable[str]) -> Office:
    """Read the office; refuses a place where it is not, or without a record that is needed."""
    root = records.absolute().parent
    if not (records / "roster.yaml").is_file() or not (root / _SITE).is_file():
        raise Refusal(
            say(
                "the example office is not at {path}; it comes with the source of lpsedocs: run this in a "
                "checkout of it, or name the folder 'records' of one with --records",
                path=str(records),
            )
        )
    paths = {str(RECORDS / path.relative_to(records).as_posix()): path for path in _files(records)}
    papers = {place for place in paths if PurePosixPath(place).is_relative_to(RECORDS / ATTACHMENTS)}
    contents = {place: path.read_bytes() for place, path in paths.items()}
    office = Office(
        {
            place: parse_source(PurePosixPath(place), contents[place])
            for place in sorted(paths.keys() - papers)
        },
        {place: contents[place] for place in sorted(papers)},
        dict(_site(root)),
    )
    missing = sorted(set(needed) - office.paths.keys())
    broken = sorted(path for path, source in office.records.items() if not source.is_clean)
    if missing or broken:
        raise Refusal(
            say(
                "the records at {path} are not those of the example office: "
                "{what} is missing or can't be read",
                path=str(records),
                what=(*missing, *broken)[0],
            )
        )
    return office


def _site(root: Path) -> Iterator[tuple[str, bytes]]:
    for path in (root / _SITE, *_files(root / _DOCS)):
        yield path.relative_to(root).as_posix(), path.read_bytes()


def git_settings() -> dict[str, bytes]:
    """Return the files for git that every new workspace begins with."""
    starter = resources.files("lpsedocs") / "starter" / "workspace"
    return {f".{name}": (starter / f"dot_{name}").read_bytes() for name in ("gitattributes", "gitignore")}


def _files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in found if not _is_hidden(path.relative_to(folder)))


def _is_hidden(place: Path) -> bool:
    return any(part.startswith(".") for part in place.parts)
