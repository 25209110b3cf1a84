"""The walk along the main line, root first: which roster is in force, and which decisions are proved.

Only a missing object, one that does not hash to its id, or a root that is not on the line or has no roster
stops the walk. Any other fault of a commit means that this commit brings no authority; it is told, and the
walk goes on, so that no push can lock an office out of its own history.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import TypeAlias

from lpsedocs.findings import Message, say
from lpsedocs.models.decision import Attestation, Decision
from lpsedocs.trust.acts import (
    Case,
    evaluators,
    fault_of_content,
    fault_of_person,
    fault_of_place,
    has_decided_himself,
)
from lpsedocs.trust.cabinet import Cabinet
from lpsedocs.trust.carried import MOST_FILES, Act, Landing, RosterOfMerge, Signed, State, act_of, is_file
from lpsedocs.trust.clicks import account_of, decisions_in, fault_of_reach, fault_of_title, title_of
from lpsedocs.trust.doubts import with_doubts
from lpsedocs.trust.graph import Graph, Reached
from lpsedocs.trust.objects import BadObjectError, CommitObject
from lpsedocs.trust.rosters import PATH as ROSTER
from lpsedocs.trust.rosters import InForce, fault_of_change, read_roster
from lpsedocs.trust.signatures import BadSignatureError, NoSignatureError, UnknownKeyError
from lpsedocs.trust.trees import Change, Difference, place_of
from lpsedocs.trust.verdicts import CannotVerifyError, History, Judged, Reason, RosterChange

Supposition: TypeAlias = Callable[[Landing], Case | None]
"""Who is supposed to have clicked on "merge", for a merge that nobody has made yet; None for any other."""


def nothing_supposed(_: Landing) -> None:
    """Take every merge for what its objects say."""


class Walk:
    """One walk over one object store."""

    def __init__(self, graph: Graph, today: date, supposed: Supposition = nothing_supposed) -> None:
        self._graph = graph
        self._trees = graph.trees
        self._cabinet = Cabinet(self._trees)
        self._today = today
        self._supposed = supposed

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
        decisions = sorted(self._decisions(state, tip), key=lambda j: (j.record, j.number, j.blob))
        doubted = with_doubts(decisions, state.roster_changes, state.force.roster, state.ledger, line)
        return History(root, tip, tuple(line), state.force, state.clock, *doubted, tuple(state.problems))

    def _walk(self, line: Sequence[str], renewals: Collection[str], too_late: set[str]) -> State:
        state, reached = self._start(line[0], too_late), Reached({line[0]})
        for parent, id_ in pairwise(line):
            self._step(state, parent, id_, self._graph.brought(id_, reached))
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
        found = self._read_roster(entry.id)
        if isinstance(found, Message):
            raise CannotVerifyError(
                say("the root {root} has no valid roster: {why}", root=id_[:12], why=found)
            )
        return found

    def _read_roster(self, blob: str) -> InForce | Message:
        try:
            return read_roster(self._trees.blob(blob), blob)
        except BadObjectError as error:
            return say("it can't be read: {why}", why=error.message)

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
        if commit is not None and len(commit.parents) > 2:
            message = say("a merge of more than two parents brings nothing")
            state.tell("octopus", id_, None, message)
            for act in acts:
                self._fail(state, act.commit.id, act.changes, Reason("octopus", message))
            acts = []
        acts = [*state.held, *acts]
        if commit is None or difference is None:
            message = self._graph.faults.get(id_, say("the commit is not in the form that git writes"))
            if commit is not None:
                message = say("a folder that it changes can't be read, or not to its end")
            state.tell("bad-object", id_, None, message)
            self._fail(state, id_, difference.changes if difference else (), Reason("bad-object", message))
            state.held = acts
            return
        state.held = []
        # Where a commit in bad form lies between, this one also brings to light what that one did.
        changed = self._difference(state.seen, commit.tree)
        landing = Landing(commit, difference, state.force, state.clock)
        together = self._with_those_that_waited(state, landing, changed, acts)
        self._judge_landing(state, landing, changed or difference, together)
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

    # -- one main-line commit ------------------------------------------------------------------------

    def _judge_landing(
        self, state: State, landing: Landing, changed: Difference, acts: Sequence[Act]
    ) -> None:
        """Judge all that a main-line commit brings by what was in force before it."""
        roster = RosterOfMerge(landing.force)
        state.fresh = []
        for act in acts:
            state.note_date(act.commit.id, landing.force.day_of(act.commit.committer.seconds))
        self._bound(state, landing)
        for act in acts:
            signed = self._signed(state, landing, act.commit)
            if act.is_of_the_roster:
                self._judge_roster_change(state, roster, act, landing, signed)
            elif act.is_attestation:
                self._judge_attestations(state, act, landing, signed)
            else:
                self._judge_personal_act(state, act, landing, signed)
        self._hold_to_the_line(state, landing)
        if len(landing.commit.parents) == 2:
            self._judge_click(state, landing)
            state.merges[landing.commit.id] = landing
        self._settle(state, roster, landing, changed)

    def _acts(self, state: State, brought: Iterable[str]) -> Iterator[Act]:
        for id_ in brought:
            commit, difference = self._graph.commit(id_), self._graph.own_difference(id_)
            if difference is None:
                continue
            if commit is None:
                message = say("its commit is not in the form that git writes")
                reason = Reason("bad-object", self._graph.faults.get(id_, message))
                self._fail(state, id_, difference.changes, reason)
                continue
            for change in difference.changes:
                if change.after:
                    state.first.setdefault(change.after.id, (commit, state.force))
            if not any(c.path.startswith("decisions/") or c.path == ROSTER for c in difference.changes):
                continue
            act = act_of(commit, difference)
            if act is not None:
                state.reached.setdefault(id_, len(state.reached))
                yield act
            else:
                self._fail(state, id_, difference.changes, self._fault_of_scope(state.force, commit))

    def _fault_of_scope(self, force: InForce, commit: CommitObject) -> Reason:
        try:
            if force.signer_of(commit).sort == "forge":
                return _SQUASHED
        except BadSignatureError:
            pass
        return Reason("brings-more", say("its commit changes other files, too"))

    def _bound(self, state: State, landing: Landing) -> None:
        """Strike out for ever what is dated more than a day after a forge's commit that reaches it."""
        day = landing.force.day_of(landing.commit.committer.seconds)
        last = day + timedelta(days=1)
        if state.latest <= last:
            return
        late = {act for act, own in state.dated.items() if own > last} - state.too_late
        if late and self._is_of_a_forge(landing, day):
            state.strike_out(late)

    def _is_of_a_forge(self, landing: Landing, day: date) -> bool:
        try:
            signer = landing.force.signer_of(landing.commit)
        except BadSignatureError:
            return False
        return signer.sort == "forge" and landing.force.has_key_in_force(signer, day)

    def _signed(self, state: State, landing: Landing, commit: CommitObject) -> Signed | Reason:
        """Return who signed with a key in force on the own and on the effective day; or why that fails."""
        force, earlier = landing.force, state.with_its_payload_before(commit)
        try:
            signer = force.signer_of(commit)
        except BadSignatureError as error:
            return Reason(_CODES.get(type(error), "bad-signature"), error.message)
        state.heard.add(commit.id)
        if any(_is_signed(force, other) for other in earlier):
            return Reason("repeated", say("the same signed commit was brought before, wrapped differently"))
        own = force.day_of(commit.committer.seconds)
        effective = max(own, landing.clock)
        if (reason := self._fault_of_date(state, commit.id, own, effective)) is not None:
            return reason
        if all(force.has_key_in_force(signer, day) for day in (own, effective)):
            return Signed(signer, own, effective)
        message = say(
            "the key {key} of {owner} is not in force both on {own} and on {effective}",
            key=signer.fingerprint,
            owner=signer.owner,
            own=own,
            effective=effective,
        )
        return Reason("key-not-in-force", message)

    def _fault_of_date(self, state: State, act: str, own: date, effective: date) -> Reason | None:
        if act in state.too_late:
            return Reason(
                "too-late", say("it is dated {own}, after a commit of the forge that reaches it", own=own)
            )
        if effective > self._today:
            return Reason("future", say("it is dated {day}, which has not come yet", day=effective))
        return None

    # -- decisions -----------------------------------------------------------------------------------

    def _judge_personal_act(self, state: State, act: Act, landing: Landing, signed: Signed | Reason) -> None:
        """Judge what the main line has of an act; the rest goes on waiting."""
        landed: list[Change] = []
        for change in act.changes:
            if self._trees.at(landing.commit.tree, change.path) == change.after:
                landed.append(change)
            else:
                state.waiting.setdefault((change.path, change.blob), []).append(act.alone(change))
        case = self._personal(landing, act, signed)
        if isinstance(case, Reason):
            self._fail(state, act.commit.id, landed, case)
            return
        proved = len(state.fresh)
        for change in sorted(landed, key=lambda change: change.place or ("", 0)):
            self._judge_file(state, case, change)
        if len(state.fresh) > proved:
            _tell_foreign_address(state, case.force, act.commit, case.person)

    def _personal(self, landing: Landing, act: Act, signed: Signed | Reason) -> Case | Reason:
        """Return the case of a commit that only sets decision files by the person who signed it."""
        if isinstance(signed, Reason):
            return signed
        if signed.signer.sort == "forge":
            return _SQUASHED
        person = signed.signer.owner
        if signed.signer.sort != "person":
            return Reason("person-differs", say("{signer} is no person", signer=person))
        scans = set(act.scans)
        for blob in act.blobs:
            decision = self._cabinet.read(blob, Decision)
            if decision is None:
                return _UNREADABLE
            author = decision.document.entered if decision.document else decision.by
            if author != person and len(act.blobs) > 1:
                return Reason(
                    "person-differs",
                    say("its commit sets a decision of {by}, but {signer} acted", by=author, signer=person),
                )
            if decision.document and decision.document.file:
                scans.discard(decision.document.file)
        if scans:
            return Reason("brings-more", say("its commit brings files that no signed paper names"))
        return Case(
            landing.force,
            act.commit,
            landing.commit,
            person,
            signed.signer,
            signed.own,
            signed.effective,
            "personal",
        )

    def _judge_file(self, state: State, case: Case, change: Change) -> None:
        """Judge one decision file of an act; a proved one holds its number from here on."""
        assert change.place is not None
        if state.holds(change):
            return
        decision = self._cabinet.read(change.blob, Decision)
        reason = self._fault(state, case, decision, change.place)
        if decision is None or reason is not None:
            self._fail(state, case.act.id, [change], reason or _UNREADABLE)
            return
        judged = Judged(
            *change.place,
            change.blob,
            decision,
            case.act.id,
            case.landing.id,
            "document" if decision.document else case.evidence,
            case.signer.fingerprint,
            case.own,
        )
        state.enter(judged)
        state.fresh.append(judged)
        state.note_date(case.act.id, case.own)
        state.heard.add(case.act.id)

    def _fault(
        self, state: State, case: Case, decision: Decision | None, place: tuple[str, int]
    ) -> Reason | None:
        if decision is None:
            return _UNREADABLE
        record, number = place
        has_decided = has_decided_himself(state.judged.get(record, {}).values(), decision.by)
        try:
            return (
                fault_of_place(case, decision, record, number, state.due_number(record))
                or fault_of_person(case, decision, has_decided_himself=has_decided)
                or fault_of_content(case, self._cabinet, decision)
                or self._fault_of_evaluator(state, case, decision)
            )
        except BadObjectError as error:
            return Reason(
                "bad-object", say("a file that it rests on can't be read: {why}", why=error.message)
            )

    def _fault_of_evaluator(self, state: State, case: Case, decision: Decision) -> Reason | None:
        if not decision.record.startswith("EVL-"):
            return None
        makers: set[str | None] = {*evaluators(self._cabinet, case.act.tree, decision.record)}
        blob = self._cabinet.find(case.act.tree, decision.record)
        if first := state.first.get(blob or ""):
            commit, force = first
            makers |= {_maker(force, commit), _maker(case.force, commit)}
        if decision.by not in makers:
            return None
        return Reason("self-decision", say("{by} made the evaluation, and can't decide it", by=decision.by))

    def _hold_to_the_line(self, state: State, landing: Landing) -> None:
        """Take back what personal acts prove, each record's last first, until that is of the line's bytes."""
        for judged in sorted(state.fresh, key=lambda judged: (judged.record, judged.number), reverse=True):
            is_last = judged.number == state.due_number(judged.record) - 1
            if not is_last or judged.evidence == "witness" or self._is_on_the_line(landing, judged):
                continue
            del state.judged[judged.record][judged.number]
            state.fresh.remove(judged)
            message = say("{record} has other bytes on the main line", record=judged.record)
            path = f"decisions/{judged.record}/{judged.number}.yaml"
            state.tries[(path, judged.blob)] = Judged(
                judged.record,
                judged.number,
                judged.blob,
                judged.decision,
                judged.commit,
                reason=Reason("other-bytes", message),
            )

    def _is_on_the_line(self, landing: Landing, judged: Judged) -> bool:
        digest = judged.decision.sha256 if judged.decision else ""
        return self._cabinet.holds(landing.commit.tree, judged.record, digest)

    def _fail(self, state: State, commit: str, changes: Collection[Change], reason: Reason) -> None:
        """Remember why a commit proves nothing of the decision files that it sets, if they can be counted."""
        for change in changes if len(changes) <= MOST_FILES else ():
            if not change.place or not change.is_set:
                continue
            if reason.code not in _HOLLOW or not _is_explained(state, change):
                decision = self._cabinet.read(change.blob, Decision)
                tried = Judged(*change.place, change.blob, decision, commit, reason=reason)
                state.tries[(change.path, change.blob)] = tried

    # -- merges on a forge ---------------------------------------------------------------------------

    def _judge_click(self, state: State, landing: Landing) -> None:
        """Judge a merge as a click on "merge"; what it brings may also be proved by personal acts inside."""
        brought = decisions_in(landing.difference)
        new = [change for change in brought.values() if not state.holds(change)]
        if not new:
            return
        case = self._supposed(landing) or self._click(state, landing)
        if isinstance(case, Reason):
            # What was tried inside says more than what the merge around it is not.
            is_told = _is_tried if case.code == "unsigned" else _is_explained
            self._fail(state, landing.commit.id, [c for c in new if not is_told(state, c)], case)
            return
        for change in new:
            self._judge_file(state, case, change)

    def _click(self, state: State, landing: Landing) -> Case | Reason:
        signed = self._signed(state, landing, landing.commit)
        if isinstance(signed, Reason):
            return signed
        if signed.signer.sort != "forge":
            return Reason("signed-merge", say("a merge that a person signed proves no decision"))
        commit, force = landing.commit, landing.force
        forge = force.forge(signed.signer.owner)
        committer = commit.author.email if forge.committer == "same-as-author" else forge.committer
        title = title_of(commit)
        if forge.kind != "github" or commit.committer.email != committer or title is None:
            return Reason(
                "not-a-click", say("the forge's merge is not in the form that a click on merge gives")
            )
        read = [
            (record, self._cabinet.read(change.blob, Decision))
            for (record, _), change in decisions_in(landing.difference).items()
        ]
        fault = fault_of_title(title, read) or fault_of_reach(landing.difference)
        return fault or self._clicked_by(landing, signed)

    def _clicked_by(self, landing: Landing, signed: Signed) -> Case | Reason:
        account = account_of(landing.commit)
        if account is None:
            return Reason(
                "visible-address", say("the merge shows a visible e-mail address instead of an account")
            )
        person = landing.force.person_of_account(signed.signer.owner, account)
        if person is None:
            return _unknown_account(account)
        return Case(
            landing.force,
            landing.commit,
            landing.commit,
            person,
            signed.signer,
            signed.own,
            signed.effective,
            "forge",
        )

    def _judge_attestations(self, state: State, act: Act, landing: Landing, signed: Signed | Reason) -> None:
        for change in act.changes:
            reason = signed if isinstance(signed, Reason) else self._attested(state, signed, change, landing)
            if reason is not None:
                state.tell(reason.code, act.commit.id, change.path, reason.message)

    def _attested(self, state: State, signed: Signed, change: Change, landing: Landing) -> Reason | None:
        """Judge what a CI key attests of a merge; the decision counts from here on."""
        attestation = self._cabinet.read(change.blob, Attestation)
        if signed.signer.sort != "witness" or attestation is None:
            return Reason(
                "not-a-witness", say("an attestation is added by a witness of the roster, in its form")
            )
        merge = state.merges.get(attestation.merge)
        if merge is None or attestation.forge != signed.signer.owner:
            return Reason("not-a-witness", say("it names no merge of the main line, or another forge"))
        if attestation.repository != merge.force.roster.repository:
            return Reason("other-repository", say("it was made for another repository"))
        decided = {brought.path: brought for brought in decisions_in(merge.difference).values()}
        decision = decided.get(change.path.removesuffix(".witness.yaml") + ".yaml")
        if decision is None:
            return Reason("not-a-witness", say("the merge that it names does not bring the decision"))
        if not self._is_of_the_request(merge, decision):
            message = say(
                "the merge has the decision otherwise than the request, so that nobody approved it; ask for "
                "it again"
            )
            return Reason("not-a-witness", message)
        if not self._cabinet.is_of(decision.blob, attestation.decision):
            return Reason("other-bytes", say("the merge brought a decision of other bytes"))
        if (fault := fault_of_reach(merge.difference)) is not None:
            return fault
        person = merge.force.person_of_account(attestation.forge, attestation.account)
        if person is None:
            return _unknown_account(attestation.account)
        own = merge.force.day_of(merge.commit.committer.seconds)
        effective = max(own, merge.clock)
        if (fault := self._fault_of_date(state, merge.commit.id, own, effective)) is not None:
            return fault
        case = Case(
            merge.force, merge.commit, landing.commit, person, signed.signer, own, effective, "witness"
        )
        self._judge_file(state, case, decision)
        return None

    def _is_of_the_request(self, merge: Landing, decision: Change) -> bool:
        """Tell whether a merge has a decision as the request that the forge knows of had it."""
        tree = self._graph.tree(merge.commit.parents[1])
        return tree is not None and self._trees.at(tree, decision.path) == decision.after

    # -- the roster ----------------------------------------------------------------------------------

    def _judge_roster_change(
        self,
        state: State,
        roster: RosterOfMerge,
        act: Act,
        landing: Landing,
        signed: Signed | Reason,
    ) -> None:
        if is_file(act.changes[0].after, roster.now.blob):
            return
        day = landing.force.day_of(act.commit.committer.seconds)
        told = partial(RosterChange, act.commit.id, landing.commit.id, day)
        if isinstance(signed, Reason):
            state.roster_changes.append(told(reason=signed))
            return
        new = self._new_roster(state, roster, act.changes[0], signed)
        if isinstance(new, Reason):
            state.roster_changes.append(told(reason=new))
            return
        signer = signed.signer
        state.roster_changes.append(told(signer.owner, signer.fingerprint))
        _tell_foreign_address(state, landing.force, act.commit, signer.owner)
        roster.now, roster.latest = new, max(roster.latest, day)
        state.ledger.enter(new.roster)

    def _new_roster(
        self, state: State, roster: RosterOfMerge, change: Change, signed: Signed
    ) -> InForce | Reason:
        person, before = signed.signer.owner, roster.before
        if signed.signer.sort != "person" or not all(
            before.governs(person, day) for day in (signed.own, signed.effective)
        ):
            return Reason("no-right", say("{person} may not change the roster", person=person))
        if not is_file(change.before, roster.now.blob):
            return Reason("stale-roster", say("it does not start from the roster in force"))
        if not change.is_set:
            return Reason("bad-roster", say("it leaves no roster file"))
        new = self._read_roster(change.blob)
        if isinstance(new, Message):
            return Reason("bad-roster", say("the new roster is not valid: {why}", why=new))
        fault = fault_of_change(roster.now.roster, new.roster, state.ledger, signed.effective)
        return Reason("bad-roster", fault) if fault else new

    def _settle(self, state: State, roster: RosterOfMerge, landing: Landing, changed: Difference) -> None:
        """Put the new roster in force, let the clock go on, and tell what the commit does beside the law."""
        state.force = roster.now
        for judged in state.fresh:
            is_click = judged.commit == landing.commit.id and len(landing.commit.parents) == 2
            if is_click or _moves_the_clock(judged):
                state.clock = max(state.clock, judged.day or date.min)
        state.clock = max(state.clock, roster.latest)
        self._tell_roster(state, roster, landing, changed)
        _tell_touched(state, landing.commit, changed)

    def _tell_roster(
        self, state: State, roster: RosterOfMerge, landing: Landing, changed: Difference
    ) -> None:
        change = next((c for c in changed.changes if c.path == ROSTER), None)
        is_told = any(c.landed == landing.commit.id and c.reason for c in state.roster_changes)
        entry = self._trees.at(landing.commit.tree, ROSTER)
        if is_file(entry, state.force.blob) or is_told:
            return
        if change is not None:
            reason = Reason(
                "no-right", say("nobody with the right to it made this change; the roster in force stays")
            )
            day = landing.force.day_of(landing.commit.committer.seconds)
            state.roster_changes.append(
                RosterChange(landing.commit.id, landing.commit.id, day, reason=reason)
            )
        elif roster.now is not roster.before:
            message = say("the roster in the tree is not the one that came into force with this merge")
            state.tell("roster-not-in-force", landing.commit.id, ROSTER, message)

    # -- the end -------------------------------------------------------------------------------------

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


_CODES = {NoSignatureError: "unsigned", UnknownKeyError: "unknown-key"}
_SQUASHED = Reason("squashed", say("the forge made its commit, which does not tell who decided"))
_UNREADABLE = Reason("unreadable", say("the decision file does not fit its form"))
_NOT_A_FILE = Reason("not-a-file", say("it is no regular file without the executable bit"))
_HOLLOW = frozenset({"unsigned", "unknown-key", "bad-signature", "bad-object", "brings-more", "repeated"})
"""Reasons that a commit has which nobody in the roster stands behind."""


def _unknown_account(account: str) -> Reason:
    return Reason(
        "unknown-account", say("the account {account} belongs to nobody in the roster", account=account)
    )


def _is_tried(state: State, change: Change) -> bool:
    return (change.path, change.blob) in state.tries


def _is_explained(state: State, change: Change) -> bool:
    tried = state.tries.get((change.path, change.blob))
    return tried is not None and tried.reason is not None and tried.reason.code not in _HOLLOW


def _moves_the_clock(judged: Judged) -> bool:
    """Tell whether a decision that is no click moves the clock on: that of a Kepala, but not on paper."""
    is_of_kepala = judged.decision is not None and judged.decision.role == "kepala_lpse"
    return is_of_kepala and judged.evidence != "document"


def _is_signed(force: InForce, commit: CommitObject) -> bool:
    try:
        force.signer_of(commit)
    except BadSignatureError:
        return False
    return True


def _tell_touched(state: State, landing: CommitObject, changed: Difference) -> None:
    """Tell of decisions that hold their number and whose file a main-line commit edits or removes."""
    for change in changed.changes:
        known = state.known(change.place)
        if known is None or is_file(change.after, known.blob):
            continue
        if change.after:
            message = say(
                "decision {number} on {record} was edited", number=known.number, record=known.record
            )
            state.tell("decision-edited", landing.id, change.path, message)
        else:
            message = say(
                "decision {number} on {record} was removed", number=known.number, record=known.record
            )
            state.tell("decision-removed", landing.id, change.path, message)


def _tell_foreign_address(state: State, force: InForce, act: CommitObject, person: str) -> None:
    """Tell of an act whose committer's address is none of the signer's; it counts all the same."""
    addresses = {address.lower() for address in force.people[person].emails}
    if addresses and act.committer.email.lower() not in addresses:
        message = say(
            "the committer's address {address} is none of {person} in the roster",
            address=act.committer.email,
            person=person,
        )
        state.tell("foreign-address", act.id, None, message)


def _maker(force: InForce, commit: CommitObject) -> str | None:
    """Return who made a commit, if a key or an account of the roster tells."""
    try:
        signer = force.signer_of(commit)
    except BadSignatureError:
        return None
    if signer.sort == "person":
        return signer.owner
    account = account_of(commit) if signer.sort == "forge" else None
    return force.person_of_account(signer.owner, account) if account else None
