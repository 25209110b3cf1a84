"""The walk along the main line, root first: which roster is in force, and which decisions are proved.

Only a missing object, one that does not hash to its id, or a root that is not on the line or has no roster
stops the walk. Any other fault of a commit means that this commit brings no authority; it is told, and the
walk goes on, so that no push can lock an office out of its own history.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import PurePosixPath

from lpsedocs.findings import Message, say
from lpsedocs.models import decision_at_or_none
from lpsedocs.models.decision import Attestation, Decision
from lpsedocs.trust.acts import (
    Case,
    evaluators,
    fault_of_content,
    fault_of_person,
    fault_of_place,
)
from lpsedocs.trust.cabinet import Cabinet
from lpsedocs.trust.clicks import account_of, decisions_in, fault_of_reach, fault_of_title, title_of
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.objects import BadObjectError, CommitObject
from lpsedocs.trust.rosters import PATH as ROSTER
from lpsedocs.trust.rosters import InForce, Ledger, Signer, fault_of_change, read_roster
from lpsedocs.trust.signatures import BadSignatureError
from lpsedocs.trust.trees import Change, Difference, Objects, Trees
from lpsedocs.trust.verdicts import CannotVerifyError, History, Judged, Problem, Reason, RosterChange


@dataclass(frozen=True)
class _Act:
    """A one-parent commit that only sets decision files, only attests, or only changes the roster."""

    commit: CommitObject
    changes: tuple[Change, ...]

    @property
    def is_of_the_roster(self) -> bool:
        return self.changes[0].path == ROSTER

    @property
    def is_attestation(self) -> bool:
        return self.changes[0].path.endswith(".witness.yaml")


@dataclass(frozen=True)
class _Signed:
    """Who signed an act with a key in force, and when."""

    signer: Signer
    own: date
    effective: date


@dataclass(frozen=True)
class _Merge:
    """What was in force before a main-line merge, kept for witnesses that come later."""

    commit: CommitObject
    difference: Difference
    force: InForce
    clock: date


@dataclass
class _State:
    """What is carried along the line."""

    force: InForce
    clock: date = date.min
    ledger: Ledger = field(default_factory=Ledger)
    judged: dict[tuple[str, int], Judged] = field(default_factory=dict)
    """Decisions that hold their number: proved ones, and those taken over at the root."""
    tries: dict[tuple[str, str], Judged] = field(default_factory=dict)
    """The last failed try for the bytes of a decision file, by path and blob."""
    pending: list[_Act] = field(default_factory=list)
    """Acts that were reached, but whose bytes the main line does not have yet."""
    merges: dict[str, _Merge] = field(default_factory=dict)
    first: dict[str, CommitObject] = field(default_factory=dict)
    """By blob of an evaluation: the one-parent commit in which its bytes first appear."""
    roster_changes: list[RosterChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def due_number(self, record: str) -> int:
        return max((number for known, number in self.judged if known == record), default=0) + 1


class Walk:
    """One walk over one object store."""

    def __init__(self, objects: Objects, today: date) -> None:
        self._trees = Trees(objects)
        self._graph = Graph(objects, self._trees)
        self._cabinet = Cabinet(self._trees)
        self._today = today

    def judge(self, root: str, tip: str) -> History:
        """Walk from the root to the tip.

        Raises CannotVerifyError, MissingObjectError, or BadObjectError where the walk can't go on.
        """
        line = self._graph.line(root, tip)
        state, reached = self._start(root), {root}
        for parent, id_ in pairwise(line):
            brought = self._graph.brought(id_, reached)
            self._step(state, parent, id_, brought)
        decisions = sorted(self._decisions(state, tip), key=lambda j: (j.record, j.number, j.blob))
        return History(
            root,
            tip,
            tuple(line),
            state.force,
            state.clock,
            tuple(_with_doubts(decisions, state, line)),
            tuple(state.roster_changes),
            tuple(state.problems),
        )

    def _start(self, root: str) -> _State:
        commit = self._graph.commit(root)
        entry = self._trees.at(commit.tree, ROSTER) if commit else None
        if commit is None or entry is None or not entry.is_plain_file:
            raise CannotVerifyError(say("the root {root} has no roster", root=root[:12]))
        force = read_roster(self._trees.blob(entry.id), entry.id)
        if isinstance(force, Message):
            raise CannotVerifyError(
                say("the root {root} has no valid roster: {why}", root=root[:12], why=force)
            )
        state = _State(force)
        state.ledger.enter(force.roster)
        for judged in self._taken_over(commit):
            state.judged[(judged.record, judged.number)] = judged
        return state

    def _taken_over(self, root: CommitObject) -> Iterator[Judged]:
        for path, entry in self._trees.files(root.tree, "decisions"):
            place = decision_at_or_none(PurePosixPath(path))
            decision = self._cabinet.read(entry.id, Decision) if place and entry.is_plain_file else None
            if place and decision and self._cabinet.holds(root.tree, place[0], decision.sha256):
                yield Judged(*place, entry.id, decision, root.id, root.id, is_taken_over=True)

    def _step(self, state: _State, parent: str, id_: str, brought: list[CommitObject]) -> None:
        commit, before = self._graph.commit(id_), self._graph.commit(parent)
        if commit is None or before is None:
            _tell(state, "bad-object", id_, None, say("the commit is not in the form that git writes"))
            return
        try:
            difference = self._trees.difference(before.tree, commit.tree)
        except BadObjectError as error:
            _tell(state, "bad-object", id_, None, say("a folder in it can't be read: {why}", why=str(error)))
            return
        self._judge_commit(state, commit, difference, brought)

    # -- one main-line commit ------------------------------------------------------------------------

    def _judge_commit(
        self, state: _State, landing: CommitObject, difference: Difference, brought: list[CommitObject]
    ) -> None:
        """Judge all that a main-line commit brings by what was in force before it."""
        force, clock, roster = state.force, state.clock, _RosterOfMerge(state.force)
        if len(landing.parents) == 2:
            state.merges[landing.id] = _Merge(landing, difference, force, clock)
        acts = [*state.pending, *self._acts(state, brought)]
        bound = self._bound(force, landing) if acts else None
        last = _last_numbers(acts)
        state.pending = []
        for act in acts:
            signed = self._signed(force, clock, act.commit, bound)
            if act.is_of_the_roster:
                self._judge_roster_change(state, roster, act, landing, signed)
            elif act.is_attestation:
                self._judge_attestations(state, act, landing, signed)
            else:
                self._judge_personal_act(state, force, act, landing, signed, last)
        if len(landing.parents) == 2:
            self._judge_click(state, force, clock, landing, difference)
        self._settle_roster(state, roster, landing, difference)
        _tell_touched(state, landing, difference)

    def _acts(self, state: _State, brought: Iterable[CommitObject]) -> Iterator[_Act]:
        for commit in brought:
            difference = self._graph.own_difference(commit)
            if difference is None:
                continue
            for change in difference.changes:
                if change.path.startswith("evaluations/") and change.after:
                    state.first.setdefault(change.after.id, commit)
            act = _Act(commit, difference.changes)
            if not any(c.path.startswith("decisions/") or c.path == ROSTER for c in difference.changes):
                continue
            if not difference.is_elsewhere and _is_of_one_sort(difference.changes):
                yield act
            else:
                reason = Reason("brings-more", say("its commit changes other files, too"))
                self._fail(state, commit, decisions_in(difference).values(), reason)

    def _bound(self, force: InForce, landing: CommitObject) -> date | None:
        """Return the last day that an act may bear which a forge-signed main-line commit reaches."""
        try:
            signer = force.signer_of(landing)
        except BadSignatureError:
            return None
        day = force.day_of(landing.committer.seconds)
        is_bound = signer.sort == "forge" and force.has_key_in_force(signer, day)
        return day + timedelta(days=1) if is_bound else None

    def _signed(
        self, force: InForce, clock: date, commit: CommitObject, bound: date | None
    ) -> _Signed | Reason:
        """Return who signed with a key in force on the own and on the effective day; or why that fails."""
        try:
            signer = force.signer_of(commit)
        except BadSignatureError as error:
            code = "unsigned" if commit.signature is None else "bad-signature"
            return Reason(code, say("{why}", why=str(error)))
        own = force.day_of(commit.committer.seconds)
        effective = max(own, clock)
        if bound is not None and own > bound:
            return Reason(
                "too-late", say("it is dated {own}, after the forge's merge that reaches it", own=own)
            )
        if effective > self._today:
            return Reason("future", say("it is dated {day}, which has not come yet", day=effective))
        if all(force.has_key_in_force(signer, day) for day in (own, effective)):
            return _Signed(signer, own, effective)
        message = say(
            "the key {key} of {owner} is not in force both on {own} and on {effective}",
            key=signer.fingerprint,
            owner=signer.owner,
            own=own,
            effective=effective,
        )
        return Reason("key-not-in-force", message)

    # -- decisions -----------------------------------------------------------------------------------

    def _judge_personal_act(
        self,
        state: _State,
        force: InForce,
        act: _Act,
        landing: CommitObject,
        signed: _Signed | Reason,
        last: set[tuple[str, int]],
    ) -> None:
        fault = signed if isinstance(signed, Reason) else None
        if isinstance(signed, _Signed) and signed.signer.sort != "person":
            fault = Reason("squashed", say("the forge made its commit, which does not tell who decided"))
        if fault is not None or isinstance(signed, Reason):
            assert fault is not None
            self._fail(state, act.commit, act.changes, fault)
            return
        case = Case(
            force,
            act.commit,
            landing,
            signed.signer.owner,
            signed.signer,
            signed.own,
            signed.effective,
            "personal",
        )
        for change in sorted(act.changes, key=_number_of):
            entry = self._trees.at(landing.tree, change.path)
            if entry == change.after:
                self._judge_file(state, case, change, must_be_on_line=_place(change) in last)
            else:
                reason = Reason("not-landed", say("the main line does not hold the bytes that were signed"))
                self._fail(state, act.commit, [change], reason)
                state.pending.append(_Act(act.commit, (change,)))

    def _judge_file(self, state: _State, case: Case, change: Change, *, must_be_on_line: bool) -> None:
        """Judge one decision file of an act; a proved one holds its number from here on."""
        record, number = _place(change)
        assert change.after is not None
        known = state.judged.get((record, number))
        if known is not None and known.blob == change.after.id:
            return
        decision = self._cabinet.read(change.after.id, Decision)
        reason = self._fault(state, case, decision, record, number, must_be_on_line=must_be_on_line)
        if reason is not None:
            self._fail(state, case.act, [change], reason)
            return
        assert decision is not None
        state.judged[(record, number)] = Judged(
            record,
            number,
            change.after.id,
            decision,
            case.act.id,
            case.landing.id,
            "document" if decision.document else case.evidence,
            case.signer.fingerprint,
            case.own,
        )
        if decision.role == "kepala_lpse" or case.evidence == "forge":
            state.clock = max(state.clock, case.own)

    def _fault(
        self,
        state: _State,
        case: Case,
        decision: Decision | None,
        record: str,
        number: int,
        *,
        must_be_on_line: bool,
    ) -> Reason | None:
        if decision is None:
            return Reason("unreadable", say("the decision file does not fit its form"))
        if must_be_on_line and not self._cabinet.holds(case.landing.tree, record, decision.sha256):
            return Reason("other-bytes", say("{record} has other bytes on the main line", record=record))
        return (
            fault_of_place(case, decision, record, number, state.due_number(record))
            or fault_of_person(
                case, decision, has_decided_himself=_has_decided_himself(state, record, decision.by)
            )
            or fault_of_content(case, self._cabinet, decision)
            or self._fault_of_evaluator(state, case, decision)
        )

    def _fault_of_evaluator(self, state: _State, case: Case, decision: Decision) -> Reason | None:
        makers = evaluators(self._cabinet, case.act.tree, decision.record)
        blob = self._cabinet.find(case.act.tree, decision.record)
        first = state.first.get(blob) if blob else None
        if first is not None and (maker := _maker(case.force, first)):
            makers.add(maker)
        if decision.by not in makers:
            return None
        return Reason("self-decision", say("{by} made the evaluation, and can't decide it", by=decision.by))

    def _fail(self, state: _State, commit: CommitObject, changes: Iterable[Change], reason: Reason) -> None:
        """Remember why a commit proves nothing of the decision files that it sets."""
        for change in changes:
            place = decision_at_or_none(PurePosixPath(change.path))
            if place and change.is_set and change.after:
                decision = self._cabinet.read(change.after.id, Decision)
                tried = Judged(*place, change.after.id, decision, commit.id, reason=reason)
                state.tries[(change.path, change.after.id)] = tried

    # -- merges on a forge ---------------------------------------------------------------------------

    def _judge_click(
        self, state: _State, force: InForce, clock: date, landing: CommitObject, difference: Difference
    ) -> None:
        """Judge a merge as a click on "merge"; what it brings may also be proved by personal acts inside."""
        new = {
            place: change
            for place, change in decisions_in(difference).items()
            if place not in state.judged or state.judged[place].blob != (change.after and change.after.id)
        }
        if not new:
            return
        case = self._click(force, clock, landing, difference)
        if isinstance(case, Case):
            for _, change in sorted(new.items()):
                self._judge_file(state, case, change, must_be_on_line=True)
        elif landing.signature is not None:
            self._fail(state, landing, new.values(), case)

    def _click(
        self, force: InForce, clock: date, landing: CommitObject, difference: Difference
    ) -> Case | Reason:
        signed = self._signed(force, clock, landing, None)
        if isinstance(signed, Reason):
            return signed
        if signed.signer.sort != "forge":
            return Reason("signed-merge", say("a merge that a person signed proves no decision"))
        forge = force.forge(signed.signer.owner)
        committer = landing.author.email if forge.committer == "same-as-author" else forge.committer
        title = title_of(landing)
        if forge.kind != "github" or landing.committer.email != committer or title is None:
            return Reason(
                "not-a-click", say("the forge's merge is not in the form that a click on merge gives")
            )
        decided = decisions_in(difference)
        read = {
            record: self._cabinet.read(c.after.id, Decision) for (record, _), c in decided.items() if c.after
        }
        fault = fault_of_title(title, read) or fault_of_reach(difference)
        if fault is not None:
            return fault
        return self._clicked_by(force, landing, signed)

    def _clicked_by(self, force: InForce, landing: CommitObject, signed: _Signed) -> Case | Reason:
        account = account_of(landing)
        if account is None:
            return Reason(
                "visible-address", say("the merge shows a visible e-mail address instead of an account")
            )
        person = force.person_of_account(signed.signer.owner, account)
        if person is None:
            message = say("the account {account} belongs to nobody in the roster", account=account)
            return Reason("unknown-account", message)
        return Case(force, landing, landing, person, signed.signer, signed.own, signed.effective, "forge")

    def _judge_attestations(
        self, state: _State, act: _Act, landing: CommitObject, signed: _Signed | Reason
    ) -> None:
        for change in act.changes:
            reason = signed if isinstance(signed, Reason) else self._attested(state, signed, change, landing)
            if reason is not None:
                _tell(state, reason.code, act.commit.id, change.path, reason.message)

    def _attested(
        self, state: _State, signed: _Signed, change: Change, landing: CommitObject
    ) -> Reason | None:
        """Judge what a CI key attests of a merge; the decision counts from here on."""
        attestation = self._cabinet.read(change.after.id, Attestation) if change.after else None
        if signed.signer.sort != "witness" or change.before is not None or attestation is None:
            return Reason(
                "not-a-witness", say("an attestation is added by a witness of the roster, in its form")
            )
        merge = state.merges.get(attestation.merge)
        if merge is None or attestation.forge != signed.signer.owner:
            return Reason("not-a-witness", say("it names no merge of the main line, or another forge"))
        if attestation.repository != merge.force.roster.repository:
            return Reason("other-repository", say("it was made for another repository"))
        decided = {c.path: c for c in decisions_in(merge.difference).values()}
        decision = decided.get(change.path.removesuffix(".witness.yaml") + ".yaml")
        if decision is None or decision.after is None:
            return Reason("not-a-witness", say("the merge that it names does not bring the decision"))
        if self._cabinet.digest(decision.after.id) != attestation.decision:
            return Reason("other-bytes", say("the merge brought a decision of other bytes"))
        person = merge.force.person_of_account(attestation.forge, attestation.account)
        if person is None:
            message = say(
                "the account {account} belongs to nobody in the roster", account=attestation.account
            )
            return Reason("unknown-account", message)
        if (fault := fault_of_reach(merge.difference)) is not None:
            return fault
        self._judge_file(
            state, _witnessed(merge, signed.signer, person, landing), decision, must_be_on_line=False
        )
        return None

    # -- the roster ----------------------------------------------------------------------------------

    def _judge_roster_change(
        self,
        state: _State,
        roster: "_RosterOfMerge",
        act: _Act,
        landing: CommitObject,
        signed: _Signed | Reason,
    ) -> None:
        after = act.changes[0].after
        if after is not None and after.id == roster.now.blob:
            return
        day = roster.before.day_of(act.commit.committer.seconds)
        new = self._new_roster(state, roster, act.changes[0], signed)
        if isinstance(new, Reason) or isinstance(signed, Reason):
            reason = new if isinstance(new, Reason) else None
            state.roster_changes.append(RosterChange(act.commit.id, landing.id, day, reason=reason))
            return
        signer = signed.signer
        state.roster_changes.append(
            RosterChange(act.commit.id, landing.id, day, signer.owner, signer.fingerprint)
        )
        roster.now, roster.latest = new, max(roster.latest, day)
        state.ledger.enter(new.roster)

    def _new_roster(
        self, state: _State, roster: "_RosterOfMerge", change: Change, signed: _Signed | Reason
    ) -> InForce | Reason:
        if isinstance(signed, Reason):
            return signed
        person, before = signed.signer.owner, roster.before
        if signed.signer.sort != "person" or not all(
            before.governs(person, day) for day in (signed.own, signed.effective)
        ):
            return Reason("no-right", say("{person} may not change the roster", person=person))
        if change.before is None or change.before.id != roster.now.blob:
            return Reason("stale-roster", say("it does not start from the roster in force"))
        if not change.is_set or change.after is None:
            return Reason("bad-roster", say("it leaves no roster file"))
        new = read_roster(self._trees.blob(change.after.id), change.after.id)
        if isinstance(new, Message):
            return Reason("bad-roster", say("the new roster is not valid: {why}", why=new))
        fault = fault_of_change(roster.now.roster, new.roster, state.ledger)
        return Reason("bad-roster", fault) if fault else new

    def _settle_roster(
        self, state: _State, roster: "_RosterOfMerge", landing: CommitObject, difference: Difference
    ) -> None:
        """Put the new roster in force, and tell of other bytes on the line."""
        state.force, state.clock = roster.now, max(state.clock, roster.latest)
        change = next((c for c in difference.changes if c.path == ROSTER), None)
        is_told = any(c.landed == landing.id and c.reason for c in state.roster_changes)
        if change is None or is_told or (change.after and change.after.id == state.force.blob):
            return
        reason = Reason(
            "no-right", say("nobody with the right to it made this change; the roster in force stays")
        )
        day = state.force.day_of(landing.committer.seconds)
        state.roster_changes.append(RosterChange(landing.id, landing.id, day, reason=reason))

    # -- the end -------------------------------------------------------------------------------------

    def _decisions(self, state: _State, tip: str) -> Iterator[Judged]:
        """Yield what holds its number, and every other decision file in the tip's tree with the reason."""
        yield from state.judged.values()
        commit = self._graph.commit(tip)
        for path, entry in self._trees.files(commit.tree, "decisions") if commit else ():
            place = decision_at_or_none(PurePosixPath(path))
            if place is None or (place in state.judged and state.judged[place].blob == entry.id):
                continue
            yield state.tries.get((path, entry.id)) or self._untried(
                place, entry.id, is_file=entry.is_plain_file
            )

    def _untried(self, place: tuple[str, int], blob: str, *, is_file: bool) -> Judged:
        reason = Reason("no-act", say("no commit that could prove it set these bytes"))
        decision = self._cabinet.read(blob, Decision) if is_file else None
        return Judged(*place, blob, decision, reason=reason)


@dataclass
class _RosterOfMerge:
    """The roster while a main-line commit is judged: rights by the old one, bytes by the last sound one."""

    before: InForce
    now: InForce = field(init=False)
    latest: date = date.min

    def __post_init__(self) -> None:
        self.now = self.before


def _tell(state: _State, code: str, commit: str, path: str | None, message: Message) -> None:
    state.problems.append(Problem(code, commit, path, message))


def _tell_touched(state: _State, landing: CommitObject, difference: Difference) -> None:
    """Tell of decisions that hold their number and whose file a main-line commit edits or removes."""
    for change in difference.changes:
        place = decision_at_or_none(PurePosixPath(change.path))
        known = state.judged.get(place) if place else None
        if known is None or known.landed == landing.id or (change.after and change.after.id == known.blob):
            continue
        if change.after:
            message = say(
                "decision {number} on {record} was edited", number=known.number, record=known.record
            )
            _tell(state, "decision-edited", landing.id, change.path, message)
        else:
            message = say(
                "decision {number} on {record} was removed", number=known.number, record=known.record
            )
            _tell(state, "decision-removed", landing.id, change.path, message)


def _is_of_one_sort(changes: tuple[Change, ...]) -> bool:
    """Tell whether a commit only sets decision files, only attestations, or only the roster."""
    if len(changes) == 1 and changes[0].path == ROSTER:
        return True
    witnesses = [change.path.endswith(".witness.yaml") for change in changes]
    are_decisions = all(decision_at_or_none(PurePosixPath(change.path)) for change in changes)
    are_attestations = all(witnesses) and all(change.path.startswith("decisions/") for change in changes)
    return (are_decisions or are_attestations) and all(change.is_set for change in changes)


def _place(change: Change) -> tuple[str, int]:
    place = decision_at_or_none(PurePosixPath(change.path))
    assert place is not None
    return place


def _number_of(change: Change) -> tuple[int, str]:
    return _place(change)[1], change.path


def _last_numbers(acts: Iterable[_Act]) -> set[tuple[str, int]]:
    """Return the highest decision that these acts set, for each record."""
    last: dict[str, int] = {}
    for act in acts:
        for change in act.changes:
            if place := decision_at_or_none(PurePosixPath(change.path)):
                last[place[0]] = max(last.get(place[0], 0), place[1])
    return set(last.items())


def _has_decided_himself(state: _State, record: str, person: str) -> bool:
    return any(
        judged.record == record
        and judged.evidence in ("personal", "forge")
        and judged.decision is not None
        and judged.decision.by == person
        for judged in state.judged.values()
    )


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


def _witnessed(merge: _Merge, signer: Signer, person: str, landing: CommitObject) -> Case:
    own = merge.force.day_of(merge.commit.committer.seconds)
    return Case(merge.force, merge.commit, landing, person, signer, own, max(own, merge.clock), "witness")


def _with_doubts(decisions: list[Judged], state: _State, line: list[str]) -> Iterator[Judged]:
    """Mark what a leaked key proved after the last act of another key that is dated before the leak."""
    leaked = {r.key: r.since for r in state.force.roster.revoked if r.reason == "bocor"}
    positions = {id_: position for position, id_ in enumerate(line)}
    counted = [j for j in decisions if j.is_proved] + [c for c in state.roster_changes if c.reason is None]
    for judged in decisions:
        since = leaked.get(judged.fingerprint or "") if judged.is_proved else None
        if since is None:
            yield judged
            continue
        others = [a for a in counted if a.fingerprint != judged.fingerprint and a.day and a.day < since]
        safe = max((positions[a.landed] for a in others if a.landed), default=-1)
        yield replace(judged, is_in_doubt=positions[judged.landed or line[0]] > safe)
