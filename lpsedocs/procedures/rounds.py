"""Rounds of a record that is handed to somebody who accepts it or sends it back, as often as it takes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lpsedocs.models.decision import Decision, DecisionWord
from lpsedocs.models.fields import Model
from lpsedocs.procedures.replay import Act, Held, Mark, Skip
from lpsedocs.procedures.sop import Step, step


@dataclass(frozen=True)
class Rounds:
    """The decisions on one record, in order of number, beside how often it was handed over."""

    step: Step
    """The step at which it is decided."""
    back: Step
    """The step to which it is sent back."""
    accepting: DecisionWord
    returning: DecisionWord
    sha256: str
    """The digest of the record as it now is."""
    handed: int
    decisions: tuple[Held[Decision], ...]
    grounds: Mapping[str, str] | None
    """The digests of what a decision rests on, as it now is; None where other grounds are no matter."""

    @property
    def returns(self) -> int:
        """How often it was sent back; a return that was withdrawn on the same bytes doesn't count."""
        return sum(self._sending_back)

    @property
    def is_sent_back(self) -> bool:
        """Whether it was sent back and not handed over again."""
        return 0 < self.handed <= self.returns

    @property
    def sent_back_on(self) -> date | None:
        """The day of the last return, if it is known."""
        pairs = zip(self.decisions, self._sending_back, strict=True)
        days = [decision.record.date for decision, returns in pairs if returns]
        return days[-1] if days else None

    @property
    def acts(self) -> tuple[Act, ...]:
        """The decisions as acts of their step."""
        return tuple(self._act(decision) for decision in self.decisions)

    @property
    def acceptance(self) -> Act | None:
        """The last decision, if it accepts the record, and what it rests on, as they now are."""
        last = self.decisions[-1:]
        return next((self._act(d) for d in last if self._accepts(d) and self._still_holds(d.record)), None)

    @property
    def accepted_digests(self) -> frozenset[str]:
        """The digests of all versions that were ever accepted."""
        return frozenset(decision.record.sha256 for decision in self.decisions if self._accepts(decision))

    @property
    def reopened(self) -> tuple[date | None, ...]:
        """The day of a last decision that was a withdrawal, or that a change of the record overtook."""
        return tuple(d.record.date for d in self.decisions[-1:] if d.record.decision != self.returning)

    @property
    def hasty(self) -> tuple[Skip, ...]:
        """The first decision after a return that didn't wait until the record was handed over again."""
        returned = 0
        for decision, returns in zip(self.decisions, self._sending_back, strict=True):
            if 0 < self.handed <= returned and decision.record.decision != "dicabut":
                return (Skip(self.step, self.back, decision.name, ("decision",)),)
            returned += returns
        return ()

    @property
    def _sending_back(self) -> tuple[bool, ...]:
        return sending_back([decision.record for decision in self.decisions])

    def _still_holds(self, decision: Decision) -> bool:
        rests_on = {} if self.grounds is None else decision.rests_on
        are_same = all((self.grounds or {}).get(name) == digest for name, digest in rests_on.items())
        return decision.sha256 == self.sha256 and are_same

    def _accepts(self, decision: Held[Decision]) -> bool:
        return decision.record.decision == self.accepting

    def _act(self, decision: Held[Decision]) -> Act:
        return Act(
            self.step.number,
            self.step.role,
            decision.record.by,
            decision.record.date,
            decision.name,
            ("decision",),
            ("by",),
            ("date",),
        )


def sending_back(decisions: Sequence[Decision]) -> tuple[bool, ...]:
    """Tell of decisions on a record, in their order, which send it back.

    A withdrawal undoes a return as long as the record has the bytes that were returned; whatever was changed
    in it since answers the return, and has to be handed over. A return of the same bytes only confirms it.
    """
    returns = {back for _, back in _WORDS.values()}
    following = [*((one.decision, one.sha256) for one in decisions[1:]), None]
    return tuple(
        one.decision in returns and after not in (("dicabut", one.sha256), (one.decision, one.sha256))
        for one, after in zip(decisions, following, strict=False)
    )


def handing_over(number: str, entries: Sequence[Act], returns: int, *opened: date | None) -> Mark:
    """Return the mark of a step with an entry a round: the last one, unless a return came after it."""
    proof = entries[-1] if len(entries) > returns else None
    recorded = next(iter(entries), None)
    return Mark(step(number), proof=proof, recorded=recorded, was_done=bool(entries), opened=opened)


def deciding(rounds: Rounds, *others: Act) -> Mark:
    """Return the mark of the step at which it is decided; others are acts that are part of deciding."""
    return Mark(
        rounds.step,
        proof=rounds.acceptance,
        recorded=next(iter((*rounds.acts, *others)), None),
        was_done=bool(rounds.accepted_digests),
        opened=rounds.reopened,
        skips=rounds.hasty,
    )


def rounds_of(
    held: Held[Model] | None,
    handed: int,
    decisions: Iterable[Held[Decision]],
    number: str,
    grounds: Mapping[str, str] | None = None,
) -> Rounds:
    """Return the rounds of a record that is decided at a step; a word or role foreign to it doesn't count."""
    accepting, returning = _WORDS[number]
    decided, name, sha256 = step(number), held.name if held else None, held.sha256 if held else ""
    counting = tuple(
        decision
        for decision in decisions
        if decision.record.record == name
        and decision.record.role == decided.role
        and decision.record.decision in (accepting, returning, "dicabut")
    )
    return Rounds(decided, step(_BACK[number]), accepting, returning, sha256, handed, counting, grounds)


_WORDS: dict[str, tuple[DecisionWord, DecisionWord]] = {
    "1.6": ("sesuai", "perlu_perbaikan"),
    "3.4": ("disetujui", "evaluasi_ulang"),
}
_BACK = {"1.6": "1.4", "3.4": "3.2"}
