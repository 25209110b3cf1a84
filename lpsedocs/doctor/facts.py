"""Looks at a workspace on disk, and gathers what is judged; writes nothing."""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Final
from zoneinfo import ZoneInfo

from lpsedocs.clone import Clone
from lpsedocs.corpus import RECORDS, lfs_oid_or_none
from lpsedocs.directories import entries_below
from lpsedocs.doctor.codeowners import Owners, owners_in
from lpsedocs.doctor.diagnoses import Diagnosis
from lpsedocs.doctor.gates import Gate, of_gate
from lpsedocs.doctor.gitlab import read_gitlab
from lpsedocs.doctor.owners import PLACES, Asked, of_owners
from lpsedocs.doctor.pipelines import Forge, Pipeline
from lpsedocs.doctor.rosters import Proven, of_pin, of_roster
from lpsedocs.doctor.running import PLACES as RUN_FROM
from lpsedocs.doctor.running import doubted, running
from lpsedocs.doctor.settings import NAMES, Signing, of_settings, of_signing
from lpsedocs.doctor.workflows import read_workflow
from lpsedocs.doctor.workspaces import (
    LFS,
    Attributes,
    Branches,
    Files,
    Lfs,
    of_attributes,
    of_branches,
    of_files,
    of_ignored,
    of_lfs,
)
from lpsedocs.findings import Refusal, say
from lpsedocs.git import Repository, find_repository
from lpsedocs.models import ATTACHMENTS, KINDS, kind_named
from lpsedocs.models.fitting import fit
from lpsedocs.models.organization import Organization
from lpsedocs.models.roster import Forge as RosterForge
from lpsedocs.models.roster import Roster, Witness
from lpsedocs.reading import LARGEST_POINTER
from lpsedocs.schema import file_name, render
from lpsedocs.source import MAX_BYTES, Source, TroubleKind, parse_source
from lpsedocs.trust.verdicts import CannotVerifyError, NotPinnedError
from lpsedocs.verification import MAIN, Request, Verification, pinned, verify
from lpsedocs.workspace import Workspace

_GITLAB: Final = ".gitlab-ci.yml"
_HARMLESS: Final = frozenset(
    {TroubleKind.YML_ENDING, TroubleKind.CARRIAGE_RETURN, TroubleKind.BYTE_ORDER_MARK}
)
"""Troubles of a CI file that every reader takes in the same way."""
_ATTRIBUTES: Final = ("text", "eol", "filter", "ident", "working-tree-encoding")


@dataclass(frozen=True)
class Place:
    """A workspace, and how it is looked at."""

    workspace: Workspace
    today: date
    environment: Mapping[str, str]
    trust_root: str | None

    @property
    def root(self) -> Path:
        """The directory of the workspace."""
        return self.workspace.root


def day_at(workspace: Workspace, environment: Mapping[str, str], trust_root: str | None) -> date:
    """Return the present day in the office's time zone: by the roster in force, else by the one at hand."""
    request = Request(workspace.root, None, environment, trust_root, allow_unpinned=True)
    try:
        return verify(request).today
    except (CannotVerifyError, Refusal):
        roster = _roster_at_hand(workspace.root)
        return datetime.now(ZoneInfo(roster.timezone) if roster else None).date()


def diagnoses(place: Place, gate: Gate) -> Iterator[Diagnosis]:
    """Yield every diagnosis but that of the negative control."""
    root = place.root
    is_top = (root / ".git").exists()
    repository = find_repository(root) if is_top else None
    yield from of_files(
        Files(_stale_schemas(root), _untied(root), is_top, repository is not None and repository.is_midway)
    )
    proven = _proven(place)
    if repository is not None:
        yield from _of_git(place, repository, _main(repository, place), proven)
    yield from of_gate(gate)
    if gate.pipelines:
        yield from _of_owners(root, gate)
    yield from of_pin(proven)
    yield from of_roster(proven, place.today)


def _of_git(place: Place, repository: Repository, main: str | None, proven: Proven) -> Iterator[Diagnosis]:
    clone = Clone(place.root)
    files = tuple(_files(place.root))
    attributes = _attributes(clone, files)
    yield of_attributes(attributes)
    yield of_ignored(clone.ignored(files))
    yield of_lfs(_lfs(clone, place.root, attributes))
    yield from of_branches(Branches(repository.is_shallow, main, is_begun=bool(repository.refs())))
    settings = {name: value for name in NAMES if (value := clone.setting(name)) is not None}
    keeps = all(one.keeps_bytes for one in attributes)
    inside = _is_inside(place.root, settings.get("core.hooksPath"))
    yield from of_settings(settings, keeps_bytes=keeps, hooks_inside=inside)
    yield of_signing(_signing(clone), proven.roster, place.today)


# ---- Files


def _stale_schemas(root: Path) -> tuple[str, ...]:
    paths = {f"schemas/{file_name(kind)}": render(kind).encode() for kind in KINDS}
    return tuple(path for path, due in paths.items() if _content(root / path) != due)


def _content(path: Path) -> bytes | None:
    """Return what an ordinary file has, unless it is larger than any that is looked at."""
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _untied(root: Path) -> tuple[str, ...] | None:
    content = _content(root / ".vscode" / "settings.json")
    try:
        settings = json.loads(content or b"")
    except ValueError:
        return None
    tied = settings.get("yaml.schemas") if isinstance(settings, dict) else None
    names = {PurePosixPath(name).name for name in tied} if isinstance(tied, dict) else set()
    return tuple(name for kind in KINDS if (name := file_name(kind)) not in names)


def _files(root: Path) -> Iterator[str]:
    """Yield every file of the records, and one of each folder that may come."""
    for entry in entries_below(root / RECORDS):
        if not entry.name.startswith("."):
            yield Path(entry.path).relative_to(root).as_posix()
    for kind in KINDS:
        if kind.folder:
            yield f"records/{kind.folder}/x.yaml"
    yield f"records/{ATTACHMENTS}/x/x.pdf"


# ---- Git


def _attributes(clone: Clone, files: tuple[str, ...]) -> tuple[Attributes, ...]:
    chosen = _one_a_folder(files)
    return tuple(Attributes(path, values) for path, values in clone.attributes(chosen, _ATTRIBUTES).items())


def _one_a_folder(files: tuple[str, ...]) -> list[str]:
    """Return a file of each folder and ending: attributes are given by patterns."""
    chosen = {(PurePosixPath(path).parent, PurePosixPath(path).suffix): path for path in files}
    return sorted({*chosen.values(), "records/organization.yaml", "records/roster.yaml"})


def _lfs(clone: Clone, root: Path, attributes: tuple[Attributes, ...]) -> Lfs:
    return Lfs(
        any(one.values.get("filter") == LFS for one in attributes),
        shutil.which("git-lfs") is not None,
        bool(clone.setting("filter.lfs.process") or clone.setting("filter.lfs.smudge")),
        tuple(_pointers(root)),
    )


def _pointers(root: Path) -> Iterator[str]:
    attachments = root / RECORDS / ATTACHMENTS
    for entry in entries_below(attachments) if attachments.is_dir() else ():
        path = Path(entry.path)
        if _is_small(path) and lfs_oid_or_none(path.read_bytes()):
            yield path.relative_to(root).as_posix()


def _is_small(path: Path) -> bool:
    return not path.is_symlink() and path.is_file() and path.stat().st_size <= LARGEST_POINTER


def _main(repository: Repository, place: Place) -> str | None:
    refs = repository.refs()
    try:
        candidates: tuple[str, ...] = (pinned(repository, place.environment).ref,)
    except CannotVerifyError:
        candidates = MAIN
    return next((ref for ref in candidates if ref in refs), None)


def _is_inside(root: Path, hooks: str | None) -> bool:
    if not hooks:
        return False
    place = (root / Path(hooks).expanduser()).resolve()
    return place.is_relative_to(root.resolve()) and not place.is_relative_to(root.resolve() / ".git")


def _signing(clone: Clone) -> Signing:
    try:
        hand = clone.hand()
    except Refusal:
        return Signing(None, None, None)
    try:
        return Signing(hand.email, clone.signing_key(hand).fingerprint, None)
    except Refusal as refusal:
        return Signing(hand.email, None, refusal.message)


# ---- What the history proves


def _proven(place: Place) -> Proven:
    try:
        found = _verified(place, allow_unpinned=False)
    except NotPinnedError as error:
        return _unproven(place, pin=None, why=error)
    except CannotVerifyError as error:
        return _unproven(place, pin=_pin_or_none(place), why=error)
    except Refusal as refusal:  # no repository
        return Proven(_roster_at_hand(place.root), None, None, None, None, None, (), refusal.message)
    pin = found.pin
    return Proven(
        found.history.force.roster,
        found.history.clock,
        pin.root if pin else None,
        found.pin_source,
        pin.tip if pin else None,
        pin.day if pin else None,
        found.remarks,
        None,
    )


def _verified(place: Place, *, allow_unpinned: bool) -> Verification:
    request = Request(
        place.root, place.today, place.environment, place.trust_root, allow_unpinned=allow_unpinned
    )
    return verify(request)


def _unproven(place: Place, pin: tuple[str, str] | None, why: CannotVerifyError) -> Proven:
    """Return what can be known without a history that is proved: the roster at hand."""
    root, source = pin or (None, None)
    return Proven(_roster_at_hand(place.root), None, root, source, None, None, (), why.message)


def _pin_or_none(place: Place) -> tuple[str, str] | None:
    if place.trust_root:
        return place.trust_root.partition("@")[0], "option"
    try:
        return pinned(place.root, place.environment).root, "configuration"
    except (CannotVerifyError, Refusal):
        return None


def _roster_at_hand(root: Path) -> Roster | None:
    found = _read(root, "roster")
    return found if isinstance(found, Roster) else None


def organization_of(root: Path) -> Organization | None:
    """Return the office's file, if it can be read and fits."""
    found = _read(root, "organization")
    return found if isinstance(found, Organization) else None


def _read(root: Path, name: str) -> object:
    content = _content(root / RECORDS / f"{name}.yaml")
    source = parse_source(RECORDS / f"{name}.yaml", content) if content is not None else None
    return fit(kind_named(name), source.data) if source and source.is_readable else None


# ---- CI files


def gate_at(place: Place) -> Gate:
    """Read the CI files that the office's forge runs, as data."""
    repository = find_repository(place.root) if (place.root / ".git").exists() else None
    main = _main(repository, place) if repository is not None else None
    roster = _roster_at_hand(place.root)
    named: tuple[RosterForge | Witness, ...] = (*roster.forges, *roster.witnesses) if roster else ()
    said = dict.fromkeys(one.kind for one in named if one.holds_on(place.today))
    return gate_of(place.root, main.rpartition("/")[2] if main else None, tuple(said))


def gate_of(root: Path, main: str | None = None, said: tuple[Forge, ...] = ()) -> Gate:
    """Read the CI files, given the main branch and the forges that the office names."""
    there = {place for places in RUN_FROM.values() for place in places if _is_in_git(root / place)}
    found = running(there, said)
    pipelines = (one for forge, at in found.by.items() for one in _pipelines(root, forge, at, main))
    if len(found.by) > 1:
        pipelines = (doubted(one, tuple(found.by)) for one in pipelines)
    return Gate(tuple(pipelines), main, found.ignored)


def _is_in_git(path: Path) -> bool:
    """Tell whether git could keep something there: it keeps no empty folders."""
    return path.is_symlink() or path.is_file() or (path.is_dir() and any(path.iterdir()))


def _pipelines(root: Path, forge: Forge, at: str, main: str | None) -> Iterator[Pipeline]:
    linked = [path for path in (root / at, *(root / at).parents) if path != root and path.is_symlink()]
    if linked and root in linked[0].parents:
        why = say("it is reached through a symbolic link, which no forge follows")
        yield Pipeline(forge, at, unread=(why,))
    elif at == _GITLAB:
        source = _source(root, root / at)
        yield _unread(source, forge) or read_gitlab(source, main)
    else:
        for path in sorted((root / at).glob("*.y*ml")):
            if path.suffix in (".yml", ".yaml"):
                source = _source(root, path)
                yield _unread(source, forge) or read_workflow(source, forge, main)


def _of_owners(root: Path, gate: Gate) -> Iterator[Diagnosis]:
    for forge in gate.forges:
        files = tuple(one.path for one in gate.pipelines if one.forge == forge)
        yield of_owners(_asked_by(root, forge), files)


def _asked_by(root: Path, forge: Forge) -> Asked:
    there = [place for place in PLACES[forge] if (root / place).is_symlink() or (root / place).is_file()]
    if not there:
        return Asked(None, Owners(forge))
    text = (_content(root / there[0]) or b"").decode(errors="replace")
    return Asked(there[0], owners_in(text, forge), tuple(there[1:]))


def _source(root: Path, path: Path) -> Source:
    return parse_source(PurePosixPath(path.relative_to(root).as_posix()), _content(path) or b"")


def _unread(source: Source, forge: Forge) -> Pipeline | None:
    troubles = [trouble for trouble in source.troubles if trouble.kind not in _HARMLESS]
    if not troubles:
        return None
    first = troubles[0]
    why = say("line {line} can't be read here: {why}", line=first.line, why=first.message)
    return Pipeline(forge, str(source.path), unread=(why,))
