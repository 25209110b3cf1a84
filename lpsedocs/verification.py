"""Verifies a repository on disk: finds the pinned root and the main branch, and walks between them."""

import re
import tempfile
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from lpsedocs.audit import is_audit_file, read_audit_file
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.git import Repository, find_repository, open_objects, unpack_bundle
from lpsedocs.models import KINDS, kind_of_id_or_none
from lpsedocs.pins import VARIABLE, Pin, load_pins, pins_file, refuse_odd_variable, remember_tip
from lpsedocs.trust.folders import TreeEntry
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.mainline import Walk
from lpsedocs.trust.objects import BadObjectError, MissingObjectError, TooLargeError, algorithm_of
from lpsedocs.trust.proof import Circumstances, Remark, gather
from lpsedocs.trust.rosters import PATH as ROSTER
from lpsedocs.trust.rosters import InForce, read_roster
from lpsedocs.trust.standing import NOT_ONCE, DigestOf
from lpsedocs.trust.trees import Objects, Trees
from lpsedocs.trust.verdicts import CannotVerifyError, History, Judged, NotPinnedError

MAIN = ("refs/heads/main", "refs/remotes/origin/main", "refs/heads/master", "refs/remotes/origin/master")
"""Where the main branch is looked for when no pin names it."""
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True)
class Passage:
    """A main-line commit that changes something about a record."""

    commit: str
    day: date | None
    """Its claimed day; None for a commit in bad form."""
    is_merge: bool
    paths: tuple[str, ...]
    """What it changes, under ``records/``."""


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
    today: date
    """The day as of which it was judged."""
    circumstances: Circumstances
    chronicle: tuple[Passage, ...] = ()
    """Of the record that was asked for, in the order of the line."""

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

    path: Path | Repository
    """Any place in a clone, a bare one, a worktree, or a bundle file; or a repository that was found."""
    today: date | None
    """None for the present day in the office's time zone."""
    environment: Mapping[str, str]
    trust_root: str | None = None
    """A root given for this run."""
    tip: str | None = None
    """A full ref name or a commit id, instead of the main branch."""
    allow_unpinned: bool = False
    at_hand: DigestOf | None = None
    """What the files have that are checked out: they are judged as of the main-line commit they come from."""
    hand: str | None = None
    """The commit that those files are of; by default what is checked out."""
    chronicle_of: str | None = None
    """A record whose whole story is wanted."""


def verify(request: Request) -> Verification:
    """Judge a repository's main line; raises CannotVerifyError with what is missing."""
    with _opened(request.path) as opened:
        return _verify(request, opened)


@contextmanager
def recorded(request: Request) -> Iterator[tuple[Verification, "Recorder"]]:
    """Judge a repository's main line, and keep every object that is read, also those read inside."""
    with _opened(request.path) as opened:
        recorder = Recorder(opened.objects)
        yield _verify(request, replace(opened, objects=recorder)), recorder


@dataclass(frozen=True)
class _Opened:
    """What a repository, a bundle or an audit file holds."""

    refs: Mapping[str, str]
    objects: Objects
    head: str | None = None
    """The commit that is checked out."""
    is_shallow: bool = False


@contextmanager
def _opened(path: Path | Repository) -> Iterator[_Opened]:
    """Open an audit file, a bundle or a repository; a missing object is a CannotVerifyError."""
    if isinstance(path, Repository):
        with _opened_repository(path) as opened:
            yield opened
    elif is_audit_file(path):
        audited = read_audit_file(path)
        with _missing_is_told(is_shallow=False):
            yield _Opened(audited.refs, audited)
    elif path.is_file():
        with (
            tempfile.TemporaryDirectory(prefix="lpsedocs-") as scratch,
            _opened_repository(unpack_bundle(path, Path(scratch))) as opened,
        ):
            yield opened
    else:
        with _opened_repository(find_repository(path)) as opened:
            yield opened


@contextmanager
def _opened_repository(repository: Repository) -> Iterator[_Opened]:
    refs, head = repository.refs(), repository.head() or ""
    with (
        open_objects(repository, algorithm_of(next(iter(refs.values()), "0" * 40))) as objects,
        _missing_is_told(is_shallow=repository.is_shallow),
    ):
        checked_out = refs.get(head) or (head if _ID.fullmatch(head) else None)
        yield _Opened(refs, objects, checked_out, repository.is_shallow)


@contextmanager
def _missing_is_told(*, is_shallow: bool) -> Iterator[None]:
    try:
        yield
    except MissingObjectError as error:
        if is_shallow:
            message = say("this clone is shallow; 'git fetch --unshallow' fetches the rest of its history")
        else:
            message = say(
                "the object {id} is missing from the repository, or something else lies in its place; "
                "clone the repository anew from the office's server",
                id=str(error),
            )
        raise CannotVerifyError(message) from None
    except BadObjectError as error:
        raise CannotVerifyError(say("an object can't be believed: {why}", why=error.message)) from None


@dataclass(frozen=True)
class Recorder:
    """Objects that remembers what was read from it."""

    objects: Objects
    recorded: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Kind and content by id."""
    too_large: list[str] = field(default_factory=list)
    """The objects that were only looked at from afar."""

    def read(self, id_: str) -> tuple[str, bytes]:
        """Return kind and content."""
        if id_ not in self.recorded:
            try:
                self.recorded[id_] = self.objects.read(id_)
            except TooLargeError:
                self.too_large.append(id_)
                raise
        return self.recorded[id_]


def _verify(request: Request, opened: _Opened) -> Verification:
    graph = Graph(opened.objects)
    pin, source = _pin(request, opened, graph)
    main = _main_ref(opened.refs, pin)
    ref, top = _tip(request.tip, opened.refs, main)
    root = pin.root if pin else _first_with_roster(graph, top)
    _refuse_other_bytes(pin, opened.objects)
    today = request.today or _today(graph, root)
    line = graph.line(root, top)
    position = _position(graph, line, request.hand or opened.head) if request.at_hand else len(line)
    history = Walk(graph, today).judge(root, line[position - 1], _renewals(pin, line, position))
    if pin and history.force.roster.repository != pin.repository:
        raise CannotVerifyError(
            say("the roster's repository id is not the one that was pinned; ask who replaced the roster")
        )
    is_main = ref is not None and ref == main
    remarks = (*_remarks(graph, pin, top, is_main=is_main), *_behind(len(line) - position))
    at_tip = _records(graph.trees, graph.tree(history.tip))
    wanted = {r for j in history.decisions if j.decision for r in (j.record, *j.decision.rests_on)}
    digests = {record: _digest(graph.trees, blob) for record, blob in at_tip.items() if record in wanted}
    return Verification(
        history,
        pin,
        source,
        ref,
        is_main,
        remarks,
        tuple(sorted(record for record in at_tip if record.startswith(("EVL-", "KAK-")))),
        digests,
        today,
        gather(graph, history, request.at_hand or digests.get),
        tuple(_chronicle(graph, history, request.chronicle_of)) if request.chronicle_of else (),
    )


def _refuse_other_bytes(pin: Pin | None, objects: Objects) -> None:
    for commit, digest in pin.commits if pin else ():
        if sha256(objects.read(commit)[1]).hexdigest() != digest:
            raise CannotVerifyError(
                say("the root {root} has not the bytes that were pinned", root=commit[:12])
            )


def _renewals(pin: Pin | None, line: Sequence[str], position: int) -> list[str]:
    renewals = [commit for commit, _ in pin.renewals] if pin else []
    if not set(renewals) <= set(line):
        raise CannotVerifyError(
            say("a root that was pinned later is not on the main line any more; ask who replaced it")
        )
    return [commit for commit in renewals if commit in line[:position]]


def _today(graph: Graph, root: str) -> date:
    force = _roster_at(graph, root)
    return datetime.now(force.zone if isinstance(force, InForce) else None).date()


def _position(graph: Graph, line: Sequence[str], head: str | None) -> int:
    """Return how many commits of the line a commit leads to; all, if it leads to none."""
    if head is None or head == line[-1]:
        return len(line)
    return bisect_left(line, x=True, key=lambda id_: not graph.reaches(head, id_)) or len(line)


def _behind(count: int) -> Iterator[Remark]:
    if count:
        yield Remark(
            "behind",
            say(
                "the files here lack the last {count} commits of the main branch; what was decided there is "
                "not told here",
                count=count,
            ),
        )


def _chronicle(graph: Graph, history: History, record: str) -> Iterator[Passage]:
    for parent, id_ in pairwise(history.line):
        difference, commit = graph.difference(parent, id_), graph.commit(id_)
        changes = difference.changes if difference else ()
        paths = tuple(change.path for change in changes if _is_about(change.path, record))
        if paths:
            day = history.force.day_of(commit.committer.seconds) if commit else None
            yield Passage(id_, day, len(graph.parents(id_)) > 1, paths)


def _is_about(path: str, record: str) -> bool:
    folder, *rest = path.split("/")
    if folder in ("decisions", "attachments"):
        return rest[:1] == [record]
    return rest[-1:] == [f"{record}.yaml"]


def remember(request: Request, verification: Verification) -> None:
    """Keep the tip as the last verified one; only that of the pinned main branch, with nothing odd."""
    if verification.pin and verification.pin_source == "configuration" and not verification.remarks:
        path = pins_file(request.environment)
        remember_tip(path, verification.pin, verification.history.tip, verification.today.isoformat())


@dataclass(frozen=True)
class Candidate:
    """A root that might be pinned, and what follows from it."""

    pin: Pin
    replaced: Pin | None
    """The pin that is kept of the same repository, if it is another one."""
    force: InForce
    """The roster at the root, or at the renewal."""
    taken_over: tuple[Judged, ...]
    """The decisions that lie at the root, and are believed without proof."""

    @property
    def is_renewal(self) -> bool:
        """Whether the kept root stays, and only the roster of a later commit is trusted besides."""
        return self.replaced is not None and self.replaced.root == self.pin.root


def candidate(path: Path | Repository, commit: str | None, ref: str | None, kept: Sequence[Pin]) -> Candidate:
    """Return the pin for a commit, or for the first commit of the main branch with a roster."""
    with _opened(path) as opened:
        graph = Graph(opened.objects)
        main, tip = _tip(ref, opened.refs, _main_ref(opened.refs, None))
        if main is None:
            raise Refusal(
                say(("{ref} is no branch of this repository; the main branch is pinned"), ref=ref or (""))
            )
        root = _full_id(commit) if commit else _first_with_roster(graph, tip)
        graph.line(root, tip)
        force, pin = _pin_at(graph, root, main)
        known = next((other for other in kept if other.repository == pin.repository), None)
        if known and known.root != root and _is_on_line(graph, known.root, root):
            renewals = {**dict(known.renewals), root: pin.sha256}
            Walk(graph, date.max).judge(known.root, root, [*renewals])  # tells what is in the way
            return Candidate(replace(known, ref=main, renewals=tuple(renewals.items())), known, force, ())
        if known and known.root == root:
            line = graph.line(root, tip)
            pin = replace(pin, renewals=tuple(renewal for renewal in known.renewals if renewal[0] in line))
            known = None
        return Candidate(pin, known, force, Walk(graph, date.max).judge(root, root).decisions)


def pinned(path: Path | Repository, environment: Mapping[str, str]) -> Pin:
    """Return the pin of a repository; raises CannotVerifyError where there is none that holds."""
    with _opened(path) as opened:
        request = Request(path, date.max, environment)
        pin, _ = _pin(request, opened, Graph(opened.objects))
        assert pin is not None
        return pin


def _pin_at(graph: Graph, root: str, ref: str) -> tuple[InForce, Pin]:
    force = _roster_at(graph, root)
    if not isinstance(force, InForce):
        raise CannotVerifyError(
            say("the commit {root} has no valid roster, so it can't be a root", root=root[:12])
        )
    return force, Pin(root, force.roster.repository, sha256(graph.objects.read(root)[1]).hexdigest(), ref)


def _roster_at(graph: Graph, commit: str) -> InForce | Message | None:
    tree = graph.tree(commit)
    entry = graph.trees.at(tree, ROSTER) if tree else None
    return read_roster(graph.trees.blob(entry.id), entry.id) if entry and entry.is_plain_file else None


def _full_id(given: str) -> str:
    if not _ID.fullmatch(given):
        raise Refusal(
            say("'{given}' is no whole commit id, which has 40 or 64 signs of 0-9 and a-f", given=given)
        )
    return given


def _pin(request: Request, opened: _Opened, graph: Graph) -> tuple[Pin | None, str | None]:
    """Return the pin in force for this run and where it comes from."""
    refs = opened.refs
    given = request.trust_root or request.environment.get(VARIABLE)
    if given:
        if not request.trust_root:
            refuse_odd_variable(given)
        return _given_pin(given, opened, graph), "option" if request.trust_root else "environment"
    pins = load_pins(pins_file(request.environment))
    wanted = _tip(request.tip, refs, None)[1] if request.tip else None
    for pin in pins:
        tips = (tip for tip in (refs.get(pin.ref), wanted) if tip)
        if any(_is_on_line(graph, pin.root, tip) for tip in tips):
            return pin, "configuration"
    for pin in pins:
        if _is_meant(pin, refs, graph):
            raise _why_it_does_not_hold(pin, refs, graph)
    if not request.allow_unpinned:
        raise NotPinnedError(
            say(
                "no root of this repository is pinned; 'lpsedocs trust pin' pins one, "
                "and 'lpsedocs verify --allow-unpinned' shows what the repository says of itself"
            )
        )
    return None, None


def _given_pin(given: str, opened: _Opened, graph: Graph) -> Pin:
    """Return the pin for a root that is given for this run; commas part it from its renewals."""
    root, *renewals = (_full_id(id_.strip()) for id_ in given.split(","))
    for commit in (root, *renewals):
        if not opened.is_shallow and not _is_there(graph, commit):
            raise CannotVerifyError(
                say(
                    "the trusted root {root} is not in this repository; compare it with what the office "
                    "wrote down",
                    root=commit[:12],
                )
            )
    _, pin = _pin_at(graph, root, _main_ref(opened.refs, None) or MAIN[0])
    digests = (sha256(graph.objects.read(renewal)[1]).hexdigest() for renewal in renewals)
    return replace(pin, renewals=tuple(zip(renewals, digests, strict=True)))


def _is_meant(pin: Pin, refs: Mapping[str, str], graph: Graph) -> bool:
    """Tell whether a pin is of this repository: it has the root, or its roster claims the repository id."""
    if _is_there(graph, pin.root):
        return True
    main = _main_ref(refs, pin) or _main_ref(refs, None)
    try:
        force = _roster_at(graph, refs[main]) if main else None
    except (MissingObjectError, BadObjectError):
        return False
    return isinstance(force, InForce) and force.roster.repository == pin.repository


def _why_it_does_not_hold(pin: Pin, refs: Mapping[str, str], graph: Graph) -> CannotVerifyError:
    if pin.ref not in refs:
        return CannotVerifyError(
            say(
                "the pinned main branch {ref} is not in this repository; fetch it, or name another one with "
                "'lpsedocs verify --tip'",
                ref=pin.ref,
            )
        )
    with suppress(CannotVerifyError):
        graph.line(pin.root, refs[pin.ref])  # tells itself where an object is missing
    return CannotVerifyError(
        say(
            "the pinned root {root} is not on the main line any more: the main branch was replaced; "
            "ask who did it, and compare with another copy",
            root=pin.root[:12],
        )
    )


def _is_on_line(graph: Graph, root: str, tip: str) -> bool:
    try:
        graph.line(root, tip)
    except (CannotVerifyError, MissingObjectError):
        return False
    return True


def _main_ref(refs: Mapping[str, str], pin: Pin | None) -> str | None:
    candidates = (pin.ref,) if pin else MAIN
    return next((ref for ref in candidates if ref in refs), None)


def _tip(given: str | None, refs: Mapping[str, str], main: str | None) -> tuple[str | None, str]:
    """Return the full name of the branch to judge and its tip; a commit given by its id has no name."""
    if given is not None:
        names = (given, f"refs/heads/{given}", f"refs/remotes/{given}")
        full = next((name for name in names if name in refs), None)
        if full and full.startswith(("refs/heads/", "refs/remotes/")):
            return full, refs[full]
        if not _ID.fullmatch(given):
            raise Refusal(
                say("'{given}' is no branch of this repository, and no whole commit id", given=given)
            )
        return None, given
    if main is None:
        raise CannotVerifyError(
            say(
                "the repository has no branch 'main' or 'master'; 'lpsedocs trust pin --ref NAME' pins "
                "another one as its main branch"
            )
        )
    return main, refs[main]


def _first_with_roster(graph: Graph, tip: str) -> str:
    for id_ in graph.whole_line(tip):
        commit = graph.commit(id_)
        if commit and graph.trees.at(commit.tree, ROSTER):
            return id_
    raise CannotVerifyError(say("no commit of the main branch has a roster"))


def _remarks(graph: Graph, pin: Pin | None, tip: str, *, is_main: bool) -> Iterator[Remark]:
    if not is_main:
        yield Remark("not-main", say("this is not the tip of the main branch; only what is there counts"))
    if not pin or not pin.tip or pin.tip == tip or not is_main:
        return
    is_kept = _is_there(graph, pin.tip)
    if is_kept and graph.reaches(pin.tip, tip):
        yield Remark("older", say("this is older than what was verified on {day}", day=pin.day or ""))
    elif not is_kept or not graph.reaches(tip, pin.tip):
        yield Remark(
            "rewritten",
            say(
                "the main branch was rewritten: {tip}, verified on {day}, is no longer part of it",
                tip=pin.tip[:12],
                day=pin.day or "",
            ),
        )
    elif pin.tip not in graph.line(pin.root, tip):
        yield Remark(
            "turned",
            say(
                "the main branch was turned: {tip}, verified on {day}, is no longer on its first-parent "
                "line; a merge with the parents {tip} and {now} mends it, and anyone may push it: 'git "
                "switch --detach {tip}', 'git merge --no-ff {now}', 'git push origin HEAD:main'",
                tip=pin.tip[:12],
                day=pin.day or "",
                now=tip[:12],
            ),
        )


def _is_there(graph: Graph, id_: str) -> bool:
    try:
        graph.commit(id_)
    except MissingObjectError:
        return False
    return True


_DECIDED_ON = frozenset({"evaluation", "kak", "form", "requirement"})
"""The kinds of records that decisions are about or rest on."""


def _records(trees: Trees, tree: str | None) -> dict[str, str | None]:
    """Return the blob of each record that can be decided or rested on; None if it is not there once."""
    found: dict[str, str | None] = {}
    for kind in KINDS if tree else ():
        for path, entry in trees.files(tree or "", kind.folder) if kind.name in _DECIDED_ON else ():
            record = _id_or_none(path)
            if record and kind_of_id_or_none(record) is kind:
                found[record] = _blob_of(path, entry, record) if record not in found else None
    return found


def _digest(trees: Trees, blob: str | None) -> str:
    try:
        return trees.digest(blob) if blob else NOT_ONCE
    except BadObjectError:
        return NOT_ONCE


def _id_or_none(path: str) -> str | None:
    """Return the id that a file's name means to a file system that knows no upper and lower case."""
    name = path.rpartition("/")[2].upper()
    return name.removesuffix(".YAML") if name.endswith(".YAML") else None


def _blob_of(path: str, entry: TreeEntry, record: str) -> str | None:
    return entry.id if entry.is_plain_file and path.endswith(f"/{record}.yaml") else None
