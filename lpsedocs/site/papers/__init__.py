"""Records as the official papers of an office: what stands on each, as values.

One function, ``paper_or_none``, makes the paper that the page of a record, a print and a dossier show. A
paper says what the records say: what they leave blank stays a blank, and none claims a certified signature.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from lpsedocs.models.decision import Decision
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.inspection import Inspection
from lpsedocs.models.kak import Kak
from lpsedocs.models.proposal import Proposal
from lpsedocs.models.requirement import Requirement
from lpsedocs.site.papers.decision import decision
from lpsedocs.site.papers.monitoring import evaluation, inspection
from lpsedocs.site.papers.paper import Paper
from lpsedocs.site.papers.procurement import kak, proposal, requirement
from lpsedocs.site.papers.supplier_list import supplier_list
from lpsedocs.site.view import View

__all__ = ["Paper", "paper_or_none", "supplier_list"]

_PAPERS: Final[Mapping[type, Callable[[View, Any], Paper]]] = {
    Requirement: requirement,
    Kak: kak,
    Proposal: proposal,
    Inspection: inspection,
    Evaluation: evaluation,
    Decision: decision,
}


def paper_or_none(view: View, name: str) -> Paper | None:
    """Return the paper of a record; None for kinds without one, and where an edition hides what is on it."""
    entry = view.corpus.get(name)
    return _PAPERS[type(entry.record)](view, entry) if entry and has_paper(view, name) else None


def has_paper(view: View, name: str) -> bool:
    """Tell whether the edition has a paper of a record."""
    entry = view.corpus.get(name)
    return entry is not None and view.is_office and name in view.records and type(entry.record) in _PAPERS
