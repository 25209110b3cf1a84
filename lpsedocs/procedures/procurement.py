"""Procedure 1, by requirement: from the need to a proposal, or to what the office has already."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from lpsedocs.models.decision import Decision
from lpsedocs.models.filing import Filing
from lpsedocs.models.kak import Kak
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.requirement import Requirement
from lpsedocs.procedures.replay import (
    Act,
    Held,
    Mark,
    Progress,
    State,
    act_at,
    act_of,
    acts_at,
    closing,
    present,
    replay,
)
from lpsedocs.procedures.rounds import Rounds, deciding, handing_over, rounds_of
from lpsedocs.procedures.sop import step


@dataclass(frozen=True)
class ProcurementFile:
    """A requirement with all that rests on it."""

    requirement: Held[Requirement]
    kaks: tuple[Held[Kak], ...] = ()
    decisions: tuple[Held[Decision], ...] = ()
    """Those on the KAK that count, in order of KAK and number."""
    proposals: tuple[Held[Proposal], ...] = ()
    filings: tuple[Held[Filing], ...] = ()
    """Of the requirement, its KAK or its proposals."""


@dataclass(frozen=True)
class _Track:
    """The file with one KAK and one proposal of those that are in the running."""

    file: ProcurementFile
    kak: Held[Kak] | None = None
    proposal: Held[Proposal] | None = None

    @property
    def rounds(self) -> Rounds:
        """The rounds of the KAK; without one there are none."""
        return _rounds(self.file, self.kak)


def replay_procurement(file: ProcurementFile) -> Progress:
    """Follow each KAK and proposal in the running; the newest of those that got farthest leads."""
    name = file.requirement.name
    acts, closed = _acts(file), closing(file.filings, name)
    tracks = [replay(name, _marks(track), acts, closed=closed) for track in _tracks(file)]
    leading = max(reversed(tracks), key=_steps_done)
    skips = dict.fromkeys(skip for track in tracks for skip in track.skips)
    return replace(leading, skips=tuple(skips))


def _steps_done(progress: Progress) -> int:
    return sum(one.state is State.DONE for one in progress.steps)


def _tracks(file: ProcurementFile) -> Iterator[_Track]:
    known = {kak.name for kak in file.kaks}
    kaks = [kak for kak in file.kaks if not closing(file.filings, kak.name)]
    proposals = [proposal for proposal in file.proposals if not closing(file.filings, proposal.name)]
    for proposal in proposals:
        if proposal.record.kak not in known:
            yield _Track(file, proposal=proposal)
    if not kaks:
        yield _Track(file)
    for kak in kaks:
        resting = [proposal for proposal in proposals if proposal.record.kak == kak.name]
        yield from (_Track(file, kak, proposal) for proposal in resting)
        if not resting:
            yield _Track(file, kak)


def _rounds(file: ProcurementFile, kak: Held[Kak] | None) -> Rounds:
    return rounds_of(kak, len(kak.record.sent) if kak else 0, file.decisions, "1.6")


def _closed_on(file: ProcurementFile, *names: str) -> tuple[date, ...]:
    """Return the days on which attempts were closed: from then on another may take their place."""
    closings = (closing(file.filings, name) for name in names)
    return tuple(filing.record.filed.date for filing in closings if filing)


def _marks(track: _Track) -> tuple[Mark, ...]:
    requirement = track.file.requirement
    availability = requirement.record.availability
    buys = availability is None or availability.result == "tidak_tersedia"
    uses = availability is None or availability.result == "tersedia"
    purchase = (_draft(track), _sending(track), _check(track), _proposal(track))
    return (
        _mark("1.1", stated(requirement)),
        _mark("1.2", act_at("1.2", requirement, "submitted", requirement.record.submitted)),
        _mark("1.3", act_at("1.3", requirement, "availability", availability)),
        *(replace(mark, applies=buys) for mark in purchase),
        replace(_mark("1.8", _recommended(requirement)), applies=uses),
    )


def _mark(number: str, act: Act | None) -> Mark:
    return Mark(step(number), proof=act, recorded=act)


def _draft(track: _Track) -> Mark:
    """Step 1.4: an approved budget and a KAK; sent back, it is done again by the next sending."""
    opened = _closed_on(track.file, *(kak.name for kak in track.file.kaks))
    mark = Mark(step("1.4"), recorded=next(iter(_drafting(track)), None), opened=opened)
    budget, rounds = track.file.requirement.record.budget, track.rounds
    if track.kak is None or budget is None or budget.result != "disetujui":
        return mark
    if rounds.is_sent_back:
        return replace(mark, was_done=True, opened=(*opened, rounds.sent_back_on))
    return replace(mark, proof=_last_drafting(track, track.kak, rounds))


def _drafting(track: _Track) -> tuple[Act, ...]:
    return present((_budgeted(track.file.requirement), _drafted(track.kak) if track.kak else None))


def _last_drafting(track: _Track, kak: Held[Kak], rounds: Rounds) -> Act:
    again = acts_at("1.4", kak, "sent", kak.record.sent)[rounds.returns :]
    if rounds.returns and again:
        return again[0]
    return max(_drafting(track)[::-1], key=lambda act: act.date or date.min)


def _sending(track: _Track) -> Mark:
    sent = _sent(track.kak) if track.kak else ()
    return handing_over("1.5", sent, track.rounds.returns)


def _check(track: _Track) -> Mark:
    """Step 1.6: the Pengguna's decision; what he mended himself is part of it."""
    return deciding(track.rounds, *(_corrected(track.kak) if track.kak else ()))


def _proposal(track: _Track) -> Mark:
    act = _proposed(track.proposal) if track.proposal else None
    opened = _closed_on(track.file, *(proposal.name for proposal in track.file.proposals))
    return Mark(step("1.7"), proof=act if track.kak else None, recorded=act, opened=opened)


def _acts(file: ProcurementFile) -> tuple[Act, ...]:
    requirement = file.requirement
    return (
        *present(
            (
                stated(requirement),
                act_at("1.2", requirement, "submitted", requirement.record.submitted),
                act_at("1.3", requirement, "availability", requirement.record.availability),
                _budgeted(requirement),
            )
        ),
        *(_drafted(kak) for kak in file.kaks),
        *(act for kak in file.kaks for act in _sent(kak)),
        *(act for kak in file.kaks for act in _corrected(kak)),
        *(act for kak in file.kaks for act in _rounds(file, kak).acts),
        *present(_proposed(proposal) for proposal in file.proposals),
        *present((_recommended(requirement),)),
    )


def stated(requirement: Held[Requirement]) -> Act:
    """Return the act of step 1.1: that the requirement was written."""
    record = requirement.record
    route, by_route = ("created",), ("requester",)
    return Act("1.1", "pengguna", record.requester, record.created, requirement.name, route, by_route, route)


def _budgeted(requirement: Held[Requirement]) -> Act | None:
    return act_at("1.4", requirement, "budget", requirement.record.budget)


def _recommended(requirement: Held[Requirement]) -> Act | None:
    return act_at("1.8", requirement, "recommendation", requirement.record.recommendation)


def _drafted(kak: Held[Kak]) -> Act:
    return act_of("1.4", kak, ("drafted",), kak.record.drafted)


def _sent(kak: Held[Kak]) -> tuple[Act, ...]:
    return acts_at("1.5", kak, "sent", kak.record.sent)


def _corrected(kak: Held[Kak]) -> tuple[Act, ...]:
    return acts_at("1.6", kak, "corrections", kak.record.corrections)


def _proposed(proposal: Held[Proposal]) -> Act | None:
    return act_at("1.7", proposal, "submitted", proposal.record.submitted)
