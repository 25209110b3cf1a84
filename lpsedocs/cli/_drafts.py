"""What a new record can say before anybody is asked: ids, days, and what the records behind it tell."""

import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any, Final

from lpsedocs.corpus import Corpus, Entry
from lpsedocs.deadlines import months_after
from lpsedocs.findings import Message, Refusal, Route, Term, say
from lpsedocs.models import Kind, kind_named
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.form import EvaluationForm
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.kak import REQUIRED_SECTIONS, Kak
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.requirement import Requirement
from lpsedocs.models.supplier import Document, Engagement, Supplier
from lpsedocs.numerals import counted_or_none
from lpsedocs.source import Plain

Data = dict[str, Plain]


@dataclass(frozen=True)
class Draft:
    """A record as far as it is known."""

    known: Data
    """What is settled."""
    offered: dict[Route, Plain] = field(default_factory=dict)
    """What is offered where somebody is asked."""
    remarks: dict[str, Message] = field(default_factory=dict)
    """What to do below a key, in the file itself."""
    following: Message | None = None
    """The next step."""


def next_id(corpus: Corpus, kind: Kind, today: date) -> str:
    """Return the next id that nothing has and nothing mentions."""
    return following_id(known_ids(corpus), kind, str(today.year))


def known_ids(corpus: Corpus) -> frozenset[str]:
    """Return the ids that records have or mention."""
    return corpus.names | {reference.id for _, reference in corpus.links}


def following_id(names: Iterable[str], kind: Kind, year: str) -> str:
    """Return the id that follows all of these."""
    stem = f"{kind.prefix}-{year}-" if kind.by_year else f"{kind.prefix}-"
    taken = frozenset(names)
    ends = (name.removeprefix(stem) for name in taken if name.startswith(stem))
    highest = max(filter(None, map(counted_or_none, ends)), default=0)
    return next(id_ for number in count(highest + 1) if (id_ := f"{stem}{number:03d}") not in taken)


def drafted_from(corpus: Corpus, kind: Kind, origin: str | None) -> Draft:
    """Return what is known of a new record, and what an older one that it comes from tells."""
    known: Data = {"id": next_id(corpus, kind, corpus.today)}
    begin = _BEGINNINGS[kind.name]
    draft = begin(corpus, origin)
    return Draft({**known, **draft.known}, draft.offered, draft.remarks, draft.following)


def _refuse_origin(origin: str | None) -> None:
    if origin:
        raise Refusal(say("--from {origin}: a new record of this kind comes from no other", origin=origin))


def _only_holder(corpus: Corpus, role: Any) -> Plain:
    holders = corpus.holders(role)
    return holders[0] if len(holders) == 1 else None


def _today(corpus: Corpus) -> str:
    return corpus.today.isoformat()


def _asset(corpus: Corpus, origin: str | None) -> Draft:
    _refuse_origin(origin)
    offered: dict[Route, Plain] = {
        ("quantity",): 1,
        ("unit",): "unit",
        ("condition",): "baik",
        ("kind",): "barang",
    }
    return Draft({}, offered)


# ---- Procedure 1


def _requirement(corpus: Corpus, origin: str | None) -> Draft:
    known: Data = {"created": _today(corpus)}
    offered: dict[Route, Plain] = {
        ("requester",): _only_holder(corpus, "pengguna"),
        ("priority",): "sedang",
        ("items", 0, "quantity"): 1,
        ("items", 0, "unit"): "paket",
    }
    if origin:
        supplier = _supplier_of_origin(corpus, origin)
        known["origin"] = origin
        if supplier and supplier.engagements:
            last = max(supplier.engagements, key=lambda engagement: engagement.last_day)
            offered["needed_from",] = (last.last_day + timedelta(days=1)).isoformat()
            offered["priority",] = supplier.criticality or "rendah"
    return Draft(known, offered, following=say("hand it to the Pengelola (step 1.2): fill in 'submitted'"))


def _supplier_of_origin(corpus: Corpus, origin: str) -> Supplier | None:
    engaged, evaluation = corpus.engagement(origin), corpus.find(Evaluation, origin)
    if engaged:
        return engaged[0].it
    if evaluation:
        supplier = corpus.find(Supplier, evaluation.it.supplier)
        return supplier.it if supplier else None
    if corpus.find(Requirement, origin):
        return None
    raise Refusal(
        say(
            "--from {origin}: a new requirement comes from an evaluation, a requirement, or an engagement "
            "such as SUP-002/2026-1; there is none of that id",
            origin=origin,
        )
    )


def _kak(corpus: Corpus, origin: str | None) -> Draft:
    known: Data = {"drafted": {"date": _today(corpus)}}
    offered: dict[Route, Plain] = {("drafted", "by"): _only_holder(corpus, "pengelola")}
    requirement = _found(corpus, Requirement, origin, "kak", Term("a requirement")) if origin else None
    if requirement is None:
        return Draft({**known, "sections": {}}, offered)
    need = requirement.it
    known |= {
        "requirement": requirement.name,
        "title": f"Kerangka Acuan Kerja {need.title}",
        "sections": _sections(need),
    }
    if need.budget and need.budget.pagu_anggaran is not None:
        offered["estimate",] = str(need.budget.pagu_anggaran)
    due = _required_sections(corpus, need)
    remark = say("every section that is needed here: {sections}", sections=due)
    following = say("write the missing sections; then send the KAK (step 1.5): fill in 'sent'")
    return Draft(known, offered, {"sections": remark}, following)


def _required_sections(corpus: Corpus, need: Requirement) -> tuple[str, ...]:
    own = corpus.organization.required_sections if corpus.organization else None
    return (own or {}).get(need.kind) or REQUIRED_SECTIONS[need.kind]


def _sections(need: Requirement) -> Data:
    """Begin the text with what the requirement says already."""
    items = [
        f"- {item.description}, {item.quantity} {item.unit}" + _after(": ", item.specification)
        for item in need.items
    ]
    until = need.needed_until.isoformat() if need.needed_until else None
    return {
        "background": need.reason,
        "scope": "\n".join(items) + "\n",
        "duration": f"Mulai {need.needed_from.isoformat()}{_after(' sampai ', until)}.",
    }


def _after(sign: str, text: str | None) -> str:
    return f"{sign}{text}" if text else ""


def _proposal(corpus: Corpus, origin: str | None) -> Draft:
    kak = _found(corpus, Kak, origin, "proposal", Term("a KAK")) if origin else None
    offered: dict[Route, Plain] = {("package", "year"): corpus.today.year}
    following = say("hand it in (step 1.7): fill in 'submitted'")
    if kak is None:
        return Draft({}, offered, following=following)
    known: Data = {"requirement": kak.it.requirement, "kak": kak.name}
    requirement = corpus.find(Requirement, kak.it.requirement)
    if requirement:
        need = requirement.it
        offered["title",] = need.title
        offered["package", "kind"] = need.kind
        if need.budget and need.budget.pagu_anggaran is not None:
            offered["package", "pagu_paket"] = str(need.budget.pagu_anggaran)
            offered["package", "year"] = need.budget.year
    return Draft(known, offered, following=following)


# ---- Procedure 2


def _supplier(corpus: Corpus, origin: str | None) -> Draft:
    known: Data = {"listed": {"date": _today(corpus)}}
    offered: dict[Route, Plain] = {("listed", "by"): _only_holder(corpus, "pengelola")}
    if corpus.organization:
        offered["city",] = corpus.organization.letterhead.city
    if origin:
        result = _found(corpus, Proposal, origin, "supplier", Term("a proposal with a contract")).it.result
        if result is None or result.supplier_name is None:
            raise Refusal(say("{proposal} has no contract in its 'result' yet", proposal=origin))
        known |= {"name": result.supplier_name, "npwp": result.npwp}
        offered["legal_form",] = next(
            (form for form in ("PT", "CV") if result.supplier_name.startswith(form)), None
        )
    else:
        offered["legal_form",] = "PT"
    following = say(
        "enter its contract as an engagement (step 2.4), and its documents with 'lpsedocs attach'"
    )
    return Draft(known, offered, following=following)


# ---- Procedure 3


def _inspection(corpus: Corpus, origin: str | None) -> Draft:
    _refuse_origin(origin)
    last = max((entry.it.period.until for entry in corpus.all(Inspection)), default=None)
    begins = (
        last + timedelta(days=1)
        if last
        else months_after(corpus.today, -corpus.review.inspection_every_months)
    )
    known: Data = {
        "suppliers": [_inspected(corpus, entry) for entry in corpus.active_suppliers(corpus.today)]
    }
    offered: dict[Route, Plain] = {
        ("period", "from"): begins.isoformat(),
        ("period", "until"): max(begins, corpus.today).isoformat(),
    }
    remark = say(
        "the states are what the records say: look at each document, correct its line, "
        "and note in 'findings' what is to be mended"
    )
    following = say("look at every document, then fill in 'inspected' (step 3.1)")
    return Draft(known, offered, {"suppliers": remark}, following)


def _inspected(corpus: Corpus, entry: Entry[Supplier]) -> Plain:
    documents: list[Plain] = [
        {"engagement": engagement.id, "kind": document.kind, "state": _state(document, corpus.today)}
        for engagement in entry.it.engagements
        if engagement.in_force_on(corpus.today)
        for document in _due_documents(corpus, engagement)
    ]
    return {"supplier": entry.name, "data": "sesuai", "documents": documents}


def _due_documents(corpus: Corpus, engagement: Engagement) -> Iterator[Document]:
    """Yield the documents that there are, each kind once, and those that are lacking."""
    by_kind = {document.kind: document for document in engagement.documents}
    yield from by_kind.values()
    for kind in corpus.required_documents(engagement.basis):
        if kind not in by_kind:
            yield Document(kind=kind, none="-")


def _state(document: Document, today: date) -> str:
    if document.none is not None:
        return "tidak_ada" if document.none == "-" else "tidak_diwajibkan"
    return "kedaluwarsa" if document.valid_until and document.valid_until < today else "ada"


def _evaluation(corpus: Corpus, origin: str | None) -> Draft:
    known: Data = {"evaluated": {"date": _today(corpus)}}
    forms = [entry for entry in corpus.all(EvaluationForm) if entry.it.in_force.holds_on(corpus.today)]
    offered: dict[Route, Plain] = {
        ("evaluated", "by"): _only_holder(corpus, "pengelola"),
        ("form",): next((entry.name for entry in forms if entry.name.endswith("-LPSE")), None)
        or next((entry.name for entry in forms), None),
        ("period", "until"): (corpus.today.replace(day=1) - timedelta(days=1)).isoformat(),
    }
    if origin:
        supplier = _found(corpus, Supplier, origin, "evaluation", Term("a supplier"))
        known["supplier"] = supplier.name
        offered["period", "from"] = _not_evaluated_since(corpus, supplier).isoformat()
    inspections = [entry for entry in corpus.all(Inspection) if entry.it.inspected]
    if inspections:
        known["inspection"] = max(inspections, key=lambda entry: entry.it.period.until).name
    following = say(
        "give each criterion its score and evidence, and see 'lpsedocs score'; then hand it in (step 3.2)"
    )
    return Draft(known, offered, following=following)


def _not_evaluated_since(corpus: Corpus, supplier: Entry[Supplier]) -> date:
    evaluations = corpus.evaluations_of(supplier.name)
    if evaluations:
        return evaluations[-1].it.period.until + timedelta(days=1)
    return min((engagement.starts for engagement in supplier.it.engagements), default=supplier.it.listed.date)


def completed(corpus: Corpus, kind: Kind, data: Data) -> Data:
    """Return the data with what follows from what was filled in."""
    follow = _FOLLOWING.get(kind.name)
    return follow(corpus, data) if follow else data


def _complete_requirement(corpus: Corpus, data: Data) -> Data:
    requester = data.get("requester")
    holding = corpus.holding(str(requester), "pengguna", corpus.today) if requester else None
    return {"unit": holding.unit, **data} if holding and holding.unit else data


def _complete_kak(corpus: Corpus, data: Data) -> Data:
    requirement = corpus.find(Requirement, str(data.get("requirement")))
    if requirement is None or data.get("sections"):
        return data
    drafted = _kak(corpus, requirement.name).known
    return {**data, "title": data.get("title") or drafted["title"], "sections": drafted["sections"]}


def _complete_evaluation(corpus: Corpus, data: Data) -> Data:
    supplier = corpus.find(Supplier, str(data.get("supplier")))
    if supplier is None:
        return data
    period = data.get("period")
    until = period.get("until") if isinstance(period, dict) else None
    days = [date.fromisoformat(str(day)) for day in (until, _today(corpus)) if _is_day(day)]
    engagements = [e.id for e in supplier.it.engagements if any(e.in_force_on(day) for day in days)]
    return {"supplier_name": supplier.it.name, "engagements": list[Plain](engagements), **data}


def _is_day(value: Plain) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def score_remark(form: EvaluationForm) -> str:
    """Return the criteria of a form as lines to be made into scores."""
    lines = []
    for criterion in form.criteria:
        lines.append(f"  - criterion: {criterion.id}")
        lines += _indented(f"{criterion.title} ({criterion.weight} %)")
        for score, meaning in sorted(criterion.meaning.items(), reverse=True):
            lines += _indented(f"{score}: {meaning}")
        lines += ["    score:", "    evidence:"]
    return "\n".join(lines)


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, 100, initial_indent="    # ", subsequent_indent="    #    ")


def _found(corpus: Corpus, model: type[Any], name: str, kind: str, due: Term) -> Any:
    entry = corpus.find(model, name)
    if entry is None:
        raise Refusal(
            say(
                "--from {origin}: a new record of the kind {kind} comes from {due}; there is none of that id",
                origin=name,
                kind=Term(kind_named(kind).title),
                due=due,
            )
        )
    return entry


_BEGINNINGS: Final[dict[str, Callable[[Corpus, str | None], Draft]]] = {
    "asset": _asset,
    "requirement": _requirement,
    "kak": _kak,
    "proposal": _proposal,
    "supplier": _supplier,
    "inspection": _inspection,
    "evaluation": _evaluation,
}
_FOLLOWING: Final[dict[str, Callable[[Corpus, Data], Data]]] = {
    "requirement": _complete_requirement,
    "kak": _complete_kak,
    "evaluation": _complete_evaluation,
}
