"""What an assessor wants of a period, bound in order: the office's papers, its registers, what is missing.

A signed PDF is named with its digest and never bound: any change of its bytes would break the signature.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeAlias

from lpsedocs.corpus import Entry
from lpsedocs.deadlines import criticality_of, months_after, submitted_evaluations
from lpsedocs.findings import Message, Term, Value, say
from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.roster import RoleHolding
from lpsedocs.models.supplier import Supplier
from lpsedocs.models.words import spoken, word
from lpsedocs.printing.periods import Stretch
from lpsedocs.site.editions import Digest
from lpsedocs.site.papers import Paper, paper_or_none, supplier_list
from lpsedocs.site.papers.signatures import evidence
from lpsedocs.site.register import amended
from lpsedocs.site.view import View
from lpsedocs.trust.verdicts import RosterChange

Cells: TypeAlias = "tuple[Value | Digest, ...]"
_TABLE: Final = "papers/table.html"
_MOST: Final = 8
"""How much of a change of the roster is told: anybody can push one that is ignored and says a lot."""


def dossier(view: View, period: Stretch) -> tuple[Paper, ...]:
    """Return the papers of a period in order; the first lists the others and what is missing."""
    bound = (
        _basis(view, period),
        supplier_list(view),
        *_papers(view, inspections(view, period)),
        *_papers(view, evaluations(view, period)),
        _signed_copies(view, period),
        _register(view, period),
        _follow_ups(view, period),
        _waivers(view, period),
        _roster_changes(view, period),
        Paper("cara-memeriksa", say("How to check"), "papers/checking.html"),
    )
    contents = Paper(
        "isi",
        say("Evidence on the management of support-service suppliers"),
        "papers/contents.html",
        subtitle=say("{period}, as of {day}", period=period.title, day=view.corpus.today),
        parts={"papers": bound, "missing": tuple(missing(view, period, bound))},
    )
    return contents, *bound


def inspections(view: View, period: Stretch) -> list[Entry[Inspection]]:
    """Return the inspections of times that end in the period."""
    return [one for one in view.corpus.all(Inspection) if period.has(one.it.period.until)]


def evaluations(view: View, period: Stretch) -> list[Entry[Evaluation]]:
    """Return the evaluations of times that end in the period, drafts left out."""
    found = view.corpus.all(Evaluation)
    return [one for one in found if one.it.submissions and period.has(one.it.period.until)]


def _papers(view: View, entries: Sequence[Entry[Any]]) -> Iterator[Paper]:
    papers = (paper_or_none(view, entry.name) for entry in entries)
    yield from (paper for paper in papers if paper is not None)


# ---- What is missing


def missing(view: View, period: Stretch, bound: Sequence[Paper]) -> Iterator[Message]:
    """Yield what an assessor would ask for and not find."""
    if view.corpus.organization is None:
        yield say("the office with its SOP: records/organization.yaml can't be read")
    yield from _missing_basis(view, period)
    if view.corpus.proof is None or view.corpus.proof.history is None:
        yield say("the history was not verified, so that no decision is proved here")
    for name, kinds in _list_of(bound).parts["lacking"]:
        yield say("documents of {supplier}: {documents}", supplier=name, documents=kinds)
    yield from _missing_inspections(view, period)
    yield from _missing_evaluations(view, period)
    for paper in bound:
        if paper.mark is not None:
            yield say(
                "{name}: no proved decision on its present content ({mark})",
                name=paper.name,
                mark=paper.mark.words,
            )
    yield from _unfiled(view, period)
    for row in _promises(view, period):
        if row[-1] is None and row[-2] < view.corpus.today:
            yield say("{name}: '{what}' was due by {day} and is open", name=row[0], what=row[2], day=row[-2])


def _list_of(bound: Sequence[Paper]) -> Paper:
    return next(paper for paper in bound if "lacking" in paper.parts)


def _missing_basis(view: View, period: Stretch) -> Iterator[Message]:
    held = _holdings(view, period, "pengelola")
    if not held:
        yield say("nobody held the role Pengelola in this period")
    for one in held:
        if one.basis is None:
            yield say("the decree by which {name} is Pengelola", name=view.person(one.person))


def _missing_inspections(view: View, period: Stretch) -> Iterator[Message]:
    found = inspections(view, period)
    if not any(one.it.inspected for one in found):
        yield say("an inspection of a time that ends in this period")


def _missing_evaluations(view: View, period: Stretch) -> Iterator[Message]:
    day = min(period.last, view.corpus.today)
    for entry in view.corpus.active_suppliers(day):
        months = view.corpus.review.evaluation_every_months.get(criticality_of(entry.it))
        ends = [one.it.period.until for one in submitted_evaluations(view.corpus, entry.name)]
        since = max((one for one in ends if one <= period.last), default=None) or _served_since(entry)
        if months is not None and months_after(since, months) < day:
            yield say(
                "an evaluation of {supplier}; the last one ended on {day}", supplier=entry.it.name, day=since
            )


def _served_since(entry: Entry[Supplier]) -> date:
    return min(one.starts for one in entry.it.engagements)  # whoever is active has one


def _unfiled(view: View, period: Stretch) -> Iterator[Message]:
    for entry in evaluations(view, period):
        filed = [one.it for one in view.corpus.filings_of(entry.name) if one.it.archive is not None]
        paper = paper_or_none(view, entry.name)
        if not filed and paper is not None and paper.mark is None:
            yield say("{name}: approved, not documented yet (3.5)", name=entry.name)
        elif filed and not any(one.signed_copies for one in filed):
            yield say("{name}: documented without a signed copy", name=entry.name)


# ---- The parts that are tables


def _table(
    name: str, title: Message, columns: Sequence[Term], rows: Sequence[Cells], note: Message | None = None
) -> Paper:
    return Paper(name, title, _TABLE, parts={"columns": tuple(columns), "rows": tuple(rows), "note": note})


def _basis(view: View, period: Stretch) -> Paper:
    organization = view.corpus.organization
    rows = [
        (
            word(one.role)
            if one.acting is None
            else say("{acting}, {role}", acting=word(one.acting), role=word(one.role)),
            view.person(one.person),
            one.from_,
            one.until or "–",
            one.basis or say("MISSING"),
        )
        for role in ("pengelola", "kepala_lpse", "pengguna")
        for one in _holdings(view, period, role)
    ]
    sop = organization.sop if organization else None
    note = (
        say(
            "SOP {number}, in force since {effective}, approved by {approved_by}",
            number=sop.number,
            effective=sop.effective,
            approved_by=sop.approved_by,
        )
        if sop
        else None
    )
    if sop and sop.revised:
        note = say("{sop}, last revised on {day}", sop=note or "", day=sop.revised)
    columns = (Term("Role"), Term("Person"), Term("From"), Term("Until"), Term("Basis"))
    return _table("dasar", say("SOP, and decrees by which the roles are held"), columns, rows, note)


def _role(held: RoleHolding) -> Value:
    if held.acting is None:
        return word(held.role)
    return say("{acting}, {role}", acting=word(held.acting), role=word(held.role))


def _holdings(view: View, period: Stretch, role: str) -> list[RoleHolding]:
    held = view.corpus.roster.roles if view.corpus.roster else ()
    return [
        one
        for one in held
        if one.role == role and one.from_ <= period.last and (one.until is None or one.until >= period.first)
    ]


def _signed_copies(view: View, period: Stretch) -> Paper:
    rows: list[Cells] = [
        (
            entry.name,
            word(copy.kind),
            copy.signer_position,
            copy.signed,
            copy.archive or copy.file or "–",
            Digest(copy.sha256),
        )
        for entry in evaluations(view, period)
        for filing in view.corpus.filings_of(entry.name)
        for copy in filing.it.signed_copies
    ]
    columns = (
        Term("Record"),
        Term("Kind of signature"),
        Term("Position of the signer"),
        Term("Signed"),
        Term("Where it is"),
        Term("SHA-256"),
    )
    note = say(
        "Signed copies are not bound in here: a signed PDF holds only as the bytes that were signed. "
        "They are handed over beside this file."
    )
    return _table("salinan", say("Signed copies"), columns, rows, note)


def _register(view: View, period: Stretch) -> Paper:
    bound = {entry.name for entry in evaluations(view, period)}
    found = [e for e in view.corpus.all(Decision) if e.it.record in bound or period.has(e.it.date)]
    ordered = sorted(found, key=lambda entry: (entry.it.date or date.min, entry.name))
    rows: list[Cells] = [
        (
            str(number),
            entry.it.date or "–",
            entry.it.record,
            word(entry.it.decision),
            view.person(entry.it.by),
            evidence(view, entry),
        )
        for number, entry in enumerate(ordered, 1)
    ]
    columns = (Term("No."), Term("Date"), Term("Record"), Term("Decision"), Term("By"), Term("Evidence"))
    return replace(_table("register", say("Register of decisions"), columns, rows), is_landscape=True)


def _follow_ups(view: View, period: Stretch) -> Paper:
    rows = [(*row[:-1], row[-1] or say("open")) for row in _promises(view, period)]
    columns = (Term("Record"), Term("Whose"), Term("What is to be done"), Term("Due"), Term("Closed"))
    return _table("tindak-lanjut", say("Follow-ups"), columns, rows)


def _promises(view: View, period: Stretch) -> Iterator[tuple[str, str, str, date, date | None]]:
    """Yield what was to be done: record, whose turn, what, until when, and when it was done."""
    for inspection in inspections(view, period):
        for inspected in inspection.it.suppliers:
            for finding in inspected.findings:
                whose = view.title_of(inspected.supplier)
                yield inspection.name, whose, _line(finding.follow_up), finding.due, finding.closed
    for evaluation in evaluations(view, period):
        closed = {
            follow_up.action: follow_up.closed
            for filing in view.corpus.filings_of(evaluation.name)
            for follow_up in filing.it.follow_ups
        }
        for action in evaluation.it.actions:
            yield (
                evaluation.name,
                view.person(action.by),
                _line(action.what),
                action.due,
                closed.get(action.what),
            )


def _line(text: str) -> str:
    return " ".join(text.split())


def _waivers(view: View, period: Stretch) -> Paper:
    waivers = view.corpus.organization.waivers if view.corpus.organization else ()
    rows: list[Cells] = [
        (one.rule, one.record, one.reason, one.until) for one in waivers if one.until >= period.first
    ]
    lowered = view.corpus.organization.severities if view.corpus.organization else {}
    rows += [
        (code, "–", say("lowered to {severity}", severity=word(to)), "–") for code, to in lowered.items()
    ]
    columns = (Term("Rule"), Term("Record"), Term("Reason"), Term("Until"))
    return _table("pengecualian", say("Waivers and lowered rules"), columns, rows)


def _state_of(change: RosterChange) -> Message:
    if change.reason is not None:
        return say("ignored: {reason}", reason=change.reason.message)
    return say("in force") if change.renewal is None else say("taken over with a later root")


def _roster_changes(view: View, period: Stretch) -> Paper:
    proof = view.corpus.proof
    changes = proof.history.roster_changes if proof and proof.history else ()
    rows: list[Cells] = [
        (
            one.day,
            view.person(one.by) if one.by else "–",
            say("{changes}", changes=tuple(spoken(told.brief) for told in amended(view, one)[:_MOST])),
            one.commit[:12],
            _state_of(one),
        )
        for one in changes
        if one.day <= max(period.last, view.corpus.today)
    ]
    columns = (Term("Date"), Term("By"), Term("What changed"), Term("Commit"), Term("State"))
    note = (
        None
        if proof and proof.history
        else say("The history was not verified, so that no change can be told.")
    )
    return _table("daftar-peran", say("Changes of the register of roles"), columns, rows, note)
