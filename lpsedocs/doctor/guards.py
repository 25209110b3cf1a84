"""Diagnosis of the guard: whether what reviews requests from main is as this lpsedocs writes it."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from lpsedocs.doctor.diagnoses import Diagnosis, Family, Look
from lpsedocs.findings import say
from lpsedocs.source import MAX_BYTES

_GUARD: Final = Look(Family.CI, "ci-guard", say("the guard, which reviews requests from the main branch"))


def of_guard(root: Path, forge: str, due: Mapping[PurePosixPath, bytes]) -> Diagnosis:
    """Hold the files of a forge's guard against those that are due; only what is missing is surely wrong."""
    missing = tuple(str(place) for place in due if not _is_there(root / place))
    if missing:
        return _GUARD.mend(
            say("not there: {paths}; so nothing that a request can't change reviews it", paths=missing),
            say(
                "'lpsedocs init --ci {forge} FOLDER' writes it into a new folder; copy it from there",
                forge=forge,
            ),
            missing[0],
        )
    others = tuple(str(place) for place, content in due.items() if not _is_same(root / place, content))
    if others:
        return _GUARD.unknown(
            say("not as this lpsedocs writes it: {paths}", paths=others),
            say(
                "compare it with what 'lpsedocs init --ci {forge} FOLDER' writes into a new folder: take "
                "that over, or let two people of the IT team look at each difference",
                forge=forge,
            ),
            others[0],
        )
    return _GUARD.fine(say("as this lpsedocs writes it"))


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _is_same(path: Path, content: bytes) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1) == content
