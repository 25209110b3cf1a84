"""What the Kepala LPSE has to decide: each evaluation that waits, with all that he has to know for it.

Says nothing about how it is shown.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from lpsedocs.changes import changes
from lpsedocs.corpus import Entry
from lpsedocs.deadlines import Duty, followers_of, submitted_evaluations
from lpsedocs.findings import Finding, Message, Rupiah, say
from lpsedocs.models.decision import Decision, DecisionWord
from lpsedocs.models.evaluation import CriterionScore, Evaluation, EvidenceFile
from lpsedocs.models.fields import Day
from lpsedocs.models.form import EvaluationForm
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.supplier import Engagement, Supplier
from lpsedocs.procedures.monitoring import BEGINS_PROCUREMENT
from lpsedocs.scoring import Outcome, score
from lpsedocs.site.histories import Part, in_words, legend_of
from lpsedocs.site.notices import Notice, notice
from lpsedocs.site.pages.records import Rating, rating
from lpsedocs.site.requests import search_url
from lpsedocs.site.view import View
from lpsedocs.source import parse_source
from lpsedocs.trust.clicks import TITLES
from lpsedocs.trust.standing import Proposed, Standing
from lpsedocs.trust.standing import Status as Settled

PREVIOUS: Final = 2
"""How many earlier evaluations stand beside a score."""
_ID: Final = re.compile(r"\b[A-Z]{3}-(?:[0-9]{4}-)?[0-9]{3,}\b", re.ASCII)
_OF_THE_ROUND: Final = frozenset({"evaluated", "submissions"})
"""What is new in every round, and says nothing about the supplier."""
_NOT_COUNTED: Final = frozenset({Settled.UNPROVED, Settled.IN_DOUBT})
"""Decisions after which the evaluation still waits."""


@dataclass(frozen=True)
class Shift:
    """One criterion, held against the previous evaluation."""

    title: str
    before: int | None
    after: int | None
    not_rated: str | None
    """Why it has no score now."""
    evidence: str | None
    """In a line of its own."""
    attachment: str | None
    note: str | None
    records: tuple[str, ...]
    """The records that the evidence names."""

    @property
    def has_fallen(self) -> bool:
        """Whether it was better, or rated at all, the last time."""
        return self.before is not None and (self.after is None or self.after < self.before)

    @property
    def has_risen(self) -> bool:
        """Whether it is better than the last time."""
        return self.before is not None and self.after is not None and self.after > self.before


@dataclass(frozen=True)
class Way:
    """One of the two requests that decide, and the command that does the same."""

    title: str
    command: str
    url: str | None
    """Where the forge shows the request, if there is one."""


@dataclass(frozen=True, eq=False)
class Matter:
    """One evaluation that waits for the Kepala LPSE."""

    view: View
    entry: Entry[Evaluation]

    @property
    def name(self) -> str:
        """The evaluation's id."""
        return self.entry.name

    @property
    def evaluation(self) -> Evaluation:
        """What it says."""
        return self.entry.it

    # -- score and band ------------------------------------------------------------------------------

    @cached_property
    def form(self) -> EvaluationForm | None:
        """The form by which it was evaluated."""
        return self.view.corpus.form_of(self.evaluation)

    @cached_property
    def outcome(self) -> Outcome | None:
        """What the scores come to."""
        return score(self.form, self.evaluation) if self.form else None

    @cached_property
    def rating(self) -> Rating:
        """Its result in one line."""
        return rating(self.view, self.name)

    @cached_property
    def previous(self) -> tuple[Rating, ...]:
        """The evaluations before it, the newest first."""
        return tuple(rating(self.view, entry.name) for entry in self._earlier[:PREVIOUS])

    @cached_property
    def _earlier(self) -> tuple[Entry[Evaluation], ...]:
        """The supplier's evaluations before this one that were handed in, the newest first."""
        until = self.evaluation.period.until
        found = submitted_evaluations(self.view.corpus, self.evaluation.supplier)
        earlier = (e for e in reversed(found) if e.name != self.name and e.it.period.until <= until)
        return tuple(entry for entry in earlier if self.view.page_of(entry.name))

    # -- what lowered it -----------------------------------------------------------------------------

    @cached_property
    def compared(self) -> Entry[Evaluation] | None:
        """The last evaluation before it that rated any of the same criteria."""
        own = {one.criterion for one in self.evaluation.scores}
        return next((entry for entry in self._earlier if own & _scores(entry.it).keys()), None)

    @cached_property
    def shifts(self) -> tuple[Shift, ...]:
        """Each criterion against the previous evaluation, in the order of the form."""
        before = _scores(self.compared.it) if self.compared else {}
        titles = {one.id: one.title for one in self.form.criteria} if self.form else {}
        order = list(titles)
        scores = sorted(self.evaluation.scores, key=lambda s: _index(order, s.criterion))
        return tuple(
            self._shift(one, titles.get(one.criterion, one.criterion), before.get(one.criterion))
            for one in scores
        )

    def _shift(self, one: CriterionScore, title: str, before: int | None) -> Shift:
        evidence = one.evidence.text if isinstance(one.evidence, EvidenceFile) else one.evidence
        named = (id_ for id_ in _ID.findall(evidence or "") if self.view.page_of(id_) and id_ != self.name)
        return Shift(
            title,
            before,
            one.score,
            self.view.word(one.not_rated) if one.not_rated else None,
            " ".join(evidence.split()) if evidence else None,
            one.evidence.attachment if isinstance(one.evidence, EvidenceFile) else None,
            one.note or one.reason,
            tuple(dict.fromkeys(named)),
        )

    @property
    def fallen(self) -> tuple[Shift, ...]:
        """What is worse than the last time."""
        return tuple(shift for shift in self.shifts if shift.has_fallen)

    @property
    def low(self) -> tuple[Shift, ...]:
        """What did not fall, but lies in the lower half of the scale."""
        scale = self.form.scale if self.form else None
        return tuple(
            shift
            for shift in self.shifts
            if scale and shift.after is not None and not shift.has_fallen
            if 2 * shift.after < scale.minimum + scale.maximum
        )

    @property
    def risen(self) -> tuple[Shift, ...]:
        """What is better than the last time, and not low all the same."""
        low = self.low
        return tuple(shift for shift in self.shifts if shift.has_risen and shift not in low)

    # -- recommendation and its consequence ----------------------------------------------------------

    @property
    def begins_procurement(self) -> bool:
        """Whether the recommendation starts procedure 1."""
        return self.evaluation.recommendation in BEGINS_PROCUREMENT

    @cached_property
    def supplier(self) -> Entry[Supplier] | None:
        """Who was evaluated."""
        return self.view.corpus.find(Supplier, self.evaluation.supplier)

    @cached_property
    def engagements(self) -> tuple[Engagement, ...]:
        """What was evaluated, or what is in force where the sheet names nothing."""
        found = self.supplier.it.engagements if self.supplier else ()
        named, today = self.evaluation.engagements, self.view.corpus.today
        return tuple(e for e in found if (e.id in named if named else e.in_force_on(today)))

    @property
    def terms(self) -> tuple[Message, ...]:
        """What each engagement is worth, and how long it lasts."""
        return tuple(_term(engagement, self.view.corpus.today) for engagement in self.engagements)

    @cached_property
    def followers(self) -> tuple[Entry[Requirement], ...]:
        """The requirements that there are already for what follows."""
        corpus, supplier = self.view.corpus, self.supplier
        found = [*corpus.follow_ups_of(self.name)]
        if supplier:
            found += [
                f for engagement in self.engagements for f in followers_of(corpus, supplier, engagement)
            ]
        return tuple({entry.name: entry for entry in found}.values())

    # -- what is open --------------------------------------------------------------------------------

    @cached_property
    def open_points(self) -> tuple[Notice, ...]:
        """What was promised about this supplier and is not closed, in full; without what this sheet asks."""
        promised = (due for due in self.view.dues if due.kind is Duty.FOLLOW_UP and due.record != self.name)
        about = (due for due in promised if _supplier_at(due.entry, due.route) == self.evaluation.supplier)
        return tuple(notice(self.view, replace(due, what=due.whole or due.what)) for due in about)

    @cached_property
    def lacking(self) -> tuple[Finding, ...]:
        """What is wrong with the supplier's documents."""
        found = self.view.findings_of(self.evaluation.supplier)
        return tuple(finding for finding in found if finding.code[0] == "D" and finding.waived is None)

    @cached_property
    def doubts(self) -> tuple[Finding, ...]:
        """What the check found about the sheet itself."""
        return tuple(finding for finding in self.view.findings_of(self.name) if finding.waived is None)

    # -- rounds --------------------------------------------------------------------------------------

    @property
    def round(self) -> int:
        """The number of the round."""
        return max(len(self.evaluation.submissions), 1)

    @cached_property
    def standing(self) -> Standing | None:
        """Where it stands by what is proved."""
        proof = self.view.corpus.proof
        return proof.standing(self.name) if proof else None

    @property
    def proposed(self) -> tuple[Proposed, ...]:
        """The decisions that merging this build's branch would bring."""
        return self.standing.proposed if self.standing else ()

    @property
    def faults(self) -> tuple[Message, ...]:
        """Why a decision on the main branch does not count."""
        standing = self.standing
        if standing is None or standing.status not in _NOT_COUNTED:
            return ()
        if standing.status is Settled.IN_DOUBT:
            return (say("the key was reported as leaked"),)
        return tuple(judged.reason.message for judged in standing.decisions if judged.reason)

    @cached_property
    def last(self) -> Entry[Decision] | None:
        """The last decision on it that isn't only proposed."""
        return next(reversed(self.view.settled.decisions_on(self.name)), None)

    @cached_property
    def changes(self) -> tuple[Part, ...] | None:
        """What differs from the version that was decided last; None where that version is not at hand."""
        proof = self.view.corpus.proof
        content = proof.version(self.last.it.sha256) if proof and self.last else None
        if content is None:
            return None
        legend = legend_of(self.view, self.entry)
        versions = (parse_source(self.entry.path, content).data, self.entry.source.data)
        found = changes(Evaluation, *versions, legend)
        return tuple(in_words(one) for one in found if one.route[:1] not in _routes(_OF_THE_ROUND))

    # -- deciding ------------------------------------------------------------------------------------

    @property
    def approval(self) -> Way:
        """How to approve it."""
        return self._way("disetujui", f"lpsedocs approve {self.name}")

    @property
    def refusal(self) -> Way:
        """How to ask for a new evaluation."""
        return self._way("evaluasi_ulang", f'lpsedocs return {self.name} --note "..."')

    def _way(self, word: DecisionWord, command: str) -> Way:
        title = f"{TITLES[word]} {self.name}"
        return Way(title, command, search_url(self.view, title))


def matters(view: View) -> tuple[Matter, ...]:
    """Return what waits for the Kepala LPSE: what this build proposes to decide, then the longest waiting."""
    names = dict.fromkeys((*_unsettled(view), *(task.record for task in view.tasks_at("3.4"))))
    entries = (view.corpus.find(Evaluation, name) for name in names if name in view.records)
    return tuple(Matter(view, entry) for entry in entries if entry)


def _unsettled(view: View) -> Iterator[str]:
    """Yield what a decision file at hand makes look decided, although it isn't."""
    standings = (view.corpus.proof.standings if view.corpus.proof else None) or {}
    if view.is_office:
        yield from (n for n, one in standings.items() if one.proposed or one.status in _NOT_COUNTED)


def _scores(evaluation: Evaluation) -> Mapping[str, int]:
    return {one.criterion: one.score for one in evaluation.scores if one.score is not None}


def _index(order: list[str], criterion: str) -> int:
    return order.index(criterion) if criterion in order else len(order)


def _routes(keys: frozenset[str]) -> frozenset[tuple[str | int, ...]]:
    return frozenset((key,) for key in keys)


def _term(engagement: Engagement, today: Day) -> Message:
    value = next((a.value for a in reversed(engagement.addenda) if a.value), engagement.value)
    days = (engagement.last_day - today).days
    ends = say("ends on {day}, in {days} days", day=engagement.last_day, days=days)
    if days < 0:
        ends = say("ended on {day}", day=engagement.last_day)
    if value is None:
        return say("{number} {ends}", number=engagement.number, ends=ends)
    return say(
        "{number} is worth {value} and {ends}", number=engagement.number, value=Rupiah(value), ends=ends
    )


def _supplier_at(entry: Entry[Evaluation | Inspection], route: tuple[str | int, ...]) -> str:
    """Return the supplier that a promise in an evaluation or an inspection is about."""
    if isinstance(entry.record, Inspection):
        return entry.record.suppliers[int(route[1])].supplier
    return entry.it.supplier if isinstance(entry.it, Evaluation) else ""
