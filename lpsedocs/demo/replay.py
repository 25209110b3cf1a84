"""Puts the demonstration onto the disk."""

from dataclasses import dataclass
from pathlib import Path

from lpsedocs.demo.cast import Cast
from lpsedocs.demo.office import read_office
from lpsedocs.demo.packing import packed
from lpsedocs.demo.plot import Planner
from lpsedocs.demo.story import read_story
from lpsedocs.demo.teller import MAIN, Teller, Told
from lpsedocs.findings import Refusal, say
from lpsedocs.git import plant


@dataclass(frozen=True)
class Replayed:
    """A demonstration on the disk."""

    root: str
    tip: str
    commits: int


def told(records: Path) -> Told:
    """Return the repository that the records of the example office tell of."""
    story = read_story()
    office = read_office(records, story.named())
    cast = Cast(office.roster, story)
    return Teller(cast, story).tell(Planner(office, story, cast).plot())


def replay(records: Path, directory: Path) -> Replayed:
    """Write the repository with its work tree into a new or empty directory."""
    _refuse_filled(directory)
    repository = told(records)
    plant(directory, packed(repository.objects), repository.refs, MAIN)
    return Replayed(repository.root, repository.refs[MAIN], repository.commits)


def _refuse_filled(directory: Path) -> None:
    is_filled = directory.exists() and (not directory.is_dir() or any(directory.iterdir()))
    if is_filled or directory.is_symlink():
        raise Refusal(say("{path} is not a new or empty directory; name one", path=str(directory)))
