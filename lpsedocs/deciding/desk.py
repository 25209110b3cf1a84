"""Where a commit will stand, and how it takes its place: whole, proved beforehand, or not at all."""

import shlex
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from lpsedocs.clone import HEADS, Clone, Contents, Hand, Move, OwnFile, Remote, Sign, SigningKey, short
from lpsedocs.deciding.rights import explained
from lpsedocs.deciding.shelf import Shelf, open_shelf
from lpsedocs.deciding.unsent import NOTHING_AGAIN, Again, Unsent
from lpsedocs.findings import Message, Refusal, say
from lpsedocs.models.decision import Decision
from lpsedocs.pins import Pin
from lpsedocs.trust.folders import TreeEntry
from lpsedocs.trust.rosters import PATH as ROSTER
from lpsedocs.trust.rosters import InForce
from lpsedocs.trust.verdicts import CannotVerifyError, History, Judged, Reason
from lpsedocs.verification import Request, Verification, verify


@dataclass(frozen=True)
class Wish:
    """How somebody wants a commit to be made."""

    branch: str | None = None
    """A new branch for it, in place of the one that is checked out."""
    push: bool = False
    offline: bool = False
    trust_clock: bool = False


@dataclass(frozen=True)
class Ground:
    """What a commit stands on."""

    ref: str
    """The full name of the branch that will lead to it."""
    old: str | None
    """What the branch leads to now; None for a new one."""
    base: str
    """The commit that it follows."""
    remote: Remote | None
    is_checked_out: bool
    is_main: bool
    main: Verification
    """The main branch, judged."""
    line: Verification
    """The line that the commit continues, judged as if it were the main branch."""
    hand: Hand
    redone: tuple[str, ...] = ()
    """The records whose decisions were not sent in time and are made anew here; or ``roster``."""
    behind: str | None = None
    """What the branch led to before it was brought up to what the remote has; None where it had that."""
    published: str | None = None
    """What the main branch at the remote leads to, where a request needs it and as far as it is known."""

    @property
    def branch(self) -> str:
        """The short name of the branch."""
        return self.ref.removeprefix(HEADS)

    @property
    def force(self) -> InForce:
        """The roster in force."""
        return self.main.history.force

    @property
    def clock(self) -> date:
        """The day that acts with authority prove to have passed."""
        return max(self.main.history.clock, self.line.history.clock)

    @property
    def day(self) -> date:
        """The day on which the commit will be made, in the roster's time zone."""
        return self.force.day_of(int(self.hand.moment.timestamp()))


class Desk:
    """A work tree at which somebody decides."""

    def __init__(self, root: Path, environment: Mapping[str, str], wish: Wish) -> None:
        self.clone = Clone(root)
        self.root = root
        self.wish = wish
        self._environment = environment
        self._main: str | None = None
        self._zone = ZoneInfo("UTC")
        """The roster's time zone, once it is known."""
        self._pin: Pin | None = None
        self._verified: dict[str, Verification] = {}
        """By tip: what is judged once stays so for a run."""

    @property
    def main(self) -> str:
        """The short name of the main branch, once a ground was found."""
        return (self._main or "").removeprefix(HEADS)

    # -- finding the ground --------------------------------------------------------------------------

    def ground(self, again: Again = NOTHING_AGAIN) -> Ground:
        """Return what a commit made now stands on, with all that is new fetched; refuses where nothing can.

        A branch that is checked out is brought up to what the remote has, with the files: what is shown of
        them is what is decided. What was made here and not sent yet gives way to the same, made ``again``,
        where the branch has moved on without it.
        """
        self.clone.mend()
        hand = self.clone.hand()
        head = self.clone.branch()
        main = self._main_branch(hand)
        if self.wish.branch is not None:
            ground = self._new_branch(self.wish.branch, main, hand)
        else:
            ground = self._checked_out(head, main, hand, again)
        self._refuse_without_remote(ground)
        self._refuse_wrong_clock(ground)
        if ground.behind is not None:
            self._bring_up_to_date(Move(ground.ref, ground.behind, ground.base))
        return ground

    def _refuse_without_remote(self, ground: Ground) -> None:
        if not self.wish.push or ground.remote is not None:
            return
        if names := self.clone.remotes():
            raise Refusal(
                say(
                    "none of the remotes here is called origin: {names}; 'git remote rename NAME origin' "
                    "says which of them the office's is",
                    names=names,
                )
            )
        raise Refusal(say("there is no remote to push to; 'git remote add origin ADDRESS' names one"))

    def _main_branch(self, hand: Hand) -> str:
        """Return the full name that the main branch has here."""
        if self._main is None:
            found = self._verify(hand, None)
            self._zone = found.history.force.zone
            self._pin = found.pin
            ref = found.ref
            assert ref is not None  # only a commit given by its id has none
            self._main = HEADS + ref.split("/", 3)[3] if ref.startswith("refs/remotes/") else ref
        return self._main

    def _judged(self, hand: Hand, tip: str) -> Verification:
        if tip not in self._verified:
            self._verified[tip] = self._verify(hand, tip)
        return self._verified[tip]

    def _judged_main(self, hand: Hand, tip: str) -> Verification:
        """Judge the main branch as it is now; refuses one that has lost what was verified before."""
        judged, pin = self._judged(hand, tip), self._pin
        if pin is None or pin.tip is None or self._holds(judged.history, tip, pin.tip):
            return judged
        raise Refusal(
            say(
                "the main branch was rewritten or turned: {known}, verified on {day}, is no longer on its "
                "line, and nothing is signed on it; 'lpsedocs verify' says what happened, and what mends it",
                known=pin.tip[:12],
                day=pin.day or "-",
            )
        )

    def _holds(self, history: History, tip: str, known: str) -> bool:
        """Tell whether a tip has a commit on its line, or is itself older than that."""
        if known in history.line:
            return True
        return self.clone.tip(known) is not None and self.clone.is_ancestor(tip, known)

    def _verify(self, hand: Hand, tip: str | None) -> Verification:
        today = hand.moment.astimezone(self._zone).date()
        try:
            return verify(Request(self.root, today, self._environment, tip=tip, allow_unpinned=True))
        except CannotVerifyError as error:
            raise Refusal(
                say("the history here can't be judged, so nothing is signed on it: {why}", why=error.message)
            ) from None

    def _fetched(self, ref: str) -> tuple[Remote | None, str | None]:
        remote = self.clone.remote_of(ref)
        if remote is None or self.wish.offline:
            return remote, None
        return remote, self.clone.fetch(remote)

    def _newest_main(self, main: str) -> tuple[Remote | None, str]:
        remote, there = self._fetched(main)
        return remote, self._newer(main, there)

    def _newer(self, main: str, there: str | None) -> str:
        """Return what the main branch leads to here, or at the remote where that has something else."""
        here = self.clone.tip(main)
        if there is not None and (here is None or not self.clone.is_ancestor(there, here)):
            return there
        if here is None:
            raise Refusal(
                say(
                    "there is no branch {branch} here; 'git switch {branch}' makes it from what was "
                    "fetched last",
                    branch=shlex.quote(main.removeprefix(HEADS)),
                )
            )
        return here

    def without_branches(self) -> Message | None:
        """Bring every branch here that a request may come from; tell where some may be missing still.

        The ground was laid before.
        """
        assert self._main is not None
        remote = self.clone.remote_of(self._main)
        if remote is None:
            return None
        if self.wish.offline:
            return say(
                "nobody looked what is new at {remote}; a request that was never fetched is not named",
                remote=remote.name,
            )
        why = self.clone.fetch_branches(remote)
        if why is None:
            return say(
                "a request from a fork is on no branch of {remote} and is not named; the forge lists it",
                remote=remote.name,
            )
        return say(
            "the branches at {remote} can't be fetched: {why}; a request that was never fetched is not named",
            remote=remote.name,
            why=why,
        )

    def for_request(self, holds: Callable[[str], bool]) -> Ground:
        """Return what branches of a request stand on: the main branch, or the one that is checked out.

        ``holds`` tells whether a commit has what is to be decided. The ground names no new branch yet.
        """
        self.clone.mend()
        hand = self.clone.hand()
        main = self._main_branch(hand)
        remote, there = self._fetched(main)
        base = self._newer(main, there)
        judged = line = self._judged_main(hand, base)
        head = self.clone.tip(self.clone.branch())
        if not holds(base) and head is not None and holds(head):
            base, line = head, self._judged(hand, head)
        known = self.clone.known(remote) if remote else None
        ground = Ground(main, None, base, remote, False, False, judged, line, hand, published=known)
        self._refuse_without_remote(ground)
        return ground

    def for_witness(self, hand: Hand) -> Ground:
        """Return what a commit of a program stands on: the main branch, with all that is new fetched.

        A pipeline often has no branch checked out, and git does not know there who commits.
        """
        self.clone.mend()
        main = self._main_branch(hand)
        remote, base = self._newest_main(main)
        judged, here = self._judged_main(hand, base), self.clone.tip(main)
        if here is not None and not self.clone.is_ancestor(here, base):
            raise Refusal(
                say(
                    "the main branch here has {commits}, which the one at the remote lacks; 'git reset "
                    "--keep {there}' goes there",
                    commits=short(self.clone.only_in(here, base)),
                    there=base[:12],
                )
            )
        is_here = self.clone.is_checked_out(main)
        ground = Ground(main, here, base, remote, is_here, True, judged, judged, hand)
        self._refuse_without_remote(ground)
        self._refuse_wrong_clock(ground)
        return ground

    def beside(self, ground: Ground, branch: str) -> Ground:
        """Return the ground of a new branch that goes off there."""
        there = Remote(ground.remote.name, branch) if ground.remote else None
        ref = self.free_branch(branch)
        return replace(ground, ref=ref, old=None, remote=there, is_checked_out=False, is_main=False)

    def on_branch(self, ground: Ground, branch: str) -> History | None:
        """Return what the line proves that a branch ends; None without one, where it is to be sent to."""
        self._refuse_no_name(branch)
        if self.wish.push:
            assert ground.remote is not None
            tip = self.clone.fetch(Remote(ground.remote.name, branch))
        else:
            tip = self.clone.tip(f"{HEADS}{branch}")
        return self._judged(ground.hand, tip).history if tip else None

    def _refuse_no_name(self, name: str) -> None:
        if not self.clone.is_branch_name(name):
            raise Refusal(
                say("'{name}' can't be the name of a branch; choose one like keputusan-1", name=name)
            )

    def free_branch(self, name: str) -> str:
        """Return the full name of a branch that can be made; refuses one that is there, or can't be."""
        self._refuse_no_name(name)
        ref = f"{HEADS}{name}"
        if ref == self._main or self.clone.is_checked_out(ref):
            raise Refusal(
                say(
                    "--branch makes a new branch, for a request, and {branch} is there already; choose a "
                    "name like keputusan-1, or leave --branch out",
                    branch=name,
                )
            )
        if self.clone.tip(ref) is not None:
            raise Refusal(
                say(
                    "there is a branch {branch} already; choose another name, or remove it with 'git branch "
                    "-D {branch}' if nobody needs it",
                    branch=shlex.quote(name),
                )
            )
        self.clone.refuse_in_the_way([ref])
        return ref

    def _new_branch(self, name: str, main: str, hand: Hand) -> Ground:
        ref = self.free_branch(name)
        remote, base = self._newest_main(main)
        judged = self._judged_main(hand, base)
        there = Remote(remote.name, name) if remote else None
        return Ground(ref, None, base, there, False, False, judged, judged, hand)

    def _checked_out(self, head: str, main: str, hand: Hand, again: Again) -> Ground:
        here = self.clone.tip(head)
        if here is None:
            raise Refusal(say("nothing is committed here yet; commit the records first"))
        self._refuse_half_removed()
        remote, there = self._fetched(head)
        is_main, base, behind, redone = head == main, here, None, tuple[str, ...]()
        if is_main:
            self._judged_main(hand, there or here)
        if there is not None and not self.clone.is_ancestor(there, here):
            base = there
            if self.clone.is_ancestor(here, there):
                here, behind = there, here
            else:
                assert remote is not None  # what is there came from it
                force = self._judged(hand, there).history.force
                redone = Unsent(self.clone, remote, here, there).made_again(again, force, hand, self.sent_in)
        line = self._judged(hand, base)
        judged = line if head == main else self._judged_main(hand, self._newest_main(main)[1])
        return Ground(head, here, base, remote, True, is_main, judged, line, hand, redone, behind)

    def _bring_up_to_date(self, move: Move) -> None:
        if not self.clone.goes(replace(move, own=self._roster_as_in(move.old, move.new))):
            raise Refusal(
                say(
                    "{branch} was moved by somebody else meanwhile; do it again",
                    branch=move.ref[len(HEADS) :],
                )
            )

    def _roster_as_in(self, old: str, new: str) -> OwnFile | None:
        """Return the roster that is edited here, where a new commit has just that: nothing is lost then."""
        path = PurePosixPath("records", ROSTER)
        with open_shelf(self.root) as shelf:
            before, after = (shelf.trees.at(shelf.commit(commit).tree, ROSTER) for commit in (old, new))
            if not (before and after and after.is_plain_file) or before.id == after.id:
                return None
            there = shelf.trees.blob(after.id)
        here = self.root / path
        if (
            here.is_symlink()
            or not here.is_file()
            or here.read_bytes() != there
            or self.clone.is_staged(path)
        ):
            return None
        return OwnFile(path, there, there)

    def sent_in(self, remote: Remote, commit: str) -> tuple[str, ...]:
        """Return the branches of a remote that have a commit; offline, those that had it last."""
        look = self.clone.sent_in if self.wish.offline else self.clone.has_in
        return look(remote, commit)

    def _refuse_half_removed(self) -> None:
        gone = self.clone.taken_away(PurePosixPath("records/decisions"))
        if gone:
            raise Refusal(
                say(
                    "{path} is committed, but git is about to remove it with the next commit; 'git restore "
                    "--staged --worktree {path}' brings it back",
                    path=shlex.quote(gone[0]),
                )
            )

    def _refuse_wrong_clock(self, ground: Ground) -> None:
        with open_shelf(self.root) as shelf:
            tip = shelf.commit(ground.base).committer.moment
        if ground.hand.moment < tip and not self.wish.trust_clock:
            raise Refusal(
                say(
                    "this computer's clock says {now}, before the last commit on {branch}: {tip}. Set the "
                    "clock right; if it is right, --trust-clock goes on",
                    now=ground.hand.moment.astimezone(ground.force.zone),
                    branch=ground.branch,
                    tip=tip.astimezone(ground.force.zone),
                )
            )

    def refuse_unless_newest(
        self, ground: Ground, record: str, number: int, rests_on: Collection[str]
    ) -> None:
        """Refuse to decide on what lacks a decision, or a version, which the main branch has."""
        main = ground.main.history
        # A request that is not made on the main branch is made on what is checked out.
        branch = ground.branch if ground.is_checked_out else say("the branch that is checked out here")
        held = [j.number for j in main.decisions if j.record == record and j.reason is None]
        if max(held, default=0) >= number:
            raise Refusal(
                say(
                    "{record}: the main branch has decision {number} on it, which {branch} lacks, so that "
                    "yours would not count; {way}",
                    record=record,
                    number=max(held),
                    branch=branch,
                    way=self._way_to_main(ground),
                )
            )
        other = next((one for one in (record, *rests_on) if self._is_outdated(ground, one)), None)
        if other is not None:
            raise Refusal(
                say(
                    "{record}: the main branch has another version of {other} than {branch}, so that your "
                    "decision would not count after the merge; {way}",
                    record=record,
                    other=other,
                    branch=branch,
                    way=self._way_to_main(ground),
                )
            )

    def waits_in(self, ground: Ground, last: Judged | None) -> tuple[str, ...] | None:
        """Return in which branches at the remote a decision waits to be merged; none where it was not sent.

        None where nothing is left to be done with it, as far as is known here.
        """
        if last is None or ground.remote is None:
            return None
        assert last.commit is not None  # of a decision that stands
        main = self.clone.remote_of(f"{HEADS}{self.main}")
        known = self.clone.known(main) if main else None
        if known is None or self.clone.is_ancestor(last.commit, known):
            return None
        return self.sent_in(ground.remote, last.commit)

    def _way_to_main(self, ground: Ground) -> Message:
        """Tell how to get to where the main branch is by now."""
        main = shlex.quote(self.main)
        if ground.is_checked_out:
            return say(
                "'git switch {main}' goes there, and --branch NAME makes a new branch from there", main=main
            )
        return say("'git switch {main}', then '{pull}' bring it here", main=main, pull=self.pull())

    def way_from_here(self, ground: Ground) -> Message:
        """Tell how to bring the files here to the commit that a decision would follow."""
        head = self.clone.branch()
        here = self.clone.tip(head)
        if head == self._main and here is not None and self.clone.is_ancestor(here, ground.base):
            return say("'{pull}' brings it here", pull=self.pull())
        return say(
            "'git switch -c NAME {base}' goes there, on a new branch; then give this command once more, "
            "without --branch",
            base=ground.base[:12],
        )

    def pull(self) -> str:
        """Return the command that brings the main branch here up to what the remote has."""
        assert self._main is not None
        remote = self.clone.remote_of(self._main)
        # Without an upstream, git has to be told from where.
        where = [] if remote is None or self.clone.has_upstream(self._main) else list(remote)
        return shlex.join(["git", "pull", "--ff-only", *where])

    def as_here(self, ground: Ground) -> Ground:
        """Return the ground, also of a new branch, as that of the branch here which has what is decided."""
        ref = f"{HEADS}{self.main}" if ground.line is ground.main else self.clone.branch()
        return replace(ground, ref=ref, remote=self.clone.remote_of(ref), is_checked_out=True)

    def _is_outdated(self, ground: Ground, record: str) -> bool:
        """Tell whether the main branch has changed a record since the branch left it."""
        main = ground.main.history.tip
        fork = self.clone.fork(main, ground.base)
        with open_shelf(self.root) as shelf:
            here, there, then = (
                shelf.cabinet.find(shelf.commit(commit).tree, record) if commit else None
                for commit in (ground.base, main, fork)
            )
        return there not in (here, then)

    # -- making the commit ---------------------------------------------------------------------------

    def key(self, hand: Hand) -> SigningKey:
        """Return the key that git will sign with."""
        return self.clone.signing_key(hand)

    def signed(self, ground: Ground, parent: str, files: Mapping[PurePosixPath, bytes], message: str) -> str:
        """Return a new signed commit that writes these files and nothing else; no ref names it yet."""
        commit = self.clone.commit_on(parent, Contents(files), message, ground.hand, sign=True)
        with open_shelf(self.root) as shelf:
            refuse_other_changes(shelf, commit, files)
        return commit

    def signed_by(
        self, ground: Ground, files: Mapping[PurePosixPath, bytes], message: str, sign: Sign
    ) -> str:
        """Return a new commit like :meth:`signed`, on the ground's base, signed by a key that git has not."""
        commit = self.clone.commit_signed(ground.base, Contents(files), message, ground.hand, sign)
        with open_shelf(self.root) as shelf:
            refuse_other_changes(shelf, commit, files)
        return commit

    def judged(self, ground: Ground, commit: str) -> History:
        """Return what the line would prove with a new commit at its end."""
        return self._judged(ground.hand, commit).history

    def refuse_unless_proved(self, ground: Ground, commit: str, records: Mapping[str, int]) -> None:
        """Refuse a commit whose decisions, by record and number, would not count."""
        reasons = {(j.record, j.number): j.reason for j in self.judged(ground, commit).decisions}
        unset = Reason("no-act", say("its commit does not set it"))
        for record, number in records.items():
            reason = reasons.get((record, number), unset)
            if reason is not None:
                why = explained(record, reason)
                raise Refusal(say("what was signed would not count, and nothing was changed: {why}", why=why))

    def place(self, ground: Ground, commit: str, own: OwnFile | None = None) -> bool:
        """Let the branch lead to a commit, here and if wished at the remote; False if it has moved.

        The commit may write a file that is edited here.
        """
        move = Move(ground.ref, ground.old, commit, own) if ground.is_checked_out and ground.old else None
        if move:
            self._refuse_staged(ground, own)
            self.clone.refuse_unless_it_fits(move)
        if self.wish.push and not self.send(ground, commit):
            self._refuse_taken(ground, commit)
            return False
        if self.clone.goes(move) if move else self.clone.moves({ground.ref: (ground.old, commit)}):
            return True
        return self._left_behind(ground)

    def _refuse_taken(self, ground: Ground, commit: str) -> None:
        """Refuse a new branch whose name the remote has, for another one or since it was sent before."""
        if self.wish.branch is not None:
            assert ground.remote is not None
            there = self.clone.fetch(ground.remote)
            if there is not None and self._says_the_same(ground, commit, there):
                head = self.clone.tip("HEAD")
                away = f"git restore records/{ROSTER} && " if head and self._roster_as_in(head, there) else ""
                raise Refusal(
                    say(
                        "{remote} has this in {branch} already, where it waits to be merged; '{command}' "
                        "brings it here",
                        remote=ground.remote.name,
                        branch=ground.branch,
                        command=f"{away}git switch -c {shlex.quote(ground.branch)} {there[:12]}",
                    )
                )
            raise Refusal(
                say(
                    "the remote has a branch {branch} already; have it merged or removed, or name another "
                    "with --branch",
                    branch=ground.branch,
                )
            )

    def _says_the_same(self, ground: Ground, one: str, other: str) -> bool:
        """Tell whether two commits bring the same, but for the moments, and whether all of it counts."""
        fork = self.clone.fork(ground.base, other)
        if fork is None:
            return False
        try:
            with open_shelf(self.root) as shelf:
                brought = _brought(shelf, fork, other)
                is_same = _said(shelf, brought) == _said(shelf, _brought(shelf, ground.base, one))
            mine, there = (self._judged(ground.hand, tip).history for tip in (one, other))
        except Refusal:
            # Whoever may push can make branches that nobody can read.
            return False
        proved = {(judged.path, judged.blob) for judged in there.decisions if judged.is_proved}
        decisions = {
            (path, entry and entry.id) for path, entry in brought.items() if path.startswith("decisions/")
        }
        counts = decisions <= proved
        return is_same and counts and mine.force.blob == there.force.blob

    def _refuse_staged(self, ground: Ground, own: OwnFile | None) -> None:
        """Refuse when the index has a version of the file that is neither the old nor the new one."""
        if own is None:
            return
        path = own.path
        with open_shelf(self.root) as shelf:
            assert ground.old is not None  # of a branch that is checked out
            trees = [shelf.commit(commit).tree for commit in (ground.old, ground.base)]
            before = [entry.id for tree in trees if (entry := shelf.trees.at(tree, ROSTER))]
            staged = self.clone.staged(path)
            if staged in (None, *before):
                return
            if shelf.trees.blob(staged) == own.content:
                return
        raise Refusal(
            say(
                "another version of {path} is staged; 'git restore --staged {path}' takes it out of the "
                "next commit",
                path=shlex.quote(str(path)),
            )
        )

    def _left_behind(self, ground: Ground) -> bool:
        if self.wish.push:
            raise Refusal(
                say(
                    "the commit is at the remote, but {branch} here has moved meanwhile; 'git fetch' and "
                    "'git status' tell how they differ",
                    branch=ground.branch,
                )
            )
        return False

    def send(self, ground: Ground, commit: str) -> bool:
        """Send a commit to the branch at the remote; False where that has moved on."""
        assert ground.remote is not None
        unsent = self.clone.push(ground.remote, {f"{HEADS}{ground.remote.branch}": commit})
        if unsent and not unsent.is_outrun:
            raise Refusal(
                say(
                    "{remote} did not take it: {why}; nothing was changed here. Where {branch} is protected, "
                    "--branch NAME makes a branch for a request",
                    remote=ground.remote.name,
                    why=unsent.why,
                    branch=ground.remote.branch,
                )
            )
        return unsent is None

    def send_new(self, remote: Remote, branches: Mapping[str, str]) -> None:
        """Send new branches, by their full names, to a remote that takes all or none."""
        unsent = self.clone.push(remote, branches)
        if unsent:
            raise Refusal(
                say(
                    "{remote} did not take the branches of the request: {why}; nothing was changed here",
                    remote=remote.name,
                    why=unsent.why,
                )
            )


def refuse_other_changes(shelf: Shelf, commit: str, files: Collection[PurePosixPath]) -> None:
    """Refuse a commit that changes anything but these files."""
    difference = shelf.brought_by(commit)
    changed = {f"records/{change.path}" for change in difference.changes} if difference else set[str]()
    due = set(map(str, files))
    if difference is None or difference.is_elsewhere or changed != due:
        other = sorted(changed ^ due)
        in_the_way = tuple(path for path in other if any(_is_in_the_way(path, file) for file in files))
        if in_the_way:
            raise Refusal(
                say(
                    "{there} lies where {due} belongs, so the commit is not made; have it removed in a "
                    "request of its own, and do this again",
                    there=in_the_way,
                    due=tuple(sorted(due)),
                )
            )
        raise Refusal(
            say(
                "the commit would hold something else than {due}, so it is not made: {other}",
                due=tuple(sorted(due)),
                other=tuple(other) or say("files outside of records"),
            )
        )


def _is_in_the_way(path: str, file: PurePosixPath) -> bool:
    """Tell whether something lies in a folder of a file's name, or is a file where its folder belongs."""
    there = PurePosixPath(path)
    return there != file and (there.is_relative_to(file) or file.is_relative_to(there))


def _brought(shelf: Shelf, base: str, commit: str) -> dict[str, TreeEntry | None]:
    """Return what a commit brings, by path; all outside of the records is one."""
    difference = shelf.trees.difference(shelf.commit(base).tree, shelf.commit(commit).tree)
    outside = {"..": None} if difference.is_elsewhere else {}
    return {change.path: change.after for change in difference.changes} | outside


def _said(shelf: Shelf, brought: Mapping[str, TreeEntry | None]) -> dict[str, object]:
    """Return what is brought with decisions as what they say, whenever they were made."""
    decisions = {path: entry and shelf.cabinet.read(entry.id, Decision) for path, entry in brought.items()}
    return {
        path: decision.model_dump(exclude={"made", "date"}) if decision else brought[path]
        for path, decision in decisions.items()
    }


def unpinned(ground: Ground) -> Message | None:
    """Say that the roster is only what the repository says of itself, where no root is pinned."""
    if ground.main.is_pinned:
        return None
    return say("no root of this repository is pinned: the roster is what the repository says of itself")
