"""Verifies a repository on disk: finds the pinned root and the main branch, and walks between them."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath

from lpsedocs.audit import is_audit_file, read_audit_file
from lpsedocs.findings import Message, say
from lpsedocs.git import Repository, find_repository, open_objects, unpack_bundle
from lpsedocs.models import KINDS, kind_of_id_or_none
from lpsedocs.pins import VARIABLE, Pin, load_pins, pins_file, remember_tip
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.mainline import Walk
from lpsedocs.trust.objects import BadObjectError, MissingObjectError, algorithm_of
from lpsedocs.trust.proof import Remark
from lpsedocs.trust.rosters import PATH as ROSTER
from lpsedocs.trust.rosters import read_roster
from lpsedocs.trust.trees import Objects, Trees
from lpsedocs.trust.verdicts import CannotVerifyError, History, NotPinnedError

MAIN = ("refs/heads/main", "refs/remotes/origin/main", "refs/heads/master", "refs/remotes/origin/master")
"""Where the main branch is looked for when no pin names it."""


@dataclass(frozen=True)
class Verification:
    """A history that was judged, from which root, and why that root is believed."""

    history: History
    pin: Pin | None
    pin_source: str | None
    """``option``, ``environment`` or ``configuration``; None without a pin."""
    ref: str | None
    """The full name of the branch whose tip was judged; None for a commit given by id."""
    is_main: bool
    """Whether the tip is that of the main branch."""
    remarks: tuple[Remark, ...]
    decidable: tuple[str, ...]
    """The evaluations and KAK at the tip, decided or not."""
    digests: Mapping[str, str]
    """The SHA-256, at the tip, of each decided record and of what its decisions rest on, by id."""

    @property
    def is_pinned(self) -> bool:
        """Whether the root is trusted."""
        return self.pin is not None

    def digest_of(self, record: str) -> str | None:
        """Return the SHA-256 of a record at the tip."""
        return self.digests.get(record)


@dataclass(frozen=True)
class Request:
    """What to verify."""

    path: Path
    """Any place in a clone, a bare one, a worktree, or a bundle file."""
    today: date
    environment: Mapping[str, str]
    trust_root: str | None = None
    """A root given for this run."""
    tip: str | None = None
    """A full ref name or a commit id, instead of the main branch."""
    allow_unpinned: bool = False


def verify(request: Request) -> Verification:
    """Judge a repository's main line; raises CannotVerifyError with what is missing."""
    return verify_and_record(request, lambda objects: objects)


def verify_and_record(request: Request, through: Callable[[Objects], Objects]) -> Verification:
    """Judge a repository's main line; every object is read through what ``through`` returns."""
    with _opened(request.path) as (refs, objects):
        try:
            return _verify(request, refs, through(objects))
        except MissingObjectError as error:
            message = say("the object {id} is missing from the repository", id=str(error))
            raise CannotVerifyError(message) from None
        except BadObjectError as error:
            raise CannotVerifyError(say("an object can't be believed: {why}", why=str(error))) from None


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Mapping[str, str], Objects]]:
    """Open an audit file, a bundle or a repository: its refs, and its objects."""
    if is_audit_file(path):
        audited = read_audit_file(path)
        yield audited.refs, audited
    elif path.is_file():
        with (
            tempfile.TemporaryDirectory(prefix="lpsedocs-") as scratch,
            _objects_of(unpack_bundle(path, Path(scratch))) as opened,
        ):
            yield opened
    else:
        with _objects_of(find_repository(path)) as opened:
            yield opened


@contextmanager
def _objects_of(repository: Repository) -> Iterator[tuple[Mapping[str, str], Objects]]:
    if repository.is_shallow:
        raise CannotVerifyError(
            say("this clone is shallow; 'git fetch --unshallow' fetches the rest of its history")
        )
    refs = repository.refs()
    with open_objects(repository, algorithm_of(next(iter(refs.values()), "0" * 40))) as objects:
        yield refs, objects


@dataclass(frozen=True)
class Recorder:
    """Objects that remembers what was read from it."""

    objects: Objects
    recorded: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Kind and content by id."""

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content."""
        if id_ not in self.recorded:
            self.recorded[id_] = self.objects.read(id_)
        return self.recorded[id_]


def _verify(request: Request, refs: Mapping[str, str], objects: Objects) -> Verification:
    trees = Trees(objects)
    graph = Graph(objects, trees)
    pin, source = _pin(request, refs, graph, trees)
    main = _main_ref(refs, pin)
    ref, tip = _tip(request.tip, refs, main)
    root = pin.root if pin else _first_with_roster(graph, trees, tip)
    if pin and sha256(objects.read(root)[1]).hexdigest() != pin.sha256:
        raise CannotVerifyError(say("the root {root} has not the bytes that were pinned", root=root[:12]))
    history = Walk(objects, request.today).judge(root, tip)
    if pin and history.force.roster.repository != pin.repository:
        raise CannotVerifyError(say("the roster's repository id is not the pinned one"))
    is_main = ref is not None and ref == main
    remarks = tuple(_remarks(graph, pin, tip, is_main=is_main))
    at_tip = dict(_records(graph, trees, tip))
    wanted = {r for j in history.decisions if j.decision for r in (j.record, *j.decision.rests_on)}
    digests = {r: sha256(trees.blob(blob)).hexdigest() for r, blob in at_tip.items() if r in wanted}
    decidable = tuple(sorted(record for record in at_tip if record.startswith(("EVL-", "KAK-"))))
    return Verification(history, pin, source, ref, is_main, remarks, decidable, digests)


def remember(request: Request, verification: Verification) -> None:
    """Keep the tip as the last verified one; only that of the pinned main branch, with nothing odd."""
    if verification.pin and verification.pin_source == "configuration" and not verification.remarks:
        path = pins_file(request.environment)
        remember_tip(path, verification.pin, verification.history.tip, request.today.isoformat())


def pin_of(path: Path, root: str | None, ref: str | None) -> Pin:
    """Return the pin for a root commit, or for the first commit of the main branch with a roster."""
    with _opened(path) as (refs, objects):
        trees = Trees(objects)
        graph = Graph(objects, trees)
        main, tip = _tip(ref, refs, _main_ref(refs, None))
        root = root or _first_with_roster(graph, trees, tip)
        graph.line(root, tip)
        return _pin_at(graph, trees, objects, root, main or MAIN[0])


def _pin_at(graph: Graph, trees: Trees, objects: Objects, root: str, ref: str) -> Pin:
    commit = graph.commit(root)
    entry = trees.at(commit.tree, ROSTER) if commit else None
    force = read_roster(trees.blob(entry.id), entry.id) if entry else None
    if force is None or isinstance(force, Message):
        raise CannotVerifyError(say("the root {root} has no valid roster", root=root[:12]))
    return Pin(root, force.roster.repository, sha256(objects.read(root)[1]).hexdigest(), ref)


def _pin(
    request: Request, refs: Mapping[str, str], graph: Graph, trees: Trees
) -> tuple[Pin | None, str | None]:
    """Return the pin in force for this run and where it comes from."""
    given = request.trust_root or request.environment.get(VARIABLE)
    if given:
        source = "option" if request.trust_root else "environment"
        return _pin_at(graph, trees, graph.objects, given, _main_ref(refs, None) or MAIN[0]), source
    pins = load_pins(pins_file(request.environment))
    for pin in pins:
        if pin.ref in refs and _is_on_line(graph, pin.root, refs[pin.ref]):
            return pin, "configuration"
    claimed = _claimed_repository(graph, trees, refs)
    if any(pin.repository == claimed for pin in pins):
        raise CannotVerifyError(say("the pinned root of this repository is not on its main line"))
    if not request.allow_unpinned:
        raise NotPinnedError(
            say(
                "no root of this repository is pinned; 'lpsedocs trust pin' pins one, "
                "and --allow-unpinned shows what the repository says of itself"
            )
        )
    return None, None


def _claimed_repository(graph: Graph, trees: Trees, refs: Mapping[str, str]) -> str | None:
    """Return the repository id that the roster at the tip claims; it may be anything."""
    main = _main_ref(refs, None)
    commit = graph.commit(refs[main]) if main else None
    entry = trees.at(commit.tree, ROSTER) if commit else None
    force = read_roster(trees.blob(entry.id), entry.id) if entry and entry.is_plain_file else None
    return force.roster.repository if force and not isinstance(force, Message) else None


def _is_on_line(graph: Graph, root: str, tip: str) -> bool:
    try:
        graph.line(root, tip)
    except CannotVerifyError:
        return False
    return True


def _main_ref(refs: Mapping[str, str], pin: Pin | None) -> str | None:
    candidates = (pin.ref,) if pin else MAIN
    return next((ref for ref in candidates if ref in refs), None)


def _tip(given: str | None, refs: Mapping[str, str], main: str | None) -> tuple[str | None, str]:
    if given in refs:
        assert given is not None
        return given, refs[given]
    if given is not None:
        full = next(
            (f"refs/{kind}/{given}" for kind in ("heads", "remotes") if f"refs/{kind}/{given}" in refs), None
        )
        return (full, refs[full]) if full else (None, given)
    if main is None:
        raise CannotVerifyError(say("the repository has no main branch; name the tip with --tip"))
    return main, refs[main]


def _first_with_roster(graph: Graph, trees: Trees, tip: str) -> str:
    for id_ in graph.whole_line(tip):
        commit = graph.commit(id_)
        if commit and trees.at(commit.tree, ROSTER):
            return id_
    raise CannotVerifyError(say("no commit of the main branch has a roster"))


def _remarks(graph: Graph, pin: Pin | None, tip: str, *, is_main: bool) -> Iterator[Remark]:
    if not is_main:
        yield Remark("not-main", say("this is not the tip of the main branch; only what is there counts"))
    if not pin or not pin.tip or pin.tip == tip or not is_main:
        return
    is_kept = _is_there(graph, pin.tip)
    if is_kept and graph.reaches(pin.tip, tip):
        yield Remark("older", say("this is older than what was verified on {day}", day=pin.verified or ""))
    elif not is_kept or not graph.reaches(tip, pin.tip):
        yield Remark(
            "rewritten",
            say(
                "the main branch was rewritten: {tip}, verified on {day}, is no longer part of it",
                tip=pin.tip[:12],
                day=pin.verified or "",
            ),
        )
    elif pin.tip not in graph.line(pin.root, tip):
        yield Remark(
            "turned",
            say(
                "the main branch was turned: {tip}, verified on {day}, left its first-parent line; "
                "a merge with the parents {tip} and {now}, in this order, mends it, and anyone may push it",
                tip=pin.tip[:12],
                day=pin.verified or "",
                now=tip[:12],
            ),
        )


def _is_there(graph: Graph, id_: str) -> bool:
    try:
        graph.commit(id_)
    except MissingObjectError:
        return False
    return True


def _records(graph: Graph, trees: Trees, tip: str) -> Iterator[tuple[str, str]]:
    """Yield the records at the tip that decisions are about or rest on, by id, with their blobs."""
    commit = graph.commit(tip)
    for kind in KINDS if commit else ():
        if commit is None or kind.name not in ("evaluation", "kak", "form", "requirement"):
            continue
        for path, entry in trees.files(commit.tree, kind.folder):
            record = PurePosixPath(path).stem
            if entry.is_plain_file and path.endswith(".yaml") and kind_of_id_or_none(record) is kind:
                yield record, entry.id
