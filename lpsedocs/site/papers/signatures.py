"""Who signs a paper, and what the history proves of a decision, in the words of a paper."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from lpsedocs.corpus import Entry
from lpsedocs.findings import Message, Term, Value, say
from lpsedocs.models import decision_at_or_none
from lpsedocs.models.decision import Decision
from lpsedocs.models.fields import Act
from lpsedocs.models.roster import Role
from lpsedocs.models.words import word
from lpsedocs.site.view import View
from lpsedocs.trust.verdicts import Judged

HEAD: Final = Term("Kepala LPSE")
PENGELOLA: Final = Term("Pengelola Pendukung Layanan")
PPK: Final = Term("Pejabat Pembuat Komitmen")
_ACTING: Final = {"plh": "Plh.", "plt": "Plt."}
_DECIDED: Final = {
    "disetujui": say("Approval"),
    "sesuai": say("Statement that it is in order"),
    "perlu_perbaikan": say("Return to be mended"),
    "evaluasi_ulang": say("Return to be evaluated again"),
    "dicabut": say("Withdrawal"),
}


@dataclass(frozen=True)
class Signature:
    """A block to sign in."""

    lead: Message
    """What the signature says, such as "Drawn up by"."""
    position: str | None
    """In which position; None where it is to be written by hand."""
    name: str | None
    """Who; None where it is to be written by hand."""
    place: str | None = None
    """Where and when."""
    person: str | None = None
    """The id of who signs, by which a print finds his number."""


def signature(view: View, lead: Message, person: str | None, role: Role, day: date | None) -> Signature:
    """Return the block of a person who acted in a role; without a person, the name is left to be written."""
    place = placed(view, day) if day else None
    if person is None:
        return Signature(lead, _office(view, role), None, place)
    return Signature(lead, position_of(view, person, role, day), view.person(person), place, person)


def signature_of_act(view: View, lead: Message, act: Act | None, role: Role) -> Signature:
    """Return the block of whoever acted, with place and day; blank where nobody has."""
    return signature(view, lead, act.by if act else None, role, act.date if act else None)


def position_of(view: View, person: str, role: Role, day: date | None) -> str:
    """Return in which position a person acts: that of a role he held, with Plh. or Plt., else his own."""
    holding = view.corpus.holding(person, role, day or view.corpus.today)
    known = view.corpus.people.get(person)
    if holding is None or role not in ("kepala_lpse", "pengelola"):
        return known.position if known else "-"
    return " ".join(filter(None, (_ACTING.get(holding.acting or ""), _office(view, role))))


def _office(view: View, role: Role) -> str:
    return view.language.text({"kepala_lpse": HEAD, "pengelola": PENGELOLA}.get(role, word(role)).text)


def placed(view: View, day: date) -> str:
    """Return place and day, as they stand above a signature."""
    organization = view.corpus.organization
    text = view.language.day(day)
    return f"{organization.letterhead.city}, {text}" if organization else text


# ---- Decisions


def evidence(view: View, entry: Entry[Decision]) -> Message:
    """Return a decision with what proves it; never more than the history bears."""
    decision = entry.it
    judged = _judged(view, entry)
    day = (judged.day if judged else None) or decision.date
    return say(
        "{what} recorded in the system: {name}, {position}, {day}, evidence: {evidence}. "
        "This record is no certified electronic signature.",
        what=_DECIDED[decision.decision],
        name=view.person(decision.by),
        position=position_of(view, decision.by, decision.role, day),
        day=_moment(view, decision, day, judged),
        evidence=_proof(view, decision, judged, str(entry.path)),
    )


def _judged(view: View, entry: Entry[Decision]) -> Judged | None:
    proof, place = view.corpus.proof, decision_at_or_none(entry.place)
    return proof.verdicts.get(place) if proof and place else None


def _moment(view: View, decision: Decision, day: date | None, judged: Judged | None) -> Value:
    """Return when it was decided: to the minute for one's own act, where the file tells the proved day."""
    if day is None:
        return say("without a date")
    roster = view.corpus.roster
    made = decision.made.astimezone(ZoneInfo(roster.timezone)) if roster else decision.made
    is_own = judged is not None and judged.is_proved and judged.evidence == "personal"
    return made if is_own and made.date() == day else day


def _proof(view: View, decision: Decision, judged: Judged | None, path: str) -> Message:
    proof = view.corpus.proof
    if proof is None or proof.history is None:
        return say("the file {path}, not verified", path=path)
    if judged is None:
        return say("the file {path}, proposed and not on the main branch yet", path=path)
    if judged.reason is not None:
        return say("none, not proved: {reason}", reason=judged.reason.message)
    if judged.is_taken_over:
        return say("taken over at the root, commit {commit}", commit=_short(judged.commit))
    if judged.evidence == "document" and decision.document is not None:
        return _paper(view, decision, judged)
    told = say(
        "{evidence} ({key}), commit {commit}",
        evidence=word(judged.evidence or "personal"),
        key=judged.fingerprint or "-",
        commit=_short(judged.commit),
    )
    return (
        say("{evidence}, in doubt because the key was reported as leaked", evidence=told)
        if judged.is_in_doubt
        else told
    )


def _paper(view: View, decision: Decision, judged: Judged) -> Message:
    document = decision.document
    assert document is not None
    return say(
        "signed paper ({kind}) of {signed} at {where}, as {entered} recorded, SHA-256 {digest}, "
        "commit {commit}",
        kind=word(document.kind),
        signed=document.signed,
        where=document.archive or document.file or "-",
        entered=view.person(document.entered),
        digest=document.sha256[:16],
        commit=_short(judged.commit),
    )


def _short(commit: str | None) -> str:
    return (commit or "-")[:12]
