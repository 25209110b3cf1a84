"""A decision as a paper of its own."""

from lpsedocs.corpus import Entry
from lpsedocs.findings import say
from lpsedocs.models.decision import Decision
from lpsedocs.site.papers.marks import mark_of_decision
from lpsedocs.site.papers.paper import Paper, of_record
from lpsedocs.site.papers.signatures import evidence, signature
from lpsedocs.site.view import View


def decision(view: View, entry: Entry[Decision]) -> Paper:
    """Return the record of a decision."""
    decided = entry.it
    return of_record(
        view,
        entry,
        say("Record of a decision"),
        "papers/decision.html",
        mark=mark_of_decision(view.corpus, entry),
        number=entry.name.removeprefix("decisions/"),
        signatures=(signature(view, say("Decided by"), decided.by, decided.role, decided.date),),
        evidence=(evidence(view, entry),),
    )
