"""The walk along the main line, root first: which roster is in force, and which decisions are proved.

Only a missing object, one that does not hash to its id, or a root that is not on the line or has no roster
stops the walk. Any other fault of a commit means that this commit brings no authority; it is told, and the
walk goes on, so that no push can lock an office out of its own history.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from lpsedocs.findings import Message, say
from lpsedocs.models.decision import Decision
from lpsedocs.trust.cabinet import Cabinet
from lpsedocs.trust.carried import Act, Landing, RosterOfMerge, State, act_of, is_file
from lpsedocs.trust.doubts import with_doubts
from lpsedocs.trust.folders import TreeEntry
from lpsedocs.trust.graph import AT_ONCE, Graph, Reached
from lpsedocs.trust.judging import SQUASHED, Judge, Supposition, nothing_supposed
from lpsedocs.trust.objects import BadObjectError, CommitObject
from lpsedocs.trust.rosters import PATH as ROSTER
from lpsedocs.trust.rosters import InForce
from lpsedocs.trust.signatures import BadSignatureError
from lpsedocs.trust.trees import Change, Difference, place_of
from lpsedocs.trust.verdicts import CannotVerifyError, History, Judged, Reason, RosterChange


class Walk:
    """One walk over one object store."""

    def __init__(self, graph: Graph, today: date, supposed: Supposition = nothing_supposed) -> None:
        self._graph = graph
        self._trees = graph.trees
        self._cabinet = Cabinet(graph.trees)
        self._judge = Judge(graph, self._cabinet, today, supposed)

    def judge(self, root: str, tip: str, renewals: Collection[str] = ()) -> History:
        """Walk from the root to the tip; a renewal is a later commit whose roster is trusted like the root's.

        Raises CannotVerifyError, or MissingObjectError where the walk can't go on.
        """
        line = self._graph.line(root, tip)
        if not set(renewals) <= set(line):
            raise CannotVerifyError(say("a root that was pinned later is not on the first-parent line"))
        too_late: set[str] = set()
        while (state := self._walk(line, renewals, too_late)).is_overtaken:
            too_late = state.too_late
        self._tell_what_the_tip_hides(state, tip)
        decisions = sorted(self._decisions(state, tip), key=lambda j: (j.record, j.number, j.blob))
        ancestry = partial(self._graph.ancestry, root=root)
        doubted = with_doubts(decisions, state.roster_changes, state.force.roster, state.ledger, ancestry)
        told = (*doubted, tuple(state.problems), state.ledger)
        tries = tuple(state.tries.values())
        return History(root, tip, tuple(line), state.force, state.clock, *told, tries=tries)

    def _walk(self, line: Sequence[str], renewals: Collection[str], too_late: set[str]) -> State:
        state, reached = self._start(line[0], too_late), Reached(line[0])
        for count, (parent, id_) in enumerate(pairwise(line)):
            if count % AT_ONCE == 0:
                self._graph.foresee(line[count + 1 : count + 1 + AT_ONCE])
            brought = self._graph.brought(id_, reached)
            self._hear_of_makers(state, reached)
            self._step(state, parent, id_, brought)
            if id_ in renewals:
                self._renew(state, id_)
            if state.is_astray:
                break
        return state

    def _start(self, root: str, too_late: set[str]) -> State:
        commit = self._graph.commit(root)
        force = self._roster_at(root, commit.tree) if commit else None
        if commit is None or force is None:
            raise CannotVerifyError(say("the root {root} has no roster", root=root[:12]))
        state = State(force, commit.tree, set(too_late))
        state.ledger.enter(force.roster)
        for _, entry in self._trees.files(commit.tree, "evaluations"):
            state.first[entry.id] = None
        for judged in self._taken_over(commit):
            state.enter(judged)
        return state

    def _roster_at(self, id_: str, tree: str) -> InForce | None:
        """Return the roster of a commit that is trusted without a signature."""
        entry = self._trees.at(tree, ROSTER)
        if entry is None or not entry.is_plain_file:
            return None
        found = self._judge.roster(entry.id)
        if isinstance(found, Message):
            raise CannotVerifyError(
                say("the root {root} has no valid roster: {why}", root=id_[:12], why=found)
            )
        return found

    def _renew(self, state: State, id_: str) -> None:
        """Put the roster of a root that was pinned later in force; nothing else changes."""
        tree = self._graph.tree(id_)
        force = self._roster_at(id_, tree) if tree else None
        if force is None or force.roster.repository != state.force.roster.repository:
            raise CannotVerifyError(say("the root {root} has no roster of this repository", root=id_[:12]))
        if not set(state.force.roster.revoked) <= set(force.roster.revoked):
            raise CannotVerifyError(
                say(
                    "the roster of the root {root}, which was pinned later, takes back a revocation; pin a "
                    "commit whose roster has all of them",
                    root=id_[:12],
                )
            )
        state.force = force
        state.ledger.enter(force.roster)

    def _taken_over(self, root: CommitObject) -> Iterator[Judged]:
        for path, entry in self._trees.files(root.tree, "decisions"):
            place = place_of(path)
            decision = self._cabinet.read(entry.id, Decision) if place and entry.is_plain_file else None
            if place is None or decision is None or decision.record != place[0]:
                continue
            if self._cabinet.holds(root.tree, place[0], decision.sha256):
                yield Judged(*place, entry.id, decision, root.id, root.id, is_taken_over=True)

    def _step(self, state: State, parent: str, id_: str, brought: Sequence[str]) -> None:
        commit, difference = self._graph.commit(id_), self._graph.difference(parent, id_)
        acts = list(self._acts(state, brought))
        if len(self._graph.parents(id_)) > 2:
            message = say("a merge of more than two parents brings nothing")
            state.tell("octopus", id_, None, message)
            for act in acts:
                self._judge.fail(state, act.commit.id, act.changes, Reason("octopus", message))
            acts = []
        acts = [*state.held, *acts]
        if commit is None or difference is None:
            message = self._graph.faults.get(id_, say("the commit is not in the form that git writes"))
            if commit is not None:
                message = say("a folder that it changes can't be read, or not to its end")
            state.tell("bad-object", id_, None, message)
            self._judge.fail(
                state, id_, difference.changes if difference else (), Reason("bad-object", message)
            )
            state.held = acts
            return
        state.held = []
        # Where a commit in bad form lies between, this one also brings to light what that one did.
        changed = self._difference(state.seen, commit.tree)
        landing = Landing(commit, difference, state.force, state.clock)
        together = self._with_those_that_waited(state, landing, changed, acts)
        self._judge_landing(state, landing, changed, together)
        state.seen = commit.tree

    def _with_those_that_waited(
        self,
        state: State,
        landing: Landing,
        changed: Difference | None,
        acts: Sequence[Act],
    ) -> Sequence[Act]:
        """Return acts with those whose bytes the main line has from now on, by number, then as reached."""
        keys = (
            [(c.path, c.after.id) for c in changed.changes if c.after]
            if changed
            else [
                (path, blob)
                for path, blob in state.waiting
                if is_file(self._trees.at(landing.commit.tree, path), blob)
            ]
        )
        waited = [act for key in keys for act in state.waiting.pop(key, ())]
        if not waited:
            return acts
        return sorted([*waited, *acts], key=lambda act: (act.lowest_number, state.reached[act.commit.id]))

    def _difference(self, before: str, after: str) -> Difference | None:
        try:
            return self._trees.difference(before, after)
        except BadObjectError:
            return None

    # -- one main-line commit --------------------------------------------------------------------------

    def _judge_landing(
        self, state: State, landing: Landing, changed: Difference | None, acts: Sequence[Act]
    ) -> None:
        """Judge all that a main-line commit brings by what was in force before it."""
        roster = RosterOfMerge(landing.force)
        state.fresh = []
        for act in acts:
            state.note_date(act.commit.id, landing.force.day_of(act.commit.committer.seconds))
        self._bound(state, landing)
        for act in acts:
            self._judge.act(state, roster, act, landing)
        self._judge.hold_to_the_line(state, landing)
        if len(landing.commit.parents) == 2:
            self._judge.click(state, landing)
            state.merges[landing.commit.id] = landing
            # Until it is attested, a forge's commit may bound it.
            state.note_date(landing.commit.id, landing.day)
        # Where all that differs is too much to be looked at, what counts is looked at by itself.
        self._settle(state, roster, landing, changed or self._of_what_counts(state, landing.commit.tree))

    def _of_what_counts(self, state: State, tree: str) -> Difference:
        """Return what differs of the decisions that hold their number, and of the roster."""
        held = (judged for by_number in state.judged.values() for judged in by_number.values())
        decided = sorted(judged.path for judged in held)
        changes = (self._change_of(path, state.seen, tree) for path in (*decided, ROSTER))
        return Difference(tuple(c for c in changes if c.before != c.after), is_elsewhere=False)

    def _change_of(self, path: str, before: str, after: str) -> Change:
        return Change(path, self._file_at(before, path), self._file_at(after, path))

    def _file_at(self, tree: str, path: str) -> TreeEntry | None:
        entry = self._trees.at(tree, path)
        return entry if entry and not entry.is_tree else None

    def _acts(self, state: State, brought: Iterable[str]) -> Iterator[Act]:
        for id_ in brought:
            commit, difference = self._graph.commit(id_), self._graph.own_difference(id_)
            if difference is None:
                continue
            if commit is None:
                message = say("its commit is not in the form that git writes")
                reason = Reason("bad-object", self._graph.faults.get(id_, message))
                self._judge.fail(state, id_, difference.changes, reason)
                continue
            _note_maker(state, commit, difference)
            if not any(c.path.startswith("decisions/") or c.path == ROSTER for c in difference.changes):
                continue
            act = act_of(commit, difference)
            if act is not None:
                state.reached.setdefault(id_, len(state.reached))
                yield act
            else:
                self._judge.fail(state, id_, difference.changes, self._fault_of_scope(state.force, commit))

    def _hear_of_makers(self, state: State, reached: Reached) -> None:
        """Note who made what behind the root, once a merge leads there: he decides it no more than before."""
        for id_ in self._graph.in_order(reached.unheard):
            commit, difference = self._graph.commit(id_), self._graph.own_difference(id_)
            if commit and difference:
                _note_maker(state, commit, difference)
        reached.unheard.clear()

    def _fault_of_scope(self, force: InForce, commit: CommitObject) -> Reason:
        try:
            if force.signer_of(commit).sort == "forge":
                return SQUASHED
        except BadSignatureError:
            pass
        return Reason("brings-more", say("its commit changes other files, too"))

    def _bound(self, state: State, landing: Landing) -> None:
        """Strike out for ever what is dated more than a day after a forge's commit that reaches it."""
        last = landing.day + timedelta(days=1)
        if state.latest <= last:
            return
        late = {act for act, own in state.dated.items() if own > last} - state.too_late
        if late and self._is_dated_by_a_forge(landing):
            state.strike_out(late)

    def _is_dated_by_a_forge(self, landing: Landing) -> bool:
        """Tell whether a forge says when it made a commit; other kinds sign any date that is asked for."""
        force = landing.force
        try:
            signer = force.signer_of(landing.commit)
        except BadSignatureError:
            return False
        is_of_a_forge = signer.sort == "forge" and force.forge(signer.owner).kind == "github"
        return is_of_a_forge and force.has_key_in_force(signer, landing.day)

    def _settle(self, state: State, roster: RosterOfMerge, landing: Landing, changed: Difference) -> None:
        """Put the new roster in force, let the clock go on, and tell what the commit does beside the law."""
        state.force = roster.now
        for judged in state.fresh:
            is_click = judged.commit == landing.commit.id and len(landing.commit.parents) == 2
            if is_click or _moves_the_clock(judged):
                state.clock = max(state.clock, judged.day or date.min)
        state.clock = max(state.clock, roster.latest)
        self._tell_roster(state, roster, landing, changed)
        _tell_touched(state, landing.commit.id, changed)

    def _tell_roster(
        self, state: State, roster: RosterOfMerge, landing: Landing, changed: Difference
    ) -> None:
        change = next((c for c in changed.changes if c.path == ROSTER), None)
        if change is None and roster.now is roster.before:
            return
        is_told = any(c.landed == landing.commit.id and c.reason for c in state.roster_changes)
        entry = self._trees.at(landing.commit.tree, ROSTER)
        if is_file(entry, state.force.blob) or is_told:
            return
        if change is not None:
            reason = Reason(
                "no-right", say("nobody with the right to it made this change; the roster in force stays")
            )
            state.roster_changes.append(
                RosterChange(landing.commit.id, landing.commit.id, landing.day, reason=reason)
            )
        else:
            message = say("the roster in the tree is not the one that came into force with this merge")
            state.tell("roster-not-in-force", landing.commit.id, ROSTER, message)

    # -- the end ---------------------------------------------------------------------------------------

    def _tell_what_the_tip_hides(self, state: State, tip: str) -> None:
        """Tell what a last commit did that could not be judged: of others, the next one tells it."""
        tree = self._graph.tree(tip)
        if tree and tree != state.seen:
            changed = self._of_what_counts(state, tree)
            _tell_touched(state, tip, changed)
            if any(c.path == ROSTER and not is_file(c.after, state.force.blob) for c in changed.changes):
                message = say("the roster in the tree is not the one in force")
                state.tell("roster-not-in-force", tip, ROSTER, message)

    def _decisions(self, state: State, tip: str) -> Iterator[Judged]:
        """Yield what holds its number, and every other decision file in the tip's tree with the reason."""
        for by_number in state.judged.values():
            yield from by_number.values()
        tree = self._graph.tree(tip)
        for path, entry in self._trees.files(tree, "decisions") if tree else ():
            place = place_of(path)
            known = state.known(place)
            if place is None or (known is not None and is_file(entry, known.blob)):
                continue
            if entry.is_plain_file:
                yield state.tries.get((path, entry.id)) or self._untried(place, entry.id)
            else:
                yield Judged(*place, entry.id, None, reason=_NOT_A_FILE)

    def _untried(self, place: tuple[str, int], blob: str) -> Judged:
        reason = Reason("no-act", say("no commit that could prove it set these bytes"))
        return Judged(*place, blob, self._cabinet.read(blob, Decision), reason=reason)


_NOT_A_FILE = Reason("not-a-file", say("it is no regular file without the executable bit"))


def _note_maker(state: State, commit: CommitObject, difference: Difference) -> None:
    """Note in which commit bytes first appear."""
    for change in difference.changes:
        if change.after:
            state.first.setdefault(change.after.id, (commit, state.force))


def _moves_the_clock(judged: Judged) -> bool:
    """Tell whether a decision that is no click moves the clock on: that of a Kepala, but not on paper."""
    is_of_kepala = judged.decision is not None and judged.decision.role == "kepala_lpse"
    return is_of_kepala and judged.evidence != "document"


def _tell_touched(state: State, landed: str, changed: Difference) -> None:
    """Tell of decisions that hold their number and whose file a main-line commit edits or removes."""
    for change in changed.changes:
        known = state.known(change.place)
        if known is None or is_file(change.after, known.blob):
            continue
        if change.after:
            message = say(
                "decision {number} on {record} was edited", number=known.number, record=known.record
            )
            state.tell("decision-edited", landed, change.path, message)
        else:
            message = say(
                "decision {number} on {record} was removed", number=known.number, record=known.record
            )
            state.tell("decision-removed", landed, change.path, message)
