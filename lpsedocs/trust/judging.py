"""The judge of what a main-line commit brings: decisions, attestations and changes of the roster.

Whatever fails leaves the reason behind, and no authority.
"""

from collections.abc import Callable, Collection
from datetime import date
from functools import partial
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
from lpsedocs.trust.carried import MOST_FILES, Act, Landing, RosterOfMerge, Signed, State, is_file
from lpsedocs.trust.clicks import account_of, decisions_in, fault_of_reach, fault_of_title, title_of
from lpsedocs.trust.graph import Graph
from lpsedocs.trust.objects import BadObjectError, CommitObject
from lpsedocs.trust.rosters import InForce, fault_of_change, read_roster
from lpsedocs.trust.signatures import BadSignatureError, NoSignatureError, UnknownKeyError
from lpsedocs.trust.trees import Change
from lpsedocs.trust.verdicts import Judged, Reason, RosterChange

Supposition: TypeAlias = Callable[[Landing], Case | None]
"""Who is supposed to have clicked on "merge", for a merge that nobody has made yet; None for any other."""


def nothing_supposed(_: Landing) -> None:
    """Take every merge for what its objects say."""


class Judge:
    """Judges by the records and commits of one object store, as of a day."""

    def __init__(self, graph: Graph, cabinet: Cabinet, today: date, supposed: Supposition) -> None:
        self._graph = graph
        self._trees = graph.trees
        self._cabinet = cabinet
        self._today = today
        self._supposed = supposed

    def act(self, state: State, roster: RosterOfMerge, act: Act, landing: Landing) -> None:
        """Judge an act that a main-line commit brings."""
        signed = self._signed(state, landing, act.commit)
        if act.is_of_the_roster:
            self._roster_change(state, roster, act, landing, signed)
        elif act.is_attestation:
            self._attestations(state, act, landing, signed)
        else:
            self._personal_act(state, act, landing, signed)

    def _signed(self, state: State, landing: Landing, commit: CommitObject) -> Signed | Reason:
        """Return who signed with a key in force on the own and on the effective day; or why that fails."""
        force, is_repeated = landing.force, state.is_repeated(commit)
        try:
            signer = force.signer_of(commit)
        except BadSignatureError as error:
            return Reason(_CODES.get(type(error), "bad-signature"), error.message)
        state.heard.add(commit.id)
        if is_repeated:
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

    # -- decisions -------------------------------------------------------------------------------------

    def _personal_act(self, state: State, act: Act, landing: Landing, signed: Signed | Reason) -> None:
        """Judge what the main line has of an act; the rest goes on waiting."""
        landed: list[Change] = []
        for change in act.changes:
            if self._trees.at(landing.commit.tree, change.path) == change.after:
                landed.append(change)
            else:
                state.waiting.setdefault((change.path, change.blob), []).append(act.alone(change))
        case = self._personal(landing, act, signed)
        if isinstance(case, Reason):
            self.fail(state, act.commit.id, landed, case)
            return
        proved = len(state.fresh)
        for change in sorted(landed, key=lambda change: change.place or ("", 0)):
            self._file(state, case, change)
        if len(state.fresh) > proved:
            _tell_foreign_address(state, case.force, act.commit, case.person)

    def _personal(self, landing: Landing, act: Act, signed: Signed | Reason) -> Case | Reason:
        """Return the case of a commit that only sets decision files by the person who signed it."""
        if isinstance(signed, Reason):
            return signed
        if signed.signer.sort == "forge":
            return SQUASHED
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

    def _file(self, state: State, case: Case, change: Change) -> None:
        """Judge one decision file of an act; a proved one holds its number from here on."""
        assert change.place is not None
        if state.holds(change):
            return
        decision = self._cabinet.read(change.blob, Decision)
        reason = self._fault(state, case, decision, change.place)
        if decision is None or reason is not None:
            self.fail(state, case.act.id, [change], reason or _UNREADABLE)
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

    def hold_to_the_line(self, state: State, landing: Landing) -> None:
        """Take back what personal acts prove, each record's last first, until that is of the line's bytes."""
        for judged in sorted(state.fresh, key=lambda judged: (judged.record, judged.number), reverse=True):
            is_last = judged.number == state.due_number(judged.record) - 1
            if not is_last or judged.evidence == "witness" or self._is_on_the_line(landing, judged):
                continue
            del state.judged[judged.record][judged.number]
            state.fresh.remove(judged)
            message = say(
                "{record} had other bytes on the main line when the decision came there", record=judged.record
            )
            state.tries[(judged.path, judged.blob)] = Judged(
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

    def fail(self, state: State, commit: str, changes: Collection[Change], reason: Reason) -> None:
        """Remember why a commit proves nothing of the decision files that it sets, if they can be counted."""
        for change in changes if len(changes) <= MOST_FILES else ():
            if not change.place or not change.is_set:
                continue
            if reason.code not in _HOLLOW or not _is_explained(state, change):
                decision = self._cabinet.read(change.blob, Decision)
                tried = Judged(*change.place, change.blob, decision, commit, reason=reason)
                state.tries[(change.path, change.blob)] = tried

    # -- merges on a forge -----------------------------------------------------------------------------

    def click(self, state: State, landing: Landing) -> None:
        """Judge a merge as a click on "merge"; what it brings may also be proved by personal acts inside."""
        brought = decisions_in(landing.difference)
        new = [change for change in brought.values() if not state.holds(change)]
        if not new:
            return
        case = self._supposed(landing) or self._click(state, landing)
        if isinstance(case, Reason):
            # What was tried inside says more than what the merge around it is not.
            is_told = _is_tried if case.code == "unsigned" else _is_explained
            self.fail(state, landing.commit.id, [c for c in new if not is_told(state, c)], case)
            return
        for change in new:
            self._file(state, case, change)

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

    def _attestations(self, state: State, act: Act, landing: Landing, signed: Signed | Reason) -> None:
        for change in act.changes:
            reason = signed if isinstance(signed, Reason) else self._attested(state, signed, change, landing)
            if reason is not None:
                state.tell(reason.code, act.commit.id, change.path, reason.message)

    def _attested(self, state: State, signed: Signed, change: Change, landing: Landing) -> Reason | None:
        """Judge what a CI key attests of a merge; the decision counts from here on."""
        attestation = self._cabinet.read(change.blob, Attestation)
        if signed.signer.sort != "witness" or attestation is None:
            return Reason(
                "not-a-witness", say("an attestation is set by a witness of the roster, in its form")
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
        effective = max(merge.day, merge.clock)
        if (fault := self._fault_of_date(state, merge.commit.id, merge.day, effective)) is not None:
            return fault
        case = Case(
            merge.force, merge.commit, landing.commit, person, signed.signer, merge.day, effective, "witness"
        )
        self._file(state, case, decision)
        return None

    def _is_of_the_request(self, merge: Landing, decision: Change) -> bool:
        """Tell whether a merge has a decision as the request that the forge knows of had it."""
        return self._trees.at(self._graph.tree(merge.commit.parents[1]), decision.path) == decision.after

    # -- the roster ------------------------------------------------------------------------------------

    def _roster_change(
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
        new = self.roster(change.blob)
        if isinstance(new, Message):
            return Reason("bad-roster", say("the new roster is not valid: {why}", why=new))
        fault = fault_of_change(roster.now.roster, new.roster, state.ledger, signed.effective)
        return Reason("bad-roster", fault) if fault else new

    def roster(self, blob: str) -> InForce | Message:
        """Return the roster that a file has, or why it has none."""
        try:
            return read_roster(self._trees.blob(blob), blob)
        except BadObjectError as error:
            return say("it can't be read: {why}", why=error.message)


_CODES = {NoSignatureError: "unsigned", UnknownKeyError: "unknown-key"}
SQUASHED = Reason("squashed", say("the forge made its commit, which does not tell who decided"))
_UNREADABLE = Reason("unreadable", say("the decision file does not fit its form"))
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
