"""One act under judgement: a decision by somebody, on one version of one record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lpsedocs.findings import say
from lpsedocs.models import kind_of_id_or_none
from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.kak import Kak
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.roster import Evidence, Role
from lpsedocs.models.words import glossed, word
from lpsedocs.trust.cabinet import Cabinet
from lpsedocs.trust.objects import CommitObject
from lpsedocs.trust.rosters import InForce, Signer
from lpsedocs.trust.verdicts import Judged, Reason

ROLES: Mapping[tuple[str, str], Role] = {
    ("evaluation", "disetujui"): "kepala_lpse",
    ("evaluation", "evaluasi_ulang"): "kepala_lpse",
    ("evaluation", "dicabut"): "kepala_lpse",
    ("kak", "sesuai"): "pengguna",
    ("kak", "perlu_perbaikan"): "pengguna",
    ("kak", "dicabut"): "pengguna",
}
"""The role that decides, by the kind of record and the word; anything else is refused."""


@dataclass(frozen=True)
class Case:
    """An act: who, when, and by which roster."""

    force: InForce
    """The roster in force before the main-line commit that is judged."""
    act: CommitObject
    landing: CommitObject
    """The main-line commit from which it would count."""
    person: str
    signer: Signer
    own: date
    """The day of the act."""
    effective: date
    """The later of its own day and the clock."""
    evidence: Evidence

    def may(self, person: str, role: Role) -> bool:
        """Tell whether a person holds a role on the own and on the effective day."""
        return all(self.force.may(person, role, day) for day in (self.own, self.effective))


def fault_of_place(case: Case, decision: Decision, record: str, number: int, due: int) -> Reason | None:
    """Return why a decision file stands wrong: its repository, record, number, word or role."""
    kind = kind_of_id_or_none(record)
    if decision.record != record:
        return Reason(
            "other-record", say("it names {named}, not {record}", named=decision.record, record=record)
        )
    if decision.repository != case.force.roster.repository:
        return Reason("other-repository", say("it was made for another repository"))
    if number != due:
        return Reason(
            "wrong-number", say("it has the number {number}; {due} was due", number=number, due=due)
        )
    if kind is None or ROLES.get((kind.name, decision.decision)) != decision.role:
        return Reason(
            "wrong-word",
            say(
                "'{word}' in the role {role} is no decision on {record}",
                word=decision.decision,
                role=word(decision.role),
                record=record,
            ),
        )
    return None


def fault_of_person(case: Case, decision: Decision, *, has_decided_himself: bool) -> Reason | None:
    """Return why the person who acted may not decide this."""
    if decision.document is not None:
        fault = _fault_of_paper(case, decision, has_decided_himself=has_decided_himself)
    elif decision.by != case.person:
        fault = Reason(
            "person-differs", say("it says {by}, but {signer} acted", by=decision.by, signer=case.person)
        )
    else:
        fault = None
    evidence = "document" if decision.document else case.evidence
    if fault is not None:
        return fault
    if not case.may(decision.by, decision.role):
        return _role_not_held(case, decision.by, decision.role)
    if evidence not in case.force.accepted(decision.role):
        return _class_not_accepted(evidence, decision.role)
    return None


def has_decided_himself(held: Iterable[Judged], person: str) -> bool:
    """Tell whether somebody decided with a key or account of his own: then no paper counts for him there."""
    return any(
        judged.evidence in ("personal", "forge")
        and judged.decision is not None
        and judged.decision.by == person
        for judged in held
    )


def _fault_of_paper(case: Case, decision: Decision, *, has_decided_himself: bool) -> Reason | None:
    assert decision.document is not None
    entered = decision.document.entered
    if entered != case.person:
        return Reason(
            "person-differs", say("{by} entered it, but {signer} acted", by=entered, signer=case.person)
        )
    if not case.may(entered, "pengelola"):
        return _role_not_held(case, entered, "pengelola")
    if case.evidence == "witness" or case.evidence not in case.force.accepted("pengelola"):
        return _class_not_accepted(case.evidence, "pengelola")
    if any(case.force.signs_for_himself(decision.by, day) for day in (case.own, case.effective)):
        return Reason(
            "has-key", say("{by} has a key or an account of his own, so no paper counts", by=decision.by)
        )
    if has_decided_himself:
        return Reason("has-key", say("{by} decided here with his own key before", by=decision.by))
    return None


def _role_not_held(case: Case, person: str, role: Role) -> Reason:
    if case.own == case.effective:
        message = say(
            "{person} does not hold the role {role} on {day}", person=person, role=word(role), day=case.own
        )
        return Reason("role-not-held", message)
    return Reason(
        "role-not-held",
        say(
            "{person} does not hold the role {role} both on {own} and on {effective}",
            person=person,
            role=word(role),
            own=case.own,
            effective=case.effective,
        ),
    )


def _class_not_accepted(evidence: Evidence, role: Role) -> Reason:
    message = say(
        "evidence of the class {evidence} is not accepted from {role}",
        evidence=glossed(evidence),
        role=word(role),
    )
    return Reason("class-not-accepted", message)


def fault_of_content(case: Case, cabinet: Cabinet, decision: Decision) -> Reason | None:
    """Return why a decision is not on what it says: the record's bytes, and those that it rests on."""
    tree = case.act.tree
    blob = cabinet.find(tree, decision.record)
    if blob is None:
        message = say(
            "{record} does not lie there exactly once, as a plain file, in folders that can be read",
            record=decision.record,
        )
        return Reason("not-once", message)
    if cabinet.digest(blob) != decision.sha256:
        return Reason(
            "other-bytes", say("{record} has not the bytes that were decided", record=decision.record)
        )
    is_evaluation = decision.record.startswith("EVL-")
    found = cabinet.read(blob, Evaluation) if is_evaluation else cabinet.read(blob, Kak)
    if found is None or found.id != decision.record:
        return Reason("unreadable", say("{record} does not fit its form", record=decision.record))
    due = found.form if isinstance(found, Evaluation) else found.requirement
    if set(decision.rests_on) != {due}:
        return Reason("rests-on", say("it must rest on {due}, and on nothing else", due=due))
    if not cabinet.holds(tree, due, decision.rests_on[due]):
        return Reason("rests-on", say("{due} has other bytes than those that it rests on", due=due))
    return _fault_of_requester(case, cabinet, found, decision) if isinstance(found, Kak) else None


def _fault_of_requester(case: Case, cabinet: Cabinet, kak: Kak, decision: Decision) -> Reason | None:
    """Judge by the requirement as it was signed, and as the main line has it.

    On a branch of his own, somebody may name himself the requester, and take that back behind his decision.
    What the CI attests is judged at the merge that it names, which is on the main line itself.
    """
    is_attested = case.evidence == "witness"
    for tree in (case.act.tree, case.act.tree if is_attested else case.landing.tree):
        requirement = cabinet.record(tree, kak.requirement, Requirement)
        if requirement is None:
            return Reason("unreadable", say("{record} does not fit its form", record=kak.requirement))
        days = (case.own, case.effective)
        if decision.by != requirement.requester and not all(
            case.force.may_in_unit(decision.by, "pengguna", requirement.unit, day) for day in days
        ):
            message = say(
                "{by} is neither the requester nor of the unit '{unit}'",
                by=decision.by,
                unit=requirement.unit,
            )
            return Reason("foreign-unit", message)
    return None


def evaluators(cabinet: Cabinet, tree: str, record: str) -> frozenset[str]:
    """Return who an evaluation says made or submitted it."""
    found = cabinet.record(tree, record, Evaluation)
    return found.evaluators if found else frozenset()
