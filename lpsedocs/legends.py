"""What stands for ids in a record: names of people, and titles of the criteria and bands of a form."""

from collections.abc import Mapping
from typing import Any

from lpsedocs.changes import Legend
from lpsedocs.corpus import Corpus, Entry
from lpsedocs.findings import Term, Value
from lpsedocs.models.evaluation import Evaluation
from lpsedocs.models.form import EvaluationForm
from lpsedocs.scoring import NOT_RATED


def legend_of(corpus: Corpus, entry: Entry[Any]) -> Legend:
    """Return what stands for the ids in a record."""
    people = {one.id: one.name for one in corpus.people.values()}
    return Legend(people, {"people": people} | titles_in(corpus, entry))


def titles_in(corpus: Corpus, entry: Entry[Any]) -> dict[str, Mapping[str, Value]]:
    """Return the titles of the form that a record is, or is filled in on, by the keys at which ids stand."""
    form = _form_of(corpus, entry)
    if form is None:
        return {}
    criteria: Mapping[str, Value] = {one.id: one.title for one in form.criteria}
    bands: Mapping[str, Value] = {one.id: one.title for one in form.bands} | {NOT_RATED: Term("not rated")}
    by_criterion = dict.fromkeys(("criterion", "criteria", "required"), criteria)
    return by_criterion | dict.fromkeys(("band", "bands", "at_most"), bands)


def _form_of(corpus: Corpus, entry: Entry[Any]) -> EvaluationForm | None:
    match entry.record:
        case Evaluation() as evaluation:
            return corpus.form_of(evaluation)
        case EvaluationForm() as form:
            return form
    return None
