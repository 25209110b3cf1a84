"""What merging a request means, or meant: the one sentence that somebody reads before he presses the button.

Says only what the history was asked for (``gathering``); nothing is guessed from names, titles or authors.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Final

from lpsedocs.corpus import RECORDS, Corpus
from lpsedocs.findings import Message, Term, Value, say
from lpsedocs.models.decision import NEEDS_NOTE, Decision
from lpsedocs.models.kak import Kak
from lpsedocs.models.words import word
from lpsedocs.procedures import StepProgress
from lpsedocs.review.records import Fate
from lpsedocs.review.reviewing import Review
from lpsedocs.review.rulings import Facts, Ruling, Worth
from lpsedocs.trust.clicks import TITLES
from lpsedocs.trust.rosters import PATH as ROSTER
from lpsedocs.trust.standing import Status

MOST_NAMES: Final = 12
"""So many records are named in a sentence; of more it is said how many there are."""
_LONGEST_PATH: Final = 100
_ROSTER: Final = f"{RECORDS}/{ROSTER}"

_WOULD: Final[Mapping[str, Message]] = {
    "disetujui": say("{who} APPROVES the result of the evaluation and the recommendation above ({records})"),
    "evaluasi_ulang": say("{who} SENDS BACK the evaluation and asks for a new one ({records})"),
    "sesuai": say("{who} finds the KAK IN ORDER as it is here ({records})"),
    "perlu_perbaikan": say("{who} SENDS BACK the KAK to be mended ({records})"),
    "dicabut": say("{who} WITHDRAWS the last decision on {records}"),
}
_DID: Final[Mapping[str, Message]] = {
    "disetujui": say("{record}: approved by {who}, {day}"),
    "evaluasi_ulang": say("{record}: sent back for a new evaluation by {who}, {day}"),
    "sesuai": say("{record}: found in order by {who}, {day}"),
    "perlu_perbaikan": say("{record}: sent back to be mended by {who}, {day}"),
    "dicabut": say("{record}: decision withdrawn by {who}, {day}"),
}
_TWINS: Final[Mapping[str, str]] = {
    "disetujui": "evaluasi_ulang",
    "evaluasi_ulang": "disetujui",
    "sesuai": "perlu_perbaikan",
    "perlu_perbaikan": "sesuai",
}
"""The word that decides the other way."""
_OTHERWISE: Final[Mapping[str, Message]] = {
    "disetujui": say(
        "to ask for a new evaluation: open the request '{title}', write the reason there, and merge that one"
    ),
    "evaluasi_ulang": say("to approve it instead: open the request '{title}' and merge that one"),
    "sesuai": say(
        "to have it mended: open the request '{title}', write the reason there, and merge that one"
    ),
    "perlu_perbaikan": say("to accept it instead: open the request '{title}' and merge that one"),
}


@dataclass(frozen=True)
class Meaning:
    """What merging means, and what has to be known for it."""

    means: Message
    advice: tuple[Message, ...]

    @property
    def messages(self) -> tuple[Message, ...]:
        """All of it."""
        return (self.means, *self.advice)


def meaning(review: Review) -> Meaning:
    """Return what merging the request means, or what its merge meant."""
    facts = review.facts
    if not facts.rulings:
        means, advice = _of_records(review), _advice_on_records(review)
    elif facts.is_merged:
        means, advice = _after(review), _advice_after(review)
    else:
        means, advice = _before(facts), _advice_before(review)
    return Meaning(means, (*_on_the_gate(facts), *advice))


def _on_the_gate(facts: Facts) -> Iterator[Message]:
    """Warn before all else of what nothing else is told of: the roster has sentences of its own."""
    files = [f.path for f in facts.elsewhere.files if f.purpose.is_of_the_gate and f.path != _ROSTER]
    if files:
        more = len(files) - MOST_NAMES
        names = tuple(path[:_LONGEST_PATH] for path in files[:MOST_NAMES])
        yield say(
            "ATTENTION: this request changes the gate itself: what is checked, or who is asked; read these "
            "files first: {files}",
            files=(*names, say("{count} more", count=more)) if more > 0 else names,
        )
    if facts.elsewhere.is_cut:
        yield say(
            "ATTENTION: not all files outside of the records were looked at, because there are too many, or "
            "a folder can't be read; read the list of files on the forge"
        )


# ---- Without a decision


def _of_records(review: Review) -> Message:
    facts = review.facts
    if not review.records:
        is_nothing = not (facts.others or facts.is_elsewhere or facts.elsewhere.files)
        if is_nothing:
            return say("this request changes nothing")
        return say("merging this request changes no record, and decides nothing")
    what = reduce(lambda one, other: say("{one}; {other}", one=one, other=other), _fates(review))
    if facts.is_merged:
        return say("merged: nothing was decided; {what}", what=what)
    return say("merging this request means: nothing is decided; {what}", what=what)


def _fates(review: Review) -> Iterator[Message]:
    gone = [change.name for change in review.records if change.fate is Fate.REMOVED]
    there = [change.name for change in review.records if change.fate is not Fate.REMOVED]
    renamed = [f"{change.was} → {change.name}" for change in review.records if change.was]
    if there and review.facts.is_merged:
        yield say("these records are as they are here: {records}", records=names_of(there))
    elif there:
        yield say("these records become as they are here: {records}", records=names_of(there))
    if renamed:
        yield say("these get ANOTHER ID: {records}", records=names_of(renamed))
    if gone:
        yield say("these records are REMOVED: {records}", records=names_of(gone))


def names_of(names: Iterable[str]) -> Value:
    """Return names as a list, which ends with how many more there are if there are many."""
    known = tuple(name_of(name) for name in dict.fromkeys(names))
    if len(known) <= MOST_NAMES:
        return known
    return (*known[:MOST_NAMES], say("{count} more", count=len(known) - MOST_NAMES))


def name_of(name: str) -> Value:
    """Return what people call a record; of most, its id."""
    match name.split("/"):
        case ["decisions", record, number] if number.isdecimal():
            return say("decision {number} on {record}", number=number, record=record)
        case ["filings", record]:
            return say("the filing of {record}", record=record)
    return name


def _advice_on_records(review: Review) -> Iterator[Message]:
    facts = review.facts
    yield from _on_what_is_touched(facts)
    yield from _on_what_is_awaited(review)
    yield from _on_what_lapses(facts)
    yield from _on_the_roster(facts)
    yield from _remarks(facts)


def _on_what_is_touched(facts: Facts) -> Iterator[Message]:
    if facts.touched:
        yield say(
            "ATTENTION: this request edits or removes decisions that count: {records}; they go on to count "
            "as they were made, and readers of the files would be told something else; 'lpsedocs check' "
            "names the command that puts each file back",
            records=names_of(facts.touched),
        )


def _on_what_is_awaited(review: Review) -> Iterator[Message]:
    for change in review.records:
        if change.awaited:
            yield say(
                "ATTENTION: {record} was handed in on {day} and is on the Kepala LPSE's desk; with this "
                "request it is other than what was handed in, and a decision that is being asked for lapses",
                record=change.name,
                day=change.awaited,
            )


def _on_what_lapses(facts: Facts) -> Iterator[Message]:
    changed = [lapse.record for lapse in facts.lapses if lapse.status is Status.CHANGED]
    removed = [lapse.record for lapse in facts.lapses if lapse.status is Status.REMOVED]
    if changed:
        yield say(
            "ATTENTION: what was decided on {records} no longer holds with this request, because the record, "
            "or what the decision rests on, is another one; it would have to be decided again",
            records=names_of(changed),
        )
    if removed:
        yield say("ATTENTION: this request removes what was decided on: {records}", records=names_of(removed))


def _on_the_roster(facts: Facts) -> Iterator[Message]:
    ruling = facts.roster_ruling
    if ruling is None:
        return
    if ruling.reason is None:
        yield say(
            "the roster changes, as signed by {by}: {what}", by=ruling.by or "", what=_several(ruling.told)
        )
        return
    yield say(
        "the roster does NOT change, although its file does: {why}; what to do: {remedy}",
        why=ruling.reason.message,
        remedy=ruling.remedy or "",
    )


def _several(messages: tuple[Message, ...]) -> Value:
    shown = messages[:MOST_NAMES]
    more = len(messages) - len(shown)
    told = reduce(lambda one, other: say("{one}; {other}", one=one, other=other), shown) if shown else ""
    return say("{one}; {other}", one=told, other=say("{count} more", count=more)) if more else told


def _remarks(facts: Facts) -> Iterator[Message]:
    if facts.obstacle is not None:
        yield say("note: what the history proves can't be told here: {why}", why=facts.obstacle)
    elif not facts.is_pinned and facts.rulings:
        yield say(
            "note: no root is trusted here, so who may decide is what the repository says of itself; "
            "'lpsedocs trust pin' pins one, and --trust-root names one"
        )
    if facts.is_uncommitted:
        yield say(
            "note: not everything that is told here is committed, and a merge brings only what is committed"
        )


# ---- Before a merge


def _before(facts: Facts) -> Message:
    if facts.obstacle is not None:
        return say(
            "merging this request brings decisions on {records}; whether they would count can't be told here",
            records=names_of(one.record for one in facts.rulings),
        )
    worthless = [one for one in facts.rulings if one.worth is Worth.NOTHING]
    if worthless:
        return say(
            "merging this request does NOT decide {records}: {why}",
            records=names_of(one.record for one in worthless),
            why=_reason(worthless[0]),
        )
    signed = [one for one in facts.rulings if one.worth is Worth.SIGNED]
    decided = [_decided(facts, some) for some in _alike(facts.rulings)]
    what = reduce(lambda one, other: say("{one}; {other}", one=one, other=other), decided)
    if len(signed) == len(facts.rulings):
        return say("merging this request means: {what}, as signed; anybody may merge it", what=what)
    return say("merging this request means: {what}", what=what)


def _reason(ruling: Ruling) -> Value:
    return ruling.reason.message if ruling.reason else ""


def _alike(rulings: Iterable[Ruling]) -> list[list[Ruling]]:
    """Group rulings by their word and their person, in order."""
    groups: dict[tuple[str, str], list[Ruling]] = {}
    for ruling in rulings:
        if ruling.decision:
            groups.setdefault((ruling.decision.decision, ruling.decision.by), []).append(ruling)
    return list(groups.values())


def _decided(facts: Facts, rulings: list[Ruling]) -> Message:
    decision = rulings[0].decision
    assert decision is not None
    template = _WOULD[decision.decision].template
    return say(template, who=_role(facts, decision), records=names_of(one.record for one in rulings))


def _role(facts: Facts, decision: Decision) -> Message:
    """Return the role in which somebody decides; an acting head's as such."""
    holding = facts.holding(decision.by, decision.role)
    if holding and holding.acting == "plh":
        return say("the Plh. {role}", role=word(decision.role))
    if holding and holding.acting == "plt":
        return say("the Plt. {role}", role=word(decision.role))
    return say("the {role}", role=word(decision.role))


def _advice_before(review: Review) -> Iterator[Message]:
    facts = review.facts
    yield from _on_notes(facts)
    yield from _on_what_is_worthless(review)
    if any(one.worth is Worth.BY_MERGE for one in facts.rulings):
        yield from _on_the_click(facts)
    elif any(one.worth is Worth.SIGNED for one in facts.rulings):
        yield _MERGE_COMMIT
    yield from _on_versions(facts)
    yield from _advice_on_records(review)


_MERGE_COMMIT: Final = say(
    "merge with a merge commit ('Create a merge commit'); never use 'Squash' or 'Rebase'"
)


def _on_notes(facts: Facts) -> Iterator[Message]:
    for ruling in facts.rulings:
        decision = ruling.decision
        if decision and decision.decision in NEEDS_NOTE and not decision.note:
            yield say(
                "NOT to be merged yet: the reason is still to be written as 'note' in {path}",
                path=ruling.path,
            )


def _on_what_is_worthless(review: Review) -> Iterator[Message]:
    facts = review.facts
    seen: set[str] = set()
    for ruling in facts.rulings:
        if ruling.reason and ruling.remedy and ruling.reason.code not in seen:
            seen.add(ruling.reason.code)
            yield say("what to do about {record}: {remedy}", record=ruling.record, remedy=ruling.remedy)
    others = [
        change.name for change in review.records if change.name not in {r.record for r in facts.rulings}
    ]
    if facts.excess is not None and others:
        yield say("the request also changes these records: {records}", records=names_of(others))


def _on_the_click(facts: Facts) -> Iterator[Message]:
    by_merge = [one.decision for one in facts.rulings if one.worth is Worth.BY_MERGE and one.decision]
    if not by_merge:
        return
    first, title = by_merge[0], facts.title
    twin = _TWINS.get(first.decision)
    if title and twin:
        yield say(
            _OTHERWISE[first.decision].template, title=title.replace(TITLES[first.decision], TITLES[twin], 1)
        )
    yield _MERGE_COMMIT
    yield from (_who(facts, decision) for decision in _by_person(by_merge))
    ways = {one.way for one in facts.rulings if one.worth is Worth.BY_MERGE}
    if "witness" in ways:
        yield say("the merge counts once CI has attested who made it")
    if "forge" in ways and title and facts.given_title is None:
        yield say("the merge counts only if the request's title is exactly '{title}'", title=title)


def _by_person(decisions: Iterable[Decision]) -> Iterable[Decision]:
    return {decision.by: decision for decision in decisions}.values()


def _who(facts: Facts, decision: Decision) -> Message:
    person = decision.document.entered if decision.document else decision.by
    if decision.document:
        return say(
            "only who entered the signed paper makes it valid by merging: {name}", name=facts.name_of(person)
        )
    if decision.role == "kepala_lpse":
        return say(
            "only the Kepala LPSE, or a Plh. or Plt. who is in the roster on this day, may merge; the "
            "decision is made out to {name}",
            name=facts.name_of(person),
        )
    return say(
        "only the requester, or a Pengguna of the same unit, may merge; the decision is made out to {name}",
        name=facts.name_of(person),
    )


def _on_versions(facts: Facts) -> Iterator[Message]:
    decisions = [one.decision for one in facts.rulings if one.decision]
    versions = [f"{decision.record} {decision.sha256[:8]}" for decision in decisions]
    if versions:
        yield say(
            "version decided: {versions} (a single letter changed, and the decision lapses)",
            versions=names_of(versions),
        )


# ---- After a merge


def _after(review: Review) -> Message:
    facts = review.facts
    worthless = [one for one in facts.rulings if one.worth is Worth.NOTHING]
    if worthless:
        is_approval = all(
            one.decision and one.decision.decision in ("disetujui", "sesuai") for one in worthless
        )
        template = say("this merge does NOT count as a decision: {why}; still waiting: {records}")
        if is_approval:
            template = say("this merge does NOT count as an approval: {why}; still waiting: {records}")
        return say(
            template.template,
            why=_reason(worthless[0]),
            records=names_of(one.record for one in worthless),
        )
    if any(one.worth is Worth.UNKNOWN for one in facts.rulings):
        return say(
            "merged with decisions on {records}; whether they count can't be told here",
            records=names_of(one.record for one in facts.rulings),
        )
    told = [_done(facts, one) for one in facts.rulings[:MOST_NAMES]]
    return reduce(lambda one, other: say("{one}; {other}", one=one, other=other), told)


def _done(facts: Facts, ruling: Ruling) -> Message:
    decision, judged = ruling.decision, ruling.judged
    assert decision is not None
    assert judged is not None
    who = say("{name} as {role}", name=facts.name_of(decision.by), role=_role_then(facts, ruling))
    template = _DID[decision.decision].template
    return say(
        template, record=ruling.record, who=who, day=ruling.moment or judged.day or decision.made.date()
    )


def _role_then(facts: Facts, ruling: Ruling) -> Value:
    decision, judged = ruling.decision, ruling.judged
    assert decision is not None
    roles = facts.roster.roles if facts.roster else ()
    held = (h for h in roles if (h.person, h.role) == (decision.by, decision.role))
    then = next((h for h in held if judged and judged.day and h.holds_on(judged.day)), None)
    if then and then.acting:
        return say(
            "{acting} {role}", acting="Plh." if then.acting == "plh" else "Plt.", role=word(decision.role)
        )
    return word(decision.role)


def _advice_after(review: Review) -> Iterator[Message]:
    facts = review.facts
    seen: set[str] = set()
    for ruling in facts.rulings:
        if ruling.worth is Worth.PROVED and ruling.judged:
            yield _evidence(ruling)
            yield from _next(review.corpus, ruling)
        elif ruling.reason and ruling.remedy and ruling.reason.code not in seen:
            seen.add(ruling.reason.code)
            yield from _on_who_merged(facts, ruling)
            yield say("how to mend it: {remedy}", remedy=ruling.remedy)
    if any(_awaits_attestation(facts, ruling) for ruling in facts.rulings):
        yield say(
            "where CI attests merges, it counts once that of this merge lies on the main branch; look again "
            "then"
        )
    yield from _advice_on_records(review)


_UNTOLD: Final = frozenset({"unsigned", "unknown-key", "no-act", "not-a-click"})
"""Why a merge proves nothing by itself, where what a forge says of it may still prove it."""


def _on_who_merged(facts: Facts, ruling: Ruling) -> Iterator[Message]:
    """Name who says that he merged, where nothing proves who it was."""
    claim, decision = ruling.claim, ruling.decision
    if claim is None or decision is None or ruling.reason is None or ruling.reason.code not in _UNTOLD:
        return
    if claim.person and facts.holding(claim.person, decision.role, claim.day):
        yield say("merged by {name}, as the commit says of itself; that is no evidence", name=claim.name)
        return
    yield say(
        "merged by {name}, as the commit says of itself, which is no evidence; {name} is not {role}",
        name=claim.name,
        role=word(decision.role),
    )


def _awaits_attestation(facts: Facts, ruling: Ruling) -> bool:
    if facts.roster is None or ruling.decision is None or ruling.reason is None:
        return False
    accepted = facts.roster.accept.get(ruling.decision.role, ())
    return "witness" in accepted and bool(facts.roster.witnesses) and ruling.reason.code in _UNTOLD


def _evidence(ruling: Ruling) -> Message:
    judged = ruling.judged
    assert judged is not None
    return say(
        "{record}: evidence: {evidence}, verified; commit {commit}",
        record=ruling.record,
        evidence=word(judged.evidence or "personal"),
        commit=(judged.commit or "")[:12],
    )


def _next(corpus: Corpus, ruling: Ruling) -> Iterator[Message]:
    kak = corpus.find(Kak, ruling.record)
    progress = corpus.progress(kak.it.requirement if kak else ruling.record)
    step: StepProgress | None = progress.next if progress else None
    if progress and step:
        yield say(
            "{record}: next step: {number} {title}, for {people}",
            record=progress.record,
            number=step.step.number,
            title=Term(step.step.title),
            people=_holders(corpus, progress.record, step) or word(step.step.role),
        )


def _holders(corpus: Corpus, record: str, step: StepProgress) -> Value:
    role = step.step.role
    ids = corpus.deciders(record) if role == "kepala_lpse" else corpus.holders(role)
    return tuple(corpus.people[id_].name for id_ in ids if id_ in corpus.people)
