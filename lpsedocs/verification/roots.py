"""Which root is believed, and which branch is the main one: what is pinned, given, or might be pinned."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from lpsedocs.findings import Refusal, say
from lpsedocs.git import Repository
from lpsedocs.pins import VARIABLE, Pin, load_pins, pins_file, refuse_odd_variable
from lpsedocs.trust.mainline import Walk
from lpsedocs.trust.objects import BadObjectError, MissingObjectError
from lpsedocs.trust.rosters import PATH as ROSTER
from lpsedocs.trust.rosters import InForce
from lpsedocs.trust.verdicts import (
    NOT_BEGUN,
    CannotVerifyError,
    Judged,
    NotBegunError,
    NotPinnedError,
)
from lpsedocs.verification.opening import Opened, opened

MAIN = ("refs/heads/main", "refs/remotes/origin/main", "refs/heads/master", "refs/remotes/origin/master")
"""Where the main branch is looked for when no pin names it."""
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}", re.ASCII)


# ---- The pin in force


def pinned(path: Path | Repository, environment: Mapping[str, str]) -> Pin:
    """Return the pin of a repository; raises CannotVerifyError where there is none that holds."""
    with opened(path) as found:
        pin, _ = pin_in_force(found, environment)
        return pin


def pin_in_force(
    found: Opened, environment: Mapping[str, str], given: str | None = None, tip: str | None = None
) -> tuple[Pin, str]:
    """Return the root to believe, and where it comes from (``Verification.pin_source``)."""
    if given:
        return _given_pin(given, found), "option"
    if variable := environment.get(VARIABLE):
        refuse_odd_variable(variable)
        return _given_pin(variable, found), "environment"
    return _kept_pin(load_pins(pins_file(environment)), found, tip), "configuration"


def _given_pin(given: str, found: Opened) -> Pin:
    """Return the pin for a root that is given for this run; commas part it from its renewals.

    Behind ``@`` stands the full name of the main branch, where that is not the usual one.
    """
    ids, _, ref = given.strip().partition("@")
    root, *renewals = (_full_id(id_.strip()) for id_ in ids.split(","))
    for commit in (root, *renewals):
        if not found.is_shallow and not found.has(commit):
            raise CannotVerifyError(
                say(
                    "the trusted root {root} is not in this repository; compare it with what the office "
                    "wrote down",
                    root=commit[:12],
                )
            )
    _refuse_other_order(root, renewals, found)
    if ref and ref not in found.refs:
        raise CannotVerifyError(
            say("the main branch {ref} is not in this repository; fetch it, or correct its name", ref=ref)
        )
    _, pin = _pin_at(found, root, ref or _usual_ref(found, root))
    return replace(pin, renewals=tuple((renewal, _digest(found, renewal)) for renewal in renewals))


def _refuse_other_order(root: str, renewals: Sequence[str], found: Opened) -> None:
    """Refuse roots of which one that is called a later one is older than the first."""
    older = [renewal for renewal in renewals if renewal != root and found.has_line(renewal, root)]
    if older:
        first = next(one for one in older if all(found.has_line(one, other) for other in older))
        others = (id_ for id_ in (root, *renewals) if id_ != first)
        raise Refusal(
            say("of several roots the oldest is written first: {roots}", roots=",".join((first, *others)))
        )


def _usual_ref(found: Opened, root: str) -> str:
    """Return the usual main branch that comes from a root; refuses two, as anybody may have pushed one."""
    refs = [ref for ref in MAIN if ref in found.refs and found.has_line(root, found.refs[ref])]
    if len({ref.rpartition("/")[2] for ref in refs}) > 1:
        raise CannotVerifyError(
            say(
                "both 'main' and 'master' come from the trusted root; say which is the main branch, by its "
                "full name behind the root, as in {root}@{ref}, and have the other removed, which anybody "
                "may have pushed",
                root=root,
                ref=refs[0],
            )
        )
    return next(iter(refs), main_ref(found.refs, None) or MAIN[0])


def _kept_pin(pins: Sequence[Pin], found: Opened, tip: str | None) -> Pin:
    """Return the pin of this repository: the one whose root lies on its main branch, or on the one named."""
    wanted = tip_of(tip, found, None)[1] if tip else None
    for pin in pins:
        if _is_on_a_line(pin.root, found, (found.refs.get(pin.ref), wanted)):
            return pin
    for pin in pins:
        if _is_meant(pin, found):
            raise _why_it_does_not_hold(pin, found)
    _refuse_unbegun(found)
    if found.place is None:
        raise NotPinnedError(
            say(
                "no root of this file is pinned; --trust-root takes the one that the office wrote down, and "
                "'lpsedocs verify --allow-unpinned' shows what the file says of itself"
            )
        )
    raise NotPinnedError(
        say(
            "no root of this repository is pinned; 'lpsedocs trust pin' pins one, --trust-root takes one for "
            "this run, and 'lpsedocs verify --allow-unpinned' shows what the repository says of itself"
        )
    )


def _is_on_a_line(root: str, found: Opened, tips: Iterable[str | None]) -> bool:
    return any(tip and found.has_line(root, tip) for tip in tips)


def _is_meant(pin: Pin, found: Opened) -> bool:
    """Tell whether a pin is of this repository: it has the root, or its roster claims the repository id."""
    if found.has(pin.root):
        return True
    main = main_ref(found.refs, pin) or main_ref(found.refs, None)
    try:
        force = found.roster_at(found.refs[main]) if main else None
    except (MissingObjectError, BadObjectError):
        return False
    return isinstance(force, InForce) and force.roster.repository == pin.repository


def _why_it_does_not_hold(pin: Pin, found: Opened) -> CannotVerifyError:
    if pin.ref not in found.refs:
        return CannotVerifyError(
            say(
                "the pinned main branch {ref} is not in this repository; fetch it, or, where it has another "
                "name here, as in a bare clone or a file, say which with '--trust-root "
                "{root}@refs/heads/NAME'",
                ref=pin.ref,
                root=pin.root,
            )
        )
    with suppress(CannotVerifyError):
        found.graph.line(pin.root, found.refs[pin.ref])  # tells itself where an object is missing
    return CannotVerifyError(
        say(
            "the pinned root {root} is not on the main line any more: the main branch was replaced; "
            "ask who did it, and compare with another copy",
            root=pin.root[:12],
        )
    )


def refuse_other_bytes(pin: Pin, found: Opened) -> None:
    """Refuse a root or a renewal that has other bytes under its id than those that were pinned."""
    for commit, digest in pin.commits:
        if found.place is None and not found.has(commit):
            raise CannotVerifyError(
                say(
                    "this file does not have the root {root}, which was pinned later; ask for a file that "
                    "was made since then",
                    root=commit[:12],
                )
            )
        if _digest(found, commit) != digest:
            raise CannotVerifyError(
                say("the root {root} has not the bytes that were pinned", root=commit[:12])
            )


def renewals_on(line: Sequence[str], pin: Pin, position: int) -> list[str]:
    """Return the later roots on the beginning of a line; refuses a line that lacks one."""
    renewals = [commit for commit, _ in pin.renewals]
    if not set(renewals) <= set(line):
        raise CannotVerifyError(
            say("a root that was pinned later is not on the main line any more; ask who replaced it")
        )
    return [commit for commit in renewals if commit in line[:position]]


# ---- A root that might be pinned


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
    with opened(path) as found:
        main, tip = tip_of(ref, found, main_ref(found.refs, None))
        if main is None or not main.startswith(("refs/heads/", "refs/remotes/")):
            raise Refusal(
                say("{ref} is no branch of this repository; the main branch is pinned", ref=str(ref))
            )
        root = _full_id(commit) if commit else first_with_roster(found, tip)
        found.graph.line(root, tip)
        force, pin = _pin_at(found, root, main)
        known = next((other for other in kept if other.repository == pin.repository), None)
        if known and known.root != root and found.has_line(known.root, root):
            renewals = {**dict(known.renewals), root: pin.sha256}
            Walk(found.graph, date.max).judge(known.root, root, [*renewals])  # tells what is in the way
            pin = replace(known, ref=main, renewals=tuple(renewals.items()), place=found.place)
            return Candidate(pin, known, force, ())
        if known and known.root == root:
            line = found.graph.line(root, tip)
            pin = replace(pin, renewals=tuple(renewal for renewal in known.renewals if renewal[0] in line))
            known = None
        return Candidate(pin, known, force, Walk(found.graph, date.max).judge(root, root).decisions)


def _pin_at(found: Opened, root: str, ref: str) -> tuple[InForce, Pin]:
    force = found.roster_at(root)
    if not isinstance(force, InForce):
        raise CannotVerifyError(
            say("the commit {root} has no valid roster, so it can't be a root", root=root[:12])
        )
    return force, Pin(root, force.roster.repository, _digest(found, root), ref, place=found.place)


def _digest(found: Opened, commit: str) -> str:
    return sha256(found.objects.read(commit)[1]).hexdigest()


def first_with_roster(found: Opened, tip: str) -> str:
    """Return the first commit of a line that has a roster."""
    for id_ in found.graph.whole_line(tip):
        commit = found.graph.commit(id_)
        if commit and found.graph.trees.at(commit.tree, ROSTER):
            return id_
    raise CannotVerifyError(say("no commit of the main branch has a roster"))


# ---- The branch


def main_ref(refs: Mapping[str, str], pin: Pin | None) -> str | None:
    """Return the full name of the main branch: the pinned one, or what is usual; None if it isn't there."""
    candidates = (pin.ref,) if pin else MAIN
    return next((ref for ref in candidates if ref in refs), None)


def tip_of(given: str | None, found: Opened, main: str | None) -> tuple[str | None, str]:
    """Return the full name of the branch to judge and its tip; a commit given by its id has no name.

    A tag is none: it can be called like the branch.
    """
    _refuse_unbegun(found)
    refs = found.refs
    if given == "HEAD" and found.head is not None:
        return None, found.head
    if given is not None:
        names = (given, f"refs/heads/{given}", f"refs/remotes/{given}")
        full = next((name for name in names if name in refs), None)
        if full and not full.startswith("refs/tags/"):
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
                "another one as its main branch, and a root that is given for one run has it behind an '@': "
                "ID@refs/remotes/origin/NAME"
            )
        )
    return main, refs[main]


def _refuse_unbegun(found: Opened) -> None:
    if not found.is_begun:
        raise NotBegunError(NOT_BEGUN)


def _full_id(given: str) -> str:
    if not _ID.fullmatch(given):
        raise Refusal(
            say("'{given}' is no whole commit id, which has 40 or 64 signs of 0-9 and a-f", given=given)
        )
    return given
