"""The papers of procedure 3: Berita Acara Pemeriksaan Berkala and Lembar Evaluasi Pendukung Layanan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import get_args

from lpsedocs.corpus import Entry
from lpsedocs.findings import Message, say
from lpsedocs.models.evaluation import Evaluation, RecommendationWord
from lpsedocs.models.form import Criterion, EvaluationForm
from lpsedocs.models.inspection import Inspection, InspectionFinding
from lpsedocs.models.supplier import Document, Engagement, Supplier
from lpsedocs.scoring import Outcome, score
from lpsedocs.site.editions import Shown
from lpsedocs.site.papers.marks import DRAFT, counts, mark_of_decided
from lpsedocs.site.papers.paper import Paper, of_record, rounds_of
from lpsedocs.site.papers.procurement import last_accepting
from lpsedocs.site.papers.signatures import Signature, evidence, signature, signature_of_act
from lpsedocs.site.results import band_title, products
from lpsedocs.site.view import View

COMPARED = 2
"""With how many earlier periods an evaluation is compared."""


# ---- Berita Acara Pemeriksaan Berkala


@dataclass(frozen=True)
class InspectedRow:
    """A document under inspection, beside what the list says of it."""

    supplier: str
    name: str
    document: Shown
    number: str | None
    valid_until: date | None


def inspection(view: View, entry: Entry[Inspection]) -> Paper:
    """Return the minutes of an inspection."""
    act = entry.it.inspected
    return of_record(
        view,
        entry,
        say("Minutes of the periodic inspection"),
        "papers/inspection.html",
        mark=None if act else DRAFT,
        signatures=(signature_of_act(view, say("Inspected by"), act, "pengelola"),),
        parts={
            "opening": _opening(view, act.date) if act else None,
            "suppliers": tuple(_inspected(view, view.records[entry.name])),
            "conclusion": _conclusion(entry.it),
        },
    )


def _opening(view: View, day: date) -> Message:
    language = view.language
    weekday, _, _ = language.full_day(day).partition(",")
    _, month, _ = language.day(day).split(" ")
    return say(
        "On {weekday}, day {day} of the month {month} of the year {year}",
        weekday=weekday,
        day=language.spelled(day.day),
        month=month,
        year=language.spelled(day.year),
    )


def _inspected(view: View, shown: Shown) -> Iterator[tuple[str, str, Shown, tuple[InspectedRow, ...]]]:
    for inspected in shown["suppliers"] or ():
        name = inspected["supplier"].id
        supplier = view.corpus.find(Supplier, name)
        title = supplier.it.name if supplier else name
        rows = tuple(_row(supplier, name, title, document) for document in inspected["documents"] or ())
        yield name, title, inspected, rows


def _row(supplier: Entry[Supplier] | None, name: str, title: str, document: Shown) -> InspectedRow:
    kind, is_there = document["kind"].value, document["state"].value == "ada"
    # The list may have another paper by now in place of one that was missing or had expired.
    listed = _listed(supplier, document["engagement"], kind) if supplier and is_there else None
    engagement, paper = listed or (None, None)
    number = paper.number if paper else None
    if number is None and engagement is not None and kind in ("kontrak", "sla", "pks"):
        number = engagement.number
    return InspectedRow(name, title, document, number, paper.valid_until if paper else None)


def _listed(
    supplier: Entry[Supplier], engagement: str, kind: str
) -> tuple[Engagement, Document | None] | None:
    """Return the document that the list has of a kind; of several, the last."""
    found = next((one for one in supplier.it.engagements if one.id == engagement), None)
    if found is None:
        return None
    return found, next((one for one in reversed(found.documents) if one.kind == kind), None)


def _conclusion(inspected: Inspection) -> Message:
    documents = [document for one in inspected.suppliers for document in one.documents]
    lacking = [one for one in documents if one.state not in ("ada", "tidak_diwajibkan")]
    findings = [finding for one in inspected.suppliers for finding in one.findings]
    return say(
        "inspected: {suppliers} suppliers, {documents} documents; missing, expired or incomplete: {lacking}; "
        "findings: {findings}, not closed: {open}",
        suppliers=len(inspected.suppliers),
        documents=len(documents),
        lacking=len(lacking),
        findings=len(findings),
        open=sum(finding.closed is None for finding in findings),
    )


# ---- Lembar Evaluasi Pendukung Layanan


@dataclass(frozen=True)
class Line:
    """One aspect of an evaluation sheet."""

    title: str
    indicator: str | None
    weight: Decimal | None
    product: Decimal | None
    given: Shown


@dataclass(frozen=True)
class Earlier:
    """The approved result of an earlier period."""

    name: str
    period: Shown
    score: str | None
    band: str


def evaluation(view: View, entry: Entry[Evaluation]) -> Paper:
    """Return the evaluation sheet."""
    shown, it = view.records[entry.name], entry.it
    form = view.corpus.form_of(it)
    outcome = score(form, it) if form else None
    return of_record(
        view,
        entry,
        say("Evaluation sheet of a support-service supplier"),
        "papers/evaluation.html",
        mark=mark_of_decided(view.corpus, entry),
        signatures=_signatures(view, entry),
        rounds=rounds_of(view, entry, shown["submissions"] or ()),
        evidence=tuple(evidence(view, one) for one in view.corpus.decisions_on(entry.name)),
        parts={
            "form": form,
            "outcome": outcome,
            "engagements": tuple(_engagements(view, it)),
            "lines": tuple(_lines(view, it, shown, form, outcome)),
            "total": sum(products(outcome).values(), Decimal(0)) if outcome and products(outcome) else None,
            "band": band_title(view, form, it.result.band) if it.result else None,
            "is_wrong": _is_wrong(it, outcome),
            "earlier": _earlier(view, entry),
            "open": tuple(_open_findings(view, it)),
            "last": _last_decision(view, entry),
            # A box for each word that a record may have, so that the two can never differ.
            "recommendations": get_args(RecommendationWord),
        },
    )


def _signatures(view: View, entry: Entry[Evaluation]) -> tuple[Signature, Signature]:
    it = entry.it
    approved = last_accepting(view, entry, "disetujui")
    asked = it.submissions[-1] if it.submissions else None
    head = approved.by if approved else asked.to if asked else None
    day = approved.date if approved else None
    return (
        signature(view, say("Approved by"), head, "kepala_lpse", day),
        signature_of_act(view, say("Evaluated by"), it.evaluated, "pengelola"),
    )


def _engagements(view: View, it: Evaluation) -> Iterator[Engagement]:
    for id_ in it.engagements:
        found = view.corpus.engagement(f"{it.supplier}/{id_}")
        if found:
            yield found[1]


def _lines(
    view: View, it: Evaluation, shown: Shown, form: EvaluationForm | None, outcome: Outcome | None
) -> Iterator[Line]:
    criteria = {criterion.id: criterion for criterion in form.criteria} if form else {}
    counted = products(outcome) if outcome else {}
    for given in shown["scores"] or ():
        id_ = given["criterion"]
        criterion = criteria.get(id_)
        yield Line(
            criterion.title if criterion else id_,
            _indicator(view, it, criterion) if criterion else None,
            criterion.weight if criterion else None,
            counted.get(id_),
            given,
        )


def _indicator(view: View, it: Evaluation, criterion: Criterion) -> str | None:
    """Return what is looked at, by the services of the supplier."""
    supplier = view.corpus.find(Supplier, it.supplier)
    services = supplier.it.services if supplier else ()
    texts = [criterion.indicators[service] for service in services if service in criterion.indicators]
    return " ".join(" ".join(texts).split()) or None


def _is_wrong(it: Evaluation, outcome: Outcome | None) -> bool:
    """Tell whether the scores come to something else than the result that was written down."""
    if it.result is None or outcome is None:
        return False
    return (outcome.shown, outcome.band) != (it.result.score, it.result.band)


def _earlier(view: View, entry: Entry[Evaluation]) -> tuple[Earlier, ...]:
    """Return the results of the last periods that were approved, the newest first."""
    it = entry.it
    others = [one for one in view.corpus.evaluations_of(it.supplier) if one.it.period.until < it.period.until]
    approved = [one for one in others if one.it.result and last_accepting(view, one, "disetujui")]
    return tuple(_in_short(view, one) for one in reversed(approved[-COMPARED:]))


def _in_short(view: View, entry: Entry[Evaluation]) -> Earlier:
    result = entry.it.result
    assert result is not None
    band = band_title(view, view.corpus.form_of(entry.it), result.band)
    return Earlier(entry.name, view.records[entry.name]["period"], result.score, band)


def _open_findings(view: View, it: Evaluation) -> Iterator[InspectionFinding]:
    """Yield what the inspection that it rests on found with the supplier, and nobody closed."""
    found = view.corpus.find(Inspection, it.inspection)
    for one in found.it.suppliers if found else ():
        if one.supplier == it.supplier:
            yield from (finding for finding in one.findings if finding.closed is None)


def _last_decision(view: View, entry: Entry[Evaluation]) -> Shown | None:
    """Return the last decision on these very bytes."""
    taken = [one for one in view.corpus.decisions_on(entry.name) if counts(view.corpus, one)]
    here = [one for one in taken[-1:] if one.it.sha256 == entry.source.sha256]
    return view.records[here[0].name] if here else None
