"""Papers as PDF: the same templates as the pages of the site, laid out by WeasyPrint; nothing is fetched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lpsedocs import __version__
from lpsedocs.checker import check
from lpsedocs.language import Language
from lpsedocs.printing.identities import read_identities
from lpsedocs.printing.pdf import bound, laid_out
from lpsedocs.printing.versions import commit_held
from lpsedocs.rules import all_rules
from lpsedocs.site.addresses import ON_PAPER
from lpsedocs.site.editions import Edition
from lpsedocs.site.logo import LARGEST_ON_PAPER, logo_or_none
from lpsedocs.site.papers import Paper
from lpsedocs.site.templates import Templates, templates_of
from lpsedocs.site.view import Build, View
from lpsedocs.workspace import Workspace

STYLES = ("assets/lpsedocs-paper.css", "assets/lpsedocs-pdf.css")


@dataclass(frozen=True)
class Press:
    """What prints are made with."""

    view: View
    templates: Templates
    identities: Mapping[str, str] = field(default_factory=dict)
    """The numbers of officials by the ids of people; nothing of them is in the records."""

    def separately(self, papers: Sequence[Paper]) -> bytes:
        """Return papers as one PDF; the pages of each are counted by themselves."""
        return bound([self._document(paper.name, [paper]) for paper in papers])

    def binder(self, title: str, papers: Sequence[Paper]) -> bytes:
        """Return papers as one PDF whose pages are counted through."""
        return bound([self._document(title, papers)])

    def _document(self, title: str, papers: Sequence[Paper]) -> object:
        values = {"title": title, "papers": papers, "identities": self.identities}
        html = self.templates.render("papers/print.html", self.view, "", values)
        return laid_out(html, [self.templates.asset(name) for name in STYLES])


def press_for(
    workspace: Workspace, language: Language, today: date | None, identities: Path | None = None
) -> Press:
    """Return the press of a workspace, on a day, with a private file of the numbers of officials."""
    corpus = workspace.load(today)
    logo = logo_or_none(workspace, corpus, LARGEST_ON_PAPER)
    build = Build(__version__, commit_held(workspace, corpus), logo=logo)
    view = View(corpus, check(corpus, all_rules()), Edition.OFFICE, language, ON_PAPER, build)
    numbers = read_identities(identities, workspace.root, corpus.people) if identities else {}
    return Press(view, templates_of(workspace.root), numbers)
