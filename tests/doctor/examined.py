"""Workspaces that a doctor finds nothing wrong with, and what he says of them when something is."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath

from lpsedocs.cli._starter import Office, workspace_files
from lpsedocs.doctor.diagnoses import Diagnosis
from lpsedocs.doctor.facts import Place, diagnoses, gate_at
from lpsedocs.language import ENGLISH, INDONESIAN
from lpsedocs.workspace import Workspace
from tests.repositories import Desk
from tests.trust.story import TODAY, Story, key_of


@cache
def _set_up() -> Mapping[PurePosixPath, bytes]:
    return workspace_files(Office("LPSE", "Pemerintah", "Kota", "0" * 32), TODAY, INDONESIAN)


def sound(desk: Desk, story: Story | None = None) -> Path:
    """Write an office as 'init' sets it up, with a history that is pinned and was verified before."""
    root = desk.clone(story or Story())
    for place, content in _set_up().items():
        if place.parts[0] != "records":
            (root / place).parent.mkdir(parents=True, exist_ok=True)
            (root / place).write_bytes(content)
    desk.git("config", "gpg.format", "ssh", at=root)
    desk.git("config", "user.signingkey", key_of("budi").line, at=root)
    desk.pin(root)
    answer = desk.verify(root)
    assert answer.code in (0, 1), answer.err
    return root


def examined(root: Path, desk: Desk, today: date = TODAY) -> dict[str, Diagnosis]:
    """Return what is found of a workspace, by code."""
    environment = {"HOME": str(desk.home)}
    place = Place(Workspace(root), today, environment, None)
    found = diagnoses(place, gate_at(place))
    return {diagnosis.code: diagnosis for diagnosis in found}


def told(diagnosis: Diagnosis) -> tuple[str, str, str | None]:
    """Return the state of a diagnosis, what was found, and what to do."""
    remedy = ENGLISH.say(diagnosis.remedy) if diagnosis.remedy else None
    return diagnosis.state.value, ENGLISH.say(diagnosis.found), remedy


def states(found: Mapping[str, Diagnosis]) -> dict[str, str]:
    """Return the state of each diagnosis that is not fine."""
    return {code: one.state.value for code, one in found.items() if one.state.value != "fine"}
