"""Asks the history what a request is worth: which decisions it brings, and what a merge of it would prove.

Before the merge, the main branch is judged as it would be after it: once with a merge that proves nothing by
itself, and once for each person whom a decision names, as if he had pressed the button. After it, the verdict
is told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from lpsedocs.corpus import RECORDS, Corpus, Entry
from lpsedocs.deciding.shelf import Shelf, open_shelf
from lpsedocs.findings import printable, say
from lpsedocs.models.decision import Decision
from lpsedocs.reading import record_at
from lpsedocs.review.elsewhere import Elsewhere, find_elsewhere
from lpsedocs.review.imagining import ImaginedMerge, Prospect, Seen, evidence_of_a_merge
from lpsedocs.review.purposes import purpose_of
from lpsedocs.review.rulings import Claim, Facts, Lapse, RosterRuling, Ruling, Worth
from lpsedocs.trust.carried import is_file
from lpsedocs.trust.clicks import decisions_in, fault_of_reach, fault_of_title, title_for
from lpsedocs.trust.objects import algorithm_of, object_id
from lpsedocs.trust.remedies import remedy_of_decision, remedy_of_roster_change
from lpsedocs.trust.rosters import PATH as ROSTER
from lpsedocs.trust.rosters import InForce
from lpsedocs.trust.standing import Status, standings
from lpsedocs.trust.verdicts import CannotVerifyError, History, Judged, Reason
from lpsedocs.verification import Request, Verification, verify

_HELD = (Status.APPROVED, Status.ACCEPTED, Status.TAKEN_OVER)
_LONGEST_CLAIM = 80
_LAPSED = (Status.CHANGED, Status.REMOVED)


@dataclass(frozen=True)
class Question:
    """Which request is asked about."""

    root: Path
    environment: Mapping[str, str]
    point: str
    """The commit at which the request left the branch that it is for."""
    latest: str
    """The commit that this branch has come to."""
    head: str
    today: date
    trust_root: str | None = None
    title: str | None = None
    """The title that it has on the forge."""


def gather(question: Question, before: Corpus, after: Corpus) -> Facts:
    """Return what the history says of a request; refuses where objects of it are not at hand."""
    with open_shelf(question.root) as shelf:
        return _Inquiry(question, before, after, shelf).facts()


class _Inquiry:
    def __init__(self, question: Question, before: Corpus, after: Corpus, shelf: Shelf) -> None:
        self._question = question
        self._before, self._after = before, after
        self._at_hand = {entry.path: entry for entry in after.entries}
        self._shelf = shelf
        self._tree = shelf.commit(question.head).tree
        self._difference = shelf.trees.difference(shelf.commit(question.point).tree, self._tree)

    def facts(self) -> Facts:
        plain = self._without_history()
        try:
            main = self._judged_main()
            is_merged = main.history.tip == self._question.head != self._question.point
            merge = self._imagined(main)
            if is_merged:
                before, seen = main.history, Seen(main.history, main.circumstances)
            else:
                before, seen = merge.before(), merge.without_a_click()
        except CannotVerifyError as error:
            return replace(plain, obstacle=error.message, rulings=tuple(self._unjudged(Worth.UNKNOWN)))
        touched = self._touched_decisions(main)
        found = self._after_merge(main) if is_merged else self._before_merge(merge, before, seen)
        rulings = tuple(one for one in found if (one.record, one.number) not in touched)
        return replace(
            plain,
            is_merged=is_merged,
            day=max(self._question.today, before.clock),
            roster=before.force.roster,
            is_pinned=main.is_pinned,
            roster_ruling=self._roster_ruling(seen),
            rulings=rulings,
            lapses=tuple(self._lapses(main, rulings)),
            touched=tuple(f"decisions/{record}/{number}" for record, number in sorted(touched)),
        )

    def _without_history(self) -> Facts:
        question = self._question
        return Facts(
            question.point,
            question.head,
            is_merged=False,
            day=question.today,
            roster=self._before.roster,
            is_pinned=False,
            excess=fault_of_reach(self._difference) if decisions_in(self._difference) else None,
            given_title=question.title,
            others=tuple(self._others()),
            is_elsewhere=self._difference.is_elsewhere,
            elsewhere=self._elsewhere(),
            is_uncommitted=any(self._is_uncommitted(path) for path in self._touched()),
        )

    def _judged_main(self) -> Verification:
        """Judge the main branch, as far as what is at hand comes from it."""
        question = self._question
        return verify(
            Request(
                question.root,
                question.today,
                question.environment,
                question.trust_root,
                allow_unpinned=True,
                at_hand=self._after.decidable_digest_of,
            )
        )

    def _imagined(self, main: Verification) -> ImaginedMerge:
        question = self._question
        digest_of = self._after.decidable_digest_of
        prospect = Prospect(main, question.latest, question.point, question.head, question.today, digest_of)
        return ImaginedMerge(self._shelf, prospect)

    # -- files ---------------------------------------------------------------------------------------

    def _others(self) -> Iterator[str]:
        for change in self._difference.changes:
            path = RECORDS / change.path
            if record_at(path) is None and not purpose_of(str(path)).is_of_the_gate:
                yield str(path)

    def _elsewhere(self) -> Elsewhere:
        return find_elsewhere(self._shelf.trees, self._shelf.commit(self._question.point).tree, self._tree)

    def _touched(self) -> set[PurePosixPath]:
        there = {RECORDS / change.path for change in self._difference.changes}
        return there | {path for path, _ in _contents(self._before) ^ _contents(self._after)}

    def _is_uncommitted(self, path: PurePosixPath) -> bool:
        """Tell whether a record at hand is another one than in the commit; attachments are not looked at."""
        if record_at(path) is None:
            return False
        here = self._at_hand.get(path)
        there = self._shelf.trees.at(self._tree, str(path.relative_to(RECORDS)))
        algorithm = algorithm_of(self._question.head)
        blob = object_id("blob", here.source.content, algorithm) if here else None
        return blob != (there.id if there else None)

    # -- decisions -----------------------------------------------------------------------------------

    def _touched_decisions(self, main: Verification) -> set[tuple[str, int]]:
        """Return the decisions of the base that count and whose files the request edits or removes."""
        held = {(j.record, j.number): j.blob for j in main.history.decisions if j.reason is None}
        changed = (change for change in self._difference.changes if change.before and change.place in held)
        return {c.place for c in changed if c.place and not is_file(c.after, held[c.place])}

    def _unjudged(self, worth: Worth) -> Iterator[Ruling]:
        for (record, number), change in sorted(decisions_in(self._difference).items()):
            assert change.after is not None
            decision = self._shelf.cabinet.read(change.after.id, Decision)
            yield Ruling(record, number, str(RECORDS / change.path), decision, worth)

    def _after_merge(self, main: Verification) -> Iterator[Ruling]:
        verdicts = self._verdicts(main.history)
        for ruling in self._unjudged(Worth.UNKNOWN):
            judged = verdicts.get((ruling.record, ruling.number))
            if judged is None or not main.is_pinned:
                yield replace(ruling, judged=judged)
            elif judged.is_proved:
                yield replace(ruling, worth=Worth.PROVED, judged=judged, moment=self._moment(main, judged))
            else:
                claim = self._claim(main, judged)
                yield _worthless(replace(ruling, judged=judged, claim=claim), judged.reason or _DOUBTED)

    def _moment(self, main: Verification, judged: Judged) -> datetime | None:
        if judged.commit is None or judged.evidence == "document":
            return None
        moment = self._shelf.commit(judged.commit).committer.moment.astimezone(main.history.force.zone)
        return moment if moment.date() == judged.day else None

    def _claim(self, main: Verification, judged: Judged) -> Claim | None:
        """Return who made the merge that brought a decision, as he says; None if no merge did."""
        commit = self._shelf.commit(judged.landed or self._question.head)
        if len(commit.parents) < 2:
            return None
        person = self._before.whose(commit.author.email)
        name = person.name if person else f"{commit.author.name} <{commit.author.email}>"
        day = main.history.force.day_of(commit.committer.seconds)
        return Claim(printable(name[:_LONGEST_CLAIM]), person.id if person else None, day)

    def _verdicts(self, history: History) -> dict[tuple[str, int], Judged]:
        """Return the verdicts on the decision files of the request."""
        there = {place: change.after for place, change in decisions_in(self._difference).items()}
        return {
            (j.record, j.number): j
            for j in history.decisions
            if (entry := there.get((j.record, j.number))) and entry.id == j.blob
        }

    def _before_merge(self, merge: ImaginedMerge, before: History, seen: Seen) -> Iterator[Ruling]:
        verdicts = self._verdicts(seen.history)
        rulings = list(self._unjudged(Worth.BY_MERGE))
        excess = fault_of_reach(self._difference)
        title = self._fault_of_title(rulings)
        clicks: dict[str, dict[tuple[str, int], Judged]] = {}
        for ruling in rulings:
            place = ruling.record, ruling.number
            if place in verdicts and verdicts[place].is_proved:
                yield replace(ruling, worth=Worth.SIGNED, judged=verdicts[place])
                continue
            person = _clicking(ruling)
            if person is not None and person not in clicks:
                clicks[person] = self._verdicts(merge.clicked_by(person).history)
            judged = clicks.get(person or "", {}).get(place)
            reason = judged.reason if judged else _UNREADABLE
            way = evidence_of_a_merge(before.force, person or "")
            reason = reason or _fault_of_account(before.force, person or "") or excess
            reason = reason or (title if way == "forge" else None)
            yield _worthless(ruling, reason) if reason else replace(ruling, way=way)

    def _fault_of_title(self, rulings: Sequence[Ruling]) -> Reason | None:
        """Return why a click on "merge" would prove none of the decisions, for the title of the request."""
        if self._question.title is not None:
            return fault_of_title(self._question.title, [(one.record, one.decision) for one in rulings])
        known = {one.record: one.decision for one in rulings if one.decision}
        return _MIXED if len(known) > 1 and title_for(known) is None else None

    # -- the roster, and earlier decisions -----------------------------------------------------------

    def _roster_ruling(self, seen: Seen) -> RosterRuling | None:
        if not any(change.path == ROSTER for change in self._difference.changes):
            return None
        before = self._shelf.graph.whole_line(self._question.latest)
        found = [c for c in seen.history.roster_changes if c.landed not in before]
        last = found[-1] if found else None
        told = tuple(a.brief for change in found for a in seen.circumstances.amendments(change.commit))
        if last is None:
            reason = Reason("unknown", say("no commit of this request changes the roster by itself"))
            return RosterRuling(None, reason, remedy_of_roster_change(reason.code), told)
        people = seen.history.force.people
        name = people[last.by].name if last.by and last.by in people else last.by
        remedy = remedy_of_roster_change(last.reason.code) if last.reason else None
        return RosterRuling(name, last.reason, remedy, told)

    def _lapses(self, main: Verification, rulings: Iterable[Ruling]) -> Iterator[Lapse]:
        """Yield the decisions that hold on the base and no longer do here, unless a new one follows."""
        decided = {one.record for one in rulings if one.worth is not Worth.NOTHING}
        old = standings(main.history, (), self._before.decidable_digest_of)
        new = standings(main.history, (), self._after.decidable_digest_of)
        for record, standing in new.items():
            if old[record].status in _HELD and standing.status in _LAPSED and record not in decided:
                yield Lapse(record, standing.status)


_DOUBTED = Reason("in-doubt", say("the key was reported as leaked, or it was taken over at the root"))
_UNREADABLE = Reason("unreadable", say("the decision file can't be read, or does not fit its form"))
_MIXED = Reason("wrong-title", say("it brings different decisions, and a request's title can only name one"))


def _worthless(ruling: Ruling, reason: Reason) -> Ruling:
    return replace(ruling, worth=Worth.NOTHING, reason=reason, remedy=remedy_of_decision(reason.code))


def _contents(corpus: Corpus) -> set[tuple[PurePosixPath, bytes]]:
    entries: Iterable[Entry[object]] = corpus.entries  # type: ignore[type-var]  # what they say is not asked
    return {(entry.path, entry.source.content) for entry in entries}


def _clicking(ruling: Ruling) -> str | None:
    """Return who would have to press "merge"."""
    decision = ruling.decision
    if decision is None:
        return None
    return decision.document.entered if decision.document else decision.by


def _fault_of_account(force: InForce, person: str) -> Reason | None:
    roster = force.roster
    known = {*(forge.id for forge in roster.forges), *(witness.id for witness in roster.witnesses)}
    accounts = force.people[person].forges if person in force.people else ()
    if known & {account.forge for account in accounts}:
        return None
    return Reason(
        "unknown-account", say("{person} has no account on a forge in the roster in force", person=person)
    )
